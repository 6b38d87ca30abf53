/**
 * What an alignment step made, read again.
 */
#pragma once

#include "line.h"

#include <talloc.h>

enum { FMS_MOST_PLACED_WORDS = 65536 };

/** Where a line is in its recording. */
struct fms_placed {
    int32_t n_times;  /**< how often it is read there; -1: nobody can say it */
    int64_t from, to; /**< at FMS_SAMPLE_RATE */
    int32_t strangeness_permille;
    size_t n_words;
    const struct fms_word *words;
};

/** @return one for each of `n` lines, children of `ctx`; NULL where the file is not whole. */
struct fms_placed **fms_alignment_read(TALLOC_CTX *ctx, const char *path, size_t n);
