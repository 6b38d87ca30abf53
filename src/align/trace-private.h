/**
 * When each word of one line is read: the cheapest way through its row, to the moment.
 */
#pragma once

#include "rows-private.h"

/** A word is heard in moments [from, to). `silent`: silence lies in front of it. */
struct fms_stretch {
    int32_t from, to;
    bool silent;
};

/**
 * @param traits  of the `n` moments in which the line is read, with silence or other sounds at both ends.
 * @param n_words  of the row.
 * @param cost    receives the mean cost of a moment of its words.
 * @return one a word; g_free() them. NULL where the line is too long for so few moments.
 */
struct fms_stretch *fms_trace(const struct fms_row *row, const float *traits, int32_t n, size_t n_words, float *cost);
