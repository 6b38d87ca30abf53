/**
 * Time on the film: whole ticks and the frame rate.
 *
 * A second is 705,600,000 ticks, so that a frame at 24, 25, 30, 50, 60, 24000/1001 and 30000/1001 frames a second
 * and a sample at 22.05, 44.1, 48 and 96 kHz are all a whole number of ticks. No double holds a position on the
 * film. Ranges are half-open: [begin, end).
 */
#pragma once

#include <stdint.h>

#define FMS_TICKS_PER_SECOND INT64_C(705600000)

/** Ticks in a number of milliseconds (705,600 to the millisecond, exact). */
#define FMS_MS(ms) ((fms_ticks) (ms) * (FMS_TICKS_PER_SECOND / 1000))

/** The one sample rate inside the house, in Hz. A sample is 14,700 ticks. */
#define FMS_SAMPLE_RATE 48000

/** A moment or a length, in ticks. */
typedef int64_t fms_ticks;

/** Frames a second as a fraction; both positive, num·k = 705,600,000·den for a whole k. */
struct fms_rate {
    int32_t num, den;
};

/** Length of one frame, in ticks. */
fms_ticks fms_frame_ticks(struct fms_rate rate);

/** The moment at which frame `n` begins. */
fms_ticks fms_ticks_from_frames(int64_t n, struct fms_rate rate);

/** The frame that contains `t` (rounds towards minus infinity). */
int64_t fms_frames_floor(fms_ticks t, struct fms_rate rate);

/** The first frame that begins at `t` or later (rounds towards plus infinity). */
int64_t fms_frames_ceil(fms_ticks t, struct fms_rate rate);

/** Ticks in `n` samples at FMS_SAMPLE_RATE. */
fms_ticks fms_ticks_from_samples(int64_t n);

/** The sample at FMS_SAMPLE_RATE that contains `t` (rounds towards minus infinity). */
int64_t fms_samples_floor(fms_ticks t);
