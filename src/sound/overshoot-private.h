/**
 * Peaks between samples: what a converter makes of them, estimated at four times the rate.
 */
#pragma once

/** Samples before and after an interval that its estimate looks at, the interval's own ends counted. */
#define FMS_OVERSHOOT_HALF 12

/**
 * For each i < n the highest magnitude in [i, i + 1), of both sides.
 *
 * @param sides  left and right; each readable from [1 - FMS_OVERSHOOT_HALF] to [n - 1 + FMS_OVERSHOOT_HALF].
 * @param floor  values below it may be given as any value below it: quiet passages cost next to nothing.
 */
void fms_overshoot_find(const float *const sides[2], int n, float floor, float *peaks);
