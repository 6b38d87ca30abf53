/*
 * Each line is a sprite of its own. Where words enter one by one, a line is cut into pieces, midway in the blanks between
 * what the cues begin, along the line as it is seen: a cue's words may lie in several pieces where directions mix.
 */
#include "text-draw-private.h"

#include "ease-private.h"

#include <stdlib.h>
#include <string.h>

/** Columns [from, to) of a line's sprite, which enter at `frame`. */
struct piece {
    int32_t from, to;
    int64_t frame;
};

struct line {
    struct fms_sprite sprite;
    struct fms_rect paper; /**< from the block's corner; no width: none */
    int n_pieces;
    struct piece *pieces;
};

struct text {
    struct fms_item item;
    const struct fms_text_layer *layer;
    struct fms_ink ink, paper;
    int32_t x, y;
    int32_t size_px;
    int64_t settled; /**< from this frame on all words are there */
    int n_lines;
    struct line *lines;
};

/** A line's part that begins with one cue, in Pango's units from the line's origin. */
struct range {
    int left, right;
    int64_t frame;
};

static int by_left(const void *a, const void *b)
{
    int left = ((const struct range *) a)->left, other = ((const struct range *) b)->left;
    return left < other ? -1 : left > other;
}

/** Where words that begin at `at` begin to be seen: marks that open belong to what follows them. */
static int32_t take_marks(const char *text, int32_t at)
{
    while (at > 0) {
        const char *before = g_utf8_prev_char(text + at);
        gunichar c = g_utf8_get_char(before);
        GUnicodeType type = g_unichar_type(c);
        if (type != G_UNICODE_OPEN_PUNCTUATION && type != G_UNICODE_INITIAL_PUNCTUATION && c != '"' && c != '\'' &&
            c != 0xBF && c != 0xA1)
            break;
        at = (int32_t) (before - text);
    }
    return at;
}

/** Adds what bytes [from, to) of a line cover, blanks at the end left out. */
static void add_ranges(GArray *ranges, PangoLayoutLine *line, const char *text, struct fms_rect bytes, int64_t frame)
{
    int from = MAX(bytes.x, line->start_index), to = MIN(bytes.w, line->start_index + line->length);
    while (to > from && (text[to - 1] == ' ' || text[to - 1] == '\t'))
        to--;
    if (to <= from)
        return;
    int *found, n, *whole, n_whole;
    pango_layout_line_get_x_ranges(line, from, to, &found, &n);
    pango_layout_line_get_x_ranges(line, line->start_index, line->start_index + line->length, &whole, &n_whole);
    for (int i = 0; i < n; i++) {
        struct range range = { found[2 * i] - whole[0], found[2 * i + 1] - whole[0], frame };
        g_array_append_val(ranges, range);
    }
    g_free(found);
    g_free(whole);
}

/** Cuts a line's sprite between its ranges. */
static void cut(struct line *line, int32_t origin_px, GArray *ranges)
{
    g_array_sort(ranges, by_left);
    line->n_pieces = (int) ranges->len;
    line->pieces = g_new0(struct piece, MAX(ranges->len, 1));
    int32_t from = 0, width = line->sprite.cover.width_px;
    for (guint i = 0; i < ranges->len; i++) {
        const struct range *range = &g_array_index(ranges, struct range, i);
        int32_t to = width;
        if (i + 1 < ranges->len) {
            int middle = range->right / 2 + range[1].left / 2;
            to = CLAMP(origin_px + ((middle + PANGO_SCALE / 2) >> 10) - line->sprite.x, from, width);
        }
        line->pieces[i] = (struct piece){ from, to, range->frame };
        from = to;
    }
}

static void cut_words(struct text *text, struct line *line, const struct fms_text_line *set, const char *bytes)
{
    const struct fms_text_layer *layer = text->layer;
    GArray *ranges = g_array_new(FALSE, FALSE, sizeof(struct range));
    int32_t length = (int32_t) strlen(bytes), from = 0;
    for (size_t i = 0; i < layer->n_cues; i++) {
        int32_t to = length;
        if (i + 1 < layer->n_cues)
            to = take_marks(bytes, CLAMP(layer->cues[i + 1].begin, from, length));
        struct fms_rect span = { .x = from, .w = MAX(from, to) };
        add_ranges(ranges, set->line, bytes, span, layer->cues[i].frame);
        from = MAX(from, to);
    }
    cut(line, set->x, ranges);
    g_array_free(ranges, TRUE);
}

/** Gives two papers the same edge on each side where theirs nearly agree. */
static void agree(struct fms_rect *a, struct fms_rect *b, int32_t slack_px)
{
    int32_t right[2] = { a->x + a->w, b->x + b->w };
    if (abs(a->x - b->x) <= slack_px)
        a->x = b->x = MIN(a->x, b->x);
    if (abs(right[0] - right[1]) <= slack_px)
        right[0] = right[1] = MAX(right[0], right[1]);
    a->w = right[0] - a->x;
    b->w = right[1] - b->x;
}

/* Papers of lines touch but never overlap, or a translucent one would show its seams; edges that nearly agree do. */
static void set_papers(struct text *text, const struct fms_text_block *block)
{
    int32_t pad = fms_px(text->layer->paper_pad_px), rise = pad / 2;
    struct fms_rect *before = NULL;
    for (int i = 0; i < text->n_lines; i++) {
        const struct fms_text_line *set = &block->lines[i];
        struct fms_rect *paper = &text->lines[i].paper;
        if (!text->paper.alpha || set->right <= set->left)
            continue;
        *paper = (struct fms_rect){ set->left - pad, set->baseline - block->ascent_px - rise,
                                    set->right - set->left + 2 * pad, block->ascent_px + block->descent_px + 2 * rise };
        if (before) {
            int32_t seam = (before->y + before->h + paper->y) / 2;
            paper->h += paper->y - seam;
            paper->y = seam;
            before->h = seam - before->y;
            agree(before, paper, pad);
        }
        before = paper;
    }
}

/** How something that entered this far is placed: its opacity in 255ths, how far below its place in 256ths. */
static struct fms_paint_at arrival(const struct text *text, int32_t entered, int32_t left)
{
    int64_t part = text->layer->entrance == FMS_ENTER_WORDS ? 6 : 3;
    int64_t way = FMS_EASE_ONE - fms_ease_out(entered);
    struct fms_paint_at at = { .opacity = (int32_t) ((int64_t) entered * left / FMS_EASE_ONE * 255 / FMS_EASE_ONE) };
    if (text->layer->entrance == FMS_ENTER_RISE || text->layer->entrance == FMS_ENTER_WORDS)
        at.y_256ths = text->size_px * 256 / part * way / FMS_EASE_ONE;
    return at;
}

static void paint_sprite(const struct text *text, const struct line *line, struct piece piece, struct fms_paint_at at,
                         struct fms_frame *out)
{
    struct fms_cover cover = line->sprite.cover;
    cover.bytes += piece.from;
    cover.width_px = piece.to - piece.from;
    for (int i = 0; i < 3; i++)
        cover.colour[i] = cover.colour[i] ? cover.colour[i] + piece.from : NULL;
    at.x = text->x + line->sprite.x + piece.from;
    at.y_256ths += (int64_t) (text->y + line->sprite.y) * 256;
    if (cover.width_px > 0)
        fms_paint_cover(out, &cover, at, text->ink);
}

static void draw_papers(const struct text *text, struct fms_paint_at at, struct fms_frame *out)
{
    for (int i = 0; i < text->n_lines; i++) {
        struct fms_rect paper = text->lines[i].paper;
        paper.x += text->x;
        paper.y += text->y + (int32_t) ((at.y_256ths + 128) >> 8);
        if (paper.w)
            fms_paint_rect(out, paper, (int64_t) paper.w * 256, text->paper, at.opacity);
    }
}

static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    const struct text *text = (struct text *) item;
    const struct fms_text_layer *layer = text->layer;
    int64_t lasts = layer->entrance == FMS_ENTER_CUT ? 0 : layer->enter_frames;
    int32_t left = fms_ease_left(n, layer->leave_frame, layer->leave_frames);
    if (n < layer->enter_frame && layer->n_cues == 0)
        return true;
    struct fms_paint_at whole = arrival(text, fms_ease_entered(n, layer->enter_frame, lasts), left);
    draw_papers(text, whole, out);
    for (int i = 0; i < text->n_lines; i++) {
        const struct line *line = &text->lines[i];
        struct piece all = { 0, line->sprite.cover.width_px, 0 };
        if (!line->sprite.own)
            continue;
        if (!line->pieces || n >= text->settled)
            paint_sprite(text, line, all, line->pieces ? arrival(text, FMS_EASE_ONE, left) : whole, out);
        for (int k = 0; line->pieces && k < line->n_pieces && n < text->settled; k++)
            paint_sprite(text, line, line->pieces[k],
                         arrival(text, fms_ease_entered(n, line->pieces[k].frame, lasts), left), out);
    }
    return true;
}

static void close_text(struct fms_item *item)
{
    struct text *text = (struct text *) item;
    for (int i = 0; i < text->n_lines; i++) {
        fms_sprite_clear(&text->lines[i].sprite);
        g_free(text->lines[i].pieces);
    }
    g_free(text->lines);
    g_free(text);
}

/** Whether a line can come into the picture. */
static bool is_near(const struct text *text, const struct fms_text_block *block, int i, int32_t height_px)
{
    int64_t y = (int64_t) text->y + block->lines[i].baseline, reach = 2 * (block->ascent_px + block->descent_px);
    return y > -reach && y < height_px + reach;
}

struct fms_item *fms_text_open(const struct fms_opening *opening, const struct fms_text_layer *layer,
                               const struct fms_text_block *block, int32_t y)
{
    struct text *text = g_new0(struct text, 1);
    text->item = (struct fms_item){ draw, close_text };
    text->layer = layer;
    text->ink = fms_ink_of(layer->rgba);
    text->paper = fms_ink_of(layer->paper_rgba);
    text->x = fms_px(layer->x);
    text->y = y;
    text->size_px = (int32_t) block->size_px;
    text->n_lines = block->n_lines;
    text->lines = g_new0(struct line, MAX(block->n_lines, 1));
    int32_t most_px = 2 * MAX(opening->scene->width_px, opening->scene->height_px);
    for (int i = 0; i < block->n_lines; i++) {
        if (!is_near(text, block, i, opening->scene->height_px))
            continue;
        text->lines[i].sprite = fms_sprite_of(block, i, most_px);
        if (layer->entrance == FMS_ENTER_WORDS && layer->n_cues > 0)
            cut_words(text, &text->lines[i], &block->lines[i], pango_layout_get_text(block->layout));
    }
    for (size_t i = 0; i < layer->n_cues; i++)
        text->settled = MAX(text->settled, layer->cues[i].frame + MAX(layer->enter_frames, 0));
    set_papers(text, block);
    return &text->item;
}
