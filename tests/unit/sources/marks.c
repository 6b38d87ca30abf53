/*
 * Which marks make a pair.
 */
#include "marks.h"

#include <glib.h>
#include <string.h>
#include <time.h>

struct row {
    const char *text;
    const char *words; /* of the passages found, each followed by "|" */
};

static const struct row rows[] = {
    { "no marks", "" },
    { "", "" },
    { "\"", "" }, /* nothing behind it */
    { "say \"a b\" and \"c\".", "a b|c|" },
    { "say “a “b” c” d", "a “b” c|" },             /* nested of the same kind */
    { "say “a ‘b’ \"c\" d” e", "a ‘b’ \"c\" d|" }, /* nested of other kinds */
    { "sagt „a“ und „b”", "a|b|" },
    { "dit « a b » et «c»", "a b|c|" }, /* blanks inside are not words */
    { "sagte »a« und »b«", "a|b|" },
    { "säger »a» och ”b”", "a|b|" },
    { "他说：「甲『乙』丙」，“丁”。", "甲『乙』丙|丁|" },
    { "《书》和〈章〉", "" }, /* titles */
    { "X said: “open to the end", "open to the end|" },
    { "\"out \"in\" out\"", "out \"in\" out|" }, /* told apart by their surroundings */
    { "\"that'to go, do not.' And so on.\"", "that'to go, do not.' And so on.|" },
    { "a 6\" plank and a 4\" nail", "" },  /* inches */
    { "the dogs' bowl isn't 'here'", "" }, /* apostrophes: nothing leads up to them */
    { "He said: 'It isn't the dogs' bowl.' So.", "It isn't the dogs' bowl.|" },
    { "He said, ‘Yes.’", "Yes.|" },
    { "He said:\"Yes.\"", "Yes.|" },
    { "a “” b", "|" },
    { "«« a » b", "« a|" }, /* unbalanced: ends at the last closing mark */
};

static void test_pairs(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        size_t n;
        struct fms_marked *marked = fms_marks_find(NULL, rows[i].text, &n);
        GString *words = g_string_new("");
        for (size_t k = 0; k < n; k++) {
            g_assert_cmpuint(marked[k].begin, <, marked[k].end);
            g_assert_cmpuint(marked[k].end, <=, strlen(rows[i].text));
            g_string_append_len(words, rows[i].text + marked[k].words_begin,
                                (gssize) (marked[k].words_end - marked[k].words_begin));
            g_string_append_c(words, '|');
        }
        g_assert_cmpstr(words->str, ==, rows[i].words);
        g_string_free(words, TRUE);
        talloc_free(marked);
    }
}

/* Marks without end, of one kind and of all: the time must stay linear. */
static void test_hostile(void)
{
    static const char *const bits[] = { "“", "«a » ", "'a ", ", 'a", "\" \"a", "„»«‹", ": ‘a’b", ": 'a ", ": 'a' " };
    for (size_t i = 0; i < G_N_ELEMENTS(bits); i++) {
        GString *text = g_string_new("");
        while (text->len < 1000000)
            g_string_append(text, bits[i]);
        gint64 begin = (gint64) clock();
        size_t n;
        talloc_free(fms_marks_find(NULL, text->str, &n));
        g_assert_cmpint((gint64) clock() - begin, <, 5 * G_TIME_SPAN_SECOND);
        g_string_free(text, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/marks/pairs", test_pairs);
    g_test_add_func("/marks/hostile", test_hostile);
    return g_test_run();
}
