/**
 * Profiles of delivery: what a place where films are shown asks of their sound. The only place where these numbers stand, but for
 * those of platforms (platforms.h).
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct fms_profile {
    const char *name;        /**< as it is written in scripts and on the command line */
    int32_t loudness_clufs;  /**< integrated, hundredths of LUFS */
    int32_t true_peak_cdbtp; /**< the most that a listener's decoder may make of it, hundredths of dBTP */
    const char *what;        /**< for people: "YouTube, social networks" */
};

enum { FMS_N_PROFILES = 4 };

/** Their names, for people. */
#define FMS_HOUSE_PROFILES "web, podcast, broadcast-eu, broadcast-us"

/** The house's own, the quietest last. */
extern const struct fms_profile fms_profiles[FMS_N_PROFILES];

/** What a film is made for where nobody says anything: "podcast", as loud as speech is wanted by those who listen to speech. */
extern const struct fms_profile *const fms_default_profile;

/** The profile of that name, the house's own or a platform's, `length` bytes of it; NULL if there is none. */
const struct fms_profile *fms_profile_named(const char *name, size_t length);
