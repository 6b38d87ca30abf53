/**
 * Inside the storyboard: what is left of a stretch of text when it is said or set, and where each byte of it stood.
 */
#pragma once

#include "line.h"
#include "phrases-private.h"
#include "scene.h"

/** Goes through the inlines of a text. Linear where the ranges asked for ascend. */
struct fms_inline_cursor;

struct fms_inline_cursor *fms_inline_cursor_new(TALLOC_CTX *ctx);

/** The inlines of a kind that reach into a range, in order; the array lasts until the cursor is used again. */
const struct fms_inline *const *fms_inlines_of(struct fms_inline_cursor *cursor, const struct fms_text *text,
                                               struct fms_range range, enum fms_inline_kind kind, size_t *n);

/** A stretch of a text as it is said or set. Arrays are the caller's. */
struct fms_fold {
    const char *utf8; /**< white space folded and cut off */
    GArray *marks; /**< struct fms_text_mark, from here (`in_text`) to the text's own bytes (`in_source`); ascending */
};

/**
 * Folds bytes [begin, end) of a text; its marks are replaced. @param set  without the words that are not set on screen.
 * The string is a child of `ctx`.
 */
void fms_fold_text(TALLOC_CTX *ctx, struct fms_inline_cursor *cursor, const struct fms_text *text,
                   struct fms_range range, bool set, struct fms_fold *fold);

/** The styles of what was folded last with this cursor; a child of `ctx`, NULL for none. */
const struct fms_text_run *fms_fold_runs(TALLOC_CTX *ctx, const struct fms_inline_cursor *cursor,
                                         const struct fms_fold *fold, size_t *n);

/**
 * What is said otherwise in what was folded last with this cursor, as a list of say.h; a child of `ctx`, NULL for nothing. Of
 * ranges that lie in each other, what replaces words goes before what stresses them, and the outer before the inner.
 */
const char *fms_fold_say(TALLOC_CTX *ctx, const struct fms_inline_cursor *cursor, const struct fms_fold *fold);

/** Where byte `at` of the text stands in what was folded; at its end where it is behind it. */
size_t fms_fold_place(const struct fms_fold *fold, size_t at);

/** Whether anything of what was folded last with this cursor is said. */
bool fms_fold_speaks(const struct fms_inline_cursor *cursor);
