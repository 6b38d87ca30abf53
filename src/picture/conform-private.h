/**
 * Conforming: whatever a decoder hands over becomes the house's own kind of picture, at the size that is needed.
 */
#pragma once

#include "frame.h"
#include "paint-private.h"

#include <zimg.h>

/** The machinery for one kind of raster and one size; kept between the frames of a clip. Zeroed before its first use. */
struct fms_conform {
    zimg_filter_graph *graph;
    zimg_image_format from, to; /**< what the graph is for */
    uint8_t *scratch;
    uint8_t *copy; /**< aligned planes of the raster, where its own are not fit for zimg */
    size_t copy_bytes;
    bool dithered; /**< 8-bit sources are dithered too, for upscaled gradients; set before the first use */
};

/** A part of a raster, in its pixels. */
struct fms_crop {
    double x, y, w, h;
};

/**
 * Scales a part of a raster to the size of `out`, and converts it. What is ours already is copied. Transparent rasters are composed over `pad` (the
 * colour 0xRRGGBBAA, alpha ignored). @return false with `error` (FMS_WORLD_UNREADABLE) set.
 */
bool fms_conform_run(struct fms_conform *conform, const struct fms_raster *raster, struct fms_crop crop,
                     int64_t pad_rgba, struct fms_frame *out, GError **error);

/**
 * Scales a part of an opaque raster to 16-bit R'G'B', into planes that the caller has: `out` says their size and place.
 * Bright pictures, and those that come with a table, keep their own light and primaries; others become BT.709.
 */
bool fms_conform_to_rgb(struct fms_conform *conform, const struct fms_raster *raster, struct fms_crop crop,
                        const struct fms_raster *out, GError **error);
void fms_conform_clear(struct fms_conform *conform);

/** A frame as a raster that borrows its planes. */
struct fms_raster fms_raster_of_frame(const struct fms_frame *frame);
