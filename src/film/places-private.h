/**
 * The places of a compile's outputs: the film's name with an ending for each. What is on its way to a place lies beside it
 * as a draft, `.NAME.ENDING.HOST.PID`, so that no reader ever sees half of it.
 */
#pragma once

#include "house-private.h"

enum fms_output {
    FMS_OUTPUT_VTT,
    FMS_OUTPUT_SRT,
    FMS_OUTPUT_POSTER,
    FMS_OUTPUT_POSTERS, /**< one for each platform, in their order */
    FMS_OUTPUT_LAST_POSTER = FMS_OUTPUT_POSTERS + FMS_MOST_PLATFORMS - 1,
    FMS_OUTPUT_STEMS, /**< one for each of enum fms_stem, in its order */
    FMS_OUTPUT_LAST_STEM = FMS_OUTPUT_STEMS + FMS_N_STEMS - 1,
    FMS_OUTPUT_FILM,
    FMS_N_FILM_OUTPUTS, /**< those are a film's, this is the build's: */
    FMS_OUTPUT_REPORT = FMS_N_FILM_OUTPUTS,
    FMS_OUTPUT_STILL, /**< a frame drawn alone; as JPEG, it takes the poster's place */
};

/** Is this output of a film made at all? Stems, captions and platforms' posters are where they were asked for. */
bool fms_variant_wants(const struct fms_variant *variant, enum fms_output output);

/** One file on its way: `draft` is renamed to `place`. */
struct fms_parcel {
    const char *place, *draft;
    bool drafted; /**< the draft is there, and ours */
};

/** Names an output's place and draft; strings are children of `ctx`. @param stem  place of the film without its ending. */
struct fms_parcel fms_parcel_of(TALLOC_CTX *ctx, const char *stem, enum fms_output output);

/** Can an output be put in its place, and is that none of what the film is made of? @return false if an error was added. */
bool fms_house_check_place(struct fms_house *house, const char *stem, enum fms_output output);

/** Removes what killed builds on this machine have left beside a place. */
void fms_parcel_sweep(const struct fms_parcel *parcel);
