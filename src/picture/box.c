/*
 * A box is coverage of its own, so that corners are round and edges that move are seen to move by fractions of a pixel.
 * It is made anew only for frames in which the box has another shape than in the last one drawn.
 */
#include "ease-private.h"
#include "picture-private.h"

#include <math.h>
#include <string.h>

/** A pixel's row is taken in this many slices, whose ends are where the outline cuts the middle of each. */
#define SLICES 16
#define SLICE (256 / SLICES)

/** An outline in 256ths of a pixel. */
struct outline {
    int64_t left, top, right, bottom, radius;
};

struct box {
    struct fms_item item;
    const struct fms_box_layer *layer;
    struct fms_rect rect, clip; /**< all of it, and what of it is in the frame */
    struct fms_ink ink;
    struct fms_cover cover; /**< of the clip */
    uint8_t *bytes;
    uint32_t *sums;       /**< of one row */
    struct outline shape; /**< that the cover shows; right <= left: none */
};

/** How far the outline's sides stand in at height `y`. */
static int64_t inset(const struct outline *shape, int64_t y)
{
    int64_t above = shape->top + shape->radius - y, below = y - (shape->bottom - shape->radius);
    int64_t away = CLAMP(MAX(above, below), 0, shape->radius), r = shape->radius;
    return r - (int64_t) sqrt((double) (r * r - away * away));
}

/** Adds `weight` times what lies between two points of a row, in 256ths of each pixel; both from the row's beginning. */
static void add_span(uint32_t *sums, int64_t left, int64_t right, uint32_t weight)
{
    for (int64_t x = left >> 8; x << 8 < right; x++) {
        int64_t from = MAX(left, x << 8), to = MIN(right, (x + 1) << 8);
        sums[x] += (uint32_t) (to - from) * weight;
    }
}

static void cover_row(struct box *box, int32_t y, uint8_t *out)
{
    const struct outline *shape = &box->shape;
    int64_t begin = (int64_t) box->clip.x * 256, end = begin + (int64_t) box->clip.w * 256;
    memset(box->sums, 0, (size_t) box->clip.w * sizeof *box->sums);
    for (int i = 0; i < SLICES; i++) {
        int64_t above = (int64_t) y * 256 + i * SLICE, below = above + SLICE;
        int64_t height = MIN(below, shape->bottom) - MAX(above, shape->top);
        int64_t in = inset(shape, above + SLICE / 2);
        int64_t left = MAX(shape->left + in, begin), right = MIN(shape->right - in, end);
        if (height > 0 && right > left)
            add_span(box->sums, left - begin, right - begin, (uint32_t) height);
    }
    for (int32_t x = 0; x < box->clip.w; x++)
        out[x] = (uint8_t) ((box->sums[x] * 255 + 32768) >> 16);
}

static void make_cover(struct box *box)
{
    const struct outline *shape = &box->shape;
    const uint8_t *straight = NULL;
    for (int32_t i = 0; i < box->clip.h; i++) {
        uint8_t *row = box->bytes + (size_t) i * (size_t) box->clip.w;
        int64_t y = (int64_t) (box->clip.y + i) * 256;
        bool is_straight = y >= shape->top + shape->radius && y + 256 <= shape->bottom - shape->radius;
        if (is_straight && straight)
            memcpy(row, straight, (size_t) box->clip.w);
        else
            cover_row(box, box->clip.y + i, row);
        straight = is_straight ? row : straight;
    }
}

/** The outline of a box that has grown this far. */
static struct outline outline_at(const struct box *box, int64_t grown)
{
    const struct fms_rect *rect = &box->rect;
    struct outline shape = { .left = (int64_t) rect->x * 256, .top = (int64_t) rect->y * 256 };
    shape.right = shape.left + (int64_t) rect->w * 256;
    shape.bottom = shape.top + (int64_t) rect->h * 256;
    int64_t across = (int64_t) rect->w * 256 * grown / FMS_EASE_ONE,
            down = (int64_t) rect->h * 256 * grown / FMS_EASE_ONE;
    switch ((enum fms_growth) box->layer->growth) {
    case FMS_GROW_RIGHTWARD: shape.right = shape.left + across; break;
    case FMS_GROW_LEFTWARD: shape.left = shape.right - across; break;
    case FMS_GROW_UPWARD: shape.top = shape.bottom - down; break;
    case FMS_GROW_DOWNWARD: shape.bottom = shape.top + down; break;
    case FMS_GROW_NONE: break;
    }
    shape.radius =
        MIN((int64_t) fms_px(box->layer->radius_px) * 256, MIN(shape.right - shape.left, shape.bottom - shape.top) / 2);
    shape.radius = MAX(shape.radius, 0);
    return shape;
}

static bool is_same(const struct outline *a, const struct outline *b)
{
    return a->left == b->left && a->top == b->top && a->right == b->right && a->bottom == b->bottom;
}

static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    struct box *box = (struct box *) item;
    const struct fms_box_layer *layer = box->layer;
    struct fms_presence presence = FMS_PRESENCE_OF(layer);
    int64_t entered = fms_ease_entered(n, layer->enter_frame, layer->enter_frames);
    if (layer->growth != FMS_GROW_NONE)
        presence.enter_frames = 0;
    int opacity = fms_ease_opacity(n, presence);
    struct outline shape =
        outline_at(box, layer->growth == FMS_GROW_NONE ? FMS_EASE_ONE : fms_ease_out((int32_t) entered));
    if (opacity == 0 || !box->bytes || shape.right <= shape.left || shape.bottom <= shape.top)
        return true;
    if (!is_same(&shape, &box->shape)) {
        box->shape = shape;
        make_cover(box);
    }
    fms_paint_cover(out, &box->cover, (struct fms_paint_at){ box->clip.x, (int64_t) box->clip.y * 256, opacity },
                    box->ink);
    return true;
}

static void close_box(struct fms_item *item)
{
    struct box *box = (struct box *) item;
    g_free(box->bytes);
    g_free(box->sums);
    g_free(box);
}

static struct fms_rect clip_of(struct fms_rect rect, const struct fms_scene *scene)
{
    int32_t left = MAX(rect.x, 0), right = MIN(rect.x + rect.w, scene->width_px);
    int32_t top = MAX(rect.y, 0), bottom = MIN(rect.y + rect.h, scene->height_px);
    return (struct fms_rect){ left, top, right - left, bottom - top };
}

struct fms_item *fms_box_open(const struct fms_opening *opening, const struct fms_box_layer *layer, int64_t y)
{
    struct box *box = g_new0(struct box, 1);
    box->item = (struct fms_item){ draw, close_box };
    box->layer = layer;
    box->rect = (struct fms_rect){ fms_px(layer->x), fms_px(y), fms_px(layer->w), fms_px(layer->h) };
    box->clip = clip_of(box->rect, opening->scene);
    box->ink = fms_ink_of(layer->rgba);
    if (box->clip.w <= 0 || box->clip.h <= 0)
        return &box->item;
    box->bytes = g_malloc((gsize) box->clip.w * (gsize) box->clip.h);
    box->sums = g_new(uint32_t, box->clip.w);
    box->cover = (struct fms_cover){ box->bytes, box->clip.w, box->clip.w, box->clip.h, { NULL } };
    return &box->item;
}
