/*
 * Time: every rate that a film may have is exact, and rounding goes one way on both sides of zero.
 */
#include "ticks.h"

#include <glib.h>

static const struct {
    struct fms_rate rate;
    fms_ticks frame;
} rates[] = {
    { { 24, 1 }, 29400000 },       { { 25, 1 }, 28224000 },       { { 30, 1 }, 23520000 },
    { { 48, 1 }, 14700000 },       { { 50, 1 }, 14112000 },       { { 60, 1 }, 11760000 },
    { { 24000, 1001 }, 29429400 }, { { 30000, 1001 }, 23543520 }, { { 60000, 1001 }, 11771760 },
};

static void frames_are_whole_ticks(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rates); i++)
        g_assert_cmpint(fms_frame_ticks(rates[i].rate), ==, rates[i].frame);
}

/* The last frame of a film of a hundred hours is where it should be, to the tick. */
static void frames_do_not_drift(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rates); i++) {
        int64_t n = INT64_C(360000) * rates[i].rate.num / rates[i].rate.den;
        fms_ticks t = fms_ticks_from_frames(n, rates[i].rate);
        g_assert_cmpint(t, ==, n * rates[i].frame);
        g_assert_cmpint(fms_frames_floor(t, rates[i].rate), ==, n);
        g_assert_cmpint(fms_frames_ceil(t, rates[i].rate), ==, n);
    }
}

static void rounding(void)
{
    static const struct {
        fms_ticks t;
        int64_t floor, ceil;
    } rows[] = {
        { 0, 0, 0 },   { 1, 0, 1 },          { 28223999, 0, 1 },    { 28224000, 1, 1 },    { 28224001, 1, 2 },
        { -1, -1, 0 }, { -28223999, -1, 0 }, { -28224000, -1, -1 }, { -28224001, -2, -1 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_cmpint(fms_frames_floor(rows[i].t, (struct fms_rate){ 25, 1 }), ==, rows[i].floor);
        g_assert_cmpint(fms_frames_ceil(rows[i].t, (struct fms_rate){ 25, 1 }), ==, rows[i].ceil);
    }
}

static void samples(void)
{
    g_assert_cmpint(fms_ticks_from_samples(1), ==, 14700);
    g_assert_cmpint(fms_ticks_from_samples(FMS_SAMPLE_RATE), ==, FMS_TICKS_PER_SECOND);
    g_assert_cmpint(fms_samples_floor(14699), ==, 0);
    g_assert_cmpint(fms_samples_floor(14700), ==, 1);
    g_assert_cmpint(fms_samples_floor(-1), ==, -1);
    g_assert_cmpint(fms_samples_floor(-14700), ==, -1);
    g_assert_cmpint(fms_samples_floor(-14701), ==, -2);
    /* A frame at 25 and 30 a second is a whole number of samples. */
    g_assert_cmpint(fms_frame_ticks((struct fms_rate){ 25, 1 }) % fms_ticks_from_samples(1), ==, 0);
    g_assert_cmpint(fms_frame_ticks((struct fms_rate){ 30, 1 }) % fms_ticks_from_samples(1), ==, 0);
}

static void milliseconds(void)
{
    g_assert_cmpint(FMS_MS(1), ==, 705600);
    g_assert_cmpint(FMS_MS(1000), ==, FMS_TICKS_PER_SECOND);
    g_assert_cmpint(FMS_MS(360000000), ==, 360000 * FMS_TICKS_PER_SECOND); /* 100 hours: no 32-bit step on the way */
}

/* All the sample rates and frame rates that the definition of a tick promises. */
static void every_promised_rate_divides(void)
{
    static const int64_t each_second[] = { 24, 25, 30, 48, 50, 60, 22050, 44100, 48000, 96000 };
    for (size_t i = 0; i < G_N_ELEMENTS(each_second); i++)
        g_assert_cmpint(FMS_TICKS_PER_SECOND % each_second[i], ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ticks/frames-are-whole", frames_are_whole_ticks);
    g_test_add_func("/ticks/frames-do-not-drift", frames_do_not_drift);
    g_test_add_func("/ticks/rounding", rounding);
    g_test_add_func("/ticks/samples", samples);
    g_test_add_func("/ticks/milliseconds", milliseconds);
    g_test_add_func("/ticks/promised-rates", every_promised_rate_divides);
    return g_test_run();
}
