/*
 * The limiter: never over the ceiling by another's meter, out of the way below it, in step, the same in any portions.
 */
#include "synth.h"

#include <ebur128.h>

#define ROOM 1024

/* Runs a sound through a limiter in portions. @return the result, `n` pairs. */
static float *limit(const float *in, int64_t n, double gain_db, double ceiling_dbtp, int64_t portion)
{
    struct fms_limiter *limiter = fms_limiter_new(gain_db, ceiling_dbtp);
    float *out = g_new0(float, 2 * (n + portion + ROOM));
    int64_t written = 0;
    for (int64_t i = 0; i < n; i += portion)
        written += fms_limiter_run(limiter, in + 2 * i, MIN(portion, n - i), out + 2 * written);
    written += fms_limiter_run(limiter, NULL, 0, out + 2 * written);
    g_assert_cmpint(written, ==, n);
    g_assert_cmpint(fms_limiter_run(limiter, NULL, 0, out + 2 * written), ==, 0);
    fms_limiter_free(limiter);
    return out;
}

/* Measured by libebur128, whose interpolator is not ours. */
static double true_peak(const float *sound, int64_t n)
{
    double left, right;
    ebur128_state *state = ebur128_init(2, SECOND, EBUR128_MODE_TRUE_PEAK);
    ebur128_add_frames_float(state, sound, (size_t) n);
    ebur128_true_peak(state, 0, &left);
    ebur128_true_peak(state, 1, &right);
    ebur128_destroy(&state);
    return to_db(fmax(left, right));
}

/* Measured by ours: never more than a twentieth of a decibel below the library's. */
static double our_true_peak(const float *sound, int64_t n)
{
    struct fms_meter *meter = fms_meter_new();
    fms_meter_add(meter, sound, n);
    double dbtp = fms_meter_read(meter).true_peak_dbtp;
    fms_meter_free(meter);
    return dbtp;
}

static float noise_at(int64_t i)
{
    static uint32_t state;
    state = i == 0 ? 1 : state;
    return noise(&state);
}

static float low_tone(int64_t i)
{
    return 0.9f * (float) sin(2 * G_PI * 55 * (double) i / SECOND);
}

static float between_samples(int64_t i)
{
    return (float) sin(2 * G_PI * ((double) i / 4 + 0.125));
}

static float clicks(int64_t i)
{
    return i % 4801 == 100 ? 1 : i % 4801 == 101 ? -1 : 0;
}

static float edges(int64_t i)
{
    return i / 500 % 2 ? 0.95f : -0.95f;
}

static float swell(int64_t i)
{
    return (float) (i % 9600) / 9600 * (float) sin(2 * G_PI * 997 * (double) i / SECOND);
}

static float high_tone(int64_t i)
{
    return (float) sin(2 * G_PI * 17321 * (double) i / SECOND) * (i / 2400 % 2 ? 1 : 0.1f);
}

static const struct {
    const char *name;
    float (*at)(int64_t i);
} SOUNDS[] = {
    { "noise", noise_at },      { "low tone", low_tone }, { "between samples", between_samples },
    { "clicks", clicks },       { "edges", edges },       { "swell", swell },
    { "high tone", high_tone },
};

static const struct {
    double gain_db, ceiling_dbtp;
} SETTINGS[] = { { 0, -1 }, { 6, -1 }, { 20, -1.5 }, { 12, -6 }, { 40, -1 } };

static float *make(float (*at)(int64_t i), int64_t n)
{
    float *sound = g_new(float, 2 * n);
    for (int64_t i = 0; i < n; i++) {
        sound[2 * i] = at(i);
        sound[2 * i + 1] = i > n / 2 ? -0.7f * sound[2 * i] : 0;
    }
    return sound;
}

static void test_ceiling(void)
{
    int64_t n = SECOND;
    for (size_t i = 0; i < G_N_ELEMENTS(SOUNDS); i++) {
        float *in = make(SOUNDS[i].at, n);
        for (size_t k = 0; k < G_N_ELEMENTS(SETTINGS); k++) {
            float *out = limit(in, n, SETTINGS[k].gain_db, SETTINGS[k].ceiling_dbtp, 1000);
            double dbtp = true_peak(out, n), ours_dbtp = our_true_peak(out, n);
            g_test_message("%s %+g dB: %.3f, by our meter %.3f, under %g dBTP", SOUNDS[i].name, SETTINGS[k].gain_db,
                           dbtp, ours_dbtp, SETTINGS[k].ceiling_dbtp);
            g_assert_cmpfloat(dbtp, <=, SETTINGS[k].ceiling_dbtp);
            g_assert_cmpfloat(ours_dbtp, <=, SETTINGS[k].ceiling_dbtp);
            g_assert_cmpfloat(ours_dbtp, >, dbtp - 0.05);
            g_assert_cmpfloat(ours_dbtp, >, SETTINGS[k].ceiling_dbtp - 0.2);
            g_free(out);
        }
        g_free(in);
    }
}

static void test_transparent(void)
{
    int64_t n = SECOND;
    float *in = make(low_tone, n), *out = limit(in, n, 0, 0, 777);
    g_assert_cmpmem(in, (size_t) (2 * n) * sizeof(float), out, (size_t) (2 * n) * sizeof(float));
    g_free(out);
    out = limit(in, n, -6, -1, 777);
    for (int64_t i = 0; i < 2 * n; i++)
        g_assert_cmpfloat(fabsf(out[i] - in[i] * (float) from_db(-6)), <=, 1e-7f);
    g_free(out);
    g_free(in);
}

/* After a click all is as before: within 1 % after five times the release. */
static void test_recovers(void)
{
    int64_t n = SECOND, click = 4800;
    float *in = make(low_tone, n);
    for (int64_t i = 0; i < 2 * n; i++)
        in[i] *= 0.5f;
    in[2 * click] = 3;
    float *out = limit(in, n, 0, -1, 4096);
    for (int64_t i = 0; i < n; i++) {
        if (i < click - SECOND / 100 || i > click + SECOND * 3 / 10)
            g_assert_cmpfloat(fabsf(out[2 * i] - in[2 * i]), <=, 0.01f * fabsf(in[2 * i]) + 1e-6f);
    }
    g_assert_cmpfloat(fabsf(out[2 * (click + 100)]), <, 0.6f * fabsf(in[2 * (click + 100)]));
    g_free(out);
    g_free(in);
}

static void test_portions(void)
{
    static const int64_t PORTIONS[] = { 1, 7, 256, 512, 513, 5000 };
    int64_t n = 5000;
    float *in = make(noise_at, n), *whole = limit(in, n, 9, -1, n);
    for (size_t i = 0; i < G_N_ELEMENTS(PORTIONS); i++) {
        float *out = limit(in, n, 9, -1, PORTIONS[i]);
        g_assert_cmpmem(whole, (size_t) (2 * n) * sizeof(float), out, (size_t) (2 * n) * sizeof(float));
        g_free(out);
    }
    g_free(whole);
    g_free(in);
}

static void test_short(void)
{
    for (int64_t n = 0; n < 600; n += 37) {
        float in[2 * 600];
        for (int64_t i = 0; i < 2 * n; i++)
            in[i] = 0.25f;
        float *out = limit(in, n, 0, -1, 100);
        g_assert_cmpmem(in, (size_t) (2 * n) * sizeof(float), out, (size_t) (2 * n) * sizeof(float));
        g_free(out);
    }
}

static void test_not_numbers(void)
{
    float in[2 * 1000];
    for (int i = 0; i < 2000; i++)
        in[i] = i % 5 == 0 ? NAN : i % 5 == 1 ? INFINITY : i % 5 == 2 ? 1e30f : 0.5f;
    float *out = limit(in, 1000, 6, -1, 300);
    for (int i = 0; i < 2000; i++)
        g_assert_true(fabsf(out[i]) <= 1);
    g_free(out);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/limiter/ceiling", test_ceiling);
    g_test_add_func("/limiter/transparent", test_transparent);
    g_test_add_func("/limiter/recovers", test_recovers);
    g_test_add_func("/limiter/portions", test_portions);
    g_test_add_func("/limiter/short", test_short);
    g_test_add_func("/limiter/not-numbers", test_not_numbers);
    return g_test_run();
}
