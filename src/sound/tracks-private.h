/**
 * What a music cue's file is like: how loud, how long, and so how it is set.
 */
#pragma once

#include "cuesheet.h"

#include <stdbool.h>

struct fms_track {
    int64_t n_samples;          /**< up to its last audible sample, or at least as long as its cue */
    bool loops;                 /**< shorter than its cue and long enough to be repeated */
    double clear_db, ducked_db; /**< gains in the clear and under the voice */
};

/**
 * Measures the music of a sheet, each cue as much as is heard of it.
 *
 * @param stop  read now and then, or NULL.
 * @return one a cue, g_free() them; NULL with `error` set.
 */
struct fms_track *fms_tracks_measure(const struct fms_cuesheet *sheet, const struct fms_pcm_port *port, const int *stop,
                                     GError **error);

/** Reads until `n` pairs are there or the file ends; clears what is no number or beyond reason. @return how many; -1. */
int64_t fms_pcm_fill(const struct fms_pcm_port *port, struct fms_pcm_reader *reader, float *out, int64_t n,
                     GError **error);
