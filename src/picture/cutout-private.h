/**
 * Cut-outs: pictures that are transparent where they draw nothing, sampled as stills are.
 */
#pragma once

#include "sampler-private.h"

struct fms_cutout;

/**
 * Copies what is not transparent.
 *
 * @param colour  the picture over black.
 * @param cover   of the same size: how much of each sample of each plane is covered, in 255ths.
 * @param box     where it will be drawn, inside the frame.
 */
struct fms_cutout *fms_cutout_new(const struct fms_frame *colour, const struct fms_frame *cover, struct fms_rect box);
void fms_cutout_free(struct fms_cutout *cutout);

/** Blends the view, in pixels of the picture, into its box of the frame; opacity in 255ths. */
void fms_cutout_draw(struct fms_cutout *cutout, struct fms_view view, struct fms_frame *out, int opacity);
