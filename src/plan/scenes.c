/*
 * A scene is built bottom up: the ground or the picture first, then the theme's slots in their order, each filled with
 * the shot's words. Frames count from the scene's own start, which lies `head` frames before the shot's cut, so that the
 * same shot makes the same scene wherever it stands on the film.
 */
#include "making-private.h"

#include <string.h>

enum {
    TITLE_FIRST_FRAME = 8,
    STAGGER_FRAMES = 7, /* between the parts of a card */
    ZOOM_MAX = 150,     /* per mille that a still moves at most in one shot */
    PAN_ZOOM = 1100000, /* room for a pan, millionths */
    COVER_LEAST = 600,  /* per mille of a picture that must stay visible when it covers the frame */
    COVER_LEAST_DRAWING = 850,
    PANORAMA_LEAST = 150, /* per mille: with less in sight at a time, nobody would know where they are */
    PAN_PERMILLE_S = 90,  /* of the frame's width in a second: how fast one looks along a panorama */
};

static void title_scene(struct fms_making *making)
{
    fms_making_ground(making);
    int64_t frame = TITLE_FIRST_FRAME;
    if (making->shot->kicker) {
        fms_making_text(making, "title.kicker", making->shot->kicker, frame);
        fms_making_rule(making, "title.rule", frame + STAGGER_FRAMES);
        frame += 2 * STAGGER_FRAMES;
    }
    fms_making_text(making, "title.heading", making->shot->heading, frame);
}

static void chapter_scene(struct fms_making *making)
{
    fms_making_ground(making);
    fms_making_rule(making, "chapter.rule", making->place->head);
    fms_making_text(making, "chapter.heading", making->shot->heading, making->place->head + STAGGER_FRAMES);
}

static void words_scene(struct fms_making *making)
{
    fms_making_ground(making);
    fms_making_spoken_text(making, "words.text", making->shot->words, 0);
}

static void quote_scene(struct fms_making *making)
{
    const struct fms_shot *shot = making->shot;
    const struct fms_quote_marks *marks = fms_quote_marks_of(making->stage->language);
    const char *open = shot->opens ? marks->open : "", *close = shot->closes ? marks->close : "";
    const char *text = talloc_asprintf(making->scene, "%s%s%s", open, shot->words, close);
    int64_t frame = shot->opens ? making->place->head : 0;
    fms_making_ground(making);
    fms_making_spoken_text(making, "quote.words", text, strlen(open));
    if (!shot->speaker && !shot->work)
        return;
    fms_making_rule(making, "quote.rule", frame);
    fms_making_text(making, "quote.speaker", shot->speaker, frame + STAGGER_FRAMES);
    fms_making_text(making, "quote.work", shot->work, frame + 2 * STAGGER_FRAMES);
}

/* Where a movement begins and ends; the zoom's speed is the theme's, so that long shots do not run away. */
static void set_movement(const struct fms_making *making, struct fms_still_layer *still)
{
    const char *move = making->shot->move ? making->shot->move : "in";
    int64_t n = making->scene->n_frames;
    struct fms_rate rate = making->stage->settings->video.rate;
    int64_t permille = making->stage->theme->zoom_permille_s * n * rate.den / rate.num;
    int64_t travel = MIN(permille, ZOOM_MAX) * 1000;
    still->move_begin = 0;
    still->move_end = n;
    still->from_zoom = still->to_zoom = 1000000;
    if (!strcmp(move, "in"))
        still->to_zoom += travel;
    if (!strcmp(move, "out"))
        still->from_zoom += travel;
    int64_t side = !strcmp(move, "right") ? 1 : !strcmp(move, "left") ? -1 : 0;
    if (side) {
        int64_t way = MIN(travel / 2, (PAN_ZOOM - 1000000) / 2);
        still->from_zoom = still->to_zoom = PAN_ZOOM;
        still->from_x -= side * way;
        still->to_x += side * way;
    }
}

/* Per mille of the picture that stays visible when it covers the frame. */
static int64_t visible_permille(const struct fms_making *making)
{
    const struct fms_asset *asset = making->shot->asset;
    int64_t across = asset->width_px * making->height_px, along = asset->height_px * making->width_px;
    return 1000 * MIN(across, along) / MAX(MAX(across, along), 1);
}

/* A photograph at least twice as wide as high, and much wider than the frame: it is looked along. */
static bool is_panorama(const struct fms_making *making)
{
    const struct fms_shot *shot = making->shot;
    const struct fms_asset *asset = shot->asset;
    int64_t visible = visible_permille(making);
    return asset->kind == FMS_ASSET_STILL && shot->fit < 0 && shot->focus_x < 0 && !shot->move &&
           asset->width_px >= 2 * (int64_t) asset->height_px && visible < COVER_LEAST && visible >= PANORAMA_LEAST;
}

/* From left to right about its middle, as far as there is time for. */
static void look_along(const struct fms_making *making, struct fms_still_layer *still)
{
    struct fms_rate rate = making->stage->settings->video.rate;
    int64_t n = making->scene->n_frames, visible = visible_permille(making) * 1000;
    int64_t way = visible * PAN_PERMILLE_S * n * rate.den / rate.num / 1000;
    way = MIN(way, 1000000 - visible);
    still->move_end = n;
    still->from_zoom = still->to_zoom = 1000000;
    still->from_x = 500000 - way / 2;
    still->to_x = 500000 + way / 2;
}

/* Where nothing was said, a picture covers the frame if little of it is lost by that, or if a focus says what matters;
 * else all of it is shown over a blurred copy. Drawings lose less than photographs before they lose their sense. */
static enum fms_fit fit_of(const struct fms_making *making)
{
    const struct fms_shot *shot = making->shot;
    int64_t least = shot->asset->kind == FMS_ASSET_VECTOR ? COVER_LEAST_DRAWING : COVER_LEAST;
    if (shot->fit >= 0)
        return (enum fms_fit) shot->fit;
    bool covers = shot->focus_x >= 0 || visible_permille(making) >= least || is_panorama(making);
    return covers ? FMS_FIT_COVER : FMS_FIT_BLUR;
}

static void add_still(struct fms_making *making)
{
    const struct fms_shot *shot = making->shot;
    struct fms_layer layer = { .kind = FMS_LAYER_STILL };
    int64_t x = shot->focus_x < 0 ? 500000 : shot->focus_x, y = shot->focus_y < 0 ? 500000 : shot->focus_y;
    layer.still = (struct fms_still_layer){
        .asset_digest = shot->asset->digest.hex,
        .asset = shot->asset,
        .fit = fit_of(making),
        .w = making->width_px,
        .h = making->height_px,
        .pad_rgba = making->stage->theme->ground_bottom,
        .from_x = x,
        .from_y = y,
        .to_x = x,
        .to_y = y,
        .leave_frame = -1,
    };
    if (is_panorama(making))
        look_along(making, &layer.still);
    else
        set_movement(making, &layer.still);
    g_array_append_val(making->layers, layer);
}

static void add_clip(struct fms_making *making)
{
    struct fms_layer layer = { .kind = FMS_LAYER_CLIP };
    layer.clip = (struct fms_clip_layer){
        .asset_digest = making->shot->asset->digest.hex,
        .asset = making->shot->asset,
        .fit = fit_of(making),
        .w = making->width_px,
        .h = making->height_px,
        .pad_rgba = making->stage->theme->ground_bottom,
        .speed_permille = 1000,
        .after = FMS_CLIP_FREEZE,
    };
    g_array_append_val(making->layers, layer);
}

/* The first caption that begins at a frame or later; they are in order. */
static size_t first_cue(const struct fms_timeline *timeline, int64_t frame)
{
    fms_ticks begin = fms_ticks_from_frames(frame, timeline->rate);
    size_t low = 0, high = timeline->n_cues;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (timeline->cues[middle].begin < begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Captions whose words are spoken in this shot. */
static void add_captions(struct fms_making *making)
{
    const struct fms_timeline *timeline = making->stage->timeline;
    const struct fms_theme *theme = making->stage->theme;
    struct fms_rate rate = making->stage->settings->video.rate;
    int64_t start = making->place->begin - making->place->head;
    if (strcmp(timeline->board->captions, "burned") != 0)
        return;
    for (size_t i = first_cue(timeline, making->place->begin); i < timeline->n_cues; i++) {
        const struct fms_cue *cue = &timeline->cues[i];
        int64_t from = fms_frames_floor(cue->begin, rate), to = fms_frames_ceil(cue->end, rate);
        if (from >= making->place->end)
            return;
        struct fms_layer layer =
            fms_making_text_layer(making, fms_making_slot_called(making, "caption.text"), cue->text, from - start);
        layer.text.leave_frame = to - start;
        layer.text.paper_rgba = theme->caption_paper;
        layer.text.paper_pad_px = layer.text.size_px / 4;
        g_array_append_val(making->layers, layer);
    }
}

static void picture_scene(struct fms_making *making)
{
    if (making->shot->asset->kind == FMS_ASSET_CLIP)
        add_clip(making);
    else
        add_still(making);
    add_captions(making);
}

static void credits_scene(struct fms_making *making)
{
    struct fms_layer layer = { .kind = FMS_LAYER_ROLL };
    struct fms_roll_layer *roll = fms_roll_of_board(making->scene, making->stage->timeline->board, making->stage);
    layer.roll = *roll;
    fms_making_ground(making);
    g_array_append_val(making->layers, layer);
}

static void fill(struct fms_making *making)
{
    switch (making->shot->kind) {
    case FMS_SHOT_TITLE: title_scene(making); return;
    case FMS_SHOT_CHAPTER: chapter_scene(making); return;
    case FMS_SHOT_PICTURE: picture_scene(making); return;
    case FMS_SHOT_WORDS: words_scene(making); return;
    case FMS_SHOT_QUOTE: quote_scene(making); return;
    case FMS_SHOT_CREDITS: credits_scene(making); return;
    }
}

struct fms_scene *fms_scene_of_shot(TALLOC_CTX *ctx, const struct fms_stage *stage, size_t i)
{
    const struct fms_place_shot *place = &stage->timeline->shots[i];
    const struct fms_video_settings *video = &stage->settings->video;
    struct fms_scene *scene = talloc_zero(ctx, struct fms_scene);
    *scene = (struct fms_scene){
        .width_px = video->width_px,
        .height_px = video->height_px,
        .rate = video->rate,
        .n_frames = place->head + place->end - place->begin + place->tail,
    };
    struct fms_making making = {
        .stage = stage,
        .place = place,
        .shot = place->shot,
        .shape = fms_shape_of(video->width_px, video->height_px),
        .width_px = video->width_px,
        .height_px = video->height_px,
        .scene = scene,
        .layers = g_array_new(FALSE, FALSE, sizeof(struct fms_layer)),
    };
    fill(&making);
    scene->n_layers = making.layers->len;
    scene->layers = talloc_memdup(scene, making.layers->data, making.layers->len * sizeof(struct fms_layer));
    g_array_free(making.layers, TRUE);
    return scene;
}
