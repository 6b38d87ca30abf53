/**
 * The highest true peak of a sound that goes by.
 */
#pragma once

#include "overshoot-private.h"

#include <stdint.h>

#define FMS_TRUEPEAK_KEEP (2 * FMS_OVERSHOOT_HALF)
#define FMS_TRUEPEAK_BLOCK 512

/** The caller's memory; all zero to begin with. */
struct fms_truepeak {
    float side[2][FMS_TRUEPEAK_KEEP + FMS_TRUEPEAK_BLOCK]; /**< what came before, then the block */
    float high;
};

/** Hears `n` more pairs, interleaved. */
void fms_truepeak_add(struct fms_truepeak *truepeak, const float *samples, int64_t n);

/** The highest magnitude so far, as if silence followed. */
float fms_truepeak_read(const struct fms_truepeak *truepeak);
