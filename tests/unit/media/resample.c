/* Resampling: exact length, no shift, the level kept. */
#include "rig.h"

static void test_length(void)
{
    static const struct {
        int64_t n;
        int32_t rate;
        int64_t want; /* ceil(n · 48000 / rate) */
    } rows[] = {
        { 0, 22050, 0 },           { 1, 22050, 3 },           { 22050, 22050, 48000 }, { 22051, 22050, 48003 },
        { 48000, 48000, 48000 },   { 44100, 44100, 48000 },   { 16001, 16000, 48003 }, { 96001, 96000, 48001 },
        { 100000, 24000, 200000 }, { 200000, 44100, 217688 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree float *in = g_new0(float, (size_t) rows[i].n + 1), *out = NULL;
        g_test_message("%d at %d Hz", (int) rows[i].n, rows[i].rate);
        g_assert_cmpint(fms_resample(in, rows[i].n, rows[i].rate, &out, NULL), ==, rows[i].want);
        g_assert_nonnull(out);
    }
}

/* A slow sine stays in place from the first sample to the last. */
static void test_alignment(void)
{
    static const int32_t rates[] = { 8000, 16000, 22050, 24000, 44100, 48000, 96000 };
    for (size_t r = 0; r < G_N_ELEMENTS(rates); r++) {
        int64_t n = rates[r] * INT64_C(3);
        g_autofree float *in = g_new0(float, (size_t) n), *out = NULL;
        for (int64_t i = 0; i < n; i++)
            in[i] = 0.5f * (float) sin(2 * G_PI * 200 * (double) i / rates[r]);
        g_assert_cmpint(fms_resample(in, n, rates[r], &out, NULL), ==, 144000);
        double worst = 0;
        for (int64_t i = 2000; i < 142000; i++)
            worst = MAX(worst, fabs(out[i] - 0.5 * sin(2 * G_PI * 200 * (double) i / 48000)));
        g_test_message("%d Hz: off by at most %g", rates[r], worst);
        g_assert_cmpfloat(worst, <, 0.002);
    }
}

static void test_same_twice(void)
{
    g_autofree float *in = g_new(float, 30000), *one = NULL, *two = NULL;
    for (int i = 0; i < 30000; i++)
        in[i] = (float) sin(i * 0.37) * 0.7f;
    int64_t n = fms_resample(in, 30000, 22050, &one, NULL);
    g_assert_cmpint(fms_resample(in, 30000, 22050, &two, NULL), ==, n);
    g_assert_cmpint(memcmp(one, two, (size_t) n * sizeof *one), ==, 0);
}

static void test_refuses(void)
{
    float in = 0, *out = &in;
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(fms_resample(&in, 1, 0, &out, &error), ==, -1);
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_assert_null(out);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/resample/length", test_length);
    g_test_add_func("/resample/alignment", test_alignment);
    g_test_add_func("/resample/same-twice", test_same_twice);
    g_test_add_func("/resample/refuses", test_refuses);
    return g_test_run();
}
