/** What tests of the compositor share: scenes on black, pictures made of formulas, and where ink is. */
#pragma once

#include "diags.h"
#include "paint-private.h"
#include "picture.h"

#include <stdlib.h>
#include <string.h>

/** A picture of a formula: `at` gives the value of pixel (x, y). */
struct pattern {
    int32_t width_px, height_px;
    uint8_t (*at)(int32_t x, int32_t y);
    bool alpha; /**< transparent in its left half */
};

/** A grey RGB raster of a pattern. */
static inline bool stage_still(void *user, const struct fms_asset *asset, struct fms_raster *out, GError **error)
{
    const struct pattern *pattern = user;
    size_t plane = (size_t) pattern->width_px * (size_t) pattern->height_px;
    uint8_t *bytes = g_malloc(2 * plane);
    for (int32_t y = 0; y < pattern->height_px; y++)
        for (int32_t x = 0; x < pattern->width_px; x++) {
            bytes[y * pattern->width_px + x] = pattern->at(x, y);
            bytes[plane + (size_t) (y * pattern->width_px + x)] = x < pattern->width_px / 2 ? 0 : 255;
        }
    *out = (struct fms_raster){ .model = FMS_RASTER_RGB,
                                .width_px = pattern->width_px,
                                .height_px = pattern->height_px,
                                .depth = 8,
                                .full_range = true,
                                .matrix = FMS_MATRIX_709,
                                .owner = bytes,
                                .release = g_free };
    for (int i = 0; i < 4; i++) {
        out->plane[i] = i < 3 ? bytes : pattern->alpha ? bytes + plane : NULL;
        out->stride_bytes[i] = pattern->width_px;
    }
    return true;
}

static inline struct fms_pixels_port stage_port(struct pattern *pattern)
{
    return (struct fms_pixels_port){ .user = pattern, .still = stage_still };
}

/** One frame of a scene made of `layers`. */
static inline struct fms_frame *stage_frame(const struct fms_layer *layers, size_t n_layers, int32_t width_px,
                                            int32_t height_px, int64_t n)
{
    struct fms_scene scene = { width_px, height_px, { 30, 1 }, n + 1, n_layers, layers };
    struct fms_picture *picture = fms_picture_open(&scene, n, NULL, NULL);
    g_assert_nonnull(picture);
    struct fms_frame *frame = fms_frame_new(width_px, height_px);
    g_assert_true(fms_picture_frame(picture, n, frame, NULL));
    fms_picture_close(picture);
    return frame;
}

static inline bool stage_same(const struct fms_frame *a, const struct fms_frame *b)
{
    for (int p = 0; p < 3; p++)
        for (int32_t y = 0; y < (p ? a->height_px / 2 : a->height_px); y++)
            if (memcmp(a->plane[p] + y * a->stride_bytes[p], b->plane[p] + y * b->stride_bytes[p],
                       (size_t) (p ? a->width_px / 2 : a->width_px)) != 0)
                return false;
    return true;
}

/** The least rectangle of `within` with all luma over 20; nothing: w is 0. */
static inline struct fms_rect stage_ink(const struct fms_frame *frame, struct fms_rect within)
{
    int32_t left = INT32_MAX, top = INT32_MAX, right = -1, bottom = -1;
    for (int32_t y = within.y; y < within.y + within.h; y++)
        for (int32_t x = within.x; x < within.x + within.w; x++)
            if (frame->plane[0][y * frame->stride_bytes[0] + x] > 20) {
                left = MIN(left, x);
                right = MAX(right, x);
                top = MIN(top, y);
                bottom = MAX(bottom, y);
            }
    return right < 0 ? (struct fms_rect){ 0 } : (struct fms_rect){ left, top, right - left + 1, bottom - top + 1 };
}

/** White text that is there from the first frame. */
static inline struct fms_layer stage_text(const char *text, const char *language, struct fms_rect box, int size_px)
{
    return (struct fms_layer){ .kind = FMS_LAYER_TEXT,
                               .text = { .text = text,
                                         .language = language,
                                         .family = "Noto Sans, Noto Sans CJK SC",
                                         .weight = 400,
                                         .size_px = size_px,
                                         .min_size_px = size_px / 3,
                                         .rgba = 0xFFFFFFFF,
                                         .x = box.x,
                                         .y = box.y,
                                         .w = box.w,
                                         .h = box.h,
                                         .valign = FMS_ALIGN_CENTRE,
                                         .line_permille = 1000,
                                         .leave_frame = -1 } };
}
