/*
 * Breaks: a sound made of ones and zeros, and how long its silences are afterwards.
 */
#include "pauses-private.h"

#include "espeak-private.h"

#define RATE 1000 /* a sample a millisecond */

static const struct {
    const char *rule;
    int sound[6]; /* lengths of sound and silence by turns */
    struct fms_onset onsets[4];
    struct fms_pause pauses[3]; /* ends with ms -1 */
    int expected[6];
    int64_t last_onset;
} ROWS[] = {
    { "longer", { 100, 50, 100 }, { { 0, 0 }, { 150, 4 } }, { { 4, 400 }, { 0, -1 } }, { 100, 400, 100 }, 500 },
    { "shorter", { 100, 50, 100 }, { { 0, 0 }, { 150, 4 } }, { { 4, 7 }, { 0, -1 } }, { 100, 7, 100 }, 107 },
    { "none", { 100, 50, 100 }, { { 0, 0 }, { 150, 4 } }, { { 4, 0 }, { 0, -1 } }, { 200 }, 100 },
    { "out of nothing", { 200 }, { { 0, 0 }, { 80, 4 } }, { { 4, 50 }, { 0, -1 } }, { 80, 50, 120 }, 130 },
    { "the word's onset may lie in the silence",
      { 100, 50, 100 },
      { { 0, 0 }, { 120, 4 } },
      { { 4, 60 }, { 0, -1 } },
      { 100, 60, 100 },
      130 },
    { "two",
      { 10, 5, 10, 5, 10 },
      { { 0, 0 }, { 15, 4 }, { 30, 8 } },
      { { 4, 20 }, { 7, 30 }, { 0, -1 } },
      { 10, 20, 10, 30, 10 },
      70 },
    { "before the first word", { 0, 50, 100 }, { { 50, 0 } }, { { 0, 9 }, { 0, -1 } }, { 0, 50, 100 }, 50 },
    { "behind the last", { 100, 50 }, { { 0, 0 } }, { { 3, 9 }, { 0, -1 } }, { 100, 50 }, 0 },
    { "an onset behind the end", { 100, 50 }, { { 0, 0 }, { 900, 4 } }, { { 4, 9 }, { 0, -1 } }, { 100, 50 }, 900 },
};

static GArray *make_sound(const int *lengths)
{
    GArray *sound = g_array_new(FALSE, FALSE, sizeof(float));
    for (int i = 0; i < 6; i++)
        for (int k = 0; k < lengths[i]; k++) {
            float x = i % 2 ? 0.001f : 0.5f;
            g_array_append_val(sound, x);
        }
    return sound;
}

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        GArray *sound = make_sound(ROWS[i].sound), *expected = make_sound(ROWS[i].expected);
        GArray *onsets = g_array_new(FALSE, FALSE, sizeof(struct fms_onset));
        GArray *pauses = g_array_new(FALSE, FALSE, sizeof(struct fms_pause));
        for (int k = 0; k < 4 && (k == 0 || ROWS[i].onsets[k].sample > 0); k++)
            g_array_append_val(onsets, ROWS[i].onsets[k]);
        for (int k = 0; ROWS[i].pauses[k].ms >= 0; k++)
            g_array_append_val(pauses, ROWS[i].pauses[k]);
        g_test_message("%s", ROWS[i].rule);
        fms_pauses_set(sound, onsets, pauses, RATE);
        g_assert_cmpuint(sound->len, ==, expected->len);
        for (guint k = 0; k < sound->len; k++)
            g_assert_cmpint(g_array_index(sound, float, k) > 0.1f, ==, g_array_index(expected, float, k) > 0.1f);
        g_assert_cmpint(g_array_index(onsets, struct fms_onset, onsets->len - 1).sample, ==, ROWS[i].last_onset);
        g_array_unref(sound);
        g_array_unref(expected);
        g_array_unref(onsets);
        g_array_unref(pauses);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pauses/rows", test_rows);
    return g_test_run();
}
