/**
 * The dither: a square of thresholds in which neighbours differ as much as can be (blue noise), made once by
 * void and cluster. It stands still on the screen, so that an encoder pays for it once.
 */
#pragma once

#include <stdint.h>

#define FMS_DITHER_SIZE 32

/** One code value of a frame, in the units of thresholds. */
#define FMS_DITHER_STEP 128

/**
 * From the least threshold to the greatest. One step would be enough to hide the bands of the frame itself, but an
 * encoder takes such faint noise away and the bands come back; of four steps enough is left, for half the bits a shot
 * (x264, veryfast, crf 20), because blocks that keep their noise can be skipped.
 */
#define FMS_DITHER_SPAN (4 * FMS_DITHER_STEP)

/**
 * FMS_DITHER_SIZE rows of as many thresholds, equally spread about half a step: what to add to a value before the bits
 * under the step are dropped. Safe from any thread.
 */
const int16_t *fms_dither(void);
