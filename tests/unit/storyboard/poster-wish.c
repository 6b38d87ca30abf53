/*
 * The frame that a script names for its poster: a moment or a shot, and nothing that is neither.
 */
#include "directing.h"

static const struct directing_example wishes[] = {
    { "We row.", "!poster=" },
    { "---\nposter: p1.1\n---\nWe row.", "poster=\"p1.1\"" },
    { "---\nposter: p1.1b\n---\nWe row.", "poster=\"p1.1b\"" }, /* where it is parted */
    { "---\nposter: 0:42\n---\nWe row.", "poster=42000ms" },
    { "---\nposter: 2.5s\n---\nWe row.", "poster=2500ms" },
    { "---\nposter: 0\n---\nWe row.", "poster=0ms" },
};

static void test_wishes(void)
{
    directing_check(wishes, G_N_ELEMENTS(wishes));
}

static const struct directing_mistake mistakes[] = {
    { "---\nposter: p1.11\n---\nWe row.", "poster.shot", "p1.11", "did you mean 'p1.1'?" },
    { "---\nposter: -2s\n---\nWe row.", "poster.shot", "-2s", "filmset dump" },
};

static void test_mistakes(void)
{
    directing_refuse(mistakes, G_N_ELEMENTS(mistakes), FMS_ERROR);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/poster-wish/wishes", test_wishes);
    g_test_add_func("/poster-wish/mistakes", test_mistakes);
    return g_test_run();
}
