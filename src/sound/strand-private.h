/**
 * A track while it is on.
 */
#pragma once

#include "tracks-private.h"

#define FMS_STRAND_BLOCK 2048

struct fms_strand;

/** Opens a track. @return NULL with `error` set. All arguments must outlive it. */
struct fms_strand *fms_strand_open(const struct fms_pcm_port *port, const struct fms_track *track, GError **error);

/** A block of the mix: samples [at, at + n) of the film, at most FMS_STRAND_BLOCK. */
struct fms_strand_block {
    int64_t at, n;
    const float *ducking; /**< for each sample: 0 in the clear, 1 under the voice */
    const float *ride;    /**< for each sample: gain of what is ducked */
    float *out;           /**< stereo */
};

/** Adds what is heard of it in a block to `out`. Blocks follow one another without a gap. @return false with `error`. */
bool fms_strand_add(struct fms_strand *strand, const struct fms_strand_block *block, GError **error);

/** Is it music, or another sound? */
bool fms_strand_is_music(const struct fms_strand *strand);

/** Is nothing of it heard at `at` and after? */
bool fms_strand_is_over(const struct fms_strand *strand, int64_t at);
void fms_strand_close(void *strand);
