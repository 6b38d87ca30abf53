/**
 * The sound editor: mixes a cue sheet, ducks the music, and brings the whole to its loudness.
 */
#pragma once

#include "cuesheet.h"

#include <stdbool.h>

struct fms_mixer;

/** Reads samples of a take: mono float at FMS_SAMPLE_RATE. The port to voice. @return false with `error` set. */
typedef bool fms_read_take(const struct fms_take *take, int64_t from, int64_t n, float *out, GError **error);

/**
 * Opens a mixer. It holds one second of sound for each track that is on, however long the film. The sheet, the port and what
 * it reads must outlive it. Reads everything beforehand to measure it: voices go through a high-pass, a gentle compressor and
 * a de-esser and are set to -20 LUFS, each speaker as a whole; music to -20 LUFS in the clear and as fms_music_cue says
 * under a voice; other sounds as fms_sound_cue says. Music shorter than its cue is looped with a crossfade of 1.5 s at
 * the point where its end is most like its beginning, under three seconds played once. @return NULL with `error` set.
 */
struct fms_mixer *fms_mixer_open(const struct fms_cuesheet *sheet, const struct fms_pcm_port *music,
                                 fms_read_take *read_take, GError **error);

/** The parts of a mix, stereo and interleaved. */
struct fms_stems {
    float *voice, *music, *effects; /**< effects: all that is neither voice nor music, and the room */
};

/**
 * The next `n` sample pairs. Voice in the middle; music and what else makes room for it lies under it as far as the sheet
 * says while someone speaks, in every 400 ms: it goes down within 0.4 s, is down 0.3 s before they begin, comes back over 1.5 s, stays
 * down in pauses under 1.2 s and comes back only in part in pauses under 4 s. Every begin and end is faded. Where somebody
 * speaks there is room tone, but for the sheet's silences. @return how many, fewer only at the end; -1 with `error` set.
 */
int64_t fms_mixer_read_stems(struct fms_mixer *mixer, const struct fms_stems *out, int64_t n, GError **error);

/** The same as one mix: the sum of its stems. */
int64_t fms_mixer_read(struct fms_mixer *mixer, float *out, int64_t n, GError **error);
void fms_mixer_close(struct fms_mixer *mixer);

/** What a meter read. Loudness in LUFS (−HUGE_VAL for silence or less than 0.4 s), peak in dBTP. */
struct fms_loudness {
    double integrated_lufs, range_lu, true_peak_dbtp;
    double momentary_lufs, short_term_lufs; /**< the loudest 0.4 and 3 seconds, looked for every 10 ms */
};

/** What is known of a film's sound when it is made. */
struct fms_sound_facts {
    struct fms_loudness film; /**< the decoded file */
    double dialogue_lufs;     /**< its voices alone, before the limiter; −HUGE_VAL where there are none */
    double distance_lu; /**< the least, in any 400 ms in which somebody speaks, from the voice to what lies under it;
                               *   HUGE_VAL where nothing does */
    double gain_db;     /**< by which all stems were raised on their way into the limiter */
};

struct fms_meter;

/**
 * A meter after ITU-R BS.1770-4 and EBU R 128 (loudness by libebur128): stereo at FMS_SAMPLE_RATE. What is no number is heard
 * as nothing. Never NULL.
 */
struct fms_meter *fms_meter_new(void);
void fms_meter_add(struct fms_meter *meter, const float *samples, int64_t n);
struct fms_loudness fms_meter_read(const struct fms_meter *meter);
void fms_meter_free(struct fms_meter *meter);

struct fms_limiter;

/**
 * One linear gain and a look-ahead true-peak limiter (4× oversampled detection, 5 ms look-ahead, 60 ms release). Delay is compensated: as
 * many samples come out as went in, in step. Never NULL.
 */
struct fms_limiter *fms_limiter_new(double gain_db, double ceiling_dbtp);
/** Feeds `n` pairs (NULL, 0 at the end: drains). @return how many pairs were written to `out` (room for n + 1024). */
int64_t fms_limiter_run(struct fms_limiter *limiter, const float *in, int64_t n, float *out);
void fms_limiter_free(struct fms_limiter *limiter);

/** Where mixed sound goes: the port to the encoder, and back to hear what it made of it. */
struct fms_sound_sink {
    void *user;
    void *(*open)(void *user, const char *path, int32_t bitrate, GError **error);
    bool (*write)(void *sink, const float *samples, int64_t n, GError **error);
    bool (*close)(void *sink, GError **error); /**< finishes the file; frees the sink in every case */
};

/**
 * Makes the sound of a film: mixes twice (once to measure, once to encode), reads back what the encoder made, and
 * repeats with corrected gain and ceiling until it holds the sheet's loudness within 0.3 LU and its true peak, at most four
 * times. Where the peaks do not allow that loudness (the limiter would take off more than 12 dB, or it is not reached in
 * four times), the true peak is held, in up to four times more, and the sound is as quiet as that makes it. Silence, and what is shorter than 0.4 s, has no loudness and is left as it is.
 *
 * @param facts  receives what is known of it.
 * @return false with `error` set (FMS_WORLD_MACHINE if its true peak cannot be held).
 */
bool fms_sound_make(const struct fms_cuesheet *sheet, const struct fms_pcm_port *pcm, fms_read_take *read_take,
                    const struct fms_sound_sink *sink, const char *path, const int *stop, struct fms_sound_facts *facts,
                    GError **error);

/** Takes the next `n` pairs of a stem. @return false with `error` set. */
typedef bool fms_write_stem(void *user, const float *samples, int64_t n, GError **error);

/** Which stem, how much louder than at the desk (fms_sound_facts has what the film was raised by), and where it goes. */
struct fms_stem_order {
    enum fms_stem stem;
    double gain_db;
    fms_write_stem *write;
    void *user;
};

/** Plays one stem of a film, fms_cuesheet_heard() pairs of it, in step with the film. @return false with `error` set. */
bool fms_sound_stem(const struct fms_cuesheet *sheet, const struct fms_stem_order *order,
                    const struct fms_pcm_port *pcm, fms_read_take *read_take, const int *stop, GError **error);
