/*
 * Fixes made in a text. In a row, each letter is a diagnostic; a part of its fix is [begin, end) and what comes there.
 */
#include "diags.h"

#include <string.h>

struct fix {
    char owner;
    size_t begin, end;
    const char *replacement;
};

static const struct {
    const char *remark, *text;
    struct fix fixes[5];
    const char *want; /* NULL: nothing made */
    size_t n_made;
} rows[] = {
    { "none", "abc", { { 0 } }, NULL, 0 },
    { "one taken away", "the the sea", { { 'a', 3, 7, "" } }, "the sea", 1 },
    { "at both ends, in any order", "abc", { { 'a', 2, 3, "C" }, { 'b', 0, 0, "<" } }, "<abC", 2 },
    { "the later of two that overlap waits", "abcdef", { { 'a', 1, 4, "x" }, { 'b', 3, 5, "y" } }, "axef", 1 },
    { "and of two that touch", "abcdef", { { 'a', 1, 3, "x" }, { 'b', 3, 5, "y" } }, "axdef", 1 },
    { "the same place twice", "abc", { { 'a', 1, 1, "x" }, { 'b', 1, 1, "x" } }, "axbc", 1 },
    { "all parts or none", "abcdef", { { 'a', 1, 3, "x" }, { 'b', 2, 4, "y" }, { 'b', 5, 6, "z" } }, "axdef", 1 },
    { "parts of one fix around another",
      "abcdef",
      { { 'a', 0, 1, "(" }, { 'a', 5, 6, ")" }, { 'b', 2, 4, "-" } },
      "(b-e)",
      2 },
    { "nothing to change", "abc", { { 'a', 0, 1, "a" } }, NULL, 0 },
    { "everything", "abc", { { 'a', 0, 3, "" } }, "", 1 },
    { "wide characters", "潮潮汐", { { 'a', 3, 6, "" } }, "潮汐", 1 },
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_source source = { "a.md", rows[i].text, strlen(rows[i].text) };
        struct fms_diags *diags = fms_diags_new(NULL);
        char last = 0;
        for (const struct fix *fix = rows[i].fixes; fix->owner; last = fix++->owner) {
            struct fms_span span = { &source, fix->begin, fix->end };
            if (fix->owner != last)
                fms_warning(diags, span, "a.b", NULL, "so");
            fms_diag_fix(diags, span, fix->replacement);
        }
        size_t n_made = 99;
        const char *got = fms_fixes_apply(diags, diags, &source, &n_made);
        g_test_message("%s", rows[i].remark);
        g_assert_cmpstr(got, ==, rows[i].want);
        g_assert_cmpuint(n_made, ==, rows[i].n_made);
        talloc_free(diags);
    }
}

/* The fixes of another source are none of its business. */
static void only_its_own(void)
{
    struct fms_source one = { "a.md", "abc", 3 }, two = { "b.md", "abc", 3 };
    struct fms_diags *diags = fms_diags_new(NULL);
    size_t n_made = 99;
    fms_warning(diags, (struct fms_span){ &one, 0, 1 }, "a.b", NULL, "so");
    fms_diag_fix(diags, (struct fms_span){ &one, 0, 1 }, "A");
    g_assert_null(fms_fixes_apply(diags, diags, &two, &n_made));
    g_assert_cmpuint(n_made, ==, 0);
    g_assert_cmpstr(fms_fixes_apply(diags, diags, &one, &n_made), ==, "Abc");
    talloc_free(diags);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fixes/rows", test_rows);
    g_test_add_func("/fixes/own", only_its_own);
    return g_test_run();
}
