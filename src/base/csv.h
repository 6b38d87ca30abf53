/**
 * Data files: rows of values parted by commas, semicolons or tabs, quoted as RFC 4180 has it. Every cell keeps its place in
 * the file, so that a bad value is pointed at there.
 */
#pragma once

#include "diags.h"

/** Blanks around a value are no part of it. */
struct fms_csv_cell {
    const char *utf8;
    struct fms_span span; /**< quotation marks included */
};

struct fms_csv {
    size_t n_rows;
    struct fms_csv_row {
        size_t n; /**< of its cells, as many as it has */
        const struct fms_csv_cell *cells;
    } * rows;
    struct fms_span rest; /**< what was left out, from its first byte on; its source is NULL where nothing was */
};

/**
 * Reads a file; empty lines are none. What parts its values is what parts those of the first line: tabs, else semicolons (for with
 * those a comma stands in numbers), else commas. @param most_rows, most_columns  what lies beyond them is left out.
 * @param code  of the error that is added where a quotation is never closed.
 * @return a child of `ctx` that borrows `source`; NULL if an error was added.
 */
struct fms_csv *fms_csv_parse(TALLOC_CTX *ctx, const struct fms_source *source, size_t most_rows, size_t most_columns,
                              const char *code, struct fms_diags *diags);
