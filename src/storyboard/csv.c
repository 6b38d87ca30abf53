/*
 * Data files: rows of values parted by commas, semicolons or tabs, quoted as RFC 4180 has it. Every cell keeps its place in
 * the file, so that a bad value is pointed at there.
 */
#include "director-private.h"

#include <string.h>

#define MOST_ROWS 201
#define MOST_COLUMNS 16

/* Goes through a file. */
struct csv {
    struct fms_director *director;
    const struct fms_source *source;
    size_t at;
    char separator;
    GArray *cells; /* struct fms_text of all rows */
    GArray *rows;  /* size_t: cells before each row */
};

/* What parts the first line: a tab where there is one, else a semicolon, for with those a comma stands in numbers. */
static char separator_of(const struct fms_source *source)
{
    bool quoted = false, semicolon = false;
    for (size_t at = 0; at < source->length && (quoted || !strchr("\r\n", source->text[at])); at++) {
        quoted ^= source->text[at] == '"';
        if (!quoted && source->text[at] == '\t')
            return '\t';
        semicolon |= !quoted && source->text[at] == ';';
    }
    return semicolon ? ';' : ',';
}

/* Reads a quoted cell; "" inside is one quotation mark. */
static bool read_quoted(struct csv *csv, GString *out)
{
    const char *text = csv->source->text;
    size_t begin = csv->at++;
    while (text[csv->at] && (text[csv->at] != '"' || text[csv->at + 1] == '"')) {
        g_string_append_c(out, text[csv->at]);
        csv->at += text[csv->at] == '"' ? 2 : 1;
    }
    if (!text[csv->at])
        return fms_error(csv->director->diags, (struct fms_span){ csv->source, begin, begin + 1 }, "chart.value",
                         "a quotation mark inside quotes is written twice", "this quotation is never closed");
    csv->at++;
    return true;
}

static bool at_cell_end(const struct csv *csv)
{
    char c = csv->source->text[csv->at];
    return c == '\0' || c == '\n' || c == '\r' || c == csv->separator;
}

static bool read_cell(struct csv *csv)
{
    size_t begin = csv->at;
    GString *out = g_string_new(NULL);
    bool good = csv->source->text[csv->at] != '"' || read_quoted(csv, out);
    for (; good && !at_cell_end(csv); csv->at++)
        g_string_append_c(out, csv->source->text[csv->at]);
    struct fms_text cell = { .span = { csv->source, begin, csv->at } };
    cell.utf8 = talloc_strdup(csv->director->board, g_strstrip(out->str));
    cell.length = strlen(cell.utf8);
    g_string_free(out, TRUE);
    g_array_append_val(csv->cells, cell);
    return good;
}

static bool read_row(struct csv *csv)
{
    size_t begin = csv->cells->len;
    g_array_append_val(csv->rows, begin);
    while (read_cell(csv)) {
        if (csv->cells->len - begin > MOST_COLUMNS)
            g_array_set_size(csv->cells, (guint) (begin + MOST_COLUMNS));
        if (csv->source->text[csv->at] != csv->separator)
            return true;
        csv->at++;
    }
    return false;
}

static void skip_line_ends(struct csv *csv)
{
    csv->at += strspn(csv->source->text + csv->at, "\r\n");
}

/* Short rows are filled up. */
static const struct fms_table *table_of(struct csv *csv)
{
    struct fms_table *table = talloc_zero(csv->director->board, struct fms_table);
    size_t end = csv->cells->len;
    table->n_rows = csv->rows->len;
    g_array_append_val(csv->rows, end);
    for (size_t i = 0; i < table->n_rows; i++)
        table->n_columns =
            MAX(table->n_columns, g_array_index(csv->rows, size_t, i + 1) - g_array_index(csv->rows, size_t, i));
    struct fms_text *cells = talloc_zero_array(table, struct fms_text, table->n_rows * table->n_columns + 1);
    for (size_t i = 0, to = 0; i < table->n_rows; i++)
        for (size_t k = 0; k < table->n_columns; k++, to++) {
            size_t from = g_array_index(csv->rows, size_t, i) + k;
            bool there = from < g_array_index(csv->rows, size_t, i + 1);
            cells[to] = there ? g_array_index(csv->cells, struct fms_text, from) : (struct fms_text){ .utf8 = "" };
        }
    table->cells = cells;
    return table;
}

static const struct fms_table *read_rows(struct csv *csv)
{
    bool good = true;
    skip_line_ends(csv);
    while (good && csv->source->text[csv->at] && csv->rows->len < MOST_ROWS) {
        good = read_row(csv);
        skip_line_ends(csv);
    }
    if (good && csv->source->text[csv->at])
        fms_warning(csv->director->diags, (struct fms_span){ csv->source, csv->at, csv->at + 1 }, "panel.large",
                    "a chart shows what the eye can take in: choose the rows that matter",
                    "the rows from here on are left out");
    return good ? table_of(csv) : NULL;
}

const struct fms_table *fms_csv_read(struct fms_director *director, const struct fms_attribute *data)
{
    const struct fms_world *world = director->world;
    GError *error = NULL;
    if (!fms_asset_is_local(director, data->value, data->span))
        return NULL;
    const struct fms_source *source = world->text ? world->text(world->user, data->value, &error) : NULL;
    if (!source) {
        fms_asset_report(director, data->value, data->span, error);
        g_clear_error(&error);
        return NULL;
    }
    struct csv csv = { director,
                       source,
                       0,
                       separator_of(source),
                       g_array_new(FALSE, FALSE, sizeof(struct fms_text)),
                       g_array_new(FALSE, FALSE, sizeof(size_t)) };
    const struct fms_table *table = read_rows(&csv);
    g_array_free(csv.cells, TRUE);
    g_array_free(csv.rows, TRUE);
    return table;
}
