/**
 * Inside base: the formats of diagnostics, one a file, behind the table in diags.c.
 */
#pragma once

#include "diags.h"

/** "error" or "warning", by severity. */
extern const char *const fms_severity_names[];

/** The formats. `places` is the index of the diagnostic's source; not looked at where it has none. */
void fms_diag_print_text(const struct fms_diag *diag, const struct fms_places *places, FILE *out);
void fms_diag_print_json(const struct fms_diag *diag, const struct fms_places *places, FILE *out);
void fms_diag_print_github(const struct fms_diag *diag, const struct fms_places *places, FILE *out);
