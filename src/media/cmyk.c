/**
 * JPEGs of four inks. FFmpeg's decoder mixes them as it sees fit when the file says what they are (Adobe's marker), and gives
 * them out as they are when it does not. So the marker is made unreadable, and the mixing done here, by the file's profile.
 */
#include "media-private.h"

#include <string.h>

#define START_OF_SCAN 0xda
#define APP14 0xee

static bool is_frame_header(uint8_t marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

enum fms_inks_kind fms_cmyk_unveil(uint8_t *bytes, size_t length)
{
    uint8_t *adobe = NULL;
    bool four = false;
    for (size_t at = 2; at + 4 <= length && bytes[at] == 0xff && bytes[at + 1] != START_OF_SCAN;) {
        if (bytes[at + 1] == 0xff) { /* a marker may be preceded by any number of these */
            at++;
            continue;
        }
        uint8_t *data = bytes + at + 4;
        size_t size = (size_t) bytes[at + 2] << 8 | bytes[at + 3], left = length - at - 4;
        if (size < 2 || size - 2 > left)
            break;
        if (is_frame_header(bytes[at + 1]) && size >= 8)
            four = data[5] == 4;
        if (bytes[at + 1] == APP14 && size >= 14 && memcmp(data, "Adobe", 5) == 0)
            adobe = data;
        at += 2 + size;
    }
    if (!four)
        return FMS_INKS_NONE;
    if (!adobe)
        return FMS_INKS_CMYK;
    enum fms_inks_kind kind = adobe[11] == 2 ? FMS_INKS_YCCK : FMS_INKS_INVERTED;
    adobe[0] = 'a';
    return kind;
}

/*
 * JFIF's Y'CbCr to R'G'B', integers, 16 bits behind the point. Adobe inverts twice here: the inks in the file, and R'G'B' to make
 * inks of it; so what comes out are inks, but for black, which is inverted once.
 */
static void unveil_ycc(uint8_t ink[4])
{
    int y = ink[0] << 16 | 1 << 15, cb = ink[1] - 128, cr = ink[2] - 128;
    int rgb[3] = { y + 91881 * cr, y - 22554 * cb - 46802 * cr, y + 116130 * cb };
    for (int i = 0; i < 3; i++)
        ink[i] = (uint8_t) CLAMP(rgb[i] >> 16, 0, 255);
}

/* Chroma is mostly not subsampled in such files; where it is, each sample stands for all its pixels. */
static void gather_row(const struct fms_raster *raster, enum fms_inks_kind kind, int32_t y, uint8_t *inks)
{
    for (int i = 0; i < 4; i++) {
        bool chroma = i == 1 || i == 2;
        int sub_x = chroma ? raster->sub_x : 0, sub_y = chroma ? raster->sub_y : 0;
        const uint8_t *row = raster->plane[i] + (y >> sub_y) * raster->stride_bytes[i];
        for (int32_t x = 0; x < raster->width_px; x++)
            inks[4 * x + i] = row[x >> sub_x];
    }
    for (int32_t x = 0; x < raster->width_px; x++) {
        if (kind == FMS_INKS_YCCK)
            unveil_ycc(inks + 4 * x);
        for (int i = kind == FMS_INKS_YCCK ? 3 : 0; kind != FMS_INKS_CMYK && i < 4; i++)
            inks[4 * x + i] = (uint8_t) (255 - inks[4 * x + i]);
    }
}

static void scatter_row(const uint8_t *rgb, const struct fms_raster *out, int32_t y)
{
    for (int i = 0; i < 3; i++) {
        uint8_t *row = (uint8_t *) (uintptr_t) out->plane[i] + y * out->stride_bytes[i];
        for (int32_t x = 0; x < out->width_px; x++)
            row[x] = rgb[3 * x + i];
    }
}

bool fms_cmyk_mix(struct fms_raster *raster, enum fms_inks_kind kind, const uint8_t *profile, size_t length,
                  GError **error)
{
    struct fms_raster out = { .model = FMS_RASTER_RGB,
                              .width_px = raster->width_px,
                              .height_px = raster->height_px,
                              .depth = 8,
                              .full_range = true,
                              .matrix = FMS_MATRIX_709 };
    bool good = raster->depth == 8 && raster->plane[3];
    if (!good)
        fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "four inks of a kind that cannot be read");
    good = good && fms_raster_allocate(&out, false, error);
    if (good) {
        struct fms_inks *inks = fms_inks_new(profile, length);
        uint8_t *row = g_malloc(7 * (gsize) out.width_px), *rgb = row + 4 * (gsize) out.width_px;
        for (int32_t y = 0; y < out.height_px; y++) {
            gather_row(raster, kind, y, row);
            fms_inks_mix(inks, row, rgb, out.width_px);
            scatter_row(rgb, &out, y);
        }
        g_free(row);
        fms_inks_free(inks);
    }
    fms_raster_clear(raster);
    if (good)
        *raster = out;
    return good;
}
