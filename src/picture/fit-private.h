/**
 * How a picture of one shape comes into a box of another: shared by stills and clips.
 */
#pragma once

#include "grade-private.h"

/** A picture fitted to a box, in the box's pixels before any zoom. */
struct fms_fitting {
    double canvas_w, canvas_h; /**< all there is to see: the fitted picture where it covers, else the box */
    double x, y, w, h;         /**< the picture on the canvas */
    double lift;               /**< how far it stands above the canvas's middle */
};

struct fms_fitting fms_fit(int64_t fit, int32_t width_px, int32_t height_px, int32_t box_w, int32_t box_h);

/** Lifts a picture above the middle of its canvas, as far as there is room. */
void fms_fit_lift(struct fms_fitting *fitting, int64_t lift_px);

/** Where a fitted picture of that size lies in a frame that is the canvas `scale` times as large: at even samples. */
struct fms_rect fms_fit_place(const struct fms_fitting *fitting, double scale, const struct fms_frame *picture,
                              const struct fms_frame *canvas);

/** The part of a picture that covers a box, cut evenly on both sides. */
struct fms_crop fms_fit_crop(int32_t width_px, int32_t height_px, int32_t box_w, int32_t box_h);

/** Makes blurred, darkened copies that cover. Zeroed before its first use but for `down.look`. */
struct fms_backdrop {
    struct fms_grade down;
    struct fms_conform up;
    struct fms_frame *small;
};

/** Fills `out` with such a copy of `raster`. */
bool fms_backdrop_run(struct fms_backdrop *backdrop, const struct fms_raster *raster, int64_t pad_rgba,
                      struct fms_frame *out, GError **error);
void fms_backdrop_clear(struct fms_backdrop *backdrop);

/** Darkens a frame, 0 as it is, 1000 black. */
void fms_frame_dim(struct fms_frame *frame, int64_t permille);

/** Mixes `from` into `box` of `out`, as fms_frame_put() copies it; `weight` of it in 256ths. */
void fms_frame_mix(struct fms_frame *out, const struct fms_frame *from, struct fms_rect box, int weight);

/** Copies `from` (from its corner on) into `box` of `out`, as far as it lies inside; chroma from the even samples. */
void fms_frame_put(struct fms_frame *out, const struct fms_frame *from, struct fms_rect box);

/** Whether a box lies inside a frame of that size and is not empty. */
bool fms_fit_is_inside(struct fms_rect box, int32_t width_px, int32_t height_px);

/** An even size of at least 2. */
int32_t fms_fit_even(double size);
