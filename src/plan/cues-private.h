/**
 * Cues in a scene; see board.h.
 */
#pragma once

#include "making-private.h"

/**
 * Ids of the elements of the shot's drawing that come or go: they are left out of the drawing itself and drawn as layers
 * of their own. Joined by blanks; "" if there are none.
 */
const char *fms_cues_parts(struct fms_making *making);

/** Adds the parts that `like` is drawn without, each with its own coming and going. */
void fms_cues_add_parts(struct fms_making *making, const struct fms_still_layer *like);

/** Adds everything else that appears on cue. */
void fms_cues_add(struct fms_making *making);
