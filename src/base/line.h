/**
 * A spoken line and the take of it: what dubbing is asked for and what it hands back.
 */
#pragma once

#include "digest.h"
#include "ticks.h"

/** One list makes the struct and its recipe, so that a key cannot forget what is heard. */
#define FMS_LINE_FIELDS(NUM, STR)                                                                                      \
    STR(text)     /* what is said: plain text, one breath group to one sentence, ends in its punctuation */            \
    STR(language) /* BCP 47 tag, lower case, e.g. "en-gb" */                                                           \
    STR(voice)    /* name of a voice, or "" for the language's own */                                                  \
    NUM(pace_wpm) /* words a minute, 80 to 450 */

struct fms_line {
#define NUM(f) int64_t f;
#define STR(f) const char *f;
    FMS_LINE_FIELDS(NUM, STR)
#undef NUM
#undef STR
};

/** Appends the line to a recipe. */
void fms_line_recipe(const struct fms_line *line, GString *recipe);

/** One word of a take: bytes [begin, end) of the line's text are heard in samples [from, to) of the take. */
struct fms_word {
    int32_t begin, end;
    int64_t from, to;
};

/**
 * A take: mono sound at FMS_SAMPLE_RATE with silence trimmed at both ends (its first and last sample are speech) and
 * its level matched, with the times of its words in order. Words cover all text that is heard; `from` of the first is 0.
 */
struct fms_take {
    const char *path; /**< where the take's file is on this machine; never part of a key */
    struct fms_digest key;
    int64_t n_samples;
    size_t n_words;
    const struct fms_word *words;
};
