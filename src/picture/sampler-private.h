/**
 * The sampler: shows any part of a conformed picture at any size near its own, to fractions of a pixel.
 */
#pragma once

#include "frame.h"
#include "paint-private.h"

/** A picture kept for sampling: planes as a frame's, but transposed, so that both passes run along memory. Never changes. */
struct fms_plate;

/** Copies a frame. Never NULL; has one reference, for the caller. */
struct fms_plate *fms_plate_new(const struct fms_frame *picture);
void fms_plate_ref(struct fms_plate *plate);
void fms_plate_unref(struct fms_plate *plate);
size_t fms_plate_bytes(const struct fms_plate *plate);

/** Shows a plate. One thread uses it at a time; several may show one plate. */
struct fms_sampler;

/** The most that a picture may be made smaller. */
#define FMS_SAMPLER_MOST_STEP 8

/** Takes a reference of its own. Never NULL. */
struct fms_sampler *fms_sampler_of(struct fms_plate *plate);

/** Of a plate of its own. Never NULL. */
struct fms_sampler *fms_sampler_new(const struct fms_frame *picture);
void fms_sampler_free(struct fms_sampler *sampler);

/** The part of the picture that a box shows, in the picture's pixels; beyond its edges the edge is repeated. */
struct fms_view {
    double x, y, w, h;
};

/** Draws the view into `box` of the frame, which lies inside it. */
void fms_sampler_draw(struct fms_sampler *sampler, struct fms_view view, struct fms_frame *out, struct fms_rect box);
