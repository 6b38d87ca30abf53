/**
 * How what is written is read: numbers, dates, times, money, units, abbreviations, initials, Roman numerals.
 *
 * espeak-ng reads many of them, and some of them wrongly: it stops at the dot of "Dr. Smith", says "roman eight" for a king, "eg" for
 * "e.g." and a German year like a sum of money. What it reads wrongly is respelled here, by rules for each language; what it
 * reads well is left to it. The written words stay: captions show them, and they have the times of what is said.
 */
#pragma once

#include "say.h"

/** What a rule's function makes of a match; g_free() it. NULL: nothing, it stays as it is. */
typedef char *fms_read_match(const GMatchInfo *match, const char *language);

/** A way of writing, and how it is read. */
struct fms_reading_rule {
    const char *languages; /**< tags, separated by blanks; "": all; a tag with ! in front: not this one */
    const char *pattern;   /**< PCRE */
    const char *words;     /**< what is said; \1 is the first group. NULL: `read` tells */
    fms_read_match *read;
};

/** In the order in which they count: a match of an earlier one is not touched by a later one. */
extern const struct fms_reading_rule fms_reading_rules[];
extern const size_t fms_n_reading_rules;

/**
 * Adds what a language's rules say to the ranges of a line, in order. No range that is there is touched.
 *
 * @param says  `*n` of them; @return a child of `ctx`, `*n` of them; their new words are its children.
 */
struct fms_say *fms_reading_add(TALLOC_CTX *ctx, const char *text, const char *language, const struct fms_say *says,
                                size_t *n);

/** "XIV" is 14; 0 for what is no numeral as a scribe would write it. */
int fms_roman_value(const char *numeral);

/** "8th", "der Achte", "octavo": an ordinal as it is said of a king; cardinal where a language has none. g_free() it. */
char *fms_regnal(int value, const char *name, const char *language);

/** "dritte", "vingtième"; NULL where none is known. g_free() it. */
char *fms_ordinal(int value, const char *language);
