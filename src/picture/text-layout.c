/*
 * Pango breaks the lines; where they stand is decided here, so that lines keep one distance whatever fonts they draw on.
 */
#include "scene.h"
#include "text-breaks-private.h"
#include "text-hang-private.h"
#include "text-private.h"
#include "text-ruby-private.h"

#include <math.h>
#include <string.h>

/** A word too wide is rather set smaller than the least size asked for, down to this part of it, than broken. */
#define SMALLER_THAN_LEAST 0.6

/** So often, and by so many hundredths each time, type is made smaller so that no word is torn. */
enum { SMALLER_TRIES = 3, SMALLER_STEP = 4 };

static int units(double px)
{
    return (int) (px * PANGO_SCALE);
}

static int32_t ceil_px(int in_units)
{
    return (int32_t) ((in_units + PANGO_SCALE - 1) >> 10);
}

struct fms_text_block fms_text_block_of(const struct fms_text_layer *layer)
{
    return (struct fms_text_block){
        .letters = fms_letters_of(layer),
        .line_permille = (int) CLAMP(layer->line_permille, -100000, 100000),
        .width_px = (int32_t) CLAMP(layer->w, 1, 20000),
        .halign = (int) layer->halign,
        .verbatim = layer->verbatim != 0,
        .coloured = (layer->strong_rgba & 255) != 0,
    };
}

void fms_text_block_begin(struct fms_text_block *block, const char *text)
{
    block->layout = fms_fonts_layout(&block->letters, text);
    block->lines = NULL;
    pango_layout_set_wrap(block->layout, PANGO_WRAP_WORD);
}

/** Widest line's ink or advance, in Pango's units. */
static int widest(PangoLayout *layout)
{
    int most = 0;
    for (GSList *at = pango_layout_get_lines_readonly(layout); at; at = at->next) {
        PangoRectangle ink, logical;
        pango_layout_line_get_extents(at->data, &ink, &logical);
        most = MAX(most, MAX(ink.width, logical.width));
    }
    return most;
}

/** How far anything reaches above and below its baseline, in Pango's units. */
struct reach {
    int above, below;
};

static void widen(struct reach *reach, PangoRectangle extents)
{
    reach->above = MAX(reach->above, -extents.y);
    reach->below = MAX(reach->below, extents.y + extents.height);
}

/* Some fonts keep twice their size free for marks that few texts have: what is over one and a half is taken back, down to the ink. */
static void tighten(struct reach *logical, struct reach ink, double size_px)
{
    int most = MAX(units(size_px * 1.5), (ink.above + ink.below) * 11 / 10);
    int spare = logical->above + logical->below - most;
    if (spare <= 0)
        return;
    int above = MIN(spare / 2, logical->above - ink.above);
    logical->above -= above;
    logical->below -= MIN(spare - above, logical->below - ink.below);
}

static void measure(struct fms_text_block *block)
{
    struct reach ink = { 0 }, logical = { 0 };
    for (GSList *at = pango_layout_get_lines_readonly(block->layout); at; at = at->next) {
        PangoRectangle drawn, own;
        pango_layout_line_get_extents(at->data, &drawn, &own);
        widen(&logical, own);
        widen(&logical, drawn);
        widen(&ink, drawn);
    }
    tighten(&logical, ink, block->size_px);
    block->ink_above = ink.above;
    logical.above = MAX(logical.above, ink.above + fms_text_ruby_room(block));
    block->ascent_px = ceil_px(logical.above);
    block->descent_px = ceil_px(logical.below);
    block->n_lines = pango_layout_get_line_count(block->layout);
}

/** From one baseline to the next. */
static int32_t pitch(const struct fms_text_block *block)
{
    int64_t own = block->ascent_px + block->descent_px;
    return (int32_t) MAX(1, (own * CLAMP(block->line_permille, 300, 5000) + 500) / 1000);
}

/* A break in the text is kept while every line fits; once one has to be broken anyway, they are all blanks. */
static void join_lines(struct fms_text_block *block)
{
    const char *text = pango_layout_get_text(block->layout);
    int n = 1;
    for (const char *at = text; (at = strchr(at, '\n')); at++)
        n++;
    if (n == 1 || pango_layout_get_line_count(block->layout) <= n)
        return;
    char *flat = g_strdelimit(g_strdup(text), "\n", ' ');
    pango_layout_set_text(block->layout, flat, -1);
    fms_fonts_resize(block->layout, &block->letters, block->size_px); /* the new blanks too may be no place to break */
    g_free(flat);
}

/* Code keeps its lines and blanks and is read from the left. Tabs are as wide as four figures. */
static void set_verbatim(struct fms_text_block *block, double size_px, double least_px)
{
    PangoLayout *layout = block->layout;
    int column = units(MAX(block->width_px, 1));
    pango_layout_set_auto_dir(layout, FALSE);
    pango_context_set_base_dir(pango_layout_get_context(layout), PANGO_DIRECTION_LTR);
    pango_layout_set_width(layout, -1);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_NONE);
    for (int tries = 0; tries < 4; tries++) {
        PangoTabArray *tabs = pango_tab_array_new_with_positions(1, FALSE, PANGO_TAB_LEFT, units(size_px * 2.4));
        fms_fonts_resize(layout, &block->letters, size_px);
        pango_layout_set_tabs(layout, tabs);
        pango_tab_array_free(tabs);
        int wide = widest(layout);
        if (wide <= column || size_px <= least_px)
            break;
        size_px = MAX(floor(size_px * column / wide), least_px);
    }
    pango_layout_set_width(layout, column);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    block->size_px = size_px;
}

/** Wraps text of many words, at a size at which each of them goes into the column. */
static void set_wrapped(struct fms_text_block *block, double size_px, double min_px)
{
    PangoLayout *layout = block->layout;
    int column = units(MAX(block->width_px, 1));
    pango_layout_set_width(layout, column);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    block->letters.torn = false;
    fms_fonts_resize(layout, &block->letters, size_px);
    double asked_px = size_px, least_px = MAX(min_px * SMALLER_THAN_LEAST, 1);
    for (int tries = 0, wide; tries < 4 && size_px > least_px && (wide = widest(layout)) > column; tries++) {
        size_px = MAX(floor(size_px * column / wide), least_px);
        fms_fonts_resize(layout, &block->letters, size_px);
    }
    if (widest(layout) > column) {
        size_px = asked_px; /* as the word must be broken, it may as well be read */
        block->letters.torn = true;
        fms_fonts_resize(layout, &block->letters, size_px);
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    }
    block->size_px = size_px;
    join_lines(block);
}

void fms_text_block_set(struct fms_text_block *block, double size_px, double min_px)
{
    if (block->verbatim)
        set_verbatim(block, size_px, MAX(min_px, 1));
    else
        set_wrapped(block, size_px, min_px);
    measure(block);
    int64_t height = (int64_t) pitch(block) * (block->n_lines - 1) + block->ascent_px + block->descent_px;
    block->height_px = (int32_t) MIN(height, 1000000);
}

/* Sets the lines a little smaller. They may be fewer then. */
static void reduce(struct fms_text_block *block, double size_px)
{
    block->size_px = size_px;
    fms_fonts_resize(block->layout, &block->letters, size_px);
    block->n_lines = pango_layout_get_line_count(block->layout);
}

/*
 * Chooses where lines end. Among ideographs, which a break may stand between anywhere, a size or two less leave a word whole that
 * would be torn at this one. @return whether they were chosen.
 */
static bool choose_breaks(struct fms_text_block *block)
{
    const double size_px = block->size_px;
    const int column = units(MAX(block->width_px, 1)), n_lines = block->n_lines;
    bool torn = false, chosen = fms_text_breaks_choose(block->layout, column, n_lines, &torn);
    for (int i = 1; torn && i <= SMALLER_TRIES; i++) {
        reduce(block, floor(size_px * (100 - SMALLER_STEP * i) / 100));
        chosen = fms_text_breaks_choose(block->layout, column, block->n_lines, &torn);
    }
    if (!torn)
        return chosen;
    reduce(block, size_px);
    return fms_text_breaks_choose(block->layout, column, n_lines, &torn);
}

/* The narrowest column that needs no more lines has the evenest ones, and never leaves one word alone for a long way. Where
 * words are torn already, a narrower one would tear more. */
static void balance(struct fms_text_block *block)
{
    int wide = MAX(block->width_px, 1), narrow = wide / MAX(block->n_lines, 1) / 2;
    bool torn = pango_layout_get_wrap(block->layout) == PANGO_WRAP_WORD_CHAR;
    if (block->n_lines < 2 || torn || block->verbatim || choose_breaks(block))
        return;
    while (wide - narrow > 1) {
        int middle = (wide + narrow) / 2;
        pango_layout_set_width(block->layout, units(middle));
        bool fits =
            pango_layout_get_line_count(block->layout) <= block->n_lines && widest(block->layout) <= units(middle);
        *(fits ? &wide : &narrow) = middle;
    }
    pango_layout_set_width(block->layout, units(wide));
}

/** Advance of a line without the blanks at its end. */
static void trim(PangoLayoutLine *line, const char *text, int *left, int *right)
{
    PangoRectangle logical;
    pango_layout_line_get_extents(line, NULL, &logical);
    *left = logical.x;
    *right = logical.x + logical.width;
    int end = line->start_index + line->length, from = end;
    while (from > line->start_index && (text[from - 1] == ' ' || text[from - 1] == '\t'))
        from--;
    if (from == end || from == line->start_index)
        return;
    int *ranges, n, blanks = 0;
    pango_layout_line_get_x_ranges(line, from, end, &ranges, &n);
    for (int i = 0; i < n; i++)
        blanks += ranges[2 * i + 1] - ranges[2 * i];
    g_free(ranges);
    if (line->resolved_dir == PANGO_DIRECTION_RTL)
        *left += blanks;
    else
        *right -= blanks;
}

/** How far a line aligned so is moved, in Pango's units: marks at its aligned edge hang out, if there is room for them. */
static int hang_of(const struct fms_text_block *block, PangoLayoutLine *line, int align)
{
    if (block->hang_px <= 0 || align == FMS_ALIGN_CENTRE)
        return 0;
    struct fms_hang hang = fms_text_hang(block->layout, line);
    bool rightward = line->resolved_dir != PANGO_DIRECTION_RTL;
    int by = (align == FMS_ALIGN_START) == rightward ? hang.opening : hang.closing;
    if (by > units(block->hang_px))
        return 0;
    return align == FMS_ALIGN_START ? -by : by;
}

static void place(const struct fms_text_block *block, struct fms_text_line *line)
{
    int left, right, align = block->halign;
    trim(line->line, pango_layout_get_text(block->layout), &left, &right);
    if (!block->fixed_sides && !block->verbatim && align != FMS_ALIGN_CENTRE && fms_letters_leftward(&block->letters))
        align = align == FMS_ALIGN_START ? FMS_ALIGN_END : FMS_ALIGN_START;
    int room = units(block->width_px) - (right - left), hang = hang_of(block, line->line, align);
    int x = (align == FMS_ALIGN_START ? 0 : align == FMS_ALIGN_END ? room : room / 2) - left + hang;
    PangoRectangle ink;
    pango_layout_line_get_pixel_extents(line->line, &ink, NULL);
    line->x = (x + PANGO_SCALE / 2) >> 10;
    line->x = MIN(line->x, block->width_px + ceil_px(MAX(hang, 0)) - (ink.x + ink.width));
    line->x = MAX(line->x, -ink.x - ceil_px(MAX(-hang, 0)));
    line->left = line->x + (left >> 10);
    line->right = line->x + ceil_px(right);
}

void fms_text_block_finish(struct fms_text_block *block)
{
    balance(block);
    measure(block);
    block->lines = g_new0(struct fms_text_line, block->n_lines);
    GSList *at = pango_layout_get_lines_readonly(block->layout);
    for (int i = 0; i < block->n_lines; i++, at = at->next) {
        block->lines[i].line = at->data;
        block->lines[i].baseline = block->ascent_px + (int32_t) MIN((int64_t) i * pitch(block), 1000000);
        place(block, &block->lines[i]);
    }
    fms_text_ruby_set(block);
}

void fms_text_block_clear(struct fms_text_block *block)
{
    fms_text_ruby_clear(block);
    g_clear_object(&block->layout);
    g_clear_pointer(&block->lines, g_free);
}
