#include "fit-private.h"

#include "blend-private.h"

#include "scene.h"

#include <math.h>
#include <string.h>

/** How much smaller the copy is in which a backdrop is blurred, and how dark a backdrop is. */
#define SMALLER 16
#define BACKDROP_DIM 450

int32_t fms_fit_even(double size)
{
    return MAX(2, (int32_t) floor(size / 2 + 0.5) * 2);
}

struct fms_fitting fms_fit(int64_t fit, int32_t width_px, int32_t height_px, int32_t box_w, int32_t box_h)
{
    double across = (double) box_w / width_px, down = (double) box_h / height_px;
    double scale = fit == FMS_FIT_COVER ? MAX(across, down) : MIN(across, down);
    struct fms_fitting fitting = { .w = width_px * scale, .h = height_px * scale };
    fitting.canvas_w = fit == FMS_FIT_COVER ? fitting.w : box_w;
    fitting.canvas_h = fit == FMS_FIT_COVER ? fitting.h : box_h;
    if (fit == FMS_FIT_STRETCH) {
        fitting.w = box_w;
        fitting.h = box_h;
    }
    fitting.x = (fitting.canvas_w - fitting.w) / 2;
    fitting.y = (fitting.canvas_h - fitting.h) / 2;
    return fitting;
}

void fms_fit_lift(struct fms_fitting *fitting, int64_t lift_px)
{
    fitting->lift = CLAMP((double) lift_px, 0, MAX(fitting->y, 0));
    fitting->y -= fitting->lift;
}

struct fms_rect fms_fit_place(const struct fms_fitting *fitting, double scale, const struct fms_frame *picture,
                              const struct fms_frame *canvas)
{
    int32_t x = (canvas->width_px - picture->width_px) / 4 * 2, y = (canvas->height_px - picture->height_px) / 4 * 2;
    int32_t lift = (int32_t) (fitting->lift * scale) / 2 * 2;
    return (struct fms_rect){ x, MAX(y - lift, 0), picture->width_px, picture->height_px };
}

struct fms_crop fms_fit_crop(int32_t width_px, int32_t height_px, int32_t box_w, int32_t box_h)
{
    double scale = MAX((double) box_w / width_px, (double) box_h / height_px);
    double w = MIN(box_w / scale, width_px), h = MIN(box_h / scale, height_px);
    return (struct fms_crop){ (width_px - w) / 2, (height_px - h) / 2, w, h };
}

/** Each sample becomes the mean of itself and `reach` to either side, edges repeated; `step` bytes from one to the next. */
static void blur_line(uint8_t *line, ptrdiff_t step, int n, int reach, uint8_t *means)
{
    g_assert(n > 0);
    int sum = 0, width = 2 * reach + 1;
    for (int i = -reach; i <= reach; i++)
        sum += line[CLAMP(i, 0, n - 1) * step];
    for (int i = 0; i < n; i++) {
        means[i] = (uint8_t) ((sum + width / 2) / width);
        sum += line[MIN(i + reach + 1, n - 1) * step] - line[MAX(i - reach, 0) * step];
    }
    for (int i = 0; i < n; i++)
        line[i * step] = means[i];
}

/* Three boxes in a row are a bell, as far as the eye can tell. */
static void blur(struct fms_frame *frame)
{
    uint8_t *means = g_malloc((gsize) MAX(frame->width_px, frame->height_px));
    for (int p = 0; p < 3; p++) {
        int w = p ? frame->width_px / 2 : frame->width_px, h = p ? frame->height_px / 2 : frame->height_px;
        int reach = MAX(1, MAX(frame->width_px, frame->height_px) / (p ? 80 : 40));
        for (int pass = 0; pass < 3; pass++) {
            for (int y = 0; y < h; y++)
                blur_line(frame->plane[p] + y * frame->stride_bytes[p], 1, w, reach, means);
            for (int x = 0; x < w; x++)
                blur_line(frame->plane[p] + x, frame->stride_bytes[p], h, reach, means);
        }
    }
    g_free(means);
}

bool fms_backdrop_run(struct fms_backdrop *backdrop, const struct fms_raster *raster, int64_t pad_rgba,
                      struct fms_frame *out, GError **error)
{
    if (!backdrop->small)
        backdrop->small = fms_frame_new(fms_fit_even((double) out->width_px / SMALLER),
                                        fms_fit_even((double) out->height_px / SMALLER));
    struct fms_frame *small = backdrop->small;
    struct fms_crop crop = fms_fit_crop(raster->width_px, raster->height_px, out->width_px, out->height_px);
    if (!fms_grade_run(&backdrop->down, raster, crop, pad_rgba, small, error))
        return false;
    blur(small);
    fms_frame_dim(small, BACKDROP_DIM);
    backdrop->up.dithered = true;
    struct fms_raster blurred = fms_raster_of_frame(small);
    struct fms_crop all = { 0, 0, small->width_px, small->height_px };
    return fms_conform_run(&backdrop->up, &blurred, all, pad_rgba, out, error);
}

void fms_backdrop_clear(struct fms_backdrop *backdrop)
{
    fms_grade_clear(&backdrop->down);
    fms_conform_clear(&backdrop->up);
    fms_frame_free(backdrop->small);
    backdrop->small = NULL;
}

void fms_frame_dim(struct fms_frame *frame, int64_t permille)
{
    int keep = 1000 - (int) CLAMP(permille, 0, 1000);
    uint8_t table[2][256];
    for (int i = 0; i < 256; i++) {
        table[0][i] = (uint8_t) (16 + (MAX(i - 16, 0) * keep + 500) / 1000);
        table[1][i] = (uint8_t) (128 + ((i - 128) * keep + (i < 128 ? -500 : 500)) / 1000);
    }
    if (keep == 1000)
        return;
    for (int p = 0; p < 3; p++) {
        int64_t n = frame->stride_bytes[p] * (p ? frame->height_px / 2 : frame->height_px);
        const uint8_t *map = table[p > 0];
        for (int64_t i = 0; i < n; i++)
            frame->plane[p][i] = map[frame->plane[p][i]];
    }
}

static void mix_row(uint8_t *row, const uint8_t *other, int weight, int32_t n)
{
    if (weight == 256)
        memcpy(row, other, (size_t) n);
    else
        fms_mix_rows(row, row, other, weight, n);
}

void fms_frame_mix(struct fms_frame *out, const struct fms_frame *from, struct fms_rect box, int weight)
{
    for (int p = 0; p < 3; p++) {
        int part = p ? 2 : 1;
        int32_t left = (box.x + part - 1) / part, right = (box.x + MIN(box.w, from->width_px) + part - 1) / part;
        int32_t top = (box.y + part - 1) / part, bottom = (box.y + MIN(box.h, from->height_px) + part - 1) / part;
        for (int32_t y = top; y < bottom && right > left; y++)
            mix_row(out->plane[p] + y * out->stride_bytes[p] + left, from->plane[p] + (y - top) * from->stride_bytes[p],
                    weight, right - left);
    }
}

void fms_frame_put(struct fms_frame *out, const struct fms_frame *from, struct fms_rect box)
{
    fms_frame_mix(out, from, box, 256);
}

bool fms_fit_is_inside(struct fms_rect box, int32_t width_px, int32_t height_px)
{
    return box.x >= 0 && box.y >= 0 && box.w > 0 && box.h > 0 && box.x <= width_px - box.w &&
           box.y <= height_px - box.h;
}
