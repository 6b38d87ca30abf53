/**
 * Captions, inside the timeline: a language's habits, a line's atoms, the pieces of a line, the cues of a film.
 *
 * Widths are half cells everywhere: a full-width character is two, any other one, a mark none.
 */
#pragma once

#include "timeline.h"

/** How captions are set and read in a language. Static. */
struct fms_caption_style {
    const char *language;    /**< primary subtag */
    int32_t line_halves;     /**< most that fits on a line */
    int32_t halves_a_second; /**< reading speed of adults */
    bool ideographic;        /**< ambiguous punctuation is full width */
    const char *small;       /**< articles, prepositions, short conjunctions: " the of " */
};

/** The style of a BCP 47 tag; a general one for languages that have none of their own. */
const struct fms_caption_style *fms_caption_style_of(const char *language);

/** Is `word` (bytes [0, length), any case) one that no line should end with? */
bool fms_caption_is_small(const struct fms_caption_style *style, const char *word, size_t length);

/** Half cells of a character: 0, 1 or 2. */
int32_t fms_caption_halves(const struct fms_caption_style *style, gunichar c);

/** Does it part words? White space does, and control characters, but not the no-break spaces. */
bool fms_caption_is_blank(gunichar c);

/** May a line never begin with it? */
bool fms_caption_closes(gunichar c);

/** May a line never end with it? */
bool fms_caption_opens(gunichar c);

/** Does a Thai or Lao syllable surely end between these two? */
bool fms_caption_parts_syllables(gunichar before, gunichar c);

bool fms_caption_is_dash(gunichar c);

/** Does it belong to writing that is set without spaces, character by character? */
bool fms_caption_is_ideographic(gunichar c);

/** May a line be broken between two characters that stand together? `word_begins`: the voice begins a word at `c`. */
bool fms_caption_may_break(gunichar before, gunichar c, bool word_begins);

/** A stretch of a line that is never broken, and what it would cost to break after it. */
struct fms_atom {
    size_t begin, end;  /**< bytes of the line's text */
    int64_t from, to;   /**< samples of the take in which it is heard */
    int32_t halves;     /**< at most a line */
    int32_t break_cost; /**< 0 after a sentence … 200 in the middle of a word */
    bool space_after;
};

/** Cuts a line into atoms. Word times that make no sense are bent until they do. @return a GArray of fms_atom. */
GArray *fms_caption_atoms(const struct fms_line *line, const struct fms_take *take);

/** What is on the screen at once: one line or two, joined by \n. */
struct fms_caption_piece {
    char *text;       /**< a child of the context given */
    int64_t from, to; /**< samples of the take */
    int32_t halves;
    int32_t n_lines;
};

/** Cuts a line into pieces, by sense and by length. Appends them to `pieces`, a GArray of fms_caption_piece. */
void fms_caption_split(TALLOC_CTX *ctx, const struct fms_line *line, const struct fms_take *take, GArray *pieces);

/** Do more than one speak in the film, the narrator included? */
bool fms_caption_several(const struct fms_timeline *timeline);

bool fms_caption_same_speaker(const struct fms_beat *a, const struct fms_beat *b);

/** What a beat's caption begins with in a film of several voices: "ADA: " or a dash where another speaks than before, else "". */
const char *fms_caption_label(struct fms_timeline *timeline, const struct fms_place_beat *place);

/** Gives the timeline its cues. Its beats and chapters have their places already. */
void fms_captions_place(struct fms_timeline *timeline);
