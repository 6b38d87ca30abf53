/**
 * Room tone: what is heard in a room where nobody speaks. Noise, soft and dark, the same in every build, so that the gaps between
 * sounds are not dead.
 */
#pragma once

#include "cuesheet.h"

struct fms_room_tone {
    const struct fms_cuesheet *sheet;
    uint32_t seed[2];
    float dark[2];
    size_t silence; /**< the first of the sheet's that may still matter */
};

/** Begins at sample 0 of the film. Where nobody speaks in the whole film, and in its silences, there is none. */
void fms_room_tone_begin(struct fms_room_tone *tone, const struct fms_cuesheet *sheet);

/** Adds the next `n` pairs, which are samples from … from + n of the film. */
void fms_room_tone_add(struct fms_room_tone *tone, int64_t from, int64_t n, float *out);
