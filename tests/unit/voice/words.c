/*
 * From the engine's events to written words, with events and sound made up: a tone from sample 0 to the end but for the
 * silences that a row asks for.
 */
#include "words-private.h"

#include <string.h>

#define N 10000
#define MOST 8

static const struct {
    const char *rule, *line;
    struct fms_onset onsets[MOST]; /* ends with sample -1 */
    int64_t silence[2];
    const char *expected; /* words as "text@from-to", joined by " | " */
} ROWS[] = {
    { "an event a word", "one two", { { 0, 0 }, { 5000, 4 }, { -1 } }, { 0 }, "one@0-5000 | two@5000-10000" },
    { "the first event of a word counts",
      "2,500 pounds",
      { { 0, 0 }, { 2000, 1 }, { 4000, 2 }, { 6000, 6 }, { -1 } },
      { 0 },
      "2,500@0-6000 | pounds@6000-10000" },
    { "events out of order do not",
      "one two three",
      { { 0, 0 }, { 3000, 4 }, { 5000, 0 }, { 6000, 8 }, { -1 } },
      { 0 },
      "one@0-3000 | two@3000-6000 | three@6000-10000" },
    { "nor those beyond the text or the sound",
      "one two",
      { { 0, 0 }, { 3000, 99 }, { 4000, 4 }, { 20000, 5 }, { -1 } },
      { 0 },
      "one@0-4000 | two@4000-10000" },
    { "words in one breath share by letters",
      "of the sea",
      { { 0, 0 }, { 5000, 7 }, { -1 } },
      { 0 },
      "of@0-2000 | the@2000-5000 | sea@5000-10000" },
    { "no event at all", "a bcd", { { -1 } }, { 0 }, "a@0-2500 | bcd@2500-10000" },
    { "the first event is a later word's",
      "a b cc",
      { { 4000, 2 }, { 8000, 4 }, { -1 } },
      { 0 },
      "a@0-4000 | b@4000-8000 | cc@8000-10000" },
    { "a pause belongs to nobody",
      "one, two",
      { { 0, 0 }, { 4000, 5 }, { -1 } },
      { 3000, 4500 },
      "one,@0-3000 | two@4500-10000" },
    { "opening marks go with the word after them",
      "say \u201cyes\u201d (no)",
      { { 0, 0 }, { 4000, 5 }, { 8000, 11 }, { -1 } },
      { 0 },
      "say@0-4000 | \u201cyes\u201d@4000-8000 | (no)@8000-10000" },
    { "a lone dash goes with the word before it",
      "sea \u2014 and",
      { { 0, 0 }, { 6000, 6 }, { -1 } },
      { 0 },
      "sea \u2014@0-6000 | and@6000-10000" },
    { "a dash without blanks parts words, a hyphen does not",
      "sea\u2014well-known",
      { { 0, 0 }, { 6000, 4 }, { 8000, 9 }, { -1 } },
      { 0 },
      "sea\u2014@0-6000 | well-known@6000-10000" },
    { "a mark in front of everything", "\u2013 go", { { 0, 2 }, { -1 } }, { 0 }, "\u2013 go@0-10000" },
    { "scripts without blanks",
      "月,「水」abc",
      { { 0, 0 }, { 3000, 3 }, { 6000, 5 }, { -1 } },
      { 0 },
      "月,@0-3000 | 「水」@3000-6000 | abc@6000-10000" },
    { "kana that lean back",
      "きゃデータ",
      { { 0, 0 }, { -1 } },
      { 0 },
      "きゃ@0-4000 | デー@4000-8000 | タ@8000-10000" },
    { "grouped digits are one word",
      "2\u202f500 l",
      { { 0, 0 }, { 6000, 5 }, { -1 } },
      { 0 },
      "2\u202f500@0-6000 | l@6000-10000" },
    { "composed accents", "e\u0301a b", { { 0, 0 }, { 6000, 3 }, { -1 } }, { 0 }, "e\u0301a@0-6000 | b@6000-10000" },
    { "no word is heard before the one before it",
      "one two three",
      { { 0, 0 }, { 5000, 4 }, { 3000, 8 }, { -1 } },
      { 0 },
      "one@0-5000 | two@5000-6875 | three@6875-10000" },
    { "nothing that is a word", "\u2014 \u2026", { { -1 } }, { 0 }, "" },
};

static char *spell(const char *line, const GArray *words)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < words->len; i++) {
        const struct fms_word *word = &g_array_index(words, struct fms_word, i);
        g_string_append_printf(text, "%s%.*s@%d-%d", i ? " | " : "", word->end - word->begin, line + word->begin,
                               (int) word->from, (int) word->to);
    }
    return g_string_free(text, FALSE);
}

static void test_rows(void)
{
    float sound[N];
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        for (int64_t k = 0; k < N; k++)
            sound[k] = k >= ROWS[i].silence[0] && k < ROWS[i].silence[1] ? 0 : 0.5f;
        GArray *onsets = g_array_new(FALSE, FALSE, sizeof(struct fms_onset));
        for (int k = 0; ROWS[i].onsets[k].sample >= 0; k++)
            g_array_append_val(onsets, ROWS[i].onsets[k]);
        struct fms_spoken *spoken = fms_spoken_new(ROWS[i].line, NULL, 0);
        GArray *words = fms_words_place(ROWS[i].line, spoken, onsets, sound, N);
        char *spelt = spell(ROWS[i].line, words);
        g_test_message("%s", ROWS[i].rule);
        g_assert_cmpstr(spelt, ==, ROWS[i].expected);
        g_free(spelt);
        g_array_unref(words);
        g_array_unref(onsets);
        fms_spoken_free(spoken);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/words/rows", test_rows);
    return g_test_run();
}
