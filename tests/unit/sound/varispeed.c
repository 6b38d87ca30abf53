/*
 * Speed: where each sample comes from, what a tone becomes, that nothing folds back.
 */
#include "synth.h"
#include "varispeed-private.h"

#define N (2 * SECOND)

static float impulse[2 * SECOND];
static struct fake_file FILES[] = {
    { "tone", 20 * SECOND, 0, 0.5, NULL }, /* of the frequency that a row asks for */
    { "impulse", SECOND, 0, 0, impulse },
    { NULL },
};

static float *read_at(const char *path, int32_t speed, int64_t portion)
{
    GError *error = NULL;
    const struct fms_track track = { .path = path, .speed_permille = speed };
    fake_files = FILES;
    struct fms_varispeed *varispeed = fms_varispeed_open(&fake_port, &track, &error);
    g_assert_no_error(error);
    float *out = g_new0(float, 2 * N);
    for (int64_t at = 0; at < N; at += portion)
        g_assert_true(fms_varispeed_read(varispeed, out + 2 * at, MIN(portion, N - at), &error));
    fms_varispeed_close(varispeed);
    g_assert_cmpint(fake_open_readers, ==, 0);
    return out;
}

/* How far the sound is from a tone of that frequency that begins with the file. */
static double distance(const float *sound, double hz)
{
    double worst = 0;
    for (int64_t i = 500; i < N; i++)
        worst = fmax(worst, fabs(sound[2 * i] - 0.5 * sin(2 * G_PI * hz * (double) i / SECOND)));
    return worst;
}

static void test_tones(void)
{
    static const struct {
        int32_t speed;
        double hz;
    } ROWS[] = { { 1000, 1000 }, { 500, 1000 },  { 250, 15000 }, { 1001, 1000 }, { 999, 5000 },
                 { 1333, 440 },  { 2000, 3000 }, { 4000, 1000 }, { 3999, 1000 } };
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        FILES[0].hz = ROWS[i].hz;
        float *out = read_at("tone", ROWS[i].speed, 1000);
        double off = distance(out, ROWS[i].hz * ROWS[i].speed / 1000);
        g_test_message("%d of %.0f Hz: off by %.1f dB", ROWS[i].speed, ROWS[i].hz, to_db(off));
        g_assert_cmpfloat(off, <, ROWS[i].speed == 1000 ? 1e-6 : 0.0005);
        g_free(out);
    }
}

/* A tone that would lie beyond what a sample rate can hold is gone, and does not come back as another. */
static void test_no_alias(void)
{
    FILES[0].hz = 16000;
    float *out = read_at("tone", 2000, 1000);
    double peak = 0;
    for (int64_t i = 1000; i < N; i++)
        peak = fmax(peak, fabsf(out[2 * i]));
    g_test_message("left of it: %.1f dB", to_db(peak));
    g_assert_cmpfloat(to_db(peak), <, -80);
    g_free(out);
}

/* Sample 12000 of the file comes where it should, at any speed. */
static void test_places(void)
{
    static const int32_t SPEEDS[] = { 250, 400, 500, 750, 1000, 1500, 2000, 3000, 4000 };
    impulse[2 * 12000] = impulse[2 * 12000 + 1] = 1;
    for (size_t i = 0; i < G_N_ELEMENTS(SPEEDS); i++) {
        float *out = read_at("impulse", SPEEDS[i], N);
        int64_t best = 0;
        for (int64_t s = 0; s < N; s++)
            best = fabsf(out[2 * s]) > fabsf(out[2 * best]) ? s : best;
        g_assert_cmpint(best, ==, 12000 * 1000 / SPEEDS[i]);
        g_free(out);
    }
}

static void test_portions(void)
{
    FILES[0].hz = 777;
    float *whole = read_at("tone", 1234, N), *pieces = read_at("tone", 1234, 37);
    g_assert_cmpmem(whole, 8 * N, pieces, 8 * N);
    g_free(whole);
    g_free(pieces);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/varispeed/tones", test_tones);
    g_test_add_func("/varispeed/no-alias", test_no_alias);
    g_test_add_func("/varispeed/places", test_places);
    g_test_add_func("/varispeed/portions", test_portions);
    return g_test_run();
}
