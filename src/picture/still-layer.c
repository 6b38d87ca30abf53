/*
 * A still is decoded and conformed once, to the size that its closest view needs and only as far as its views reach; each
 * frame is then a view of that. What a picture does not fill (contain, blur) is part of what is sampled, so that the
 * picture's own edge moves as smoothly as what is in it.
 */
#include "diags.h"
#include "drawing-private.h"
#include "ease-private.h"
#include "fit-private.h"
#include "picture-private.h"
#include "picture.h"
#include "sampler-private.h"

#include <math.h>

/** Millionths. */
#define ONE 1000000.0

/** The most pixels kept of a still. */
#define MOST_PIXELS (32.0 * 1024 * 1024)

/** How far a view's surroundings count for its edge, in pixels of the box. */
#define MARGIN 4

/** A window on the canvas, in pixels of the box before any zoom. */
struct window {
    double x, y, w, h;
};

struct still {
    struct fms_item item;
    const struct fms_still_layer *layer;
    struct fms_rect box;
    double from_zoom, to_zoom;
    struct window from, to, kept; /**< the views at both ends, and the part of the canvas in the sampler */
    double scale_x, scale_y;      /**< the sampler's pixels a pixel of the canvas */
    struct fms_lut *look;         /**< the colour table of the script, or NULL */
    struct fms_sampler *sampler;
    struct fms_frame *resting; /**< the last view drawn while nothing moved */
    struct window rests;
};

static double clamp_zoom(const struct fms_still_layer *layer, int64_t zoom)
{
    double least = layer->fit == FMS_FIT_CONTAIN ? 0.1 : 1;
    return CLAMP((double) zoom / ONE, least, 100);
}

/** Keeps [at, at + length) inside [0, most), or centres it where it is longer. */
static double keep_inside(double at, double length, double most)
{
    return length >= most ? (most - length) / 2 : CLAMP(at, 0, most - length);
}

static struct window window_at(const struct still *still, const struct fms_fitting *fitting, double zoom, int64_t x,
                               int64_t y)
{
    struct window window = { .w = still->box.w / zoom, .h = still->box.h / zoom };
    double centre_x = fitting->x + fitting->w * CLAMP(x, 0, 1000000) / ONE;
    double centre_y = fitting->y + fitting->h * CLAMP(y, 0, 1000000) / ONE;
    window.x = keep_inside(centre_x - window.w / 2, window.w, fitting->canvas_w);
    window.y = keep_inside(centre_y - window.h / 2, window.h, fitting->canvas_h);
    return window;
}

/*
 * Zooming looks even when the scale changes by equal factors in equal times. The geometric mean of the way that is even
 * in the window's size and the one that is even in its zoom comes within a thousandth of that, out of nothing but a root.
 * The window's place follows its size, so that one point of the picture stands still.
 */
static struct window window_of(const struct still *still, int64_t n)
{
    int64_t begin = still->layer->move_begin, end = still->layer->move_end;
    double t = end > begin ? fms_ease_move((double) (n - begin) / (double) (end - begin)) : n >= end;
    double from = 1 / still->from_zoom, to = 1 / still->to_zoom;
    if (fabs(to - from) > 1e-9) {
        double size = sqrt((from + (to - from) * t) / (still->from_zoom + (still->to_zoom - still->from_zoom) * t));
        t = (size - from) / (to - from);
    }
    const struct window *a = &still->from, *b = &still->to;
    return (struct window){ a->x + (b->x - a->x) * t, a->y + (b->y - a->y) * t, a->w + (b->w - a->w) * t,
                            a->h + (b->h - a->h) * t };
}

/** The part of the canvas that any view shows, and a margin for the filter. */
static struct window reach_of(const struct still *still, const struct fms_fitting *fitting)
{
    const struct window *a = &still->from, *b = &still->to;
    double left = MAX(MIN(a->x, b->x) - MARGIN, 0), top = MAX(MIN(a->y, b->y) - MARGIN, 0);
    double right = MIN(MAX(a->x + a->w, b->x + b->w) + MARGIN, fitting->canvas_w);
    double bottom = MIN(MAX(a->y + a->h, b->y + b->h) + MARGIN, fitting->canvas_h);
    return (struct window){ left, top, right - left, bottom - top };
}

/** How many pixels to keep for a pixel of the canvas: as many as the closest view shows, if the picture has them. */
static double density_of(const struct still *still, double own)
{
    double closest = MAX(still->from_zoom, still->to_zoom), widest = MIN(still->from_zoom, still->to_zoom);
    double density = MIN(closest, MAX(own, 1));
    density = MIN(density, widest * (FMS_SAMPLER_MOST_STEP - 1));
    double pixels = still->kept.w * still->kept.h * density * density;
    return pixels > MOST_PIXELS ? density * sqrt(MOST_PIXELS / pixels) : density;
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

static bool conform_once(const struct still *still, const struct fms_raster *raster, struct fms_crop crop,
                         struct fms_frame *out, GError **error)
{
    struct fms_grade grade = { .look = still->look };
    bool ok = fms_grade_run(&grade, raster, crop, still->layer->pad_rgba, out, error);
    fms_grade_clear(&grade);
    return ok;
}

/** Makes what is kept of the canvas. */
static struct fms_frame *make_canvas(struct still *still, const struct fms_fitting *fitting,
                                     const struct fms_raster *raster, GError **error)
{
    const struct fms_still_layer *layer = still->layer;
    double shrink = raster->width_px / fitting->w;
    double density = density_of(still, shrink);
    struct fms_frame *canvas =
        fms_frame_new(fms_fit_even(still->kept.w * density), fms_fit_even(still->kept.h * density));
    still->scale_x = canvas->width_px / still->kept.w;
    still->scale_y = canvas->height_px / still->kept.h;
    bool ok;
    if (layer->fit == FMS_FIT_COVER) {
        struct fms_crop crop = { still->kept.x * shrink, still->kept.y * shrink, still->kept.w * shrink,
                                 still->kept.h * shrink };
        crop.w = MIN(crop.w, raster->width_px - crop.x);
        crop.h = MIN(crop.h, raster->height_px - crop.y);
        ok = conform_once(still, raster, crop, canvas, error);
    } else {
        struct fms_frame *shown = fms_frame_new(MIN(fms_fit_even(fitting->w * still->scale_x), canvas->width_px),
                                                MIN(fms_fit_even(fitting->h * still->scale_y), canvas->height_px));
        struct fms_crop all = { 0, 0, raster->width_px, raster->height_px };
        ok = draw_surroundings(still, raster, canvas, error) && conform_once(still, raster, all, shown, error);
        fms_frame_put(canvas, shown,
                      (struct fms_rect){ (canvas->width_px - shown->width_px) / 4 * 2,
                                         (canvas->height_px - shown->height_px) / 4 * 2, shown->width_px,
                                         shown->height_px });
        fms_frame_free(shown);
    }
    if (ok)
        fms_frame_dim(canvas, layer->dim_permille);
    else
        g_clear_pointer(&canvas, fms_frame_free);
    return canvas;
}

static void draw_window(struct still *still, struct window window, struct fms_frame *out, struct fms_rect box)
{
    struct fms_view view = { (window.x - still->kept.x) * still->scale_x, (window.y - still->kept.y) * still->scale_y,
                             window.w * still->scale_x, window.h * still->scale_y };
    fms_sampler_draw(still->sampler, view, out, box);
}

/** Copies the box of one frame into another of the same size. */
static void copy_box(struct fms_frame *out, const struct fms_frame *from, struct fms_rect box)
{
    struct fms_frame part = *from;
    for (int p = 0; p < 3; p++) {
        int down = p ? (box.y + 1) / 2 : box.y, across = p ? (box.x + 1) / 2 : box.x;
        part.plane[p] += down * from->stride_bytes[p] + across;
    }
    part.width_px = box.w;
    part.height_px = box.h;
    fms_frame_put(out, &part, box);
}

static bool is_same(struct window a, struct window b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    struct still *still = (struct still *) item;
    struct window window = window_of(still, n);
    if (!is_same(window, window_of(still, n + 1))) {
        draw_window(still, window, out, still->box);
        return true;
    }
    if (!still->resting || !is_same(window, still->rests)) {
        if (!still->resting)
            still->resting = fms_frame_new(out->width_px, out->height_px);
        draw_window(still, window, still->resting, still->box);
        still->rests = window;
    }
    copy_box(out, still->resting, still->box);
    return true;
}

static void close_still(struct fms_item *item)
{
    struct still *still = (struct still *) item;
    fms_sampler_free(still->sampler);
    fms_frame_free(still->resting);
    fms_lut_free(still->look);
    g_free(still);
}

/** Reads the picture; a drawing large enough for the closest view. */
static bool read_raster(const struct fms_opening *opening, const struct still *still, struct fms_raster *raster,
                        GError **error)
{
    const struct fms_asset *asset = still->layer->asset;
    if (asset->kind != FMS_ASSET_VECTOR)
        return opening->port->still(opening->port->user, asset, raster, error);
    int32_t width, height;
    if (!fms_drawing_size(asset->path, &width, &height, error))
        return false;
    struct fms_fitting fitting = fms_fit(still->layer->fit, width, height, still->box.w, still->box.h);
    double zoom = MIN(MAX(still->from_zoom, still->to_zoom), 4);
    double limit = sqrt(MOST_PIXELS / 2 / (fitting.w * fitting.h));
    zoom = MIN(zoom, limit);
    return fms_drawing_read(asset->path, (int32_t) ceil(fitting.w * zoom), (int32_t) ceil(fitting.h * zoom), raster,
                            error);
}

static bool load(struct still *still, const struct fms_raster *raster, GError **error)
{
    const struct fms_still_layer *layer = still->layer;
    if (raster->width_px <= 0 || raster->height_px <= 0) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "the picture is empty");
        return false;
    }
    struct fms_fitting fitting = fms_fit(layer->fit, raster->width_px, raster->height_px, still->box.w, still->box.h);
    still->from = window_at(still, &fitting, still->from_zoom, layer->from_x, layer->from_y);
    still->to = window_at(still, &fitting, still->to_zoom, layer->to_x, layer->to_y);
    still->kept = layer->fit == FMS_FIT_COVER ? reach_of(still, &fitting)
                                              : (struct window){ 0, 0, fitting.canvas_w, fitting.canvas_h };
    struct fms_frame *canvas = make_canvas(still, &fitting, raster, error);
    if (!canvas)
        return false;
    still->sampler = fms_sampler_new(canvas);
    fms_frame_free(canvas);
    return true;
}

struct fms_item *fms_still_open(const struct fms_opening *opening, const struct fms_still_layer *layer, GError **error)
{
    struct still *still = g_new0(struct still, 1);
    still->item = (struct fms_item){ draw, close_still };
    still->layer = layer;
    still->box = (struct fms_rect){ fms_px(layer->x), fms_px(layer->y), fms_px(layer->w), fms_px(layer->h) };
    still->from_zoom = clamp_zoom(layer, layer->from_zoom);
    still->to_zoom = clamp_zoom(layer, layer->to_zoom);
    g_assert(fms_fit_is_inside(still->box, opening->scene->width_px, opening->scene->height_px));
    struct fms_raster raster = { 0 };
    bool ok = fms_look_open(opening, layer->lut, &still->look, error) && read_raster(opening, still, &raster, error) &&
              load(still, &raster, error);
    fms_raster_clear(&raster);
    if (ok)
        return &still->item;
    close_still(&still->item);
    return NULL;
}
