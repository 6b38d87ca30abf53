/**
 * How far the music is down at each moment: planned from the cue sheet, so that it never hunts after the voice.
 */
#pragma once

#include "cuesheet.h"

struct fms_ducking;

/** Plans from the sheet's voice cues. Never NULL. */
struct fms_ducking *fms_ducking_new(const struct fms_cuesheet *sheet);

/**
 * For samples from … from + n of the film: 0 where the music is in the clear, 1 where it is under the voice, smoothly
 * between. Calls must go forwards.
 */
void fms_ducking_read(struct fms_ducking *ducking, int64_t from, int64_t n, float *amount);
void fms_ducking_free(struct fms_ducking *ducking);
