/*
 * One lock guards the schedule and the tallies; workers hold it only to fetch a step and to hand its outcome in, never
 * while making. They leave messages in a list that the calling thread empties, so that progress is told, and everything
 * of the caller's is touched, on that thread alone.
 *
 * Which worker makes what, and when, depends on the machine; so nothing that is handed out may depend on it: results go
 * by their keys, and failures are kept by step and become diagnostics in the order of the plan.
 */
#include "engine.h"

#include "schedule-private.h"

#include <gio/gio.h>
#include <unistd.h>

/* How long the calling thread sleeps before it tells that the build is alive. */
#define HEARTBEAT_US (200 * 1000)

/* How often it is looked whether another process has finished a step that this one waits for. */
#define GLANCE_US (20 * 1000)

struct run {
    const struct fms_plan *plan;
    struct fms_store *store;
    const struct fms_makers *makers;
    const struct fms_build_options *options;
    int stop; /* atomic; what makers look at */

    GMutex lock; /* guards what follows */
    GCond work, news;
    struct fms_schedule *schedule;
    GError **errors;   /* of each step; NULL where it did not fail */
    GArray *finished;  /* steps made since the caller looked last */
    GArray *elsewhere; /* steps handed out that another process is making */
    size_t n_running;
    bool closed; /* nothing more is handed out */
    struct fms_build_tally tally;
};

static bool is_cancelled(const struct run *run)
{
    return run->options->cancel && g_atomic_int_get(run->options->cancel) != 0;
}

/* Paths of the results that a step reads. NULL with `error` where somebody has emptied the store meanwhile. */
static char **input_paths(struct run *run, const struct fms_step *step, GError **error)
{
    char **paths = g_new0(char *, step->n_needs + 1);
    for (size_t i = 0; i < step->n_needs; i++) {
        const struct fms_step *need = &run->plan->steps[step->needs[i]];
        paths[i] = fms_store_find(run->store, &need->key);
        if (paths[i])
            continue;
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "%s has vanished from the store", need->label);
        g_strfreev(paths);
        return NULL;
    }
    return paths;
}

static bool make_step(struct run *run, const struct fms_step *step, GError **error)
{
    char **inputs = input_paths(run, step, error);
    if (!inputs)
        return false;
    char *draft = fms_store_draft(run->store);
    bool made =
        run->makers->make[step->kind](run->makers->user, step, (const char *const *) inputs, draft, &run->stop, error);
    if (made)
        made = fms_store_keep(run->store, &step->key, draft, error);
    else
        unlink(draft);
    g_free(draft);
    g_strfreev(inputs);
    return made;
}

/* Is it the machine? Then the next step would fail likewise: what runs may end, but nothing more begins. */
static bool is_machine(const GError *error)
{
    return g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE) || error->domain == G_FILE_ERROR ||
           error->domain == G_IO_ERROR;
}

/* Takes a step's outcome in; `error` becomes the run's. Call with the lock held. */
static void settle(struct run *run, size_t i, bool found, bool made, GError *error)
{
    enum fms_step_kind kind = run->plan->steps[i].kind;
    run->n_running--;
    if (found)
        run->tally.found[kind]++;
    else if (made)
        run->tally.ran[kind]++;
    if (found || made)
        g_array_append_val(run->finished, i);
    else if (g_atomic_int_get(&run->stop))
        run->closed = true; /* it broke off because it was told to: no failure */
    else
        run->errors[i] =
            error ? g_error_copy(error) : g_error_new(FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "no reason was given");
    if (error && is_machine(error))
        run->closed = true;
    fms_schedule_settle(run->schedule, i, found || made);
    g_clear_error(&error);
    g_cond_broadcast(&run->work);
    g_cond_signal(&run->news);
}

/* A step to look at again that another process was making; only after a pause if it has just been looked at. */
static bool fetch_elsewhere(struct run *run, size_t *i)
{
    if (run->elsewhere->len == 0)
        return false;
    gint64 until = g_get_monotonic_time() + GLANCE_US;
    g_cond_wait_until(&run->work, &run->lock, until);
    if (run->elsewhere->len == 0 || run->closed)
        return false;
    *i = g_array_index(run->elsewhere, size_t, 0);
    g_array_remove_index(run->elsewhere, 0);
    return true;
}

/* Waits for a step. @return false when there will be none. Call with the lock held. */
static bool fetch(struct run *run, size_t *i)
{
    for (;;) {
        if (is_cancelled(run))
            run->closed = true;
        if (run->closed || fms_schedule_n_open(run->schedule) == 0)
            return false;
        if (fms_schedule_next(run->schedule, i))
            return true;
        if (run->elsewhere->len > 0) {
            if (fetch_elsewhere(run, i))
                return true;
        } else {
            g_cond_wait(&run->work, &run->lock);
        }
    }
}

enum outcome { FOUND, MADE, FAILED, ELSEWHERE };

/* Makes a step unless another process has made it or is making it. */
static enum outcome attempt(struct run *run, const struct fms_step *step, GError **error)
{
    struct fms_claim *claim = fms_store_claim(run->store, &step->key);
    char *place = fms_store_find(run->store, &step->key);
    enum outcome outcome = place ? FOUND : !claim ? ELSEWHERE : make_step(run, step, error) ? MADE : FAILED;
    if (claim)
        fms_store_unclaim(claim);
    g_free(place);
    return outcome;
}

static gpointer work(gpointer user)
{
    struct run *run = user;
    size_t i;
    g_mutex_lock(&run->lock);
    while (fetch(run, &i)) {
        run->n_running++;
        g_mutex_unlock(&run->lock);
        GError *error = NULL;
        enum outcome outcome = attempt(run, &run->plan->steps[i], &error);
        g_mutex_lock(&run->lock);
        if (outcome == ELSEWHERE) {
            run->n_running--;
            g_array_append_val(run->elsewhere, i);
        } else {
            settle(run, i, outcome == FOUND, outcome == MADE, error);
        }
    }
    g_mutex_unlock(&run->lock);
    return NULL;
}

/*
 * Which steps have to run? Results that somebody outside will read have to be there: the film, and whatever no step of the
 * plan reads. One that is missing wants the steps that it needs. What nobody wants is not looked at: a film that is there
 * needs no segments, and if they have been evicted meanwhile, nothing is lost.
 */
static bool *missing_steps(const struct run *run)
{
    const struct fms_plan *plan = run->plan;
    bool *missing = g_new0(bool, plan->n_steps + 1), *wanted = g_new0(bool, plan->n_steps + 1);
    bool *read = g_new0(bool, plan->n_steps + 1);
    for (size_t i = 0; i < plan->n_steps; i++)
        for (size_t k = 0; k < plan->steps[i].n_needs; k++)
            read[fms_schedule_twin(run->schedule, plan->steps[i].needs[k])] = true;
    for (size_t i = plan->n_steps; i-- > 0;) {
        const struct fms_step *step = &plan->steps[i];
        if (fms_schedule_twin(run->schedule, i) != i || !(wanted[i] || !read[i] || step->kind == FMS_STEP_FILM))
            continue;
        char *place = fms_store_find(run->store, &step->key);
        missing[i] = !place;
        for (size_t k = 0; !place && k < step->n_needs; k++)
            wanted[fms_schedule_twin(run->schedule, step->needs[k])] = true;
        g_free(place);
    }
    g_free(read);
    g_free(wanted);
    return missing;
}

/* Settles what need not run, and counts what is left. */
static void survey(struct run *run, struct fms_progress *progress)
{
    bool *missing = missing_steps(run);
    for (size_t i = 0; i < run->plan->n_steps; i++) {
        const struct fms_step *step = &run->plan->steps[i];
        if (missing[i]) {
            g_assert(run->makers->make[step->kind]);
            progress->total += MAX(step->cost, 0);
            progress->n_total++;
            continue;
        }
        run->tally.found[step->kind]++;
        if (fms_schedule_twin(run->schedule, i) == i)
            fms_schedule_settle(run->schedule, i, true);
    }
    g_free(missing);
}

static void tell(const struct run *run, const struct fms_progress *progress)
{
    if (run->options->progress)
        run->options->progress(run->options->user, progress);
}

/* Tells what has been finished since the last time, or that the build is alive. */
static void tell_news(const struct run *run, const GArray *finished, struct fms_progress *progress)
{
    for (guint k = 0; k < finished->len; k++) {
        const struct fms_step *step = &run->plan->steps[g_array_index(finished, size_t, k)];
        progress->done += MAX(step->cost, 0);
        progress->n_done++;
        progress->label = step->label;
        tell(run, progress);
    }
    progress->label = NULL;
    if (finished->len == 0)
        tell(run, progress);
}

static bool is_over(const struct run *run)
{
    return run->n_running == 0 && (run->closed || fms_schedule_n_open(run->schedule) == 0);
}

/* Sits with the build until it is over. */
static void watch(struct run *run, struct fms_progress *progress)
{
    bool over = false;
    while (!over) {
        g_mutex_lock(&run->lock);
        gint64 until = g_get_monotonic_time() + HEARTBEAT_US;
        while (run->finished->len == 0 && !is_over(run) && g_cond_wait_until(&run->news, &run->lock, until))
            ;
        if (is_cancelled(run)) {
            g_atomic_int_set(&run->stop, 1);
            run->closed = true;
            g_cond_broadcast(&run->work);
        }
        over = is_over(run);
        GArray *finished = run->finished;
        run->finished = g_array_new(FALSE, FALSE, sizeof(size_t));
        g_mutex_unlock(&run->lock);
        tell_news(run, finished, progress);
        g_array_free(finished, TRUE);
    }
}

/* Starts the workers. One is enough to go on with; without any the machine is at fault. */
static GPtrArray *start_workers(struct run *run, size_t n_steps, GError **error)
{
    GPtrArray *threads = g_ptr_array_new();
    size_t n = MIN((size_t) MAX(run->options->jobs, 1), n_steps);
    for (size_t i = 0; i < n; i++) {
        GThread *thread = g_thread_try_new("step", work, run, i == 0 ? error : NULL);
        if (!thread)
            break;
        g_ptr_array_add(threads, thread);
    }
    return threads;
}

static void run_steps(struct run *run, struct fms_progress *progress, GError **error)
{
    GPtrArray *threads = start_workers(run, progress->n_total, error);
    if (threads->len > 0)
        watch(run, progress);
    for (guint i = 0; i < threads->len; i++)
        g_thread_join(g_ptr_array_index(threads, i));
    g_ptr_array_free(threads, TRUE);
}

static const char *code_of(const struct fms_step *step, const GError *error)
{
    static const char *const of_kind[FMS_N_STEP_KINDS] = {
        [FMS_STEP_TAKE] = "voice.unavailable", [FMS_STEP_SEGMENT] = "build.segment", [FMS_STEP_MIX] = "build.mix",
        [FMS_STEP_FILM] = "build.film",        [FMS_STEP_POSTER] = "build.poster",   [FMS_STEP_CHECK] = "build.check",
    };
    static const char *const of_error[] = {
        [FMS_WORLD_MISSING] = "asset.missing",
        [FMS_WORLD_FORBIDDEN] = "asset.forbidden",
        [FMS_WORLD_UNREADABLE] = "asset.unreadable",
    };
    if (is_machine(error))
        return "machine.failed";
    bool reads_assets = step->kind != FMS_STEP_FILM && step->kind != FMS_STEP_CHECK;
    if (reads_assets && error->domain == FMS_WORLD_ERROR && (size_t) error->code < G_N_ELEMENTS(of_error))
        return of_error[error->code];
    return of_kind[step->kind];
}

/* A full disk fails every step that runs in the same words; they are said once. */
static void report(const struct run *run, struct fms_diags *diags)
{
    GHashTable *said = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < run->plan->n_steps; i++) {
        const GError *error = run->errors[i];
        const struct fms_step *step = &run->plan->steps[i];
        if (!error || (is_machine(error) && !g_hash_table_add(said, error->message)))
            continue;
        fms_error(diags, step->span, code_of(step, error), NULL, "cannot make %s: %s", step->label, error->message);
    }
    g_hash_table_destroy(said);
}

static bool all_done(const struct run *run)
{
    for (size_t i = 0; i < run->plan->n_steps; i++)
        if (!fms_schedule_is_done(run->schedule, i))
            return false;
    return true;
}

static void clear(struct run *run)
{
    for (size_t i = 0; i < run->plan->n_steps; i++)
        g_clear_error(&run->errors[i]);
    g_free(run->errors);
    g_array_free(run->finished, TRUE);
    g_array_free(run->elsewhere, TRUE);
    fms_schedule_free(run->schedule);
    g_cond_clear(&run->news);
    g_cond_clear(&run->work);
    g_mutex_clear(&run->lock);
}

bool fms_build_run(const struct fms_plan *plan, struct fms_store *store, const struct fms_makers *makers,
                   const struct fms_build_options *options, struct fms_build_tally *tally, struct fms_diags *diags)
{
    struct run run = { .plan = plan, .store = store, .makers = makers, .options = options };
    struct fms_progress progress = { 0 };
    GError *error = NULL;
    g_mutex_init(&run.lock);
    g_cond_init(&run.work);
    g_cond_init(&run.news);
    run.schedule = fms_schedule_new(plan);
    run.errors = g_new0(GError *, plan->n_steps + 1);
    run.finished = g_array_new(FALSE, FALSE, sizeof(size_t));
    run.elsewhere = g_array_new(FALSE, FALSE, sizeof(size_t));

    survey(&run, &progress);
    if (progress.n_total > 0 && !is_cancelled(&run)) {
        tell(&run, &progress);
        run_steps(&run, &progress, &error);
    }
    if (error)
        fms_error(diags, (struct fms_span){ 0 }, "machine.failed", NULL, "cannot build: %s", error->message);
    g_clear_error(&error);
    report(&run, diags);
    bool done = all_done(&run);
    if (tally)
        *tally = run.tally;
    clear(&run);
    return done;
}
