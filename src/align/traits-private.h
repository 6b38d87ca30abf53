/**
 * What makes two moments of speech alike: cepstra of the bands' powers and how they change, on a scale that is the same for
 * every voice and room.
 */
#pragma once

#include "ear-private.h"

enum { FMS_CEPSTRA = 13, FMS_TRAITS = 2 * FMS_CEPSTRA };

/** How a recording sounds beside the words in it. */
struct fms_room {
    float noise[FMS_EAR_BANDS];  /**< mean power where nobody speaks */
    float speech[FMS_EAR_BANDS]; /**< mean power of the speech alone */
    float threshold;             /**< the sum of a frame's bands from which on somebody speaks */
    int64_t n_speech;            /**< frames in which somebody speaks */
};

/** Finds out. A floor 50 dB under the speech keeps digital silence from being minus infinity. */
void fms_room_measure(const struct fms_ear *ear, struct fms_room *room);

/** Does somebody speak in the frame? */
bool fms_room_is_speech(const struct fms_room *room, const float *bands);

/** How a voice is brought into a room. */
struct fms_transfer {
    float warp;                 /**< of its bands: 1.1 is a vocal tract a tenth shorter */
    float gain[FMS_EAR_BANDS];  /**< of its power */
    float noise[FMS_EAR_BANDS]; /**< added to it */
};

/** Moments: power in bands, FMS_EAR_BANDS each. */
struct fms_moments {
    int64_t n;
    float *bands;
};

/**
 * The mean power around moments `first`, `first` + `hop`, … `n` of them, in frames of the ear, each of about `hop` frames.
 * @return moments->bands is g_free()d by the caller.
 */
struct fms_moments fms_moments_of(const struct fms_ear *ear, double first, double hop, int64_t n);

/** Brings moments into a room, in place. */
void fms_moments_transfer(struct fms_moments *moments, const struct fms_transfer *transfer);

/** The bands of a voice with a longer or shorter vocal tract. */
void fms_bands_warp(float *bands, float warp);

/**
 * Traits of moments, FMS_TRAITS each, not yet on the common scale; changes are those over `reach` moments to either side. g_free() them.
 */
float *fms_traits_of(const struct fms_moments *moments, int reach);

/** Mean and spread of each trait where somebody speaks. */
struct fms_scale {
    float mean[FMS_TRAITS], factor[FMS_TRAITS];
};

/** @param counts  of each of the `n` moments, whether it counts. */
void fms_scale_measure(struct fms_scale *scale, const float *traits, const bool *counts, int64_t n);

/** In place. */
void fms_scale_apply(const struct fms_scale *scale, float *traits, int64_t n);
