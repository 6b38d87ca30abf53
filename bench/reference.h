/**
 * A slow renderer of stills that move, in double precision: what the compositor ought to draw. Shares no code with it.
 *
 * It knows what a still layer promises (base/scene.h, ARCHITECTURE.md): a view goes from one zoom and centre to another; the
 * scale changes by equal factors in equal times; speed rises and falls as a smooth step over a fifth of the time at either
 * end; pictures are sampled with Spline36, widened where they are made smaller.
 */
#pragma once

#include <stdint.h>

/** A picture of R'G'B' from 0 to 1, as Y'CbCr planes of the picture's own size, in code values. */
struct ref_picture {
    int width_px, height_px;
    double *plane[3];
};

struct ref_view {
    double zoom, x, y; /**< the whole picture is 1; centre in parts of the picture */
};

struct ref_move {
    struct ref_view from, to;
    int n_frames; /**< the movement's length: it rests at `to` from that frame on */
};

/** A window on the picture, in parts of its width and height. */
struct ref_window {
    double x, y, w, h;
};

struct ref_window ref_window_at(const struct ref_move *move, double frame);

/** `at(x, y, rgb)` gives the colour of a pixel. */
struct ref_picture *ref_picture_new(int width_px, int height_px, void (*at)(int x, int y, double rgb[3]));
void ref_picture_free(struct ref_picture *picture);

/**
 * One plane of a frame of `width_px` × `height_px` (luma) that shows a window, unrounded: luma samples in the middle of
 * pixels, chroma on the left luma sample of a pair and between two rows. The caller frees it.
 */
double *ref_draw(const struct ref_picture *picture, int plane, struct ref_window window, int width_px, int height_px);

/** Mean structural similarity of two planes: windows of 8 × 8, every 4 pixels, C1 and C2 as in Wang et al. 2004. */
double ref_ssim(const double *a, const uint8_t *b, int64_t b_stride, int width, int height);
