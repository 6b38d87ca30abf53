/*
 * The data of a chart as people type it: a line a value, `label: value`, with bars or commas where there are several.
 * Which of them parts the cells is asked of the whole block, for a comma may stand in a number and a colon in a label.
 */
#include "script-private.h"

#include <string.h>

static void line_of(const struct fms_draft *draft, guint i, size_t *begin, size_t *end)
{
    const char *text = draft->text->str;
    fms_draft_line(draft, i, begin, end);
    while (*begin < *end && strchr(" \n", text[*begin]))
        ++*begin;
    while (*end > *begin && strchr(" \n", text[*end - 1]))
        --*end;
}

/* A colon parts where a blank or the end follows. */
static const char *find(const char *from, const char *end, const char *separator)
{
    size_t n = strlen(separator);
    for (const char *at = from; (at = memmem(at, (size_t) (end - at), separator, n)); at += n)
        if (*separator != ':' || at + n == end || at[n] == ' ')
            return at;
    return NULL;
}

static const char *separator_of(const struct fms_draft *draft)
{
    static const char *const separators[] = { "|", ":", ";", ", ", "," };
    size_t n_with[G_N_ELEMENTS(separators)] = { 0 }, n_lines = 0;
    for (guint i = 0; i < draft->lines->len; i++) {
        size_t begin, end;
        line_of(draft, i, &begin, &end);
        n_lines += begin < end;
        for (size_t k = 0; k < G_N_ELEMENTS(separators); k++)
            n_with[k] += find(draft->text->str + begin, draft->text->str + end, separators[k]) != NULL;
    }
    for (size_t k = 0; k < G_N_ELEMENTS(separators); k++)
        if (n_with[k] == n_lines || (k == 0 && n_with[k] > 0))
            return separators[k];
    return ",";
}

/* Puts the cells of a line behind the others. @return how many they are. */
static size_t split(struct fms_manuscript *script, const struct fms_draft *draft, guint i, const char *separator,
                    GArray *cells)
{
    const char *text = draft->text->str;
    size_t begin, end, n = 0;
    line_of(draft, i, &begin, &end);
    if (*separator == '|' && begin < end && text[begin] == '|')
        begin++;
    if (*separator == '|' && begin < end && text[end - 1] == '|')
        end--;
    for (bool more = true; more && n <= FMS_TABLE_COLUMNS_MAX; n++) {
        const char *found = find(text + begin, text + end, separator);
        size_t stop = found ? (size_t) (found - text) : end, from = begin, to = stop;
        while (from < to && text[from] == ' ')
            from++;
        while (to > from && text[to - 1] == ' ')
            to--;
        struct fms_text cell = fms_draft_slice(script->ctx, draft, from, to);
        g_array_append_val(cells, cell);
        begin = stop + (found ? strlen(separator) : 0);
        more = found != NULL;
        if (*separator == ':' && more) /* a label and one value, whatever it holds */
            separator = "\n";
    }
    return n;
}

/* A number, whatever sign or currency stands before it. */
static bool may_be_number(const struct fms_text *text)
{
    const char *at = text->utf8;
    while (*at && !g_unichar_isalnum(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    return g_unichar_isdigit(g_utf8_get_char(at));
}

static bool names_columns(const struct fms_text *cells, size_t n)
{
    bool named = false;
    for (size_t i = 1; i < n; i++) {
        if (may_be_number(&cells[i]))
            return false;
        named |= cells[i].length > 0;
    }
    return named;
}

/* Rows of different lengths, filled up to the longest. */
static struct fms_table *make_table(struct fms_manuscript *script, const GArray *cells, const GArray *lengths)
{
    struct fms_table *table = talloc_zero(script->ctx, struct fms_table);
    const struct fms_text *from = (const struct fms_text *) (void *) cells->data;
    table->n_rows = lengths->len;
    for (guint i = 0; i < lengths->len; i++)
        table->n_columns = MAX(table->n_columns, g_array_index(lengths, size_t, i));
    struct fms_text *to = talloc_array(table, struct fms_text, table->n_rows * table->n_columns);
    table->cells = to;
    for (guint i = 0; i < lengths->len; i++) {
        size_t n = g_array_index(lengths, size_t, i);
        struct fms_text none = { .utf8 = "", .span = from[n - 1].span };
        none.span.begin = none.span.end;
        for (size_t k = 0; k < table->n_columns; k++)
            *to++ = k < n ? from[k] : none;
        from += n;
    }
    table->has_head = table->n_rows > 1 && names_columns(table->cells, table->n_columns);
    return table;
}

const struct fms_table *fms_chart_read(struct fms_manuscript *script, const struct fms_draft *draft)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(struct fms_text));
    GArray *lengths = g_array_new(FALSE, FALSE, sizeof(size_t));
    const char *separator = separator_of(draft);
    const struct fms_table *table = NULL;
    bool fits = true;
    for (guint i = 0; i < draft->lines->len && fits; i++) {
        size_t begin, end;
        line_of(draft, i, &begin, &end);
        if (begin == end || fms_line_drawn(draft->text->str + begin, end - begin, "-|:"))
            continue;
        size_t n = split(script, draft, i, separator, cells);
        g_array_append_val(lengths, n);
        fits = n <= FMS_TABLE_COLUMNS_MAX && lengths->len <= FMS_TABLE_ROWS_MAX;
    }
    if (!fits)
        fms_manuscript_error(script, draft->begin, draft->end, "panel.table", "show a part of it",
                             "a chart has at most 64 columns and 1000 rows");
    else if (lengths->len)
        table = make_table(script, cells, lengths);
    g_array_free(cells, TRUE);
    g_array_free(lengths, TRUE);
    return table;
}
