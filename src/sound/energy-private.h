/**
 * Momentary and short-term loudness (400 ms and 3 s, EBU Tech 3341) of a sound that goes by, looked at every 10 ms: at wider
 * steps the loudest moment falls between two looks, and a meter reads up to half a decibel too little.
 */
#pragma once

#include "ticks.h"

#define FMS_ENERGY_HOP (FMS_SAMPLE_RATE / 100)
#define FMS_MOMENTARY_HOPS 40
#define FMS_SHORT_TERM_HOPS 300
#define FMS_MOST_CHANNELS 6

struct fms_energy {
    int n_channels;
    double weight[FMS_MOST_CHANNELS];
    double state[FMS_MOST_CHANNELS][4]; /**< of the K filter's two halves */
    double sum;                         /**< of the hop that is not full yet */
    int n_in_hop;
    int64_t n_hops;
    double hops[2 * FMS_SHORT_TERM_HOPS]; /**< mean squares, a ring, twice: so the last ones lie side by side */
    double most_momentary, most_short_term;
};

/** Begins; the struct is the caller's. Channels in WAV's order: 2; 5 (L R C Ls Rs); 6 (L R C LFE Ls Rs). */
void fms_energy_begin(struct fms_energy *energy, int n_channels);

/** Hears `n` more, interleaved. What is no number is heard as nothing. */
void fms_energy_add(struct fms_energy *energy, const float *samples, int64_t n);

/** Loudness of the last 400 ms and 3 s before the last full 10 ms, in LUFS; −HUGE_VAL while fewer were heard. */
double fms_energy_momentary(const struct fms_energy *energy);
double fms_energy_short_term(const struct fms_energy *energy);

/** The highest of each so far. */
double fms_energy_most_momentary(const struct fms_energy *energy);
double fms_energy_most_short_term(const struct fms_energy *energy);
