/**
 * A mixer whose music has been measured before: the sound of a film is mixed several times.
 */
#pragma once

#include "mixer.h"
#include "tracks-private.h"

/** As fms_mixer_open(); `tracks`, as fms_tracks_measure() gives them, must outlive it. Opens nothing yet, so it cannot fail. */
struct fms_mixer *fms_mixer_open_measured(const struct fms_cuesheet *sheet, const struct fms_pcm_port *music,
                                          fms_read_take *read_take, const struct fms_track *tracks);
