/*
 * Lists: where no picture waits for words, the items of a list are rows of a panel, and each enters when it is said. A short
 * paragraph that ends in a colon right above is the panel's title. Long items are paragraphs with a bullet, and stay so.
 */
#include "director-private.h"

#include "characters.h"

#include <string.h>

#define MOST_ROWS 6
#define MOST_LOAD 2000 /* of the rows of a panel: they are set smaller than words on a card */
#define ITEM_LOAD 1000 /* an item over this is prose */
#define TITLE_LOAD 500
#define LIST_LEAST FMS_MS(2000)

static const struct fms_block *block_at(const struct fms_director *director, size_t i)
{
    return &director->script->blocks[i];
}

/* Directions that may stand between items: those that end no passage. */
static bool may_stand_between(const struct fms_block *block)
{
    enum fms_direction_kind kind = block->direction;
    return kind != FMS_DIRECTION_NONE && kind != FMS_DIRECTION_TRANSITION && kind != FMS_DIRECTION_DURATION &&
           kind != FMS_DIRECTION_END_CARD;
}

/* How many blocks a list has from block `first`; 0 where it is not set as one. */
static size_t run_of(struct fms_director *director, size_t first)
{
    size_t n_items = 0, end = first;
    bool prose = false;
    for (size_t i = first; i < director->script->n_blocks; i++) {
        const struct fms_block *block = block_at(director, i);
        if (block->kind != FMS_BLOCK_ITEM && !may_stand_between(block))
            break;
        if (block->kind != FMS_BLOCK_ITEM)
            continue;
        n_items++;
        end = i + 1;
        prose |= fms_phrase_measure(block->text.utf8, 0, block->text.length, FMS_HOUSE_PACE).load > ITEM_LOAD ||
                 !fms_phrase_speaks(block->text.utf8, 0, block->text.length);
    }
    director->narrated = MAX(end, first + 1);
    return n_items > 1 && !prose ? end - first : 0;
}

/* Is it a short paragraph that ends in a colon? */
static bool is_title(const struct fms_block *block)
{
    const char *text = block->text.utf8;
    gunichar last = block->text.length > 0 ? fms_char_before(text, block->text.length) : 0;
    return block->kind == FMS_BLOCK_PARAGRAPH && block->speaker.length == 0 && (last == ':' || last == 0xFF1A) &&
           fms_phrase_measure(text, 0, block->text.length, FMS_HOUSE_PACE).load <= TITLE_LOAD;
}

/* A row in the making: pieces [from, to) of the passage. */
struct row {
    const struct fms_block *block;
    size_t from, to;
    int64_t load;
};

static void say(struct fms_director *director, size_t i, GArray *rows)
{
    const struct fms_block *block = block_at(director, i);
    struct row row = { .block = block, .from = director->pieces->len };
    fms_director_say(director, i);
    row.to = director->pieces->len;
    row.load = fms_phrase_measure(block->text.utf8, 0, block->text.length, FMS_HOUSE_PACE).load;
    g_array_append_val(rows, row);
}

static const struct fms_piece *piece_at(const struct fms_director *director, size_t i)
{
    return &g_array_index(director->pieces, struct fms_piece, i);
}

/* The words of a block as they stand on a panel; a title without its colon. */
static const char *set_words(struct fms_director *director, const struct fms_block *block, bool title)
{
    struct fms_range range = { 0, block->text.length };
    if (title)
        range.end = (size_t) (g_utf8_prev_char(block->text.utf8 + range.end) - block->text.utf8);
    fms_fold_text(director->board, director->shown, &block->text, range, true, &director->set);
    return director->set.utf8;
}

/* How deep each row lies below the outermost of them: a panel may hold the end of a list only. */
static const int32_t *levels_of(struct fms_director *director, const struct row *rows, size_t n)
{
    int32_t *levels = talloc_array(director->board, int32_t, n);
    int outermost = rows[0].block->level;
    for (size_t i = 0; i < n; i++)
        outermost = MIN(outermost, rows[i].block->level);
    for (size_t i = 0; i < n; i++)
        levels[i] = rows[i].block->level - outermost;
    return levels;
}

static void make_panel(struct fms_director *director, const struct row *title, const struct row *rows, size_t n,
                       bool speaks_title)
{
    struct fms_panel *panel = talloc_zero(director->board, struct fms_panel);
    const char **cells = talloc_array(director->board, const char *, n);
    int32_t *numbers = talloc_array(director->board, int32_t, n), *entries = talloc_array(director->board, int32_t, n);
    const char *name =
        fms_director_paragraph_name(director, piece_at(director, (speaks_title ? title : rows)->from)->paragraph);
    struct fms_span span = (speaks_title ? title : rows)->block->span;
    *panel = (struct fms_panel){ .kind = FMS_BOARD_LIST, .text = "", .unit = "", .pattern = "", .n_columns = 1 };
    panel->title = title ? set_words(director, title->block, true) : "";
    span.end = MAX(span.end, rows[n - 1].block->span.end);
    struct fms_shot *shot = fms_director_shot(director, FMS_SHOT_PANEL, name, span);
    if (speaks_title)
        fms_director_beats(director, shot, piece_at(director, title->from), title->to - title->from, true);
    for (size_t i = 0; i < n; i++) {
        cells[i] = set_words(director, rows[i].block, false);
        numbers[i] = (int32_t) CLAMP(rows[i].block->number, 0, G_MAXINT32);
        entries[i] = (int32_t) shot->n_beats;
        fms_director_beats(director, shot, piece_at(director, rows[i].from), rows[i].to - rows[i].from, true);
    }
    panel->n_rows = n;
    panel->cells = cells;
    panel->numbers = numbers;
    panel->levels = levels_of(director, rows, n);
    panel->rows = entries;
    shot->panel = panel;
    shot->least = LIST_LEAST;
}

/* Parts the rows into panels about equally full. */
static void make_panels(struct fms_director *director, const struct row *title, const GArray *rows)
{
    size_t n_panels = (rows->len + MOST_ROWS - 1) / MOST_ROWS, most = (rows->len + n_panels - 1) / n_panels;
    for (size_t from = 0, to = 0; from < rows->len && !director->full; from = to) {
        int64_t load = 0;
        do
            load += g_array_index(rows, struct row, to++).load;
        while (to < rows->len && to - from < most && load + g_array_index(rows, struct row, to).load <= MOST_LOAD);
        make_panel(director, title, &g_array_index(rows, struct row, from), to - from, title && from == 0);
    }
}

/* A picture that nothing has been said to yet. */
static bool picture_waits(const struct fms_director *director)
{
    return director->sights->len > 0 && director->pieces->len == 0 &&
           !g_array_index(director->sights, struct fms_sight, 0).carried;
}

size_t fms_list_direct(struct fms_director *director, size_t i)
{
    bool titled = is_title(block_at(director, i));
    size_t first = i + titled;
    if (first >= director->script->n_blocks || block_at(director, first)->kind != FMS_BLOCK_ITEM ||
        first < director->narrated || picture_waits(director))
        return 0;
    size_t n = run_of(director, first);
    if (n == 0)
        return 0;
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct row));
    fms_passage_break(director);
    if (titled)
        say(director, i, rows);
    struct row title = titled ? g_array_index(rows, struct row, 0) : (struct row){ 0 };
    g_array_set_size(rows, 0);
    for (size_t k = first; k < first + n; k++) {
        director->block = k;
        if (block_at(director, k)->kind == FMS_BLOCK_ITEM)
            say(director, k, rows);
        else
            fms_direction_follow(director, block_at(director, k));
    }
    make_panels(director, titled ? &title : NULL, rows);
    g_array_set_size(director->pieces, 0);
    g_array_free(rows, TRUE);
    return titled + n;
}
