/**
 * Readings of words, set small above them: furigana, pinyin, bopomofo. Pango knows none.
 */
#pragma once

#include "text-private.h"

/** Room above a text's letters for readings, in Pango's units; 0: it has none. */
int fms_text_ruby_room(const struct fms_text_block *block);

/** Sets the readings of a block above its lines, which have their places. */
void fms_text_ruby_set(struct fms_text_block *block);
void fms_text_ruby_clear(struct fms_text_block *block);
