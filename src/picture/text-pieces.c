/*
 * Where words enter one by one, a line is cut into pieces, midway in the blanks between what the cues begin, along the line as it
 * is seen: a cue's words may lie in several pieces where directions mix.
 */
#include "text-pieces-private.h"

#include "text-runs-private.h"

#include <string.h>

/** Beyond any ink. */
#define FAR 1000000

/** How far a mark reaches above and below the baseline, beside its words, and how round it is, in parts of the size. */
#define MARK_ABOVE 0.98
#define MARK_BELOW 0.28
#define MARK_BESIDE 0.07
#define MARK_ROUND 0.12

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
static void add_ranges(GArray *ranges, PangoLayoutLine *line, const char *text, struct fms_text_bytes bytes,
                       int64_t frame)
{
    int from = MAX(bytes.begin, line->start_index), to = MIN(bytes.end, line->start_index + line->length);
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

static struct fms_text_piece *cut(int32_t origin_px, GArray *ranges)
{
    g_array_sort(ranges, by_left);
    struct fms_text_piece *pieces = g_new0(struct fms_text_piece, MAX(ranges->len, 1));
    int32_t from = -FAR;
    for (guint i = 0; i < ranges->len; i++) {
        const struct range *range = &g_array_index(ranges, struct range, i);
        int32_t to = FAR;
        if (i + 1 < ranges->len) {
            int middle = range->right / 2 + range[1].left / 2;
            to = MAX(origin_px + ((middle + PANGO_SCALE / 2) >> 10), from);
        }
        pieces[i] = (struct fms_text_piece){ from, to, range->frame };
        from = to;
    }
    return pieces;
}

struct fms_text_piece *fms_text_pieces_of_words(const struct fms_text_layer *layer, const struct fms_text_line *line,
                                                const char *text, int *n)
{
    GArray *ranges = g_array_new(FALSE, FALSE, sizeof(struct range));
    int32_t length = (int32_t) strlen(text), from = 0;
    for (size_t i = 0; i < layer->n_cues; i++) {
        int32_t to = length;
        if (i + 1 < layer->n_cues)
            to = take_marks(text, CLAMP(layer->cues[i + 1].begin, from, length));
        add_ranges(ranges, line->line, text, (struct fms_text_bytes){ from, MAX(from, to) }, layer->cues[i].frame);
        from = MAX(from, to);
    }
    struct fms_text_piece *pieces = cut(line->x, ranges);
    *n = (int) ranges->len;
    g_array_free(ranges, TRUE);
    return pieces;
}

/** When a line enters: with the first cue in it, else with the one whose words go on in it. */
static int64_t frame_of(const struct fms_text_layer *layer, const PangoLayoutLine *line, int64_t without)
{
    int64_t frame = without;
    for (size_t i = 0; i < layer->n_cues && layer->cues[i].begin < line->start_index + line->length; i++) {
        frame = layer->cues[i].frame;
        if (layer->cues[i].begin >= line->start_index)
            break;
    }
    return frame;
}

struct fms_text_piece *fms_text_piece_of_line(const struct fms_text_layer *layer, const struct fms_text_line *line,
                                              int nth)
{
    struct fms_text_piece *piece = g_new(struct fms_text_piece, 1);
    int64_t stagger = CLAMP(layer->enter_frames, 0, 100000) / 2;
    *piece = (struct fms_text_piece){ -FAR, FAR, frame_of(layer, line->line, layer->enter_frame + nth * stagger) };
    return piece;
}

static void add_box(cairo_t *cairo, struct fms_rect box, double radius)
{
    double right = box.x + box.w, bottom = box.y + box.h;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, right - radius, box.y + radius, radius, -G_PI / 2, 0);
    cairo_arc(cairo, right - radius, bottom - radius, radius, 0, G_PI / 2);
    cairo_arc(cairo, box.x + radius, bottom - radius, radius, G_PI / 2, G_PI);
    cairo_arc(cairo, box.x + radius, box.y + radius, radius, G_PI, 3 * G_PI / 2);
    cairo_close_path(cairo);
    cairo_fill(cairo);
}

/** Makes one of ranges that touch, in order. */
static void join(GArray *ranges)
{
    guint n = 0;
    for (guint i = 0; i < ranges->len; i++) {
        struct range range = g_array_index(ranges, struct range, i);
        struct range *last = n ? &g_array_index(ranges, struct range, n - 1) : NULL;
        if (last && range.left <= last->right + PANGO_SCALE)
            last->right = MAX(last->right, range.right);
        else
            g_array_index(ranges, struct range, n++) = range;
    }
    g_array_set_size(ranges, n);
}

/** All marked ranges of a line, from left to right. */
static GArray *marked(const struct fms_text_block *block, PangoLayoutLine *line)
{
    GArray *ranges = g_array_new(FALSE, FALSE, sizeof(struct range));
    const char *text = pango_layout_get_text(block->layout);
    for (size_t i = 0; i < block->letters.n_runs; i++) {
        const struct fms_text_run *run = &block->letters.runs[i];
        struct fms_text_bytes bytes = fms_text_run_bytes(run, text);
        if (run->style == FMS_STYLE_MARK)
            add_ranges(ranges, line, text, bytes, 0);
    }
    g_array_sort(ranges, by_left);
    join(ranges);
    return ranges;
}

static int32_t left_of(const struct range *range)
{
    return range->left >> 10;
}

static int32_t right_of(const struct range *range)
{
    return (range->right + PANGO_SCALE - 1) >> 10;
}

static cairo_surface_t *draw_marks(GArray *ranges, struct fms_rect all, int32_t beside, double radius)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, all.w, all.h);
    cairo_t *cairo = cairo_create(surface);
    for (guint k = 0; k < ranges->len; k++) {
        const struct range *range = &g_array_index(ranges, struct range, k);
        int32_t from = left_of(range) - beside, to = right_of(range) + beside;
        add_box(cairo, (struct fms_rect){ from - all.x, 0, to - from, all.h }, MIN(radius, all.h / 2.0));
    }
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    return surface;
}

/* Marks of one line neither cover those of the next nor touch them. */
struct fms_sprite fms_text_marks_of(const struct fms_text_block *block, int i)
{
    const struct fms_text_line *line = &block->lines[i];
    GArray *ranges = marked(block, line->line);
    struct fms_sprite sprite = { 0 };
    int32_t beside = (int32_t) (block->size_px * MARK_BESIDE), above = (int32_t) (block->size_px * MARK_ABOVE);
    struct fms_rect all = { .h = MAX(1, above + (int32_t) (block->size_px * MARK_BELOW)) };
    if (block->n_lines > 1)
        all.h = CLAMP(block->lines[1].baseline - block->lines[0].baseline - 2, 1, all.h);
    if (ranges->len > 0) {
        int32_t right = INT32_MIN;
        all.x = left_of(&g_array_index(ranges, struct range, 0)) - beside;
        for (guint k = 0; k < ranges->len; k++)
            right = MAX(right, right_of(&g_array_index(ranges, struct range, k)) + beside);
        all.w = right - all.x;
        sprite = fms_sprite_of_surface(draw_marks(ranges, all, beside, block->size_px * MARK_ROUND));
        sprite.x = line->x + all.x;
        sprite.y = line->baseline - above;
    }
    g_array_free(ranges, TRUE);
    return sprite;
}
