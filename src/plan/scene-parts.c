/*
 * The parts that scenes are made of: the ground, texts and rules in the theme's slots, and texts whose words appear as
 * they are spoken.
 */
#include "character-name.h"
#include "language-tag.h"
#include "making-private.h"
#include "typeset-private.h"

#include <string.h>

enum {
    CUE_LEAD_FRAMES = 2, /* a word starts to appear this long before it sounds, so that it is there when it does */
};

int64_t fms_stage_px(const struct fms_stage *stage, int64_t permille)
{
    int64_t shorter = MIN(stage->settings->video.width_px, stage->settings->video.height_px);
    return (permille * shorter + 500) / 1000;
}

/* The character that the world names, as U+XXXX; 0 where it names none. */
static gunichar missing_in(const char *message)
{
    const char *at = strstr(message, "U+");
    return at ? (gunichar) g_ascii_strtoull(at + 2, NULL, 16) : 0;
}

/* Where a character stands: in `span`, else wherever the source has it first; else `span`. */
static struct fms_span place_of(const struct fms_stage *stage, struct fms_span span, gunichar c)
{
    const struct fms_board *board = stage->timeline ? stage->timeline->board : NULL;
    char character[7] = { 0 };
    int n = c ? g_unichar_to_utf8(c, character) : 0;
    if (!span.source && board && board->n_shots > 0)
        span = (struct fms_span){ .source = board->shots[0].span.source };
    if (!span.source || n == 0)
        return span;
    const char *text = span.source->text;
    const char *found =
        span.end > span.begin ? g_strstr_len(text + span.begin, (gssize) (span.end - span.begin), character) : NULL;
    found = found ? found : strstr(text, character);
    if (!found)
        return span;
    span.begin = (size_t) (found - text);
    span.end = span.begin + (size_t) n;
    return span;
}

/* What the world says of fonts; "" after a diagnostic. */
static const char *settle_fonts(const struct fms_stage *stage, struct fms_span span, const char *digest, GError *error)
{
    if (digest)
        return digest;
    if (g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED)) {
        gunichar c = missing_in(error->message);
        char *name = c ? fms_character_name(c) : NULL;
        char *message =
            name ? g_strdup_printf("no font installed has the character %s", name) : g_strdup(error->message);
        fms_error(stage->diags, place_of(stage, span, c), "font.glyph",
                  "install a font that has it, such as one of Debian's fonts-noto packages", "%s", message);
        g_free(message);
        g_free(name);
    } else
        fms_error(stage->diags, span, "machine.fonts", NULL, "a font cannot be read: %s", error->message);
    g_error_free(error);
    return "";
}

const char *fms_stage_fonts(const struct fms_stage *stage, struct fms_span span, const char *family, int weight,
                            bool italic, const char *text)
{
    GError *error = NULL;
    const char *digest = stage->world->fonts(stage->world->user, family, weight, italic, stage->language, text, &error);
    return settle_fonts(stage, span, digest, error);
}

int64_t fms_making_frames(const struct fms_making *making, int64_t ms)
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
bool fms_making_is_rtl(const struct fms_making *making)
{
    return fms_language_is_leftward(making->stage->language);
}

struct fms_area fms_making_mirror(const struct fms_making *making, struct fms_area area, struct fms_area in)
{
    if (fms_making_is_rtl(making))
        area.x = in.x + in.w - (area.x - in.x) - area.w;
    return area;
}

struct fms_area fms_making_area(const struct fms_making *making, const struct fms_slot *slot)
{
    return fms_making_mirror(making, fms_stage_area(making->stage, slot),
                             (struct fms_area){ 0, 0, making->width_px, making->height_px });
}

void fms_making_add(struct fms_making *making, const struct fms_layer *layer)
{
    g_array_append_vals(making->layers, layer, 1);
}

struct fms_box_layer *fms_making_box(struct fms_making *making, struct fms_area area, uint32_t rgba,
                                     int64_t enter_frame, int64_t ms)
{
    struct fms_layer layer = { .kind = FMS_LAYER_BOX };
    layer.box = (struct fms_box_layer){ .x = area.x, .y = area.y, .w = area.w, .h = area.h, .rgba = rgba };
    layer.box.growth = fms_making_is_rtl(making) ? FMS_GROW_LEFTWARD : FMS_GROW_RIGHTWARD;
    layer.box.enter_frame = enter_frame;
    layer.box.enter_frames = fms_making_frames(making, ms);
    layer.box.leave_frame = -1;
    fms_making_add(making, &layer);
    return &g_array_index(making->layers, struct fms_layer, making->layers->len - 1).box;
}

void fms_making_measure(const struct fms_making *making, const struct fms_text_layer *text, int32_t *w, int32_t *h)
{
    const struct fms_stage *stage = making->stage;
    const struct fms_typewritten written = { .text = text->text, .language = stage->language };
    struct fms_text_layer set = *text;
    GError *error = NULL;
    *w = *h = 0;
    if (!text->verbatim)
        set.text = fms_typeset(making->scene, &written, NULL);
    if (stage->world->measure(stage->world->user, &set, w, h, &error))
        return;
    fms_error(stage->diags, making->shot->span, "machine.fonts", NULL, "a text cannot be measured: %s", error->message);
    g_error_free(error);
}

int64_t fms_making_beat_frame(const struct fms_making *making, size_t beat, int32_t at)
{
    const struct fms_timeline *timeline = making->stage->timeline;
    struct fms_rate rate = making->stage->settings->video.rate;
    fms_ticks start = fms_ticks_from_frames(making->place->begin - making->place->head, rate);
    if (beat >= making->shot->n_beats)
        return making->place->head;
    fms_ticks t = fms_timeline_word(timeline, making->place, beat, at);
    return MAX(0, fms_frames_floor(t - start, rate) - CUE_LEAD_FRAMES);
}

/* Slanting is at home in Latin, Cyrillic and Greek; other scripts set a quotation upright. */
static bool has_italics(const char *language)
{
    static const char *const upright[] = { "zh", "yue", "ja", "ko", "ar", "fa", "ur", "he", "hi",
                                           "mr", "ne",  "bn", "pa", "gu", "ta", "te", "kn", "ml",
                                           "si", "th",  "lo", "km", "my", "ka", "am", NULL };
    return !fms_language_in(language, upright);
}

/* The ground behind the words lies in the slot, as they do. */
static void set_on_paper(struct fms_text_layer *text, const struct fms_slot *slot)
{
    int64_t pad = text->size_px * slot->pad / 1000;
    text->paper_rgba = slot->paper_rgba;
    text->paper_pad_px = pad;
    text->x += pad;
    text->w -= 2 * pad;
    if (slot->stack == 0) {
        text->y += pad;
        text->h -= 2 * pad;
    }
}

struct fms_layer fms_making_text_layer(struct fms_making *making, const struct fms_slot *slot, const char *text,
                                       int64_t enter_frame)
{
    const struct fms_stage *stage = making->stage;
    struct fms_layer layer = { .kind = FMS_LAYER_TEXT };
    struct fms_area area = fms_making_area(making, slot);
    bool italic = slot->italic && has_italics(stage->language);
    const char *family = fms_theme_families(making->scene, slot->family, stage->language);
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
        .x = area.x,
        .y = area.y,
        .w = area.w,
        .h = area.h,
        .halign = slot->halign,
        .valign = slot->valign,
        .stack = slot->stack,
        .gap_px = fms_stage_px(stage, slot->gap),
        .line_permille = slot->line,
        .tracking_permille = slot->tracking,
        .entrance = entrance_of(slot),
        .enter_frame = enter_frame,
        .enter_frames = fms_making_frames(making, stage->theme->entrance_ms),
        .leave_frame = -1,
        .slot = slot->name,
    };
    if (slot->paper)
        set_on_paper(&layer.text, slot);
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
    fms_making_typeset(making, &layer.text, false);
    g_array_append_val(making->layers, layer);
}

void fms_making_rule(struct fms_making *making, const char *name, int64_t enter_frame)
{
    const struct fms_slot *slot = fms_making_slot_called(making, name);
    struct fms_area area = fms_making_area(making, slot);
    area.h = MAX(2, fms_stage_px(making->stage, slot->size));
    struct fms_box_layer *box =
        fms_making_box(making, area, slot->rgba, enter_frame, making->stage->theme->entrance_ms);
    box->stack = slot->stack;
    box->gap_px = fms_stage_px(making->stage, slot->gap);
}

/* The bytes of what is there move to where they went; `length`: of the text that they were bytes of. */
static void move_places(struct fms_making *making, struct fms_text_layer *layer, const int32_t *places, int32_t length)
{
    struct fms_text_run *runs = talloc_array(making->scene, struct fms_text_run, layer->n_runs);
    struct fms_text_cue *cues = talloc_array(making->scene, struct fms_text_cue, layer->n_cues);
    for (size_t i = 0; i < layer->n_runs; i++) {
        runs[i] = layer->runs[i];
        runs[i].begin = places[CLAMP(runs[i].begin, 0, length)];
        runs[i].end = places[CLAMP(runs[i].end, 0, length)];
    }
    for (size_t i = 0; i < layer->n_cues; i++)
        cues[i] = (struct fms_text_cue){ places[CLAMP(layer->cues[i].begin, 0, length)], layer->cues[i].frame };
    layer->runs = runs;
    layer->cues = cues;
}

void fms_making_typeset(struct fms_making *making, struct fms_text_layer *layer, bool inside)
{
    const struct fms_stage *stage = making->stage;
    const struct fms_typewritten written = { layer->text, stage->language, inside, layer->n_runs, layer->runs };
    int32_t *places = NULL;
    layer->text = fms_typeset(making->scene, &written, &places);
    if (!places)
        return;
    move_places(making, layer, places, (int32_t) strlen(written.text));
    layer->fonts =
        fms_stage_fonts(stage, making->shot->span, layer->family, (int) layer->weight, layer->italic != 0, layer->text);
}

void fms_making_style(struct fms_making *making, struct fms_text_layer *layer, const struct fms_text_run *runs,
                      size_t n_runs)
{
    const struct fms_theme *theme = making->stage->theme;
    layer->runs = runs;
    layer->n_runs = n_runs;
    fms_making_typeset(making, layer, making->shot->kind == FMS_SHOT_QUOTE && !making->shot->opens);
    if (n_runs == 0)
        return;
    layer->strong_rgba = theme->accent;
    layer->mark_rgba = theme->mark;
    layer->mono = fms_theme_families(making->scene, theme->mono, making->stage->language);
    GError *error = NULL;
    const struct fms_world *world = making->stage->world;
    const char *digest = world->text_fonts(world->user, layer, &error);
    layer->fonts = settle_fonts(making->stage, making->shot->span, digest, error);
}

static void add_cue(GArray *cues, struct fms_rate rate, int32_t begin, fms_ticks t)
{
    struct fms_text_cue cue = { begin, MAX(0, fms_frames_floor(t, rate) - CUE_LEAD_FRAMES) };
    g_array_append_val(cues, cue);
}

/* Goes over bytes [begin, end) of a line, if they stand at the cursor. */
static const char *step_over(const char *cursor, const char *line, int32_t begin, int32_t end)
{
    while (begin < end && line[begin] == ' ')
        begin++;
    while (end > begin && line[end - 1] == ' ')
        end--;
    cursor += strspn(cursor, " ");
    return cursor + (strncmp(cursor, line + begin, (size_t) (end - begin)) == 0 ? end - begin : 0);
}

/*
 * A line of which not every word is set: those that are follow one another from `cursor` on; one that does not stand there is
 * only said. @return where the next line begins.
 */
static const char *add_cues_apart(GArray *cues, struct fms_rate rate, const char *text, const char *cursor,
                                  const struct fms_place_beat *beat, fms_ticks start)
{
    const struct fms_take *take = beat->take;
    const char *line = beat->beat->line.text;
    int32_t said = 0;
    for (size_t k = 0; k < take->n_words; k++) {
        cursor = step_over(cursor, line, said, take->words[k].begin); /* shown and not said */
        cursor += strspn(cursor, " ");
        said = take->words[k].end;
        const char *behind = step_over(cursor, line, take->words[k].begin, said);
        if (behind > cursor)
            add_cue(cues, rate, (int32_t) (cursor - text),
                    fms_ticks_from_samples(beat->at + take->words[k].from) - start);
        cursor = behind;
    }
    return step_over(cursor, line, said, (int32_t) strlen(line));
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
        if (at)
            cursor = at + strlen(beat->beat->line.text);
        else if (beat->beat->shown)
            cursor = add_cues_apart(cues, rate, layer->text, cursor, beat, start);
    }
    layer->n_cues = cues->len;
    layer->cues = talloc_memdup(making->scene, cues->data, cues->len * sizeof(struct fms_text_cue));
    g_array_free(cues, TRUE);
}

void fms_making_spoken_text(struct fms_making *making, const char *slot, const char *text, size_t from)
{
    struct fms_layer layer =
        fms_making_text_layer(making, fms_making_slot_called(making, slot), text, making->place->head);
    size_t n = making->shot->n_runs;
    struct fms_text_run *runs = talloc_array(making->scene, struct fms_text_run, n);
    for (size_t i = 0; i < n; i++) {
        runs[i] = making->shot->runs[i];
        runs[i].begin += (int32_t) from;
        runs[i].end += (int32_t) from;
    }
    add_cues(making, &layer.text, from);
    fms_making_style(making, &layer.text, runs, n);
    g_array_append_val(making->layers, layer);
}
