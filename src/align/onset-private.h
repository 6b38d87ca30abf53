/**
 * Where exactly a sound begins or ends beside silence: by its loudness, finer than spectra tell.
 */
#pragma once

#include "traits-private.h"

/** Moves the beginning of a sound at `sample` of the recording, in front of which is silence, to where it is heard. */
int64_t fms_onset_settle(const struct fms_ear *ear, int64_t sample);

/** The same for its end. */
int64_t fms_offset_settle(const struct fms_ear *ear, int64_t sample);
