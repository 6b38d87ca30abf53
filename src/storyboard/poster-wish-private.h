/**
 * The frame that a script names for its poster.
 */
#pragma once

#include "board.h"
#include "script.h"

/**
 * Reads it into a board whose shots are all there. Errors: "poster.shot" (there is no such shot). In a script that was filled or
 * translated, chapters have other names: there, a shot that is not found is none that is named.
 */
void fms_poster_wish_direct(struct fms_board *board, const struct fms_text *said, struct fms_diags *diags);
