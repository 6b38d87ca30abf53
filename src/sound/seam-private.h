/**
 * Where a loop may be closed: the point near the end of a piece of music that goes on most like its beginning.
 */
#pragma once

#include <stdint.h>

/** An envelope has this many values a second. */
#define FMS_SEAM_HZ 100

/**
 * @param envelope  mean squares, a value each 10 ms.
 * @param cross     length of the crossfade, in values.
 * @return at which value the crossfade to the beginning begins: at most n − cross, which it is if nothing fits better.
 */
int64_t fms_seam_find(const float *envelope, int64_t n, int64_t cross);
