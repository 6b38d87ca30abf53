#include "blend-private.h"
#include "picture.h"

void fms_frame_dissolve(struct fms_frame *out, const struct fms_frame *a, const struct fms_frame *b, int weight)
{
    g_assert(a->width_px == out->width_px && a->height_px == out->height_px);
    g_assert(b->width_px == out->width_px && b->height_px == out->height_px);
    g_assert(weight >= 0 && weight <= 256);
    for (int p = 0; p < 3; p++) {
        int rows = p ? out->height_px / 2 : out->height_px;
        int width = p ? out->width_px / 2 : out->width_px;
        for (int y = 0; y < rows; y++)
            fms_mix_rows(out->plane[p] + y * out->stride_bytes[p], a->plane[p] + y * a->stride_bytes[p],
                         b->plane[p] + y * b->stride_bytes[p], weight, width);
    }
}

struct fms_frame_look fms_frame_look_at(const struct fms_frame *frame, const struct fms_frame *before)
{
    int64_t sum = 0, count = 0, difference = 0;
    for (int y = 0; y < frame->height_px; y += 8) {
        const uint8_t *row = frame->plane[0] + y * frame->stride_bytes[0];
        for (int x = 0; x < frame->width_px; x += 8, count++)
            sum += row[x];
        if (before)
            difference += fms_sum_differences(row, before->plane[0] + y * before->stride_bytes[0], frame->width_px);
    }
    return (struct fms_frame_look){ .luma_mean = (int32_t) ((sum + count / 2) / MAX(count, 1)),
                                    .difference = difference };
}
