/**
 * From the engine's raw sound to a take: rumble off, silence at both ends off, level matched.
 */
#pragma once

#include <stdint.h>

/** Where the audible part of a sound lies: [from, to); from == to where nothing is. */
struct fms_extent {
    int64_t from, to;
};

/** Takes away what lies under 60 Hz, in place. */
void fms_level_clear_rumble(float *samples, int64_t n, int32_t rate_hz);

/** The audible part: from the first to the last sample within 50 dB of the peak; none where the peak is below -70 dBFS. */
struct fms_extent fms_level_extent(const float *samples, int64_t n);

/** Brings the parts that sound to their level by one gain, in place. */
void fms_level_match(float *samples, int64_t n, int32_t rate_hz);
