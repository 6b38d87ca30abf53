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
#include "step-pace.h"

#include <gio/gio.h>
#include <unistd.h>

/* How long the calling thread sleeps before it tells that the build is alive. */
#define HEARTBEAT_US (200 * 1000)

/* How often it is looked whether another process has finished a step that this one waits for. */
#define GLANCE_US (20 * 1000)

/* A step that a worker has finished, or has in hand. */
struct stint {
    size_t step;
    int lane;
    bool made; /* here, and not found after all */
    int64_t begin_us, end_us;
};

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
    GArray *finished;  /* struct stint: since the caller looked last */
    GArray *running;   /* struct stint: in hand */
    GArray *elsewhere; /* steps handed out that another process is making */
    size_t n_running;
    bool closed; /* nothing more is handed out */
    int n_lanes;
    struct fms_build_tally tally;

    /* the calling thread's */
    struct fms_pace *pace;
    int64_t begin_us, first_guess_us, told_us;
    int64_t tail_us; /* expected work of joins and checks, which come last, that is still to do */
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

static bool is_speech(const GError *error)
{
    return g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_SPEECH);
}

/* Is it the machine? Then the next step would fail likewise: what runs may end, but nothing more begins. */
static bool is_machine(const GError *error)
{
    return g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE) || is_speech(error) ||
           error->domain == G_FILE_ERROR || error->domain == G_IO_ERROR;
}

static void drop_running(struct run *run, size_t i)
{
    for (guint k = 0; k < run->running->len; k++)
        if (g_array_index(run->running, struct stint, k).step == i) {
            g_array_remove_index_fast(run->running, k);
            return;
        }
}

/* Takes a step's outcome in; `error` becomes the run's. Call with the lock held. */
static void settle(struct run *run, const struct stint *stint, bool found, bool made, GError *error)
{
    size_t i = stint->step;
    enum fms_step_kind kind = run->plan->steps[i].kind;
    run->n_running--;
    drop_running(run, i);
    if (found)
        run->tally.found[kind]++;
    else if (made)
        run->tally.ran[kind]++;
    if (found || made)
        g_array_append_vals(run->finished, stint, 1);
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
    struct stint stint = { 0 };
    g_mutex_lock(&run->lock);
    stint.lane = ++run->n_lanes;
    while (fetch(run, &stint.step)) {
        run->n_running++;
        stint.begin_us = g_get_monotonic_time();
        g_array_append_val(run->running, stint);
        g_mutex_unlock(&run->lock);
        GError *error = NULL;
        enum outcome outcome = attempt(run, &run->plan->steps[stint.step], &error);
        stint.end_us = g_get_monotonic_time();
        stint.made = outcome == MADE;
        g_mutex_lock(&run->lock);
        if (outcome == ELSEWHERE) {
            run->n_running--;
            drop_running(run, stint.step);
            g_array_append_val(run->elsewhere, stint.step);
        } else {
            settle(run, &stint, outcome == FOUND, stint.made, error);
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
static bool *missing_steps(const struct fms_plan *plan, const struct fms_schedule *schedule, struct fms_store *store,
                           bool (*is_there)(struct fms_store *store, const struct fms_digest *key))
{
    bool *missing = g_new0(bool, plan->n_steps + 1), *wanted = g_new0(bool, plan->n_steps + 1);
    bool *read = g_new0(bool, plan->n_steps + 1);
    for (size_t i = 0; i < plan->n_steps; i++)
        for (size_t k = 0; k < plan->steps[i].n_needs; k++)
            read[fms_schedule_twin(schedule, plan->steps[i].needs[k])] = true;
    for (size_t i = plan->n_steps; i-- > 0;) {
        const struct fms_step *step = &plan->steps[i];
        if (fms_schedule_twin(schedule, i) != i || !(wanted[i] || !read[i] || step->kind == FMS_STEP_FILM))
            continue;
        missing[i] = !is_there(store, &step->key);
        for (size_t k = 0; missing[i] && k < step->n_needs; k++)
            wanted[fms_schedule_twin(schedule, step->needs[k])] = true;
    }
    g_free(read);
    g_free(wanted);
    return missing;
}

static bool is_sound(struct fms_store *store, const struct fms_digest *key)
{
    char *place = fms_store_find(store, key);
    g_free(place);
    return place != NULL;
}

bool *fms_build_foresee(const struct fms_plan *plan, struct fms_store *store)
{
    struct fms_schedule *schedule = fms_schedule_new(plan, 1);
    bool *missing = missing_steps(plan, schedule, store, fms_store_has);
    fms_schedule_free(schedule);
    return missing;
}

static int64_t expected_us(const struct run *run, const struct fms_step *step)
{
    return fms_pace_of(run->pace, step);
}

static bool comes_last(const struct fms_step *step)
{
    return step->kind == FMS_STEP_FILM || step->kind == FMS_STEP_CHECK;
}

/* Settles what need not run, and counts what is left. */
static void survey(struct run *run, struct fms_progress *progress)
{
    bool *missing = missing_steps(run->plan, run->schedule, run->store, is_sound);
    for (size_t i = 0; i < run->plan->n_steps; i++) {
        const struct fms_step *step = &run->plan->steps[i];
        if (missing[i]) {
            g_assert(run->makers->make[step->kind]);
            progress->total += expected_us(run, step);
            progress->n_total++;
            run->tail_us += comes_last(step) ? expected_us(run, step) : 0;
            continue;
        }
        run->tally.found[step->kind]++;
        if (fms_schedule_twin(run->schedule, i) == i)
            fms_schedule_settle(run->schedule, i, true);
    }
    g_free(missing);
}

/*
 * How much is left: what can run side by side does so on all workers, joins and checks come after it. The more of the
 * build is done, the more the guess is held against the time that it has really taken, whoever else uses the machine.
 */
static int64_t guess_left(const struct run *run, int64_t rest_us, int64_t longest_us, double part)
{
    int64_t wide_us = rest_us - run->tail_us > 0 ? rest_us - run->tail_us : 0;
    int64_t guess_us = wide_us / MAX(run->options->jobs, 1);
    guess_us = MAX(guess_us, longest_us) + MIN(run->tail_us, rest_us);
    double planned_us = (double) (run->first_guess_us - guess_us);
    double took_us = (double) (g_get_monotonic_time() - run->begin_us);
    double trust = MIN(1.0, 5 * part), slower = planned_us > 0 ? took_us / planned_us : 1;
    return (int64_t) ((double) guess_us * (1 + trust * (CLAMP(slower, 0.1, 10.0) - 1)));
}

/* Work done of what is in hand, as far as can be known; and the longest rest of any. */
static int64_t in_hand(const struct run *run, const GArray *running, int64_t *longest_us)
{
    int64_t now = g_get_monotonic_time(), sum = 0;
    *longest_us = 0;
    for (guint k = 0; k < running->len; k++) {
        const struct stint *stint = &g_array_index(running, struct stint, k);
        int64_t whole = expected_us(run, &run->plan->steps[stint->step]), most = whole - whole / 20;
        int64_t done = MIN(now - stint->begin_us, most);
        sum += done;
        *longest_us = MAX(*longest_us, whole - done);
    }
    return sum;
}

static void tell(struct run *run, const struct fms_progress *progress, const GArray *running)
{
    if (!run->options->progress)
        return;
    int64_t longest_us;
    struct fms_progress told = *progress;
    told.done = MIN(told.total, told.done + in_hand(run, running, &longest_us));
    told.done = run->told_us = MAX(told.done, run->told_us); /* a bar never goes back */
    double part = told.total > 0 ? (double) told.done / (double) told.total : 1;
    told.left_us = guess_left(run, told.total - told.done, longest_us, part);
    if (run->first_guess_us == 0)
        run->first_guess_us = told.left_us;
    run->options->progress(run->options->user, &told);
}

static void tell_event(const struct run *run, const struct stint *stint)
{
    const struct fms_step *step = &run->plan->steps[stint->step];
    const struct fms_build_event event = { fms_step_kind_name(step->kind), step->label, stint->lane, stint->begin_us,
                                           stint->end_us };
    if (run->options->event)
        run->options->event(run->options->user, &event);
}

/* Tells what has been finished since the last time, or that the build is alive. */
static void tell_news(struct run *run, const GArray *finished, const GArray *running, struct fms_progress *progress)
{
    for (guint k = 0; k < finished->len; k++) {
        const struct stint *stint = &g_array_index(finished, struct stint, k);
        const struct fms_step *step = &run->plan->steps[stint->step];
        progress->done += expected_us(run, step);
        run->tail_us -= comes_last(step) ? expected_us(run, step) : 0;
        progress->n_done++;
        progress->label = step->label;
        tell_event(run, stint);
        tell(run, progress, running);
    }
    progress->label = NULL;
    if (finished->len == 0)
        tell(run, progress, running);
}

static bool is_over(const struct run *run)
{
    return run->n_running == 0 && (run->closed || fms_schedule_n_open(run->schedule) == 0);
}

/* What was made is learnt from at the end: a pace that changes on the way would move the bar backwards. */
static void learn(GArray *lessons, const GArray *finished)
{
    for (guint k = 0; k < finished->len; k++) {
        const struct stint *stint = &g_array_index(finished, struct stint, k);
        if (stint->made)
            g_array_append_vals(lessons, stint, 1);
    }
}

static void remember_pace(struct run *run, const GArray *lessons)
{
    for (guint k = 0; k < lessons->len; k++) {
        const struct stint *stint = &g_array_index(lessons, struct stint, k);
        fms_pace_learn(run->pace, &run->plan->steps[stint->step], stint->end_us - stint->begin_us);
    }
    fms_pace_save(run->pace, run->store);
}

/* Sits with the build until it is over. */
static void watch(struct run *run, struct fms_progress *progress)
{
    GArray *lessons = g_array_new(FALSE, FALSE, sizeof(struct stint));
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
        run->finished = g_array_new(FALSE, FALSE, sizeof(struct stint));
        GArray *running = g_array_copy(run->running);
        g_mutex_unlock(&run->lock);
        tell_news(run, finished, running, progress);
        learn(lessons, finished);
        g_array_free(running, TRUE);
        g_array_free(finished, TRUE);
    }
    remember_pace(run, lessons);
    g_array_free(lessons, TRUE);
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
        [FMS_STEP_ALIGN] = "build.alignment", [FMS_STEP_TAKE] = "voice.unavailable",
        [FMS_STEP_SEGMENT] = "build.segment", [FMS_STEP_MIX] = "build.mix",
        [FMS_STEP_FILM] = "build.film",       [FMS_STEP_POSTER] = "build.poster",
        [FMS_STEP_CHECK] = "build.check",     [FMS_STEP_STEM] = "build.stem",
    };
    static const char *const of_error[] = {
        [FMS_WORLD_MISSING] = "asset.missing",
        [FMS_WORLD_FORBIDDEN] = "asset.forbidden",
        [FMS_WORLD_UNREADABLE] = "asset.unreadable",
    };
    if (is_speech(error))
        return "machine.speech";
    if (is_machine(error))
        return "machine.failed";
    bool reads_assets = step->kind != FMS_STEP_FILM && step->kind != FMS_STEP_CHECK;
    if (reads_assets && error->domain == FMS_WORLD_ERROR && (size_t) error->code < G_N_ELEMENTS(of_error))
        return of_error[error->code];
    return of_kind[step->kind];
}

#define KEPT "the lines spoken so far are kept; a `fallback` in voices.yaml speaks where a voice fails"

/* A full disk fails every step that runs in the same words; they are said once. */
static void report(const struct run *run, struct fms_diags *diags)
{
    GHashTable *said = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < run->plan->n_steps; i++) {
        const GError *error = run->errors[i];
        const struct fms_step *step = &run->plan->steps[i];
        if (!error || (run->makers->forgive && run->makers->forgive(run->makers->user, step, error)) ||
            (is_machine(error) && !g_hash_table_add(said, error->message)))
            continue;
        fms_error(diags, step->span, code_of(step, error), is_speech(error) ? KEPT : NULL, "cannot make %s%s%s: %s",
                  step->label, step->film ? " of " : "", step->film ? step->film : "", error->message);
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
    g_array_free(run->running, TRUE);
    fms_pace_free(run->pace);
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
    run.schedule = fms_schedule_new(plan, (size_t) MAX(options->jobs, 1));
    run.errors = g_new0(GError *, plan->n_steps + 1);
    run.finished = g_array_new(FALSE, FALSE, sizeof(struct stint));
    run.running = g_array_new(FALSE, FALSE, sizeof(struct stint));
    run.pace = fms_pace_load(store);
    run.begin_us = g_get_monotonic_time();
    run.elsewhere = g_array_new(FALSE, FALSE, sizeof(size_t));

    survey(&run, &progress);
    if (progress.n_total > 0 && !is_cancelled(&run)) {
        tell(&run, &progress, run.running);
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
