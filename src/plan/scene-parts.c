/*
 * The parts that scenes are made of: the ground, texts and rules in the theme's slots, and texts whose words appear as
 * they are spoken.
 */
#include "language-tag.h"
#include "making-private.h"

#include <string.h>

enum {
    CUE_LEAD_FRAMES = 2, /* a word starts to appear this long before it sounds, so that it is there when it does */
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
    if (g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED))
        fms_error(stage->diags, span, "font.glyph",
                  "install a font that has it, such as one of Debian's fonts-noto packages", "%s", error->message);
    else
        fms_error(stage->diags, span, "machine.fonts", NULL, "a font cannot be read: %s", error->message);
    g_error_free(error);
    return "";
}

static int64_t ms_frames(const struct fms_making *making, int64_t ms)
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

void fms_making_ground(struct fms_making *making)
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

/* Right-to-left films mirror what stands at a side; what is centred stays. */
static int64_t mirrored(const struct fms_making *making, int64_t x, int64_t w)
{
    static const char *const leftward[] = { "ar", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi", NULL };
    return fms_language_in(making->stage->language, leftward) ? making->width_px - x - w : x;
}

/* Slanting is at home in Latin, Cyrillic and Greek; other scripts set a quotation upright. */
static bool has_italics(const char *language)
{
    static const char *const upright[] = { "zh", "yue", "ja", "ko", "ar", "fa", "ur", "he", "hi",
                                           "mr", "ne",  "bn", "pa", "gu", "ta", "te", "kn", "ml",
                                           "si", "th",  "lo", "km", "my", "ka", "am", NULL };
    return !fms_language_in(language, upright);
}

struct fms_layer fms_making_text_layer(struct fms_making *making, const struct fms_slot *slot, const char *text,
                                       int64_t enter_frame)
{
    const struct fms_stage *stage = making->stage;
    struct fms_layer layer = { .kind = FMS_LAYER_TEXT };
    bool italic = slot->italic && has_italics(stage->language);
    const char *family = fms_families(making->scene, slot->family, stage->language);
    layer.text = (struct fms_text_layer){
        .text = text,
        .language = stage->language,
        .family = family,
        .fonts = fms_stage_fonts(stage, making->shot->span, family, slot->weight, italic, text),
        .weight = slot->weight,
        .italic = italic,
        .size_px = fms_stage_px(stage, slot->size),
        .min_size_px = fms_stage_px(stage, slot->min_size),
        .rgba = slot->rgba,
        .x = mirrored(making, slot->x * making->width_px / 1000, slot->w * making->width_px / 1000),
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

const struct fms_slot *fms_making_slot_called(const struct fms_making *making, const char *name)
{
    return fms_theme_slot(making->stage->theme, making->shape, name);
}

void fms_making_text(struct fms_making *making, const char *slot, const char *text, int64_t enter_frame)
{
    if (!text || !*text)
        return;
    struct fms_layer layer = fms_making_text_layer(making, fms_making_slot_called(making, slot), text, enter_frame);
    g_array_append_val(making->layers, layer);
}

void fms_making_rule(struct fms_making *making, const char *name, int64_t enter_frame)
{
    const struct fms_slot *slot = fms_making_slot_called(making, name);
    struct fms_layer layer = { .kind = FMS_LAYER_BOX };
    layer.box = (struct fms_box_layer){
        .x = mirrored(making, slot->x * making->width_px / 1000, slot->w * making->width_px / 1000),
        .y = slot->y * making->height_px / 1000,
        .w = slot->w * making->width_px / 1000,
        .h = MAX(2, fms_stage_px(making->stage, slot->size)),
        .rgba = slot->rgba,
        .stack = slot->stack,
        .gap_px = fms_stage_px(making->stage, slot->gap),
        .enter_frame = enter_frame,
        .enter_frames = ms_frames(making, making->stage->theme->entrance_ms),
        .leave_frame = -1,
    };
    g_array_append_val(making->layers, layer);
}

static void add_cue(GArray *cues, struct fms_rate rate, int32_t begin, fms_ticks t)
{
    struct fms_text_cue cue = { begin, MAX(0, fms_frames_floor(t, rate) - CUE_LEAD_FRAMES) };
    g_array_append_val(cues, cue);
}

/* Frames of the scene at which the beats' words sound. `text` holds the shown beats' lines one after another from `from`.
 * Words that are not said come with the word before them, those at a beat's beginning with the beat. */
static void add_cues(struct fms_making *making, struct fms_text_layer *layer, size_t from)
{
    const struct fms_timeline *timeline = making->stage->timeline;
    struct fms_rate rate = making->stage->settings->video.rate;
    fms_ticks start = fms_ticks_from_frames(making->place->begin - making->place->head, rate);
    GArray *cues = g_array_new(FALSE, FALSE, sizeof(struct fms_text_cue));
    const char *cursor = layer->text + from;
    for (size_t i = 0; i < making->shot->n_beats; i++) {
        const struct fms_place_beat *beat = &timeline->beats[making->place->first_beat + i];
        const char *at = beat->beat->shown ? strstr(cursor, beat->beat->line.text) : NULL;
        const struct fms_take *take = beat->take;
        int32_t begin = at ? (int32_t) (at - layer->text) : 0;
        if (at && (take->n_words == 0 || take->words[0].begin > 0))
            add_cue(cues, rate, begin, fms_ticks_from_samples(beat->at) - start);
        for (size_t k = 0; at && k < take->n_words; k++)
            add_cue(cues, rate, begin + take->words[k].begin,
                    fms_ticks_from_samples(beat->at + take->words[k].from) - start);
        cursor = at ? at + strlen(beat->beat->line.text) : cursor;
    }
    layer->n_cues = cues->len;
    layer->cues = talloc_memdup(making->scene, cues->data, cues->len * sizeof(struct fms_text_cue));
    g_array_free(cues, TRUE);
}

void fms_making_spoken_text(struct fms_making *making, const char *slot, const char *text, size_t from)
{
    struct fms_layer layer =
        fms_making_text_layer(making, fms_making_slot_called(making, slot), text, making->place->head);
    add_cues(making, &layer.text, from);
    g_array_append_val(making->layers, layer);
}
