/*
 * The engine: order, failure, giving up, being killed; and the same results whatever the number of workers.
 *
 * The plans here are made of nothing but keys and needs: a step's result is its label followed by what it reads, so a
 * result tells whether the right things were read in the right order.
 */
#include "engine.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_STEPS = 64, MAX_NEEDS = 8 };

/* A plan in one's own hands. */
struct kit {
    struct fms_step steps[MAX_STEPS];
    size_t needs[MAX_STEPS][MAX_NEEDS];
    struct fms_plan plan;
    char *folder;
    struct fms_store *store;
    struct fms_diags *diags;
    struct fms_source source;

    GMutex lock;
    GString *order;    /* labels in the order in which they began */
    const char *fails; /* label of the step that fails */
    GQuark fail_domain;
    int fail_code;
    int nap_ms; /* each step takes that long */
    int cancel, cancel_after;
    int n_made;   /* atomic */
    bool stopped; /* a maker saw the stop flag */
    size_t n_heartbeats, n_told;
    int64_t last_done;
};

static void remove_tree(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        char *child = g_build_filename(path, name, NULL);
        remove_tree(child);
        g_free(child);
    }
    if (dir)
        g_dir_close(dir);
    g_remove(path);
}

static void set_up(struct kit *kit, gconstpointer user)
{
    memset(kit, 0, sizeof *kit);
    kit->plan.steps = kit->steps;
    kit->folder = g_dir_make_tmp("filmset-build-XXXXXX", NULL);
    kit->store = fms_store_open(kit->folder, NULL);
    kit->diags = fms_diags_new(NULL);
    kit->source = (struct fms_source){ "film.md", "one\ntwo\n", 8 };
    kit->order = g_string_new(NULL);
    g_mutex_init(&kit->lock);
}

static void tear_down(struct kit *kit, gconstpointer user)
{
    g_mutex_clear(&kit->lock);
    g_string_free(kit->order, TRUE);
    talloc_free(kit->diags);
    fms_store_close(kit->store);
    remove_tree(kit->folder);
    g_free(kit->folder);
}

/* Adds a step that reads the steps given, ended by -1. @return its index. */
static size_t add_step(struct kit *kit, enum fms_step_kind kind, const char *label, int64_t cost, const int *needs)
{
    size_t i = kit->plan.n_steps++;
    g_assert(i < MAX_STEPS);
    struct fms_step *step = &kit->steps[i];
    *step = (struct fms_step){ .kind = kind, .label = label, .cost = cost, .needs = kit->needs[i] };
    step->key = fms_digest_of_bytes(label, strlen(label));
    step->span = (struct fms_span){ &kit->source, i % 8, i % 8 + 1 };
    for (; *needs >= 0; needs++)
        kit->needs[i][step->n_needs++] = (size_t) *needs;
    return i;
}

#define NEEDS(...) ((const int[]){ __VA_ARGS__ __VA_OPT__(, ) - 1 })

/* Four takes, two segments of them, a mix, a film. */
static void lay_out_film(struct kit *kit)
{
    add_step(kit, FMS_STEP_TAKE, "a", 5, NEEDS());
    add_step(kit, FMS_STEP_TAKE, "b", 50, NEEDS());
    add_step(kit, FMS_STEP_TAKE, "c", 20, NEEDS());
    add_step(kit, FMS_STEP_TAKE, "d", 20, NEEDS());
    add_step(kit, FMS_STEP_SEGMENT, "s1", 100, NEEDS(0, 1));
    add_step(kit, FMS_STEP_SEGMENT, "s2", 90, NEEDS(3, 2));
    add_step(kit, FMS_STEP_MIX, "mix", 10, NEEDS(0, 1, 2, 3));
    add_step(kit, FMS_STEP_FILM, "film", 1, NEEDS(4, 5, 6));
}

static bool sleep_watchfully(struct kit *kit, const int *stop)
{
    for (int ms = 0; ms < kit->nap_ms; ms++) {
        if (__atomic_load_n(stop, __ATOMIC_SEQ_CST)) {
            kit->stopped = true;
            return false;
        }
        g_usleep(1000);
    }
    return true;
}

static bool make(void *user, const struct fms_step *step, const char *const *inputs, const char *draft, const int *stop,
                 GError **error)
{
    struct kit *kit = user;
    g_mutex_lock(&kit->lock);
    g_string_append_printf(kit->order, "%s ", step->label);
    g_mutex_unlock(&kit->lock);
    GString *result = g_string_new(step->label);
    for (size_t i = 0; i < step->n_needs; i++) {
        char *text = NULL;
        g_assert_true(g_file_get_contents(inputs[i], &text, NULL, NULL));
        g_string_append_printf(result, "(%s)", text);
        g_free(text);
    }
    g_assert_null(inputs[step->n_needs]);
    bool slept = sleep_watchfully(kit, stop);
    bool fails = g_strcmp0(step->label, kit->fails) == 0;
    if (fails)
        g_set_error(error, kit->fail_domain, kit->fail_code, "it is broken");
    if (slept && !fails)
        g_assert_true(g_file_set_contents(draft, result->str, -1, NULL));
    g_string_free(result, TRUE);
    g_atomic_int_inc(&kit->n_made);
    return slept && !fails;
}

static void listen(void *user, const struct fms_progress *progress)
{
    struct kit *kit = user;
    g_assert_cmpint(progress->done, >=, kit->last_done);
    g_assert_cmpint(progress->done, <=, progress->total);
    kit->last_done = progress->done;
    kit->n_heartbeats += !progress->label;
    kit->n_told += progress->label != NULL;
    if (progress->label && kit->cancel_after && (int) progress->n_done >= kit->cancel_after)
        g_atomic_int_set(&kit->cancel, 1);
}

static bool build(struct kit *kit, int jobs, struct fms_build_tally *tally)
{
    struct fms_makers makers = { .user = kit };
    for (int i = 0; i < FMS_N_STEP_KINDS; i++)
        makers.make[i] = make;
    kit->last_done = 0;
    struct fms_build_options options = { .jobs = jobs, .user = kit, .progress = listen, .cancel = &kit->cancel };
    return fms_build_run(&kit->plan, kit->store, &makers, &options, tally, kit->diags);
}

static char *result_of(struct kit *kit, size_t i)
{
    char *path = fms_store_find(kit->store, &kit->steps[i].key), *text = NULL;
    if (path)
        g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_free(path);
    return text;
}

static void assert_result(struct kit *kit, size_t i, const char *want)
{
    char *text = result_of(kit, i);
    g_assert_cmpstr(text, ==, want);
    g_free(text);
}

#define FILM "film(s1(a)(b))(s2(d)(c))(mix(a)(b)(c)(d))"

static void dear_ready_steps_first(struct kit *kit, gconstpointer user)
{
    lay_out_film(kit);
    g_assert_true(build(kit, 1, NULL));
    /* b is dear; a stands before c, and s1 is dear as soon as it may; the sound, as soon as it may, comes before all. */
    g_assert_cmpstr(kit->order->str, ==, "b a s1 c d mix s2 film ");
    assert_result(kit, 7, FILM);
}

static void same_results_at_any_width(struct kit *kit, gconstpointer user)
{
    lay_out_film(kit);
    kit->nap_ms = 2;
    g_assert_true(build(kit, GPOINTER_TO_INT(user), NULL));
    assert_result(kit, 7, FILM);
    g_assert_cmpint(kit->n_made, ==, 8);
    g_assert_cmpuint(kit->n_told, ==, 8);
    g_assert_cmpint(kit->last_done, ==, 29600); /* nothing learnt: a unit of cost is 0.1 ms */
}

static void second_build_makes_nothing(struct kit *kit, gconstpointer user)
{
    struct fms_build_tally tally;
    lay_out_film(kit);
    g_assert_true(build(kit, 2, &tally));
    g_assert_cmpuint(tally.ran[FMS_STEP_TAKE], ==, 4);
    g_assert_cmpuint(tally.ran[FMS_STEP_SEGMENT], ==, 2);
    g_assert_cmpuint(tally.found[FMS_STEP_TAKE], ==, 0);
    g_assert_true(build(kit, 2, &tally));
    g_assert_cmpuint(tally.ran[FMS_STEP_TAKE], ==, 0);
    g_assert_cmpuint(tally.found[FMS_STEP_TAKE], ==, 4);
    g_assert_cmpuint(tally.found[FMS_STEP_FILM], ==, 1);
    g_assert_cmpint(kit->n_made, ==, 8);
}

static void lose(struct kit *kit, size_t i)
{
    char *path = fms_store_find(kit->store, &kit->steps[i].key);
    g_unlink(path);
    g_free(path);
}

static void only_what_is_missing_is_made(struct kit *kit, gconstpointer user)
{
    lay_out_film(kit);
    g_assert_true(build(kit, 2, NULL));
    lose(kit, 5);
    g_string_truncate(kit->order, 0);
    g_assert_true(build(kit, 2, NULL)); /* the film is there and needs nothing */
    g_assert_cmpstr(kit->order->str, ==, "");
    lose(kit, 7);
    g_assert_true(build(kit, 2, NULL));
    g_assert_cmpstr(kit->order->str, ==, "s2 film ");
    assert_result(kit, 7, FILM);
}

/* A result that is damaged is made again before what reads it. */
static void damage_is_made_anew(struct kit *kit, gconstpointer user)
{
    lay_out_film(kit);
    g_assert_true(build(kit, 2, NULL));
    char *path = fms_store_find(kit->store, &kit->steps[4].key);
    g_assert_true(g_file_set_contents(path, "s1(a)(c)", -1, NULL));
    g_free(path);
    lose(kit, 7);
    g_string_truncate(kit->order, 0);
    g_assert_true(build(kit, 1, NULL));
    g_assert_cmpstr(kit->order->str, ==, "s1 film ");
    assert_result(kit, 7, FILM);
}

/* Many builds of one plan on one store, from threads with stores of their own: each step is made once by all together. */
static gpointer build_beside(gpointer user)
{
    struct kit *kit = user;
    struct fms_makers makers = { .user = kit };
    for (int i = 0; i < FMS_N_STEP_KINDS; i++)
        makers.make[i] = make;
    struct fms_build_options options = { .jobs = 2 };
    struct fms_store *store = fms_store_open(kit->folder, NULL);
    struct fms_diags *diags = fms_diags_new(NULL);
    bool built = fms_build_run(&kit->plan, store, &makers, &options, NULL, diags);
    talloc_free(diags);
    fms_store_close(store);
    return GINT_TO_POINTER(built);
}

static void builds_beside_each_other_share_the_work(struct kit *kit, gconstpointer user)
{
    GThread *threads[8];
    lay_out_film(kit);
    kit->nap_ms = 5;
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("build", build_beside, kit);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        g_assert_true(g_thread_join(threads[i]));
    g_assert_cmpint(kit->n_made, ==, 8);
    assert_result(kit, 7, FILM);
}

static void twins_are_made_once(struct kit *kit, gconstpointer user)
{
    struct fms_build_tally tally;
    add_step(kit, FMS_STEP_SEGMENT, "s", 1, NEEDS());
    add_step(kit, FMS_STEP_SEGMENT, "s", 1, NEEDS());
    add_step(kit, FMS_STEP_FILM, "film", 1, NEEDS(0, 1, 0));
    g_assert_true(build(kit, 4, &tally));
    assert_result(kit, 2, "film(s)(s)(s)");
    g_assert_cmpint(kit->n_made, ==, 2);
    g_assert_cmpuint(tally.ran[FMS_STEP_SEGMENT], ==, 1);
    g_assert_cmpuint(tally.found[FMS_STEP_SEGMENT], ==, 1);
}

/* What fails is reported at its place; what needs it is skipped; the rest is made and kept. */
static void failing_step(struct kit *kit, gconstpointer user)
{
    lay_out_film(kit);
    kit->fails = "c";
    kit->fail_domain = FMS_WORLD_ERROR;
    kit->fail_code = FMS_WORLD_UNSUPPORTED;
    g_assert_false(build(kit, 2, NULL));
    g_assert_cmpuint(fms_diags_count(kit->diags), ==, 1);
    const struct fms_diag *diag = fms_diags_get(kit->diags, 0);
    g_assert_cmpstr(diag->code, ==, "voice.unavailable");
    g_assert_cmpstr(diag->message, ==, "cannot make c: it is broken");
    g_assert_cmpuint(diag->span.begin, ==, 2);
    assert_result(kit, 4, "s1(a)(b)");
    g_assert_null(result_of(kit, 2));
    g_assert_null(result_of(kit, 5));
    g_assert_null(result_of(kit, 6));
    g_assert_null(result_of(kit, 7));
}

static bool fail_all(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                     const int *stop, GError **error)
{
    g_usleep(1000 * (gulong) (8 - step->cost)); /* the last of the plan is the first to fail */
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "%s", step->label);
    return false;
}

static void failures_come_in_the_order_of_the_plan(struct kit *kit, gconstpointer user)
{
    static const char *const labels[] = { "a", "b", "c", "d", "e", "f" };
    for (int i = 0; i < 6; i++)
        add_step(kit, FMS_STEP_SEGMENT, labels[i], i, NEEDS());
    struct fms_makers makers = { .user = kit, .make = { [FMS_STEP_SEGMENT] = fail_all } };
    struct fms_build_options options = { .jobs = 6 };
    g_assert_false(fms_build_run(&kit->plan, kit->store, &makers, &options, NULL, kit->diags));
    g_assert_cmpuint(fms_diags_count(kit->diags), ==, 6);
    for (size_t i = 0; i < 6; i++)
        g_assert_cmpuint(fms_diags_get(kit->diags, i)->span.begin, ==, i);
}

static void a_failing_machine_ends_the_build(struct kit *kit, gconstpointer user)
{
    lay_out_film(kit);
    kit->fails = "b";
    kit->fail_domain = FMS_WORLD_ERROR;
    kit->fail_code = FMS_WORLD_MACHINE;
    g_assert_false(build(kit, 1, NULL));
    g_assert_cmpstr(kit->order->str, ==, "b ");
    g_assert_cmpuint(fms_diags_count(kit->diags), ==, 1);
    g_assert_cmpstr(fms_diags_get(kit->diags, 0)->code, ==, "machine.failed");
}

static void codes_fit_the_failure(struct kit *kit, gconstpointer user)
{
    const struct {
        enum fms_step_kind kind;
        GQuark domain;
        int code;
        const char *want;
    } rows[] = {
        { FMS_STEP_TAKE, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED, "voice.unavailable" },
        { FMS_STEP_TAKE, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "machine.failed" },
        { FMS_STEP_SEGMENT, FMS_WORLD_ERROR, FMS_WORLD_MISSING, "asset.missing" },
        { FMS_STEP_SEGMENT, FMS_WORLD_ERROR, FMS_WORLD_FORBIDDEN, "asset.forbidden" },
        { FMS_STEP_SEGMENT, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "asset.unreadable" },
        { FMS_STEP_SEGMENT, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED, "build.segment" },
        { FMS_STEP_MIX, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "asset.unreadable" },
        { FMS_STEP_MIX, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "machine.failed" },
        { FMS_STEP_POSTER, G_MARKUP_ERROR, 0, "build.poster" },
        { FMS_STEP_FILM, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "build.film" }, /* of our own making */
        { FMS_STEP_CHECK, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "build.check" },
    };
    kit->fails = "x";
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        kit->plan.n_steps = 0;
        add_step(kit, rows[i].kind, "x", 1, NEEDS());
        kit->fail_domain = rows[i].domain;
        kit->fail_code = rows[i].code;
        g_assert_false(build(kit, 1, NULL));
        g_assert_cmpuint(fms_diags_count(kit->diags), ==, i + 1);
        g_assert_cmpstr(fms_diags_get(kit->diags, i)->code, ==, rows[i].want);
    }
}

static void cancelled_build_keeps_what_is_done(struct kit *kit, gconstpointer user)
{
    lay_out_film(kit);
    kit->nap_ms = 5;
    kit->cancel_after = 3;
    g_assert_false(build(kit, GPOINTER_TO_INT(user), NULL));
    g_assert_cmpuint(fms_diags_count(kit->diags), ==, 0); /* giving up is no failure */
    g_assert_null(result_of(kit, 7));
    int made = kit->n_made;
    g_assert_cmpint(made, <, 8);
    kit->cancel = kit->cancel_after = 0;
    g_assert_true(build(kit, 2, NULL));
    assert_result(kit, 7, FILM);
    g_assert_cmpint(kit->n_made - made, <=, 5); /* three at least were kept */
}

static gpointer cancel_soon(gpointer user)
{
    g_usleep(30 * 1000);
    g_atomic_int_set(&((struct kit *) user)->cancel, 1);
    return NULL;
}

static void cancelling_reaches_a_long_step(struct kit *kit, gconstpointer user)
{
    add_step(kit, FMS_STEP_SEGMENT, "long", 1, NEEDS());
    kit->nap_ms = 60000;
    GThread *thread = g_thread_new("cancel", cancel_soon, kit);
    g_assert_false(build(kit, 2, NULL));
    g_thread_join(thread);
    g_assert_true(kit->stopped);
    g_assert_cmpuint(fms_diags_count(kit->diags), ==, 0);
}

static void heartbeat_while_nothing_ends(struct kit *kit, gconstpointer user)
{
    add_step(kit, FMS_STEP_SEGMENT, "long", 1, NEEDS());
    kit->nap_ms = 500;
    g_assert_true(build(kit, 1, NULL));
    g_assert_cmpuint(kit->n_heartbeats, >=, 2);
}

static bool make_nothing(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                         const int *stop, GError **error)
{
    return true;
}

static void a_maker_that_makes_nothing_has_failed(struct kit *kit, gconstpointer user)
{
    add_step(kit, FMS_STEP_POSTER, "poster", 1, NEEDS());
    struct fms_makers makers = { .make = { [FMS_STEP_POSTER] = make_nothing } };
    struct fms_build_options options = { .jobs = 1 };
    g_assert_false(fms_build_run(&kit->plan, kit->store, &makers, &options, NULL, kit->diags));
    g_assert_cmpuint(fms_diags_n_errors(kit->diags), ==, 1);
}

static void empty_plan_is_done(struct kit *kit, gconstpointer user)
{
    g_assert_true(build(kit, 8, NULL));
}

/* A chain as long as a long film, whose first step fails: skipping must not recurse. */
static void long_chain(struct kit *kit, gconstpointer user)
{
    enum { N = 200000 };
    struct fms_step *steps = g_new0(struct fms_step, N);
    size_t *needs = g_new(size_t, N);
    for (size_t i = 0; i < N; i++) {
        needs[i] = i - 1;
        steps[i] = (struct fms_step){ .kind = FMS_STEP_TAKE, .label = "x", .needs = &needs[i], .n_needs = i > 0 };
        g_snprintf(steps[i].key.hex, sizeof steps[i].key.hex, "%064zx", i);
    }
    kit->plan = (struct fms_plan){ .n_steps = N, .steps = steps };
    kit->fails = "x";
    kit->fail_domain = FMS_WORLD_ERROR;
    kit->fail_code = FMS_WORLD_UNREADABLE;
    g_assert_false(build(kit, 2, NULL));
    g_assert_cmpuint(fms_diags_count(kit->diags), ==, 1);
    g_free(needs);
    g_free(steps);
}

/* Until another process has made a step; half a minute at most. */
static void wait_for_result(struct kit *kit, size_t i)
{
    char *path = NULL;
    for (int ms = 0; ms < 30000 && !path; ms++) {
        g_usleep(1000);
        path = fms_store_find(kit->store, &kit->plan.steps[i].key);
    }
    g_assert_nonnull(path);
    g_free(path);
}

/* Killed at any moment, the next build goes on from there and ends with the same film. */
static void killed_build_leaves_nothing_wrong(struct kit *kit, gconstpointer user)
{
    lay_out_film(kit);
    kit->nap_ms = 30;
    pid_t child = fork();
    if (child == 0) {
        build(kit, 2, NULL);
        _exit(0);
    }
    wait_for_result(kit, 1);
    g_usleep(20 * 1000);
    kill(child, SIGKILL);
    g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
    fms_store_close(kit->store);
    kit->store = fms_store_open(kit->folder, NULL);
    char *drafts = g_build_filename(kit->folder, "tmp", NULL);
    g_assert_cmpint(g_rmdir(drafts), ==, 0); /* empty: the leftovers are gone */
    g_assert_cmpint(g_mkdir(drafts, 0777), ==, 0);
    g_free(drafts);
    kit->nap_ms = 0;
    g_assert_true(build(kit, 2, NULL));
    assert_result(kit, 7, FILM);
    g_assert_cmpint(kit->n_made, <, 8); /* the child's work was kept */
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*test)(struct kit *kit, gconstpointer user);
        int number;
    } rows[] = {
        { "/engine/dear-first", dear_ready_steps_first, 0 },
        { "/engine/one-worker", same_results_at_any_width, 1 },
        { "/engine/eight-workers", same_results_at_any_width, 8 },
        { "/engine/second-build", second_build_makes_nothing, 0 },
        { "/engine/only-missing", only_what_is_missing_is_made, 0 },
        { "/engine/twins", twins_are_made_once, 0 },
        { "/engine/failing-step", failing_step, 0 },
        { "/engine/failures-in-order", failures_come_in_the_order_of_the_plan, 0 },
        { "/engine/damage", damage_is_made_anew, 0 },
        { "/engine/builds-beside", builds_beside_each_other_share_the_work, 0 },
        { "/engine/failing-machine", a_failing_machine_ends_the_build, 0 },
        { "/engine/codes", codes_fit_the_failure, 0 },
        { "/engine/cancel-one-worker", cancelled_build_keeps_what_is_done, 1 },
        { "/engine/cancel-eight-workers", cancelled_build_keeps_what_is_done, 8 },
        { "/engine/cancel-long-step", cancelling_reaches_a_long_step, 0 },
        { "/engine/heartbeat", heartbeat_while_nothing_ends, 0 },
        { "/engine/made-nothing", a_maker_that_makes_nothing_has_failed, 0 },
        { "/engine/empty-plan", empty_plan_is_done, 0 },
        { "/engine/long-chain", long_chain, 0 },
        { "/engine/killed", killed_build_leaves_nothing_wrong, 0 },
    };
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_test_add(rows[i].name, struct kit, GINT_TO_POINTER(rows[i].number), set_up, rows[i].test, tear_down);
    return g_test_run();
}
