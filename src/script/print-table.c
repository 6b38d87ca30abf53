/*
 * Tables. Columns are as wide as their widest cell, in cells of a terminal; a table too wide for a page keeps single blanks.
 * What is inside a cell stays as it was written.
 */
#include "print-private.h"

#include <string.h>

enum { MOST_COLUMNS = FMS_TABLE_COLUMNS_MAX, MOST_WIDTH = 120, LEAST_WIDTH = 3 };

struct cell {
    size_t begin, end;
};

struct table {
    struct fms_printer *printer;
    GArray *cells; /* struct cell, row by row; the frame is no row */
    size_t n_columns, widths[MOST_COLUMNS];
    bool left[MOST_COLUMNS], right[MOST_COLUMNS]; /* colons in the frame */
};

/* Where the bar stands that ends the cell at `at`; `end` if none does. Bars in code are part of it. */
static size_t find_bar(const char *source, size_t at, size_t end)
{
    while (at < end && source[at] != '|') {
        size_t ticks = strspn(source + at, "`"), close = at + ticks;
        while (ticks && close < end && strspn(source + close, "`") != ticks)
            close += MAX(strspn(source + close, "`"), 1);
        if (ticks)
            at = close < end ? close + ticks : at + ticks;
        else
            at += source[at] == '\\' && at + 1 < end ? 2 : 1;
    }
    return MIN(at, end);
}

/* The cells of a line. @return how many there are; 0: too many. */
static size_t split(const char *source, const struct fms_print_line *line, GArray *cells)
{
    size_t at = line->first, end = line->end, n = 0;
    while (end > at && strchr(" \t", source[end - 1]))
        end--;
    at += source[at] == '|';
    while (at < end && n <= MOST_COLUMNS) {
        size_t bar = find_bar(source, at, end);
        struct cell cell = { at, bar };
        while (cell.begin < cell.end && strchr(" \t", source[cell.begin]))
            cell.begin++;
        while (cell.end > cell.begin && strchr(" \t", source[cell.end - 1]))
            cell.end--;
        g_array_append_val(cells, cell);
        at = bar + 1;
        n++;
    }
    return n <= MOST_COLUMNS ? n : 0;
}

/* `:---:`, three dashes or more. */
static bool read_frame(struct table *table, const char *source, const GArray *cells)
{
    for (guint i = 0; i < cells->len; i++) {
        const struct cell *cell = &g_array_index(cells, struct cell, i);
        size_t begin = cell->begin, end = cell->end;
        table->left[i] = begin < end && source[begin] == ':';
        begin += table->left[i];
        table->right[i] = end > begin && source[end - 1] == ':';
        end -= table->right[i];
        if (end - begin < LEAST_WIDTH || strspn(source + begin, "-") < end - begin)
            return false;
    }
    return true;
}

static size_t width_of(const char *source, const struct cell *cell)
{
    size_t width = 0;
    const char *end = source + cell->end;
    for (const char *at = source + cell->begin; at < end; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

static void measure(struct table *table)
{
    size_t sum = 0;
    for (size_t i = 0; i < table->n_columns; i++)
        table->widths[i] = LEAST_WIDTH;
    for (guint i = 0; i < table->cells->len; i++) {
        size_t *width = &table->widths[i % table->n_columns];
        *width = MAX(*width, width_of(table->printer->source, &g_array_index(table->cells, struct cell, i)));
    }
    for (size_t i = 0; i < table->n_columns; i++)
        sum += table->widths[i] + 3;
    for (size_t i = 0; sum > MOST_WIDTH && i < table->n_columns; i++)
        table->widths[i] = 0;
}

static void print_row(const struct table *table, size_t row, GString *out)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct cell *cell = &g_array_index(table->cells, struct cell, row * table->n_columns + i);
        size_t width = width_of(table->printer->source, cell), wanted = MAX(width, table->widths[i]);
        size_t before = table->right[i] ? wanted - width : 0;
        before = table->left[i] ? before / 2 : before;
        g_string_append_printf(out, "| %*s", (int) before, "");
        fms_print_text(table->printer, cell->begin, cell->end, out);
        g_string_append_printf(out, "%*s ", (int) (wanted - width - before), "");
    }
    g_string_append(out, "|\n");
}

static void print_frame(const struct table *table, GString *out)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        size_t width = MAX(table->widths[i], LEAST_WIDTH);
        g_string_append_printf(out, "|%c", table->left[i] ? ':' : '-');
        for (size_t n = 0; n < width; n++)
            g_string_append_c(out, '-');
        g_string_append_c(out, table->right[i] ? ':' : '-');
    }
    g_string_append(out, "|\n");
}

/* Fills `table` from its lines. @return false where it is none, or has rows of different lengths. */
static bool read_table(struct table *table, const struct fms_print_line *lines, size_t n)
{
    const char *source = table->printer->source;
    GArray *frame = g_array_new(FALSE, FALSE, sizeof(struct cell));
    table->n_columns = split(source, &lines[1], frame);
    bool good = table->n_columns > 0 && memchr(source + lines[1].first, '|', lines[1].end - lines[1].first) &&
                read_frame(table, source, frame);
    g_array_free(frame, TRUE);
    for (size_t i = 0; good && i < n; i++)
        good = i == 1 || split(source, &lines[i], table->cells) == table->n_columns;
    return good;
}

size_t fms_print_table(struct fms_printer *printer, const struct fms_print_line *lines, size_t n, GString *out)
{
    struct table table = { .printer = printer, .cells = g_array_new(FALSE, FALSE, sizeof(struct cell)) };
    bool good = n > 1 && !lines[0].lazy && read_table(&table, lines, n);
    if (good) {
        measure(&table);
        print_row(&table, 0, out);
        print_frame(&table, out);
        for (size_t row = 1; row < n - 1; row++)
            print_row(&table, row, out);
    }
    g_array_free(table.cells, TRUE);
    return good ? n : 0;
}
