/**
 * A cue sheet: what is heard and when, as plain values. `plan` writes it, `sound` mixes it.
 * All positions and lengths are samples at FMS_SAMPLE_RATE.
 */
#pragma once

#include "asset.h"
#include "line.h"

#include <stddef.h>

/** A take that starts at sample `at` of the film. */
struct fms_voice_cue {
    const struct fms_take *take;
    int64_t at;
};

/** Music under [from, to), looped to that length. */
struct fms_music_cue {
    const struct fms_asset *asset;
    int64_t from, to;
};

/** The sound of a film. The mix is stereo. */
struct fms_cuesheet {
    int64_t n_samples;       /**< length of the film */
    int32_t loudness_clufs;  /**< integrated loudness asked for, hundredths of LUFS, e.g. -1600 */
    int32_t true_peak_cdbtp; /**< most that the decoded film may reach, hundredths of dBTP, e.g. -100 */
    int32_t bitrate;         /**< of the encoder, bits a second */
    size_t n_voices;
    const struct fms_voice_cue *voices; /**< in order, never overlapping */
    size_t n_music;
    const struct fms_music_cue *music; /**< in order, never overlapping */
};

/** Appends the sheet to a recipe: takes by their keys, assets by their digests. */
void fms_cuesheet_recipe(const struct fms_cuesheet *sheet, GString *recipe);

struct fms_pcm_reader;

/** The port through which sound gets samples: stereo float at FMS_SAMPLE_RATE, interleaved. */
struct fms_pcm_port {
    void *user;

    /** Opens a sound file at its beginning. @return NULL with `error` set. */
    struct fms_pcm_reader *(*open)(void *user, const char *path, GError **error);

    /** Reads up to `n` sample pairs. @return how many, 0 at the end, -1 with `error` set. */
    int64_t (*read)(struct fms_pcm_reader *reader, float *out, int64_t n, GError **error);
    void (*close)(struct fms_pcm_reader *reader);
};
