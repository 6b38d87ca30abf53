/**
 * What every take goes through on its way into the mix: a high-pass, a gentle compressor, a de-esser. Mono. Nothing is
 * delayed: sample for sample what goes in comes out.
 */
#pragma once

#include <stdint.h>

/** The caller's memory; fms_voice_chain_begin() before each take. */
struct fms_voice_chain {
    double high[4];    /**< of the high-pass */
    double esses[4];   /**< of the band where s and sh are */
    double body, hiss; /**< mean squares that follow the voice and its esses */
    float gain;        /**< on the way out */
};

/** Begins a take; `gain_db` is on the way out. */
void fms_voice_chain_begin(struct fms_voice_chain *chain, double gain_db);

/** The next `n` samples, in place. What is no number, or beyond reason, is heard as nothing. */
void fms_voice_chain_run(struct fms_voice_chain *chain, float *samples, int64_t n);
