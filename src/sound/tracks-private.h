/**
 * Music and sound cues as tracks of the mix: where each is heard, how it comes and goes, how loud it is set.
 */
#pragma once

#include "cuesheet.h"

#include <stdbool.h>

struct fms_track {
    const char *path;
    bool is_music;
    bool mute;                 /**< never opened: nothing of it is heard */
    int64_t from, to;          /**< samples of the film */
    int64_t ends;              /**< the file's own end, if before `to`; else `to` */
    int64_t fade_in, fade_out; /**< samples, together not longer than the cue */
    bool power_in, power_out;  /**< these fades cross another track's: of equal power */
    int64_t in_point;          /**< sample of the file that is heard at `from` */
    int32_t speed_permille;    /**< 1000: as recorded */
    bool repeats;              /**< may be looped where it is too short */
    bool ducked;               /**< makes room for the voice */
    double gain_db;            /**< on top of what it is set to */
    int64_t n_samples; /**< of the file from its in-point: up to its last audible one, or as many as are heard */
    bool loops;        /**< shorter than its cue and long enough to be repeated */
    int64_t crossfade; /**< samples of that loop's seam */
    double clear_db, ducked_db; /**< gains in the clear and under the voice, `gain_db` included */
};

/** Lays out the tracks of a sheet, music and sounds, in order of `from`: all but what has to be measured. g_free() them. */
struct fms_track *fms_tracks_lay_out(const struct fms_cuesheet *sheet);

/** How many samples of its file a track needs, if the file has them. */
int64_t fms_track_appetite(const struct fms_track *track);

/** How many tracks a sheet has. */
static inline size_t fms_tracks_count(const struct fms_cuesheet *sheet)
{
    return sheet->n_music + sheet->n_sounds;
}

/**
 * Lays out and measures the tracks of a sheet, each as much as is heard of it, the same part of a file once.
 *
 * @param stop  read now and then, or NULL.
 * @return fms_tracks_count() of them, g_free() them; NULL with `error` set.
 */
struct fms_track *fms_tracks_measure(const struct fms_cuesheet *sheet, const struct fms_pcm_port *port, const int *stop,
                                     GError **error);

/** Reads until `n` pairs are there or the file ends; clears what is no number or beyond reason. @return how many; -1. */
int64_t fms_pcm_fill(const struct fms_pcm_port *port, struct fms_pcm_reader *reader, float *out, int64_t n,
                     GError **error);
