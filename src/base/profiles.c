/*
 * Sources: the players' own normalisation (-14: YouTube, Spotify, TikTok); Apple Podcasts (-16 +-1, -1 dBTP); EBU R 128 (-23,
 * -1 dBTP); ATSC A/85 (-24 LKFS, -2 dBTP).
 */
#include "profiles.h"

#include "platforms.h"

#include <string.h>

const struct fms_profile fms_profiles[FMS_N_PROFILES] = {
    { "web", -1400, -100, "YouTube and other players of the web" },
    { "podcast", -1600, -100, "speech that is listened to: podcasts, lessons, a page of one's own" },
    { "broadcast-eu", -2300, -100, "television after EBU R 128" },
    { "broadcast-us", -2400, -200, "television after ATSC A/85" },
};

const struct fms_profile *const fms_default_profile = &fms_profiles[1];

const struct fms_profile *fms_profile_named(const char *name, size_t length)
{
    for (size_t i = 0; i < FMS_N_PROFILES; i++)
        if (strlen(fms_profiles[i].name) == length && !strncmp(name, fms_profiles[i].name, length))
            return &fms_profiles[i];
    const struct fms_platform *platform = fms_platform_named(name, length);
    return platform && platform->has_profile ? &platform->profile : NULL;
}
