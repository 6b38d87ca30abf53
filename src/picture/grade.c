#include "grade-private.h"

#include "diags.h"

#include <stdlib.h>
#include <string.h>

#define ALIGN 64

static bool is_bright(const struct fms_raster *raster)
{
    return raster->transfer != FMS_TRANSFER_SDR;
}

static bool needs_grading(const struct fms_grade *grade, const struct fms_raster *raster)
{
    return grade->look || raster->lut || is_bright(raster);
}

static const struct fms_lut *tone_for(struct fms_grade *grade, const struct fms_raster *raster)
{
    if (grade->tone && grade->transfer == raster->transfer && grade->matrix == raster->matrix &&
        grade->peak_nits == raster->peak_nits)
        return grade->tone;
    fms_lut_free(grade->tone);
    grade->tone = fms_tone_table(raster->transfer, raster->matrix == FMS_MATRIX_2020, raster->peak_nits);
    grade->transfer = raster->transfer;
    grade->matrix = raster->matrix;
    grade->peak_nits = raster->peak_nits;
    return grade->tone;
}

/* Sets up planes of 16-bit R'G'B' (and alpha) of a size. Later ones of the same grade use the same room. */
static bool make_room(struct fms_grade *grade, struct fms_raster *rgb, bool alpha, GError **error)
{
    size_t stride = ((size_t) rgb->width_px * sizeof(uint16_t) + ALIGN - 1) / ALIGN * ALIGN;
    size_t plane = stride * (size_t) rgb->height_px, n = (alpha ? 4 : 3) * plane;
    if (grade->n_samples < n) {
        free(grade->samples);
        grade->n_samples = 0;
        grade->samples = aligned_alloc(ALIGN, n);
        if (!grade->samples) {
            g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "out of memory");
            return false;
        }
        grade->n_samples = n;
    }
    for (int i = 0; i < (alpha ? 4 : 3); i++) {
        rgb->plane[i] = (const uint8_t *) grade->samples + (size_t) i * plane;
        rgb->stride_bytes[i] = (ptrdiff_t) stride;
    }
    return true;
}

static uint16_t *row_of(const struct fms_raster *rgb, int plane, int32_t y)
{
    return (uint16_t *) (uintptr_t) (rgb->plane[plane] + y * rgb->stride_bytes[plane]);
}

static void copy_alpha(const struct fms_raster *from, const struct fms_raster *rgb)
{
    uint32_t most = (1u << from->depth) - 1;
    for (int32_t y = 0; y < rgb->height_px; y++) {
        uint16_t *to = row_of(rgb, 3, y);
        const uint8_t *row = from->plane[3] + y * from->stride_bytes[3];
        for (int32_t x = 0; x < rgb->width_px; x++) {
            uint16_t wide = row[from->depth == 8 ? x : 0];
            if (from->depth > 8)
                memcpy(&wide, row + 2 * x, 2);
            to[x] = (uint16_t) (MIN(wide, most) * 65535u / most);
        }
    }
}

static void apply_all(struct fms_grade *grade, const struct fms_raster *raster, const struct fms_raster *rgb)
{
    const struct fms_lut *tables[3] = { is_bright(raster) ? NULL : raster->lut,
                                        is_bright(raster) ? tone_for(grade, raster) : NULL, grade->look };
    for (int32_t y = 0; y < rgb->height_px; y++) {
        uint16_t *const rows[3] = { row_of(rgb, 0, y), row_of(rgb, 1, y), row_of(rgb, 2, y) };
        for (int i = 0; i < 3; i++)
            if (tables[i])
                fms_lut_apply(tables[i], rows, (size_t) rgb->width_px);
    }
}

/*
 * Opaque pictures are scaled first, for there is mostly less to grade then. Transparent ones are graded as they are, so that
 * the ground that shows through them is not.
 */
bool fms_grade_run(struct fms_grade *grade, const struct fms_raster *raster, struct fms_crop crop, int64_t pad_rgba,
                   struct fms_frame *out, GError **error)
{
    if (!needs_grading(grade, raster))
        return fms_conform_run(&grade->out, raster, crop, pad_rgba, out, error);
    bool alpha = raster->plane[3] != NULL;
    struct fms_raster opaque = *raster, rgb = { .model = FMS_RASTER_RGB,
                                                .width_px = alpha ? raster->width_px : out->width_px,
                                                .height_px = alpha ? raster->height_px : out->height_px,
                                                .depth = 16,
                                                .full_range = true,
                                                .matrix = FMS_MATRIX_709 };
    struct fms_crop all = { 0, 0, rgb.width_px, rgb.height_px };
    opaque.plane[3] = NULL;
    if (!make_room(grade, &rgb, alpha, error) ||
        !fms_conform_to_rgb(&grade->in, &opaque, alpha ? all : crop, &rgb, error))
        return false;
    apply_all(grade, raster, &rgb);
    if (alpha)
        copy_alpha(raster, &rgb);
    return fms_conform_run(&grade->out, &rgb, alpha ? crop : all, pad_rgba, out, error);
}

void fms_grade_clear(struct fms_grade *grade)
{
    fms_conform_clear(&grade->in);
    fms_conform_clear(&grade->out);
    fms_lut_free(grade->tone);
    free(grade->samples);
    *grade = (struct fms_grade){ .look = grade->look, .out.dithered = grade->out.dithered };
}
