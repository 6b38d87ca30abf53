/*
 * Ears: the same at 48 kHz and at 16, however the sound comes in pieces; a frame is where its time is.
 */
#include "ear-private.h"

#include <math.h>

static float tone(double seconds, double hz)
{
    return (float) (0.3 * sin(2 * G_PI * hz * seconds));
}

/* A second: half of silence, then a tone. */
static struct fms_ear *hear(int32_t rate_hz, double hz, int64_t piece)
{
    struct fms_ear *ear = fms_ear_new(rate_hz);
    float *samples = g_new(float, rate_hz);
    for (int32_t i = 0; i < rate_hz; i++)
        samples[i] = i < rate_hz / 2 ? 0 : tone((double) i / rate_hz, hz);
    for (int64_t i = 0; i < rate_hz; i += piece)
        fms_ear_hear(ear, samples + i, MIN(piece, rate_hz - i));
    g_free(samples);
    return ear;
}

static int loudest_band(const float *bands)
{
    int loudest = 0;
    for (int b = 1; b < FMS_EAR_BANDS; b++)
        loudest = bands[b] > bands[loudest] ? b : loudest;
    return loudest;
}

static void test_rates(void)
{
    struct fms_ear *low = hear(16000, 1000, 16000), *high = hear(FMS_SAMPLE_RATE, 1000, FMS_SAMPLE_RATE);
    const float *a = fms_ear_frame(low, 150), *b = fms_ear_frame(high, 150);
    int band = loudest_band(a);
    g_assert_cmpint(band, ==, loudest_band(b));
    g_assert_cmpfloat(fabsf(10 * log10f(a[band] / b[band])), <, 0.1f);
    fms_ear_free(low);
    fms_ear_free(high);
}

static void test_pieces(void)
{
    struct fms_ear *whole = hear(FMS_SAMPLE_RATE, 700, FMS_SAMPLE_RATE), *pieces = hear(FMS_SAMPLE_RATE, 700, 317);
    g_assert_cmpuint(whole->powers->len, ==, pieces->powers->len);
    g_assert_cmpmem(whole->powers->data, whole->powers->len * sizeof(float), pieces->powers->data,
                    pieces->powers->len * sizeof(float));
    g_assert_cmpmem(whole->curve->data, whole->curve->len * sizeof(float), pieces->curve->data,
                    pieces->curve->len * sizeof(float));
    fms_ear_free(whole);
    fms_ear_free(pieces);
}

static void test_time(void)
{
    static const int32_t rates[] = { 8000, 16000, 22050, FMS_SAMPLE_RATE };
    for (size_t i = 0; i < G_N_ELEMENTS(rates); i++) {
        struct fms_ear *ear = hear(rates[i], 1000, rates[i]);
        int band = loudest_band(fms_ear_frame(ear, 150));
        g_assert_cmpfloat(fms_ear_frame(ear, 97)[band], <, 1e-6f * fms_ear_frame(ear, 150)[band]);
        g_assert_cmpfloat(fms_ear_frame(ear, 103)[band], >, 0.9f * fms_ear_frame(ear, 150)[band]);
        g_assert_cmpfloat(g_array_index(ear->curve, float, 395), <, 1e-6f);
        g_assert_cmpfloat(g_array_index(ear->curve, float, 405), >, 1e-3f);
        fms_ear_free(ear);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ear/rates", test_rates);
    g_test_add_func("/ear/pieces", test_pieces);
    g_test_add_func("/ear/time", test_time);
    return g_test_run();
}
