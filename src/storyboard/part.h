/**
 * Parts shots whose words have no room on one card.
 *
 * Whoever lays the words out knows that they are too many; where they may be parted, the director knows: between breaths, rather
 * at the end of a sentence, for what is said as it is seen; between a list's items; between the rows of a table, whose head every
 * part has; between lines of code. Everything else stays whole.
 */
#pragma once

#include "board.h"

/**
 * A board of which every shot that `wanted` names (one flag a shot) is two, about equally full, if it can be parted. What is said
 * stays the same beats, so that their takes are the same. Parts of "p3.2" are "p3.2a" and "p3.2b", which dissolve unless it was cut to.
 *
 * @return a child of `ctx` that borrows `board`; NULL where no shot could be parted.
 */
const struct fms_board *fms_board_part(TALLOC_CTX *ctx, const struct fms_board *board, const bool *wanted);
