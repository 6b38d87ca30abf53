/*
 * A step's key is the digest of its recipe: kind and version of the maker, then every value that it reads, then the keys
 * of the steps that it needs. Bump a version in the table below when a maker starts to make something else of the same
 * recipe.
 */
#include "plan.h"

#include "cue-sheet-private.h"
#include "pieces-private.h"
#include "poster-scene-private.h"
#include "roll-private.h"

#include <string.h>

static const int versions[FMS_N_STEP_KINDS] = {
    [FMS_STEP_ALIGN] = 1, [FMS_STEP_TAKE] = 3,   [FMS_STEP_SEGMENT] = 3, [FMS_STEP_MIX] = 3,
    [FMS_STEP_FILM] = 1,  [FMS_STEP_POSTER] = 3, [FMS_STEP_CHECK] = 1,   [FMS_STEP_STEM] = 2,
};

/* Expected work, in tenths of a millisecond of one core. */
enum {
    COST_ALIGN_LINE = 2000,
    COST_TAKE = 1000,
    COST_FRAME_MEGAPIXEL = 250,
    COST_MIX_SECOND = 600,
    COST_STEM_SECOND = 300,
    COST_FILM_SECOND = 12,
    COST_POSTER = 800,
    COST_CHECK_SECOND = 12,
};

/* A plan in the making. */
struct planning {
    struct fms_plan *plan;
    GArray *steps;
    const struct fms_stage *stage;    /* of the whole film */
    const struct fms_timeline *shown; /* what is made of it: all, or an excerpt */
    int64_t n_passed;                 /* frames of the whole film before the next segment */
    size_t n_first;                   /* segments of the first shot that is shown */
};

static GString *recipe_begin(enum fms_step_kind kind)
{
    GString *recipe = g_string_new(NULL);
    fms_recipe_string(recipe, "step", fms_step_kind_name(kind));
    fms_recipe_number(recipe, "version", versions[kind]);
    return recipe;
}

/* Finishes the step: the keys that it needs end the recipe. Frees `recipe`. @return its index. */
static size_t add_step(struct planning *planning, struct fms_step *step, GString *recipe)
{
    for (size_t i = 0; i < step->n_needs; i++)
        fms_recipe_string(recipe, "needs", g_array_index(planning->steps, struct fms_step, step->needs[i]).key.hex);
    step->key = fms_recipe_key(recipe);
    step->recipe = talloc_strndup(planning->plan, recipe->str, recipe->len);
    step->sort = step->sort ? step->sort : fms_step_kind_name(step->kind);
    g_string_free(recipe, TRUE);
    g_array_append_val(planning->steps, *step);
    return planning->steps->len - 1;
}

static struct fms_plan *finish(struct planning *planning)
{
    struct fms_plan *plan = planning->plan;
    plan->n_steps = planning->steps->len;
    plan->steps = talloc_memdup(plan, planning->steps->data, planning->steps->len * sizeof(struct fms_step));
    g_array_free(planning->steps, TRUE);
    return plan;
}

/* A cut is what it is whatever voice would have spoken the line. */
static GString *take_recipe(const struct fms_take_order *order)
{
    GString *recipe = recipe_begin(FMS_STEP_TAKE);
    if (order->cut) {
        fms_recipe_string(recipe, "text", order->line->text);
        fms_recipe_number(recipe, "volume_cdb", order->line->volume_cdb);
        fms_cut_recipe(order->cut, recipe);
        return recipe;
    }
    fms_recipe_string(recipe, "engine", order->engine);
    fms_line_recipe(order->line, recipe);
    return recipe;
}

struct fms_digest fms_plan_take_key(const struct fms_take_order *order)
{
    GString *recipe = take_recipe(order);
    struct fms_digest key = fms_recipe_key(recipe);
    g_string_free(recipe, TRUE);
    return key;
}

struct fms_plan *fms_plan_takes(TALLOC_CTX *ctx, const struct fms_take_order *orders, size_t n)
{
    struct planning planning = { .plan = talloc_zero(ctx, struct fms_plan),
                                 .steps = g_array_new(FALSE, FALSE, sizeof(struct fms_step)) };
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < n; i++) {
        char *key = talloc_strdup(planning.plan, fms_plan_take_key(&orders[i]).hex);
        if (!g_hash_table_add(seen, key))
            continue;
        struct fms_step step = { .kind = FMS_STEP_TAKE, .take = orders[i], .span = orders[i].span, .cost = COST_TAKE };
        step.label = talloc_asprintf(planning.plan, "take %u", planning.steps->len + 1);
        add_step(&planning, &step, take_recipe(&orders[i]));
    }
    g_hash_table_destroy(seen);
    return finish(&planning);
}

struct fms_plan *fms_plan_alignments(TALLOC_CTX *ctx, const struct fms_session *sessions, size_t n, const char *voice)
{
    struct planning planning = { .plan = talloc_zero(ctx, struct fms_plan),
                                 .steps = g_array_new(FALSE, FALSE, sizeof(struct fms_step)) };
    for (size_t i = 0; i < n; i++) {
        const struct fms_session *session = &sessions[i];
        struct fms_step step = { .kind = FMS_STEP_ALIGN, .session = session, .span = session->span };
        GString *recipe = recipe_begin(FMS_STEP_ALIGN);
        fms_recipe_string(recipe, "engine", voice);
        fms_recipe_string(recipe, "recording", session->recording->digest.hex);
        for (size_t k = 0; k < session->n; k++)
            fms_line_recipe(session->lines[k], recipe);
        step.cost = COST_ALIGN_LINE * (int64_t) session->n;
        step.label = talloc_asprintf(planning.plan, "the times of '%s'", session->recording->name);
        add_step(&planning, &step, recipe);
    }
    return finish(&planning);
}

static void video_recipe(const struct fms_video_settings *video, const char *encoder, GString *recipe)
{
    fms_recipe_string(recipe, "encoder", encoder);
    fms_recipe_string(recipe, "preset", video->preset);
    fms_recipe_number(recipe, "crf_tenths", video->crf_tenths);
}

static GString *segment_recipe(enum fms_step_kind kind, const struct fms_segment *segment,
                               const struct fms_plan_settings *settings)
{
    GString *recipe = recipe_begin(kind);
    video_recipe(segment->video, settings->encoder, recipe);
    fms_recipe_string(recipe, "compositor", settings->compositor);
    fms_recipe_number(recipe, "from", segment->from);
    fms_recipe_number(recipe, "n", segment->n);
    fms_scene_recipe(segment->scene, recipe);
    if (segment->into) {
        fms_recipe_string(recipe, "transition", fms_transition_name(segment->how));
        fms_recipe_number(recipe, "dip_rgba", segment->dip_rgba);
        fms_recipe_number(recipe, "into_from", segment->into_from);
        if (segment->before || segment->after) {
            fms_recipe_number(recipe, "before", segment->before);
            fms_recipe_number(recipe, "after", segment->after);
        }
        fms_scene_recipe(segment->into, recipe);
    }
    return recipe;
}

static int64_t frame_cost(const struct fms_video_settings *video)
{
    return 1 + COST_FRAME_MEGAPIXEL * (int64_t) video->width_px * video->height_px / 1000000;
}

/* Leaves frames out at both ends. */
static struct fms_segment trim(struct fms_segment segment, int64_t before, int64_t after)
{
    segment.from += before;
    segment.n -= before + after;
    if (segment.into) {
        segment.into_from += before;
        segment.before += before;
        segment.after += after;
    }
    return segment;
}

static size_t clips_in(const struct fms_scene *scene)
{
    size_t n = 0;
    for (size_t i = 0; scene && i < scene->n_layers; i++)
        n += scene->layers[i].kind == FMS_LAYER_CLIP;
    return n;
}

static size_t count_clips(const struct fms_segment *segment)
{
    return clips_in(segment->scene) + clips_in(segment->into);
}

/* Which of a shot's pieces a segment is, from 1; 0 if it is all that no transition takes. */
static const char *label_of(const struct planning *planning, const struct fms_segment *segment,
                            const struct fms_shot *shot, guint piece)
{
    const char *how = segment->into ? fms_transition_name(segment->how) : "";
    if (segment->into)
        return talloc_asprintf(planning->plan, "%s to %s", how, shot->name);
    return piece ? talloc_asprintf(planning->plan, "shot %s/%u", shot->name, piece)
                 : talloc_asprintf(planning->plan, "shot %s", shot->name);
}

/* A segment reads only what is seen in it. */
static struct fms_segment narrow(struct planning *planning, const struct fms_segment *segment)
{
    struct fms_segment own = *segment;
    own.scene = fms_scene_between(planning->plan, segment->scene, segment->from, segment->n);
    own.into = segment->into ? fms_scene_between(planning->plan, segment->into, segment->into_from, segment->n) : NULL;
    return own;
}

static void plan_segment(struct planning *planning, const struct fms_segment *segment, const struct fms_shot *shot,
                         guint piece)
{
    struct fms_step step = { .kind = FMS_STEP_SEGMENT, .segment = narrow(planning, segment), .span = shot->span };
    step.label = label_of(planning, segment, shot, piece);
    step.sort = talloc_asprintf(planning->plan, "segment %s", segment->video->preset);
    step.cost = segment->n * frame_cost(segment->video) * (segment->into ? 2 : 1);
    step.n_clips = count_clips(segment);
    add_step(planning, &step, segment_recipe(FMS_STEP_SEGMENT, &step.segment, planning->stage->settings));
}

/* The film's next segment: as much of it as is shown. */
static void add_segment(struct planning *planning, const struct fms_segment *segment, const struct fms_shot *shot,
                        guint piece)
{
    const struct fms_timeline *shown = planning->shown;
    int64_t begin = planning->n_passed, end = begin + segment->n;
    int64_t before = MAX(0, shown->first - begin), after = MAX(0, end - (shown->first + shown->n_frames));
    planning->n_passed = end;
    if (before + after >= segment->n)
        return;
    struct fms_segment trimmed = trim(*segment, before, after);
    plan_segment(planning, &trimmed, shot, piece);
}

/* Length of the transition between shot i-1 and shot i. */
static int64_t transition_frames(const struct fms_timeline *timeline, size_t i)
{
    if (i == 0 || i >= timeline->n_shots)
        return 0;
    return timeline->shots[i - 1].tail + timeline->shots[i].head;
}

/* Between shot i-1 and shot i, `n` frames. */
static struct fms_segment transition_segment(const struct planning *planning, struct fms_scene *const *scenes, size_t i,
                                             int64_t n)
{
    const struct fms_stage *stage = planning->stage;
    enum fms_transition how = stage->timeline->shots[i].how;
    bool moves = how != FMS_TRANSITION_DISSOLVE && how != FMS_TRANSITION_DIP;
    how = moves && stage->theme->reduced_motion ? FMS_TRANSITION_DISSOLVE : how;
    return (struct fms_segment){ .video = &stage->settings->video,
                                 .scene = scenes[i - 1],
                                 .from = fms_place_frames(&stage->timeline->shots[i - 1]) - n,
                                 .into = scenes[i],
                                 .how = how,
                                 .dip_rgba = how == FMS_TRANSITION_DIP ? stage->theme->ground_bottom : 0,
                                 .n = n };
}

/* A shot of which nothing is shown has no scene, and passes as one. */
static void add_pieces(struct planning *planning, const struct fms_segment *body, const struct fms_place_shot *place)
{
    struct fms_segment piece = *body;
    GArray *ends = fms_pieces_of(planning->stage, place, body->scene, body->from, body->from + body->n);
    for (guint i = 0; i < ends->len; i++, piece.from += piece.n) {
        piece.n = g_array_index(ends, int64_t, i) - piece.from;
        add_segment(planning, &piece, place->shot, ends->len > 1 ? i + 1 : 0);
    }
    g_array_unref(ends);
}

static void add_segments(struct planning *planning, struct fms_scene *const *scenes)
{
    const struct fms_timeline *timeline = planning->stage->timeline;
    const struct fms_video_settings *video = &planning->stage->settings->video;
    for (size_t i = 0; i < timeline->n_shots; i++) {
        const struct fms_shot *shot = timeline->shots[i].shot;
        int64_t in = transition_frames(timeline, i), out = transition_frames(timeline, i + 1);
        struct fms_segment segment = {
            .video = video, .scene = scenes[i], .from = in, .n = fms_place_frames(&timeline->shots[i]) - in - out
        };
        if (in) {
            struct fms_segment into = transition_segment(planning, scenes, i, in);
            add_segment(planning, &into, shot, 0);
        }
        if (segment.n > 0 && segment.scene)
            add_pieces(planning, &segment, &timeline->shots[i]);
        planning->n_passed += segment.scene ? 0 : MAX(segment.n, 0);
        planning->n_first = planning->n_first ? planning->n_first : planning->steps->len;
    }
}

static int64_t seconds_of(const struct fms_timeline *timeline)
{
    return 1 + fms_ticks_from_frames(timeline->n_frames, timeline->rate) / FMS_TICKS_PER_SECOND;
}

/* Of an excerpt, what is heard of the whole film's sound. */
static struct fms_cuesheet *cuesheet_of(const struct planning *planning)
{
    const struct fms_timeline *shown = planning->shown;
    struct fms_cuesheet *sheet = fms_cuesheet_of(planning->plan, planning->stage);
    if (shown->whole) {
        sheet->heard_from = fms_samples_floor(fms_ticks_from_frames(shown->first, shown->rate));
        sheet->heard_to = fms_samples_floor(fms_ticks_from_frames(shown->first + shown->n_frames, shown->rate));
    }
    return sheet;
}

static size_t add_mix(struct planning *planning)
{
    struct fms_step step = { .kind = FMS_STEP_MIX, .label = "sound", .cuesheet = cuesheet_of(planning) };
    step.cost = COST_MIX_SECOND * seconds_of(planning->shown);
    GString *recipe = recipe_begin(FMS_STEP_MIX);
    fms_recipe_string(recipe, "encoder", planning->stage->settings->encoder);
    fms_cuesheet_recipe(step.cuesheet, recipe);
    return add_step(planning, &step, recipe);
}

/* The parts of the mix, in step with it and as loud as they are in it. */
static void add_stems(struct planning *planning, size_t mix)
{
    size_t *needs = talloc_array(planning->plan, size_t, 1);
    needs[0] = mix;
    const struct fms_cuesheet *sheet = g_array_index(planning->steps, struct fms_step, mix).cuesheet;
    for (enum fms_stem stem = 0; stem < FMS_N_STEMS; stem++) {
        struct fms_step step = { .kind = FMS_STEP_STEM, .stem = { sheet, stem }, .needs = needs, .n_needs = 1 };
        step.label = talloc_asprintf(planning->plan, "stem %s", fms_stem_name(stem));
        step.cost = COST_STEM_SECOND * seconds_of(planning->shown);
        GString *recipe = recipe_begin(FMS_STEP_STEM);
        fms_recipe_string(recipe, "stem", fms_stem_name(stem));
        planning->plan->stems[stem] = add_step(planning, &step, recipe);
    }
}

static void timeline_recipe(const struct fms_timeline *timeline, GString *recipe)
{
    const struct fms_board *board = timeline->board;
    fms_recipe_number(recipe, "n_frames", timeline->n_frames);
    fms_recipe_string(recipe, "title", board->title);
    fms_recipe_string(recipe, "series", board->series);
    fms_recipe_string(recipe, "author", board->author);
    fms_recipe_string(recipe, "language", board->language);
    fms_recipe_string(recipe, "captions", board->captions);
    for (size_t i = 0; i < board->n_credits; i++) {
        fms_recipe_string(recipe, "role", board->credits[i].role);
        fms_recipe_string(recipe, "names", board->credits[i].names);
    }
    for (size_t i = 0; i < timeline->n_cues; i++) {
        fms_recipe_number(recipe, "cue", timeline->cues[i].begin);
        fms_recipe_number(recipe, "end", timeline->cues[i].end);
        fms_recipe_string(recipe, "text", timeline->cues[i].text);
    }
    for (size_t i = 0; i < timeline->n_chapters; i++) {
        fms_recipe_number(recipe, "chapter", timeline->chapters[i].begin);
        fms_recipe_string(recipe, "title", timeline->chapters[i].title);
    }
}

/* Needs every segment, in order, then the mix: the steps so far. */
static size_t add_film(struct planning *planning)
{
    const struct fms_timeline *timeline = planning->shown;
    struct fms_step step = { .kind = FMS_STEP_FILM, .label = "film", .timeline = timeline };
    size_t *needs = talloc_array(planning->plan, size_t, planning->steps->len);
    for (size_t i = 0; i < planning->steps->len; i++)
        needs[i] = i;
    step.n_needs = planning->steps->len;
    step.needs = needs;
    step.cost = COST_FILM_SECOND * seconds_of(timeline);
    GString *recipe = recipe_begin(FMS_STEP_FILM);
    fms_recipe_string(recipe, "encoder", planning->stage->settings->encoder);
    timeline_recipe(timeline, recipe);
    return add_step(planning, &step, recipe);
}

/* As the theme composes it. Of an excerpt, and of a film without a title, the first shot with everything on it, before it goes. */
static size_t add_poster(struct planning *planning)
{
    struct fms_step step = { .kind = FMS_STEP_POSTER, .label = "poster", .cost = COST_POSTER };
    const struct fms_segment *first = &g_array_index(planning->steps, struct fms_step, planning->n_first - 1).segment;
    int64_t frame = 0;
    const struct fms_scene *scene =
        planning->shown->whole ? NULL : fms_scene_of_poster(planning->plan, planning->stage, &frame);
    step.segment = scene ? (struct fms_segment){ .video = first->video, .scene = scene, .from = frame, .n = 1 }
                         : trim(*first, first->n - 1, 0);
    step.n_clips = count_clips(&step.segment);
    return add_step(planning, &step, segment_recipe(FMS_STEP_POSTER, &step.segment, planning->stage->settings));
}

static bool is_told(const struct fms_diags *diags, const struct fms_diag *diag)
{
    for (size_t i = 0; i < fms_diags_count(diags); i++) {
        const struct fms_diag *told = fms_diags_get(diags, i);
        if (!strcmp(told->code, diag->code) && !strcmp(told->message, diag->message) &&
            told->span.source == diag->span.source && told->span.begin == diag->span.begin)
            return true;
    }
    return false;
}

/* What is wrong with a poster may have been told of the film, or of another poster. */
static void tell_what_is_new(struct fms_diags *diags, const struct fms_diags *found)
{
    for (size_t i = 0; i < fms_diags_count(found); i++) {
        const struct fms_diag *diag = fms_diags_get(found, i);
        if (is_told(diags, diag))
            continue;
        if (diag->severity == FMS_ERROR)
            fms_error(diags, diag->span, diag->code, diag->hint, "%s", diag->message);
        else
            fms_warning(diags, diag->span, diag->code, diag->hint, "%s", diag->message);
    }
}

/* The poster as a platform wants it, composed anew for that shape. */
static size_t add_platform_poster(struct planning *planning, const struct fms_platform *platform)
{
    struct fms_plan *plan = planning->plan;
    struct fms_plan_settings *settings = talloc_memdup(plan, planning->stage->settings, sizeof *settings);
    struct fms_stage stage = *planning->stage;
    settings->video.width_px = platform->poster_width_px;
    settings->video.height_px = platform->poster_height_px;
    settings->platform = NULL; /* nothing lies over a poster */
    stage.settings = settings;
    stage.diags = fms_diags_new(plan);
    int64_t frame = 0;
    const struct fms_video_settings *film = &planning->stage->settings->video;
    const struct fms_scene *scene =
        fms_scene_of_other_poster(plan, &stage, fms_shape_of(film->width_px, film->height_px), &frame);
    tell_what_is_new(planning->stage->diags, stage.diags);
    struct fms_step step = { .kind = FMS_STEP_POSTER, .cost = COST_POSTER, .most_bytes = platform->poster_most_bytes };
    step.label = talloc_asprintf(plan, "poster %s", platform->profile.name);
    step.segment = (struct fms_segment){ .video = &settings->video, .scene = scene, .from = frame, .n = 1 };
    step.n_clips = count_clips(&step.segment);
    GString *recipe = segment_recipe(FMS_STEP_POSTER, &step.segment, settings);
    if (step.most_bytes)
        fms_recipe_number(recipe, "most_bytes", step.most_bytes);
    return add_step(planning, &step, recipe);
}

static void add_platform_posters(struct planning *planning)
{
    uint32_t wanted = planning->stage->settings->posters;
    for (size_t i = 0; i < fms_n_platforms; i++)
        if (wanted & (1U << i))
            planning->plan->posters[i] = add_platform_poster(planning, &fms_platforms[i]);
}

static size_t add_check(struct planning *planning, size_t film, size_t mix)
{
    struct fms_step step = { .kind = FMS_STEP_CHECK, .label = "check", .timeline = planning->shown, .n_needs = 2 };
    size_t *needs = talloc_array(planning->plan, size_t, 2);
    needs[0] = film;
    needs[1] = mix;
    step.needs = needs;
    struct fms_plan_settings *promised =
        talloc_memdup(planning->plan, planning->stage->settings, sizeof *planning->stage->settings);
    if (planning->shown->whole)
        promised->loudness_clufs = 0;
    step.settings = promised;
    step.cost = COST_CHECK_SECOND * seconds_of(planning->shown);
    GString *recipe = recipe_begin(FMS_STEP_CHECK);
    fms_recipe_number(recipe, "loudness_clufs", promised->loudness_clufs);
    fms_recipe_number(recipe, "true_peak_cdbtp", promised->true_peak_cdbtp);
    return add_step(planning, &step, recipe);
}

/* NULL for shots of which nothing is shown. */
static struct fms_scene **all_scenes(const struct planning *planning)
{
    const struct fms_timeline *timeline = planning->stage->timeline, *shown = planning->shown;
    struct fms_scene **scenes = talloc_zero_array(planning->plan, struct fms_scene *, timeline->n_shots);
    for (size_t i = 0; i < timeline->n_shots; i++) {
        const struct fms_place_shot *place = &timeline->shots[i];
        bool is_over = place->end + place->tail <= shown->first;
        if (!is_over && place->begin - place->head < shown->first + shown->n_frames)
            scenes[i] = fms_scene_of_shot(planning->plan, planning->stage, i);
    }
    return scenes;
}

struct fms_plan *fms_plan_film(TALLOC_CTX *ctx, const struct fms_timeline *timeline, const struct fms_theme *theme,
                               const struct fms_world *world, const struct fms_plan_settings *settings,
                               struct fms_diags *diags)
{
    struct fms_plan *plan = talloc_zero(ctx, struct fms_plan);
    struct fms_plan_settings *kept = talloc_memdup(plan, settings, sizeof *settings);
    const struct fms_timeline *whole = timeline->whole ? timeline->whole : timeline;
    struct fms_stage stage = { whole, theme, world, kept, whole->board->language, diags };
    struct planning planning = {
        .plan = plan, .steps = g_array_new(FALSE, FALSE, sizeof(struct fms_step)), .stage = &stage, .shown = timeline
    };
    size_t n_errors = fms_diags_n_errors(diags);
    struct fms_scene **scenes = all_scenes(&planning);
    add_segments(&planning, scenes);
    size_t mix = add_mix(&planning);
    plan->film = add_film(&planning);
    plan->poster = add_poster(&planning);
    plan->check = add_check(&planning, plan->film, mix);
    if (settings->stems)
        add_stems(&planning, mix);
    add_platform_posters(&planning);
    finish(&planning);
    if (fms_diags_n_errors(diags) == n_errors)
        return plan;
    talloc_free(plan);
    return NULL;
}

int64_t fms_plan_credits_frames(const struct fms_board *board, const struct fms_theme *theme,
                                const struct fms_world *world, const struct fms_plan_settings *settings,
                                struct fms_diags *diags)
{
    bool rolls = false;
    for (size_t i = board->n_shots; i > 0 && !rolls; i--) /* only an end card may follow it */
        rolls = board->shots[i - 1].kind == FMS_SHOT_CREDITS;
    if (!rolls)
        return 0;
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_stage stage = { NULL, theme, world, settings, board->language, diags };
    int64_t frames = fms_credits_frames(ctx, board, &stage);
    talloc_free(ctx);
    return frames;
}

void fms_plan_dump(const struct fms_plan *plan, GString *out)
{
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct fms_step *step = &plan->steps[i];
        g_string_append_printf(out, "%zu %s %.16s %s", i, fms_step_kind_name(step->kind), step->key.hex, step->label);
        if (step->kind == FMS_STEP_SEGMENT)
            g_string_append_printf(out, " frames %" G_GINT64_FORMAT "+%" G_GINT64_FORMAT, step->segment.from,
                                   step->segment.n);
        g_string_append_c(out, '\n');
    }
}
