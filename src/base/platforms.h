/**
 * Platforms: what the places where films are shown lay over them, and what they ask of a film's poster. data/platforms.yaml has
 * the figures, and the build makes the table of it; docs/language.md, the manual page and schema/ repeat for readers what they need.
 */
#pragma once

#include "profiles.h"

#include <stdbool.h>

/** A part of the frame, per mille of its width and height. */
struct fms_zone {
    int32_t left, top, right, bottom;
};

/** More are refused by the build. */
enum { FMS_MOST_PLATFORMS = 16 };

struct fms_platform {
    struct fms_profile profile;                /**< its name, and what it is called for people */
    bool has_profile;                          /**< films are made for it: fms_profile_named() finds its profile */
    struct fms_zone clear;                     /**< of a tall film, what it leaves free; `right` 0: it says nothing */
    int32_t poster_width_px, poster_height_px; /**< 0: it wants none */
    int64_t poster_most_bytes;                 /**< 0: as many as there are */
};

extern const size_t fms_n_platforms;
extern const struct fms_platform fms_platforms[];

/** What the portrait layouts of themes keep to. */
extern const struct fms_zone fms_layouts_zone;

/** Names for people, joined by ", ": of those with a poster; of all profiles, the house's first; the same as a hint. */
extern const char fms_platform_posters[], fms_profile_names[], fms_profile_hint[];

/** The platform of that name, `length` bytes of it; NULL if there is none. */
const struct fms_platform *fms_platform_named(const char *name, size_t length);

/** What of a tall frame layouts and a platform both leave free. NULL is no platform. */
struct fms_zone fms_platform_zone(const struct fms_platform *platform);
