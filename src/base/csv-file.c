#include "csv.h"

#include <string.h>

/* Goes through a file. */
struct reading {
    const struct fms_source *source;
    size_t at, most_rows, most_columns;
    char separator;
    struct fms_csv *csv;
    GArray *cells; /* struct fms_csv_cell of all rows */
    GArray *ends;  /* size_t: cells up to the end of each row */
    const char *code;
    struct fms_diags *diags;
};

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
static bool read_quoted(struct reading *reading, GString *out)
{
    const char *text = reading->source->text;
    size_t begin = reading->at++;
    while (text[reading->at] && (text[reading->at] != '"' || text[reading->at + 1] == '"')) {
        g_string_append_c(out, text[reading->at]);
        reading->at += text[reading->at] == '"' ? 2 : 1;
    }
    if (!text[reading->at])
        return fms_error(reading->diags, (struct fms_span){ reading->source, begin, begin + 1 }, reading->code,
                         "a quotation mark inside quotes is written twice", "this quotation is never closed");
    reading->at++;
    return true;
}

static bool at_cell_end(const struct reading *reading)
{
    char c = reading->source->text[reading->at];
    return c == '\0' || c == '\n' || c == '\r' || c == reading->separator;
}

static bool read_cell(struct reading *reading)
{
    size_t begin = reading->at;
    GString *out = g_string_new(NULL);
    bool good = reading->source->text[reading->at] != '"' || read_quoted(reading, out);
    for (; good && !at_cell_end(reading); reading->at++)
        g_string_append_c(out, reading->source->text[reading->at]);
    const struct fms_csv_cell cell = { talloc_strdup(reading->csv, g_strstrip(out->str)),
                                       { reading->source, begin, reading->at } };
    g_string_free(out, TRUE);
    g_array_append_val(reading->cells, cell);
    return good;
}

static bool read_row(struct reading *reading)
{
    size_t begin = reading->cells->len;
    while (read_cell(reading)) {
        if (reading->cells->len - begin > reading->most_columns)
            g_array_set_size(reading->cells, (guint) (begin + reading->most_columns));
        if (reading->source->text[reading->at] == reading->separator) {
            reading->at++;
            continue;
        }
        size_t end = reading->cells->len;
        g_array_append_val(reading->ends, end);
        return true;
    }
    return false;
}

static void skip_line_ends(struct reading *reading)
{
    reading->at += strspn(reading->source->text + reading->at, "\r\n");
}

static void gather(struct reading *reading)
{
    struct fms_csv *csv = reading->csv;
    const struct fms_csv_cell *cells =
        talloc_memdup(csv, reading->cells->data, reading->cells->len * sizeof(struct fms_csv_cell));
    csv->n_rows = reading->ends->len;
    csv->rows = talloc_array(csv, struct fms_csv_row, csv->n_rows);
    for (size_t i = 0, begin = 0; i < csv->n_rows; i++) {
        size_t end = g_array_index(reading->ends, size_t, i);
        csv->rows[i] = (struct fms_csv_row){ end - begin, cells + begin };
        begin = end;
    }
    if (reading->source->text[reading->at])
        csv->rest = (struct fms_span){ reading->source, reading->at, reading->at + 1 };
}

struct fms_csv *fms_csv_parse(TALLOC_CTX *ctx, const struct fms_source *source, size_t most_rows, size_t most_columns,
                              const char *code, struct fms_diags *diags)
{
    struct reading reading = { source,
                               0,
                               most_rows,
                               most_columns,
                               separator_of(source),
                               talloc_zero(ctx, struct fms_csv),
                               g_array_new(FALSE, FALSE, sizeof(struct fms_csv_cell)),
                               g_array_new(FALSE, FALSE, sizeof(size_t)),
                               code,
                               diags };
    bool good = true;
    skip_line_ends(&reading);
    while (good && source->text[reading.at] && reading.ends->len < most_rows) {
        good = read_row(&reading);
        skip_line_ends(&reading);
    }
    if (good)
        gather(&reading);
    g_array_free(reading.cells, TRUE);
    g_array_free(reading.ends, TRUE);
    if (good)
        return reading.csv;
    talloc_free(reading.csv);
    return NULL;
}
