/*
 * Panels: what is drawn on the spot. A panel waits for the paragraph under it and is seen with all of that, and with one above
 * that ends in a colon; without words it is seen in silence, as long as it takes to read. Long tables are parted into several panels, which share the paragraph.
 */
#include "director-private.h"

#include "characters.h"

#include <string.h>

#define LEAST_MS 1000 /* to read a panel: this, and … */
#define READ_PACE 150 /* … 0.4 s for each word */
#define MOST_READ_MS 8000
#define COUNT_MS 3000 /* a number has to count, too */
#define PANEL_LEAST FMS_MS(2000)
#define CODE_LINES 24
#define TEXT_LINES 12
#define TABLE_ROWS 14
#define TABLE_COLUMNS 8
#define MOST_TABLE_ROWS 200

static void warn_large(struct fms_director *director, const struct fms_block *block, const char *what)
{
    fms_warning(director->diags, block->span, "panel.large", "choose what matters, and say the rest", "%s", what);
}

static bool style_of(enum fms_inline_kind kind, enum fms_text_style *style)
{
    switch (kind) {
    case FMS_INLINE_EMPHASIS: *style = FMS_STYLE_EMPHASIS; return true;
    case FMS_INLINE_STRONG: *style = FMS_STYLE_STRONG; return true;
    case FMS_INLINE_CODE: *style = FMS_STYLE_CODE; return true;
    case FMS_INLINE_MARK: *style = FMS_STYLE_MARK; return true;
    case FMS_INLINE_RUBY: *style = FMS_STYLE_RUBY; return true;
    case FMS_INLINE_SAY:
    case FMS_INLINE_IPA:
    case FMS_INLINE_SPELL:
    case FMS_INLINE_LANGUAGE:
    case FMS_INLINE_SILENT:
    case FMS_INLINE_UNSEEN: return false;
    }
    return false;
}

/* Styles of a panel's text, whose bytes stay where they are. */
static void set_runs(struct fms_director *director, const struct fms_text *text, size_t length, struct fms_panel *panel)
{
    struct fms_text_run *runs = talloc_array(director->board, struct fms_text_run, text->n_inlines + 1);
    for (size_t i = 0; i < text->n_inlines; i++) {
        struct fms_text_run run = { .begin = (int32_t) text->inlines[i].begin,
                                    .end = (int32_t) MIN(text->inlines[i].end, length) };
        if (!style_of(text->inlines[i].kind, &run.style) || run.begin >= run.end)
            continue;
        if (run.style == FMS_STYLE_RUBY)
            run.reading = talloc_strdup(runs, text->inlines[i].value);
        runs[panel->n_runs++] = run;
    }
    panel->runs = runs;
}

/* The first `most` lines; an ellipsis stands for the rest. */
static bool fill_lines(struct fms_director *director, const struct fms_block *block, size_t most,
                       struct fms_panel *panel)
{
    const char *text = block->text.utf8;
    size_t end = strcspn(text, "\n");
    if (block->text.length == 0)
        return fms_direction_refuse(director, block->span, "write something into it, or leave it out",
                                    "the panel is empty");
    for (size_t n = 1; n < most && text[end]; n++)
        end += 1 + strcspn(text + end + 1, "\n");
    bool all = text[end + strspn(text + end, "\n")] == '\0';
    if (!all)
        warn_large(director, block,
                   most == CODE_LINES ? "more than 24 lines of code cannot be read in a film"
                                      : "more than 12 lines cannot be read at once");
    char *lines = talloc_strndup(director->board, text, end);
    panel->text = all ? lines : talloc_asprintf(director->board, "%s\n…", lines);
    set_runs(director, &block->text, end, panel);
    return true;
}

/* A piece of a table: rows [from, to) below its head; columns [left, right) behind its first, which names the rows. */
struct piece_of_table {
    size_t from, to, left, right;
};

static struct fms_panel *table_part(struct fms_director *director, const struct fms_table *table,
                                    const struct piece_of_table *piece)
{
    struct fms_panel *panel = talloc_zero(director->board, struct fms_panel);
    *panel = (struct fms_panel){ .kind = FMS_BOARD_TABLE, .title = "", .text = "", .unit = "", .pattern = "" };
    panel->n_columns = 1 + piece->right - piece->left;
    panel->n_rows = piece->to - piece->from + table->has_head;
    panel->has_head = table->has_head;
    const char **cells = talloc_array(director->board, const char *, panel->n_rows * panel->n_columns);
    for (size_t i = 0; i < panel->n_rows; i++) {
        size_t row = table->has_head ? (i == 0 ? 0 : piece->from + i - 1) : piece->from + i;
        for (size_t k = 0; k < panel->n_columns; k++)
            cells[i * panel->n_columns + k] =
                table->cells[row * table->n_columns + (k == 0 ? 0 : piece->left + k - 1)].utf8;
    }
    panel->cells = cells;
    return panel;
}

/* Parts rows [first, first + n), about equally many in each panel; in each of them the columns, so too. */
static void part_table(struct fms_director *director, const struct fms_table *table, size_t first, size_t n,
                       GPtrArray *out)
{
    size_t down = (n + TABLE_ROWS - 1) / TABLE_ROWS, behind = table->n_columns - 1;
    size_t across = table->n_columns <= TABLE_COLUMNS ? 1 : (behind + TABLE_COLUMNS - 2) / (TABLE_COLUMNS - 1);
    for (size_t i = 0; i < down * across; i++) {
        size_t row = i / across, column = i % across;
        struct piece_of_table piece = { first + n * row / down, first + n * (row + 1) / down,
                                        1 + behind * column / across, 1 + behind * (column + 1) / across };
        g_ptr_array_add(out, table_part(director, table, &piece));
    }
}

static bool read_table(struct fms_director *director, const struct fms_block *block, GPtrArray *out)
{
    const struct fms_table *table = block->table;
    size_t first = table && table->has_head, n = table ? table->n_rows - first : 0;
    if (n == 0 || table->n_columns == 0)
        return fms_direction_refuse(director, block->span, "write something into it, or leave it out",
                                    "the table is empty");
    if (n > TABLE_ROWS || table->n_columns > TABLE_COLUMNS)
        warn_large(director, block, "a table of more than 8 columns or 14 rows is shown in parts");
    part_table(director, table, first, MIN(n, MOST_TABLE_ROWS), out);
    return true;
}

static bool fill(struct fms_director *director, const struct fms_block *block, struct fms_panel *panel)
{
    switch (block->panel) {
    case FMS_PANEL_NONE:
    case FMS_PANEL_TABLE: return false;
    case FMS_PANEL_TEXT: panel->kind = FMS_BOARD_TEXT; return fill_lines(director, block, TEXT_LINES, panel);
    case FMS_PANEL_CODE: panel->kind = FMS_BOARD_CODE; return fill_lines(director, block, CODE_LINES, panel);
    case FMS_PANEL_BARS: panel->kind = FMS_BOARD_BARS; return fms_chart_fill(director, block, panel);
    case FMS_PANEL_LINES: panel->kind = FMS_BOARD_LINES; return fms_chart_fill(director, block, panel);
    case FMS_PANEL_NUMBER: return fms_counter_fill(director, block, panel);
    case FMS_PANEL_DATE: return fms_calendar_fill(director, block, panel);
    }
    return false;
}

/* A panel's title stands in its attributes where its text is no place for one. */
static void set_title(const struct fms_block *block, struct fms_panel *panel)
{
    const struct fms_attribute *title = fms_block_attribute(block, "title");
    if (title && !*panel->title)
        panel->title = title->value;
}

/* Code may carry what other programs say in braces; anywhere else, and where a name is nearly one of ours, it is a slip. */
static bool check_attributes(struct fms_director *director, const struct fms_block *block)
{
    static const char *const all[] = { "title", "unit", "data", "language", NULL };
    enum fms_panel_kind kind = block->panel;
    bool chart = kind == FMS_PANEL_BARS || kind == FMS_PANEL_LINES, good = true;
    const char *own[] = { "title", chart ? "unit" : NULL, NULL };
    for (size_t i = 0; i < block->n_attributes; i++) {
        const struct fms_attribute *attribute = &block->attributes[i];
        const char *name = attribute->name;
        bool known = g_strv_contains(own, name) || (g_strv_contains(all, name) && strcmp(name, "unit") != 0);
        bool lenient = kind == FMS_PANEL_CODE || kind == FMS_PANEL_NUMBER || kind == FMS_PANEL_DATE;
        if (known || (lenient && !fms_certain_word(name, own)))
            continue;
        char *hint = fms_hint_words(NULL, name, own);
        good = fms_error(director->diags, attribute->span, "panel.attribute", hint, "this has no attribute '%s'", name);
        fms_diag_fix_word(director->diags, attribute->span, name, own);
        talloc_free(hint);
    }
    return good;
}

static bool read_panels(struct fms_director *director, const struct fms_block *block, GPtrArray *out)
{
    if (!check_attributes(director, block))
        return false;
    if (block->panel == FMS_PANEL_TABLE) {
        if (!read_table(director, block, out))
            return false;
    } else {
        struct fms_panel *panel = talloc_zero(director->board, struct fms_panel);
        *panel = (struct fms_panel){ .title = "", .text = "", .unit = "", .pattern = "" };
        if (!fill(director, block, panel))
            return false;
        g_ptr_array_add(out, panel);
    }
    for (guint i = 0; i < out->len; i++)
        set_title(block, g_ptr_array_index(out, i));
    return true;
}

const struct fms_panel *fms_panel_of(struct fms_director *director, const struct fms_block *block)
{
    GPtrArray *panels = g_ptr_array_new();
    const struct fms_panel *panel = read_panels(director, block, panels) ? g_ptr_array_index(panels, 0) : NULL;
    g_ptr_array_free(panels, TRUE);
    return panel;
}

void fms_panel_read(struct fms_director *director, const struct fms_block *block)
{
    struct fms_panels *waiting = &director->panels;
    fms_panels_show(director);
    fms_passage_break(director);
    if (!read_panels(director, block, waiting->panels))
        g_ptr_array_set_size(waiting->panels, 0);
    waiting->block = block;
    waiting->at = director->block;
}

/* At this pace a word takes the 0.4 s. */
static int64_t read_ms(const char *text)
{
    return fms_phrase_measure(text, 0, strlen(text), READ_PACE).ms;
}

/* How long it takes to read: what speaks a word counts, whatever the language. */
static fms_ticks time_of(const struct fms_panel *panel)
{
    int64_t ms = LEAST_MS + read_ms(panel->title) + read_ms(panel->text);
    for (size_t i = 0; i < panel->n_rows * panel->n_columns; i++)
        ms += read_ms(panel->cells[i]);
    if (panel->kind == FMS_BOARD_NUMBER || panel->kind == FMS_BOARD_DATE)
        ms = MAX(ms, COUNT_MS);
    return FMS_MS(MIN(ms, MOST_READ_MS));
}

static void show(struct fms_director *director, const struct fms_panel *panel, const struct fms_piece *pieces, size_t n)
{
    const struct fms_block *block = director->panels.block;
    bool alone = n == 0;
    const char *name = alone ? fms_director_slug(director, fms_block_name(block), panel->title, "silent")
                             : fms_director_paragraph_name(director, pieces[0].paragraph);
    struct fms_shot *shot = fms_director_shot(director, FMS_SHOT_PANEL, name, block->span);
    if (alone && shot->lead > FMS_LEAD) /* a pause after a panel without words is how long it is seen */
        shot->least = shot->lead - FMS_LEAD;
    shot->panel = panel;
    shot->least = MAX(shot->least, MAX(time_of(panel), PANEL_LEAST));
    fms_director_beats(director, shot, pieces, n, false);
    if (shot->n_beats == 0)
        fms_dues_attach_silent(director, shot, director->panels.at);
}

void fms_panels_show(struct fms_director *director)
{
    GPtrArray *panels = director->panels.panels;
    const struct fms_piece *pieces = (const struct fms_piece *) (void *) director->pieces->data;
    size_t n = panels->len, n_pieces = n ? director->pieces->len : 0;
    for (size_t i = 0; i < n; i++) {
        size_t from = n_pieces * i / n, to = n_pieces * (i + 1) / n;
        show(director, g_ptr_array_index(panels, i), n_pieces > 0 ? pieces + from : NULL, to - from);
    }
    if (n > 0)
        g_array_set_size(director->pieces, 0);
    g_ptr_array_set_size(panels, 0);
}

bool fms_panel_introduced(struct fms_director *director, size_t i)
{
    const struct fms_block *block = &director->script->blocks[i];
    bool covered = director->sights->len > 0 && !g_array_index(director->sights, struct fms_sight, 0).carried;
    gunichar last = block->text.length > 0 ? fms_char_before(block->text.utf8, block->text.length) : 0;
    if (block->kind != FMS_BLOCK_PARAGRAPH || (last != ':' && last != 0xFF1A) || covered ||
        i + 1 >= director->script->n_blocks || block[1].kind != FMS_BLOCK_PANEL)
        return false;
    director->block = i + 1;
    fms_panel_read(director, block + 1);
    fms_director_say(director, i);
    if (director->panels.panels->len == 0)
        fms_passage_break(director);
    return true;
}
