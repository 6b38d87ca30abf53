#include "pieces-private.h"

enum {
    LEAST_MS = 500,
    MOST_MS =
        6000, /* keyframes may lie 25/3 s apart; this is under it, and what eight workers share out well of a minute */
    MOST_CAPTIONS = 500, /* of a shot; each piece looks at all of the shot's layers once */
    MOST_RUN_MS = 10000, /* of a clip that has but one keyframe, so much is decoded before a cut and not seen */
};

/* A shot that is being cut. */
struct cutting {
    const struct fms_scene *scene;
    GArray *ends;
    struct fms_rate rate;
    int64_t at, to, least, most;
};

static int by_frame(gconstpointer a, gconstpointer b)
{
    int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;
    return (x > y) - (x < y);
}

static void end_piece(struct cutting *cutting, int64_t end)
{
    int64_t begin = cutting->at, n = (end - begin + cutting->most - 1) / cutting->most;
    for (int64_t i = 1; i <= n; i++) {
        cutting->at = begin + (end - begin) * i / n;
        g_array_append_val(cutting->ends, cutting->at);
    }
}

/* The moment of a clip that is seen at a frame; 0 before it runs. */
static fms_ticks moment_of(const struct fms_clip_layer *clip, struct fms_rate rate, int64_t frame)
{
    int64_t n = frame > clip->enter_frame ? frame - clip->enter_frame : 0;
    return clip->in_ticks + fms_ticks_from_frames(n, rate) / 1000 * clip->speed_permille;
}

/* A clip is decoded from a keyframe on, and nobody knows here where it has one. */
static bool is_cheap(const struct cutting *cutting, int64_t frame)
{
    for (size_t i = 0; i < cutting->scene->n_layers; i++) {
        const struct fms_layer *layer = &cutting->scene->layers[i];
        if (layer->kind == FMS_LAYER_CLIP && moment_of(&layer->clip, cutting->rate, frame) > FMS_MS(MOST_RUN_MS))
            return false;
    }
    return true;
}

static void cut_at(struct cutting *cutting, int64_t frame)
{
    bool has_room = frame - cutting->at >= cutting->least && cutting->to - frame >= cutting->least;
    if (has_room && is_cheap(cutting, frame))
        end_piece(cutting, frame);
}

/* Where texts are cut in, in order: captions are burned in there. Cards that say the words themselves have none. */
static GArray *entrances_of(const struct fms_scene *scene)
{
    GArray *frames = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (size_t i = 0; i < scene->n_layers; i++) {
        const struct fms_layer *layer = &scene->layers[i];
        if (layer->kind == FMS_LAYER_TEXT && layer->text.entrance == FMS_ENTER_CUT)
            g_array_append_val(frames, layer->text.enter_frame);
    }
    g_array_sort(frames, by_frame);
    return frames;
}

/* After a caption the picture stands bare, or the next one comes at once: then one cut is enough. */
static void cut_at_captions(struct cutting *cutting, const struct fms_timeline *timeline, int64_t start)
{
    GArray *entrances = entrances_of(cutting->scene);
    size_t first = fms_first_cue(timeline, start), end_of_all = MIN(timeline->n_cues, first + MOST_CAPTIONS);
    for (size_t i = first; i < end_of_all; i++) {
        int64_t begin = fms_frames_floor(timeline->cues[i].begin, cutting->rate) - start;
        int64_t end = fms_frames_ceil(timeline->cues[i].end, cutting->rate) - start;
        bool more = i + 1 < timeline->n_cues;
        int64_t next = more ? fms_frames_floor(timeline->cues[i + 1].begin, cutting->rate) - start : cutting->to;
        if (begin >= cutting->to)
            break;
        if (!g_array_binary_search(entrances, &begin, by_frame, NULL))
            continue;
        cut_at(cutting, begin);
        if (next - end >= cutting->least)
            cut_at(cutting, end);
    }
    g_array_unref(entrances);
}

static bool has(const struct fms_scene *scene, enum fms_layer_kind kind)
{
    for (size_t i = 0; i < scene->n_layers; i++)
        if (scene->layers[i].kind == kind)
            return true;
    return false;
}

static int64_t frames_in(struct fms_rate rate, int64_t ms)
{
    return MAX(1, fms_frames_floor(FMS_MS(ms), rate));
}

GArray *fms_pieces_of(const struct fms_stage *stage, const struct fms_place_shot *place, const struct fms_scene *scene,
                      int64_t from, int64_t to)
{
    bool runs = has(scene, FMS_LAYER_CLIP);
    struct cutting cutting = {
        .scene = scene, .ends = g_array_new(FALSE, FALSE, sizeof(int64_t)), .rate = scene->rate, .at = from, .to = to
    };
    cutting.least = frames_in(scene->rate, LEAST_MS);
    cutting.most = runs ? MAX(1, to - from) : frames_in(scene->rate, MOST_MS);
    cut_at_captions(&cutting, stage->timeline, place->begin - place->head);
    end_piece(&cutting, to);
    return cutting.ends;
}
