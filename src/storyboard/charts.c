/*
 * Charts: a table's first column has the labels, every further one a row of values.
 */
#include "director-private.h"
#include "quantity-private.h"

#include <string.h>

/* What a chart can show. */
struct limits {
    size_t rows, series;
    const char *what;
};

static const struct limits bars = { 12, 4, "12 bars" }, lines = { 200, 4, "200 points of 4 curves" };

static const struct fms_text *cell_at(const struct fms_table *table, size_t row, size_t column)
{
    return &table->cells[row * table->n_columns + column];
}

/* Does a first row without a single number name the columns? */
static bool looks_like_head(const struct fms_director *director, const struct fms_table *table)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    bool words = table->n_rows > 1;
    for (size_t k = 1; k < table->n_columns && words; k++) {
        struct fms_quantity quantity;
        words = !fms_quantity_read(ctx, cell_at(table, 0, k)->utf8, director->board->language, &quantity);
    }
    talloc_free(ctx);
    return words;
}

static int64_t value_of(struct fms_director *director, const struct fms_text *cell, const char **unit)
{
    struct fms_quantity quantity;
    if (cell->length == 0 || strcmp(cell->utf8, "-") == 0 || strcmp(cell->utf8, "–") == 0)
        return FMS_NO_VALUE;
    if (!fms_quantity_read(director->board, cell->utf8, director->board->language, &quantity)) {
        fms_error(director->diags, cell->span, "chart.value", "a number, with its unit if it has one: 2,250 mm",
                  "'%.80s' is no value", cell->utf8);
        return FMS_NO_VALUE;
    }
    const char *own = *quantity.after ? quantity.after + (*quantity.after == ' ') : quantity.before;
    *unit = !*unit || strcmp(*unit, own) == 0 ? own : "";
    return quantity.millionths;
}

static void warn_large(struct fms_director *director, const struct fms_block *block, const struct fms_table *table,
                       const struct limits *limits)
{
    if (table->n_rows - table->has_head > limits->rows || table->n_columns - 1 > limits->series)
        fms_warning(director->diags, block->span, "panel.large", "choose what matters; the rest is left out",
                    "a chart like this shows %s at most", limits->what);
}

static bool fill(struct fms_director *director, const struct fms_block *block, const struct fms_table *table,
                 struct fms_panel *panel)
{
    const struct limits *limits = panel->kind == FMS_BOARD_BARS ? &bars : &lines;
    size_t n_errors = fms_diags_n_errors(director->diags), n_data = MIN(table->n_rows - table->has_head, limits->rows);
    const char *unit = NULL;
    warn_large(director, block, table, limits);
    panel->has_head = table->has_head;
    panel->n_rows = n_data + table->has_head;
    panel->n_series = MIN(table->n_columns - 1, limits->series);
    panel->n_columns = panel->n_series + 1;
    const char **cells = talloc_array(director->board, const char *, panel->n_rows * panel->n_columns);
    int64_t *values = talloc_array(director->board, int64_t, n_data * panel->n_series);
    for (size_t i = 0; i < panel->n_rows; i++)
        for (size_t k = 0; k < panel->n_columns; k++) {
            const struct fms_text *cell = cell_at(table, i, k);
            cells[i * panel->n_columns + k] = cell->utf8;
            if (i >= table->has_head && k > 0)
                values[(i - table->has_head) * panel->n_series + k - 1] = value_of(director, cell, &unit);
        }
    panel->cells = cells;
    panel->values = values;
    panel->unit = unit ? unit : "";
    return fms_diags_n_errors(director->diags) == n_errors;
}

static bool has_values(const struct fms_panel *panel)
{
    for (size_t i = 0; i < (panel->n_rows - panel->has_head) * panel->n_series; i++)
        if (panel->values[i] != FMS_NO_VALUE)
            return true;
    return false;
}

bool fms_chart_fill(struct fms_director *director, const struct fms_block *block, struct fms_panel *panel)
{
    const struct fms_attribute *data = fms_block_attribute(block, "data"), *unit = fms_block_attribute(block, "unit");
    const struct fms_table *given = data ? fms_csv_read(director, data) : block->table;
    if (data && !given)
        return false;
    if (!given || given->n_columns < 2 || given->n_rows == 0)
        return fms_error(director->diags, data ? data->span : block->span, "chart.value",
                         "a line for each value: label, then number", "the chart has no values");
    struct fms_table table = *given;
    table.has_head = data ? looks_like_head(director, given) : given->has_head;
    if (!fill(director, block, &table, panel))
        return false;
    if (!has_values(panel))
        return fms_error(director->diags, data ? data->span : block->span, "chart.value",
                         "a line for each value: label, then number", "the chart has no values");
    panel->unit = unit && *unit->value ? unit->value : panel->unit;
    return true;
}
