#include "picture.h"

#include "scrim-private.h"
#include "text-draw-private.h"

struct fms_picture {
    const struct fms_scene *scene;
    bool begins_black; /**< the first layer leaves some of the frame bare */
    struct fms_item **items;
};

bool fms_look_open(const struct fms_opening *opening, const struct fms_asset *asset, struct fms_lut **look,
                   GError **error)
{
    *look = asset ? opening->port->lut(opening->port->user, asset, error) : NULL;
    return !asset || *look;
}

static struct fms_item *open_layer(const struct fms_opening *opening, const struct fms_layer *layer, GError **error)
{
    switch (layer->kind) {
    case FMS_LAYER_GROUND: return fms_ground_open(opening, &layer->ground);
    case FMS_LAYER_STILL: return fms_still_open(opening, &layer->still, error);
    case FMS_LAYER_CLIP: return fms_clip_layer_open(opening, &layer->clip, error);
    case FMS_LAYER_ROLL: return fms_roll_open(opening, &layer->roll);
    case FMS_LAYER_COUNTER: return fms_counter_open(opening, &layer->counter);
    case FMS_LAYER_CURVE: return fms_curve_open(opening, &layer->curve);
    case FMS_LAYER_SCRIM: return fms_scrim_open(opening, &layer->scrim);
    case FMS_LAYER_BOX:
    case FMS_LAYER_TEXT: break; /* opened with the stacks */
    }
    return NULL;
}

static bool covers(const struct fms_scene *scene, const struct fms_still_layer *still)
{
    bool stays = still->enter_frame <= 0 && still->enter_frames <= 0 && still->leave_frame < 0;
    return stays && !(still->part && *still->part) && still->w >= scene->width_px && still->h >= scene->height_px;
}

static bool begins_black(const struct fms_scene *scene)
{
    if (scene->n_layers == 0)
        return true;
    const struct fms_layer *first = &scene->layers[0];
    if (first->kind == FMS_LAYER_STILL)
        return !covers(scene, &first->still);
    if (first->kind == FMS_LAYER_CLIP)
        return first->clip.w < scene->width_px || first->clip.h < scene->height_px;
    return first->kind != FMS_LAYER_GROUND;
}

struct fms_picture *fms_picture_open(const struct fms_scene *scene, int64_t from, const struct fms_pixels_port *port,
                                     GError **error)
{
    g_assert(scene->rate.num > 0 && scene->rate.den > 0 && from >= 0);
    static const struct fms_pixels_port none;
    struct fms_opening opening = { scene, from, port ? port : &none };
    struct fms_picture *picture = g_new0(struct fms_picture, 1);
    picture->scene = scene;
    picture->begins_black = begins_black(scene);
    picture->items = g_new0(struct fms_item *, MAX(scene->n_layers, 1));
    for (size_t i = 0; i < scene->n_layers; i++) {
        enum fms_layer_kind kind = scene->layers[i].kind;
        if (kind == FMS_LAYER_TEXT || kind == FMS_LAYER_BOX)
            continue;
        picture->items[i] = open_layer(&opening, &scene->layers[i], error);
        if (!picture->items[i]) {
            fms_picture_close(picture);
            return NULL;
        }
    }
    fms_stacks_open(&opening, picture->items);
    for (size_t i = 0; i < scene->n_layers; i++)
        if (scene->layers[i].kind == FMS_LAYER_SCRIM && !fms_scrim_measure(scene, picture->items, i, error)) {
            fms_picture_close(picture);
            return NULL;
        }
    return picture;
}

bool fms_picture_frame(struct fms_picture *picture, int64_t n, struct fms_frame *out, GError **error)
{
    g_assert(out->width_px == picture->scene->width_px && out->height_px == picture->scene->height_px);
    if (picture->begins_black)
        fms_paint_fill(out, fms_ink_of(0x000000FF));
    for (size_t i = 0; i < picture->scene->n_layers; i++)
        if (!picture->items[i]->draw(picture->items[i], n, out, error))
            return false;
    return true;
}

void fms_picture_close(struct fms_picture *picture)
{
    if (!picture)
        return;
    for (size_t i = 0; i < picture->scene->n_layers; i++)
        if (picture->items[i])
            picture->items[i]->close(picture->items[i]);
    g_free(picture->items);
    g_free(picture);
}

int32_t fms_picture_type_px(const struct fms_picture *picture, size_t layer)
{
    bool is_text = layer < picture->scene->n_layers && picture->scene->layers[layer].kind == FMS_LAYER_TEXT;
    return is_text ? fms_text_size_px(picture->items[layer]) : 0;
}
