/**
 * Breaks of an asked length between words.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

/** A break in front of the first word that begins at or behind a character of the engine's text. */
struct fms_pause {
    int32_t character;
    int32_t ms;
};

/**
 * Makes the silence in front of each pause's word as long as asked, to the sample, and moves the onsets after it. A pause
 * before the first word or behind the last changes nothing.
 *
 * @param sound   float; replaced by the sound with its pauses. Silence is what lies 46 dB below its peak.
 * @param onsets  struct fms_onset.
 * @param pauses  struct fms_pause, in order.
 */
void fms_pauses_set(GArray *sound, GArray *onsets, const GArray *pauses, int32_t rate_hz);
