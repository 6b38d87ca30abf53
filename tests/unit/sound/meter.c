/*
 * The meter against the signals of EBU Tech 3341 and 3342, computed here. (Signal 6 has five channels; films have two.)
 */
#include "synth.h"

#define MOST_PARTS 5

/* Parts of a 1 kHz tone: level in dBFS and length. */
struct tone {
    const char *number;
    struct {
        double db, seconds;
    } parts[MOST_PARTS];
    double integrated_lufs, range_lu; /* NAN: not asked */
};

static const struct tone TONES[] = {
    { "3341-1", { { -23, 20 } }, -23, NAN },
    { "3341-2", { { -33, 20 } }, -33, NAN },
    { "3341-3", { { -36, 10 }, { -23, 60 }, { -36, 10 } }, -23, NAN },
    { "3341-4", { { -72, 10 }, { -36, 10 }, { -23, 60 }, { -36, 10 }, { -72, 10 } }, -23, NAN },
    { "3341-5", { { -26, 20 }, { -20, 20.1 }, { -26, 20 } }, -23, NAN },
    { "3342-1", { { -20, 20 }, { -30, 20 } }, NAN, 10 },
    { "3342-2", { { -20, 20 }, { -15, 20 } }, NAN, 5 },
    { "3342-3", { { -40, 20 }, { -20, 20 } }, NAN, 20 },
    { "3342-4", { { -50, 20 }, { -35, 20 }, { -20, 20 }, { -35, 20 }, { -50, 20 } }, NAN, 15 },
};

static void add_tone(struct fms_meter *meter, double db, double seconds, int64_t *at)
{
    float block[2 * 480];
    for (int64_t left = llround(seconds * SECOND); left > 0; left -= 480) {
        int64_t n = MIN(left, 480);
        for (int64_t i = 0; i < n; i++, ++*at)
            block[2 * i] = block[2 * i + 1] = (float) (from_db(db) * sin(2 * G_PI * 1000 * (double) *at / SECOND));
        fms_meter_add(meter, block, n);
    }
}

static void test_tones(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(TONES); i++) {
        struct fms_meter *meter = fms_meter_new();
        int64_t at = 0;
        for (int k = 0; k < MOST_PARTS && TONES[i].parts[k].seconds > 0; k++)
            add_tone(meter, TONES[i].parts[k].db, TONES[i].parts[k].seconds, &at);
        struct fms_loudness read = fms_meter_read(meter);
        g_test_message("%s: %.3f LUFS, %.2f LU", TONES[i].number, read.integrated_lufs, read.range_lu);
        if (!isnan(TONES[i].integrated_lufs))
            g_assert_cmpfloat_with_epsilon(read.integrated_lufs, TONES[i].integrated_lufs, 0.1);
        if (!isnan(TONES[i].range_lu))
            g_assert_cmpfloat_with_epsilon(read.range_lu, TONES[i].range_lu, 1);
        fms_meter_free(meter);
    }
}

static const struct {
    const char *number;
    int divisor; /* of the sample rate */
    double amplitude, degrees, dbtp;
} PEAKS[] = {
    { "3341-15", 4, 0.50, 0, -6 },
    { "3341-16", 4, 0.50, 45, -6 },
    { "3341-17", 6, 0.50, 60, -6 },
    { "3341-18", 8, 0.50, 67.5, -6 },
    { "3341-19", 4, 1.41, 45, 3 },
    { "a quarter after a sample", 4, 0.50, 67.5, -6 },
    { "a quarter before", 4, 0.50, 22.5, -6 },
};

/* 50 ms faded ends: a tone cut hard rings over its own height in any interpolator. */
static void test_peaks(void)
{
    int64_t n = SECOND, fade = SECOND / 20;
    float *sound = g_new(float, 2 * n);
    for (size_t i = 0; i < G_N_ELEMENTS(PEAKS); i++) {
        for (int64_t k = 0; k < n; k++) {
            double edge = MIN(1, (double) MIN(k, n - 1 - k) / (double) fade), gain = 0.5 - 0.5 * cos(G_PI * edge);
            double phase = 2 * G_PI * ((double) k / PEAKS[i].divisor + PEAKS[i].degrees / 360);
            sound[2 * k] = sound[2 * k + 1] = (float) (PEAKS[i].amplitude * gain * sin(phase));
        }
        struct fms_meter *meter = fms_meter_new();
        fms_meter_add(meter, sound, n);
        double dbtp = fms_meter_read(meter).true_peak_dbtp;
        g_test_message("%s: %.3f dBTP", PEAKS[i].number, dbtp);
        g_assert_cmpfloat(dbtp, <=, PEAKS[i].dbtp + 0.1); /* EBU allows 0.2 */
        g_assert_cmpfloat(dbtp, >=, PEAKS[i].dbtp - 0.1); /* and 0.4 */
        fms_meter_free(meter);
    }
    g_free(sound);
}

static void test_nothing(void)
{
    static const float silence[2 * SECOND];
    static const int64_t LENGTHS[] = { 0, 1, SECOND / 5, SECOND };
    for (size_t i = 0; i < G_N_ELEMENTS(LENGTHS); i++) {
        struct fms_meter *meter = fms_meter_new();
        fms_meter_add(meter, silence, LENGTHS[i]);
        struct fms_loudness read = fms_meter_read(meter);
        g_assert_cmpfloat(read.integrated_lufs, ==, -HUGE_VAL);
        g_assert_cmpfloat(read.true_peak_dbtp, ==, -HUGE_VAL);
        g_assert_cmpfloat(read.range_lu, ==, 0);
        fms_meter_free(meter);
    }
}

/* Too short to have a loudness, but it has a peak. */
static void test_short(void)
{
    struct fms_meter *meter = fms_meter_new();
    int64_t at = 0;
    add_tone(meter, -6, 0.39, &at);
    g_assert_cmpfloat(fms_meter_read(meter).integrated_lufs, ==, -HUGE_VAL);
    g_assert_cmpfloat_with_epsilon(fms_meter_read(meter).true_peak_dbtp, -6, 0.7);
    fms_meter_free(meter);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/meter/tones", test_tones);
    g_test_add_func("/meter/peaks", test_peaks);
    g_test_add_func("/meter/nothing", test_nothing);
    g_test_add_func("/meter/short", test_short);
    return g_test_run();
}
