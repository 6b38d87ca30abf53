/**
 * The dither: a square of thresholds in which neighbours differ as much as can be (blue noise), made once by
 * void and cluster. It stands still on the screen, so that an encoder pays for it once.
 */
#pragma once

#include <stdint.h>

#define FMS_DITHER_SIZE 64

/** FMS_DITHER_SIZE rows of as many thresholds, each from 0 to 127, equally often. Safe from any thread. */
const uint16_t *fms_dither(void);
