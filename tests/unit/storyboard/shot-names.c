/* Shots by their names: a part is of its shot, and of no other that begins like it. */
#include "shot-names.h"

static void test_parts(void)
{
    g_assert_true(fms_shot_is_of("p3.2", "p3.2"));
    g_assert_true(fms_shot_is_of("p3.2a", "p3.2"));
    g_assert_true(fms_shot_is_of("p3.2ba", "p3.2b"));
    g_assert_false(fms_shot_is_of("p3.21", "p3.2"));
    g_assert_false(fms_shot_is_of("p3.2", "p3.2a"));
}

static void test_hints(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    const struct fms_shot shots[] = { { .name = "title" }, { .name = "chapter-two-bulges" } };
    const struct fms_board board = { .n_shots = 2, .shots = shots };
    g_assert_cmpstr(fms_shot_hint(ctx, &board, "chapter-two-bulgse"), ==, "did you mean 'chapter-two-bulges'?");
    g_assert_cmpstr(fms_shot_hint(ctx, &board, "moon"), ==, "`filmset dump` lists the shots");
    talloc_free(ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shot-names/parts", test_parts);
    g_test_add_func("/shot-names/hints", test_hints);
    return g_test_run();
}
