/*
 * The zoom: both pictures grow at one speed, the old one from its own size on, the new one up to its own; between, the one
 * dissolves into the other. What the new one does not fill while it is small is its own mirror image. Bilinear: nothing
 * rests long enough for more to be seen. Done by bands of 16 rows that are turned on their side and back, so that both ways
 * are mixed as whole vectors.
 */
#include "optical-private.h"

#include "blend-private.h"
#include "ease-private.h"

#include <math.h>
#include <string.h>
#include <talloc.h>

/* Where a sample lies in the source: `frac` 256ths after sample `first`, which may lie before or behind the row. */
struct tap {
    int16_t first;
    uint16_t frac;
};

/* The sample that is seen at a place outside: the picture's mirror image, no further than one picture beyond the edge. */
static int32_t mirrored(int32_t at, int32_t n)
{
    int32_t from_start = at < 0 ? -1 - at : at;
    return CLAMP(from_start >= n ? 2 * n - 1 - from_start : from_start, 0, n - 1);
}

/* `n` taps of a plane's row or column about the frame's middle. A sample's middle lies `site` samples from its number. */
static void set_taps(struct tap *taps, int32_t n, double scale, double site)
{
    double middle = n / 2.0;
    for (int32_t i = 0; i < n; i++) {
        double at = middle + (i + site - middle) / scale - site, whole = floor(at);
        taps[i] = (struct tap){ (int16_t) whole, (uint16_t) ((at - whole) * 256 + 0.5) };
    }
}

#define BAND 16

typedef uint8_t bytes __attribute__((vector_size(BAND)));
typedef uint16_t words __attribute__((vector_size(2 * BAND)));

/* Each row of a band on its side is mixed of two. Vectors by name: the compiler would take such short rows apart. */
FMS_HOT static void mix_across(uint8_t *restrict dst, const uint8_t *restrict src, const struct tap *restrict taps,
                               int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        bytes a, b;
        memcpy(&a, src + BAND * taps[i].first, BAND);
        memcpy(&b, src + BAND * (taps[i].first + 1), BAND);
        words mixed = __builtin_convertvector(a, words) * (uint16_t) (256 - taps[i].frac) +
                      __builtin_convertvector(b, words) * taps[i].frac + 128;
        a = __builtin_convertvector(mixed >> 8, bytes);
        memcpy(dst + BAND * i, &a, BAND);
    }
}

/* Room for one plane's work. */
struct bench {
    struct tap *across, *down;
    uint8_t *rows;           /* a band of the frame */
    uint8_t *before, *after; /* the same on its side, at the old width and the new */
    int32_t stride, margin;  /* of a row in the band; mirrored samples at both ends of `before` */
};

static void mirror_margins(uint8_t *side, int32_t width, int32_t margin)
{
    for (int32_t i = 0; i < margin; i++) {
        memcpy(side - BAND * (1 + i), side + BAND * mirrored(-1 - i, width), BAND);
        memcpy(side + BAND * (width + i), side + BAND * mirrored(width + i, width), BAND);
    }
}

/* Rows [y, y + BAND) of a plane at their new size, into bench->rows; below the plane its last row again. */
static void draw_band(const struct bench *bench, const struct fms_frame *picture, int p, int32_t y)
{
    int32_t width = fms_plane_width(picture, p), n_rows = fms_plane_rows(picture, p);
    for (int32_t i = 0; i < BAND; i++) {
        const struct tap *tap = &bench->down[MIN(y + i, n_rows - 1)];
        fms_mix_rows(bench->rows + i * bench->stride, fms_plane_row(picture, p, mirrored(tap->first, n_rows)),
                     fms_plane_row(picture, p, mirrored(tap->first + 1, n_rows)), tap->frac, width);
    }
    for (int32_t x = 0; x < width; x += BAND)
        fms_transpose_16(bench->before + BAND * x, BAND, bench->rows + x, bench->stride);
    mirror_margins(bench->before, width, bench->margin);
    mix_across(bench->after, bench->before, bench->across, width);
    for (int32_t x = 0; x < width; x += BAND)
        fms_transpose_16(bench->rows + x, bench->stride, bench->after + BAND * x, BAND);
}

static void draw_plane(const struct bench *bench, const struct fms_frame *picture, int p, int weight,
                       struct fms_frame *out)
{
    int32_t width = fms_plane_width(out, p), n_rows = fms_plane_rows(out, p);
    for (int32_t y = 0; y < n_rows; y++) {
        uint8_t *row = fms_plane_row(out, p, y);
        if (y % BAND == 0)
            draw_band(bench, picture, p, y);
        const uint8_t *drawn = bench->rows + y % BAND * bench->stride;
        if (weight < 256)
            fms_mix_rows(row, row, drawn, weight, width);
        else
            memcpy(row, drawn, (size_t) width);
    }
}

/* Draws the picture over what is there. Chroma lies on the even pixels, a quarter sample left of its own middle. */
static void draw(struct bench *bench, const struct fms_frame *picture, double scale, int weight, struct fms_frame *out)
{
    for (int p = 0; p < 3; p++) {
        int32_t width = fms_plane_width(out, p);
        set_taps(bench->across, width, scale, p ? 0.25 : 0.5);
        set_taps(bench->down, fms_plane_rows(out, p), scale, 0.5);
        bench->margin = MAX(-bench->across[0].first, bench->across[width - 1].first + 2 - width);
        draw_plane(bench, picture, p, weight, out);
    }
}

void fms_optical_zoom(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out)
{
    double scale = 1 + (FMS_ZOOM_MOST - 1) * fms_ease_move((double) pair->way / FMS_OPTICAL_ONE);
    int weight = fms_optical_weight(pair->way, FMS_ZOOM_FROM, FMS_ZOOM_TO);
    size_t width = ((size_t) optical->width_px + BAND - 1) / BAND * BAND, most_margin = width / 2 + 2;
    void *ctx = talloc_new(NULL);
    struct bench bench = {
        .across = talloc_array(ctx, struct tap, width),
        .down = talloc_array(ctx, struct tap, (size_t) optical->height_px),
        .rows = talloc_zero_size(ctx, BAND * width),
        .before = (uint8_t *) talloc_size(ctx, BAND * (width + 2 * most_margin)) + BAND * most_margin,
        .after = talloc_zero_size(ctx, BAND * width),
        .stride = (int32_t) width,
    };
    if (weight < 256)
        draw(&bench, pair->a, scale, 256, out);
    if (weight > 0)
        draw(&bench, pair->b, scale / FMS_ZOOM_MOST, weight, out);
    talloc_free(ctx);
}
