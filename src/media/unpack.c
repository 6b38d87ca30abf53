/**
 * Unpacking: from whatever a decoder gives to the planar raster that the house works with, without loss.
 *
 * Planar samples in native order are borrowed from the decoder's frame. Everything else (packed, palette, big-endian,
 * bits of a word) is read sample by sample. Grey that covers the full range becomes R'G'B' with one plane shown three
 * times; grey video becomes Y'CbCr with neutral chroma.
 */
#include "media-private.h"

#include <libavutil/imgutils.h>
#include <libavutil/mastering_display_metadata.h>
#include <libavutil/pixdesc.h>

#include <stdlib.h>
#include <string.h>

#define ALIGN 64

/* Where the samples of a frame are and what they are to become. */
struct unpack {
    const AVFrame *frame;
    const AVPixFmtDescriptor *desc;
    bool grey, alpha;
    int depth;
    int source[4]; /* component of the frame for each plane of the raster */
};

int32_t fms_raster_plane_width(const struct fms_raster *raster, int plane)
{
    bool chroma = raster->model == FMS_RASTER_YUV && (plane == 1 || plane == 2);
    return chroma ? (raster->width_px + (1 << raster->sub_x) - 1) >> raster->sub_x : raster->width_px;
}

int32_t fms_raster_plane_height(const struct fms_raster *raster, int plane)
{
    bool chroma = raster->model == FMS_RASTER_YUV && (plane == 1 || plane == 2);
    return chroma ? (raster->height_px + (1 << raster->sub_y) - 1) >> raster->sub_y : raster->height_px;
}

bool fms_raster_allocate(struct fms_raster *raster, bool alpha, GError **error)
{
    size_t at[4], total = 0, sample = raster->depth > 8 ? 2 : 1;
    int n = alpha ? 4 : 3;
    for (int i = 0; i < n; i++) {
        size_t stride = ((size_t) fms_raster_plane_width(raster, i) * sample + ALIGN - 1) / ALIGN * ALIGN;
        raster->stride_bytes[i] = (ptrdiff_t) stride;
        at[i] = total;
        total += stride * (size_t) fms_raster_plane_height(raster, i);
    }
    uint8_t *bytes = aligned_alloc(ALIGN, total);
    if (!bytes)
        return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory for a picture of %d×%d", raster->width_px,
                           raster->height_px);
    for (int i = 0; i < n; i++)
        raster->plane[i] = bytes + at[i];
    raster->owner = bytes;
    raster->release = free;
    return true;
}

static enum fms_colour_matrix matrix_of(const AVFrame *frame, bool still)
{
    switch ((int) frame->colorspace) {
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
    case AVCOL_SPC_FCC: return FMS_MATRIX_601;
    case AVCOL_SPC_BT709:
    case AVCOL_SPC_SMPTE240M: return FMS_MATRIX_709;
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL: return FMS_MATRIX_2020;
    default: break;
    }
    if (frame->color_primaries == AVCOL_PRI_BT2020)
        return FMS_MATRIX_2020;
    return still || frame->height < 720 ? FMS_MATRIX_601 : FMS_MATRIX_709;
}

static enum fms_transfer transfer_of(const AVFrame *frame)
{
    if (frame->color_trc == AVCOL_TRC_SMPTE2084)
        return FMS_TRANSFER_PQ;
    return frame->color_trc == AVCOL_TRC_ARIB_STD_B67 ? FMS_TRANSFER_HLG : FMS_TRANSFER_SDR;
}

/* What a file says of its brightest light: the content itself, or else the display that it was made on. */
static int32_t peak_of(const AVFrame *frame)
{
    const AVFrameSideData *content = av_frame_get_side_data(frame, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL);
    const AVFrameSideData *display = av_frame_get_side_data(frame, AV_FRAME_DATA_MASTERING_DISPLAY_METADATA);
    if (content && ((const AVContentLightMetadata *) (const void *) content->data)->MaxCLL > 0)
        return (int32_t) MIN(((const AVContentLightMetadata *) (const void *) content->data)->MaxCLL, 10000);
    const AVMasteringDisplayMetadata *made_on = display ? (const void *) display->data : NULL;
    if (!made_on || !made_on->has_luminance || made_on->max_luminance.den <= 0)
        return 0;
    return (int32_t) CLAMP(made_on->max_luminance.num / made_on->max_luminance.den, 0, 10000);
}

/* The formats of old whose name says "full range". */
static bool is_full_by_name(int format)
{
    return format == AV_PIX_FMT_YUVJ420P || format == AV_PIX_FMT_YUVJ422P || format == AV_PIX_FMT_YUVJ444P ||
           format == AV_PIX_FMT_YUVJ440P || format == AV_PIX_FMT_YUVJ411P;
}

/* What the raster will be, all but its planes. */
static bool describe(struct unpack *u, bool still, struct fms_raster *out, GError **error)
{
    const AVFrame *frame = u->frame;
    const AVPixFmtDescriptor *desc = u->desc = av_pix_fmt_desc_get(frame->format);
    const uint64_t strange = AV_PIX_FMT_FLAG_FLOAT | AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_HWACCEL;
    if (!desc || (desc->flags & strange) || frame->format == AV_PIX_FMT_XYZ12LE || frame->format == AV_PIX_FMT_XYZ12BE)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "pixels of kind %s cannot be read",
                           desc ? desc->name : "unknown");
    bool palette = desc->flags & AV_PIX_FMT_FLAG_PAL;
    bool full = frame->color_range == AVCOL_RANGE_JPEG || is_full_by_name(frame->format) || desc->comp[0].depth == 1 ||
                (frame->color_range == AVCOL_RANGE_UNSPECIFIED && still && desc->nb_components < 3);
    u->grey = desc->nb_components < 3 && !palette;
    u->alpha = !palette && (desc->flags & AV_PIX_FMT_FLAG_ALPHA);
    bool rgb = (desc->flags & AV_PIX_FMT_FLAG_RGB) || palette || (u->grey && full);
    u->depth = 8;
    for (int i = 0; i < desc->nb_components; i++)
        u->depth = MAX(u->depth, desc->comp[i].depth);
    for (int i = 0; i < 3; i++)
        u->source[i] = u->grey ? 0 : i;
    u->source[3] = desc->nb_components - 1;
    *out = (struct fms_raster){
        .model = rgb ? FMS_RASTER_RGB : FMS_RASTER_YUV,
        .width_px = frame->width,
        .height_px = frame->height,
        .depth = u->depth,
        .sub_x = rgb       ? 0
                 : u->grey ? 1
                           : desc->log2_chroma_w,
        .sub_y = rgb       ? 0
                 : u->grey ? 1
                           : desc->log2_chroma_h,
        .full_range = rgb || full,
        .matrix = matrix_of(frame, still),
        .transfer = transfer_of(frame),
        .peak_nits = peak_of(frame),
    };
    return true;
}

static void free_frame(void *owner)
{
    AVFrame *frame = owner;
    av_frame_free(&frame);
}

static bool lies_planar(const struct unpack *u, int component)
{
    const AVComponentDescriptor *comp = &u->desc->comp[component];
    return comp->depth == u->depth && comp->step == (u->depth > 8 ? 2 : 1) && comp->shift == 0 && comp->offset == 0 &&
           u->frame->linesize[comp->plane] > 0;
}

/* Borrows the frame's planes where they are already what a raster has. */
static bool borrow(const struct unpack *u, struct fms_raster *out)
{
    bool foreign = (u->depth > 8) && ((u->desc->flags & AV_PIX_FMT_FLAG_BE) != 0) != (G_BYTE_ORDER == G_BIG_ENDIAN);
    if (foreign || (u->desc->flags & (AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM)) ||
        (u->grey && out->model == FMS_RASTER_YUV))
        return false;
    for (int i = 0; i < (u->alpha ? 4 : 3); i++)
        if (!lies_planar(u, u->source[i]))
            return false;
    AVFrame *kept = av_frame_clone(u->frame);
    if (!kept)
        return false;
    for (int i = 0; i < (u->alpha ? 4 : 3); i++) {
        int plane = u->desc->comp[u->source[i]].plane;
        out->plane[i] = kept->data[plane];
        out->stride_bytes[i] = kept->linesize[plane];
    }
    out->owner = kept;
    out->release = free_frame;
    return true;
}

/* Reads one row of one component as it is, then widens it to the raster's depth: 31 of 31 becomes 255 of 255. */
static void read_row(const struct unpack *u, int component, int y, int32_t width, uint16_t *row)
{
    const AVFrame *frame = u->frame;
    const AVComponentDescriptor *comp = &u->desc->comp[component];
    if (comp->depth == 8 && comp->shift == 0 && !(u->desc->flags & AV_PIX_FMT_FLAG_BITSTREAM)) {
        const uint8_t *from = frame->data[comp->plane] + (ptrdiff_t) y * frame->linesize[comp->plane] + comp->offset;
        for (int32_t x = 0; x < width; x++)
            row[x] = from[(ptrdiff_t) x * comp->step];
    } else {
        av_read_image_line2(row, (const uint8_t **) (uintptr_t) frame->data, frame->linesize, u->desc, 0, y, component,
                            width, 0, sizeof *row);
    }
    uint32_t from_max = (1u << comp->depth) - 1, to_max = (1u << u->depth) - 1;
    bool inverted = frame->format == AV_PIX_FMT_MONOWHITE;
    if (from_max == 0 || (from_max == to_max && !inverted))
        return;
    for (int32_t x = 0; x < width; x++)
        row[x] = (uint16_t) (((inverted ? from_max - row[x] : row[x]) * to_max + from_max / 2) / from_max);
}

static void store_row(const struct fms_raster *raster, int plane, int32_t y, int32_t width, const uint16_t *row)
{
    uint8_t *to = (uint8_t *) (uintptr_t) raster->plane[plane] + y * raster->stride_bytes[plane];
    if (raster->depth > 8) {
        memcpy(to, row, (size_t) width * sizeof *row);
        return;
    }
    for (int32_t x = 0; x < width; x++)
        to[x] = (uint8_t) row[x];
}

static void unpack_plane(const struct unpack *u, const struct fms_raster *out, int plane, uint16_t *row)
{
    int32_t width = fms_raster_plane_width(out, plane), height = fms_raster_plane_height(out, plane);
    for (int32_t y = 0; y < height; y++) {
        read_row(u, u->source[plane], y, width, row);
        store_row(out, plane, y, width, row);
    }
}

static void fill_neutral(const struct fms_raster *out, int plane, uint16_t *row)
{
    int32_t width = fms_raster_plane_width(out, plane), height = fms_raster_plane_height(out, plane);
    for (int32_t x = 0; x < width; x++)
        row[x] = (uint16_t) (1u << (out->depth - 1));
    for (int32_t y = 0; y < height; y++)
        store_row(out, plane, y, width, row);
}

/* Entries are native words of alpha, red, green, blue from the top. */
static void unpack_palette(const struct unpack *u, const struct fms_raster *out, bool alpha, uint16_t *row)
{
    static const int shift[] = { 16, 8, 0, 24 };
    const uint32_t *palette = (const uint32_t *) (const void *) u->frame->data[1];
    for (int plane = 0; plane < (alpha ? 4 : 3); plane++)
        for (int32_t y = 0; y < out->height_px; y++) {
            const uint8_t *from = u->frame->data[0] + (ptrdiff_t) y * u->frame->linesize[0];
            for (int32_t x = 0; x < out->width_px; x++)
                row[x] = (uint16_t) ((palette[from[x]] >> shift[plane]) & 0xff);
            store_row(out, plane, y, out->width_px, row);
        }
}

/* Only entries that are used count: those that a file does not define are zero, transparent ones of one that does may be too. */
static bool palette_has_alpha(const struct unpack *u)
{
    const uint32_t *palette = (const uint32_t *) (const void *) u->frame->data[1];
    for (int y = 0; y < u->frame->height; y++) {
        const uint8_t *row = u->frame->data[0] + (ptrdiff_t) y * u->frame->linesize[0];
        for (int x = 0; x < u->frame->width; x++)
            if (palette[row[x]] >> 24 != 0xff)
                return true;
    }
    return false;
}

bool fms_raster_from_frame(const AVFrame *frame, bool still, struct fms_raster *out, GError **error)
{
    struct unpack u = { .frame = frame };
    if (!describe(&u, still, out, error))
        return false;
    if (borrow(&u, out))
        return true;
    bool palette = u.desc->flags & AV_PIX_FMT_FLAG_PAL;
    bool alpha = u.alpha || (palette && palette_has_alpha(&u));
    if (!fms_raster_allocate(out, alpha, error)) {
        memset(out, 0, sizeof *out);
        return false;
    }
    uint16_t *row = g_new(uint16_t, (size_t) out->width_px);
    if (palette)
        unpack_palette(&u, out, alpha, row);
    for (int plane = 0; !palette && plane < (alpha ? 4 : 3); plane++) {
        if (u.grey && (plane == 1 || plane == 2) && out->model == FMS_RASTER_YUV)
            fill_neutral(out, plane, row);
        else
            unpack_plane(&u, out, plane, row);
    }
    g_free(row);
    return true;
}
