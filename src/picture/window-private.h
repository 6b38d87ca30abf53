/**
 * Windows: what of a picture is seen through a box, and how that moves.
 */
#pragma once

#include "fit-private.h"

#include <stdint.h>

/** A window on the canvas, in pixels of the box before any zoom. */
struct fms_window {
    double x, y, w, h;
};

/** A way from one window to another between two frames. */
struct fms_window_way {
    struct fms_window from, to;
    double from_zoom, to_zoom;
    int64_t begin, end;
};

/** The window of a box of that size at a zoom, about a point of the picture in millionths; as far as may be on the canvas. */
struct fms_window fms_window_at(const struct fms_fitting *fitting, struct fms_rect box, double zoom, int64_t x,
                                int64_t y);

/** The window at frame `n`. */
struct fms_window fms_window_of(const struct fms_window_way *way, int64_t n);

/** The part of the canvas that any window of the way shows, and a margin for the filter. */
struct fms_window fms_window_reach(const struct fms_window_way *way, const struct fms_fitting *fitting);

bool fms_window_is_same(struct fms_window a, struct fms_window b);
