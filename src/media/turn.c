/**
 * Turning: pictures are stored as the sensor saw them, with a note which way is up. Here they are set upright.
 */
#include "media-private.h"

#include <stdlib.h>
#include <string.h>

#define TILE 32

struct fms_turn fms_turn_from_exif(int orientation)
{
    static const struct fms_turn turns[] = {
        [2] = { false, true, false }, [3] = { false, true, true }, [4] = { false, false, true },
        [5] = { true, false, false }, [6] = { true, false, true }, [7] = { true, true, true },
        [8] = { true, true, false },
    };
    return orientation >= 0 && orientation < (int) G_N_ELEMENTS(turns) ? turns[orientation] : turns[0];
}

/* The matrix maps stored (p, q) to shown (a·p + c·q, b·p + d·q); angles between are taken for the nearest quarter. */
struct fms_turn fms_turn_from_matrix(const int32_t matrix[9])
{
    int64_t a = matrix[0], b = matrix[1], c = matrix[3], d = matrix[4];
    if (ABS(a) >= ABS(b))
        return (struct fms_turn){ false, a < 0, d < 0 };
    return (struct fms_turn){ true, b < 0, c < 0 };
}

/* One plane as a grid of samples of one or two bytes. */
struct grid {
    const uint8_t *from;
    uint8_t *to;
    ptrdiff_t from_stride, to_stride;
    int32_t width, height; /* of the turned plane */
    int sample;
};

static void turn_tile(const struct grid *g, struct fms_turn turn, int32_t left, int32_t top)
{
    int32_t source_width = turn.transpose ? g->height : g->width, source_height = turn.transpose ? g->width : g->height;
    for (int32_t y = top; y < MIN(top + TILE, g->height); y++)
        for (int32_t x = left; x < MIN(left + TILE, g->width); x++) {
            int32_t sx = turn.transpose ? y : x, sy = turn.transpose ? x : y;
            sx = turn.flip_x ? source_width - 1 - sx : sx;
            sy = turn.flip_y ? source_height - 1 - sy : sy;
            const uint8_t *from = g->from + sy * g->from_stride + (ptrdiff_t) sx * g->sample;
            uint8_t *to = g->to + y * g->to_stride + (ptrdiff_t) x * g->sample;
            if (g->sample == 2)
                memcpy(to, from, 2);
            else
                *to = *from;
        }
}

/* In tiles, so that reading columns does not miss the cache at every sample. */
static void turn_plane(const struct grid *g, struct fms_turn turn)
{
    for (int32_t top = 0; top < g->height; top += TILE)
        for (int32_t left = 0; left < g->width; left += TILE)
            turn_tile(g, turn, left, top);
}

bool fms_turn_raster(struct fms_raster *raster, struct fms_turn turn, GError **error)
{
    if (!turn.transpose && !turn.flip_x && !turn.flip_y)
        return true;
    struct fms_raster turned = *raster;
    raster->lut = NULL; /* it has passed to the turned one */
    if (turn.transpose) {
        turned.width_px = raster->height_px;
        turned.height_px = raster->width_px;
        turned.sub_x = raster->sub_y;
        turned.sub_y = raster->sub_x;
    }
    memset(turned.plane, 0, sizeof turned.plane);
    if (!fms_raster_allocate(&turned, raster->plane[3] != NULL, error)) {
        fms_lut_free(turned.lut);
        fms_raster_clear(raster);
        return false;
    }
    for (int i = 0; i < 4 && turned.plane[i]; i++) {
        struct grid grid = {
            .from = raster->plane[i],
            .to = (uint8_t *) (uintptr_t) turned.plane[i],
            .from_stride = raster->stride_bytes[i],
            .to_stride = turned.stride_bytes[i],
            .width = fms_raster_plane_width(&turned, i),
            .height = fms_raster_plane_height(&turned, i),
            .sample = raster->depth > 8 ? 2 : 1,
        };
        turn_plane(&grid, turn);
    }
    fms_raster_clear(raster);
    *raster = turned;
    return true;
}
