/*
 * Words on a poster stand on the theme's scrim, which begins as far above them as they reach and covers what is below, as strongly as
 * the picture asks for: so they can be read on any, and no more of it is lost than they need.
 */
#include "poster-scene-private.h"

#include "calm-private.h"
#include "contrast.h"
#include "making-private.h"
#include "shot-names.h"

#include <string.h>

enum {
    FADE_PERMILLE = 280, /* of the frame's height in which the scrim comes */
    AIR_PERMILLE = 10,   /* of the shorter side, between the full scrim's edge and the words */
    EDGE_PERMILLE = 60,  /* of the shorter side, that a picture keeps from the upper edge */
    PHOTOGRAPH_WORTH = 2 /* times as much as a drawing that is seen as long */
};

/* The place of the picture that says most about the film; NULL where there is none. */
static const struct fms_place_shot *best_picture(const struct fms_timeline *timeline)
{
    const struct fms_place_shot *best = NULL;
    int64_t most = 0;
    for (size_t i = 0; i < timeline->n_shots; i++) {
        const struct fms_place_shot *place = &timeline->shots[i];
        if (place->shot->kind != FMS_SHOT_PICTURE)
            continue;
        bool drawn = place->shot->view->asset->kind == FMS_ASSET_VECTOR;
        int64_t worth = fms_place_frames(place) * (drawn ? 1 : PHOTOGRAPH_WORTH);
        if (worth > most) {
            most = worth;
            best = place;
        }
    }
    return best;
}

static void be_there(GArray *layers)
{
    for (guint i = 0; i < layers->len; i++) {
        struct fms_layer *layer = &g_array_index(layers, struct fms_layer, i);
        if (layer->kind == FMS_LAYER_TEXT) {
            layer->text.entrance = FMS_ENTER_CUT;
            layer->text.enter_frames = 0;
        } else if (layer->kind == FMS_LAYER_BOX)
            layer->box.enter_frames = 0;
    }
}

/* Height of the column of words as it is set where it has room. */
static int64_t height_of(const struct fms_making *making, const GArray *words)
{
    int64_t sum = 0;
    for (guint i = 0; i < words->len; i++) {
        const struct fms_layer *layer = &g_array_index(words, struct fms_layer, i);
        int32_t w = 0, h = 0;
        if (layer->kind == FMS_LAYER_TEXT)
            fms_making_measure(making, &layer->text, &w, &h);
        sum += layer->kind == FMS_LAYER_TEXT ? h + 2 * layer->text.paper_pad_px : layer->box.h;
        if (i > 0)
            sum += layer->kind == FMS_LAYER_TEXT ? layer->text.gap_px : layer->box.gap_px;
    }
    return sum;
}

/* Of words without a paper of their own, the ink that is hardest to read on the scrim; 0: all have one. */
static uint32_t faintest(const GArray *words, uint32_t scrim)
{
    uint32_t found = 0;
    double least = 100;
    for (guint i = 0; i < words->len; i++) {
        const struct fms_layer *layer = &g_array_index(words, struct fms_layer, i);
        if (layer->kind != FMS_LAYER_TEXT || (layer->text.paper_rgba & 255))
            continue;
        double here = fms_contrast_of_colours((uint32_t) layer->text.rgba, scrim);
        if (here < least) {
            least = here;
            found = (uint32_t) layer->text.rgba;
        }
    }
    return found;
}

/* It comes above `top` and goes down to the frame's edge, where any words need it. */
static void add_scrim(struct fms_making *making, int64_t top, const GArray *words, int64_t frame)
{
    int64_t y = MAX(top - fms_stage_px(making->stage, AIR_PERMILLE), 0);
    uint32_t ink = faintest(words, making->stage->theme->scrim);
    if (ink == 0)
        return;
    struct fms_area area = fms_making_area(making, fms_making_slot_called(making, "poster.heading"));
    struct fms_layer layer = { .kind = FMS_LAYER_SCRIM };
    layer.scrim = (struct fms_scrim_layer){ .y = y,
                                            .w = making->width_px,
                                            .h = making->height_px - y,
                                            .fade_px = making->height_px * FADE_PERMILLE / 1000,
                                            .rgba = making->stage->theme->scrim,
                                            .ink_rgba = ink,
                                            .words_x = area.x,
                                            .words_y = y,
                                            .words_w = area.w,
                                            .words_h = area.y + area.h - y,
                                            .first_frame = frame,
                                            .last_frame = frame };
    fms_making_add(making, &layer);
}

/* A picture that leaves room above and below stands above the words, as far as there is room for it. */
static void lift_picture(struct fms_making *making, int64_t top)
{
    int64_t edge = fms_stage_px(making->stage, EDGE_PERMILLE);
    for (guint i = 0; i < making->layers->len; i++) {
        struct fms_still_layer *still = &g_array_index(making->layers, struct fms_layer, i).still;
        if (g_array_index(making->layers, struct fms_layer, i).kind != FMS_LAYER_STILL || still->fit == FMS_FIT_COVER ||
            !making->place->shot->view || still->asset != making->place->shot->view->asset)
            continue;
        int64_t h = still->asset->height_px * making->width_px / MAX(still->asset->width_px, 1);
        int64_t middle = (making->height_px - h) / 2, y = MAX((top + edge - h) / 2, edge);
        still->lift_px = MAX(middle - y, 0);
    }
}

static void add_words(struct fms_making *making, bool on_picture, int64_t frame)
{
    const struct fms_board *board = making->stage->timeline->board;
    struct fms_making column = *making;
    column.layers = g_array_new(FALSE, FALSE, sizeof(struct fms_layer));
    if (board->series && *board->series) {
        fms_making_text(&column, "poster.kicker", board->series, 0);
        fms_making_rule(&column, "poster.rule", 0);
    }
    fms_making_text(&column, "poster.heading", board->title, 0);
    fms_making_text(&column, "poster.line", board->author, 0);
    be_there(column.layers);
    struct fms_area area = fms_making_area(making, fms_making_slot_called(making, "poster.heading"));
    int64_t h = height_of(making, column.layers);
    int64_t top = area.y + (h < area.h ? area.h - h : 0);
    if (on_picture) {
        lift_picture(making, top);
        add_scrim(making, top, column.layers, frame);
    }
    g_array_append_vals(making->layers, column.layers->data, column.layers->len);
    g_array_free(column.layers, TRUE);
}

/* A still is held, so that a shot that is longer makes the same poster. @return whether all of it is there from the first frame. */
static bool hold(const struct fms_making *making)
{
    bool stands = true;
    fms_calm_layers((struct fms_layer *) (void *) making->layers->data, making->layers->len);
    for (guint i = 0; i < making->layers->len; i++) {
        struct fms_layer *layer = &g_array_index(making->layers, struct fms_layer, i);
        stands &= layer->kind != FMS_LAYER_CLIP;
        if (layer->kind == FMS_LAYER_CLIP)
            layer->clip.lift_px = 0; /* no captions lie under it */
        if (layer->kind != FMS_LAYER_STILL)
            continue;
        layer->still.lift_px = 0;
        layer->still.move_begin = layer->still.move_end = 0;
        stands &= layer->still.enter_frame == 0 && layer->still.leave_frame < 0;
    }
    return stands;
}

/* ---- what is shown ---- */

/* A shot, and the frame of its scene that is meant; -1: none in particular. */
struct subject {
    const struct fms_place_shot *place;
    int64_t at;
};

static struct subject subject_at(const struct fms_stage *stage)
{
    const struct fms_timeline *timeline = stage->timeline;
    const struct fms_poster_wish *wish = &timeline->board->poster;
    int64_t frame = fms_frames_floor(wish->at, timeline->rate);
    for (size_t i = 0; i < timeline->n_shots; i++) {
        const struct fms_place_shot *place = &timeline->shots[i];
        if (frame < place->end)
            return (struct subject){ place, frame - place->begin + place->head };
    }
    char *hint =
        g_strdup_printf("it is %.2f s long", (double) timeline->n_frames * timeline->rate.den / timeline->rate.num);
    fms_error(stage->diags, wish->span, "poster.time", hint, "the film is over before the poster's moment");
    g_free(hint);
    return (struct subject){ NULL, -1 };
}

/* In another shape, a shot may be parted otherwise than its name says: then it is the first of what it has in common with that. */
static struct subject subject_called(const struct fms_timeline *timeline, const char *name)
{
    for (size_t i = 0; i < timeline->n_shots; i++)
        if (fms_shot_is_of(timeline->shots[i].shot->name, name))
            return (struct subject){ &timeline->shots[i], -1 };
    for (size_t i = 0; i < timeline->n_shots; i++)
        if (fms_shot_is_of(name, timeline->shots[i].shot->name))
            return (struct subject){ &timeline->shots[i], -1 };
    return (struct subject){ NULL, -1 };
}

static struct subject subject_named(const struct fms_stage *stage)
{
    const struct fms_poster_wish *wish = &stage->timeline->board->poster;
    if (!wish->is_named)
        return (struct subject){ NULL, -1 };
    return wish->shot ? subject_called(stage->timeline, wish->shot) : subject_at(stage);
}

/* The last cue that covers the shot at the frame that is meant; NULL: none does. */
static const struct fms_shot_cue *cover_of(const struct fms_making *making, int64_t at)
{
    const struct fms_shot_cue *cover = NULL;
    for (size_t i = 0; i < making->shot->n_cues; i++) {
        const struct fms_shot_cue *cue = &making->shot->cues[i];
        bool covers = cue->kind == FMS_CUE_PICTURE || cue->kind == FMS_CUE_PANEL;
        if (covers && fms_making_beat_frame(making, cue->beat, cue->at) <= at)
            cover = cue;
    }
    return cover;
}

/* A photograph that would stand over a blurred copy of itself covers the poster: there is nothing to read in what that loses. */
static void fill_frame(struct fms_making *making, guint first)
{
    for (guint i = first; i < making->layers->len; i++) {
        struct fms_layer *layer = &g_array_index(making->layers, struct fms_layer, i);
        if (layer->kind == FMS_LAYER_STILL && layer->still.asset->kind == FMS_ASSET_STILL)
            layer->still.fit = FMS_FIT_COVER;
        if (layer->kind == FMS_LAYER_CLIP)
            layer->clip.fit = FMS_FIT_COVER;
    }
}

/* Is the picture of a shot seen then, or that of a cue? Adds it. */
static bool add_picture(struct fms_making *making, int64_t at)
{
    const struct fms_shot_cue *cover = cover_of(making, at);
    const struct fms_view *view = cover ? cover->view : making->shot->view;
    if (cover ? cover->kind != FMS_CUE_PICTURE : making->shot->kind != FMS_SHOT_PICTURE)
        return false;
    guint first = making->layers->len;
    fms_making_view(making, view, cover ? fms_making_beat_frame(making, cover->beat, cover->at) : 0, 0);
    if (view->fit < 0)
        fill_frame(making, first);
    return true;
}

/* ---- scenes ---- */

/* The last frame that a shot has for itself. */
static int64_t last_frame(const struct fms_timeline *timeline, const struct fms_place_shot *place)
{
    const struct fms_place_shot *next = place + 1;
    int64_t head = next < timeline->shots + timeline->n_shots ? next->head : 0;
    return MAX(0, fms_place_frames(place) - place->tail - head - 1);
}

/* A card as it stands, without captions. In the shape that is `told` it has been said of all cards whether they have room. */
static struct fms_scene *scene_of_card(TALLOC_CTX *ctx, const struct fms_stage *stage, struct subject subject,
                                       enum fms_shape told, int64_t *frame)
{
    const struct fms_timeline *timeline = stage->timeline;
    struct fms_board *board = talloc_memdup(ctx, timeline->board, sizeof *board);
    struct fms_timeline *silent = talloc_memdup(ctx, timeline, sizeof *silent);
    struct fms_stage bare = *stage;
    size_t i = (size_t) (subject.place - timeline->shots);
    board->captions = "off";
    silent->board = board;
    bare.timeline = silent;
    const struct fms_video_settings *video = &stage->settings->video;
    if (fms_shape_of(video->width_px, video->height_px) != told && fms_room_of_shot(ctx, &bare, i) != FMS_ROOM_ENOUGH)
        fms_warning(stage->diags, board->poster.span, "text.room", "name another frame",
                    "the card of '%s' has no room on a poster of %d×%d", subject.place->shot->name, video->width_px,
                    video->height_px);
    *frame = subject.at < 0 ? last_frame(timeline, subject.place) : subject.at;
    return fms_scene_of_shot(ctx, &bare, i);
}

static bool has_title(const struct fms_board *board)
{
    return board->title && *board->title;
}

/* Of what stands, every frame is the same; of what runs or comes, it is the one that is meant, else the middle. */
static struct fms_scene *finish(struct fms_making *making, int64_t at, bool on_picture, int64_t *frame)
{
    *frame = hold(making) ? 0 : at >= 0 ? at : making->scene->n_frames / 2;
    if (has_title(making->stage->timeline->board))
        add_words(making, on_picture, *frame);
    fms_making_logo_over(making, "bug.logo", 0, on_picture);
    return fms_making_end(making);
}

static struct fms_scene *compose(TALLOC_CTX *ctx, const struct fms_stage *stage, struct subject named,
                                 enum fms_shape told, int64_t *frame)
{
    const struct fms_timeline *timeline = stage->timeline;
    const struct fms_place_shot *place = named.place ? named.place : best_picture(timeline);
    struct fms_making making = fms_making_begin(ctx, stage, place ? place : &timeline->shots[0]);
    if (place && add_picture(&making, named.at))
        return finish(&making, named.at, true, frame);
    if (named.place || !has_title(timeline->board)) {
        talloc_free(fms_making_end(&making));
        return scene_of_card(ctx, stage, named.place ? named : (struct subject){ timeline->shots, -1 }, told, frame);
    }
    fms_making_ground(&making);
    fms_making_ornament(&making, FMS_ELEMENT_TITLE);
    return finish(&making, -1, false, frame);
}

struct fms_scene *fms_scene_of_poster(TALLOC_CTX *ctx, const struct fms_stage *stage, int64_t *frame)
{
    struct subject named = subject_named(stage);
    enum fms_shape own = fms_shape_of(stage->settings->video.width_px, stage->settings->video.height_px);
    return named.place || has_title(stage->timeline->board) ? compose(ctx, stage, named, own, frame) : NULL;
}

struct fms_scene *fms_scene_of_other_poster(TALLOC_CTX *ctx, const struct fms_stage *stage, enum fms_shape told,
                                            int64_t *frame)
{
    return compose(ctx, stage, subject_named(stage), told, frame);
}
