/*
 * Plans as one: the order of steps, and what each of them needs.
 */
#include "plan.h"

static void moves_needs(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    static const size_t needs[] = { 0, 1 };
    const struct fms_step first[] = { { .label = "a" },
                                      { .label = "b" },
                                      { .label = "c", .n_needs = 2, .needs = needs } };
    const struct fms_step second[] = { { .label = "d" }, { .label = "e", .n_needs = 1, .needs = needs } };
    const struct fms_plan none = { 0 }, plans[] = { { 3, first, 2, 0, 0 }, { 2, second, 1, 0, 0 } };
    const struct fms_plan *const all[] = { &plans[0], &none, &plans[1] };
    static const char *const names[] = { "x", "y", "z" };
    const struct fms_plan *one = fms_plan_union(ctx, all, names, G_N_ELEMENTS(all));
    g_assert_cmpuint(one->n_steps, ==, 5);
    static const char *const labels[] = { "a", "b", "c", "d", "e" };
    for (size_t i = 0; i < one->n_steps; i++)
        g_assert_cmpstr(one->steps[i].label, ==, labels[i]);
    g_assert_cmpuint(one->steps[2].needs[0], ==, 0);
    g_assert_cmpuint(one->steps[2].needs[1], ==, 1);
    g_assert_cmpuint(one->steps[4].needs[0], ==, 3);
    g_assert_cmpstr(one->steps[2].film, ==, "x");
    g_assert_cmpstr(one->steps[3].film, ==, "z");
    g_assert_null(fms_plan_union(ctx, all, names, 1)->steps[0].film);
    talloc_free(ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/union/moves-needs", moves_needs);
    return g_test_run();
}
