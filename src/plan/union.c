#include "plan.h"

/* A plan's steps behind those of the plans before it: what it needs has moved with it. */
static void append(struct fms_plan *all, struct fms_step *steps, const struct fms_plan *plan, const char *film)
{
    size_t base = all->n_steps;
    for (size_t i = 0; i < plan->n_steps; i++) {
        struct fms_step *step = &steps[all->n_steps++];
        *step = plan->steps[i];
        step->film = film;
        size_t *needs = talloc_array(all, size_t, step->n_needs);
        for (size_t k = 0; k < step->n_needs; k++)
            needs[k] = base + step->needs[k];
        step->needs = needs;
    }
}

struct fms_plan *fms_plan_union(TALLOC_CTX *ctx, const struct fms_plan *const *plans, const char *const *names,
                                size_t n)
{
    struct fms_plan *all = talloc_zero(ctx, struct fms_plan);
    size_t n_steps = 0;
    for (size_t i = 0; i < n; i++)
        n_steps += plans[i]->n_steps;
    struct fms_step *steps = talloc_array(all, struct fms_step, n_steps);
    for (size_t i = 0; i < n; i++)
        append(all, steps, plans[i], n > 1 ? names[i] : NULL);
    all->steps = steps;
    return all;
}
