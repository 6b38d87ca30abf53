/*
 * Panes: a straight line that moves parts the frame in two, and each picture lies on its side of it, still or moving
 * along. Luma moves by whole pixels. Chroma has half as many samples and then lies between them: on the even pixels
 * across, between two rows down; it is averaged.
 */
#include "optical-private.h"

#include "blend-private.h"
#include "ease-private.h"

#include <string.h>

/* Pixel n along the line's way shows pixel n + shift of the picture. */
struct pane {
    const struct fms_frame *picture;
    int32_t shift;
};

/* Samples [from, to) of a row. */
static void draw_part(const struct pane *pane, int p, int32_t y, struct fms_frame *out, const int32_t range[2])
{
    int32_t n = range[1] - range[0], shift = p ? pane->shift >> 1 : pane->shift, width = fms_plane_width(out, p);
    uint8_t *dst = fms_plane_row(out, p, y) + range[0];
    if (n <= 0)
        return;
    const uint8_t *src = fms_plane_row(pane->picture, p, y) + range[0] + shift;
    bool between = p && pane->shift % 2, last_is_edge = range[1] + shift >= width;
    if (between)
        fms_mix_rows(dst, src, src + 1, 128, last_is_edge ? n - 1 : n);
    else
        memcpy(dst, src, (size_t) n);
    if (between && last_is_edge)
        dst[n - 1] = src[n - 1];
}

static void draw_across(const struct pane panes[2], int32_t split, struct fms_frame *out)
{
    for (int p = 0; p < 3; p++) {
        int32_t line = p ? (split + 1) / 2 : split, width = fms_plane_width(out, p);
        for (int32_t y = 0; y < fms_plane_rows(out, p); y++) {
            draw_part(&panes[0], p, y, out, (int32_t[]){ 0, line });
            draw_part(&panes[1], p, y, out, (int32_t[]){ line, width });
        }
    }
}

static const uint8_t *luma_row(const struct pane panes[2], int32_t split, int32_t y)
{
    const struct pane *pane = &panes[y >= split];
    return fms_plane_row(pane->picture, 0, y + pane->shift);
}

/* The row of chroma at or before a moved one, or the one at or after it; beyond the picture its edge. */
static const uint8_t *chroma_row(const struct pane *pane, int p, int32_t y, bool after)
{
    int32_t twice = 2 * y + pane->shift, row = (twice >> 1) + (after && twice % 2);
    return fms_plane_row(pane->picture, p, CLAMP(row, 0, fms_plane_rows(pane->picture, p) - 1));
}

/* A row of chroma that the line cuts has half of both: there, either pane has one row only, its still one or its edge. */
static void draw_down(const struct pane panes[2], int32_t split, struct fms_frame *out)
{
    for (int32_t y = 0; y < out->height_px; y++)
        memcpy(fms_plane_row(out, 0, y), luma_row(panes, split, y), (size_t) out->width_px);
    for (int p = 1; p < 3; p++)
        for (int32_t y = 0; y < fms_plane_rows(out, p); y++) {
            const uint8_t *upper = chroma_row(&panes[2 * y >= split], p, y, false);
            const uint8_t *lower = chroma_row(&panes[2 * y + 1 >= split], p, y, true);
            fms_mix_rows(fms_plane_row(out, p, y), upper, lower, 128, fms_plane_width(out, p));
        }
}

void fms_optical_pane(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out)
{
    const struct fms_optical_kind *kind = optical->kind;
    bool across = kind->heading == FMS_LEFT || kind->heading == FMS_RIGHT;
    bool back = kind->heading == FMS_LEFT || kind->heading == FMS_UP;
    int32_t size = across ? optical->width_px : optical->height_px;
    int32_t way = (int32_t) (fms_ease_move((double) pair->way / FMS_OPTICAL_ONE) * size + 0.5);
    int32_t split = back ? size - way : way;
    bool moves[2] = { back ? kind->moves_a : kind->moves_b, back ? kind->moves_b : kind->moves_a };
    struct pane panes[2] = { { back ? pair->a : pair->b, moves[0] ? size - split : 0 },
                             { back ? pair->b : pair->a, moves[1] ? -split : 0 } };
    if (across)
        draw_across(panes, split, out);
    else
        draw_down(panes, split, out);
}
