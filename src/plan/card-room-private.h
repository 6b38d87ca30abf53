/**
 * Whether what a shot sets has room in the theme's slots, at the least sizes that they allow.
 */
#pragma once

#include "scenes-private.h"

enum fms_room {
    FMS_ROOM_ENOUGH,
    FMS_ROOM_TOO_HIGH, /**< parted, it may have room */
    FMS_ROOM_TOO_WIDE  /**< a line that is not broken is cut */
};

/** Whether all that shot `i` sets has room. What happens at a word is looked at by itself, captions are not. */
enum fms_room fms_room_of_shot(TALLOC_CTX *ctx, const struct fms_stage *stage, size_t i);

/** Whether a panel or a lower third that appears on a cue of shot `i` has room; all other cues have. */
enum fms_room fms_room_of_cue(TALLOC_CTX *ctx, const struct fms_stage *stage, size_t i, const struct fms_shot_cue *cue);

struct fms_making;

/** Whether the texts and rules of a scene's layers, each stack of them and each that stands alone, have as much height as they need. */
enum fms_room fms_room_of_layers(const struct fms_making *making);
