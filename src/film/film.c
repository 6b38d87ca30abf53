/*
 * The pipeline from end to end: bytes, script, storyboard, then the first wave of steps (takes, which give lengths),
 * timeline, plan, then the second wave (everything that has a place in time), then delivery. A stage that adds an error
 * ends the compile of its film after it has reported all that it found; films of the same script that can be made are made.
 */
#include "film.h"

#include "house-private.h"
#include "lint.h"
#include "voice.h"

#include <string.h>

/* Of a compile's work, for the progress display: speaking is quick beside shooting. */
enum { RECORDINGS_PERMILLE = 20, TAKES_PERMILLE = 30 };

/* ---- the house ---- */

static bool load_source(struct fms_house *house)
{
    struct fms_script_file file;
    if (!fms_script_file_read(house, house->request->script, &file, house->diags))
        return false;
    file.format = house->request->format;
    fms_house_open_script(house, &file);
    return house->source;
}

static bool read_script(struct fms_house *house)
{
    const struct fms_values *values = house->request->values;
    const struct fms_world world = { .user = house, .text = fms_house_script_text };
    house->script = fms_script_read(house, house->source, fms_house_format(house), &world, house->diags);
    if (house->script && values)
        fms_fill_script(house->script, values);
    return house->script;
}

bool fms_house_start_voice(struct fms_house *house)
{
    GError *error = NULL;
    house->voice = fms_voice_version(&error);
    if (house->voice)
        return fms_house_open_guests(house);
    fms_error(house->diags, fms_nowhere, "machine.voice", "is the package espeak-ng-data installed?",
              "the voice cannot start: %s", error->message);
    g_error_free(error);
    return false;
}

bool fms_house_read_source(struct fms_house *house)
{
    return load_source(house) && read_script(house);
}

static bool open_house(struct fms_house *house)
{
    return fms_house_read_source(house) && fms_house_choose_editions(house);
}

static bool is_cancelled(const struct fms_house *house)
{
    const int *cancel = house->request->build.cancel;
    return cancel && g_atomic_int_get(cancel);
}

/* ---- each edition, each variant ---- */

/* Runs a stage for every edition that has come so far. @return false if none is left. */
static bool each_edition(struct fms_house *house, bool (*stage)(struct fms_edition *edition))
{
    bool some = false;
    for (size_t i = 0; i < house->n_editions; i++) {
        struct fms_edition *edition = &house->editions[i];
        house->asking = edition->used;
        edition->failed = edition->failed || !stage(edition);
        some |= !edition->failed;
    }
    house->asking = NULL;
    return some;
}

/* The same for films. */
static bool each_variant(struct fms_house *house, bool (*stage)(struct fms_variant *variant))
{
    bool some = false;
    for (size_t i = 0; i < house->n_variants; i++) {
        struct fms_variant *variant = &house->variants[i];
        house->asking = variant->used;
        variant->failed = variant->failed || variant->edition->failed || !stage(variant);
        some |= !variant->failed;
    }
    house->asking = NULL;
    return some;
}

static bool read_all(struct fms_house *house)
{
    return each_edition(house, fms_edition_read);
}

static bool settle_all(struct fms_house *house)
{
    return each_variant(house, fms_variant_settle);
}

static bool direct_all(struct fms_house *house)
{
    return each_edition(house, fms_edition_direct);
}

static bool load_themes(struct fms_house *house)
{
    return each_edition(house, fms_edition_load_theme);
}

static bool check_places(struct fms_house *house)
{
    return each_variant(house, fms_variant_check_places) && fms_house_check_report(house);
}

static bool try_voices(struct fms_house *house)
{
    return each_edition(house, fms_edition_try_voice);
}

static bool time_all(struct fms_house *house)
{
    return each_variant(house, fms_variant_time);
}

static bool plan_all(struct fms_house *house)
{
    return each_variant(house, fms_variant_plan);
}

/* ---- takes ---- */

static void add_orders(GArray *orders, struct fms_house *house, const struct fms_board *board)
{
    for (size_t i = 0; i < board->n_shots; i++)
        for (size_t b = 0; b < board->shots[i].n_beats; b++) {
            const struct fms_beat *beat = &board->shots[i].beats[b];
            struct fms_take_order order = fms_house_order(house, &beat->line, beat->span);
            g_array_append_val(orders, order);
        }
}

static bool has_takes(struct fms_edition *edition)
{
    GArray *orders = g_array_new(FALSE, FALSE, sizeof(struct fms_take_order));
    add_orders(orders, edition->house, edition->board);
    bool has = true;
    for (guint i = 0; has && i < orders->len; i++) {
        struct fms_digest key = fms_plan_take_key(&g_array_index(orders, struct fms_take_order, i));
        char *take = fms_store_find(edition->house->store, &key);
        has = take != NULL;
        g_free(take);
    }
    g_array_unref(orders);
    return has;
}

static bool speak_all(struct fms_house *house)
{
    GArray *orders = g_array_new(FALSE, FALSE, sizeof(struct fms_take_order));
    for (size_t i = 0; i < house->n_editions; i++)
        if (!house->editions[i].failed)
            add_orders(orders, house, house->editions[i].board);
    const struct fms_plan *plan = house->takes_plan =
        fms_plan_takes(house, (const struct fms_take_order *) (void *) orders->data, orders->len);
    bool good = fms_house_run(house, plan, RECORDINGS_PERMILLE, TAKES_PERMILLE);
    g_array_unref(orders);
    return good;
}

/* Where a voice fails for which another stands in, that one speaks all of its lines: nobody changes the voice within a film. */
bool fms_house_make_takes(struct fms_house *house)
{
    bool good = speak_all(house);
    while (fms_house_recast(house) && !is_cancelled(house))
        good = speak_all(house);
    return good || each_edition(house, has_takes);
}

/* ---- everything that has a place in time ---- */

/* Is all there that is delivered of a film? */
static bool is_made(struct fms_variant *variant)
{
    const struct fms_plan *plan = variant->plan;
    size_t wanted[3 + FMS_N_STEMS + FMS_MOST_PLATFORMS] = { plan->film, plan->poster, plan->check }, n = 3;
    for (enum fms_stem stem = 0; stem < FMS_N_STEMS && variant->settings.stems; stem++)
        wanted[n++] = plan->stems[stem];
    for (size_t i = 0; i < FMS_MOST_PLATFORMS; i++)
        if (plan->posters[i])
            wanted[n++] = plan->posters[i];
    bool made = true;
    for (size_t i = 0; made && i < n; i++) {
        char *result = fms_store_find(variant->edition->house->store, &plan->steps[wanted[i]].key);
        made = result != NULL;
        g_free(result);
    }
    return made;
}

static const struct fms_plan *union_of(struct fms_house *house)
{
    const struct fms_plan **plans = talloc_array(house, const struct fms_plan *, house->n_variants);
    const char **names = talloc_array(house, const char *, house->n_variants);
    size_t n = 0;
    for (size_t i = 0; i < house->n_variants; i++)
        if (!house->variants[i].failed) {
            const char *slash = strrchr(house->variants[i].stem, '/');
            names[n] = slash ? slash + 1 : house->variants[i].stem;
            plans[n++] = house->variants[i].plan;
        }
    return fms_plan_union(house, plans, names, n);
}

/* One plan for all films, so that what they share is made once and no core waits for the end of one to begin the next. */
static bool make_films(struct fms_house *house)
{
    const struct fms_plan *all = union_of(house);
    bool good = fms_house_run(house, all, TAKES_PERMILLE, 1000);
    if (!fms_film_is_excerpt(house->request))
        fms_house_record(house, all);
    return good || each_variant(house, is_made);
}

/* ---- the whole ---- */

/* The stages in their order; a stage may rely on all before it. */
static const struct stage {
    const char *name; /**< of the dump that shows its result; NULL if there is none */
    bool (*run)(struct fms_house *house);
    bool delivers; /**< needed only where outputs will be put in their places */
} stages[] = {
    { NULL, open_house },
    { "script", read_all },
    { NULL, fms_house_open_store },
    { NULL, fms_house_start_voice },
    { NULL, load_themes },
    { "storyboard", direct_all },
    { NULL, fms_house_choose_variants },
    { NULL, check_places, .delivers = true },
    { NULL, fms_house_pin_takes },
    { NULL, try_voices },
    { NULL, settle_all },
    { NULL, fms_house_cut_recordings },
    { NULL, fms_house_make_takes },
    { "timeline", time_all },
    { "plan", plan_all },
};

static void tell_stage(const struct fms_house *house, const char *name, int64_t begin_us)
{
    const struct fms_build_options *build = &house->request->build;
    const struct fms_build_event event = { "stage", name, 0, begin_us, g_get_monotonic_time() };
    if (build->event && name)
        build->event(build->user, &event);
}

bool fms_house_run_stages(struct fms_house *house, const char *last)
{
    for (size_t i = 0; i < G_N_ELEMENTS(stages); i++) {
        if (last && stages[i].delivers)
            continue;
        int64_t begin_us = g_get_monotonic_time();
        bool good = stages[i].run(house);
        tell_stage(house, stages[i].name, begin_us);
        if (!good || is_cancelled(house))
            return false;
        if (last && stages[i].name && !strcmp(last, stages[i].name))
            return true;
    }
    return true;
}

enum fms_outcome fms_house_outcome(const struct fms_house *house, bool good)
{
    if (good)
        return FMS_DONE;
    if (is_cancelled(house))
        return FMS_CANCELLED;
    enum fms_outcome outcome = FMS_SCRIPT_AT_FAULT;
    for (size_t i = 0; i < fms_diags_count(house->diags); i++) {
        const struct fms_diag *diag = fms_diags_get(house->diags, i);
        if (diag->severity != FMS_ERROR)
            continue;
        if (g_str_has_prefix(diag->code, "build."))
            return FMS_OUR_BUG;
        if (g_str_has_prefix(diag->code, "machine.") || g_str_has_prefix(diag->code, "output."))
            outcome = FMS_MACHINE_AT_FAULT;
    }
    return outcome;
}

enum fms_outcome fms_film_build(TALLOC_CTX *ctx, const struct fms_film_request *request, struct fms_film_result *result,
                                struct fms_diags *diags)
{
    struct fms_house *house = fms_house_open(ctx, request, diags);
    *result = (struct fms_film_result){ 0 };
    bool good = fms_house_run_stages(house, NULL) && make_films(house) && !is_cancelled(house) &&
                fms_house_deliver(ctx, house, result);
    fms_house_trim_store(house);
    return fms_house_outcome(house, good && fms_diags_n_errors(diags) == 0);
}

enum fms_outcome fms_film_explain(TALLOC_CTX *ctx, const struct fms_film_request *request, const char *what,
                                  GString *out, struct fms_diags *diags)
{
    struct fms_house *house = fms_house_open(ctx, request, diags);
    bool good = fms_house_run_stages(house, "plan") && fms_diags_n_errors(diags) == 0;
    if (good)
        fms_house_explain(house, union_of(house), what, out);
    return fms_house_outcome(house, good);
}

enum fms_outcome fms_film_dump(TALLOC_CTX *ctx, const struct fms_film_request *request, const char *stage, GString *out,
                               struct fms_diags *diags)
{
    struct fms_house *house = fms_house_open(ctx, request, diags);
    if (!fms_house_run_stages(house, stage) || fms_diags_n_errors(diags) > 0)
        return fms_house_outcome(house, false);
    if (!strcmp(stage, "script"))
        fms_script_dump(house->editions[0].script, out);
    else if (!strcmp(stage, "storyboard"))
        (request->brief ? fms_board_brief : fms_board_dump)(house->editions[0].board, out);
    else if (!strcmp(stage, "timeline"))
        fms_timeline_dump(house->variants[0].timeline, out);
    else
        fms_plan_dump(house->variants[0].plan, out);
    return FMS_DONE;
}

/* ---- looking without making ---- */

/* What is probed is remembered where that can be; a check fails for no want of a store. */
static void try_store(struct fms_house *house)
{
    house->store = house->request->store ? fms_store_open(house->request->store, NULL) : NULL;
}

/* Every stage that has what it needs, whatever the others found. A linter on half a board would cry about the other half. */
static void look_over(struct fms_house *house)
{
    house->script = fms_script_salvage(house, house->source, fms_house_format(house), &house->world, house->diags);
    struct fms_edition *edition = house->editions = talloc_zero(house, struct fms_edition);
    house->n_editions = 1;
    *edition = (struct fms_edition){ .house = house, .own = true, .script = house->script };
    fms_edition_load_theme(edition);
    fms_edition_direct(edition);
    bool named = *fms_edition_language(edition) || edition->script->meta.voice.length > 0;
    if (edition->board)
        fms_house_pin_takes(house);
    if (fms_house_open_guests(house) && named)
        fms_edition_try_voice(edition);
    if (fms_diags_n_errors(house->diags) == 0)
        fms_board_lint(edition->board, edition->script, house->diags);
}

enum fms_outcome fms_film_check(TALLOC_CTX *ctx, const struct fms_script_file *file, const char *store,
                                const struct fms_source **source, struct fms_diags *diags)
{
    const struct fms_film_request request = { .script = file->name, .store = store };
    struct fms_house *house = fms_house_open(ctx, &request, diags);
    try_store(house);
    fms_house_open_script(house, file);
    if (house->source)
        look_over(house);
    *source = house->source;
    enum fms_outcome outcome = fms_house_outcome(house, fms_diags_n_errors(diags) == 0);
    house->request = NULL;
    return outcome;
}
