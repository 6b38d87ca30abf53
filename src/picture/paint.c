/*
 * Coverage goes to the frame by pairs of rows, which share a row of chroma: both rows of coverage are made (moved by a
 * fraction of a pixel, thinned by the opacity), blended into luma, then averaged for chroma. So a sprite may lie
 * at any height and any column without a chroma sprite of its own.
 */
#include "paint-private.h"

#include "blend-private.h"

#include <string.h>

/** Columns done at a time; even. */
#define STRIP 2048

struct fms_ink fms_ink_of(int64_t rgba)
{
    int r = (int) (rgba >> 24 & 255), g = (int) (rgba >> 16 & 255), b = (int) (rgba >> 8 & 255);
    return (struct fms_ink){
        .y = (uint8_t) (16 + ((11966 * r + 40254 * g + 4064 * b + 32768) >> 16)),
        .cb = (uint8_t) (128 + ((-6596 * r - 22189 * g + 28785 * b + 32768) >> 16)),
        .cr = (uint8_t) (128 + ((28785 * r - 26145 * g - 2640 * b + 32768) >> 16)),
        .alpha = (uint8_t) (rgba & 255),
    };
}

void fms_paint_fill(struct fms_frame *frame, struct fms_ink ink)
{
    memset(frame->plane[0], ink.y, (size_t) (frame->stride_bytes[0] * frame->height_px));
    memset(frame->plane[1], ink.cb, (size_t) (frame->stride_bytes[1] * (frame->height_px / 2)));
    memset(frame->plane[2], ink.cr, (size_t) (frame->stride_bytes[2] * (frame->height_px / 2)));
}

static const uint8_t nothing[STRIP + 2];

/** Row `row` of the cover from column `x`; nothing outside. */
static const uint8_t *row_of(const struct fms_cover *cover, int64_t row, int32_t x)
{
    return row < 0 || row >= cover->height_px ? nothing : cover->bytes + row * cover->stride_bytes + x;
}

struct strip {
    const struct fms_cover *cover;
    struct fms_paint_at at;
    int32_t x, n;    /**< even column of the frame, columns */
    int32_t opacity; /**< the ink's and the placing's together */
};

/** Coverage of frame row `y` at columns x − 1 to x + n of the strip. @return false if there is none. */
static bool cover_row(const struct strip *strip, int32_t y, uint8_t *out)
{
    const struct fms_cover *cover = strip->cover;
    int64_t from = (int64_t) y * 256 - strip->at.y_256ths;
    int64_t row = from >> 8;
    int frac = (int) (from & 255);
    if (row < -1 || row >= cover->height_px || (row == -1 && frac == 0)) {
        memset(out, 0, (size_t) strip->n + 2);
        return false;
    }
    int32_t begin = MAX(strip->x - 1, strip->at.x), end = MIN(strip->x + strip->n + 1, strip->at.x + cover->width_px);
    int32_t lead = begin - (strip->x - 1);
    memset(out, 0, (size_t) lead);
    fms_cover_mix(out + lead, row_of(cover, row, begin - strip->at.x), row_of(cover, row + 1, begin - strip->at.x),
                  frac, strip->opacity, end - begin);
    memset(out + lead + (end - begin), 0, (size_t) (strip->n + 2 - lead - (end - begin)));
    return true;
}

/** The cover's own colours of plane `p` for frame row `y`, spread over the strip; nearest row, `step` columns a sample. */
static const uint8_t *colours(const struct strip *strip, int p, int32_t y, int step, uint8_t *out)
{
    const struct fms_cover *cover = strip->cover;
    int64_t row = CLAMP(((int64_t) y * 256 - strip->at.y_256ths + 128) >> 8, 0, cover->height_px - 1);
    const uint8_t *from = cover->colour[p] + row * cover->stride_bytes;
    for (int i = 0; i < strip->n / step; i++)
        out[i] = from[CLAMP(strip->x + i * step - strip->at.x, 0, cover->width_px - 1)];
    return out;
}

static void blend(const struct strip *strip, struct fms_frame *frame, int p, int32_t y, const uint8_t *cover,
                  uint8_t value)
{
    int step = p ? 2 : 1;
    uint8_t *dst = frame->plane[p] + y / step * frame->stride_bytes[p] + strip->x / step;
    uint8_t own[STRIP];
    if (strip->cover->colour[p])
        fms_blend_values(dst, cover, colours(strip, p, y, step, own), strip->n / step);
    else
        fms_blend_value(dst, cover, value, strip->n / step);
}

static void paint_strip(struct fms_frame *frame, const struct strip *strip, struct fms_ink ink)
{
    uint8_t rows[2][STRIP + 2], chroma[STRIP / 2];
    int64_t begin = strip->at.y_256ths >> 8, end = begin + strip->cover->height_px + 1;
    int32_t first = (int32_t) CLAMP(begin, 0, frame->height_px) & ~1;
    int32_t last = (int32_t) CLAMP(end, 0, frame->height_px);
    for (int32_t y = first; y < last; y += 2) {
        bool any = false;
        for (int i = 0; i < 2; i++) {
            if (!cover_row(strip, y + i, rows[i]))
                continue;
            blend(strip, frame, 0, y + i, rows[i] + 1, ink.y);
            any = true;
        }
        if (!any)
            continue;
        fms_cover_halve(chroma, rows[0] + 1, rows[1] + 1, strip->n / 2);
        blend(strip, frame, 1, y, chroma, ink.cb);
        blend(strip, frame, 2, y, chroma, ink.cr);
    }
}

void fms_paint_cover(struct fms_frame *frame, const struct fms_cover *cover, struct fms_paint_at at, struct fms_ink ink)
{
    int opacity = fms_div255((unsigned) (CLAMP(at.opacity, 0, 255) * ink.alpha));
    int64_t right = MIN((int64_t) at.x + cover->width_px + 1, frame->width_px);
    int32_t begin = MAX(at.x, 0) & ~1, end = (int32_t) (right + 1) & ~1;
    if (!opacity || end > frame->width_px + 1)
        end = opacity ? frame->width_px : begin;
    for (int32_t x = begin; x < end; x += STRIP) {
        struct strip strip = { cover, at, x, MIN(end - x, STRIP), opacity };
        paint_strip(frame, &strip, ink);
    }
}

void fms_paint_rect(struct fms_frame *frame, struct fms_rect rect, int64_t w_256ths, struct fms_ink ink, int opacity)
{
    int64_t left = CLAMP((int64_t) rect.x, 0, frame->width_px) * 256;
    int64_t right = CLAMP((int64_t) rect.x * 256 + w_256ths, 0, (int64_t) frame->width_px * 256);
    int64_t top = CLAMP((int64_t) rect.y, 0, frame->height_px);
    int64_t bottom = CLAMP((int64_t) rect.y + rect.h, 0, frame->height_px);
    if (right <= left || bottom <= top)
        return;
    int32_t width = (int32_t) ((right - left + 255) / 256);
    uint8_t *row = g_malloc((gsize) width);
    memset(row, 255, (size_t) width);
    if (right & 255)
        row[width - 1] = (uint8_t) ((right & 255) * 255 / 256);
    struct fms_cover cover = { row, 0, width, (int32_t) (bottom - top), { NULL } };
    fms_paint_cover(frame, &cover, (struct fms_paint_at){ (int32_t) (left / 256), top * 256, opacity }, ink);
    g_free(row);
}
