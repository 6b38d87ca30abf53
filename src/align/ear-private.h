/**
 * What an ear keeps: the power in each band of hearing, frame by frame.
 */
#pragma once

#include "align.h"

#include <glib.h>

enum {
    FMS_EAR_BANDS = 32,
    FMS_EAR_FRAMES_A_SECOND = 200,
    FMS_EAR_STEPS_A_FRAME = 4 /* of the loudness curve */
};

struct fms_ear {
    int32_t rate_hz;   /**< of what is heard */
    int32_t inner_hz;  /**< of what is listened to: a third of it at FMS_SAMPLE_RATE, else the same */
    int64_t n_samples; /**< heard so far, at rate_hz */
    GArray *powers;    /**< float, FMS_EAR_BANDS a frame; frame k is centred on k / FMS_EAR_FRAMES_A_SECOND seconds */
    GArray *curve;     /**< float: power in each FMS_EAR_STEPS_A_FRAME-th of a frame, from 100 Hz upwards */

    GArray *wait;     /**< float, inner samples not yet done with; the first is number `passed` */
    int64_t passed;   /**< may begin below 0: the first frame's window lies half in front of the sound */
    int64_t n_frames; /**< made */
    int64_t n_steps;
    GArray *raw;     /**< float, samples at rate_hz that the filter in front still needs */
    float rumble[2]; /**< of the high-pass in front of the curve: last input, last output */
};

/** How many frames there are. */
static inline int64_t fms_ear_frames(const struct fms_ear *ear)
{
    return ear->powers->len / FMS_EAR_BANDS;
}

/** The bands of a frame. */
static inline const float *fms_ear_frame(const struct fms_ear *ear, int64_t k)
{
    return &g_array_index(ear->powers, float, k *FMS_EAR_BANDS);
}
