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
 * @return static; NULL if there is none of that name, no such variant, or none for this language.
 */
const char *fms_voice_title_of(const char *language, const char *voice);

/** A voice that is installed. Static. */
struct fms_voice_entry {
    const char *language; /**< the tag that it is best at, lower case: "en-us" */
    const char *name;     /**< what a line calls it; a variant may follow ("en-us+f3") */
    const char *title;    /**< for people: "English (America)" */
};

/**
 * The voices installed, by language, then by name. Those that need a program beside the engine (MBROLA) are not among them.
 *
 * @param language  those that speak this language or a more exact form of it ("en": "en-gb", "en-us" …), any case; NULL: all.
 * @param n  receives how many.
 * @return a child of `ctx`; NULL with `error` (FMS_WORLD_MACHINE).
 */
struct fms_voice_entry *fms_voices_list(TALLOC_CTX *ctx, const char *language, size_t *n, GError **error);

/** How many voices fms_voice_pick() knows before it begins again. */
#define FMS_VOICES_APART 8

/**
 * The voice of the n-th speaker, from 0, whose voice nobody named, in a film whose narrator has the language's own voice: a
 * variant of that one, so that every language has as many, women and men by turns, since that difference is heard at
 * once. Any two of the first FMS_VOICES_APART and the narrator are two semitones or 1.5 dB of their spectra apart (measured
 * in English and German); then they come again.
 *
 * @return its name, a child of `ctx`; NULL if no voice speaks the language.
 */
char *fms_voice_pick(TALLOC_CTX *ctx, const char *language, size_t n);

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
 * (K-weighting is not needed for one voice: RMS of the parts louder than −40 dB below its peak), peak at most −1 dBFS; `volume_cdb` comes on top.
 * Safe from any thread, and several at a time: each line is spoken in a child process of its own, so that no line's sound
 * depends on another's and a crash of the engine is an error. A few milliseconds of processor time a second of speech.
 *
 * The line, and what `say` has in its place, is plain text: nothing in it is markup or phonemes to the engine but the value of
 * a range of phonemes, and that is checked. Its words are bytes of `text` and cover all of it but blanks and what is mute;
 * opening marks belong to the word after them, lone dashes and signs to the word before; what is said in place of several
 * words is shared among them by their letters. A break is exact to the sample, as silence 46 dB below the peak, and nothing
 * at the line's ends. Emphasis: "strong" is 2.8 dB louder, a tenth longer, and the tune turns on it; "moderate" the same,
 * hardly louder; "reduced" is 4 dB softer. Phonemes and emphasis are for whole words: inside of one they part it.
 * A line of which nothing is left because it is mute gives FMS_EMPTY_TAKE_SAMPLES of silence without a word, at
 * FMS_SAMPLE_RATE.
 *
 * @return a child of `ctx`; NULL with `error`: FMS_WORLD_UNSUPPORTED (no voice for the language, or none of that name, or a
 *         sound that it does not have; the message names it), FMS_WORLD_UNREADABLE (nothing audible in the line, letters that
 *         fms_voice_letters() tells of and the language is written in, not UTF-8, a `say` that is not valid, more than 64 KiB or 20 minutes),
 *         FMS_WORLD_MACHINE.
 */
struct fms_speech *fms_voice_speak(TALLOC_CTX *ctx, const struct fms_line *line, GError **error);

/**
 * The first letters of a line that the embedded voice cannot read, where it would say nonsense: kanji in Japanese, and Chinese
 * writing or kana in a language that has neither.
 *
 * @param native  receives whether the language is written in them: such a line is not spoken at all.
 * @return a child of `ctx`; NULL where it reads all that is to be said.
 */
char *fms_voice_letters(TALLOC_CTX *ctx, const struct fms_line *line, bool *native);

/**
 * Brings a recorded line to the level of all takes, as fms_voice_speak() does its own: rumble off, level matched, faded in and out
 * over 4 ms, so that the room it was recorded in does not begin with a click. In place.
 */
void fms_voice_master(float *samples, int64_t n, int32_t rate_hz, int64_t volume_cdb);

/**
 * Finds what is audible of a sound that a voice made which is not ours: takes the rumble off, in place.
 * @return how many samples it is long, from `*from` on; 0 where nothing can be heard.
 */
int64_t fms_voice_trim(float *samples, int64_t n, int32_t rate_hz, int64_t *from);

/**
 * Times for the words of a line where nothing better is known: its sound, shared among them by their letters. What is mute has none.
 * @return a child of `ctx`, never NULL; `n_words` receives how many.
 */
struct fms_word *fms_voice_share(TALLOC_CTX *ctx, const struct fms_line *line, const float *samples, int64_t n_samples,
                                 size_t *n_words);

/**
 * What the embedded voice makes of a line, in IPA, a clause a line; for people. @return a child of `ctx`; NULL with `error` as
 * for fms_voice_speak().
 */
char *fms_voice_phonemes(TALLOC_CTX *ctx, const struct fms_line *line, GError **error);

/** Writes mono sound at FMS_SAMPLE_RATE as a WAV of floats, bit by bit. @return false with `error` (FMS_WORLD_MACHINE). */
bool fms_wav_write(const char *path, const float *samples, int64_t n, GError **error);

/** Writes a take file: words and 48 kHz mono float samples; the same input makes the same bytes. */
bool fms_take_write(const char *path, const float *samples, int64_t n_samples, const struct fms_word *words,
                    size_t n_words, GError **error);

/** Reads a take file's words and length (not its samples). @return a child of `ctx`, NULL with `error` set. */
struct fms_take *fms_take_read(TALLOC_CTX *ctx, const char *path, GError **error);

/** Reads `n` samples of a take file from sample `from`. @return false with `error` set. */
bool fms_take_samples(const char *path, int64_t from, int64_t n, float *out, GError **error);
