/**
 * The record of a build: what each step was made of, kept so that the next build can be compared with it.
 *
 * A record is the steps' recipes with their labels, and the names of the assets, for a recipe knows only digests. It is
 * written in the recipes' own notation.
 */
#pragma once

#include "plan.h"

/** Adds the steps of a plan, or the name of an asset. */
void fms_record_add_plan(GString *text, const struct fms_plan *plan);
void fms_record_add_asset(GString *text, const char *name, const char *digest);

/** One value of a recipe. */
struct fms_record_field {
    const char *name, *value; /**< numbers as text; a string that was not there is "-" */
};

struct fms_record_step {
    const char *kind, *label, *key;
    size_t n_fields;
    const struct fms_record_field *fields;
};

struct fms_record {
    size_t n_steps;
    const struct fms_record_step *steps;
    GHashTable *names; /**< digest of an asset, or key of a step → what a person calls it */
};

/** Reads a record. @return a child of `ctx`; NULL if it is none. */
struct fms_record *fms_record_read(TALLOC_CTX *ctx, const char *text);

/** How a step differs from the one of the build before that it comes from. */
struct fms_record_change {
    bool same, is_new; /**< it has the same key; there was none that it could come from */
    size_t n;          /**< else: what differs, in words, at least one */
    const char *const *reasons;
};

/**
 * Compares the steps of `now` with those of `before`, field by field: a step with the same key is the same; another is
 * held against the step of its kind and label, or the next of its kind, that is gone. @return one a step of `now`, a child
 * of `ctx`.
 */
struct fms_record_change *fms_record_compare(TALLOC_CTX *ctx, const struct fms_record *before,
                                             const struct fms_record *now);
