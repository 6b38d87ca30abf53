#include "sheet-private.h"

/* From when to when a layer is seen whole; `end` is not. */
struct presence {
    int64_t begin, end;
};

static struct presence presence_of(int64_t enter, int64_t enter_frames, int64_t leave)
{
    return (struct presence){ enter + enter_frames, leave < 0 ? INT64_MAX : leave };
}

#define PRESENCE(layer) presence_of((layer).enter_frame, (layer).enter_frames, (layer).leave_frame)

/* Words come one by one. */
static struct presence text_presence(const struct fms_text_layer *text)
{
    struct presence presence = PRESENCE(*text);
    if (text->n_cues > 0)
        presence.begin = MAX(presence.begin, text->cues[text->n_cues - 1].frame + text->enter_frames);
    return presence;
}

/* Of a roll, the middle: by then its rows fill the frame. */
static struct presence roll_presence(const struct fms_roll_layer *roll, const struct fms_scene *scene)
{
    struct presence presence = PRESENCE(*roll);
    if (roll->speed_px > 0)
        presence = (struct presence){ scene->n_frames / 2, scene->n_frames / 2 + 1 };
    return presence;
}

static struct presence presence(const struct fms_layer *layer, const struct fms_scene *scene)
{
    switch (layer->kind) {
    case FMS_LAYER_GROUND:
    case FMS_LAYER_SCRIM: return (struct presence){ 0, INT64_MAX };
    case FMS_LAYER_STILL: return PRESENCE(layer->still);
    case FMS_LAYER_CLIP: return PRESENCE(layer->clip);
    case FMS_LAYER_BOX: return PRESENCE(layer->box);
    case FMS_LAYER_TEXT: return text_presence(&layer->text);
    case FMS_LAYER_ROLL: return roll_presence(&layer->roll, scene);
    case FMS_LAYER_COUNTER: return (struct presence){ layer->counter.count_end, PRESENCE(layer->counter).end };
    case FMS_LAYER_CURVE: return PRESENCE(layer->curve);
    }
    g_assert_not_reached();
}

static size_t n_seen(const struct fms_scene *scene, int64_t n)
{
    size_t seen = 0;
    for (size_t i = 0; i < scene->n_layers; i++) {
        struct presence of = presence(&scene->layers[i], scene);
        seen += of.begin <= n && n < of.end;
    }
    return seen;
}

struct fms_sheet_moment fms_sheet_moment(const struct fms_scene *scene, int64_t from, int64_t n)
{
    struct fms_sheet_moment best = { scene, from, 0 };
    for (int64_t k = from; k < from + n; k++) {
        size_t seen = n_seen(scene, k);
        if (seen >= best.n_seen)
            best = (struct fms_sheet_moment){ scene, k, seen };
    }
    return best;
}

/* One plane; lengths in its own pixels. */
static void paste_plane(uint8_t *to, ptrdiff_t to_stride, const uint8_t *from, ptrdiff_t from_stride, int32_t w,
                        int32_t h, int32_t from_w, int32_t from_h)
{
    for (int32_t y = 0; y < h; y++)
        for (int32_t x = 0; x < w; x++) {
            int32_t x0 = x * from_w / w, x1 = MAX(x0 + 1, (x + 1) * from_w / w);
            int32_t y0 = y * from_h / h, y1 = MAX(y0 + 1, (y + 1) * from_h / h), sum = 0;
            for (int32_t v = y0; v < y1; v++)
                for (int32_t u = x0; u < x1; u++)
                    sum += from[v * from_stride + u];
            int32_t n = (x1 - x0) * (y1 - y0);
            to[y * to_stride + x] = (uint8_t) ((sum + n / 2) / n);
        }
}

void fms_sheet_paste(struct fms_frame *sheet, const struct fms_frame *frame, int32_t x, int32_t y, int32_t w, int32_t h)
{
    for (int i = 0; i < 3; i++) {
        int32_t part = i ? 2 : 1;
        uint8_t *to = sheet->plane[i] + y / part * sheet->stride_bytes[i] + x / part;
        paste_plane(to, sheet->stride_bytes[i], frame->plane[i], frame->stride_bytes[i], w / part, h / part,
                    frame->width_px / part, frame->height_px / part);
    }
}
