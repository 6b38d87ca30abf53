/*
 * Diagnostics as a person sees them in a terminal.
 */
#include "diags.h"

#include <stdlib.h>
#include <string.h>

static struct fms_source source_of(const char *text)
{
    return (struct fms_source){ "film.md", text, strlen(text) };
}

static char *printed(const struct fms_diags *diags)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    fms_diags_print(diags, FMS_DIAG_TEXT, out);
    fclose(out);
    return text;
}

/* What one error at [begin, end) of a text looks like. */
static char *printed_at(const char *text, size_t begin, size_t end, const char *hint)
{
    struct fms_source source = source_of(text);
    struct fms_diags *diags = fms_diags_new(NULL);
    fms_error(diags, (struct fms_span){ &source, begin, end }, "a.b", hint, "bad %s", "thing");
    char *result = printed(diags);
    talloc_free(diags);
    return result;
}

#define AT(line_column, excerpt) "film.md:" line_column ": error: bad thing [a.b]\n" excerpt

static const struct {
    const char *what, *text;
    size_t begin, end;
    const char *want;
} looks[] = {
    { "plain", "say nuqneH now\n", 4, 10, AT("1:5", "    say nuqneH now\n        ^^^^^^\n") },
    { "second line", "one\ntwo three\n", 8, 13, AT("2:5", "    two three\n        ^^^^^\n") },
    { "wide characters take two cells", "潮汐 x y", 7, 8, AT("1:4", "    潮汐 x y\n         ^\n") },
    { "under wide characters", "潮汐 x", 0, 6, AT("1:1", "    潮汐 x\n    ^^^^\n") },
    { "combining marks take none", "e\xcc\x81 x", 4, 5, AT("1:4", "    e\xcc\x81 x\n      ^\n") },
    { "emoji", "\xf0\x9f\x90\x9d bee", 5, 8, AT("1:3", "    \xf0\x9f\x90\x9d bee\n       ^^^\n") },
    { "a tab is one cell", "\tx", 1, 2, AT("1:2", "     x\n     ^\n") },
    { "an override cannot turn the line round",
      "a\xe2\x80\xae"
      "bc",
      4, 5,
      AT("1:3", "    a\xef\xbf\xbd"
                "bc\n      ^\n") },
    { "isolates and marks of direction", "\xe2\x81\xa6\xe2\x80\x8f\xd8\x9cx", 8, 9,
      AT("1:4", "    \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdx\n       ^\n") },
    { "an escape cannot colour the terminal", "\x1b[31mx", 5, 6, AT("1:6", "    \xef\xbf\xbd[31mx\n         ^\n") },
    { "at the end of a line", "abc\ndef", 3, 3, AT("1:4", "    abc\n       ^\n") },
    { "at the end of the text", "abc", 3, 3, AT("1:4", "    abc\n       ^\n") },
    { "between two characters", "abcdef", 3, 3, AT("1:4", "    abcdef\n       ^\n") },
    { "past the end", "abc", 50, 60, AT("1:4", "    abc\n       ^\n") },
    { "over more than a line", "ab\ncd", 1, 5, AT("1:2", "    ab\n     ^ and 1 more line\n") },
    { "over many lines", "ab\r\n\r\ncd\r\n\r\n", 0, 9, AT("1:1", "    ab\n    ^^ and 2 more lines\n") },
    { "with its line break and no more", "ab\ncd", 0, 3, AT("1:1", "    ab\n    ^^\n") },
    { "a combining mark alone is under its letter", "ae\xcc\x81 x", 2, 4, AT("1:3", "    ae\xcc\x81 x\n     ^\n") },
    { "a tab is marked like a letter", "a\tb", 0, 3, AT("1:1", "    a b\n    ^^^\n") },
    { "a wide character after a combining one", "e\xcc\x81潮x", 6, 7, AT("1:4", "    e\xcc\x81潮x\n       ^\n") },
    { "half-width forms take one cell", "ｶﾞx", 6, 7, AT("1:3", "    ｶﾞx\n      ^\n") },
    { "an empty line", "a\n\nb", 2, 2, AT("2:1", "    \n    ^\n") },
    { "a line ended by a return", "a\rbc\rd", 3, 4, AT("2:2", "    bc\n     ^\n") },
};

static void what_is_seen(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++) {
        char *got = printed_at(looks[i].text, looks[i].begin, looks[i].end, NULL);
        if (strcmp(got, looks[i].want) != 0)
            g_error("%s:\n%swanted:\n%s", looks[i].what, got, looks[i].want);
        free(got);
    }
}

static void hints_and_messages_are_cleaned(void)
{
    char *got = printed_at("x", 0, 1, "try\x1b[0m this");
    g_assert_cmpstr(got, ==, AT("1:1", "    x\n    ^\n    hint: try [0m this\n"));
    free(got);
    struct fms_diags *diags = fms_diags_new(NULL);
    fms_error(diags, (struct fms_span){ 0 }, "c.d", NULL, "two\nlines");
    got = printed(diags);
    g_assert_cmpstr(got, ==, "filmset: error: two lines [c.d]\n");
    free(got);
    talloc_free(diags);
}

/* The name of a file may be any bytes, and so may a message that quotes it. */
static void names_that_are_not_text(void)
{
    struct fms_source source = { "fi\xfflm\xe2", "x", 1 };
    struct fms_diags *diags = fms_diags_new(NULL);
    fms_error(diags, (struct fms_span){ &source, 0, 1 }, "a.b", "\xf0", "no \xe2\x80");
    char *got = printed(diags);
    g_assert_true(g_utf8_validate(got, -1, NULL));
    g_assert_true(g_str_has_prefix(got, "fi\xef\xbf\xbdlm\xef\xbf\xbd:1:1: error: no \xef\xbf\xbd"));
    free(got);
    talloc_free(diags);
}

static bool line_fits(const char *text)
{
    const char *line = strchr(text, '\n') + 1;
    return strcspn(line, "\n") <= 160 && strcspn(strchr(line, '\n') + 1, "\n") <= 160;
}

/* A line of a megabyte is shown around its place and no more; a heap of marks on one letter is cut. */
static void long_lines(void)
{
    char *line = g_strnfill(1 << 20, 'x');
    size_t places_at[] = { 0, 1 << 19, (1 << 20) - 1 };
    for (size_t i = 0; i < G_N_ELEMENTS(places_at); i++) {
        char *got = printed_at(line, places_at[i], places_at[i] + 1, NULL);
        g_assert_true(line_fits(got));
        g_assert_nonnull(strchr(got, '^'));
        g_assert_null(strstr(got, "^^"));
        free(got);
    }
    GString *marks = g_string_new("e");
    for (int i = 0; i < 10000; i++)
        g_string_append(marks, "\xcc\x81");
    char *got = printed_at(marks->str, 0, 1, NULL);
    g_assert_cmpuint(strlen(got), <, 100);
    free(got);
    g_string_free(marks, TRUE);
    g_free(line);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diag-text/looks", what_is_seen);
    g_test_add_func("/diag-text/cleaned", hints_and_messages_are_cleaned);
    g_test_add_func("/diag-text/names-not-text", names_that_are_not_text);
    g_test_add_func("/diag-text/long-lines", long_lines);
    return g_test_run();
}
