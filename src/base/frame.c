#include "frame.h"

#include <stdlib.h>
#include <string.h>

#define ALIGN 64
#define ROUND_UP(n) (((size_t) (n) + ALIGN - 1) / ALIGN * ALIGN)

struct fms_frame *fms_frame_new(int32_t width_px, int32_t height_px)
{
    g_assert(width_px > 0 && height_px > 0 && width_px % 2 == 0 && height_px % 2 == 0);
    size_t luma = ROUND_UP(width_px), chroma = ROUND_UP(width_px / 2), rows = (size_t) height_px;
    struct fms_frame *frame = g_new(struct fms_frame, 1);
    uint8_t *bytes = aligned_alloc(ALIGN, luma * rows + chroma * rows);
    g_assert(bytes);
    *frame = (struct fms_frame){
        .width_px = width_px,
        .height_px = height_px,
        .plane = { bytes, bytes + luma * rows, bytes + luma * rows + chroma * (rows / 2) },
        .stride_bytes = { (ptrdiff_t) luma, (ptrdiff_t) chroma, (ptrdiff_t) chroma },
    };
    return frame;
}

void fms_frame_free(struct fms_frame *frame)
{
    if (!frame)
        return;
    free(frame->plane[0]);
    g_free(frame);
}

void fms_raster_clear(struct fms_raster *raster)
{
    if (raster->release)
        raster->release(raster->owner);
    fms_lut_free(raster->lut);
    memset(raster, 0, sizeof *raster);
}
