/*
 * The collection of diagnostics: what is kept, and in which order it is told.
 */
#include "diags.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static char *printed(const struct fms_diags *diags)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    fms_diags_print(diags, FMS_DIAG_TEXT, out);
    fclose(out);
    return text;
}

static void order_of_printing(void)
{
    struct fms_source one = { "one.md", "abc", 3 }, two = { "two.md", "abc", 3 };
    struct fms_diags *diags = fms_diags_new(NULL);
    fms_warning(diags, (struct fms_span){ &two, 2, 3 }, "x.x", NULL, "1");
    fms_error(diags, (struct fms_span){ &one, 1, 2 }, "x.x", NULL, "2");
    fms_error(diags, (struct fms_span){ &two, 0, 1 }, "x.x", NULL, "3");
    fms_error(diags, (struct fms_span){ &one, 1, 2 }, "x.x", NULL, "4");
    g_assert_cmpuint(fms_diags_count(diags), ==, 4);
    g_assert_cmpuint(fms_diags_n_errors(diags), ==, 3);
    char *got = printed(diags);
    static const char *const want[] = { "two.md:1:1: error: 3", "two.md:1:3: warning: 1", "one.md:1:2: error: 2",
                                        "one.md:1:2: error: 4" };
    const char *at = got;
    for (size_t i = 0; i < G_N_ELEMENTS(want); i++) {
        at = strstr(at, want[i]);
        g_assert_nonnull(at);
    }
    free(got);
    talloc_free(diags);
}

static void error_says_no(void)
{
    struct fms_diags *diags = fms_diags_new(NULL);
    g_assert_false(fms_error(diags, (struct fms_span){ 0 }, "x.x", NULL, "no"));
    g_assert_cmpstr(fms_diags_get(diags, 0)->message, ==, "no");
    g_assert_null(fms_diags_get(diags, 0)->hint);
    talloc_free(diags);
}

/* A script's word that a message has cut off in the middle of a character. */
static void cut_off_character(void)
{
    struct fms_diags *diags = fms_diags_new(NULL);
    fms_error(diags, (struct fms_span){ 0 }, "x.x", NULL, "'%.3s' is none", "h\u00f6\u00f6");
    g_assert_cmpstr(fms_diags_get(diags, 0)->message, ==, "'h\u00f6' is none");
    fms_error(diags, (struct fms_span){ 0 }, "x.x", NULL, "'%.2s' is none", "h\u00f6\u00f6");
    g_assert_cmpstr(fms_diags_get(diags, 1)->message, ==, "'h\ufffd' is none");
    talloc_free(diags);
}

static void formats_by_name(void)
{
    enum fms_diag_format format = FMS_DIAG_TEXT;
    g_assert_true(fms_diag_format_named("json", &format) && format == FMS_DIAG_JSON);
    g_assert_true(fms_diag_format_named("github", &format) && format == FMS_DIAG_GITHUB);
    g_assert_true(fms_diag_format_named("text", &format) && format == FMS_DIAG_TEXT);
    g_assert_false(fms_diag_format_named("xml", &format));
    g_assert_false(fms_diag_format_named("", &format));
}

/* A hundred thousand diagnostics, each of a source of its own or all of one: neither is quadratic. */
static void many_are_quick(void)
{
    enum { N = 100000 };
    struct fms_source *sources = g_new(struct fms_source, N);
    char *text = g_strnfill(1 << 20, 'x');
    struct fms_diags *diags = fms_diags_new(NULL);
    for (size_t i = 0; i < N; i++) {
        sources[i] = (struct fms_source){ "a.md", "abc", 3 };
        fms_warning(diags, (struct fms_span){ &sources[i], 0, 1 }, "x.x", NULL, "1");
    }
    sources[0] = (struct fms_source){ "b.md", text, 1 << 20 };
    for (size_t i = 0; i < N; i++)
        fms_warning(diags, (struct fms_span){ &sources[0], i * 7, i * 7 + 1 }, "x.x", NULL, "1");
    int64_t begin = (gint64) clock();
    FILE *out = fopen("/dev/null", "w");
    fms_diags_print(diags, FMS_DIAG_JSON, out);
    fclose(out);
    g_assert_cmpint((gint64) clock() - begin, <, 10 * G_USEC_PER_SEC);
    talloc_free(diags);
    g_free(text);
    g_free(sources);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diags/order", order_of_printing);
    g_test_add_func("/diags/error-says-no", error_says_no);
    g_test_add_func("/diags/cut-off", cut_off_character);
    g_test_add_func("/diags/formats", formats_by_name);
    g_test_add_func("/diags/many", many_are_quick);
    return g_test_run();
}
