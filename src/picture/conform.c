/*
 * zimg does the work, held to the instructions that every machine of a kind has: its wider kernels round differently.
 * It wants aligned planes and even sizes for subsampled chroma; what is not so is copied first, and there transparency is
 * resolved, before scaling can mix in the colours that transparent pixels hide.
 */
#include "conform-private.h"

#include "diags.h"

#include <stdlib.h>
#include <string.h>

#define ALIGN 64
#define ROUND_UP(n) (((size_t) (n) + ALIGN - 1) / ALIGN * ALIGN)

#ifdef __x86_64__
#define CPU ZIMG_CPU_X86_SSE2
#else
#define CPU ZIMG_CPU_NONE
#endif

struct planes {
    const uint8_t *plane[3];
    ptrdiff_t stride_bytes[3];
    int32_t width_px, height_px;
};

static int32_t even_up(int32_t n, int sub)
{
    return sub ? (n + (1 << sub) - 1) >> sub << sub : n;
}

static bool is_fit(const struct fms_raster *raster)
{
    bool fit = !raster->plane[3] && even_up(raster->width_px, raster->sub_x) == raster->width_px &&
               even_up(raster->height_px, raster->sub_y) == raster->height_px;
    for (int i = 0; i < 3; i++)
        fit = fit && (uintptr_t) raster->plane[i] % ALIGN == 0 && raster->stride_bytes[i] % ALIGN == 0 &&
              raster->stride_bytes[i] > 0;
    return fit;
}

/** The pad colour as a sample of plane `p` of this raster. */
static int pad_sample(const struct fms_raster *raster, int p, int64_t rgba)
{
    static const double luma[][2] = { [FMS_MATRIX_601] = { 0.299, 0.114 },
                                      [FMS_MATRIX_709] = { 0.2126, 0.0722 },
                                      [FMS_MATRIX_2020] = { 0.2627, 0.0593 } };
    double rgb[3], most = (1 << raster->depth) - 1, unit = 1 << (raster->depth - 8);
    for (int i = 0; i < 3; i++)
        rgb[i] = (double) (rgba >> (24 - 8 * i) & 255) / 255;
    if (raster->model == FMS_RASTER_RGB)
        return (int) (rgb[p] * most + 0.5);
    const double *k = luma[raster->matrix];
    double y = k[0] * rgb[0] + (1 - k[0] - k[1]) * rgb[1] + k[1] * rgb[2];
    double value = p == 0 ? y : p == 1 ? (rgb[2] - y) / (2 - 2 * k[1]) : (rgb[0] - y) / (2 - 2 * k[0]);
    if (raster->full_range)
        return (int) (value * most + (p ? (1 << (raster->depth - 1)) : 0) + 0.5);
    return (int) (value * (p ? 224 : 219) * unit + (p ? 128 : 16) * unit + 0.5);
}

static unsigned sample_at(const uint8_t *row, int32_t x, int depth)
{
    uint16_t wide;
    if (depth == 8)
        return row[x];
    memcpy(&wide, row + 2 * x, 2);
    return wide;
}

/** Composes a row of plane `p` over the pad. */
static void resolve_row(const struct fms_raster *raster, int p, int32_t y, int pad, uint8_t *out)
{
    int sub_x = p ? raster->sub_x : 0, sub_y = p ? raster->sub_y : 0;
    int32_t width = even_up(raster->width_px, sub_x) >> sub_x;
    const uint8_t *row = raster->plane[p] + y * raster->stride_bytes[p];
    const uint8_t *alpha = raster->plane[3] + MIN(y << sub_y, raster->height_px - 1) * raster->stride_bytes[3];
    unsigned most = (1u << raster->depth) - 1;
    for (int32_t x = 0; x < width; x++) {
        uint64_t a = MIN(sample_at(alpha, MIN(x << sub_x, raster->width_px - 1), raster->depth), most);
        uint64_t value = (sample_at(row, x, raster->depth) * a + (unsigned) pad * (most - a) + most / 2) / most;
        uint16_t wide = (uint16_t) value;
        if (raster->depth == 8)
            out[x] = (uint8_t) value;
        else
            memcpy(out + 2 * x, &wide, 2);
    }
}

/** Copies plane `p`, its last column and row repeated up to the even size. */
static void copy_plane(const struct fms_raster *raster, int p, int64_t pad_rgba, uint8_t *out, const struct planes *to)
{
    int sub_x = p ? raster->sub_x : 0, sub_y = p ? raster->sub_y : 0, bytes = raster->depth == 8 ? 1 : 2;
    int32_t have_w = even_up(raster->width_px, sub_x) >> sub_x, have_h = even_up(raster->height_px, sub_y) >> sub_y;
    int32_t want_w = to->width_px >> sub_x, want_h = to->height_px >> sub_y;
    int pad = pad_sample(raster, p, pad_rgba);
    for (int32_t y = 0; y < want_h; y++) {
        uint8_t *row = out + y * to->stride_bytes[p];
        int32_t from = MIN(y, have_h - 1);
        if (raster->plane[3])
            resolve_row(raster, p, from, pad, row);
        else
            memcpy(row, raster->plane[p] + from * raster->stride_bytes[p], (size_t) have_w * (size_t) bytes);
        for (int32_t x = have_w; x < want_w; x++)
            memcpy(row + x * bytes, row + (have_w - 1) * bytes, (size_t) bytes);
    }
}

/* How large a picture is, is for a file to say; what it takes may be more than there is. */
static bool make_room(uint8_t **room, size_t bytes, GError **error)
{
    free(*room);
    *room = aligned_alloc(ALIGN, ROUND_UP(bytes));
    if (!*room)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "out of memory");
    return *room;
}

static bool prepare(struct fms_conform *conform, const struct fms_raster *raster, int64_t pad_rgba, struct planes *out,
                    GError **error)
{
    struct planes planes = { .width_px = even_up(raster->width_px, raster->sub_x),
                             .height_px = even_up(raster->height_px, raster->sub_y) };
    if (is_fit(raster)) {
        for (int i = 0; i < 3; i++) {
            planes.plane[i] = raster->plane[i];
            planes.stride_bytes[i] = raster->stride_bytes[i];
        }
        *out = planes;
        return true;
    }
    size_t offset[3], total = 0, bytes = raster->depth == 8 ? 1 : 2;
    for (int i = 0; i < 3; i++) {
        offset[i] = total;
        planes.stride_bytes[i] = (ptrdiff_t) ROUND_UP((size_t) (planes.width_px >> (i ? raster->sub_x : 0)) * bytes);
        total += (size_t) planes.stride_bytes[i] * (size_t) (planes.height_px >> (i ? raster->sub_y : 0));
    }
    if (conform->copy_bytes < total) {
        conform->copy_bytes = 0;
        if (!make_room(&conform->copy, total, error))
            return false;
        conform->copy_bytes = total;
    }
    for (int i = 0; i < 3; i++) {
        planes.plane[i] = conform->copy + offset[i];
        copy_plane(raster, i, pad_rgba, conform->copy + offset[i], &planes);
    }
    *out = planes;
    return true;
}

/* Full range with subsampled chroma is JPEG's kind of picture, whose chroma lies in the middle of its pixels. */
static zimg_image_format format_of(const struct fms_raster *raster, const struct planes *planes, struct fms_crop crop)
{
    static const zimg_matrix_coefficients_e matrices[] = { [FMS_MATRIX_601] = ZIMG_MATRIX_ST170_M,
                                                           [FMS_MATRIX_709] = ZIMG_MATRIX_BT709,
                                                           [FMS_MATRIX_2020] = ZIMG_MATRIX_BT2020_NCL };
    static const zimg_transfer_characteristics_e transfers[] = { [FMS_TRANSFER_SDR] = ZIMG_TRANSFER_BT709,
                                                                 [FMS_TRANSFER_PQ] = ZIMG_TRANSFER_ST2084,
                                                                 [FMS_TRANSFER_HLG] = ZIMG_TRANSFER_ARIB_B67 };
    zimg_image_format format;
    memset(&format, 0, sizeof format); /* padding is compared too */
    zimg_image_format_default(&format, ZIMG_API_VERSION);
    bool rgb = raster->model == FMS_RASTER_RGB;
    format.width = (unsigned) planes->width_px;
    format.height = (unsigned) planes->height_px;
    format.pixel_type = raster->depth == 8 ? ZIMG_PIXEL_BYTE : ZIMG_PIXEL_WORD;
    format.depth = (unsigned) raster->depth;
    format.subsample_w = (unsigned) raster->sub_x;
    format.subsample_h = (unsigned) raster->sub_y;
    format.color_family = rgb ? ZIMG_COLOR_RGB : ZIMG_COLOR_YUV;
    format.matrix_coefficients = rgb ? ZIMG_MATRIX_RGB : matrices[raster->matrix];
    format.transfer_characteristics = transfers[raster->transfer];
    format.color_primaries = raster->matrix == FMS_MATRIX_2020 ? ZIMG_PRIMARIES_BT2020 : ZIMG_PRIMARIES_BT709;
    format.pixel_range = rgb || raster->full_range ? ZIMG_RANGE_FULL : ZIMG_RANGE_LIMITED;
    format.chroma_location = raster->full_range ? ZIMG_CHROMA_CENTER : ZIMG_CHROMA_LEFT;
    format.active_region.left = crop.x;
    format.active_region.top = crop.y;
    format.active_region.width = crop.w;
    format.active_region.height = crop.h;
    return format;
}

static zimg_image_format house_format(const struct fms_frame *out)
{
    zimg_image_format format;
    memset(&format, 0, sizeof format); /* padding is compared too */
    zimg_image_format_default(&format, ZIMG_API_VERSION);
    format.width = (unsigned) out->width_px;
    format.height = (unsigned) out->height_px;
    format.pixel_type = ZIMG_PIXEL_BYTE;
    format.depth = 8;
    format.subsample_w = format.subsample_h = 1;
    format.color_family = ZIMG_COLOR_YUV;
    format.matrix_coefficients = ZIMG_MATRIX_BT709;
    format.transfer_characteristics = ZIMG_TRANSFER_BT709;
    format.color_primaries = ZIMG_PRIMARIES_BT709;
    format.pixel_range = ZIMG_RANGE_LIMITED;
    format.chroma_location = ZIMG_CHROMA_LEFT;
    return format;
}

/* R'G'B' of a source, its code values as they are: light and, unless they are ours, primaries stay what they were. */
static zimg_image_format rgb_format(const struct fms_raster *out, const struct fms_raster *raster,
                                    const zimg_image_format *from)
{
    bool foreign = raster->lut || raster->transfer != FMS_TRANSFER_SDR;
    zimg_image_format format;
    memset(&format, 0, sizeof format);
    zimg_image_format_default(&format, ZIMG_API_VERSION);
    format.width = (unsigned) out->width_px;
    format.height = (unsigned) out->height_px;
    format.pixel_type = ZIMG_PIXEL_WORD;
    format.depth = 16;
    format.color_family = ZIMG_COLOR_RGB;
    format.matrix_coefficients = ZIMG_MATRIX_RGB;
    format.transfer_characteristics = from->transfer_characteristics;
    format.color_primaries = foreign ? from->color_primaries : ZIMG_PRIMARIES_BT709;
    format.pixel_range = ZIMG_RANGE_FULL;
    return format;
}

static bool failed(GError **error)
{
    char why[256] = "";
    zimg_get_last_error(why, sizeof why);
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "cannot convert the picture: %s", why);
    return false;
}

static bool same_format(const zimg_image_format *a, const zimg_image_format *b)
{
    return a->width == b->width && a->height == b->height && a->pixel_type == b->pixel_type &&
           a->subsample_w == b->subsample_w && a->subsample_h == b->subsample_h && a->color_family == b->color_family &&
           a->matrix_coefficients == b->matrix_coefficients &&
           a->transfer_characteristics == b->transfer_characteristics && a->color_primaries == b->color_primaries &&
           a->depth == b->depth && a->pixel_range == b->pixel_range && a->chroma_location == b->chroma_location &&
           a->active_region.left == b->active_region.left && a->active_region.top == b->active_region.top &&
           a->active_region.width == b->active_region.width && a->active_region.height == b->active_region.height;
}

static bool prepare_graph(struct fms_conform *conform, const zimg_image_format *from, const zimg_image_format *to,
                          GError **error)
{
    if (conform->graph && same_format(&conform->from, from) && same_format(&conform->to, to))
        return true;
    zimg_filter_graph_free(conform->graph);
    zimg_graph_builder_params params;
    zimg_graph_builder_params_default(&params, ZIMG_API_VERSION);
    params.resample_filter = params.resample_filter_uv = ZIMG_RESIZE_SPLINE36;
    params.dither_type = from->depth > 8 || conform->dithered ? ZIMG_DITHER_ORDERED : ZIMG_DITHER_NONE;
    params.cpu_type = CPU;
    conform->graph = zimg_filter_graph_build(from, to, &params);
    conform->from = *from;
    conform->to = *to;
    size_t bytes;
    if (!conform->graph || zimg_filter_graph_get_tmp_size(conform->graph, &bytes) != ZIMG_ERROR_SUCCESS)
        return failed(error);
    if (make_room(&conform->scratch, bytes + 1, error))
        return true;
    zimg_filter_graph_free(conform->graph); /* a graph that is kept has its room */
    conform->graph = NULL;
    return false;
}

/* Runs the graph between planes; those of the source lie as `prepare` left them. */
static bool process(struct fms_conform *conform, const struct planes *planes, uint8_t *const to[3],
                    const ptrdiff_t stride_bytes[3], GError **error)
{
    zimg_image_buffer_const src = { .version = ZIMG_API_VERSION };
    zimg_image_buffer dst = { .version = ZIMG_API_VERSION };
    for (int i = 0; i < 3; i++) {
        src.plane[i].data = planes->plane[i];
        src.plane[i].stride = planes->stride_bytes[i];
        src.plane[i].mask = ZIMG_BUFFER_MAX;
        dst.plane[i].data = to[i];
        dst.plane[i].stride = stride_bytes[i];
        dst.plane[i].mask = ZIMG_BUFFER_MAX;
    }
    return zimg_filter_graph_process(conform->graph, &src, &dst, conform->scratch, NULL, NULL, NULL, NULL) ==
               ZIMG_ERROR_SUCCESS ||
           failed(error);
}

/* Whether a raster, all of it, is the house's kind of picture already. */
static bool is_ours(const struct fms_raster *raster, struct fms_crop crop, const struct fms_frame *out)
{
    return raster->model == FMS_RASTER_YUV && raster->depth == 8 && raster->sub_x == 1 && raster->sub_y == 1 &&
           !raster->full_range && raster->matrix == FMS_MATRIX_709 && !raster->plane[3] && crop.x == 0 && crop.y == 0 &&
           raster->width_px == out->width_px && raster->height_px == out->height_px && crop.w == out->width_px &&
           crop.h == out->height_px;
}

static void copy_planes(const struct fms_raster *raster, struct fms_frame *out)
{
    for (int p = 0; p < 3; p++)
        for (int32_t y = 0; y < (p ? out->height_px / 2 : out->height_px); y++)
            memcpy(out->plane[p] + y * out->stride_bytes[p], raster->plane[p] + y * raster->stride_bytes[p],
                   (size_t) (p ? out->width_px / 2 : out->width_px));
}

bool fms_conform_run(struct fms_conform *conform, const struct fms_raster *raster, struct fms_crop crop,
                     int64_t pad_rgba, struct fms_frame *out, GError **error)
{
    struct planes planes;
    if (is_ours(raster, crop, out)) {
        copy_planes(raster, out);
        return true;
    }
    if (!prepare(conform, raster, pad_rgba, &planes, error))
        return false;
    zimg_image_format from = format_of(raster, &planes, crop), to = house_format(out);
    return prepare_graph(conform, &from, &to, error) && process(conform, &planes, out->plane, out->stride_bytes, error);
}

bool fms_conform_to_rgb(struct fms_conform *conform, const struct fms_raster *raster, struct fms_crop crop,
                        const struct fms_raster *out, GError **error)
{
    struct planes planes;
    if (!prepare(conform, raster, 0, &planes, error))
        return false;
    zimg_image_format from = format_of(raster, &planes, crop), to = rgb_format(out, raster, &from);
    uint8_t *to_planes[3];
    for (int i = 0; i < 3; i++)
        to_planes[i] = (uint8_t *) (uintptr_t) out->plane[i];
    return prepare_graph(conform, &from, &to, error) && process(conform, &planes, to_planes, out->stride_bytes, error);
}

void fms_conform_clear(struct fms_conform *conform)
{
    zimg_filter_graph_free(conform->graph);
    free(conform->scratch);
    free(conform->copy);
    *conform = (struct fms_conform){ .dithered = conform->dithered };
}

struct fms_raster fms_raster_of_frame(const struct fms_frame *frame)
{
    struct fms_raster raster = { .model = FMS_RASTER_YUV,
                                 .width_px = frame->width_px,
                                 .height_px = frame->height_px,
                                 .depth = 8,
                                 .sub_x = 1,
                                 .sub_y = 1,
                                 .matrix = FMS_MATRIX_709 };
    for (int i = 0; i < 3; i++) {
        raster.plane[i] = frame->plane[i];
        raster.stride_bytes[i] = frame->stride_bytes[i];
    }
    return raster;
}
