/*
 * Colour over black and coverage are two pictures, which the sampler shows alike; then each sample is
 * black + (frame − black)·(1 − coverage) + (colour − black). Only what lies about the ink is kept and drawn: of a map with forty
 * countries, each is one.
 */
#include "cutout-private.h"

#include "blend-private.h"
#include "fit-private.h"

#include <math.h>

/** Kept around the ink, even: as far as the filter reaches. */
#define MARGIN 4

struct fms_cutout {
    struct fms_rect box;
    struct fms_rect ink; /**< of the picture: what is kept; no width: nothing at all */
    struct fms_sampler *colour, *cover;
    struct fms_frame *shown, *covers; /**< the last view, from the corner on, moved by one to the parity of its place */
    struct fms_view view;             /**< that they show; no width: none */
};

/** What black is in a plane, how far colour reaches below and above it; and how much of it all is seen. */
struct terms {
    int black, below, above, opacity;
};

/* The filter overshoots at edges: there colour is held to what its coverage can bear. */
FMS_HOT static void blend(uint8_t *restrict dst, const uint8_t *restrict colour, const uint8_t *restrict cover,
                          struct terms terms, int n)
{
    int black = terms.black, below = terms.below, above = terms.above, opacity = terms.opacity;
    for (int i = 0; i < n; i++) {
        int most = fms_div255((unsigned) (above * cover[i])), least = fms_div255((unsigned) (below * cover[i]));
        int over = colour[i] - black;
        over = over > most ? most : over < -least ? -least : over;
        int covered = fms_div255((unsigned) (cover[i] * opacity));
        int sum = dst[i] * (255 - covered) + black * covered + over * opacity;
        dst[i] = fms_div255((unsigned) (sum < 0 ? 0 : sum > 65025 ? 65025 : sum));
    }
}

/** The least even rectangle of the picture with all coverage in it, and a margin. */
static struct fms_rect ink_of(const struct fms_frame *cover)
{
    int32_t left = INT32_MAX, top = INT32_MAX, right = -1, bottom = -1;
    for (int32_t y = 0; y < cover->height_px; y++) {
        const uint8_t *row = cover->plane[0] + y * cover->stride_bytes[0];
        int32_t first = 0, last = cover->width_px - 1;
        while (first <= last && row[first] == 0)
            first++;
        while (last > first && row[last] == 0)
            last--;
        if (first > last)
            continue;
        left = MIN(left, first);
        right = MAX(right, last);
        top = MIN(top, y);
        bottom = y;
    }
    if (right < 0)
        return (struct fms_rect){ 0 };
    left = MAX(left - MARGIN, 0) & ~1;
    top = MAX(top - MARGIN, 0) & ~1;
    right = MIN(right + MARGIN + 2, cover->width_px) & ~1;
    bottom = MIN(bottom + MARGIN + 2, cover->height_px) & ~1;
    return (struct fms_rect){ left, top, right - left, bottom - top };
}

static struct fms_sampler *sampler_of(const struct fms_frame *picture, struct fms_rect ink)
{
    struct fms_frame *kept = fms_frame_new(ink.w, ink.h), part = *picture;
    for (int p = 0; p < 3; p++)
        part.plane[p] += ink.y / (p ? 2 : 1) * picture->stride_bytes[p] + ink.x / (p ? 2 : 1);
    part.width_px = ink.w;
    part.height_px = ink.h;
    fms_frame_put(kept, &part, (struct fms_rect){ 0, 0, ink.w, ink.h });
    struct fms_sampler *sampler = fms_sampler_new(kept);
    fms_frame_free(kept);
    return sampler;
}

struct fms_cutout *fms_cutout_new(const struct fms_frame *colour, const struct fms_frame *cover, struct fms_rect box)
{
    struct fms_cutout *cutout = g_new0(struct fms_cutout, 1);
    cutout->box = box;
    cutout->ink = ink_of(cover);
    if (cutout->ink.w) {
        cutout->colour = sampler_of(colour, cutout->ink);
        cutout->cover = sampler_of(cover, cutout->ink);
        cutout->shown = fms_frame_new((box.w + 2) & ~1, (box.h + 2) & ~1);
        cutout->covers = fms_frame_new((box.w + 2) & ~1, (box.h + 2) & ~1);
    }
    return cutout;
}

void fms_cutout_free(struct fms_cutout *cutout)
{
    if (!cutout)
        return;
    fms_sampler_free(cutout->colour);
    fms_sampler_free(cutout->cover);
    fms_frame_free(cutout->shown);
    fms_frame_free(cutout->covers);
    g_free(cutout);
}

/** Pixels of the box that the ink can touch, one axis: where `ink` pixels from `from` on go at `step` a pixel. */
static void reach(double from, double ink, double step, int32_t *at, int32_t *length)
{
    double begin = CLAMP(floor(from / step), 0, *length), end = CLAMP(ceil((from + ink) / step), 0, *length);
    *at += (int32_t) begin;
    *length = (int32_t) (end - begin);
}

static bool is_same(struct fms_view a, struct fms_view b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

void fms_cutout_draw(struct fms_cutout *cutout, struct fms_view view, struct fms_frame *out, int opacity)
{
    double step_x = view.w / cutout->box.w, step_y = view.h / cutout->box.h;
    struct fms_rect place = cutout->box;
    reach(cutout->ink.x - view.x, cutout->ink.w, step_x, &place.x, &place.w);
    reach(cutout->ink.y - view.y, cutout->ink.h, step_y, &place.y, &place.h);
    if (!cutout->colour || place.w <= 0 || place.h <= 0)
        return;
    struct fms_rect corner = { place.x & 1, place.y & 1, place.w, place.h };
    if (!is_same(view, cutout->view)) {
        struct fms_view part = { view.x + (place.x - cutout->box.x) * step_x - cutout->ink.x,
                                 view.y + (place.y - cutout->box.y) * step_y - cutout->ink.y, place.w * step_x,
                                 place.h * step_y };
        fms_sampler_draw(cutout->colour, part, cutout->shown, corner);
        fms_sampler_draw(cutout->cover, part, cutout->covers, corner);
        cutout->view = view;
    }
    for (int p = 0; p < 3; p++) {
        int part = p ? 2 : 1;
        struct terms terms = p ? (struct terms){ 128, 112, 112, opacity } : (struct terms){ 16, 0, 219, opacity };
        int32_t left = (place.x + part - 1) / part, right = (place.x + place.w + part - 1) / part;
        int32_t top = (place.y + part - 1) / part, bottom = (place.y + place.h + part - 1) / part;
        for (int32_t y = top; y < bottom; y++) {
            ptrdiff_t row = (y - (place.y & ~1) / part) * cutout->shown->stride_bytes[p] + left - (place.x & ~1) / part;
            blend(out->plane[p] + y * out->stride_bytes[p] + left, cutout->shown->plane[p] + row,
                  cutout->covers->plane[p] + row, terms, right - left);
        }
    }
}
