/**
 * What of a line enters together, and what lies behind its marked words.
 */
#pragma once

#include "text-private.h"

/** Columns [from, to) of a block, which enter at `frame`. The first and the last of a line reach as far as there is ink. */
struct fms_text_piece {
    int32_t from, to;
    int64_t frame;
};

/** Cuts a line where its cues' words begin. @return the pieces, `n` of them, from left to right; free with g_free(). */
struct fms_text_piece *fms_text_pieces_of_words(const struct fms_text_layer *layer, const struct fms_text_line *line,
                                                const char *text, int *n);

/** The one piece of a line that enters as a whole; `nth` counts the lines from 0. */
struct fms_text_piece *fms_text_piece_of_line(const struct fms_text_layer *layer, const struct fms_text_line *line,
                                              int nth);

/** The ground behind the marked runs of line `i`, drawn once; `own` is NULL where there are none. */
struct fms_sprite fms_text_marks_of(const struct fms_text_block *block, int i);
