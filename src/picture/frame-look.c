#include "blend-private.h"
#include "picture.h"

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
