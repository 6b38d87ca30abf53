/*
 * Blocks: each picture as the means of squares that grow from the middle of the frame on, and shrink again. A row of squares is
 * made as one row of samples and copied down.
 */
#include "optical-private.h"

#include "blend-private.h"

#include <string.h>
#include <talloc.h>

/* The largest squares: this part of the height; and so that a column of them sums up in 16 bits. */
#define LARGEST_PART 14
#define LARGEST 256

int32_t fms_optical_block(int32_t way, int32_t height_px)
{
    int32_t from_end = MIN(way, FMS_OPTICAL_ONE - way), most = CLAMP(height_px / LARGEST_PART, 4, LARGEST);
    return 2 + (most - 2) * fms_optical_weight(from_end, 0, FMS_OPTICAL_ONE / 2) / 256 / 2 * 2;
}

/* The first border of squares of side `n` of which one lies on `middle`: at or before the edge. */
static int32_t first_border(int32_t middle, int32_t n)
{
    return -((n - middle % n) % n);
}

/* A row of squares in the making. */
struct row {
    int32_t n, first, width; /* side, first border, samples across */
    int32_t top, bottom;
    uint16_t *sums;
};

static void fill_means(const struct row *row, const struct fms_frame *picture, int p, uint8_t *out)
{
    memset(row->sums, 0, (size_t) row->width * sizeof *row->sums);
    for (int32_t y = row->top; y < row->bottom; y++)
        fms_sum_rows(row->sums, fms_plane_row(picture, p, y), row->width);
    for (int32_t x = row->first; x < row->width; x += row->n) {
        int32_t from = MAX(x, 0), to = MIN(x + row->n, row->width), count = (to - from) * (row->bottom - row->top);
        uint32_t sum = (uint32_t) count / 2;
        for (int32_t i = from; i < to; i++)
            sum += row->sums[i];
        memset(out + from, (int) (sum / (uint32_t) count), (size_t) (to - from));
    }
}

/* One row of squares of both pictures, each as far as it is seen. */
static void draw_row(const struct row *row, const struct fms_optical_pair *pair, int p, uint8_t *second,
                     struct fms_frame *out)
{
    int weight = fms_optical_weight(pair->way, FMS_BLOCKS_FROM, FMS_BLOCKS_TO);
    uint8_t *top = fms_plane_row(out, p, row->top);
    fill_means(row, weight < 256 ? pair->a : pair->b, p, top);
    if (weight > 0 && weight < 256) {
        fill_means(row, pair->b, p, second);
        fms_mix_rows(top, top, second, weight, row->width);
    }
    for (int32_t y = row->top + 1; y < row->bottom; y++)
        memcpy(fms_plane_row(out, p, y), top, (size_t) row->width);
}

void fms_optical_blocks(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out)
{
    int32_t side = fms_optical_block(pair->way, optical->height_px);
    uint16_t *sums = talloc_array(NULL, uint16_t, (size_t) optical->width_px);
    uint8_t *second = talloc_array(sums, uint8_t, (size_t) optical->width_px);
    for (int p = 0; p < 3; p++) {
        int32_t n = p ? side / 2 : side, step = p ? 1 : 2, rows = fms_plane_rows(out, p);
        int32_t first = first_border(optical->width_px / 4 * step, n);
        for (int32_t y = first_border(optical->height_px / 4 * step, n); y < rows; y += n) {
            struct row row = { n, first, fms_plane_width(out, p), MAX(y, 0), MIN(y + n, rows), sums };
            draw_row(&row, pair, p, second, out);
        }
    }
    talloc_free(sums);
}
