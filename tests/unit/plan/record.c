/*
 * Records: what is written is read again, and what differs is told in words.
 */
#include "record.h"

#include <string.h>

static GString *a_step(GString *text, const char *kind, const char *label, const char *recipe)
{
    struct fms_digest key = fms_digest_of_bytes(recipe, strlen(recipe));
    struct fms_step step = { .key = key, .recipe = recipe, .label = label };
    step.kind = !strcmp(kind, "take") ? FMS_STEP_TAKE : FMS_STEP_SEGMENT;
    fms_record_add_plan(text, &(struct fms_plan){ .n_steps = 1, .steps = &step });
    return text;
}

static const char digest_a[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char digest_b[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/* A row: the recipes of one step before and now, and what is told. */
static const struct {
    const char *was, *is, *told;
} rows[] = {
    { "pace=150\ntext=3:a\nb\n", "pace=160\ntext=3:a\nb\n", "take.pace 150 → 160" },
    { "text=3:a\nb\n", "text=4:a\nbc\n", "take.text a\nb → a\nbc" },
    { "layer=4\nx=1\nlayer=0\ny=2\n", "layer=4\nx=3\nlayer=0\ny=4\n", "text.x 1 → 3|ground.y 2 → 4" },
    { "v=1\n", "v=1\ncue=5\n", "with take.cue 5" },
    { "v=1\ncue=5\nw=1\n", "v=1\nw=1\n", "without take.cue 5" },
    { "a=1\nb=-\n", "a=1\nb=1:x\n", "take.b - → x" },
    { "a=1\nb=2\nb=2\nc=3\n", "a=1\nc=3\nb=2\n", "another order" },
};

static void tells_what_differs(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        g_autoptr(GString) was = a_step(g_string_new(NULL), "take", "take 1", rows[i].was);
        g_autoptr(GString) is = a_step(g_string_new(NULL), "take", "take 1", rows[i].is);
        struct fms_record *before = fms_record_read(ctx, was->str), *now = fms_record_read(ctx, is->str);
        g_assert_nonnull(before);
        g_assert_nonnull(now);
        struct fms_record_change *change = fms_record_compare(ctx, before, now);
        g_assert_false(change->same);
        g_assert_false(change->is_new);
        char *told = talloc_strdup(ctx, "");
        for (size_t k = 0; k < change->n; k++)
            told = talloc_asprintf_append(told, "%s%s", k ? "|" : "", change->reasons[k]);
        g_assert_cmpstr(told, ==, rows[i].told);
        talloc_free(ctx);
    }
}

/* A picture that was exchanged is told by its name; a step that moved is still the same; what has no ancestor is new. */
static void knows_names(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    g_autofree char *recipe_a = g_strdup_printf("picture=64:%s\n", digest_a);
    g_autofree char *recipe_b = g_strdup_printf("picture=64:%s\n", digest_b);
    g_autoptr(GString) was = g_string_new(NULL), is = g_string_new(NULL);
    fms_record_add_asset(was, "harbour.jpg", digest_a);
    fms_record_add_asset(is, "harbour.jpg", digest_b);
    a_step(a_step(was, "segment", "shot 1", "x=1\n"), "segment", "shot 2", recipe_a);
    a_step(a_step(is, "segment", "shot 1", recipe_b), "segment", "shot 2", "x=1\n");
    a_step(is, "take", "take 1", "t=1\n");
    struct fms_record_change *changes =
        fms_record_compare(ctx, fms_record_read(ctx, was->str), fms_record_read(ctx, is->str));
    g_assert_cmpuint(changes[0].n, ==, 1);
    g_assert_cmpstr(changes[0].reasons[0], ==, "harbour.jpg changed");
    g_assert_true(changes[1].same);
    g_assert_true(changes[2].is_new);
    talloc_free(ctx);
}

static void broken_records_are_none(void)
{
    static const char *const texts[] = { "x",
                                         "=",
                                         "step=4:take\n",
                                         "asset=9:short\n",
                                         "asset=1:a\n",
                                         "a=1\nb",
                                         "step=1:a\nlabel=1:b\nkey=1:c\nrecipe=1:d\n" };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_assert_null(fms_record_read(NULL, texts[i]));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record/differs", tells_what_differs);
    g_test_add_func("/record/names", knows_names);
    g_test_add_func("/record/broken", broken_records_are_none);
    return g_test_run();
}
