/**
 * Which line is read when: the cheapest way of a recording through the rows of a text, line after line.
 */
#pragma once

#include "rows-private.h"

/** A line was read in moments [from, to); what lies behind it up to `to` may be silence. */
struct fms_passage {
    int32_t line;
    int32_t from, to;
};

/**
 * @param traits  of the recording's `n` moments, on the common scale.
 * @param passages  receives struct fms_passage, in order of time; g_array_unref() it.
 * @return false where `stop` (read atomically; or NULL) became nonzero.
 */
bool fms_search(const struct fms_rows *rows, const float *traits, int64_t n, const int *stop, GArray **passages);
