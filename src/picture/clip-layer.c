/*
 * A clip is conformed frame by frame. It can only be read forwards: a frame asked for again is drawn from the last one
 * read, one before that is our own bug.
 */
#include "diags.h"
#include "ease-private.h"
#include "fit-private.h"
#include "picture-private.h"

struct clip {
    struct fms_item item;
    const struct fms_clip_layer *layer;
    const struct fms_pixels_port *port;
    struct fms_clip_reader *reader;
    struct fms_rect box;
    int64_t at;           /**< the frame that `shown` holds; one before the first if none */
    struct fms_lut *look; /**< the colour table of the script, or NULL */
    struct fms_grade grade;
    struct fms_backdrop backdrop;
    struct fms_frame *shown, *picture; /**< all of the box; the picture within it, if that is less */
};

static bool conform(struct clip *clip, const struct fms_raster *raster, GError **error)
{
    const struct fms_clip_layer *layer = clip->layer;
    struct fms_frame *shown = clip->shown;
    if (layer->fit == FMS_FIT_COVER) {
        struct fms_crop crop = fms_fit_crop(raster->width_px, raster->height_px, clip->box.w, clip->box.h);
        return fms_grade_run(&clip->grade, raster, crop, layer->pad_rgba, shown, error);
    }
    struct fms_fitting fitting = fms_fit(layer->fit, raster->width_px, raster->height_px, clip->box.w, clip->box.h);
    int32_t width = MIN(fms_fit_even(fitting.w), shown->width_px),
            height = MIN(fms_fit_even(fitting.h), shown->height_px);
    if (!clip->picture || clip->picture->width_px != width || clip->picture->height_px != height) {
        fms_frame_free(clip->picture);
        clip->picture = fms_frame_new(width, height);
    }
    if (layer->fit == FMS_FIT_CONTAIN)
        fms_paint_fill(shown, fms_ink_of(layer->pad_rgba));
    else if (!fms_backdrop_run(&clip->backdrop, raster, layer->pad_rgba, shown, error))
        return false;
    struct fms_crop all = { 0, 0, raster->width_px, raster->height_px };
    if (!fms_grade_run(&clip->grade, raster, all, layer->pad_rgba, clip->picture, error))
        return false;
    fms_fit_lift(&fitting, layer->lift_px);
    fms_frame_put(shown, clip->picture, fms_fit_place(&fitting, 1, clip->picture, shown));
    return true;
}

static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    struct clip *clip = (struct clip *) item;
    struct fms_raster raster = { 0 };
    int opacity = fms_ease_opacity(n, FMS_PRESENCE_OF(clip->layer));
    if (opacity == 0)
        return true; /* not there yet, or gone */
    n -= clip->layer->enter_frame;
    g_assert(n >= clip->at || clip->at < 0);
    bool fresh = n > clip->at;
    for (; clip->at < n; clip->at++) {
        fms_raster_clear(&raster);
        if (!clip->port->clip_next(clip->reader, &raster, error))
            return false;
    }
    bool sound = raster.width_px > 0 && raster.height_px > 0;
    if (fresh && !sound)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "the clip has an empty frame");
    bool ok = !fresh || (sound && conform(clip, &raster, error));
    fms_raster_clear(&raster);
    if (!ok)
        return false;
    if (fresh)
        fms_frame_dim(clip->shown, clip->layer->dim_permille);
    fms_frame_mix(out, clip->shown, clip->box, opacity + (opacity >> 7));
    return true;
}

static void close_clip(struct fms_item *item)
{
    struct clip *clip = (struct clip *) item;
    if (clip->reader)
        clip->port->clip_close(clip->reader);
    fms_grade_clear(&clip->grade);
    fms_backdrop_clear(&clip->backdrop);
    fms_frame_free(clip->shown);
    fms_frame_free(clip->picture);
    fms_lut_free(clip->look);
    g_free(clip);
}

struct fms_item *fms_clip_layer_open(const struct fms_opening *opening, const struct fms_clip_layer *layer,
                                     GError **error)
{
    struct clip *clip = g_new0(struct clip, 1);
    const struct fms_scene *scene = opening->scene;
    clip->item = (struct fms_item){ draw, close_clip };
    clip->layer = layer;
    clip->port = opening->port;
    clip->box = (struct fms_rect){ fms_px(layer->x), fms_px(layer->y), fms_px(layer->w), fms_px(layer->h) };
    g_assert(fms_fit_is_inside(clip->box, scene->width_px, scene->height_px));
    int64_t first = MAX(0, opening->from - layer->enter_frame);
    clip->at = first - 1;
    clip->shown = fms_frame_new((clip->box.w + 1) & ~1, (clip->box.h + 1) & ~1);
    struct fms_clip_view view = {
        .in = layer->in_ticks,
        .out = layer->out_ticks == 0 && layer->after == FMS_CLIP_LOOP ? layer->asset->duration : layer->out_ticks,
        .speed_permille = layer->speed_permille,
        .after = (enum fms_clip_after) layer->after,
        .first = first,
        .rate = scene->rate,
    };
    if (fms_look_open(opening, layer->lut, &clip->look, error))
        clip->reader = clip->port->clip_open(clip->port->user, layer->asset, &view, error);
    clip->grade.look = clip->backdrop.down.look = clip->look;
    if (clip->reader)
        return &clip->item;
    close_clip(&clip->item);
    return NULL;
}
