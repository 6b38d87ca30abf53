/**
 * Inside sources: who says it. The table of saying and the questions put to it.
 */
#pragma once

#include "characters.h"

#include <stdbool.h>
#include <stddef.h>
#include <talloc.h>

/** Words that hold a verb of saying: where they stand, and whom they name. */
struct fms_saying {
    bool found;
    bool nameless;       /**< the subject is a pronoun */
    size_t words_after;  /**< how many words stand between the verb and the end */
    const char *speaker; /**< NULL if none could be told */
};

/**
 * Looks for a verb of saying at the end of [begin, end), the words before a quotation (colon or comma not included).
 * `speaker` is a child of `ctx`.
 */
struct fms_saying fms_saying_before(TALLOC_CTX *ctx, const char *text, size_t begin, size_t end, const char *language);

/** The same in the words after a quotation, where the verb stands first ("said X") or last ("X said"). */
struct fms_saying fms_saying_after(TALLOC_CTX *ctx, const char *text, size_t begin, size_t end, const char *language);

/** The same where the sentence goes round the quotation: [begin, mark) has the subject, [closed, end) the verb. */
struct fms_saying fms_saying_around(TALLOC_CTX *ctx, const char *text, const size_t at[4], const char *language);

/** Whether the table of saying has the language. */
bool fms_saying_knows(const char *language);

/** One language of the table of saying. Lists are words between blanks, lower case, "_" inside a phrase. */
struct fms_saying_words {
    const char *language;  /**< primary subtags */
    const char *verbs;     /**< of saying, in the forms that introduce a quotation */
    const char *trailing;  /**< adverbs and auxiliaries between the subject and the verb */
    const char *auxiliary; /**< ends the subject wherever it stands after it */
    const char *leading;   /**< conjunctions and the like before the subject */
    const char *placing;   /**< prepositions: a phrase that begins with one is no speaker */
    const char *pronouns;  /**< a speaker of whom the card can say nothing */
};

/** The row for a language, NULL if there is none. */
const struct fms_saying_words *fms_saying_words(const char *language);

/** Whether `word` is in a list of words between blanks; "" is in none. */
bool fms_listed(const char *list, const char *word);

/** Whether a word beside a verb of saying denies it: "never", "didn't". */
bool fms_word_denies(const struct fms_saying_words *row, const char *lower);

/** Whether a word makes a subject nobody in particular: "nobody", "which", "they". */
bool fms_word_is_vague(const struct fms_saying_words *row, const char *lower);

/** Whether a subject may begin with this word: upper-case, or an article in a language that has them. */
bool fms_word_begins_name(const struct fms_saying_words *row, const char *word, const char *lower);

/** Whether the full stop at `stop` belongs to a title before a name or an initial. */
bool fms_is_short_form(const char *text, size_t begin, size_t stop);

/**
 * `words` as they may stand on a card, the first letter upper-case; NULL where they are no name: over 6 words (8 where
 * all are upper-case), 16 wide characters or 80 others, or with the end of a sentence inside.
 */
const char *fms_speaker_name(TALLOC_CTX *ctx, const char *words, size_t length);

/** The same three questions for Chinese, Japanese and Korean, where words are not set apart or end in particles. */
bool fms_saying_is_eastern(const char *language);
struct fms_saying fms_eastern_before(TALLOC_CTX *ctx, const char *text, size_t begin, size_t end, const char *language);
struct fms_saying fms_eastern_around(TALLOC_CTX *ctx, const char *text, const size_t at[4], const char *language);
