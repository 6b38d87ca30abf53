/*
 * How far the music is down: all of it while somebody speaks and a little before, and never from one sample to the next.
 */
#include "ducking-private.h"

#include "synth.h"

#define END (60 * SECOND)
#define STRIDE 100 /* steps so small as from sample to sample are lost in rounding */

static const struct fms_take TAKE = { .n_samples = 2 * SECOND };

/* Takes that end and begin again after pauses of 0.5, 1.21, 2, 3.9 and 8 seconds. */
static const struct fms_voice_cue VOICES[] = {
    { &TAKE, 4 * SECOND },          { &TAKE, 13 * SECOND / 2 },     { &TAKE, 971 * SECOND / 100 },
    { &TAKE, 1371 * SECOND / 100 }, { &TAKE, 1961 * SECOND / 100 }, { &TAKE, 2961 * SECOND / 100 },
};
static const struct fms_cuesheet SHEET = { .n_samples = END, .n_voices = G_N_ELEMENTS(VOICES), .voices = VOICES };

static float *amounts(const struct fms_cuesheet *sheet, int64_t portion)
{
    float *out = g_new0(float, END + portion);
    struct fms_ducking *ducking = fms_ducking_new(sheet);
    for (int64_t at = 0; at < END; at += portion)
        fms_ducking_read(ducking, at, portion, out + at);
    fms_ducking_free(ducking);
    return out;
}

static void test_down_under_voices(void)
{
    float *out = amounts(&SHEET, 4800);
    for (size_t i = 0; i < SHEET.n_voices; i++)
        for (int64_t at = VOICES[i].at - SECOND * 3 / 10; at < VOICES[i].at + TAKE.n_samples; at++)
            g_assert_cmpfloat(out[at], ==, 1);
    g_assert_cmpfloat(out[VOICES[0].at - SECOND * 7 / 10], ==, 0);
    g_assert_cmpfloat(out[END - 1], ==, 0);
    g_free(out);
}

/* A ramp's steepest step is half as much again as a straight one's; the shortest lasts for 0.4 s. */
static void test_no_jumps(void)
{
    float *out = amounts(&SHEET, 977), *same = amounts(&SHEET, 4096);
    for (int64_t at = 1; at < END; at++) {
        g_assert_cmpfloat(fabsf(out[at] - out[at - 1]), <, 1.5 / (SECOND * 0.4) + 1e-6);
        g_assert_cmpfloat(out[at], ==, same[at]);
    }
    g_free(out);
    g_free(same);
}

/* The longer a pause, the further the music comes back in it, and it turns once. */
static void test_pauses(void)
{
    float *out = amounts(&SHEET, 4800), before = 1;
    for (size_t i = 0; i + 1 < SHEET.n_voices; i++) {
        int64_t from = VOICES[i].at + TAKE.n_samples, to = VOICES[i + 1].at, turns = 0;
        float least = 1;
        for (int64_t at = from + STRIDE; at < to - STRIDE; at += STRIDE) {
            least = fminf(least, out[at]);
            turns += (out[at] - out[at - STRIDE]) * (out[at + STRIDE] - out[at]) < -1e-9f;
        }
        g_assert_cmpint(turns, <=, 1);
        g_assert_cmpfloat(least, <=, before);
        g_assert_true(i > 0 || least == 1);
        before = least;
    }
    g_assert_cmpfloat(before, ==, 0);
    g_free(out);
}

static void test_nobody(void)
{
    const struct fms_cuesheet silent = { .n_samples = END };
    float *out = amounts(&silent, 4800);
    for (int64_t at = 0; at < END; at++)
        g_assert_cmpfloat(out[at], ==, 0);
    g_free(out);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ducking/down-under-voices", test_down_under_voices);
    g_test_add_func("/ducking/no-jumps", test_no_jumps);
    g_test_add_func("/ducking/pauses", test_pauses);
    g_test_add_func("/ducking/nobody", test_nobody);
    return g_test_run();
}
