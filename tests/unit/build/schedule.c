/*
 * The order in which steps are handed out, at the end of a plan above all.
 */
#include "schedule-private.h"

#include <string.h>

enum { MOST = 32 };

static void lay_out(struct fms_step *steps, size_t n)
{
    memset(steps, 0, n * sizeof *steps);
    for (size_t i = 0; i < n; i++) {
        steps[i].kind = FMS_STEP_SEGMENT;
        steps[i].cost = 1;
        g_snprintf(steps[i].key.hex, sizeof steps[i].key.hex, "%064zu", i);
    }
}

/* Segments of these costs, one after the other, and two workers who take as long as a step costs. @return when the last ends. */
static int64_t length_of(const int64_t *costs, size_t n, size_t n_workers)
{
    struct fms_step steps[MOST];
    lay_out(steps, n);
    for (size_t i = 0; i < n; i++)
        steps[i].cost = costs[i];
    const struct fms_plan plan = { .n_steps = n, .steps = steps };
    struct fms_schedule *schedule = fms_schedule_new(&plan, n_workers);
    int64_t free_at[2] = { 0, 0 };
    size_t i;
    for (;;) {
        size_t who = n_workers > 1 && free_at[1] < free_at[0];
        if (!fms_schedule_next(schedule, &i))
            break;
        free_at[who] += steps[i].cost;
        fms_schedule_settle(schedule, i, true);
    }
    g_assert_cmpuint(fms_schedule_n_open(schedule), ==, 0);
    fms_schedule_free(schedule);
    return MAX(free_at[0], free_at[1]);
}

/* Ten of work for two: whoever finds the long one last leaves the other without work. */
static void nobody_waits_for_the_last(void)
{
    const int64_t costs[] = { 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 4, 4, 20 };
    int64_t all = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(costs); i++)
        all += costs[i];
    g_assert_cmpint(length_of(costs, G_N_ELEMENTS(costs), 1), ==, all);
    g_assert_cmpint(length_of(costs, G_N_ELEMENTS(costs), 2), <=, all / 2 + 3);
}

static struct fms_schedule *with_these_left(const struct fms_plan *plan, const size_t *left, size_t n)
{
    struct fms_schedule *schedule = fms_schedule_new(plan, 2);
    for (size_t i = 0, k = 0; i < plan->n_steps; i++) {
        if (k < n && left[k] == i)
            k++;
        else
            fms_schedule_settle(schedule, i, true);
    }
    return schedule;
}

static void assert_next(struct fms_schedule *schedule, size_t want)
{
    size_t i = SIZE_MAX;
    g_assert_true(fms_schedule_next(schedule, &i));
    g_assert_cmpuint(i, ==, want);
}

/* What is there already stands in nobody's way: neither is it counted nor looked through. */
static void settled_steps_do_not_count(void)
{
    struct fms_step steps[MOST];
    lay_out(steps, MOST);
    const struct fms_plan plan = { .n_steps = MOST, .steps = steps };
    steps[MOST - 1].cost = 3; /* half of what is left, no part to speak of of the whole */
    static const size_t left[] = { 0, 1, 2, MOST - 1 };
    struct fms_schedule *schedule = with_these_left(&plan, left, G_N_ELEMENTS(left));
    assert_next(schedule, MOST - 1);
    fms_schedule_free(schedule);

    steps[MOST - 1].cost = 1;
    steps[0].n_clips = steps[1].n_clips = 1;
    static const size_t more[] = { 0, 1, 20, 21, 22, 23, 24 };
    schedule = with_these_left(&plan, more, G_N_ELEMENTS(more));
    assert_next(schedule, 0);
    assert_next(schedule, 20);
    fms_schedule_free(schedule);
}

/* A step that fails takes with it what needs it, and its clips are no longer decoded. */
static void what_fails_is_not_left(void)
{
    struct fms_step steps[6];
    lay_out(steps, 6);
    static const size_t first[] = { 0 };
    steps[0].n_clips = steps[3].n_clips = 1;
    steps[1].needs = first;
    steps[1].n_needs = 1;
    steps[1].cost = 100;
    steps[2].key = steps[4].key; /* twins */
    const struct fms_plan plan = { .n_steps = 6, .steps = steps };
    struct fms_schedule *schedule = fms_schedule_new(&plan, 2);
    size_t i;
    g_assert_true(fms_schedule_next(schedule, &i));
    g_assert_cmpuint(i, ==, 0);
    fms_schedule_settle(schedule, 0, false);
    static const size_t want[] = { 2, 3, 5 };
    for (size_t k = 0; k < G_N_ELEMENTS(want); k++) {
        g_assert_true(fms_schedule_next(schedule, &i));
        g_assert_cmpuint(i, ==, want[k]);
        fms_schedule_settle(schedule, i, true);
    }
    g_assert_cmpuint(fms_schedule_n_open(schedule), ==, 0);
    fms_schedule_free(schedule);
}

/* Two clips that dissolve into each other between stills: while one is decoded, a still is made. */
static void clips_are_decoded_one_at_a_time(void)
{
    static const size_t clips[] = { 0, 1, 2, 1, 0, 0, 0, 0 };
    struct fms_step steps[G_N_ELEMENTS(clips)];
    lay_out(steps, G_N_ELEMENTS(clips));
    for (size_t i = 0; i < G_N_ELEMENTS(clips); i++)
        steps[i].n_clips = clips[i];
    const struct fms_plan plan = { .n_steps = G_N_ELEMENTS(clips), .steps = steps };
    struct fms_schedule *schedule = fms_schedule_new(&plan, 2);
    static const size_t want[] = { 0, 1, 4, 5 };
    size_t i;
    for (size_t k = 0; k < G_N_ELEMENTS(want); k++) {
        g_assert_true(fms_schedule_next(schedule, &i));
        g_assert_cmpuint(i, ==, want[k]);
        if (i != 1)
            fms_schedule_settle(schedule, i, true);
    }
    fms_schedule_settle(schedule, 1, true);
    g_assert_true(fms_schedule_next(schedule, &i));
    g_assert_cmpuint(i, ==, 2);
    fms_schedule_free(schedule);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/schedule/clips-one-at-a-time", clips_are_decoded_one_at_a_time);
    g_test_add_func("/schedule/settled-steps-do-not-count", settled_steps_do_not_count);
    g_test_add_func("/schedule/what-fails-is-not-left", what_fails_is_not_left);
    g_test_add_func("/schedule/nobody-waits-for-the-last", nobody_waits_for_the_last);
    return g_test_run();
}
