/*
 * The data file of a chart, as a table of texts.
 */
#include "csv.h"

#include "director-private.h"

#include <string.h>

#define MOST_ROWS 201
#define MOST_COLUMNS 16

/* Short rows are filled up. */
static const struct fms_table *table_of(TALLOC_CTX *ctx, const struct fms_csv *csv)
{
    struct fms_table *table = talloc_zero(ctx, struct fms_table);
    table->n_rows = csv->n_rows;
    for (size_t i = 0; i < csv->n_rows; i++)
        table->n_columns = MAX(table->n_columns, csv->rows[i].n);
    struct fms_text *cells = talloc_zero_array(table, struct fms_text, table->n_rows * table->n_columns + 1);
    for (size_t i = 0, to = 0; i < table->n_rows; i++)
        for (size_t k = 0; k < table->n_columns; k++, to++) {
            const struct fms_csv_cell *cell = k < csv->rows[i].n ? &csv->rows[i].cells[k] : NULL;
            cells[to] = (struct fms_text){ .utf8 = "" };
            if (cell)
                cells[to] = (struct fms_text){ .utf8 = cell->utf8, .length = strlen(cell->utf8), .span = cell->span };
        }
    table->cells = cells;
    return table;
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
    const struct fms_csv *csv =
        fms_csv_parse(director->board, source, MOST_ROWS, MOST_COLUMNS, "chart.value", director->diags);
    if (csv && csv->rest.source)
        fms_warning(director->diags, csv->rest, "panel.large",
                    "a chart shows what the eye can take in: choose the rows that matter",
                    "the rows from here on are left out");
    return csv ? table_of(director->board, csv) : NULL;
}
