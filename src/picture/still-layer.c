/*
 * A still is decoded and conformed once, to the size that its closest view needs and only as far as its views reach; each
 * frame is then a view of that. What a picture does not fill (contain, blur) is part of what is sampled, so that the
 * picture's own edge moves as smoothly as what is in it.
 *
 * A part of a drawing goes the same way at the same sizes, so that it lies where it lies in the whole, but as a cut-out.
 */
#include "blend-private.h"
#include "cutout-private.h"
#include "diags.h"
#include "drawing-private.h"
#include "ease-private.h"
#include "picture-private.h"
#include "picture.h"
#include "sampler-private.h"
#include "shelf-private.h"
#include "window-private.h"

#include <math.h>
#include <string.h>

/** The most pixels kept of a still. */
#define MOST_PIXELS (32.0 * 1024 * 1024)

struct still {
    struct fms_item item;
    const struct fms_still_layer *layer;
    struct fms_rect box;
    struct fms_window_way way;
    struct fms_window kept;  /**< the part of the canvas that is sampled */
    double scale_x, scale_y; /**< the sampler's pixels a pixel of the canvas */
    struct fms_lut *look;    /**< the colour table of the script, or NULL */
    struct fms_plate *plate;
    struct fms_sampler *sampler; /**< of the plate */
    struct fms_cutout *cutout;   /**< of a part of a drawing, instead of the sampler */
    struct fms_frame *resting;   /**< the last view drawn while nothing moved, or to be mixed in */
    struct fms_window rests;
};

static bool is_cutout(const struct fms_still_layer *layer)
{
    return layer->over || (layer->part && *layer->part && layer->asset->kind == FMS_ASSET_VECTOR);
}

static double clamp_zoom(const struct fms_still_layer *layer, int64_t zoom)
{
    double least = layer->fit == FMS_FIT_CONTAIN ? 0.1 : 1;
    return CLAMP((double) zoom / 1000000, least, 100);
}

/** How many pixels to keep for a pixel of the canvas: as many as the closest view shows, if the picture has them. */
static double density_of(const struct still *still, double own)
{
    const struct fms_window_way *way = &still->way;
    double closest = MAX(way->from_zoom, way->to_zoom), widest = MIN(way->from_zoom, way->to_zoom);
    double density = MIN(closest, MAX(own, 1));
    density = MIN(density, widest * (FMS_SAMPLER_MOST_STEP - 1));
    double pixels = still->kept.w * still->kept.h * density * density;
    return pixels > MOST_PIXELS ? density * sqrt(MOST_PIXELS / pixels) : density;
}

static bool conform_once(const struct still *still, const struct fms_raster *raster, struct fms_crop crop,
                         struct fms_frame *out, GError **error)
{
    struct fms_grade grade = { .look = still->look };
    int64_t pad = is_cutout(still->layer) ? 0x000000FF : still->layer->pad_rgba;
    bool ok = fms_grade_run(&grade, raster, crop, pad, out, error);
    fms_grade_clear(&grade);
    return ok;
}

/** Puts the picture into the canvas, over what is there. */
static bool place(const struct still *still, const struct fms_fitting *fitting, const struct fms_raster *raster,
                  struct fms_frame *canvas, GError **error)
{
    const struct fms_still_layer *layer = still->layer;
    if (layer->fit == FMS_FIT_COVER) {
        double shrink = raster->width_px / fitting->w;
        struct fms_crop crop = { still->kept.x * shrink, still->kept.y * shrink, still->kept.w * shrink,
                                 still->kept.h * shrink };
        crop.w = MIN(crop.w, raster->width_px - crop.x);
        crop.h = MIN(crop.h, raster->height_px - crop.y);
        return conform_once(still, raster, crop, canvas, error);
    }
    struct fms_frame *shown = fms_frame_new(MIN(fms_fit_even(fitting->w * still->scale_x), canvas->width_px),
                                            MIN(fms_fit_even(fitting->h * still->scale_y), canvas->height_px));
    struct fms_crop all = { 0, 0, raster->width_px, raster->height_px };
    bool ok = conform_once(still, raster, all, shown, error);
    fms_frame_put(canvas, shown, fms_fit_place(fitting, still->scale_y, shown, canvas));
    fms_frame_free(shown);
    return ok;
}

/** What is around a picture that does not cover its box. */
static bool draw_surroundings(const struct still *still, const struct fms_raster *raster, struct fms_frame *canvas,
                              GError **error)
{
    const struct fms_still_layer *layer = still->layer;
    if (layer->fit != FMS_FIT_BLUR) {
        fms_paint_fill(canvas, fms_ink_of(layer->pad_rgba));
        return true;
    }
    struct fms_backdrop backdrop = { .down.look = still->look };
    bool ok = fms_backdrop_run(&backdrop, raster, layer->pad_rgba, canvas, error);
    fms_backdrop_clear(&backdrop);
    return ok;
}

static bool make_plate(struct still *still, const struct fms_fitting *fitting, const struct fms_raster *raster,
                       struct fms_frame *canvas, GError **error)
{
    bool covers = still->layer->fit == FMS_FIT_COVER;
    if (!(covers || draw_surroundings(still, raster, canvas, error)) || !place(still, fitting, raster, canvas, error))
        return false;
    fms_frame_dim(canvas, still->layer->dim_permille);
    still->plate = fms_plate_new(canvas);
    return true;
}

/** A raster whose three planes are all the alpha of another: conformed, it is coverage for luma and for chroma. */
static struct fms_raster alpha_of(const struct fms_raster *raster)
{
    struct fms_raster alpha = { .model = FMS_RASTER_YUV,
                                .width_px = raster->width_px,
                                .height_px = raster->height_px,
                                .depth = raster->depth,
                                .matrix = FMS_MATRIX_709 };
    for (int i = 0; i < 3; i++) {
        alpha.plane[i] = raster->plane[3];
        alpha.stride_bytes[i] = raster->stride_bytes[3];
    }
    return alpha;
}

/** Has a drawing a ground of its own? Its corners tell. */
static bool is_opaque(const struct fms_raster *raster)
{
    const uint8_t *first = raster->plane[3];
    if (!first)
        return true;
    const uint8_t *last = first + (raster->height_px - 1) * raster->stride_bytes[3];
    int32_t right = raster->width_px - 1;
    return first[0] == 255 && first[right] == 255 && last[0] == 255 && last[right] == 255;
}

/** What is seen around a cutout: what lies under it; its own blurred copy where that was asked for and has anything to show. */
static bool surround_cutout(const struct still *still, const struct fms_raster *raster, struct fms_frame *canvas,
                            struct fms_frame *cover, GError **error)
{
    const struct fms_still_layer *layer = still->layer;
    bool blurs = layer->fit == FMS_FIT_BLUR && !(layer->part && *layer->part) && is_opaque(raster);
    fms_paint_fill(canvas, fms_ink_of(0x000000FF));
    fms_paint_fill(cover, blurs || !raster->plane[3] ? (struct fms_ink){ 255, 255, 255, 255 } : (struct fms_ink){ 0 });
    return !blurs || draw_surroundings(still, raster, canvas, error);
}

static bool make_cutout(struct still *still, const struct fms_fitting *fitting, const struct fms_raster *raster,
                        struct fms_frame *canvas, GError **error)
{
    struct fms_frame *cover = fms_frame_new(canvas->width_px, canvas->height_px);
    struct fms_raster alpha = alpha_of(raster);
    struct still plain = *still;
    bool opaque = !raster->plane[3];
    plain.look = NULL; /* coverage is no colour */
    bool ok = surround_cutout(still, raster, canvas, cover, error) && place(still, fitting, raster, canvas, error) &&
              (opaque || place(&plain, fitting, &alpha, cover, error));
    if (ok) {
        fms_frame_dim(canvas, still->layer->dim_permille);
        still->cutout = fms_cutout_new(canvas, cover, still->box);
    }
    fms_frame_free(cover);
    return ok;
}

static struct fms_view view_of(const struct still *still, struct fms_window window)
{
    return (struct fms_view){ (window.x - still->kept.x) * still->scale_x, (window.y - still->kept.y) * still->scale_y,
                              window.w * still->scale_x, window.h * still->scale_y };
}

/** Mixes the box of one frame into another of the same size, in 256ths. */
static void mix_box(struct fms_frame *out, const struct fms_frame *from, struct fms_rect box, int weight)
{
    for (int p = 0; p < 3; p++) {
        int part = p ? 2 : 1;
        int32_t left = (box.x + part - 1) / part, right = (box.x + box.w + part - 1) / part;
        int32_t top = (box.y + part - 1) / part, bottom = (box.y + box.h + part - 1) / part;
        for (int32_t y = top; y < bottom && right > left; y++) {
            uint8_t *row = out->plane[p] + y * out->stride_bytes[p] + left;
            const uint8_t *other = from->plane[p] + y * from->stride_bytes[p] + left;
            if (weight == 256)
                memcpy(row, other, (size_t) (right - left));
            else
                fms_mix_rows(row, row, other, weight, right - left);
        }
    }
}

/** Draws a covering still. Its view is kept where the next frame will show it too. */
static void draw_whole(struct still *still, int64_t n, int opacity, struct fms_frame *out)
{
    struct fms_window window = fms_window_of(&still->way, n);
    if (opacity == 255 && !fms_window_is_same(window, fms_window_of(&still->way, n + 1))) {
        fms_sampler_draw(still->sampler, view_of(still, window), out, still->box);
        return;
    }
    if (!still->resting || !fms_window_is_same(window, still->rests)) {
        if (!still->resting)
            still->resting = fms_frame_new(out->width_px, out->height_px);
        fms_sampler_draw(still->sampler, view_of(still, window), still->resting, still->box);
        still->rests = window;
    }
    mix_box(out, still->resting, still->box, opacity + (opacity >> 7));
}

static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    struct still *still = (struct still *) item;
    int opacity = fms_ease_opacity(n, FMS_PRESENCE_OF(still->layer));
    if (opacity == 0)
        return true;
    if (still->cutout)
        fms_cutout_draw(still->cutout, view_of(still, fms_window_of(&still->way, n)), out, opacity);
    else
        draw_whole(still, n, opacity, out);
    return true;
}

static void close_still(struct fms_item *item)
{
    struct still *still = (struct still *) item;
    fms_plate_unref(still->plate);
    fms_sampler_free(still->sampler);
    fms_cutout_free(still->cutout);
    fms_frame_free(still->resting);
    fms_lut_free(still->look);
    g_free(still);
}

/** Changes left and right of a drawing's pixels, which are bytes. */
static void mirror(struct fms_raster *raster)
{
    for (int p = 0; p < 4; p++)
        for (int32_t y = 0; raster->plane[p] && y < raster->height_px; y++) {
            uint8_t *row = (uint8_t *) (uintptr_t) raster->plane[p] + y * raster->stride_bytes[p];
            for (int32_t left = 0, right = raster->width_px - 1; left < right; left++, right--) {
                uint8_t kept = row[left];
                row[left] = row[right];
                row[right] = kept;
            }
        }
}

/** Reads the picture; a drawing large enough for the closest view. */
static bool read_raster(const struct fms_opening *opening, const struct still *still, struct fms_raster *raster,
                        GError **error)
{
    const struct fms_still_layer *layer = still->layer;
    if (layer->asset->kind != FMS_ASSET_VECTOR)
        return opening->port->still(opening->port->user, layer->asset, raster, error);
    int32_t width, height;
    if (layer->fit == FMS_FIT_STRETCH) {
        width = still->box.w;
        height = still->box.h;
    } else if (!fms_drawing_size(layer->asset->path, &width, &height, error))
        return false;
    struct fms_fitting fitting = fms_fit(layer->fit, width, height, still->box.w, still->box.h);
    double zoom = MIN(MAX(still->way.from_zoom, still->way.to_zoom), 4);
    zoom = MIN(zoom, sqrt(MOST_PIXELS / 2 / (fitting.w * fitting.h)));
    struct fms_drawing_order order = { layer->asset->path,
                                       (int32_t) ceil(fitting.w * zoom),
                                       (int32_t) ceil(fitting.h * zoom),
                                       layer->part,
                                       layer->without,
                                       layer->style };
    if (!fms_drawing_read(&order, raster, error))
        return false;
    if (layer->mirrored)
        mirror(raster);
    return true;
}

static bool load(struct still *still, const struct fms_raster *raster, GError **error)
{
    const struct fms_still_layer *layer = still->layer;
    struct fms_window_way *way = &still->way;
    if (raster->width_px <= 0 || raster->height_px <= 0) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "the picture is empty");
        return false;
    }
    struct fms_fitting fitting = fms_fit(layer->fit, raster->width_px, raster->height_px, still->box.w, still->box.h);
    fms_fit_lift(&fitting, layer->lift_px);
    way->from = fms_window_at(&fitting, still->box, way->from_zoom, layer->from_x, layer->from_y);
    way->to = fms_window_at(&fitting, still->box, way->to_zoom, layer->to_x, layer->to_y);
    still->kept = layer->fit == FMS_FIT_COVER ? fms_window_reach(way, &fitting)
                                              : (struct fms_window){ 0, 0, fitting.canvas_w, fitting.canvas_h };
    double density = density_of(still, raster->width_px / fitting.w);
    struct fms_frame *canvas =
        fms_frame_new(fms_fit_even(still->kept.w * density), fms_fit_even(still->kept.h * density));
    still->scale_x = canvas->width_px / still->kept.w;
    still->scale_y = canvas->height_px / still->kept.h;
    bool ok = is_cutout(layer) ? make_cutout(still, &fitting, raster, canvas, error)
                               : make_plate(still, &fitting, raster, canvas, error);
    fms_frame_free(canvas);
    return ok;
}

/** Reads and conforms. */
static bool develop(const struct fms_opening *opening, struct still *still, GError **error)
{
    struct fms_raster raster = { 0 };
    bool ok = fms_look_open(opening, still->layer->lut, &still->look, error) &&
              read_raster(opening, still, &raster, error) && load(still, &raster, error);
    fms_raster_clear(&raster);
    return ok;
}

/** The same, unless another scene has done it for this very layer. */
static bool take_or_develop(const struct fms_opening *opening, struct still *still, GError **error)
{
    struct fms_layer layer = { .kind = FMS_LAYER_STILL, .still = *still->layer };
    g_autoptr(GString) name = g_string_new(NULL);
    fms_layer_recipe(&layer, name);
    struct fms_shelf *shelf = opening->port->shelf;
    struct fms_ready ready;
    bool found = fms_shelf_take(shelf, name->str, &ready);
    if (found) {
        still->plate = ready.plate;
        still->kept = ready.kept;
        still->way.from = ready.from;
        still->way.to = ready.to;
        still->scale_x = ready.scale_x;
        still->scale_y = ready.scale_y;
    } else if (develop(opening, still, error)) {
        ready = (struct fms_ready){ still->plate,  still->kept,    still->way.from,
                                    still->way.to, still->scale_x, still->scale_y };
        fms_shelf_put(shelf, name->str, &ready);
        found = true;
    }
    return found;
}

struct fms_item *fms_still_open(const struct fms_opening *opening, const struct fms_still_layer *layer, GError **error)
{
    struct still *still = g_new0(struct still, 1);
    still->item = (struct fms_item){ draw, close_still };
    still->layer = layer;
    still->box = (struct fms_rect){ fms_px(layer->x), fms_px(layer->y), fms_px(layer->w), fms_px(layer->h) };
    still->way.from_zoom = clamp_zoom(layer, layer->from_zoom);
    still->way.to_zoom = clamp_zoom(layer, layer->to_zoom);
    still->way.begin = layer->move_begin;
    still->way.end = layer->move_end;
    g_assert(fms_fit_is_inside(still->box, opening->scene->width_px, opening->scene->height_px));
    if (!(is_cutout(layer) ? develop(opening, still, error) : take_or_develop(opening, still, error))) {
        close_still(&still->item);
        return NULL;
    }
    if (still->plate)
        still->sampler = fms_sampler_of(still->plate);
    return &still->item;
}
