/**
 * A cue sheet: what is heard and when, as plain values. `plan` writes it, `sound` mixes it.
 * All positions and lengths are samples at FMS_SAMPLE_RATE.
 */
#pragma once

#include "asset.h"
#include "line.h"

#include <stdbool.h>
#include <stddef.h>

/** A take that starts at sample `at` of the film. */
struct fms_voice_cue {
    const struct fms_take *take;
    int64_t at;
    int32_t speaker;    /**< any number, the same for all lines of one: they are matched together */
    int32_t volume_cdb; /**< of the take, meant to be so: hundredths of a decibel from the level of all takes */
};

/** In [from, to) nothing is heard, not even the room. */
struct fms_silence {
    int64_t from, to;
};

/** How much louder a voice is than what lies under it, in LU: usually, and for those who hear less well. */
enum { FMS_VOICE_OVER_LU = 10, FMS_ACCESSIBLE_OVER_LU = 20 };

/**
 * Shortest fade of anything but a take, 10 ms: a shorter one, and none, is made as long, so that no sound begins or ends
 * with a click. Fades that together are longer than their cue are shortened in proportion.
 */
#define FMS_LEAST_FADE (FMS_SAMPLE_RATE / 100)

/** How the house's music comes and goes where nothing else is said: 1.5 s and 3 s. */
#define FMS_MUSIC_FADE_IN (FMS_SAMPLE_RATE * 3 / 2)
#define FMS_MUSIC_FADE_OUT (FMS_SAMPLE_RATE * 3)

/** Effects and clips' own sound that are heard at once, at most. One that begins while so many sound is left out. */
#define FMS_MOST_SOUNDS 16

/** Range of gains, hundredths of a decibel; what lies outside is brought to its end. */
#define FMS_LEAST_GAIN_CDB (-9600)
#define FMS_MOST_GAIN_CDB 2400

/**
 * Music in [from, to), looped to that length. It is measured and set: in the clear it is as loud as a voice (-20 LUFS), and
 * ducked so that its loudest 400 ms are 15 LU under it (25 in an accessible mix); `gain_cdb` comes on top of both, but never
 * so that it would come nearer to a voice than the sheet's distance.
 *
 * Where the music changes, the cues overlap by their fades: the one before lasts to the middle of the change and half a
 * fade more, the next begins half a fade before it; both fades are then of equal power. Where music stops, its cue ends a
 * fade behind that moment.
 */
struct fms_music_cue {
    const struct fms_asset *asset;
    int64_t from, to;
    int32_t gain_cdb;          /**< hundredths of a decibel, 0 as the house sets it */
    int64_t fade_in, fade_out; /**< samples, inside [from, to) */
    bool ducked;               /**< makes room for the voice; false: it stays as it is in the clear */
};

/**
 * The sound of a file in [at, at + n): a clip's own, or an effect. It is as loud as in its file; one louder than a voice is
 * brought down to that (-20 LUFS over what is heard of it). Ducked, it lies 12 dB lower under the voice (22 in an accessible
 * mix), or more: then as music does.
 *
 * A file that ends before the cue does is silent from there on, or begins again at its in-point (with a crossfade of 1.5 s
 * where there are three seconds or more to repeat, else of 10 ms; less than half a second is not repeated).
 */
struct fms_sound_cue {
    const struct fms_asset *asset;
    int64_t
        from_sample_in_asset; /**< its in-point: this sample of the file is heard at `at`; counts from a clip's first
                                   *   picture */
    int64_t at, n;            /**< samples of the film */
    int32_t gain_cdb;
    int64_t fade_in, fade_out; /**< samples, inside the cue */
    bool ducked;               /**< true for what lies under narration, false for an effect on its cue */
    bool loop;
    int32_t speed_permille; /**< 1000 as recorded. From 250 to 4000 it is resampled, so that its pitch changes with its
                             *   speed as on a tape; slower or faster it is nothing that one would want to hear, and mute */
};

/** The sound of a film. The mix is stereo. */
struct fms_cuesheet {
    int64_t n_samples;       /**< length of the film */
    int32_t loudness_clufs;  /**< integrated loudness asked for, hundredths of LUFS, e.g. -1600 */
    int32_t true_peak_cdbtp; /**< most that the decoded film may reach, hundredths of dBTP, e.g. -100 */
    int32_t bitrate;         /**< of the encoder, bits a second */
    int32_t voice_over_lu;   /**< 0: FMS_VOICE_OVER_LU */
    size_t n_silences;
    const struct fms_silence *silences; /**< in order, never overlapping */
    size_t n_voices;
    const struct fms_voice_cue *voices; /**< in order, never overlapping */
    size_t n_music;
    const struct fms_music_cue *music; /**< in order of `from`; they overlap by their fades only */
    size_t n_sounds;
    const struct fms_sound_cue *sounds; /**< in order of `at`, overlapping at will */
    int64_t heard_from, heard_to;       /**< all is mixed and set, this is written; 0, 0: all */
};

/** How much louder its voices are than what lies under them. */
static inline int32_t fms_cuesheet_over_lu(const struct fms_cuesheet *sheet)
{
    return sheet->voice_over_lu ? sheet->voice_over_lu : FMS_VOICE_OVER_LU;
}

/** How many samples are heard of it. */
static inline int64_t fms_cuesheet_heard(const struct fms_cuesheet *sheet)
{
    int64_t to = sheet->heard_to > 0 && sheet->heard_to < sheet->n_samples ? sheet->heard_to : sheet->n_samples;
    return to > sheet->heard_from ? to - sheet->heard_from : 0;
}

/** The parts of a mix that can be had alone. Effects: all that is neither voice nor music; the last is for dubbing. */
enum fms_stem { FMS_STEM_VOICE, FMS_STEM_MUSIC, FMS_STEM_EFFECTS, FMS_STEM_MUSIC_AND_EFFECTS, FMS_N_STEMS };

/** "voice", "music", "effects", "music-and-effects". */
const char *fms_stem_name(enum fms_stem stem);

/** Appends the sheet to a recipe: takes by their samples, assets by their digests. */
void fms_cuesheet_recipe(const struct fms_cuesheet *sheet, GString *recipe);

struct fms_pcm_reader;

/** The port through which sound gets samples: stereo float at FMS_SAMPLE_RATE, interleaved. */
struct fms_pcm_port {
    void *user;

    /**
     * Opens a sound file at a sample, 0 its beginning: the first pair read is that one, exactly. Behind the end of the file
     * there is nothing to read. @return NULL with `error` set.
     */
    struct fms_pcm_reader *(*open)(void *user, const char *path, int64_t from_sample, GError **error);

    /** Reads up to `n` sample pairs. @return how many, 0 at the end, -1 with `error` set. */
    int64_t (*read)(struct fms_pcm_reader *reader, float *out, int64_t n, GError **error);
    void (*close)(struct fms_pcm_reader *reader);
};
