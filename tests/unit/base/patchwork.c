/*
 * Patched sources: their text, and the way back from them.
 */
#include "patchwork.h"

#include <string.h>

static const struct fms_source script = { "talk.md", "One two three", 13 }, other = { "de.po", "zwei drei", 9 };

static const struct fms_patch patches[] = { { 4, 7, "zwei und", { &other, 0, 4 } }, { 8, 13, "", { &other, 5, 9 } } };

static void text(void)
{
    struct fms_source *made = fms_source_patched(NULL, &script, patches, G_N_ELEMENTS(patches));
    g_assert_cmpstr(made->text, ==, "One zwei und ");
    g_assert_cmpuint(made->length, ==, strlen(made->text));
    g_assert_cmpstr(made->name, ==, "talk.md");
    talloc_free(made);
}

static void way_back(void)
{
    static const struct {
        size_t begin, end;
        const struct fms_source *source;
        size_t from, to;
    } rows[] = {
        { 0, 3, &script, 0, 3 },    /* before all patches */
        { 4, 12, &other, 0, 4 },    /* a patch */
        { 9, 12, &other, 0, 4 },    /* part of one: all of where it is written */
        { 0, 6, &script, 0, 7 },    /* into one: all of what it replaced */
        { 12, 13, &script, 7, 13 }, /* behind it, up to the end */
    };
    struct fms_source *made = fms_source_patched(NULL, &script, patches, G_N_ELEMENTS(patches));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_span span = fms_span_origin((struct fms_span){ made, rows[i].begin, rows[i].end });
        g_assert_true(span.source == rows[i].source);
        g_assert_cmpuint(span.begin, ==, rows[i].from);
        g_assert_cmpuint(span.end, ==, rows[i].to);
    }
    struct fms_source *again = fms_source_patched(made, made, NULL, 0);
    g_assert_true(fms_span_origin((struct fms_span){ again, 4, 12 }).source == &other);
    g_assert_null(fms_span_origin((struct fms_span){ 0 }).source);
    talloc_free(made);
}

/* A diagnostic about a patch points to where it is written. */
static void told(void)
{
    struct fms_source *made = fms_source_patched(NULL, &script, patches, G_N_ELEMENTS(patches));
    struct fms_diags *diags = fms_diags_new(made);
    fms_error(diags, (struct fms_span){ made, 4, 12 }, "test.code", NULL, "wrong");
    fms_diag_fix(diags, (struct fms_span){ made, 4, 12 }, "right");
    g_assert_true(fms_diags_get(diags, 0)->span.source == &other);
    g_assert_cmpuint(fms_diags_get(diags, 0)->n_fixes, ==, 0);
    talloc_free(made);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/patchwork/text", text);
    g_test_add_func("/patchwork/way-back", way_back);
    g_test_add_func("/patchwork/told", told);
    return g_test_run();
}
