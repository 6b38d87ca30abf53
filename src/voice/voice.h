/**
 * Dubbing: spoken lines become takes.
 */
#pragma once

#include "line.h"

#include <stdbool.h>
#include <talloc.h>

/** The voice engine and its data, for keys: name, versions, and a digest of the data that decides the sound. A literal or
 * static string; NULL with `error` (FMS_WORLD_MACHINE) if the engine cannot start. */
const char *fms_voice_version(GError **error);

/**
 * The voice that speaks a line, for people: "eSpeak NG, English (Great Britain)"; a variant is not named.
 *
 * @param voice  as a line names it; "" or NULL is the language's own.
 * @return static; NULL if there is none of that name, or none for this language.
 */
const char *fms_voice_title_of(const char *language, const char *voice);

/** Speech as the engine gives it: mono float in −1…1 at the engine's own rate, words in samples of that rate. */
struct fms_speech {
    int32_t rate_hz;
    int64_t n_samples;
    float *samples;
    size_t n_words;
    struct fms_word *words;
};

/**
 * Speaks a line: silence trimmed to the first and last audible sample, level matched to −20 LUFS-like loudness
 * (K-weighting is not needed for one voice: RMS of the parts louder than −40 dB below its peak), peak at most −1 dBFS.
 * Safe from any thread, and several at a time: each line is spoken in a child process of its own, so that no line's sound
 * depends on another's and a crash of the engine is an error. A few milliseconds of processor time a second of speech.
 *
 * The line is plain text: nothing in it is markup to the engine. Its words cover all of it but blanks; opening marks belong
 * to the word after them, lone dashes and signs to the word before.
 *
 * @return a child of `ctx`; NULL with `error`: FMS_WORLD_UNSUPPORTED (no voice for the language, or none of that name; the
 *         message names it), FMS_WORLD_UNREADABLE (nothing audible in the line, not UTF-8, more than 64 KiB or 20 minutes),
 *         FMS_WORLD_MACHINE.
 */
struct fms_speech *fms_voice_speak(TALLOC_CTX *ctx, const struct fms_line *line, GError **error);

/** Writes a take file: words and 48 kHz mono float samples; the same input makes the same bytes. */
bool fms_take_write(const char *path, const float *samples, int64_t n_samples, const struct fms_word *words,
                    size_t n_words, GError **error);

/** Reads a take file's words and length (not its samples). @return a child of `ctx`, NULL with `error` set. */
struct fms_take *fms_take_read(TALLOC_CTX *ctx, const char *path, GError **error);

/** Reads `n` samples of a take file from sample `from`. @return false with `error` set. */
bool fms_take_samples(const char *path, int64_t from, int64_t n, float *out, GError **error);
