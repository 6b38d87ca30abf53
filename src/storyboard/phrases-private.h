/**
 * Inside the storyboard: running text cut into what is said in one breath, and how long that takes.
 */
#pragma once

#include "script.h"
#include "ticks.h"

#include <stdint.h>

/** Words a minute where the script does not say. */
#define FMS_HOUSE_PACE 155

/** What a passage costs: time to say it, and how full it makes a card of words (1000: as full as may be). */
struct fms_measure {
    int64_t ms;
    int64_t load;
};

/**
 * Estimates bytes [begin, end) of a text at `pace` words a minute. Words between blanks count by number and length,
 * scripts without blanks and Korean by their characters. Nothing is exact here: takes have the true lengths.
 */
struct fms_measure fms_phrase_measure(const char *text, size_t begin, size_t end, int64_t pace);

/** Whether anything in [begin, end) can be said: a letter or a digit. */
bool fms_phrase_speaks(const char *text, size_t begin, size_t end);

/** Bytes [begin, end) of a text. */
struct fms_range {
    size_t begin, end;
};

/** How long a passage in marks may be and still stay whole within its sentence, in milliseconds. */
#define FMS_MARKED_MS 14000

/**
 * Cuts `text` into sentences without the blanks between them, appended to `out` (struct fms_range). Every sentence
 * has something to say; marks that stand alone go with the sentence before.
 */
void fms_sentences_find(const char *text, size_t length, const char *language, int64_t pace, GArray *out);

/** Whether the full stop at byte `stop` of a sentence belongs to its word ("a.m.", "Dr."), so that nobody breathes there. */
bool fms_stop_leans(const char *text, struct fms_range sentence, size_t stop, const char *language);

/** The most that one breath takes. */
struct fms_breath {
    int64_t most_ms;
    int64_t most_load;
};

/**
 * Cuts a sentence into breath groups within `breath`, appended to `out` (struct fms_range): as few as do, about equal,
 * at punctuation rather than before a conjunction rather than at a blank, never a handful of words alone. The sentence
 * has something to say, and so has every breath.
 */
void fms_breaths_find(const char *text, struct fms_range sentence, const char *language, int64_t pace,
                      struct fms_breath breath, GArray *out);

enum fms_piece_end { FMS_PIECE_BREATH, FMS_PIECE_SENTENCE, FMS_PIECE_PARAGRAPH };

/** How words are said. Shared by all pieces that are said so. */
struct fms_manner {
    const char *speaker;  /**< NULL: the narrator */
    size_t index;         /**< of the speaker in the cast, from 1; 0: the narrator */
    const char *voice;    /**< as in a line */
    const char *language; /**< as in a line */
    int64_t pace_wpm;
    int32_t pitch_permille, volume_cdb;
    const struct fms_asset *recording; /**< in which it is read; NULL: it is spoken */
};

/** What becomes one beat: a sentence or a breath group of one, bytes of a script's text. */
struct fms_piece {
    const struct fms_text *text;
    size_t begin, end;
    struct fms_measure measure;
    enum fms_piece_end closes; /**< what ends with it */
    size_t paragraph;          /**< which of the script's, from 1 */
    size_t block;              /**< index of the block whose text it is */
    const struct fms_manner *manner;
    fms_ticks rest; /**< the silence after it, where the author says how long; else 0 */
    bool hush;      /**< in which everything else is silent, too */
};

/** How pieces make shots. */
struct fms_grouping {
    int64_t ideal_ms, least_ms, most_ms; /**< as wished */
    int64_t hard_ms, hard_load;          /**< several pieces never exceed these; one alone may */
    int64_t crowd;                       /**< what a third sentence and each further one costs */
};

/** Shots of words, of a picture, cards of a quotation. */
extern const struct fms_grouping fms_grouping_words, fms_grouping_picture, fms_grouping_quote;

/**
 * Groups `n` pieces into shots at the least cost; appends the number of pieces of each shot to `out` (size_t).
 * Linear in `n`.
 */
void fms_pieces_group(const struct fms_piece *pieces, size_t n, const struct fms_grouping *grouping, GArray *out);
