/*
 * What is shown rather than said: tables, and blocks of code, of which some are shown words or the data of a chart.
 */
#include "markdown-private.h"

#include <string.h>

static const char *source_text(const struct markdown *md)
{
    return md->script->source->text;
}

/* md4c does not tell where a fence stands: it is the next one. */
static size_t find_fence(const struct markdown *md, size_t at)
{
    const char *text = source_text(md);
    while (text[at] && !(strchr("`~", text[at]) && text[at + 1] == text[at] && text[at + 2] == text[at]))
        at++;
    return at;
}

void fms_markdown_enter_code(struct markdown *md)
{
    md->leaf = LEAF_CODE;
    md->fence = find_fence(md, md->cursor);
    md->cursor = fms_markdown_line_end(md, md->fence);
    fms_draft_reset(&md->code);
}

void fms_markdown_add_code(struct markdown *md, const char *text, size_t size)
{
    const char *source = source_text(md);
    if ((uintptr_t) text >= (uintptr_t) source && (uintptr_t) text < (uintptr_t) source + md->script->source->length)
        fms_draft_add(&md->code, (size_t) (text - source), (size_t) (text - source) + size);
    else
        fms_draft_put(&md->code, md->cursor, text, size);
}

/* All of the code without blank lines above and below. */
static void trim(const struct fms_draft *code, size_t *begin, size_t *end)
{
    const char *text = code->text->str;
    *begin = *end = 0;
    for (guint i = 0; i < code->lines->len; i++) {
        size_t from, to;
        fms_draft_line(code, i, &from, &to);
        if (from + strspn(text + from, " \n") >= to)
            continue;
        *begin = *end ? *begin : from;
        *end = to;
    }
    while (*end > *begin && strchr(" \n", text[*end - 1]))
        --*end;
}

/* The word behind the fence says what a block is; any that is not known is a language of programs. */
static enum fms_panel_kind kind_of(const char *word, size_t length)
{
    static const struct {
        const char *word;
        enum fms_panel_kind kind;
    } words[] = { { "text", FMS_PANEL_TEXT },
                  { "bars", FMS_PANEL_BARS },
                  { "bar-chart", FMS_PANEL_BARS },
                  { "lines", FMS_PANEL_LINES },
                  { "line-chart", FMS_PANEL_LINES } };
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strlen(words[i].word) == length && g_ascii_strncasecmp(words[i].word, word, length) == 0)
            return words[i].kind;
    return FMS_PANEL_CODE;
}

/* Code keeps the name of its language among its attributes. */
static void add_language(struct markdown *md, size_t from, size_t to, struct fms_block *block)
{
    if (from == to)
        return;
    struct fms_attribute *attributes = talloc_array(md->script->ctx, struct fms_attribute, block->n_attributes + 1);
    attributes[0] = (struct fms_attribute){ "language",
                                            talloc_strndup(attributes, source_text(md) + from, to - from),
                                            { md->script->source, from, to } };
    if (block->n_attributes)
        memcpy(attributes + 1, block->attributes, block->n_attributes * sizeof *attributes);
    block->attributes = attributes;
    block->n_attributes++;
}

/* The word behind the fence. */
static struct fms_span info_of(const struct markdown *md)
{
    const char *text = source_text(md);
    size_t word = md->fence, line_end = fms_markdown_line_end(md, md->fence);
    while (word < line_end && text[word] == text[md->fence])
        word++;
    word = MIN(word + strspn(text + word, " \t"), line_end);
    size_t end = word;
    while (end < line_end && !strchr(" \t{", text[end]))
        end++;
    return (struct fms_span){ md->script->source, word, end };
}

/* Reads the line of the fence: a word, attributes. */
static enum fms_panel_kind read_info(struct markdown *md, struct fms_block *block)
{
    const char *text = source_text(md);
    struct fms_span word = info_of(md);
    enum fms_panel_kind kind = kind_of(text + word.begin, word.end - word.begin);
    const char *brace = memchr(text + word.end, '{', fms_markdown_line_end(md, word.end) - word.end);
    if (brace && !md->dialect)
        fms_attributes_read(md->script, (size_t) (brace - text), block);
    if (kind == FMS_PANEL_CODE)
        add_language(md, word.begin, word.end, block);
    return kind;
}

/* Behind the fence that closes the block, if one does. */
static size_t close_fence(const struct markdown *md)
{
    const char *text = source_text(md);
    size_t last = md->code.text->len ? md->code.end - 1 : md->fence, line = fms_markdown_next_line(md, last);
    size_t at = line + strspn(text + line, " \t>");
    bool fence = text[at] && text[at] == text[md->fence] && text[at + 1] == text[at] && text[at + 2] == text[at];
    return fms_markdown_line_end(md, fence ? at : last);
}

/* The data of a chart are its words no longer. */
static struct fms_block chart_of(struct markdown *md, const struct fms_block *code)
{
    struct fms_block chart = *code;
    chart.table = fms_chart_read(md->script, &md->code);
    chart.text = (struct fms_text){ .utf8 = "", .span = code->text.span };
    return chart;
}

void fms_markdown_leave_code(struct markdown *md)
{
    struct fms_block block = fms_markdown_block(md, FMS_BLOCK_PANEL);
    size_t begin, end, last = MAX(close_fence(md), md->fence); /* the fence itself may have been mistaken for another */
    block.span = (struct fms_span){ md->script->source, md->fence, last };
    md->cursor = MAX(md->cursor, last);
    trim(&md->code, &begin, &end);
    if (begin < end)
        block.text = fms_draft_slice(md->script->ctx, &md->code, begin, end);
    if (block.text.length && md->dialect && md->dialect->code && md->dialect->code(md, info_of(md), &block)) {
        fms_manuscript_add(md->script, &block);
        return;
    }
    enum fms_panel_kind kind = read_info(md, &block);
    block.panel = kind;
    if (begin == end) {
        fms_manuscript_warn(md->script, md->fence, last, "panel.empty", "write something between the fences",
                            "there is nothing to show here");
        return;
    }
    if (kind == FMS_PANEL_BARS || kind == FMS_PANEL_LINES)
        block = chart_of(md, &block);
    if (block.text.length || block.table)
        fms_manuscript_add(md->script, &block);
}

void fms_markdown_enter_table(struct markdown *md)
{
    g_array_set_size(md->table.cells, 0);
    md->table = (struct fms_markdown_table){ .cells = md->table.cells, .begin = SIZE_MAX };
}

void fms_markdown_leave_cell(struct markdown *md, bool head)
{
    struct fms_markdown_table *table = &md->table;
    struct fms_text cell = fms_draft_text(md->script->ctx, &md->text);
    if (cell.length)
        table->begin = MIN(table->begin, cell.span.begin);
    else
        cell.span = (struct fms_span){ md->script->source, md->cursor, md->cursor };
    fms_draft_reset(&md->text);
    table->head |= head;
    table->n_columns += head;
    table->n_in_row++;
    if (!table->refused)
        g_array_append_val(table->cells, cell);
}

static struct fms_text *last_row(struct fms_markdown_table *table)
{
    return &g_array_index(table->cells, struct fms_text, table->cells->len - table->n_in_row);
}

/* A row under the heading of credits. */
static void add_credit(struct markdown *md)
{
    const struct fms_text *cells = last_row(&md->table);
    struct fms_block block = fms_markdown_block(md, FMS_BLOCK_CREDIT);
    size_t n = md->table.n_in_row, last = n - 1;
    while (last > 1 && !cells[last].length)
        last--;
    block.role = n > 1 ? cells[0] : block.role;
    block.names = cells[MIN(1, n - 1)];
    if (last > 1) { /* more columns are more names */
        fms_draft_reset(&md->text);
        fms_draft_add(&md->text, cells[1].span.begin, cells[last].span.end);
        block.names = fms_draft_text(md->script->ctx, &md->text);
        fms_draft_reset(&md->text);
    }
    block.span =
        (struct fms_span){ md->script->source, cells[0].span.begin, MAX(cells[0].span.end, cells[last].span.end) };
    if (block.role.length || block.names.length)
        fms_manuscript_add(md->script, &block);
}

static void refuse_size(struct markdown *md)
{
    if (!md->table.refused)
        fms_manuscript_error(md->script, md->cursor, md->cursor, "panel.table", "show a part of it",
                             "a table has at most 64 columns and 1000 rows");
    md->table.refused = true;
    md->script->too_long = true; /* md4c would fill every row up to the width of the first */
}

void fms_markdown_leave_row(struct markdown *md)
{
    struct fms_markdown_table *table = &md->table;
    bool is_head = table->cells->len == table->n_in_row && table->head;
    if (md->credits_level) {
        if (!is_head && table->n_in_row)
            add_credit(md);
        g_array_set_size(table->cells, is_head ? table->cells->len : table->n_columns);
    } else if (table->n_columns > FMS_TABLE_COLUMNS_MAX ||
               table->cells->len / MAX(table->n_columns, 1) > FMS_TABLE_ROWS_MAX) {
        refuse_size(md);
    }
    table->n_in_row = 0;
}

static void add_panel(struct markdown *md, size_t end)
{
    struct fms_markdown_table *table = &md->table;
    struct fms_table *shown = talloc_zero(md->script->ctx, struct fms_table);
    shown->n_columns = table->n_columns;
    shown->n_rows = table->cells->len / table->n_columns;
    shown->has_head = true;
    shown->cells = talloc_memdup(shown, table->cells->data, shown->n_rows * shown->n_columns * sizeof(struct fms_text));
    struct fms_block block = fms_markdown_block(md, FMS_BLOCK_PANEL);
    block.panel = FMS_PANEL_TABLE;
    block.table = shown;
    block.span.begin = fms_markdown_line_begin(md, table->begin);
    block.span.begin += strspn(source_text(md) + block.span.begin, " \t");
    block.span.end = fms_markdown_line_end(md, end);
    md->cursor = MAX(md->cursor, block.span.end);
    fms_manuscript_add(md->script, &block);
}

void fms_markdown_leave_table(struct markdown *md)
{
    const struct fms_markdown_table *table = &md->table;
    if (!md->credits_level && !table->refused && table->n_columns && table->begin != SIZE_MAX)
        add_panel(md, md->cursor);
}

/* Line `i` of the draft without bars at its ends. */
static void row_of(const struct fms_draft *draft, guint i, size_t *begin, size_t *end)
{
    const char *text = draft->text->str;
    fms_draft_line(draft, i, begin, end);
    while (*end > *begin && text[*end - 1] == ' ')
        --*end;
    *begin += *begin < *end && text[*begin] == '|';
    *end -= *end > *begin && text[*end - 1] == '|';
}

static size_t columns_of(const struct fms_draft *draft, guint i)
{
    size_t begin, end, n = 1;
    row_of(draft, i, &begin, &end);
    for (; begin < end; begin++)
        n += draft->text->str[begin] == '|';
    return n;
}

bool fms_markdown_is_table(const struct markdown *md)
{
    size_t begin, end;
    if (md->text.lines->len < 2)
        return false;
    fms_draft_line(&md->text, 1, &begin, &end);
    const char *line = md->text.text->str + begin;
    return memchr(line, '|', end - begin) && memchr(line, '-', end - begin) &&
           fms_line_drawn(line, end - begin, "-|:") && columns_of(&md->text, 0) == columns_of(&md->text, 1);
}

/* Puts the cells of a line behind the others, as many as the head has. */
static void add_row(struct markdown *md, guint i)
{
    size_t begin, end;
    row_of(&md->text, i, &begin, &end);
    for (size_t n = 0; n < md->table.n_columns; n++) {
        const char *from = md->text.text->str + begin, *bar = memchr(from, '|', end - begin);
        size_t stop = bar ? begin + (size_t) (bar - from) : end;
        struct fms_text cell = fms_draft_slice(md->script->ctx, &md->text, begin, stop);
        g_array_append_val(md->table.cells, cell);
        begin = MIN(stop + 1, end);
    }
}

void fms_markdown_add_table(struct markdown *md)
{
    fms_markdown_enter_table(md);
    md->table.n_columns = columns_of(&md->text, 0);
    md->table.begin = md->text.begin;
    if (md->table.n_columns > FMS_TABLE_COLUMNS_MAX || md->text.lines->len > FMS_TABLE_ROWS_MAX + 1) {
        refuse_size(md);
        return;
    }
    for (guint i = 0; i < md->text.lines->len; i++)
        if (i != 1)
            add_row(md, i);
    add_panel(md, md->text.end);
}
