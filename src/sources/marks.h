/**
 * Quotation marks in running text: which opening mark belongs to which closing one.
 *
 * Only the outermost pairs are told; what is nested belongs to them. A double mark that is never closed ends with the
 * text. Single marks are apostrophes more often than not: they count only where a colon, a comma or the beginning of
 * the text stands before and a closing one is found.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <talloc.h>

/** A passage in marks; bytes, half-open. */
struct fms_marked {
    size_t begin, end;             /**< with the marks */
    size_t words_begin, words_end; /**< between them, blanks trimmed */
    bool single;                   /**< in single marks */
};

/**
 * The outermost marked passages of a text, in order and not overlapping, at most a million. Linear in the length.
 *
 * @param n receives how many.
 * @return a child of `ctx`, NULL if there are none.
 */
struct fms_marked *fms_marks_find(TALLOC_CTX *ctx, const char *text, size_t *n);
