/**
 * Painting: coverage and a colour onto a frame, at sub-pixel heights, with chroma where it belongs.
 */
#pragma once

#include "frame.h"

/** A colour as frames hold it, and its opacity. */
struct fms_ink {
    uint8_t y, cb, cr, alpha;
};

/** BT.709 limited range, rounded, of 0xRRGGBBAA. */
struct fms_ink fms_ink_of(int64_t rgba);

/** Fills the whole frame. */
void fms_paint_fill(struct fms_frame *frame, struct fms_ink ink);

/** A picture of coverage, 255 = all. Borrowed bytes; a stride of 0 repeats one row. */
struct fms_cover {
    const uint8_t *bytes;
    ptrdiff_t stride_bytes;
    int32_t width_px, height_px;
    const uint8_t *colour[3]; /**< Y, Cb, Cr of every sample, laid out as the coverage; NULL: one ink for all */
};

/** Where a cover goes: whole pixels across, 256ths of a pixel down, opacity in 255ths. */
struct fms_paint_at {
    int32_t x;
    int64_t y_256ths;
    int32_t opacity;
};

/** Paints a cover in `ink` (its alpha counts; its colour too unless the cover has its own), clipped to the frame. */
void fms_paint_cover(struct fms_frame *frame, const struct fms_cover *cover, struct fms_paint_at at,
                     struct fms_ink ink);

/** A rectangle in pixels. */
struct fms_rect {
    int32_t x, y, w, h;
};

/** Paints a rectangle whose right edge lies `w_256ths` from its left; `rect.w` is ignored. */
void fms_paint_rect(struct fms_frame *frame, struct fms_rect rect, int64_t w_256ths, struct fms_ink ink, int opacity);
