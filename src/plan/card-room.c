/*
 * Stacks are measured as the compositor sets them where they have no room: each text at its least size. What has too little room
 * is parted, the parts are timed and looked at again; what is left then is told.
 */
#include "card-room-private.h"

#include "making-private.h"
#include "part.h"

enum { MOST_ROUNDS = 6 };

static int64_t least_height(const struct fms_making *making, const struct fms_layer *layer)
{
    if (layer->kind == FMS_LAYER_BOX)
        return layer->box.h;
    struct fms_text_layer text = layer->text;
    int32_t w, h;
    text.size_px = text.min_size_px;
    fms_making_measure(making, &text, &w, &h);
    return h;
}

static int64_t stack_of(const struct fms_layer *layer)
{
    return layer->kind == FMS_LAYER_TEXT ? layer->text.stack : layer->kind == FMS_LAYER_BOX ? layer->box.stack : 0;
}

/* The stack of which layer `first` is the first; or it alone. */
static bool has_room(const struct fms_making *making, guint first)
{
    const struct fms_layer *layers = (const struct fms_layer *) (void *) making->layers->data;
    int64_t stack = stack_of(&layers[first]), height = 0, room = 0;
    for (guint i = first; i < (stack ? making->layers->len : first + 1); i++) {
        if (stack_of(&layers[i]) != stack)
            continue;
        bool text = layers[i].kind == FMS_LAYER_TEXT;
        room = room == 0 && text ? layers[i].text.h : room;
        height += least_height(making, &layers[i]);
        if (i > first)
            height += text ? layers[i].text.gap_px : layers[i].box.gap_px;
    }
    return room == 0 || height <= room;
}

static bool begins_stack(const struct fms_layer *layers, guint i)
{
    int64_t stack = stack_of(&layers[i]);
    for (guint k = 0; stack && k < i; k++)
        if (stack_of(&layers[k]) == stack)
            return false;
    return stack || layers[i].kind == FMS_LAYER_TEXT;
}

enum fms_room fms_room_of_layers(const struct fms_making *making)
{
    const struct fms_layer *layers = (const struct fms_layer *) (void *) making->layers->data;
    for (guint i = 0; i < making->layers->len; i++) {
        bool placed = layers[i].kind == FMS_LAYER_TEXT && layers[i].text.verbatim; /* by the panel */
        if (!placed && begins_stack(layers, i) && !has_room(making, i))
            return FMS_ROOM_TOO_HIGH;
    }
    return FMS_ROOM_ENOUGH;
}

static const char *shape_of(const struct fms_stage *stage)
{
    return fms_theme_shape_name(fms_shape_of(stage->settings->video.width_px, stage->settings->video.height_px));
}

static void tell(const struct fms_stage *stage, struct fms_span span, enum fms_room room)
{
    if (room == FMS_ROOM_TOO_WIDE)
        fms_warning(stage->diags, span, "text.room", "break its lines where they may be broken",
                    "a line of this code is cut in the %s layout, even at the least size", shape_of(stage));
    else
        fms_warning(
            stage->diags, span, "text.room", "say it in fewer words",
            "this has no room in the %s layout, even at the least size: it is set smaller than can be read well",
            shape_of(stage));
}

/* What appears at a word cannot be parted. */
static void tell_cues(TALLOC_CTX *ctx, const struct fms_stage *stage, size_t i)
{
    const struct fms_shot *shot = stage->timeline->shots[i].shot;
    for (size_t k = 0; k < shot->n_cues; k++) {
        enum fms_room room = fms_room_of_cue(ctx, stage, i, &shot->cues[k]);
        if (room != FMS_ROOM_ENOUGH && shot->cues[k].kind == FMS_CUE_LOWER_THIRD)
            fms_warning(stage->diags, shot->cues[k].span, "text.room", "say it in fewer words",
                        "this stands higher than a lower third may in the %s layout, even at the least size",
                        shape_of(stage));
        else if (room != FMS_ROOM_ENOUGH)
            tell(stage, shot->cues[k].span, room);
    }
}

/* Which shots have no room. @return whether there are any. */
static bool look(TALLOC_CTX *ctx, const struct fms_stage *stage, enum fms_room *rooms)
{
    bool any = false;
    for (size_t i = 0; i < stage->timeline->n_shots; i++) {
        rooms[i] = fms_room_of_shot(ctx, stage, i);
        any |= rooms[i] != FMS_ROOM_ENOUGH;
    }
    return any;
}

/* The board's shots by the timeline's places: those without a frame have none. */
static const struct fms_board *part(TALLOC_CTX *ctx, const struct fms_timeline *timeline, const enum fms_room *rooms)
{
    const struct fms_board *board = timeline->board;
    bool *wanted = talloc_zero_array(ctx, bool, board->n_shots);
    for (size_t i = 0; i < timeline->n_shots; i++)
        wanted[timeline->shots[i].shot - board->shots] = rooms[i] == FMS_ROOM_TOO_HIGH;
    const struct fms_board *parted = fms_board_part(ctx, board, wanted);
    talloc_free(wanted);
    return parted;
}

const struct fms_timeline *fms_plan_rooms(TALLOC_CTX *ctx, const struct fms_timeline *timeline,
                                          const struct fms_theme *theme, const struct fms_world *world,
                                          const struct fms_plan_settings *settings, int64_t roll_frames,
                                          struct fms_diags *diags)
{
    struct fms_stage stage = { timeline, theme, world, settings, timeline->board->language, diags };
    enum fms_room *rooms = NULL;
    for (int round = 0;; round++) {
        rooms = talloc_array(ctx, enum fms_room, stage.timeline->n_shots);
        const struct fms_board *parted =
            look(ctx, &stage, rooms) && round < MOST_ROUNDS ? part(ctx, stage.timeline, rooms) : NULL;
        if (!parted)
            break;
        talloc_free(rooms);
        stage.timeline = fms_timeline_resolve(ctx, parted, timeline->rate, world, roll_frames, diags);
        if (!stage.timeline)
            return NULL;
    }
    for (size_t i = 0; i < stage.timeline->n_shots; i++) {
        if (rooms[i] != FMS_ROOM_ENOUGH)
            tell(&stage, stage.timeline->shots[i].shot->span, rooms[i]);
        tell_cues(ctx, &stage, i);
    }
    talloc_free(rooms);
    return stage.timeline;
}
