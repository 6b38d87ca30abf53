/*
 * A scene is built bottom up: the ground or the picture first, then the theme's slots in their order, each filled with
 * the shot's words. Frames count from the scene's own start, which lies `head` frames before the shot's cut, so that the
 * same shot makes the same scene wherever it stands on the film.
 */
#include "calm-private.h"
#include "cues-private.h"
#include "panel-private.h"
#include "roll-private.h"

#include <string.h>

enum {
    TITLE_FIRST_FRAME = 8,
    STAGGER_FRAMES = 7, /* between the parts of a card */
};

static void title_scene(struct fms_making *making)
{
    fms_making_ground(making);
    fms_making_ornament(making, FMS_ELEMENT_TITLE);
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
    fms_making_ornament(making, FMS_ELEMENT_CHAPTER);
    fms_making_rule(making, "chapter.rule", making->place->head);
    fms_making_text(making, "chapter.heading", making->shot->heading, making->place->head + STAGGER_FRAMES);
}

static void words_scene(struct fms_making *making)
{
    fms_making_ground(making);
    fms_making_ornament(making, FMS_ELEMENT_WORDS);
    fms_making_spoken_text(making, "words.text", making->shot->words, 0);
    if (!making->is_trial)
        fms_cues_add(making);
}

static void quote_scene(struct fms_making *making)
{
    const struct fms_shot *shot = making->shot;
    const struct fms_quote_marks *marks = fms_quote_marks_of(making->stage->language);
    const char *open = shot->opens ? marks->open : "", *close = shot->closes ? marks->close : "";
    const char *text = talloc_asprintf(making->scene, "%s%s%s", open, shot->words, close);
    int64_t frame = shot->opens ? making->place->head : 0;
    fms_making_ground(making);
    fms_making_ornament(making, FMS_ELEMENT_QUOTE);
    fms_making_spoken_text(making, "quote.words", text, strlen(open));
    if (!shot->speaker && !shot->work)
        return;
    fms_making_rule(making, "quote.rule", frame);
    fms_making_text(making, "quote.speaker", shot->speaker, frame + STAGGER_FRAMES);
    fms_making_text(making, "quote.work", shot->work, frame + 2 * STAGGER_FRAMES);
}

static void picture_scene(struct fms_making *making)
{
    fms_making_view(making, making->shot->view, 0, 0);
    fms_making_ornament(making, FMS_ELEMENT_PICTURE);
    fms_cues_add(making);
}

/* A list shows the words that are said; of anything else they are told beside it. */
static bool says_itself(const struct fms_panel *panel)
{
    return panel->kind == FMS_BOARD_LIST;
}

static enum fms_theme_element panel_element(const struct fms_panel *panel)
{
    bool counts = panel->kind == FMS_BOARD_NUMBER || panel->kind == FMS_BOARD_DATE;
    return counts ? FMS_ELEMENT_NUMBER : panel->kind == FMS_BOARD_LIST ? FMS_ELEMENT_LIST : FMS_ELEMENT_PANEL;
}

static void panel_scene(struct fms_making *making)
{
    fms_making_ground(making);
    fms_making_ornament(making, panel_element(making->shot->panel));
    fms_making_panel(making, making->shot->panel, making->place->head);
    if (!making->is_trial)
        fms_cues_add(making);
}

/* Words go below a logo, in what is left of their box. */
static void clear_logo(struct fms_making *making, size_t first, int64_t bottom)
{
    for (size_t i = first; bottom > 0 && i < making->layers->len; i++) {
        struct fms_text_layer *text = &g_array_index(making->layers, struct fms_layer, i).text;
        int64_t below = MAX(0, bottom + fms_stage_px(making->stage, 40) - text->y);
        text->y += below;
        text->h = MAX(text->h - below, text->h / 3);
    }
}

static void end_scene(struct fms_making *making)
{
    fms_making_ground(making);
    fms_making_ornament(making, FMS_ELEMENT_END);
    int64_t bottom = fms_making_logo(making, "end.logo", making->place->head);
    size_t first = making->layers->len;
    fms_making_text(making, "end.heading", making->shot->heading, making->place->head);
    fms_making_text(making, "end.line", making->shot->kicker, making->place->head + STAGGER_FRAMES);
    clear_logo(making, first, bottom);
}

static void credits_scene(struct fms_making *making)
{
    fms_making_ground(making);
    fms_making_ornament(making, FMS_ELEMENT_CREDITS);
    fms_making_credits(making);
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
    case FMS_SHOT_PANEL: panel_scene(making); return;
    case FMS_SHOT_END: end_scene(making); return;
    }
}

/* Of what is said and not shown, there are captions. */
static bool is_captioned(const struct fms_shot *shot)
{
    return shot->kind == FMS_SHOT_PICTURE || (shot->kind == FMS_SHOT_PANEL && !says_itself(shot->panel));
}

int64_t fms_place_frames(const struct fms_place_shot *place)
{
    return place->head + place->end - place->begin + place->tail;
}

struct fms_making fms_making_begin(TALLOC_CTX *ctx, const struct fms_stage *stage, const struct fms_place_shot *place)
{
    const struct fms_video_settings *video = &stage->settings->video;
    struct fms_scene *scene = talloc_zero(ctx, struct fms_scene);
    *scene = (struct fms_scene){
        .width_px = video->width_px,
        .height_px = video->height_px,
        .rate = video->rate,
        .n_frames = fms_place_frames(place),
    };
    return (struct fms_making){
        .stage = stage,
        .place = place,
        .shot = place->shot,
        .shape = fms_shape_of(video->width_px, video->height_px),
        .width_px = video->width_px,
        .height_px = video->height_px,
        .scene = scene,
        .layers = g_array_new(FALSE, FALSE, sizeof(struct fms_layer)),
    };
}

struct fms_scene *fms_making_end(struct fms_making *making)
{
    struct fms_scene *scene = making->scene;
    scene->n_layers = making->layers->len;
    scene->layers = talloc_memdup(scene, making->layers->data, making->layers->len * sizeof(struct fms_layer));
    g_array_free(making->layers, TRUE);
    return scene;
}

enum fms_room fms_room_of_shot(TALLOC_CTX *ctx, const struct fms_stage *stage, size_t i)
{
    const struct fms_place_shot *place = &stage->timeline->shots[i];
    if (place->shot->kind == FMS_SHOT_PICTURE || place->shot->kind == FMS_SHOT_CREDITS)
        return FMS_ROOM_ENOUGH;
    TALLOC_CTX *own = talloc_new(ctx);
    struct fms_stage quiet = *stage;
    quiet.diags = fms_diags_new(own);
    struct fms_making making = fms_making_begin(own, &quiet, place);
    making.is_trial = true;
    fill(&making);
    enum fms_room room = making.room ? making.room : fms_room_of_layers(&making);
    g_array_free(making.layers, TRUE);
    talloc_free(own);
    return room;
}

struct fms_scene *fms_scene_of_shot(TALLOC_CTX *ctx, const struct fms_stage *stage, size_t i)
{
    const struct fms_place_shot *place = &stage->timeline->shots[i];
    struct fms_making making = fms_making_begin(ctx, stage, place);
    fill(&making);
    if (place->shot->kind != FMS_SHOT_END && place->shot->kind != FMS_SHOT_CREDITS)
        fms_making_logo(&making, "bug.logo", 0);
    if (is_captioned(place->shot))
        fms_making_captions(&making); /* above what looks at all beneath it, so that it does not look at them */
    if (stage->theme->reduced_motion)
        fms_calm_layers((struct fms_layer *) (void *) making.layers->data, making.layers->len);
    return fms_making_end(&making);
}
