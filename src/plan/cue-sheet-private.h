/**
 * From a timeline to what is heard: voices, music and its changes, clips' own sound, effects.
 */
#pragma once

#include "scenes-private.h"

/** The cue sheet of the stage's timeline; a child of `ctx`. */
struct fms_cuesheet *fms_cuesheet_of(TALLOC_CTX *ctx, const struct fms_stage *stage);
