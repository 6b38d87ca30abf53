/**
 * What a still layer has made ready, kept on a shelf for the next who shows the same layer.
 */
#pragma once

#include "picture.h"
#include "sampler-private.h"
#include "window-private.h"

/** A conformed picture and where its views lie in it. */
struct fms_ready {
    struct fms_plate *plate;
    struct fms_window kept;     /**< the part of the canvas that is sampled */
    struct fms_window from, to; /**< the ends of the way */
    double scale_x, scale_y;    /**< the plate's pixels a pixel of the canvas */
};

/** Takes what lies under `name`, with a reference of its own to the plate. @return false where there is none; `shelf` may be NULL. */
bool fms_shelf_take(struct fms_shelf *shelf, const char *name, struct fms_ready *out);

/** Keeps a copy, with a reference of its own; what was used longest ago goes when there is no room. `shelf` may be NULL. */
void fms_shelf_put(struct fms_shelf *shelf, const char *name, const struct fms_ready *ready);
