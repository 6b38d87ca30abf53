/**
 * The credits: their rows (roll-rows.c), and how they fill their time (roll-layout.c).
 */
#pragma once

#include "making-private.h"

/** The rows of a board's credits as a layer, a child of `ctx`; its speed and the room between the rows are not settled. */
struct fms_roll_layer *fms_roll_of_board(TALLOC_CTX *ctx, const struct fms_board *board, const struct fms_stage *stage);

/** How many frames they take, as a roll or as cards; -1 after an error ("machine.credits"). */
int64_t fms_credits_frames(TALLOC_CTX *ctx, const struct fms_board *board, const struct fms_stage *stage);

/** Adds them to the scene. */
void fms_making_credits(struct fms_making *making);
