/**
 * A line of text as a row of states that a recording passes through, moment by moment.
 *
 * A word's states are moments of the reference voice; behind each word is a state of silence that may last for any time or be
 * passed over, and in front of the first one too. What is alike costs little: the way through all rows that costs least is the alignment.
 */
#pragma once

#include "traits-private.h"

#define FMS_ROW_UNALIKE 1.15f /**< what a moment costs at most in silence: other sounds, breath, a stranger's words */

struct fms_row {
    int32_t n;      /**< states */
    float *traits;  /**< n of each trait, trait after trait */
    float *stay;    /**< what it costs to stay for a moment more */
    float *skip;    /**< what it costs to come from the state before the last */
    float *most;    /**< what a moment costs here at most */
    int32_t *words; /**< the word of each; -1: silence */
};

/** All lines at one pace. */
struct fms_rows {
    size_t n;
    struct fms_row *rows;
};

/**
 * @param hop    frames of the reference's ears a state.
 * @param reach  for fms_traits_of().
 */
struct fms_rows fms_rows_make(const struct fms_reading *readings, size_t n, const struct fms_transfer *transfer,
                              double hop, int reach);
void fms_rows_free(struct fms_rows *rows);

/**
 * What a moment of the recording costs in states [from, to) of a row: out[0] is that of `from`. About 0.7 where the two are
 * the same sound, 1.4 for any two sounds.
 */
void fms_row_costs(const struct fms_row *row, const float *traits, int32_t from, int32_t to, float *out);
