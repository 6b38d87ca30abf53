/**
 * How things begin and end to move. Only sums, products and roots of doubles, which every CPU rounds alike.
 */
#pragma once

#include <stdint.h>

/** One, in the fixed point of entrances. */
#define FMS_EASE_ONE 65536

/**
 * The way of a picture in motion, 0 to 1 for t of 0 to 1 (clamped): speed rises smoothly during the first fifth, is
 * constant, and falls during the last, as a steady hand on a rostrum camera.
 */
double fms_ease_move(double t);

/** The way of what comes to rest: 1 − (1 − t)³, in FMS_EASE_ONE. */
int32_t fms_ease_out(int32_t t);

/**
 * How far something is that enters at frame `begin` during `n_frames`, at frame `n`, in FMS_EASE_ONE: more than 0 from
 * `begin` on, all at the last of its frames; all at once if `n_frames` is not positive.
 */
int32_t fms_ease_entered(int64_t n, int64_t begin, int64_t n_frames);

/** How much is left, in FMS_EASE_ONE, of what leaves from frame `begin` on and is gone `n_frames` later; begin −1: all. */
int32_t fms_ease_left(int64_t n, int64_t begin, int64_t n_frames);

/** How a layer comes and goes: the values of FMS_PRESENCE_FIELDS. */
struct fms_presence {
    int64_t enter_frame, enter_frames, leave_frame, leave_frames;
};
#define FMS_PRESENCE_OF(layer)                                                                                         \
    ((struct fms_presence){ (layer)->enter_frame, (layer)->enter_frames, (layer)->leave_frame, (layer)->leave_frames })

/** The opacity in 255ths of what fades in and out: 255 all the time that it is there and neither comes nor goes. */
int32_t fms_ease_opacity(int64_t n, struct fms_presence presence);

/** Sine and, a quarter turn on, cosine in 32768ths; a turn is 2³². Smooth, exact at quarter turns, good to 0.0005. */
int32_t fms_ease_sine(uint32_t phase);
