/*
 * Cues: what appears, covers or goes at a word. A picture or a panel on cue covers what is under it; parts of a drawing are
 * layers of their own that move with it; a lower third stands beside whatever is seen.
 */
#include "cues-private.h"

#include "panel-private.h"

#include <string.h>

enum {
    COVER_MS = 400,
    PART_MS = 500,
    THIRD_MS = 5000,
    THIRD_LEAST_MS = 1500,
    THIRD_ENTER_MS = 350,
    GROUND_ALPHA = 0xF6,
    SHRINK_PERMILLE = 940 /* of the size before, where a lower third has no room */
};

static int64_t frame_of(const struct fms_making *making, const struct fms_shot_cue *cue)
{
    return fms_making_beat_frame(making, cue->beat, cue->at);
}

/* Is `id` one of `ids`, which are joined by blanks? */
static bool has_id(const char *ids, const char *id)
{
    size_t n = strlen(id);
    for (const char *at = ids ? ids : ""; (at = strstr(at, id)); at += n)
        if ((at == ids || at[-1] == ' ') && (!at[n] || at[n] == ' '))
            return true;
    return false;
}

static const char *join_ids(TALLOC_CTX *ctx, const char *ids, const char *more)
{
    return *ids ? talloc_asprintf(ctx, "%s %s", ids, more) : more;
}

const char *fms_cues_parts(struct fms_making *making)
{
    const struct fms_shot *shot = making->shot;
    const char *parts = shot->view->parts ? shot->view->parts : "";
    for (size_t i = 0; i < shot->n_cues; i++) {
        bool moves = shot->cues[i].kind == FMS_CUE_REVEAL || shot->cues[i].kind == FMS_CUE_HIDE;
        char **ids = g_strsplit(moves ? shot->cues[i].parts : "", " ", -1);
        for (char **id = ids; *id; id++)
            if (**id && !has_id(parts, *id))
                parts = join_ids(making->scene, parts, talloc_strdup(making->scene, *id));
        g_strfreev(ids);
    }
    return parts;
}

/* When one part of the drawing appears and goes; a part that no cue reveals was there, or never is. */
static void add_part(struct fms_making *making, const struct fms_still_layer *like, const char *id)
{
    const struct fms_shot *shot = making->shot;
    struct fms_layer layer = { .kind = FMS_LAYER_STILL, .still = *like };
    bool seen = !has_id(shot->view->parts, id);
    int64_t enter = 0, leave = -1;
    for (size_t i = 0; i < shot->n_cues; i++) {
        if (!shot->cues[i].parts || !has_id(shot->cues[i].parts, id))
            continue;
        if (shot->cues[i].kind == FMS_CUE_REVEAL && !seen)
            enter = frame_of(making, &shot->cues[i]);
        if (shot->cues[i].kind == FMS_CUE_HIDE)
            leave = frame_of(making, &shot->cues[i]);
        seen |= shot->cues[i].kind == FMS_CUE_REVEAL;
    }
    if (!seen)
        return;
    layer.still.part = talloc_strdup(making->scene, id);
    layer.still.without = "";
    layer.still.pad_rgba = 0;
    layer.still.enter_frame = enter;
    layer.still.enter_frames = enter > 0 ? fms_making_frames(making, PART_MS) : 0;
    layer.still.leave_frame = leave;
    layer.still.leave_frames = fms_making_frames(making, PART_MS);
    fms_making_add(making, &layer);
}

void fms_cues_add_parts(struct fms_making *making, const struct fms_still_layer *like)
{
    char **ids = g_strsplit(like->without ? like->without : "", " ", -1);
    for (char **id = ids; *id; id++)
        if (**id)
            add_part(making, like, *id);
    g_strfreev(ids);
}

/* What is set on a card goes when a panel takes its place. */
static void clear_words(struct fms_making *making, int64_t frame)
{
    for (size_t i = 0; i < making->layers->len; i++) {
        struct fms_layer *layer = &g_array_index(making->layers, struct fms_layer, i);
        if (layer->kind != FMS_LAYER_TEXT || (layer->text.leave_frame >= 0 && layer->text.leave_frame < frame))
            continue;
        layer->text.leave_frame = frame;
        layer->text.leave_frames = fms_making_frames(making, COVER_MS);
    }
}

/* Over a picture, a panel needs a ground: the theme's own, with a hint of the picture behind it. */
static void cover_picture(struct fms_making *making, int64_t frame)
{
    struct fms_area all = { 0, 0, making->width_px, making->height_px };
    uint32_t rgba = (making->stage->theme->ground_bottom & 0xFFFFFF00) | GROUND_ALPHA;
    fms_making_box(making, all, rgba, frame, COVER_MS)->growth = FMS_GROW_NONE;
}

static void add_panel(struct fms_making *making, const struct fms_shot_cue *cue)
{
    int64_t frame = frame_of(making, cue);
    clear_words(making, frame);
    if (making->shot->kind == FMS_SHOT_PICTURE)
        cover_picture(making, frame);
    fms_making_panel(making, cue->panel, frame + fms_making_frames(making, COVER_MS / 2));
}

static void add_picture(struct fms_making *making, const struct fms_shot_cue *cue)
{
    fms_making_view(making, cue->view, frame_of(making, cue), COVER_MS);
}

/* Above the captions; on a card, which has none, in their place, so that it stands clear of the words. */
static struct fms_area third_place(const struct fms_making *making)
{
    struct fms_area slot = fms_making_area(making, fms_making_slot_called(making, "third.name"));
    struct fms_area captions = fms_making_area(making, fms_making_slot_called(making, "caption.text"));
    if (making->shot->kind == FMS_SHOT_WORDS)
        slot.y = captions.y + captions.h - slot.h;
    return slot;
}

/* A lower third on its way: its texts, and when it is there. */
struct third {
    struct fms_layer name, role;
    int32_t name_h, role_h;
    struct fms_area ground;
    int64_t enter, leave, pad, edge;
    bool fits;
};

/* Sets a text a little smaller. @return false where it has its least size. */
static bool shrink(struct fms_text_layer *text)
{
    int64_t size = MAX(text->size_px * SHRINK_PERMILLE / 1000, text->min_size_px);
    bool smaller = size < text->size_px;
    text->size_px = size;
    return smaller;
}

/* As large as there is room, down to the least sizes; what has no room even then stands higher than its slot. */
static void measure_third(struct fms_making *making, struct third *third)
{
    struct fms_area slot = third_place(making);
    struct fms_text_layer *name = &third->name.text, *role = &third->role.text;
    int32_t name_w, role_w = 0;
    bool smaller = true;
    name->w = role->w = slot.w - 2 * third->pad - third->edge;
    while (smaller) {
        fms_making_measure(making, name, &name_w, &third->name_h);
        if (*role->text)
            fms_making_measure(making, role, &role_w, &third->role_h);
        third->fits = third->name_h + third->role_h + 2 * third->pad <= slot.h;
        bool name_can = !third->fits && shrink(name), role_can = !third->fits && shrink(role);
        smaller = name_can || role_can;
    }
    third->ground.w = MIN(MAX(name_w, role_w) + 2 + 2 * third->pad + third->edge, slot.w);
    third->ground.h = third->name_h + third->role_h + 2 * third->pad;
    third->ground.x = fms_making_is_rtl(making) ? slot.x + slot.w - third->ground.w : slot.x;
    third->ground.y = slot.y + slot.h - third->ground.h;
}

static struct fms_box_layer *add_third_box(struct fms_making *making, const struct third *third, struct fms_area area,
                                           uint32_t rgba)
{
    struct fms_box_layer *box =
        fms_making_box(making, fms_making_mirror(making, area, third->ground), rgba, third->enter, THIRD_ENTER_MS);
    box->leave_frame = third->leave;
    box->leave_frames = fms_making_frames(making, THIRD_ENTER_MS);
    return box;
}

static void add_third_line(struct fms_making *making, const struct third *third, struct fms_layer *line, int64_t below,
                           int64_t h)
{
    struct fms_area words = { third->ground.x + third->edge + third->pad, third->ground.y + third->pad + below,
                              third->ground.w - third->edge - 2 * third->pad, h + 2 };
    words = fms_making_mirror(making, words, third->ground);
    line->text.x = words.x;
    line->text.y = words.y;
    line->text.w = words.w + 2;
    line->text.h = words.h;
    line->text.leave_frame = third->leave;
    line->text.leave_frames = fms_making_frames(making, THIRD_ENTER_MS);
    fms_making_add(making, line);
}

/* When it comes: at its word, but the one before is left time to be read. */
static int64_t third_enters(const struct fms_making *making, const struct fms_shot_cue *cue)
{
    int64_t least = fms_making_frames(making, THIRD_LEAST_MS), enter = -least;
    for (const struct fms_shot_cue *each = making->shot->cues; each <= cue; each++)
        if (each->kind == FMS_CUE_LOWER_THIRD)
            enter = MAX(frame_of(making, each), enter + least);
    return enter;
}

/* It stays for a while, but no longer than to the next one, which stands in the same place. */
static int64_t third_leaves(const struct fms_making *making, const struct fms_shot_cue *cue, int64_t enter)
{
    const struct fms_shot_cue *end = making->shot->cues + making->shot->n_cues;
    int64_t leave = enter + fms_making_frames(making, THIRD_MS);
    for (const struct fms_shot_cue *next = cue + 1; next < end; next++)
        if (next->kind == FMS_CUE_LOWER_THIRD)
            return MIN(leave, third_enters(making, next) - fms_making_frames(making, THIRD_ENTER_MS));
    return leave;
}

static struct third third_of(struct fms_making *making, const struct fms_shot_cue *cue)
{
    struct third third = { .enter = third_enters(making, cue),
                           .pad = fms_stage_px(making->stage, 18),
                           .edge = fms_stage_px(making->stage, 7) };
    third.leave = third_leaves(making, cue, third.enter);
    third.name = fms_panel_text(making, "third.name", cue->third.name, third.enter + 4);
    third.role = fms_panel_text(making, "third.role", cue->third.role, third.enter + 7);
    measure_third(making, &third);
    return third;
}

/* As wide as its words need, at the bottom of its slot. */
static void add_third(struct fms_making *making, const struct fms_shot_cue *cue)
{
    const struct fms_theme *theme = making->stage->theme;
    struct third third = third_of(making, cue);
    struct fms_area edge = { third.ground.x, third.ground.y, third.edge, third.ground.h };
    add_third_box(making, &third, third.ground, theme->caption_paper);
    add_third_box(making, &third, edge, theme->accent)->growth = FMS_GROW_UPWARD;
    add_third_line(making, &third, &third.name, 0, third.name_h);
    if (*cue->third.role)
        add_third_line(making, &third, &third.role, third.name_h, third.role_h);
}

void fms_cues_add(struct fms_making *making)
{
    for (size_t i = 0; i < making->shot->n_cues; i++) {
        const struct fms_shot_cue *cue = &making->shot->cues[i];
        switch (cue->kind) {
        case FMS_CUE_PICTURE: add_picture(making, cue); break;
        case FMS_CUE_PANEL: add_panel(making, cue); break;
        case FMS_CUE_LOWER_THIRD: add_third(making, cue); break;
        case FMS_CUE_REVEAL: /* with the drawing */
        case FMS_CUE_HIDE:
        case FMS_CUE_SOUND: /* heard, not seen */
        case FMS_CUE_MUSIC: break;
        }
    }
}

enum fms_room fms_room_of_cue(TALLOC_CTX *ctx, const struct fms_stage *stage, size_t i, const struct fms_shot_cue *cue)
{
    bool is_third = cue->kind == FMS_CUE_LOWER_THIRD;
    if (!is_third && cue->kind != FMS_CUE_PANEL)
        return FMS_ROOM_ENOUGH;
    TALLOC_CTX *own = talloc_new(ctx);
    struct fms_stage quiet = *stage;
    quiet.diags = fms_diags_new(own);
    struct fms_making making = fms_making_begin(own, &quiet, &stage->timeline->shots[i]);
    making.is_trial = true;
    if (is_third)
        making.room = third_of(&making, cue).fits ? FMS_ROOM_ENOUGH : FMS_ROOM_TOO_HIGH;
    else
        fms_making_panel(&making, cue->panel, 0);
    enum fms_room room = making.room ? making.room : fms_room_of_layers(&making);
    g_array_free(making.layers, TRUE);
    talloc_free(own);
    return room;
}
