/*
 * Where a loop is closed: on the beat, if there is one.
 */
#include "seam-private.h"

#include "synth.h"

#define CROSS 150

/* Music of beats: every `beat` values a stroke that dies away; each fourth is loud. */
static void play_beats(float *envelope, int64_t n, int beat, uint32_t *state)
{
    for (int64_t i = 0; i < n; i++) {
        double since = (double) (i % beat), strong = i / beat % 4 ? 0.3 : 1;
        envelope[i] = (float) (strong * exp(-since / 12) + 0.01 * fabs((double) noise(state)));
    }
}

static void test_beats(void)
{
    static const struct {
        int64_t n;
        int beat;
    } ROWS[] = { { 2013, 50 }, { 3000, 43 }, { 6077, 61 } };
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        uint32_t state = 5;
        float *envelope = g_new0(float, ROWS[i].n);
        play_beats(envelope, ROWS[i].n, ROWS[i].beat, &state);
        int64_t seam = fms_seam_find(envelope, ROWS[i].n, CROSS), off = seam % ROWS[i].beat;
        g_test_message("%d of %d: %d off the beat", (int) seam, (int) ROWS[i].n, (int) off);
        g_assert_cmpint(MIN(off, ROWS[i].beat - off), <=, 1);
        g_assert_cmpint(seam, <=, ROWS[i].n - CROSS);
        g_assert_cmpint(seam, >=, ROWS[i].n * 2 / 3 - CROSS);
        g_free(envelope);
    }
}

/* Where nothing is like the beginning, and where there is nothing at all, as much is kept as can be. */
static void test_no_likeness(void)
{
    float flat[1000], rising[1000];
    for (int i = 0; i < 1000; i++) {
        flat[i] = 0.1f;
        rising[i] = i < 400 ? (float) i / 400 : 0.5f;
    }
    g_assert_cmpint(fms_seam_find(flat, 1000, CROSS), ==, 1000 - CROSS);
    g_assert_cmpint(fms_seam_find(rising, 1000, CROSS), ==, 1000 - CROSS);
    g_assert_cmpint(fms_seam_find(flat, 100, CROSS), ==, 0);
    g_assert_cmpint(fms_seam_find(flat, 0, CROSS), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/seam/beats", test_beats);
    g_test_add_func("/seam/no-likeness", test_no_likeness);
    return g_test_run();
}
