/**
 * Drawings: SVG files, drawn at the size at which they are shown.
 */
#pragma once

#include "frame.h"

/** What is asked of a drawing. */
struct fms_drawing_order {
    const char *path;
    int32_t width_px, height_px; /**< of the pixels, if any are wanted */
    const char *part;    /**< the id of the element that alone is drawn, in its own place; NULL or "": all of it */
    const char *without; /**< ids of elements that are not drawn, joined by blanks; NULL or "": none */
    const char *style;   /**< a style sheet over the drawing's own; NULL or "": none */
};

/**
 * Draws a drawing, or a part of one, into a raster of that size, with alpha.
 * @return false with `error` (FMS_WORLD_UNREADABLE) set, also where it has no such part. Hiding what is not there is no error.
 */
bool fms_drawing_read(const struct fms_drawing_order *order, struct fms_raster *out, GError **error);
