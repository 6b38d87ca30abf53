/*
 * The zoom: both pictures grow at one speed, the old one from its own size on, the new one up to its own; between, the one
 * dissolves into the other. What the new one does not fill while it is small is its own mirror image. Bilinear: nothing
 * rests long enough for more to be seen.
 */
#include "optical-private.h"

#include "blend-private.h"
#include "ease-private.h"

#include <math.h>
#include <talloc.h>

/* Where a sample lies in the source: between two samples, `frac` 256ths after the first. */
struct tap {
    int32_t first, second;
    int32_t frac;
};

/* Mirrored at the edges; the zoom reaches no further than one picture beyond them. */
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
        double at = middle + (i + site - middle) / scale - site;
        double whole = floor(at);
        int32_t frac = (int32_t) ((at - whole) * 256 + 0.5);
        taps[i] = (struct tap){ mirrored((int32_t) whole, n), mirrored((int32_t) whole + 1, n), frac };
    }
}

static void gather(uint8_t *restrict dst, const uint8_t *restrict src, const struct tap *restrict taps, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        dst[i] =
            (uint8_t) ((src[taps[i].first] * (256 - taps[i].frac) + src[taps[i].second] * taps[i].frac + 128) >> 8);
}

/* Room for one plane's work. */
struct bench {
    struct tap *across, *down;
    uint8_t *between, *line; /* a row mixed of two, and the same at its new width */
};

static void draw_plane(const struct bench *bench, const struct fms_frame *picture, int p, int weight,
                       struct fms_frame *out)
{
    int32_t width = fms_plane_width(out, p);
    for (int32_t y = 0; y < fms_plane_rows(out, p); y++) {
        const struct tap *tap = &bench->down[y];
        uint8_t *row = fms_plane_row(out, p, y);
        fms_mix_rows(bench->between, fms_plane_row(picture, p, tap->first), fms_plane_row(picture, p, tap->second),
                     tap->frac, width);
        gather(weight < 256 ? bench->line : row, bench->between, bench->across, width);
        if (weight < 256)
            fms_mix_rows(row, row, bench->line, weight, width);
    }
}

/* Draws the picture over what is there. Chroma lies on the even pixels, a quarter sample left of its own middle. */
static void draw(const struct bench *bench, const struct fms_frame *picture, double scale, int weight,
                 struct fms_frame *out)
{
    for (int p = 0; p < 3; p++) {
        set_taps(bench->across, fms_plane_width(out, p), scale, p ? 0.25 : 0.5);
        set_taps(bench->down, fms_plane_rows(out, p), scale, 0.5);
        draw_plane(bench, picture, p, weight, out);
    }
}

void fms_optical_zoom(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out)
{
    double scale = 1 + (FMS_ZOOM_MOST - 1) * fms_ease_move((double) pair->way / FMS_OPTICAL_ONE);
    int weight = fms_optical_weight(pair->way, FMS_ZOOM_FROM, FMS_ZOOM_TO);
    size_t width = (size_t) optical->width_px, height = (size_t) optical->height_px;
    void *ctx = talloc_new(NULL);
    struct bench bench = { talloc_array(ctx, struct tap, width), talloc_array(ctx, struct tap, height),
                           talloc_array(ctx, uint8_t, width), talloc_array(ctx, uint8_t, width) };
    if (weight < 256)
        draw(&bench, pair->a, scale, 256, out);
    if (weight > 0)
        draw(&bench, pair->b, scale / FMS_ZOOM_MOST, weight, out);
    talloc_free(ctx);
}
