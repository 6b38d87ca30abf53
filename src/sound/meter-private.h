/**
 * Meters that measure less and cost less than the one in mixer.h.
 */
#pragma once

#include "mixer.h"

/** Integrated loudness only. */
struct fms_meter *fms_meter_new_quick(void);

/** Integrated loudness, and the loudest three seconds (looked at twice a second). */
struct fms_meter *fms_meter_new_music(void);

/** The loudest three seconds heard by a music meter, in LUFS; −HUGE_VAL for silence. */
double fms_meter_loudest_lufs(const struct fms_meter *meter);
