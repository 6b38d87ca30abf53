/*
 * Each step counts the needs that are not done; at zero it goes into a sequence. The sound comes first, a long step that
 * nobody can share; then what is so dear that others would wait for it at the end, the dearest before the others; all
 * else in the order of the plan, so that steps that read the same pictures are neighbours in time and what one has made
 * ready serves the next. When what is left could be done by the other workers while one makes the dearest step, that one is
 * handed out, or all would wait for it in the end. Steps that decode clips hold many frames: while one does, another waits if there is something
 * else to do near it. Who needs whom is kept as one array of dependants cut into a slice for each step, so that a
 * plan of any size takes a handful of allocations and settling a step costs only what depends on it.
 *
 * Skipping walks an array of its own instead of calling itself: a chain of steps may be as long as the film.
 */
#include "schedule-private.h"

enum state { OPEN, DONE, FAILED };

/** A step is dear from this part of the whole plan's cost on. */
#define DEAR 8

/** With more than this ready, the end is not near. */
#define MOST_AT_THE_END 24

/** So far ahead something else is looked for. What is far apart shares no pictures. */
#define FARTHEST_AHEAD 8

struct entry {
    enum state state;
    bool handed_out;
    GSequenceIter *waits; /* its place among those ready; NULL if it is not there */
    size_t twin, n_lacking;
    size_t begin, end; /* slice of `dependants` */
};

struct fms_schedule {
    const struct fms_plan *plan;
    struct entry *entries;
    size_t *dependants;
    GSequence *ready;
    size_t n_open;
    int64_t dear;   /* the least cost that puts a step in front */
    int64_t left;   /* the cost of what is open and not handed out */
    size_t n_clips; /* being decoded in what is handed out and not settled */
    size_t n_workers;
};

static guint hash_key(gconstpointer key)
{
    return g_str_hash(((const struct fms_digest *) key)->hex);
}

static gboolean same_key(gconstpointer a, gconstpointer b)
{
    return g_str_equal(((const struct fms_digest *) a)->hex, ((const struct fms_digest *) b)->hex);
}

static void find_twins(struct fms_schedule *schedule)
{
    const struct fms_plan *plan = schedule->plan;
    GHashTable *first = g_hash_table_new(hash_key, same_key);
    for (size_t i = 0; i < plan->n_steps; i++) {
        gpointer found;
        bool known = g_hash_table_lookup_extended(first, &plan->steps[i].key, NULL, &found);
        schedule->entries[i].twin = known ? GPOINTER_TO_SIZE(found) : i;
        if (known)
            continue;
        g_hash_table_insert(first, (gpointer) &plan->steps[i].key, GSIZE_TO_POINTER(i));
        schedule->n_open++;
    }
    g_hash_table_destroy(first);
}

/* Calls `visit` for each pair of a step that is no twin and one that it needs. */
static void for_each_need(struct fms_schedule *schedule, void (*visit)(struct fms_schedule *, size_t step, size_t need))
{
    for (size_t i = 0; i < schedule->plan->n_steps; i++) {
        const struct fms_step *step = &schedule->plan->steps[i];
        for (size_t k = 0; k < step->n_needs && schedule->entries[i].twin == i; k++) {
            g_assert(step->needs[k] < i);
            visit(schedule, i, schedule->entries[step->needs[k]].twin);
        }
    }
}

static void count_need(struct fms_schedule *schedule, size_t step, size_t need)
{
    schedule->entries[step].n_lacking++;
    schedule->entries[need].end++;
}

static void note_dependant(struct fms_schedule *schedule, size_t step, size_t need)
{
    schedule->dependants[schedule->entries[need].end++] = step;
}

static void link_dependants(struct fms_schedule *schedule)
{
    size_t total = 0;
    for_each_need(schedule, count_need);
    for (size_t i = 0; i < schedule->plan->n_steps; i++) {
        struct entry *entry = &schedule->entries[i];
        size_t n = entry->end;
        entry->begin = entry->end = total;
        total += n;
    }
    schedule->dependants = g_new(size_t, total + 1);
    for_each_need(schedule, note_dependant);
}

static int64_t rank(const struct fms_schedule *schedule, size_t i)
{
    const struct fms_step *step = &schedule->plan->steps[i];
    if (step->kind == FMS_STEP_MIX)
        return INT64_MAX;
    return step->cost >= schedule->dear ? step->cost : 0;
}

static int dear_first(gconstpointer a, gconstpointer b, gpointer schedule)
{
    size_t i = GPOINTER_TO_SIZE(a), k = GPOINTER_TO_SIZE(b);
    int64_t left = rank(schedule, i), right = rank(schedule, k);
    if (left != right)
        return left > right ? -1 : 1;
    return i < k ? -1 : i > k;
}

static int64_t cost_of_all(const struct fms_schedule *schedule)
{
    int64_t sum = 0;
    for (size_t i = 0; i < schedule->plan->n_steps; i++)
        if (schedule->entries[i].twin == i)
            sum += schedule->plan->steps[i].cost;
    return sum;
}

static void make_ready(struct fms_schedule *schedule, size_t i)
{
    schedule->entries[i].waits = g_sequence_insert_sorted(schedule->ready, GSIZE_TO_POINTER(i), dear_first, schedule);
}

struct fms_schedule *fms_schedule_new(const struct fms_plan *plan, size_t n_workers)
{
    struct fms_schedule *schedule = g_new0(struct fms_schedule, 1);
    schedule->plan = plan;
    schedule->n_workers = n_workers;
    schedule->entries = g_new0(struct entry, plan->n_steps + 1);
    schedule->ready = g_sequence_new(NULL);
    find_twins(schedule);
    schedule->left = cost_of_all(schedule);
    schedule->dear = MAX(1, schedule->left / DEAR);
    link_dependants(schedule);
    for (size_t i = 0; i < plan->n_steps; i++)
        if (schedule->entries[i].twin == i && schedule->entries[i].n_lacking == 0)
            make_ready(schedule, i);
    return schedule;
}

void fms_schedule_free(struct fms_schedule *schedule)
{
    g_sequence_free(schedule->ready);
    g_free(schedule->dependants);
    g_free(schedule->entries);
    g_free(schedule);
}

size_t fms_schedule_twin(const struct fms_schedule *schedule, size_t i)
{
    return schedule->entries[i].twin;
}

static const struct fms_step *step_at(const struct fms_schedule *schedule, GSequenceIter *iter)
{
    return &schedule->plan->steps[GPOINTER_TO_SIZE(g_sequence_get(iter))];
}

/* The first of those ready; while clips are decoded, the first that decodes none, unless that lies far ahead. */
static GSequenceIter *first_light(const struct fms_schedule *schedule)
{
    GSequenceIter *first = g_sequence_get_begin_iter(schedule->ready), *iter = first;
    for (int i = 0; schedule->n_clips > 0 && i < FARTHEST_AHEAD && !g_sequence_iter_is_end(iter); i++) {
        if (step_at(schedule, iter)->n_clips == 0)
            return iter;
        iter = g_sequence_iter_next(iter);
    }
    return first;
}

/* The one to hand out: near the end the dearest, if all else could be done beside it. */
static GSequenceIter *choose(const struct fms_schedule *schedule)
{
    GSequenceIter *first = g_sequence_get_begin_iter(schedule->ready), *dearest = first;
    if (g_sequence_get_length(schedule->ready) > MOST_AT_THE_END)
        return first_light(schedule);
    for (GSequenceIter *iter = first; !g_sequence_iter_is_end(iter); iter = g_sequence_iter_next(iter))
        if (step_at(schedule, iter)->cost > step_at(schedule, dearest)->cost)
            dearest = iter;
    bool ends = step_at(schedule, dearest)->cost * (int64_t) schedule->n_workers >= schedule->left;
    return ends ? dearest : first_light(schedule);
}

/* Step `i` is handed out or settled: it waits no longer, and is no part of what is left. */
static void take_off(struct fms_schedule *schedule, size_t i)
{
    struct entry *entry = &schedule->entries[i];
    if (!entry->handed_out)
        schedule->left -= schedule->plan->steps[i].cost;
    g_clear_pointer(&entry->waits, g_sequence_remove);
}

bool fms_schedule_next(struct fms_schedule *schedule, size_t *i)
{
    if (g_sequence_is_empty(schedule->ready))
        return false;
    *i = GPOINTER_TO_SIZE(g_sequence_get(choose(schedule)));
    take_off(schedule, *i);
    schedule->entries[*i].handed_out = true;
    schedule->n_clips += schedule->plan->steps[*i].n_clips;
    return true;
}

static void release_dependants(struct fms_schedule *schedule, const struct entry *entry)
{
    for (size_t k = entry->begin; k < entry->end; k++) {
        struct entry *dependant = &schedule->entries[schedule->dependants[k]];
        if (--dependant->n_lacking == 0 && dependant->state == OPEN && !dependant->handed_out)
            make_ready(schedule, schedule->dependants[k]);
    }
}

/* Fails everything that needs `i`, near or far. A step fails once, so the walk ends. */
static void skip_dependants(struct fms_schedule *schedule, size_t i)
{
    GArray *failed = g_array_new(FALSE, FALSE, sizeof i);
    g_array_append_val(failed, i);
    for (guint at = 0; at < failed->len; at++) {
        const struct entry *entry = &schedule->entries[g_array_index(failed, size_t, at)];
        for (size_t k = entry->begin; k < entry->end; k++) {
            struct entry *dependant = &schedule->entries[schedule->dependants[k]];
            if (dependant->state != OPEN)
                continue;
            take_off(schedule, schedule->dependants[k]);
            dependant->state = FAILED;
            schedule->n_open--;
            g_array_append_val(failed, schedule->dependants[k]);
        }
    }
    g_array_free(failed, TRUE);
}

void fms_schedule_settle(struct fms_schedule *schedule, size_t i, bool done)
{
    struct entry *entry = &schedule->entries[schedule->entries[i].twin];
    if (entry->state != OPEN)
        return;
    take_off(schedule, schedule->entries[i].twin);
    if (entry->handed_out)
        schedule->n_clips -= schedule->plan->steps[schedule->entries[i].twin].n_clips;
    entry->state = done ? DONE : FAILED;
    schedule->n_open--;
    if (done)
        release_dependants(schedule, entry);
    else
        skip_dependants(schedule, schedule->entries[i].twin);
}

bool fms_schedule_is_done(const struct fms_schedule *schedule, size_t i)
{
    return schedule->entries[schedule->entries[i].twin].state == DONE;
}

size_t fms_schedule_n_open(const struct fms_schedule *schedule)
{
    return schedule->n_open;
}
