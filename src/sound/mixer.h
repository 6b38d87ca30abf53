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
 * it reads must outlive it. Reads music and sounds once to measure them: music is set to -20 LUFS in the clear, as takes
 * are, and under the voice its loudest three seconds to -33; other sounds as fms_sound_cue says. Music shorter than its cue
 * is looped with a crossfade of 1.5 s, under three seconds played once. @return NULL with `error` set.
 */
struct fms_mixer *fms_mixer_open(const struct fms_cuesheet *sheet, const struct fms_pcm_port *music,
                                 fms_read_take *read_take, GError **error);

/**
 * The next `n` sample pairs, interleaved stereo. Voice in the middle at its own level; music and sounds under
 * it, as the sheet has them: music at least 12 LU below while someone speaks (look-ahead 0.25 s, return over 0.8 s, held
 * through pauses under 1.2 s) and louder in longer pauses, but for a `gain_cdb` that asks for more. Every begin and end is
 * faded. Linear: no compression. @return how many, fewer only at the end; -1 with `error` set.
 */
int64_t fms_mixer_read(struct fms_mixer *mixer, float *out, int64_t n, GError **error);
void fms_mixer_close(struct fms_mixer *mixer);

/** What a meter read. Loudness in LUFS (−HUGE_VAL for silence or less than 0.4 s), peak in dBTP. */
struct fms_loudness {
    double integrated_lufs, range_lu, true_peak_dbtp;
    double momentary_lufs, short_term_lufs; /**< the loudest 0.4 and 3 seconds, looked for every 10 ms */
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
 * @param result  receives what the decoded file measures.
 * @return false with `error` set (FMS_WORLD_MACHINE if its true peak cannot be held).
 */
bool fms_sound_make(const struct fms_cuesheet *sheet, const struct fms_pcm_port *pcm, fms_read_take *read_take,
                    const struct fms_sound_sink *sink, const char *path, const int *stop, struct fms_loudness *result,
                    GError **error);
