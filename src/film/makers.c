/*
 * How each kind of step is made: here the backends meet. Every maker is a pure function of its step and of the results
 * that it reads, and runs on a worker thread; what it touches of the house is read-only by then.
 */
#include "house-private.h"

#include "engine.h"
#include "media.h"
#include "mixer.h"
#include "picture.h"
#include "qc.h"
#include "voice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLACK_LUMA = 17,          /* a frame is black up to this mean */
    BLACK_SECONDS_TENTHS = 5, /* longer than this is a black stretch */
    FROZEN_SECONDS_TENTHS = 20,
};

#define CHECK_FAILED g_quark_from_static_string("fms-check-failed")

/* ---- takes ---- */

static void scale_words(struct fms_speech *speech)
{
    for (size_t i = 0; i < speech->n_words; i++) {
        speech->words[i].from = speech->words[i].from * FMS_SAMPLE_RATE / speech->rate_hz;
        speech->words[i].to = speech->words[i].to * FMS_SAMPLE_RATE / speech->rate_hz;
    }
}

static bool make_take(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                      const int *stop, GError **error)
{
    struct fms_speech *speech = fms_voice_speak(NULL, step->line, error);
    if (!speech)
        return false;
    float *samples = NULL;
    int64_t n = fms_resample(speech->samples, speech->n_samples, speech->rate_hz, &samples, error);
    scale_words(speech);
    bool good = n >= 0 && fms_take_write(draft, samples, n, speech->words, speech->n_words, error);
    g_free(samples);
    talloc_free(speech);
    return good;
}

/* ---- segments ---- */

static bool port_still(void *user, const struct fms_asset *asset, struct fms_raster *out, GError **error)
{
    return fms_still_read(asset->path, out, error);
}

static struct fms_clip_reader *port_clip_open(void *user, const struct fms_asset *asset, int64_t in_ticks,
                                              int32_t rate_num, int32_t rate_den, GError **error)
{
    return fms_clip_open(asset->path, in_ticks, rate_num, rate_den, error);
}

static const struct fms_pixels_port pixels = { NULL, port_still, port_clip_open, fms_clip_next, fms_clip_close };

/* A stretch of frames that should not be: how long it is by now. */
struct watch {
    bool moves, has_picture;
    int64_t black, frozen, black_most, frozen_most;
};

static void watch_scene(struct watch *watch, const struct fms_scene *scene)
{
    for (size_t i = 0; scene && i < scene->n_layers; i++) {
        const struct fms_layer *layer = &scene->layers[i];
        watch->has_picture |= layer->kind == FMS_LAYER_STILL || layer->kind == FMS_LAYER_CLIP;
        watch->moves |= layer->kind == FMS_LAYER_GROUND && layer->ground.drift_permille > 0;
        watch->moves |= layer->kind == FMS_LAYER_STILL && layer->still.from_zoom != layer->still.to_zoom;
    }
}

static bool watch_frame(struct watch *watch, const struct fms_frame *frame, const struct fms_frame *before,
                        GError **error)
{
    struct fms_frame_look look = fms_frame_look_at(frame, before ? before : frame);
    watch->black = look.luma_mean <= BLACK_LUMA ? watch->black + 1 : 0;
    watch->frozen = before && look.difference == 0 ? watch->frozen + 1 : 0;
    if (!watch->has_picture && watch->black > watch->black_most)
        g_set_error(error, CHECK_FAILED, 0, "the picture stays black");
    else if (watch->moves && watch->frozen > watch->frozen_most)
        g_set_error(error, CHECK_FAILED, 0, "the picture stands still");
    else
        return true;
    return false;
}

/* What one segment has open. */
struct shooting {
    const struct fms_segment *segment;
    struct fms_picture *picture, *into;
    struct fms_frame *frames[2], *under;
    struct fms_video_writer *writer;
    struct watch watch;
};

static void wrap(struct shooting *shooting)
{
    fms_picture_close(shooting->picture);
    if (shooting->into)
        fms_picture_close(shooting->into);
    for (size_t i = 0; i < G_N_ELEMENTS(shooting->frames); i++)
        fms_frame_free(shooting->frames[i]);
    fms_frame_free(shooting->under);
}

static bool set_up(struct shooting *shooting, const struct fms_segment *segment, GError **error)
{
    const struct fms_scene *scene = segment->scene;
    *shooting = (struct shooting){ .segment = segment };
    shooting->picture = fms_picture_open(scene, segment->from, &pixels, error);
    if (!shooting->picture)
        return false;
    if (segment->into && !(shooting->into = fms_picture_open(segment->into, segment->into_from, &pixels, error))) {
        fms_picture_close(shooting->picture);
        return false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(shooting->frames); i++)
        shooting->frames[i] = fms_frame_new(scene->width_px, scene->height_px);
    if (segment->into)
        shooting->under = fms_frame_new(scene->width_px, scene->height_px);
    int64_t tenth = MAX(1, scene->rate.num / (10 * scene->rate.den));
    shooting->watch =
        (struct watch){ .black_most = BLACK_SECONDS_TENTHS * tenth, .frozen_most = FROZEN_SECONDS_TENTHS * tenth };
    watch_scene(&shooting->watch, scene);
    watch_scene(&shooting->watch, segment->into);
    return true;
}

/* Frame `n` of the segment. The weights of a dissolve of d frames are 1/(d+1) … d/(d+1). */
static bool shoot(struct shooting *shooting, int64_t n, struct fms_frame *out, GError **error)
{
    const struct fms_segment *segment = shooting->segment;
    if (!fms_picture_frame(shooting->picture, segment->from + n, out, error))
        return false;
    if (!shooting->into)
        return true;
    if (!fms_picture_frame(shooting->into, segment->into_from + n, shooting->under, error))
        return false;
    fms_frame_dissolve(out, out, shooting->under, (int) ((n + 1) * 256 / (segment->n + 1)));
    return true;
}

static bool shoot_all(struct shooting *shooting, const int *stop, GError **error)
{
    for (int64_t n = 0; n < shooting->segment->n; n++) {
        struct fms_frame *frame = shooting->frames[n % 2], *before = n ? shooting->frames[(n + 1) % 2] : NULL;
        if (g_atomic_int_get(stop)) {
            g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "stopped");
            return false;
        }
        if (!shoot(shooting, n, frame, error) || !watch_frame(&shooting->watch, frame, before, error) ||
            !fms_video_write(shooting->writer, frame, error))
            return false;
    }
    return true;
}

static bool make_segment(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                         const int *stop, GError **error)
{
    const struct fms_video_settings *video = step->segment.video;
    struct fms_video_params params = { .width_px = video->width_px,
                                       .height_px = video->height_px,
                                       .rate_num = video->rate.num,
                                       .rate_den = video->rate.den,
                                       .preset = video->preset,
                                       .crf_tenths = video->crf_tenths };
    struct shooting shooting;
    if (!set_up(&shooting, &step->segment, error))
        return false;
    shooting.writer = fms_video_open(draft, &params, error);
    bool good = shooting.writer && shoot_all(&shooting, stop, error);
    if (shooting.writer)
        good = fms_video_close(shooting.writer, good ? error : NULL) && good;
    wrap(&shooting);
    return good;
}

static bool make_poster(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                        const int *stop, GError **error)
{
    struct shooting shooting;
    if (!set_up(&shooting, &step->segment, error))
        return false;
    bool good = shoot(&shooting, 0, shooting.frames[0], error) && fms_jpeg_write(draft, shooting.frames[0], error);
    wrap(&shooting);
    return good;
}

/* ---- sound ---- */

static struct fms_pcm_reader *port_pcm_open(void *user, const char *path, GError **error)
{
    return fms_pcm_open(path, error);
}

static const struct fms_pcm_port pcm = { NULL, port_pcm_open, fms_pcm_read, fms_pcm_close };

static bool read_take(const struct fms_take *take, int64_t from, int64_t n, float *out, GError **error)
{
    return fms_take_samples(take->path, from, n, out, error);
}

static void *sink_open(void *user, const char *path, int32_t bitrate, GError **error)
{
    return fms_audio_open(path, bitrate, error);
}

static bool sink_write(void *sink, const float *samples, int64_t n, GError **error)
{
    return fms_audio_write(sink, samples, n, error);
}

static bool sink_close(void *sink, GError **error)
{
    return fms_audio_close(sink, error);
}

static struct fms_digest loudness_key(const struct fms_digest *mix_key)
{
    GString *recipe = g_string_new("loudness\n");
    fms_recipe_string(recipe, "of", mix_key->hex);
    struct fms_digest key = fms_recipe_key(recipe);
    g_string_free(recipe, TRUE);
    return key;
}

static void remember_loudness(struct fms_store *store, const struct fms_digest *mix_key,
                              const struct fms_loudness *loudness)
{
    char text[3 * G_ASCII_DTOSTR_BUF_SIZE + 3], number[G_ASCII_DTOSTR_BUF_SIZE];
    const double values[] = { loudness->integrated_lufs, loudness->range_lu, loudness->true_peak_dbtp };
    text[0] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        g_strlcat(text, i ? " " : "", sizeof text);
        g_strlcat(text, g_ascii_dtostr(number, sizeof number, values[i]), sizeof text);
    }
    struct fms_digest key = loudness_key(mix_key);
    fms_store_remember(store, &key, text);
}

static bool make_mix(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                     const int *stop, GError **error)
{
    struct fms_house *house = user;
    static const struct fms_sound_sink sink = { NULL, sink_open, sink_write, sink_close };
    struct fms_loudness loudness;
    if (!fms_sound_make(step->cuesheet, &pcm, read_take, &sink, draft, stop, &loudness, error))
        return false;
    remember_loudness(house->store, &step->key, &loudness);
    return true;
}

/* Measures a finished mix again: for when the store has forgotten what it measured. */
static bool measure(const char *path, struct fms_loudness *loudness, GError **error)
{
    struct fms_pcm_reader *reader = fms_pcm_open(path, error);
    if (!reader)
        return false;
    struct fms_meter *meter = fms_meter_new();
    float samples[2 * 4096];
    int64_t n;
    while ((n = fms_pcm_read(reader, samples, 4096, error)) > 0)
        fms_meter_add(meter, samples, n);
    *loudness = fms_meter_read(meter);
    fms_meter_free(meter);
    fms_pcm_close(reader);
    return n == 0;
}

bool fms_house_loudness(struct fms_house *house, const struct fms_digest *mix_key, const char *mix_path,
                        double *integrated_lufs, double *range_lu, double *true_peak_dbtp, GError **error)
{
    struct fms_digest key = loudness_key(mix_key);
    char *known = fms_store_recall(house->store, &key);
    if (known) {
        char *end = known;
        *integrated_lufs = g_ascii_strtod(end, &end);
        *range_lu = g_ascii_strtod(end, &end);
        *true_peak_dbtp = g_ascii_strtod(end, &end);
        g_free(known);
        return true;
    }
    struct fms_loudness loudness;
    if (!measure(mix_path, &loudness, error))
        return false;
    remember_loudness(house->store, mix_key, &loudness);
    *integrated_lufs = loudness.integrated_lufs;
    *range_lu = loudness.range_lu;
    *true_peak_dbtp = loudness.true_peak_dbtp;
    return true;
}

/* ---- the film ---- */

static char *credits_text(TALLOC_CTX *ctx, const struct fms_board *board)
{
    char *text = talloc_strdup(ctx, "");
    for (size_t i = 0; i < board->n_credits; i++) {
        const struct fms_credit *credit = &board->credits[i];
        text = talloc_asprintf_append(text, "%s%s%s%s", i ? "\n" : "", credit->role, *credit->role ? ": " : "",
                                      credit->names);
    }
    return text;
}

static struct fms_join_text *join_cues(TALLOC_CTX *ctx, const struct fms_timeline *timeline)
{
    struct fms_join_text *texts = talloc_array(ctx, struct fms_join_text, timeline->n_cues);
    for (size_t i = 0; i < timeline->n_cues; i++)
        texts[i] = (struct fms_join_text){ timeline->cues[i].begin, timeline->cues[i].end, timeline->cues[i].text };
    return texts;
}

static struct fms_join_text *join_chapters(TALLOC_CTX *ctx, const struct fms_timeline *timeline)
{
    struct fms_join_text *texts = talloc_array(ctx, struct fms_join_text, timeline->n_chapters);
    for (size_t i = 0; i < timeline->n_chapters; i++)
        texts[i] = (struct fms_join_text){ timeline->chapters[i].begin, timeline->chapters[i].end,
                                           timeline->chapters[i].title };
    return texts;
}

static bool make_film(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                      const int *stop, GError **error)
{
    struct fms_house *house = user;
    const struct fms_timeline *timeline = step->timeline;
    const struct fms_board *board = timeline->board;
    TALLOC_CTX *ctx = talloc_new(NULL);
    size_t n_segments = step->n_needs - 1;
    int64_t *frames = talloc_array(ctx, int64_t, n_segments);
    for (size_t i = 0; i < n_segments; i++)
        frames[i] = house->plan->steps[step->needs[i]].segment.n;
    struct fms_join_params params = {
        .segments = inputs,
        .segment_frames = frames,
        .n_segments = n_segments,
        .sound = inputs[n_segments],
        .n_frames = timeline->n_frames,
        .rate_num = timeline->rate.num,
        .rate_den = timeline->rate.den,
        .title = board->title,
        .series = board->series,
        .author = board->author,
        .language = board->language,
        .credits = credits_text(ctx, board),
        .captions = join_cues(ctx, timeline),
        .n_captions = timeline->n_cues,
        .chapters = join_chapters(ctx, timeline),
        .n_chapters = timeline->n_chapters,
    };
    bool good = fms_film_join(draft, &params, error);
    talloc_free(ctx);
    return good;
}

static bool report_check(const struct fms_diags *found, GError **error)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < fms_diags_count(found); i++) {
        const struct fms_diag *diag = fms_diags_get(found, i);
        g_string_append_printf(text, "%s%s [%s]", i ? "; " : "", diag->message, diag->code);
    }
    g_set_error(error, CHECK_FAILED, 0, "the film does not pass its check: %s", text->str);
    g_string_free(text, TRUE);
    return false;
}

static bool make_check(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                       const int *stop, GError **error)
{
    struct fms_house *house = user;
    double range_lu;
    struct fms_qc_facts facts = { .loudness_clufs = house->settings.loudness_clufs, .true_peak_cdbtp = -100 };
    if (!fms_house_loudness(house, &house->plan->steps[step->needs[1]].key, inputs[1], &facts.integrated_lufs,
                            &range_lu, &facts.true_peak_dbtp, error))
        return false;
    struct fms_diags *found = fms_diags_new(NULL);
    bool good = fms_qc_check(inputs[0], step->timeline, &facts, found) || report_check(found, error);
    talloc_free(found);
    if (good && !g_file_set_contents(draft, "passed\n", -1, NULL)) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "cannot write the verdict");
        good = false;
    }
    return good;
}

bool fms_house_run(struct fms_house *house, const struct fms_plan *plan)
{
    struct fms_makers makers = {
        .user = house,
        .make = { [FMS_STEP_TAKE] = make_take,
                  [FMS_STEP_SEGMENT] = make_segment,
                  [FMS_STEP_MIX] = make_mix,
                  [FMS_STEP_FILM] = make_film,
                  [FMS_STEP_POSTER] = make_poster,
                  [FMS_STEP_CHECK] = make_check },
    };
    struct fms_build_tally tally = { 0 };
    bool good = fms_build_run(plan, house->store, &makers, &house->request->build, &tally, house->diags);
    for (size_t i = 0; i < FMS_N_STEP_KINDS; i++) {
        house->tally.ran[i] += tally.ran[i];
        house->tally.found[i] += tally.found[i];
    }
    return good;
}
