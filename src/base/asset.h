/**
 * An asset: a picture, clip or sound that a script names, as the library knows it after probing it once.
 */
#pragma once

#include "digest.h"
#include "ticks.h"

enum fms_asset_kind {
    FMS_ASSET_STILL,  /**< a raster picture */
    FMS_ASSET_VECTOR, /**< an SVG drawing */
    FMS_ASSET_CLIP,   /**< moving pictures, with or without sound */
    FMS_ASSET_SOUND,
    FMS_ASSET_LUT /**< a colour table */
};

/** Everything but `path` may enter a key. */
struct fms_asset {
    const char *name; /**< as the script names it, relative to the script's folder */
    const char *path; /**< where it is on this machine; never part of a key */
    struct fms_digest digest;
    enum fms_asset_kind kind;
    int64_t size_bytes;
    int32_t width_px, height_px;   /**< as shown upright, square pixels; 0 for sounds and colour tables */
    fms_ticks duration;            /**< 0 for what does not move or sound */
    bool has_sound;                /**< sounds, and clips that carry one */
    const char *creator, *licence; /**< if known, else NULL */
};

/** "still", "drawing", "clip", "sound" or "colour-table". */
const char *fms_asset_kind_name(enum fms_asset_kind kind);
