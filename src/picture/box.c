#include "ease-private.h"
#include "picture-private.h"

struct box {
    struct fms_item item;
    const struct fms_box_layer *layer;
    struct fms_rect rect;
    struct fms_ink ink;
};

/* The end of a growing rule moves by fractions of a pixel: it would be seen to step otherwise. */
static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    const struct box *box = (struct box *) item;
    int64_t grown = fms_ease_out(fms_ease_entered(n, box->layer->enter_frame, box->layer->enter_frames));
    fms_paint_rect(out, box->rect, (int64_t) box->rect.w * 256 * grown / FMS_EASE_ONE, box->ink, 255);
    return true;
}

static void close_box(struct fms_item *item)
{
    g_free(item);
}

struct fms_item *fms_box_open(const struct fms_box_layer *layer, int64_t y)
{
    struct box *box = g_new0(struct box, 1);
    box->item = (struct fms_item){ draw, close_box };
    box->layer = layer;
    box->rect = (struct fms_rect){ fms_px(layer->x), fms_px(y), fms_px(layer->w), fms_px(layer->h) };
    box->ink = fms_ink_of(layer->rgba);
    return &box->item;
}
