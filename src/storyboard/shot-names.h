/**
 * Shots by their names, as people give them: with `--shot`, and for the poster.
 */
#pragma once

#include "board.h"

/** Is `name` that of a shot, or of a part of it? One that had no room was parted: "p3.2a", "p3.2b", and those again. */
bool fms_shot_is_of(const char *name, const char *shot);

/** What to say to somebody who names a shot that is none: "did you mean 'p3.2'?". A child of `ctx`. */
char *fms_shot_hint(TALLOC_CTX *ctx, const struct fms_board *board, const char *name);
