/*
 * A reading is half as large as its words and centred above them. A wider one hangs out over its neighbours by half of one of its
 * characters, but never over words that have readings themselves; then it is set smaller.
 */
#include "text-ruby-private.h"

#include "text-runs-private.h"

/** Parts of the text's size: a reading, the least that one has while there is room beside it, and how far it may hang out. */
#define READING 0.5
#define LEAST 0.4
#define HANGS 0.25

/** From the text's letters to the baselines of its readings, and to the end of their letters, in parts of the size. */
#define RISE 0.13
#define ROOM 0.62

/** So many runs before and behind one are looked at for such as are in the way. */
#define NEAR 4

/** Words with a reading: what they cover of their line, and how far to each side there is nothing in the way; Pango's units. */
struct place {
    int left, right;
    int from, to;
};

static int units(double px)
{
    return (int) (px * PANGO_SCALE);
}

int fms_text_ruby_room(const struct fms_text_block *block)
{
    for (size_t i = 0; i < block->letters.n_runs; i++)
        if (block->letters.runs[i].reading)
            return units(block->size_px * ROOM);
    return 0;
}

/** The line in which words begin. */
static int line_of(const struct fms_text_block *block, int begin)
{
    for (int i = 0; i < block->n_lines; i++) {
        const PangoLayoutLine *line = block->lines[i].line;
        if (begin >= line->start_index && begin < line->start_index + line->length)
            return i;
    }
    return -1;
}

/** What bytes of a line cover. @return false: nothing. */
static bool covered(PangoLayoutLine *line, struct fms_text_bytes bytes, struct place *place)
{
    int *found, n, *whole, n_whole;
    int begin = MAX(bytes.begin, line->start_index), end = MIN(bytes.end, line->start_index + line->length);
    if (begin >= end)
        return false;
    pango_layout_line_get_x_ranges(line, begin, end, &found, &n);
    pango_layout_line_get_x_ranges(line, line->start_index, line->start_index + line->length, &whole, &n_whole);
    *place = (struct place){ .left = G_MAXINT, .right = G_MININT };
    for (int i = 0; i < n; i++) {
        place->left = MIN(place->left, found[2 * i] - whole[0]);
        place->right = MAX(place->right, found[2 * i + 1] - whole[0]);
    }
    g_free(found);
    g_free(whole);
    return n > 0 && n_whole > 0;
}

/* Next to words in their order, those before and behind them that have a reading too are in its way. */
static void find_room(const struct fms_text_block *block, const struct fms_text_ruby *ruby, size_t nth,
                      struct place *place)
{
    const struct fms_text_line *line = &block->lines[ruby->line];
    const char *text = pango_layout_get_text(block->layout);
    place->from = MIN(units(-line->x), place->left);
    place->to = MAX(units(block->width_px - line->x), place->right);
    for (size_t i = nth - MIN(nth, NEAR); i < MIN(nth + NEAR + 1, block->letters.n_runs); i++) {
        const struct fms_text_run *run = &block->letters.runs[i];
        struct place other;
        if (!run->reading || i == nth || !covered(line->line, fms_text_run_bytes(run, text), &other))
            continue;
        if (other.right <= place->left)
            place->from = MAX(place->from, other.right);
        else if (other.left >= place->right)
            place->to = MIN(place->to, other.left);
    }
}

static int width_of(PangoLayout *layout)
{
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, 0), NULL, &logical);
    return MAX(logical.width, 1);
}

/** Chooses a reading's size, and where in its line it begins. */
static void fit(const struct fms_text_block *block, struct fms_text_ruby *ruby, const struct place *place)
{
    struct fms_letters letters = block->letters;
    letters.n_runs = 0;
    letters.tracking_permille = 0;
    fms_fonts_resize(ruby->layout, &letters, block->size_px * READING);
    int hangs = units(block->size_px * HANGS), wide = width_of(ruby->layout);
    double room = MIN(place->right + hangs, place->to) - MAX(place->left - hangs, place->from);
    double part = MIN(READING, MAX(READING * room / wide, MIN(LEAST, READING * (place->to - place->from) / wide)));
    if (part < READING)
        fms_fonts_resize(ruby->layout, &letters, block->size_px * part);
    wide = width_of(ruby->layout);
    ruby->x = place->left + (place->right - place->left - wide) / 2;
    ruby->x = MAX(MIN(ruby->x, place->to - wide), place->from);
    ruby->y = -block->ink_above - units(block->size_px * RISE);
}

static void set_one(struct fms_text_block *block, size_t nth)
{
    const struct fms_text_run *run = &block->letters.runs[nth];
    struct fms_text_bytes bytes = fms_text_run_bytes(run, pango_layout_get_text(block->layout));
    struct fms_text_ruby ruby = { .line = line_of(block, bytes.begin), .base = bytes.begin };
    struct place place;
    if (ruby.line < 0 || !covered(block->lines[ruby.line].line, bytes, &place))
        return;
    find_room(block, &ruby, nth, &place);
    ruby.layout = fms_fonts_layout(&block->letters, run->reading);
    pango_layout_set_single_paragraph_mode(ruby.layout, TRUE);
    fit(block, &ruby, &place);
    block->rubies[block->n_rubies++] = ruby;
}

void fms_text_ruby_set(struct fms_text_block *block)
{
    if (!fms_text_ruby_room(block))
        return;
    block->rubies = g_new0(struct fms_text_ruby, block->letters.n_runs);
    for (size_t i = 0; i < block->letters.n_runs; i++)
        if (block->letters.runs[i].reading)
            set_one(block, i);
}

void fms_text_ruby_clear(struct fms_text_block *block)
{
    for (int i = 0; i < block->n_rubies; i++)
        g_object_unref(block->rubies[i].layout);
    g_clear_pointer(&block->rubies, g_free);
    block->n_rubies = 0;
}
