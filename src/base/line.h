/**
 * A spoken line and the take of it: what dubbing is asked for and what it hands back.
 */
#pragma once

#include "digest.h"
#include "ticks.h"

#include <stdbool.h>

/** One list makes the struct and its recipe, so that a key cannot forget what is heard. */
#define FMS_LINE_FIELDS(NUM, STR)                                                                                      \
    STR(text)     /* what is shown, and said but for `say`: plain text, a breath group to a sentence */                \
    STR(language) /* BCP 47 tag, lower case, e.g. "en-gb" */                                                           \
    STR(voice) /* name of a voice, perhaps with a variant ("en-us+f3"), or "" for the language's own, or "#2" for  \
                           the second voice of the language, see fms_voice_pick(); "#1" is the first, whoever else speaks it */   \
    NUM(pace_wpm)       /* words a minute, 80 to 450 */                                                                \
    NUM(pitch_permille) /* of the voice's own pitch, 500 to 2000 (the embedded voice: 580 to 1790); 0 is 1000 */       \
    NUM(volume_cdb)     /* hundredths of a decibel, from the level of all takes; -2000 to 600 */                       \
    STR(say)            /* where what is said differs from `text`: a list as in say.h; NULL or "": nowhere */

struct fms_line {
#define NUM(f) int64_t f;
#define STR(f) const char *f;
    FMS_LINE_FIELDS(NUM, STR)
#undef NUM
#undef STR
};

/** Appends the line to a recipe. */
void fms_line_recipe(const struct fms_line *line, GString *recipe);

/**
 * How long the take of a line is in which nothing is to be said (all of its words are mute): a tenth of a second of
 * silence, without words, so that what is shown has its moment.
 */
#define FMS_EMPTY_TAKE_SAMPLES (FMS_SAMPLE_RATE / 10)

/** One word of a take: bytes [begin, end) of the line's text are heard in samples [from, to) of the take. */
struct fms_word {
    int32_t begin, end;
    int64_t from, to;
};

/** What of a recording a line is: its take is cut out of it and not spoken. */
struct fms_cut {
    const char *path; /**< on this machine; never part of a key */
    struct fms_digest digest;
    int64_t from, to; /**< at FMS_SAMPLE_RATE; equal where the line is only shown, and silence is its take */
    bool finished;    /**< it is a take already: nothing is done to its sound */
    size_t n_words;
    const struct fms_word *words; /**< from `from` on */
};

/** Appends a cut to a recipe. */
void fms_cut_recipe(const struct fms_cut *cut, GString *recipe);

/**
 * A take: mono sound at FMS_SAMPLE_RATE with silence trimmed at both ends (its first and last sample are speech) and
 * its level matched, with the times of its words in order. Words cover all text that is heard; `from` of the first is 0.
 * What is mute has no word; what is said otherwise than it is written has the words that are written, at the times of what
 * is said. Captions show all of the text: a mute word comes and goes with the words beside it.
 */
struct fms_take {
    const char *path;        /**< where the take's file is on this machine; never part of a key */
    struct fms_digest sound; /**< of its samples: what a mix depends on, whatever the words are */
    int64_t n_samples;
    size_t n_words;
    const struct fms_word *words;
};
