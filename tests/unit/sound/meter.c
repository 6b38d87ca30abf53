/*
 * The meter against the signals of EBU Tech 3341 and 3342, computed here: all but the two authentic programmes, whose
 * sound may not be passed on.
 */
#include "energy-private.h"
#include "meter-private.h"
#include "synth.h"

#define MOST_PARTS 5
#define LU 0.1 /* the tolerance of loudness in Tech 3341 */

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

/* The lowest and highest reading in a stretch of time. */
struct span {
    double low, high;
};

/* A meter that is played to. What it reads is looked at every 10 ms. */
struct ear {
    struct fms_meter *meter;
    int64_t at;
    int64_t from; /* before, readings are not looked at */
    struct span momentary, short_term;
};

static void look(struct span *span, double lufs)
{
    span->low = fmin(span->low, lufs);
    span->high = fmax(span->high, lufs);
}

static void look_from(struct ear *ear, int64_t from)
{
    ear->from = from;
    ear->momentary = ear->short_term = (struct span){ HUGE_VAL, -HUGE_VAL };
}

static struct ear ear_new(struct fms_meter *meter)
{
    struct ear ear = { meter };
    look_from(&ear, 0);
    return ear;
}

/* A tone of 1 kHz; -HUGE_VAL is silence. */
static void play(struct ear *ear, double db, double seconds)
{
    float block[2 * 480];
    int64_t end = ear->at + llround(seconds * SECOND);
    while (ear->at < end) {
        int64_t n = MIN(end - ear->at, 480);
        for (int64_t i = 0; i < n; i++, ear->at++)
            block[2 * i] = block[2 * i + 1] =
                (float) (from_db(db) * sin(2 * G_PI * 1000 * (double) (ear->at % SECOND) / SECOND));
        fms_meter_add(ear->meter, block, n);
        if (ear->at < ear->from)
            continue;
        look(&ear->momentary, fms_meter_now(ear->meter).momentary_lufs);
        look(&ear->short_term, fms_meter_now(ear->meter).short_term_lufs);
    }
}

static void test_tones(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(TONES); i++) {
        struct ear ear = ear_new(fms_meter_new());
        for (int k = 0; k < MOST_PARTS && TONES[i].parts[k].seconds > 0; k++)
            play(&ear, TONES[i].parts[k].db, TONES[i].parts[k].seconds);
        struct fms_loudness read = fms_meter_read(ear.meter);
        g_test_message("%s: %.3f LUFS, %.2f LU, M %.3f, S %.3f", TONES[i].number, read.integrated_lufs, read.range_lu,
                       read.momentary_lufs, read.short_term_lufs);
        if (!isnan(TONES[i].integrated_lufs))
            g_assert_cmpfloat_with_epsilon(read.integrated_lufs, TONES[i].integrated_lufs, LU);
        if (!isnan(TONES[i].range_lu))
            g_assert_cmpfloat_with_epsilon(read.range_lu, TONES[i].range_lu, 1);
        if (TONES[i].parts[1].seconds == 0) {
            g_assert_cmpfloat_with_epsilon(read.momentary_lufs, TONES[i].integrated_lufs, LU);
            g_assert_cmpfloat_with_epsilon(read.short_term_lufs, TONES[i].integrated_lufs, LU);
        }
        fms_meter_free(ear.meter);
    }
}

/* 3341-6: five channels, and the same with a silent sixth, and with one that must not be heard. */
static void test_surround(void)
{
    static const double dbs[][FMS_MOST_CHANNELS] = { { -28, -28, -24, -30, -30 },
                                                     { -28, -28, -24, -HUGE_VAL, -30, -30 },
                                                     { -28, -28, -24, -3, -30, -30 } };
    for (size_t i = 0; i < G_N_ELEMENTS(dbs); i++) {
        int n_channels = i == 0 ? 5 : 6;
        struct fms_meter *meter = fms_meter_new_surround(n_channels);
        float block[FMS_MOST_CHANNELS * 480];
        for (int64_t at = 0; at < 20 * SECOND; at += 480) {
            for (int k = 0; k < 480 * n_channels; k++) {
                int64_t sample = at + k / n_channels;
                block[k] = (float) (from_db(dbs[i][k % n_channels]) * sin(2 * G_PI * 1000 * (double) sample / SECOND));
            }
            fms_meter_add(meter, block, 480);
        }
        struct fms_loudness read = fms_meter_read(meter);
        g_test_message("3341-6, %d channels: %.3f LUFS, M %.3f", n_channels, read.integrated_lufs, read.momentary_lufs);
        g_assert_cmpfloat_with_epsilon(read.integrated_lufs, -23, LU);
        g_assert_cmpfloat_with_epsilon(read.momentary_lufs, -23, LU);
        g_assert_cmpfloat_with_epsilon(read.short_term_lufs, -23, LU);
        fms_meter_free(meter);
    }
}

static void test_constant(void)
{
    struct ear nine = ear_new(fms_meter_new()), twelve = ear_new(fms_meter_new());
    look_from(&nine, 3 * SECOND);
    for (int i = 0; i < 5; i++) {
        play(&nine, -20, 1.34);
        play(&nine, -30, 1.66);
    }
    look_from(&twelve, SECOND);
    for (int i = 0; i < 25; i++) {
        play(&twelve, -20, 0.18);
        play(&twelve, -30, 0.22);
    }
    g_test_message("3341-9: S %.3f to %.3f; 3341-12: M %.3f to %.3f", nine.short_term.low, nine.short_term.high,
                   twelve.momentary.low, twelve.momentary.high);
    g_assert_cmpfloat_with_epsilon(nine.short_term.low, -23, LU);
    g_assert_cmpfloat_with_epsilon(nine.short_term.high, -23, LU);
    g_assert_cmpfloat_with_epsilon(twelve.momentary.low, -23, LU);
    g_assert_cmpfloat_with_epsilon(twelve.momentary.high, -23, LU);
    fms_meter_free(nine.meter);
    fms_meter_free(twelve.meter);
}

/* 3341-10 and 13: a tone as long as the window, that begins anywhere. */
static void test_maxima(void)
{
    for (int file = 0; file < 20; file++) {
        struct ear ten = ear_new(fms_meter_new()), thirteen = ear_new(fms_meter_new());
        play(&ten, -HUGE_VAL, 0.15 * file);
        play(&ten, -23, 3);
        play(&ten, -HUGE_VAL, 1);
        play(&thirteen, -HUGE_VAL, 0.02 * file);
        play(&thirteen, -23, 0.4);
        play(&thirteen, -HUGE_VAL, 1);
        double short_term = fms_meter_read(ten.meter).short_term_lufs;
        double momentary = fms_meter_read(thirteen.meter).momentary_lufs;
        g_test_message("3341-10.%d: S %.3f; 3341-13.%d: M %.3f", file + 1, short_term, file + 1, momentary);
        g_assert_cmpfloat_with_epsilon(short_term, -23, LU);
        g_assert_cmpfloat_with_epsilon(momentary, -23, LU);
        fms_meter_free(ten.meter);
        fms_meter_free(thirteen.meter);
    }
}

/* 3341-11 and 14: the same as one sound that becomes louder, read segment by segment. */
static void test_rising_maxima(void)
{
    struct ear eleven = ear_new(fms_meter_new()), fourteen = ear_new(fms_meter_new());
    for (int i = 0; i < 20; i++) {
        look_from(&eleven, eleven.at);
        play(&eleven, -HUGE_VAL, 0.15 * i);
        play(&eleven, -38 + i, 3);
        play(&eleven, -HUGE_VAL, 3 - 0.15 * i);
        look_from(&fourteen, fourteen.at);
        play(&fourteen, -HUGE_VAL, 0.02 * i);
        play(&fourteen, -38 + i, 0.4);
        play(&fourteen, -HUGE_VAL, 0.4 - 0.02 * i);
        g_test_message("3341-11.%d: S %.3f; 3341-14.%d: M %.3f", i + 1, eleven.short_term.high, i + 1,
                       fourteen.momentary.high);
        g_assert_cmpfloat_with_epsilon(eleven.short_term.high, -38 + i, LU);
        g_assert_cmpfloat_with_epsilon(fourteen.momentary.high, -38 + i, LU);
    }
    fms_meter_free(eleven.meter);
    fms_meter_free(fourteen.meter);
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

/*
 * 3341-20 to 23: a pulse whose height, 0 dBTP, is reached between samples. It is a sinc of 0.4 of the rate under a Hann
 * window, taken at quarters of a sample.
 */
static void test_pulses(void)
{
    float *sound = g_new0(float, 2 * SECOND);
    for (int quarter = 0; quarter < 4; quarter++) {
        for (int i = -60; i <= 60; i++) {
            double t = i + quarter / 4.0, x = G_PI * 0.8 * t,
                   window = fabs(t) < 60 ? 0.5 + 0.5 * cos(G_PI * t / 60) : 0;
            sound[2 * (SECOND / 2 + i)] = sound[2 * (SECOND / 2 + i) + 1] =
                (float) (window * (fabs(x) < 1e-9 ? 1 : sin(x) / x));
        }
        struct fms_meter *meter = fms_meter_new();
        fms_meter_add(meter, sound, SECOND);
        double dbtp = fms_meter_read(meter).true_peak_dbtp;
        g_test_message("3341-%d: %.3f dBTP", 20 + quarter, dbtp);
        g_assert_cmpfloat(dbtp, <=, 0.2);
        g_assert_cmpfloat(dbtp, >=, -0.4);
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
        g_assert_cmpfloat(read.momentary_lufs, ==, -HUGE_VAL);
        g_assert_cmpfloat(read.short_term_lufs, ==, -HUGE_VAL);
        fms_meter_free(meter);
    }
}

/* Too short to have a loudness, but it has a peak; from 0.4 s on there is one, from 3 s on a short-term one. */
static void test_short(void)
{
    static const struct {
        double seconds;
        bool momentary, short_term;
    } rows[] = { { 0.39, false, false }, { 0.4, true, false }, { 2.99, true, false }, { 3, true, true } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct ear ear = ear_new(fms_meter_new());
        play(&ear, -6, rows[i].seconds);
        struct fms_loudness read = fms_meter_read(ear.meter);
        g_assert_true(isfinite(read.integrated_lufs) == rows[i].momentary);
        g_assert_true(isfinite(read.momentary_lufs) == rows[i].momentary);
        g_assert_true(isfinite(read.short_term_lufs) == rows[i].short_term);
        g_assert_cmpfloat_with_epsilon(read.true_peak_dbtp, -6, 0.7);
        fms_meter_free(ear.meter);
    }
}

/* What is no number is heard as nothing, and what comes after it as it is. */
static void test_no_number(void)
{
    struct ear ear = ear_new(fms_meter_new());
    static const float bad[] = { NAN, NAN, INFINITY, -INFINITY, 1e30f, -1e30f };
    play(&ear, -23, 5);
    fms_meter_add(ear.meter, bad, 3);
    play(&ear, -23, 5);
    struct fms_loudness read = fms_meter_read(ear.meter);
    g_assert_cmpfloat_with_epsilon(read.integrated_lufs, -23, LU);
    g_assert_cmpfloat_with_epsilon(read.short_term_lufs, -23, LU);
    g_assert_cmpfloat(read.true_peak_dbtp, <, -20);
    fms_meter_free(ear.meter);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/meter/tones", test_tones);
    g_test_add_func("/meter/surround", test_surround);
    g_test_add_func("/meter/constant", test_constant);
    g_test_add_func("/meter/maxima", test_maxima);
    g_test_add_func("/meter/rising-maxima", test_rising_maxima);
    g_test_add_func("/meter/peaks", test_peaks);
    g_test_add_func("/meter/pulses", test_pulses);
    g_test_add_func("/meter/nothing", test_nothing);
    g_test_add_func("/meter/short", test_short);
    g_test_add_func("/meter/no-number", test_no_number);
    return g_test_run();
}
