/**
 * Alignment: where a known text is heard in a recording of it.
 *
 * No model is needed. A reference voice has said each line of the text, its words' times are known, and the recording is
 * compared with what it said: both as spectra on the scale of hearing, the reference's brought to the recording's level,
 * colour and noise, in time that may run faster and slower. What the reference was spoken by never leaves this room's
 * results: they are times of the recording alone.
 */
#pragma once

#include "line.h"

#include <stdbool.h>
#include <talloc.h>

/** What has been listened to: a spectrum each 5 ms. About 30 KB a second of sound, whatever its rate. */
struct fms_ear;

/** @param rate_hz  8000 to 24000, or FMS_SAMPLE_RATE. @return free with fms_ear_free(). */
struct fms_ear *fms_ear_new(int32_t rate_hz);

/** Listens to the next `n` samples, mono. */
void fms_ear_hear(struct fms_ear *ear, const float *samples, int64_t n);

void fms_ear_free(struct fms_ear *ear);

/** A line of the text as the reference voice says it. */
struct fms_reading {
    struct fms_ear *ear;
    size_t n_words;
    const struct fms_word *words; /**< in order, in samples of the ear's rate; at least one */
};

/** Where a line is in the recording. */
struct fms_heard {
    int32_t n_times;              /**< how often it was read; 0: it is missing, and nothing below is set */
    int64_t from, to;             /**< samples of the recording's rate, of the last complete reading */
    struct fms_word *words;       /**< as many as the reading has, bytes as there, times in samples of the recording */
    int32_t strangeness_permille; /**< how unlike the reference it sounds: 1000 is as unlike as any other sound */
};

struct fms_alignment {
    size_t n;
    struct fms_heard *lines; /**< one for each reading, in their order */
};

/**
 * Finds lines in a recording. They are expected in their order, but each may be missing, come again or come elsewhere, with
 * pauses, breaths and other sounds between and within. Linear in the recording's length where it is read in order: ten minutes take
 * some seconds of one core. The same samples give the same times.
 *
 * @param stop  read atomically; where it becomes nonzero, NULL is returned. Or NULL.
 * @return a child of `ctx`.
 */
struct fms_alignment *fms_align(TALLOC_CTX *ctx, const struct fms_ear *recording, const struct fms_reading *readings,
                                size_t n, const int *stop);
