/**
 * Meters that measure less and cost less than the one in mixer.h, or hear more channels.
 */
#pragma once

#include "mixer.h"

/** Integrated loudness only. */
struct fms_meter *fms_meter_new_quick(void);

/** Integrated loudness, and the loudest moments. */
struct fms_meter *fms_meter_new_music(void);

/** All but true peaks, of 2, 5 (L R C Ls Rs) or 6 channels (L R C LFE Ls Rs). */
struct fms_meter *fms_meter_new_surround(int n_channels);

/** The last 400 ms and 3 s, in LUFS; −HUGE_VAL while fewer were heard. */
struct fms_moment_loudness {
    double momentary_lufs, short_term_lufs;
};

/** What any but the quick one reads now; new every 10 ms. */
struct fms_moment_loudness fms_meter_now(const struct fms_meter *meter);
