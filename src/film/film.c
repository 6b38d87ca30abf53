/*
 * The pipeline from end to end: bytes, script, storyboard, then the first wave of steps (takes, which give lengths),
 * timeline, plan, then the second wave (everything that has a place in time), then delivery. A stage that adds an error
 * ends the compile after it has reported all that it found.
 */
#include "film.h"

#include "house-private.h"
#include "lint.h"
#include "media.h"
#include "picture.h"
#include "script-file.h"
#include "voice.h"

#include <string.h>

#define DEFAULT_THEME "evening"
#define DEFAULT_PRESET "veryfast"
#define DRAFT_PRESET "ultrafast"

enum {
    DEFAULT_CRF_TENTHS = 200,
    DRAFT_CRF_TENTHS = 270,
    DEFAULT_LOUDNESS_CLUFS = -1600,
    TRUE_PEAK_CDBTP = -100,
    TAKES_PERMILLE = 30, /* of a compile's work, for the progress display: speaking is quick beside shooting */
};

struct format {
    const char *aspect;
    int32_t width_px, height_px;
};

static const struct format formats[] = {
    { "16:9", 1920, 1080 },
    { "9:16", 1080, 1920 },
    { "1:1", 1080, 1080 },
    { "4:5", 1080, 1350 },
};

static const struct fms_span nowhere;

static int close_house(struct fms_house *house)
{
    if (house->store)
        fms_store_close(house->store);
    g_hash_table_destroy(house->assets);
    g_hash_table_destroy(house->identities);
    g_hash_table_destroy(house->takes);
    g_hash_table_destroy(house->fonts);
    g_hash_table_destroy(house->parts);
    g_hash_table_destroy(house->texts);
    g_ptr_array_free(house->used, TRUE);
    return 0;
}

struct fms_house *fms_house_open(TALLOC_CTX *ctx, const struct fms_film_request *request, struct fms_diags *diags)
{
    struct fms_house *house = talloc_zero(ctx, struct fms_house);
    house->request = request;
    house->diags = diags;
    house->assets = g_hash_table_new(g_str_hash, g_str_equal);
    house->identities = g_hash_table_new(g_str_hash, g_str_equal);
    house->takes = g_hash_table_new(g_str_hash, g_str_equal);
    house->fonts = g_hash_table_new(g_str_hash, g_str_equal);
    house->parts = g_hash_table_new(g_str_hash, g_str_equal);
    house->texts = g_hash_table_new(g_str_hash, g_str_equal);
    house->used = g_ptr_array_new();
    talloc_set_destructor(house, close_house);
    fms_house_open_world(house);
    return house;
}

static bool open_store(struct fms_house *house)
{
    GError *error = NULL;
    house->store = fms_store_open(house->request->store, &error);
    if (house->store)
        return true;
    fms_error(house->diags, nowhere, "machine.store", "choose another folder with --store",
              "cannot open the store '%s': %s", house->request->store, error->message);
    g_error_free(error);
    return false;
}

/* ---- the script ---- */

void fms_house_open_script(struct fms_house *house, const struct fms_script_file *file)
{
    house->folder = file->folder;
    house->format = file->format;
    house->source = fms_source_new(house, file->name, file->bytes, file->length, house->diags);
}

enum fms_script_format fms_house_format(const struct fms_house *house)
{
    enum fms_script_format format = FMS_FORMAT_MARKDOWN;
    bool named = house->format && fms_script_format_named(house->format, &format);
    return named ? format : fms_script_format_of(house->source);
}

static bool load_script(struct fms_house *house)
{
    struct fms_script_file file;
    if (!fms_script_file_read(house, house->request->script, &file, house->diags))
        return false;
    file.format = house->request->from;
    fms_house_open_script(house, &file);
    return house->source &&
           (house->script = fms_script_read(house, house->source, fms_house_format(house), &house->world, house->diags));
}

/* ---- settings ---- */

/* The first of the aspects that the script names, unless the person named one. */
static bool choose_format(struct fms_house *house, struct fms_video_settings *video)
{
    const struct fms_text *said = &house->script->meta.aspect;
    const char *aspect = house->request->aspect ? house->request->aspect
                         : said->length         ? said->utf8
                                                : formats[0].aspect;
    size_t n = strcspn(aspect, ", ");
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strlen(formats[i].aspect) == n && !strncmp(aspect, formats[i].aspect, n)) {
            video->width_px = formats[i].width_px;
            video->height_px = formats[i].height_px;
            return true;
        }
    return fms_error(house->diags, said->span, "front.value", "aspects are 16:9, 9:16, 1:1 and 4:5", "no such aspect");
}

/* One build makes one shape; that the others are not made must not come as a surprise. */
static void tell_first_aspect(struct fms_house *house)
{
    const struct fms_text *said = &house->script->meta.aspect;
    size_t n = strcspn(said->utf8, ", ");
    if (said->length > n && !house->request->aspect)
        fms_warning(house->diags, said->span, "aspect.first", "make the others with --aspect",
                    "this build makes %.*s only", (int) n, said->utf8);
}

static bool settle(struct fms_house *house)
{
    const struct fms_film_request *request = house->request;
    struct fms_plan_settings *settings = &house->settings;
    struct fms_video_settings *video = &settings->video;
    GError *error = NULL;
    if (!choose_format(house, video))
        return false;
    tell_first_aspect(house);
    video->rate = (struct fms_rate){ 30, 1 };
    video->preset = request->preset ? request->preset : DEFAULT_PRESET;
    video->crf_tenths = request->crf_tenths >= 0 ? request->crf_tenths : DEFAULT_CRF_TENTHS;
    int32_t said = house->script->meta.loudness_clufs;
    settings->loudness_clufs = request->loudness_clufs ? request->loudness_clufs : said ? said : DEFAULT_LOUDNESS_CLUFS;
    settings->true_peak_cdbtp = TRUE_PEAK_CDBTP;
    settings->encoder = fms_media_version();
    settings->compositor = fms_picture_version();
    settings->voice = fms_voice_version(&error);
    if (settings->voice)
        return true;
    fms_error(house->diags, nowhere, "machine.voice", "is the package espeak-ng-data installed?",
              "the voice cannot start: %s", error->message);
    g_error_free(error);
    return false;
}

/* Half the size, the fastest preset. Timing is settled before, at full size, so that a draft is as long as the film. */
static void make_draft(const struct fms_film_request *request, struct fms_video_settings *video)
{
    video->width_px = (video->width_px / 2 + 1) & ~1;
    video->height_px = (video->height_px / 2 + 1) & ~1;
    video->preset = request->preset ? request->preset : DRAFT_PRESET;
    if (request->crf_tenths < 0)
        video->crf_tenths = DRAFT_CRF_TENTHS;
}

static char *beside_program(TALLOC_CTX *ctx, const char *relative)
{
    char *self = g_file_read_link("/proc/self/exe", NULL);
    char *folder = g_path_get_dirname(self ? self : ".");
    char *path = talloc_asprintf(ctx, "%s/%s", folder, relative);
    g_free(folder);
    g_free(self);
    return path;
}

static bool load_theme(struct fms_house *house)
{
    const char *const folders[] = { beside_program(house, "../themes"),
                                    beside_program(house, "../share/filmset/themes"), FMS_DATADIR "/themes", NULL };
    const struct fms_text *said = &house->script->meta.theme;
    const char *name = said->length > 0 ? said->utf8 : DEFAULT_THEME;
    house->theme = fms_theme_load(house, name, folders, said->span, house->diags);
    return house->theme;
}

/* ---- takes ---- */

/* Known even where the board came to nothing, if the script says it; else "" */
static const char *language_of(const struct fms_house *house)
{
    return house->board ? house->board->language : house->script->meta.language.utf8;
}

static bool find_voice(struct fms_house *house)
{
    const char *language = language_of(house);
    const struct fms_text *said = &house->script->meta.voice;
    house->settings.voice_title = fms_voice_title_of(language, said->utf8);
    if (house->settings.voice_title || said->length > 0)
        return true;
    return fms_error(house->diags, house->script->meta.language.span, "voice.language",
                     "`filmset voices` lists the languages that can be spoken", "no voice speaks the language '%s'",
                     language);
}

/* A voice that the script names is tried before anything is spoken, so that it is reported once and where it is named. */
static bool try_voice(struct fms_house *house)
{
    const struct fms_text *said = &house->script->meta.voice;
    const struct fms_line line = { .text = "a", .language = language_of(house), .voice = said->utf8, .pace_wpm = 160 };
    GError *error = NULL;
    if (said->length == 0)
        return true;
    struct fms_speech *speech = fms_voice_speak(house, &line, &error);
    bool known = speech || !g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED);
    if (!known)
        fms_error(house->diags, said->span, "voice.unknown",
                  "`filmset voices` lists them; leave `voice` out for the language's own", "%s", error->message);
    g_clear_error(&error);
    talloc_free(speech);
    return known;
}

static size_t count_beats(const struct fms_board *board)
{
    size_t n = 0;
    for (size_t i = 0; i < board->n_shots; i++)
        n += board->shots[i].n_beats;
    return n;
}

bool fms_house_has_captions(const struct fms_house *house)
{
    return strcmp(house->board->captions, "off") != 0;
}

static bool make_takes(struct fms_house *house)
{
    const struct fms_board *board = house->board;
    size_t n = count_beats(board), k = 0;
    const struct fms_line **lines = talloc_array(house, const struct fms_line *, n);
    struct fms_span *spans = talloc_array(house, struct fms_span, n);
    for (size_t i = 0; i < board->n_shots; i++)
        for (size_t b = 0; b < board->shots[i].n_beats; b++, k++) {
            lines[k] = &board->shots[i].beats[b].line;
            spans[k] = board->shots[i].beats[b].span;
        }
    return fms_house_run(house, fms_plan_takes(house, lines, spans, n, house->settings.voice), 0, TAKES_PERMILLE);
}

/* ---- times ---- */

static int64_t roll_frames(struct fms_house *house, GError **error)
{
    const struct fms_video_settings *video = &house->settings.video;
    struct fms_roll_layer *roll =
        fms_plan_roll(house, house->board, house->theme, &house->world, &house->settings, house->diags);
    if (!roll)
        return 0;
    int64_t height = house->world.roll_height(house, roll, video->width_px, video->height_px, error);
    return height < 0 ? -1 : (height + video->height_px + roll->speed_px - 1) / roll->speed_px;
}

static bool time_film(struct fms_house *house)
{
    GError *error = NULL;
    size_t n_errors = fms_diags_n_errors(house->diags);
    int64_t frames = roll_frames(house, &error);
    if (frames < 0) {
        fms_error(house->diags, nowhere, "machine.credits", NULL, "the credits cannot be set: %s", error->message);
        g_error_free(error);
        return false;
    }
    if (fms_diags_n_errors(house->diags) > n_errors)
        return false;
    house->timeline =
        fms_timeline_resolve(house, house->board, house->settings.video.rate, &house->world, frames, house->diags);
    return house->timeline;
}

static bool plan_film(struct fms_house *house)
{
    if (house->request->draft)
        make_draft(house->request, &house->settings.video);
    house->plan = fms_plan_film(house, house->timeline, house->theme, &house->world, &house->settings, house->diags);
    return house->plan;
}

/* ---- the whole ---- */

static bool direct(struct fms_house *house)
{
    house->board = fms_board_direct(house, house->script, &house->world, house->diags);
    return house->board;
}

/* The stages in their order; a stage may rely on all before it. */
static const struct stage {
    const char *name; /**< of the dump that shows its result; NULL if there is none */
    bool (*run)(struct fms_house *house);
    bool delivers; /**< needed only where outputs will be put in their places */
} stages[] = {
    { "script", load_script }, { NULL, open_store },  { NULL, settle },
    { "storyboard", direct },  { NULL, load_theme },  { NULL, fms_house_check_places, .delivers = true },
    { NULL, find_voice },      { NULL, try_voice },   { NULL, make_takes },
    { "timeline", time_film }, { "plan", plan_film },
};

/* Runs the stages up to the one called `last`, or all of them for a build where it is NULL. */
static bool run_stages(struct fms_house *house, const char *last)
{
    for (size_t i = 0; i < G_N_ELEMENTS(stages); i++) {
        if (last && stages[i].delivers)
            continue;
        if (!stages[i].run(house))
            return false;
        if (last && stages[i].name && !strcmp(last, stages[i].name))
            return true;
    }
    return true;
}

static enum fms_outcome outcome_of(const struct fms_house *house, bool good)
{
    const int *cancel = house->request->build.cancel;
    if (good)
        return FMS_DONE;
    if (cancel && g_atomic_int_get(cancel))
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
    bool good = run_stages(house, NULL) && fms_house_run(house, house->plan, TAKES_PERMILLE, 1000) &&
                fms_house_deliver(ctx, house, result);
    return outcome_of(house, good);
}

enum fms_outcome fms_film_dump(TALLOC_CTX *ctx, const struct fms_film_request *request, const char *stage, GString *out,
                               struct fms_diags *diags)
{
    struct fms_house *house = fms_house_open(ctx, request, diags);
    if (!run_stages(house, stage))
        return outcome_of(house, false);
    if (!strcmp(stage, "script"))
        fms_script_dump(house->script, out);
    else if (!strcmp(stage, "storyboard"))
        fms_board_dump(house->board, out);
    else if (!strcmp(stage, "timeline"))
        fms_timeline_dump(house->timeline, out);
    else
        fms_plan_dump(house->plan, out);
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
    direct(house);
    load_theme(house);
    if ((*language_of(house) || house->script->meta.voice.length > 0) && find_voice(house))
        try_voice(house);
    if (fms_diags_n_errors(house->diags) == 0)
        fms_board_lint(house->board, house->script, house->diags);
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
    enum fms_outcome outcome = outcome_of(house, fms_diags_n_errors(diags) == 0);
    house->request = NULL;
    return outcome;
}
