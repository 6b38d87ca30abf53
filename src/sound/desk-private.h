/**
 * The mixing desk: all that is found out about a film's sounds before they are mixed, so that no fader has to hunt after
 * them.
 */
#pragma once

#include "mixer.h"
#include "ride-private.h"
#include "tracks-private.h"
#include "voice-levels-private.h"

/** The caller's struct. What the first three point to must outlive it. */
struct fms_desk {
    const struct fms_cuesheet *sheet;
    const struct fms_pcm_port *port;
    fms_read_take *read_take;
    struct fms_track *tracks;       /**< fms_tracks_count() of them */
    struct fms_voice_level *levels; /**< one for each voice cue */
    struct fms_ride *ride;          /**< or NULL */
    double dialogue_lufs;           /**< of the voices alone, gated as BS.1770 does; −HUGE_VAL where there are none */
    double distance_lu;             /**< the least from a voice that speaks to what lies under it; HUGE_VAL */
};

/**
 * Listens to everything once: music and sounds, takes, and then both as they will lie over one another.
 * @param stop  read now and then, or NULL.
 * @return false with `error` set and nothing to close.
 */
bool fms_desk_open(struct fms_desk *desk, const struct fms_cuesheet *sheet, const struct fms_pcm_port *port,
                   fms_read_take *read_take, const int *stop, GError **error);
void fms_desk_close(struct fms_desk *desk);

/** A mixer at a desk, which must outlive it. Opens nothing yet, so it cannot fail. */
struct fms_mixer *fms_mixer_open_at(const struct fms_desk *desk);
