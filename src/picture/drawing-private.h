/**
 * Drawings: SVG files, drawn at the size at which they are shown.
 */
#pragma once

#include "frame.h"

/** Draws a drawing into a raster of that size, with alpha. @return false with `error` (FMS_WORLD_UNREADABLE) set. */
bool fms_drawing_read(const char *path, int32_t width_px, int32_t height_px, struct fms_raster *out, GError **error);
