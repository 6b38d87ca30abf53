/*
 * A scene is built bottom up: the ground or the picture first, then the theme's slots in their order, each filled with
 * the shot's words. Frames count from the scene's own start, which lies `head` frames before the shot's cut, so that the
 * same shot makes the same scene wherever it stands on the film.
 */
#include "scenes-private.h"

#include <string.h>

enum {
    CUE_LEAD_FRAMES = 2, /* a word starts to appear this long before it sounds, so that it is there when it does */
    TITLE_FIRST_FRAME = 8,
    STAGGER_FRAMES = 7, /* between the parts of a card */
    ZOOM_MAX = 150,     /* per mille that a still moves at most in one shot */
    PAN_ZOOM = 1100000, /* room for a pan, millionths */
    COVER_LEAST = 500,  /* per mille of a picture that must stay visible when it covers the frame */
};

/* A scene in the making. */
struct making {
    const struct fms_stage *stage;
    const struct fms_place_shot *place;
    const struct fms_shot *shot;
    enum fms_shape shape;
    int64_t width_px, height_px;
    struct fms_scene *scene;
    GArray *layers;
};

int64_t fms_stage_px(const struct fms_stage *stage, int64_t permille)
{
    int64_t shorter = MIN(stage->settings->video.width_px, stage->settings->video.height_px);
    return (permille * shorter + 500) / 1000;
}

static const char *cjk_region(const char *language)
{
    static const struct {
        const char *prefix, *region;
    } rows[] = { { "ja", "JP" },    { "ko", "KR" },      { "zh-hk", "HK" }, { "yue", "HK" },
                 { "zh-tw", "TC" }, { "zh-hant", "TC" }, { "zh-mo", "HK" } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (g_str_has_prefix(language, rows[i].prefix))
            return rows[i].region;
    return "SC";
}

char *fms_families(TALLOC_CTX *ctx, const char *families, const char *language)
{
    char **parts = g_strsplit(families, "{cjk}", -1);
    char *joined = g_strjoinv(cjk_region(language), parts);
    char *result = talloc_strdup(ctx, joined);
    g_strfreev(parts);
    g_free(joined);
    return result;
}

const char *fms_stage_fonts(const struct fms_stage *stage, struct fms_span span, const char *family, int weight,
                            bool italic, const char *text)
{
    GError *error = NULL;
    const char *digest = stage->world->fonts(stage->world->user, family, weight, italic, stage->language, text, &error);
    if (digest)
        return digest;
    fms_error(stage->diags, span, "font.glyph",
              "install a font that has it, such as one of Debian's fonts-noto packages", "%s", error->message);
    g_error_free(error);
    return "";
}

static int64_t ms_frames(const struct making *making, int64_t ms)
{
    struct fms_rate rate = making->stage->settings->video.rate;
    return MAX(1, fms_frames_floor(FMS_MS(ms), rate));
}

/* A different place for the lights in every card, yet the same for the same words. */
static int64_t seed_of(const struct fms_shot *shot)
{
    const char *text = shot->words ? shot->words : shot->heading ? shot->heading : "";
    struct fms_digest digest = fms_digest_of_bytes(text, strlen(text));
    digest.hex[6] = '\0';
    return (int64_t) g_ascii_strtoull(digest.hex, NULL, 16);
}

static void add_ground(struct making *making)
{
    const struct fms_theme *theme = making->stage->theme;
    struct fms_layer layer = { .kind = FMS_LAYER_GROUND };
    layer.ground = (struct fms_ground_layer){
        .top_rgba = theme->ground_top,
        .bottom_rgba = theme->ground_bottom,
        .glow_rgba = theme->glow,
        .glow2_rgba = theme->glow2,
        .seed = seed_of(making->shot),
        .drift_permille = theme->drift,
    };
    g_array_append_val(making->layers, layer);
}

static enum fms_entrance entrance_of(const struct fms_slot *slot)
{
    static const char *const names[] = {
        [FMS_ENTER_CUT] = "cut", [FMS_ENTER_FADE] = "fade", [FMS_ENTER_RISE] = "rise", [FMS_ENTER_WORDS] = "words"
    };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!strcmp(slot->entrance, names[i]))
            return (enum fms_entrance) i;
    g_assert_not_reached();
}

static struct fms_layer text_layer(struct making *making, const struct fms_slot *slot, const char *text,
                                   int64_t enter_frame)
{
    const struct fms_stage *stage = making->stage;
    struct fms_layer layer = { .kind = FMS_LAYER_TEXT };
    const char *family = fms_families(making->scene, slot->family, stage->language);
    layer.text = (struct fms_text_layer){
        .text = text,
        .language = stage->language,
        .family = family,
        .fonts = fms_stage_fonts(stage, making->shot->span, family, slot->weight, slot->italic, text),
        .weight = slot->weight,
        .italic = slot->italic,
        .size_px = fms_stage_px(stage, slot->size),
        .min_size_px = fms_stage_px(stage, slot->min_size),
        .rgba = slot->rgba,
        .x = slot->x * making->width_px / 1000,
        .y = slot->y * making->height_px / 1000,
        .w = slot->w * making->width_px / 1000,
        .h = slot->h * making->height_px / 1000,
        .halign = slot->halign,
        .valign = slot->valign,
        .stack = slot->stack,
        .gap_px = fms_stage_px(stage, slot->gap),
        .line_permille = slot->line,
        .tracking_permille = slot->tracking,
        .entrance = entrance_of(slot),
        .enter_frame = enter_frame,
        .enter_frames = ms_frames(making, stage->theme->entrance_ms),
        .leave_frame = -1,
    };
    return layer;
}

static const struct fms_slot *slot_called(const struct making *making, const char *name)
{
    return fms_theme_slot(making->stage->theme, making->shape, name);
}

static void add_text(struct making *making, const char *slot, const char *text, int64_t enter_frame)
{
    if (!text || !*text)
        return;
    struct fms_layer layer = text_layer(making, slot_called(making, slot), text, enter_frame);
    g_array_append_val(making->layers, layer);
}

static void add_rule(struct making *making, const char *name, int64_t enter_frame)
{
    const struct fms_slot *slot = slot_called(making, name);
    struct fms_layer layer = { .kind = FMS_LAYER_BOX };
    layer.box = (struct fms_box_layer){
        .x = slot->x * making->width_px / 1000,
        .y = slot->y * making->height_px / 1000,
        .w = slot->w * making->width_px / 1000,
        .h = MAX(2, fms_stage_px(making->stage, slot->size)),
        .rgba = slot->rgba,
        .stack = slot->stack,
        .gap_px = fms_stage_px(making->stage, slot->gap),
        .enter_frame = enter_frame,
        .enter_frames = ms_frames(making, making->stage->theme->entrance_ms),
    };
    g_array_append_val(making->layers, layer);
}

static void title_scene(struct making *making)
{
    add_ground(making);
    int64_t frame = TITLE_FIRST_FRAME;
    if (making->shot->kicker) {
        add_text(making, "title.kicker", making->shot->kicker, frame);
        add_rule(making, "title.rule", frame + STAGGER_FRAMES);
        frame += 2 * STAGGER_FRAMES;
    }
    add_text(making, "title.heading", making->shot->heading, frame);
}

static void chapter_scene(struct making *making)
{
    add_ground(making);
    add_rule(making, "chapter.rule", making->place->head);
    add_text(making, "chapter.heading", making->shot->heading, making->place->head + STAGGER_FRAMES);
}

/* Frames of the scene at which the beats' words sound. `text` holds the shown beats' lines one after another from `from`. */
static void add_cues(struct making *making, struct fms_text_layer *layer, size_t from)
{
    const struct fms_timeline *timeline = making->stage->timeline;
    struct fms_rate rate = making->stage->settings->video.rate;
    fms_ticks start = fms_ticks_from_frames(making->place->begin - making->place->head, rate);
    GArray *cues = g_array_new(FALSE, FALSE, sizeof(struct fms_text_cue));
    const char *cursor = layer->text + from;
    for (size_t i = 0; i < making->shot->n_beats; i++) {
        const struct fms_place_beat *beat = &timeline->beats[making->place->first_beat + i];
        const char *at = beat->beat->shown ? strstr(cursor, beat->beat->line.text) : NULL;
        for (size_t k = 0; at && k < beat->take->n_words; k++) {
            fms_ticks t = fms_ticks_from_samples(beat->at + beat->take->words[k].from) - start;
            struct fms_text_cue cue = { (int32_t) (at - layer->text) + beat->take->words[k].begin,
                                        MAX(0, fms_frames_floor(t, rate) - CUE_LEAD_FRAMES) };
            g_array_append_val(cues, cue);
        }
        cursor = at ? at + strlen(beat->beat->line.text) : cursor;
    }
    layer->n_cues = cues->len;
    layer->cues = talloc_memdup(making->scene, cues->data, cues->len * sizeof(struct fms_text_cue));
    g_array_free(cues, TRUE);
}

static void add_spoken_text(struct making *making, const char *slot, const char *text, size_t from)
{
    struct fms_layer layer = text_layer(making, slot_called(making, slot), text, making->place->head);
    add_cues(making, &layer.text, from);
    g_array_append_val(making->layers, layer);
}

static void words_scene(struct making *making)
{
    add_ground(making);
    add_spoken_text(making, "words.text", making->shot->words, 0);
}

struct marks {
    const char *language, *open, *close;
};

static const struct marks *marks_of(const char *language)
{
    static const struct marks rows[] = {
        { "de", "„", "“" },      { "cs", "„", "“" }, { "fr", "« ", " »" }, { "es", "«", "»" },
        { "ru", "«", "»" },      { "uk", "«", "»" }, { "it", "«", "»" },   { "pt", "«", "»" },
        { "pl", "„", "”" },      { "el", "«", "»" }, { "ja", "「", "」" }, { "zh-hant", "「", "」" },
        { "zh-tw", "「", "」" }, { "sv", "”", "”" }, { "fi", "”", "”" },   { "ar", "«", "»" },
        { "fa", "«", "»" },
    };
    static const struct marks english = { "en", "“", "”" };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        size_t n = strlen(rows[i].language);
        if (!strncmp(language, rows[i].language, n) && (!language[n] || language[n] == '-'))
            return &rows[i];
    }
    return &english;
}

static void quote_scene(struct making *making)
{
    const struct fms_shot *shot = making->shot;
    const struct marks *marks = marks_of(making->stage->language);
    const char *open = shot->opens ? marks->open : "", *close = shot->closes ? marks->close : "";
    const char *text = talloc_asprintf(making->scene, "%s%s%s", open, shot->words, close);
    int64_t frame = shot->opens ? making->place->head : 0;
    add_ground(making);
    add_spoken_text(making, "quote.words", text, strlen(open));
    if (!shot->speaker && !shot->work)
        return;
    add_rule(making, "quote.rule", frame);
    add_text(making, "quote.speaker", shot->speaker, frame + STAGGER_FRAMES);
    add_text(making, "quote.work", shot->work, frame + 2 * STAGGER_FRAMES);
}

/* Where a movement begins and ends; the zoom's speed is the theme's, so that long shots do not run away. */
static void set_movement(const struct making *making, struct fms_still_layer *still)
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

/* A picture of another shape than the frame would lose more than half of itself: show all of it then. */
static enum fms_fit fit_of(const struct making *making)
{
    const struct fms_asset *asset = making->shot->asset;
    int64_t across = asset->width_px * making->height_px, along = asset->height_px * making->width_px;
    int64_t visible = 1000 * MIN(across, along) / MAX(MAX(across, along), 1);
    return making->shot->fit == FMS_FIT_COVER && visible < COVER_LEAST ? FMS_FIT_BLUR : making->shot->fit;
}

static void add_still(struct making *making)
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
    };
    set_movement(making, &layer.still);
    g_array_append_val(making->layers, layer);
}

static void add_clip(struct making *making)
{
    struct fms_layer layer = { .kind = FMS_LAYER_CLIP };
    layer.clip = (struct fms_clip_layer){
        .asset_digest = making->shot->asset->digest.hex,
        .asset = making->shot->asset,
        .fit = fit_of(making),
        .w = making->width_px,
        .h = making->height_px,
        .pad_rgba = making->stage->theme->ground_bottom,
    };
    g_array_append_val(making->layers, layer);
}

/* Captions whose words are spoken in this shot. */
static void add_captions(struct making *making)
{
    const struct fms_timeline *timeline = making->stage->timeline;
    const struct fms_theme *theme = making->stage->theme;
    struct fms_rate rate = making->stage->settings->video.rate;
    int64_t start = making->place->begin - making->place->head;
    if (strcmp(timeline->board->captions, "burned") != 0)
        return;
    for (size_t i = 0; i < timeline->n_cues; i++) {
        const struct fms_cue *cue = &timeline->cues[i];
        int64_t from = fms_frames_floor(cue->begin, rate), to = fms_frames_ceil(cue->end, rate);
        if (from < making->place->begin || from >= making->place->end)
            continue;
        struct fms_layer layer = text_layer(making, slot_called(making, "caption.text"), cue->text, from - start);
        layer.text.leave_frame = to - start;
        layer.text.paper_rgba = theme->caption_paper;
        layer.text.paper_pad_px = layer.text.size_px / 4;
        g_array_append_val(making->layers, layer);
    }
}

static void picture_scene(struct making *making)
{
    if (making->shot->asset->kind == FMS_ASSET_CLIP)
        add_clip(making);
    else
        add_still(making);
    add_captions(making);
}

static void credits_scene(struct making *making)
{
    struct fms_layer layer = { .kind = FMS_LAYER_ROLL };
    struct fms_roll_layer *roll = fms_roll_of_board(making->scene, making->stage->timeline->board, making->stage);
    layer.roll = *roll;
    add_ground(making);
    g_array_append_val(making->layers, layer);
}

static void fill(struct making *making)
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
    struct making making = {
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
