/*
 * Every figure, sign, month and piece of text is drawn once, when the layer opens; a frame only puts them side by side. The order
 * in which the parts of the pattern are seen is Pango's, once, for the final value: directions may mix.
 *
 * Figures stand in cells of one width. While a date counts, its parts stand in slots as wide as the widest that comes, so that
 * nothing trembles; before and after, the slots close up, or a short month would leave a gap for good.
 */
#include "counter-value-private.h"
#include "ease-private.h"
#include "language-tag.h"
#include "picture-private.h"
#include "text-private.h"

#include <string.h>

enum { N_SIGNS = FMS_SIGN_MONTH + 12, N_STAMPS = N_SIGNS + FMS_COUNTER_MOST_PARTS };

/** Wider than any line. */
#define COLUMN_PX 60000

/** What is drawn once: sprites from the pen's place on the baseline. */
struct stamp {
    struct fms_sprite sprites[FMS_SPRITE_KINDS];
    int32_t advance_px;
};

struct counter {
    struct fms_item item;
    const struct fms_counter_layer *layer;
    struct fms_ink ink;
    struct fms_rect box;
    int32_t most_px; /**< of a sprite */
    bool leftward;
    int n_parts;
    struct fms_counter_part parts[FMS_COUNTER_MOST_PARTS]; /**< as they are seen, from left to right */
    int32_t slots_px[FMS_COUNTER_MOST_PARTS];              /**< the widest that each comes to be */
    int64_t settle_frames;                                 /**< that slots take to open and close */
    double size_px;
    int32_t ascent_px, descent_px;
    struct stamp stamps[N_STAMPS]; /**< signs, then the texts of parts by their place in `parts` */
};

/** The text of a stamp, to be freed. */
static char *text_of(const struct counter *counter, int stamp)
{
    const struct fms_counter_layer *layer = counter->layer;
    if (stamp < 10)
        return g_strdup_printf("%d", stamp);
    if (stamp == FMS_SIGN_MINUS)
        return g_strdup("−");
    if (stamp == FMS_SIGN_GROUP || stamp == FMS_SIGN_POINT) {
        const char *sign = stamp == FMS_SIGN_GROUP ? layer->group : layer->point;
        return g_strdup(sign ? sign : "");
    }
    if (stamp >= N_SIGNS) {
        const struct fms_counter_part *part = &counter->parts[stamp - N_SIGNS];
        return g_strndup(layer->pattern + part->begin, (gsize) (part->end - part->begin));
    }
    char **names = g_strsplit(layer->months ? layer->months : "", "|", 12);
    char *name = g_strdup((guint) (stamp - FMS_SIGN_MONTH) < g_strv_length(names) ? names[stamp - FMS_SIGN_MONTH] : "");
    g_strfreev(names);
    return name;
}

static struct fms_letters letters_of(const struct fms_counter_layer *layer)
{
    return (struct fms_letters){ .family = layer->family,
                                 .language = layer->language,
                                 .weight = (int) CLAMP(layer->weight, 100, 1000) };
}

static void clear_stamp(struct stamp *stamp)
{
    for (int kind = 0; kind < FMS_SPRITE_KINDS; kind++)
        fms_sprite_clear(&stamp->sprites[kind]);
    stamp->advance_px = 0;
}

static void make_stamp(struct counter *counter, int i)
{
    struct stamp *stamp = &counter->stamps[i];
    struct fms_text_block block = {
        .letters = letters_of(counter->layer), .line_permille = 1000, .width_px = COLUMN_PX, .fixed_sides = true
    };
    char *text = g_strdelimit(text_of(counter, i), "\n\r\t", ' ');
    clear_stamp(stamp);
    fms_text_block_begin(&block, text);
    fms_text_block_set(&block, counter->size_px, counter->size_px);
    fms_text_block_finish(&block);
    for (int kind = 0; *text && kind < FMS_SPRITE_KINDS; kind++) {
        struct fms_sprite sprite = fms_sprite_of(&block, 0, (enum fms_sprite_kind) kind, counter->most_px);
        sprite.x -= block.lines[0].x;
        sprite.y -= block.lines[0].baseline;
        stamp->sprites[kind] = sprite;
    }
    PangoRectangle logical;
    pango_layout_line_get_extents(block.lines[0].line, NULL, &logical);
    stamp->advance_px = *text ? (logical.width + PANGO_SCALE - 1) >> 10 : 0;
    counter->ascent_px = MAX(counter->ascent_px, block.ascent_px);
    counter->descent_px = MAX(counter->descent_px, block.descent_px);
    fms_text_block_clear(&block);
    g_free(text);
}

/** Whether any value has this stamp. */
static bool is_used(const struct counter *counter, int stamp)
{
    if (stamp >= N_SIGNS)
        return stamp - N_SIGNS < counter->n_parts && counter->parts[stamp - N_SIGNS].kind == FMS_PART_TEXT;
    return stamp < FMS_SIGN_MONTH || counter->layer->kind == FMS_COUNTER_DATE;
}

/** Puts figures into the middle of cells of one width. */
static void even_figures(struct counter *counter)
{
    int32_t widest = 0;
    for (int i = 0; i < 10; i++)
        widest = MAX(widest, counter->stamps[i].advance_px);
    for (int i = 0; i < 10; i++) {
        struct stamp *figure = &counter->stamps[i];
        for (int kind = 0; kind < FMS_SPRITE_KINDS; kind++)
            figure->sprites[kind].x += (widest - figure->advance_px) / 2;
        figure->advance_px = widest;
    }
}

static int32_t width_of(const struct counter *counter, int part, int64_t value)
{
    uint8_t signs[FMS_COUNTER_MOST_SIGNS];
    int32_t width = counter->parts[part].kind == FMS_PART_TEXT ? counter->stamps[N_SIGNS + part].advance_px : 0;
    int n = fms_counter_signs(counter->layer, counter->parts[part].kind, value, signs);
    for (int i = 0; i < n; i++)
        width += counter->stamps[signs[i]].advance_px;
    return width;
}

/* A part is widest at one of the ends; of dates, names and days go through all that lie between, a year's worth at most. */
static int32_t measure(struct counter *counter)
{
    const struct fms_counter_layer *layer = counter->layer;
    int64_t from = fms_counter_value(layer, INT64_MIN), to = fms_counter_value(layer, INT64_MAX),
            step = from < to ? 1 : -1;
    int64_t days = layer->kind == FMS_COUNTER_DATE ? MIN(ABS(to - from), 366) : 0;
    int32_t all = 0;
    for (int i = 0; i < counter->n_parts; i++) {
        int32_t widest = MAX(width_of(counter, i, from), width_of(counter, i, to));
        for (int64_t day = 0; day <= days; day++)
            widest = MAX(widest, width_of(counter, i, from + day * step));
        counter->slots_px[i] = widest;
        all += widest;
    }
    return all;
}

static int32_t make_stamps(struct counter *counter)
{
    counter->ascent_px = counter->descent_px = 0;
    for (int i = 0; i < N_STAMPS; i++)
        if (is_used(counter, i))
            make_stamp(counter, i);
    even_figures(counter);
    return measure(counter);
}

static void fit(struct counter *counter)
{
    const struct fms_counter_layer *layer = counter->layer;
    counter->size_px = (double) CLAMP(layer->size_px, 1, 2000);
    for (int tries = 0; tries < 4; tries++) {
        int32_t width = make_stamps(counter), height = counter->ascent_px + counter->descent_px;
        double by = MIN((double) MAX(counter->box.w, 1) / MAX(width, 1),
                        counter->box.h > 0 ? (double) counter->box.h / MAX(height, 1) : 1);
        if (by >= 1 || counter->size_px <= 4)
            return;
        counter->size_px = MAX(4, (double) (int32_t) (counter->size_px * by));
    }
}

/** What the final value reads, with the byte at which each part begins. */
static char *final_text(const struct counter *counter, int begins[FMS_COUNTER_MOST_PARTS])
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < counter->n_parts; i++) {
        uint8_t signs[FMS_COUNTER_MOST_SIGNS];
        const struct fms_counter_part *part = &counter->parts[i];
        int n = fms_counter_signs(counter->layer, part->kind, counter->layer->to, signs);
        begins[i] = (int) text->len;
        if (part->kind == FMS_PART_TEXT)
            g_string_append_len(text, counter->layer->pattern + part->begin, part->end - part->begin);
        for (int k = 0; k < n; k++) {
            char *sign = text_of(counter, signs[k]);
            g_string_append(text, signs[k] == FMS_SIGN_MINUS ? "" : sign);
            g_free(sign);
        }
    }
    return g_string_free(text, FALSE);
}

/** Whether a text is read leftwards: as its first letter is, or its language where it has none. */
static bool is_leftward(const char *text, const char *language)
{
    static const GUnicodeScript scripts[] = { G_UNICODE_SCRIPT_ARABIC, G_UNICODE_SCRIPT_HEBREW, G_UNICODE_SCRIPT_SYRIAC,
                                              G_UNICODE_SCRIPT_THAANA, G_UNICODE_SCRIPT_NKO };
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        for (size_t i = 0; g_unichar_isalpha(c) && i < G_N_ELEMENTS(scripts); i++)
            if (g_unichar_get_script(c) == scripts[i])
                return true;
        if (g_unichar_isalpha(c))
            return false;
    }
    return language && fms_language_is_leftward(language);
}

/** Puts the parts in the order in which they are seen. */
static void order(struct counter *counter)
{
    int begins[FMS_COUNTER_MOST_PARTS], places[FMS_COUNTER_MOST_PARTS];
    struct fms_letters letters = letters_of(counter->layer);
    char *text = final_text(counter, begins);
    PangoLayout *layout = fms_fonts_layout(&letters, text);
    counter->leftward = is_leftward(text, letters.language);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_context_set_base_dir(pango_layout_get_context(layout),
                               counter->leftward ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    for (int i = 0; i < counter->n_parts; i++) {
        PangoRectangle place;
        pango_layout_index_to_pos(layout, begins[i], &place);
        places[i] = place.x + place.width / 2; /* the width of what is read leftwards is negative */
    }
    for (int i = 1; i < counter->n_parts; i++)
        for (int k = i; k > 0 && places[k] < places[k - 1]; k--) {
            int place = places[k];
            struct fms_counter_part part = counter->parts[k];
            places[k] = places[k - 1];
            counter->parts[k] = counter->parts[k - 1];
            places[k - 1] = place;
            counter->parts[k - 1] = part;
        }
    g_object_unref(layout);
    g_free(text);
}

static void paint_stamp(const struct counter *counter, const struct stamp *stamp, struct fms_paint_at at,
                        struct fms_frame *out)
{
    for (int kind = 0; kind < FMS_SPRITE_KINDS; kind++) {
        const struct fms_sprite *sprite = &stamp->sprites[kind];
        struct fms_paint_at there = { at.x + sprite->x, at.y_256ths + (int64_t) sprite->y * 256, at.opacity };
        if (sprite->own)
            fms_paint_cover(out, &sprite->cover, there, counter->ink);
    }
}

static void paint_part(const struct counter *counter, int part, int64_t value, struct fms_paint_at at,
                       struct fms_frame *out)
{
    uint8_t signs[FMS_COUNTER_MOST_SIGNS];
    int n = fms_counter_signs(counter->layer, counter->parts[part].kind, value, signs);
    if (counter->parts[part].kind == FMS_PART_TEXT)
        paint_stamp(counter, &counter->stamps[N_SIGNS + part], at, out);
    for (int i = 0; i < n; i++) {
        paint_stamp(counter, &counter->stamps[signs[i]], at, out);
        at.x += counter->stamps[signs[i]].advance_px;
    }
}

/** How far the slots are open, in FMS_EASE_ONE. */
static int64_t openness(const struct counter *counter, int64_t n)
{
    const struct fms_counter_layer *layer = counter->layer;
    if (layer->kind != FMS_COUNTER_DATE || layer->count_end <= layer->count_begin)
        return 0;
    int64_t opened = fms_ease_out(fms_ease_entered(n, layer->count_begin, counter->settle_frames));
    int64_t closed = fms_ease_out(fms_ease_entered(n, layer->count_end, counter->settle_frames));
    return MAX(opened - closed, 0);
}

static int32_t left_of(const struct counter *counter, int32_t width)
{
    int64_t align = counter->layer->halign;
    int32_t room = counter->box.w - width;
    if (align == FMS_ALIGN_CENTRE)
        return counter->box.x + room / 2;
    return counter->box.x + ((align == FMS_ALIGN_END) != counter->leftward ? room : 0);
}

static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    const struct counter *counter = (struct counter *) item;
    int64_t value = fms_counter_value(counter->layer, n), open = openness(counter, n);
    int32_t widths[FMS_COUNTER_MOST_PARTS], own[FMS_COUNTER_MOST_PARTS], all = 0;
    int32_t opacity = fms_ease_opacity(n, FMS_PRESENCE_OF(counter->layer));
    for (int i = 0; i < counter->n_parts; i++) {
        own[i] = width_of(counter, i, value);
        widths[i] = own[i] + (int32_t) ((counter->slots_px[i] - own[i]) * open / FMS_EASE_ONE);
        all += widths[i];
    }
    int32_t spare = counter->box.h - counter->ascent_px - counter->descent_px, x = left_of(counter, all);
    int32_t down = counter->layer->valign == FMS_ALIGN_START ? 0
                   : counter->layer->valign == FMS_ALIGN_END ? spare
                                                             : spare / 2;
    int64_t baseline = counter->box.y + counter->ascent_px + (counter->box.h > 0 ? down : 0);
    for (int i = 0; i < counter->n_parts && opacity > 0; i++) {
        int32_t in = counter->parts[i].kind == FMS_PART_NAME ? (widths[i] - own[i]) / 2 : widths[i] - own[i];
        paint_part(counter, i, value, (struct fms_paint_at){ x + in, baseline * 256, opacity }, out);
        x += widths[i];
    }
    return true;
}

static void close_counter(struct fms_item *item)
{
    struct counter *counter = (struct counter *) item;
    for (int i = 0; i < N_STAMPS; i++)
        clear_stamp(&counter->stamps[i]);
    g_free(counter);
}

struct fms_item *fms_counter_open(const struct fms_opening *opening, const struct fms_counter_layer *layer)
{
    struct counter *counter = g_new0(struct counter, 1);
    const struct fms_scene *scene = opening->scene;
    counter->item = (struct fms_item){ draw, close_counter };
    counter->layer = layer;
    counter->ink = fms_ink_of(layer->rgba);
    counter->box = (struct fms_rect){ fms_px(layer->x), fms_px(layer->y), fms_px(layer->w), fms_px(layer->h) };
    counter->most_px = 2 * MAX(scene->width_px, scene->height_px);
    counter->settle_frames =
        CLAMP((layer->count_end - layer->count_begin) / 2, 1, scene->rate.num / (2 * scene->rate.den));
    counter->n_parts = fms_counter_parse(layer, counter->parts);
    fms_fonts_lock();
    order(counter);
    fit(counter);
    fms_fonts_unlock();
    return &counter->item;
}
