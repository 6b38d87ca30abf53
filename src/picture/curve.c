/*
 * The line, its dots and the area under it are two pictures of coverage about the curve. While the curve is drawn they are
 * drawn anew for each frame, as far as the line has come: its end is round and moves by fractions of a pixel. Once all is there they stay.
 */
#include "ease-private.h"
#include "picture-private.h"

#include <cairo.h>
#include <math.h>

/** A dot takes this part of a second to open. */
#define DOT_PART 5

/** More points than this are more than a frame has columns. */
#define MOST_POINTS 10000

struct point {
    double x, y;
    double way;    /**< length of the line up to here */
    int64_t frame; /**< at which the line is here */
};

struct curve {
    struct fms_item item;
    const struct fms_curve_layer *layer;
    struct fms_ink ink, area_ink;
    int n_points;
    struct point *points;  /**< in the order in which they are drawn, in pixels of the mask */
    struct fms_rect place; /**< of the masks */
    double width, radius, base_y;
    int64_t dot_frames, settled;
    cairo_surface_t *line, *area; /**< A8; NULL: nothing of it in the frame */
    int64_t drawn;                /**< the frame that they show, at most `settled`; −1: none */
};

/** How far the line has come at frame `n`, of its length. */
static double way_at(const struct curve *curve, int64_t n)
{
    const struct fms_curve_layer *layer = curve->layer;
    double all = curve->points[curve->n_points - 1].way;
    if (n < layer->enter_frame)
        return -1;
    if (layer->enter_frames <= 0 || n - layer->enter_frame + 1 >= layer->enter_frames)
        return all;
    return all * fms_ease_move((double) (n - layer->enter_frame + 1) / (double) layer->enter_frames);
}

/** The first frame at which the line has come this far. */
static int64_t frame_at(const struct curve *curve, double way)
{
    int64_t from = curve->layer->enter_frame, to = from + MAX(curve->layer->enter_frames, 0);
    while (from < to) {
        int64_t middle = from + (to - from) / 2;
        if (way_at(curve, middle) >= way)
            to = middle;
        else
            from = middle + 1;
    }
    return to;
}

/** Where the line ends that has come this far, after how many points. */
static struct point end_at(const struct curve *curve, double way, int *n)
{
    int last = 0;
    while (last + 1 < curve->n_points && curve->points[last + 1].way <= way)
        last++;
    struct point end = curve->points[last];
    *n = last + 1;
    if (last + 1 == curve->n_points)
        return end;
    const struct point *next = &curve->points[last + 1];
    double part = (way - end.way) / (next->way - end.way);
    return (struct point){ end.x + (next->x - end.x) * part, end.y + (next->y - end.y) * part, way, 0 };
}

static void add_path(const struct curve *curve, cairo_t *cairo, double way, struct point *end)
{
    int n;
    *end = end_at(curve, way, &n);
    for (int i = 0; i < n; i++)
        cairo_line_to(cairo, curve->points[i].x, curve->points[i].y);
    cairo_line_to(cairo, end->x, end->y);
}

static cairo_t *begin(cairo_surface_t *surface)
{
    cairo_t *cairo = cairo_create(surface);
    cairo_set_operator(cairo, CAIRO_OPERATOR_CLEAR);
    cairo_paint(cairo);
    cairo_set_operator(cairo, CAIRO_OPERATOR_OVER);
    return cairo;
}

static void draw_line(const struct curve *curve, double way, int64_t n)
{
    struct point end;
    cairo_t *cairo = begin(curve->line);
    cairo_set_line_width(cairo, curve->width);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    add_path(curve, cairo, way, &end);
    if (curve->width > 0)
        cairo_stroke(cairo);
    cairo_new_path(cairo);
    for (int i = 0; i < curve->n_points && curve->radius > 0 && curve->points[i].frame <= n; i++) {
        int64_t opened = fms_ease_out(fms_ease_entered(n, curve->points[i].frame, curve->dot_frames));
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, curve->points[i].x, curve->points[i].y, curve->radius * (double) opened / FMS_EASE_ONE, 0,
                  2 * G_PI);
    }
    cairo_fill(cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(curve->line);
}

static void draw_area(const struct curve *curve, double way)
{
    struct point end;
    cairo_t *cairo = begin(curve->area);
    cairo_move_to(cairo, curve->points[0].x, curve->base_y);
    add_path(curve, cairo, way, &end);
    cairo_line_to(cairo, end.x, curve->base_y);
    cairo_close_path(cairo);
    cairo_fill(cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(curve->area);
}

static void paint(const struct curve *curve, cairo_surface_t *mask, struct fms_ink ink, int32_t opacity,
                  struct fms_frame *out)
{
    struct fms_cover cover = { cairo_image_surface_get_data(mask),
                               cairo_image_surface_get_stride(mask),
                               curve->place.w,
                               curve->place.h,
                               { NULL } };
    struct fms_paint_at at = { curve->place.x, (int64_t) curve->place.y * 256, opacity };
    fms_paint_cover(out, &cover, at, ink);
}

static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    struct curve *curve = (struct curve *) item;
    const struct fms_curve_layer *layer = curve->layer;
    struct fms_presence presence = { layer->enter_frame, 0, layer->leave_frame, layer->leave_frames };
    int32_t opacity = fms_ease_opacity(n, presence);
    int64_t shown = MIN(n, curve->settled);
    if (opacity == 0 || !curve->line)
        return true;
    if (shown != curve->drawn) {
        double way = way_at(curve, shown);
        draw_line(curve, way, shown);
        if (curve->area)
            draw_area(curve, way);
        curve->drawn = shown;
    }
    if (curve->area)
        paint(curve, curve->area, curve->area_ink, opacity, out);
    paint(curve, curve->line, curve->ink, opacity, out);
    return true;
}

static void close_curve(struct fms_item *item)
{
    struct curve *curve = (struct curve *) item;
    g_clear_pointer(&curve->line, cairo_surface_destroy);
    g_clear_pointer(&curve->area, cairo_surface_destroy);
    g_free(curve->points);
    g_free(curve);
}

static double tenths(int64_t value)
{
    return (double) fms_px(value) / 10;
}

/** Where anything can be drawn, cut to the frame. */
static struct fms_rect place_of(const struct curve *curve, const struct fms_scene *scene)
{
    double edge = MAX(curve->width / 2, curve->radius) + 1, base = (double) fms_px(curve->layer->base_y);
    double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
    for (int i = 0; i < curve->n_points; i++) {
        left = MIN(left, curve->points[i].x - edge);
        right = MAX(right, curve->points[i].x + edge);
        top = MIN(top, curve->points[i].y - edge);
        bottom = MAX(bottom, curve->points[i].y + edge);
    }
    if (curve->area_ink.alpha) {
        top = MIN(top, base);
        bottom = MAX(bottom, base);
    }
    int32_t x = (int32_t) floor(CLAMP(left, 0, scene->width_px)), y = (int32_t) floor(CLAMP(top, 0, scene->height_px));
    return (struct fms_rect){ x, y, (int32_t) ceil(CLAMP(right, 0, scene->width_px)) - x,
                              (int32_t) ceil(CLAMP(bottom, 0, scene->height_px)) - y };
}

static cairo_surface_t *mask_of(struct fms_rect place)
{
    cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A8, place.w, place.h);
    if (place.w > 0 && place.h > 0 && cairo_surface_status(mask) == CAIRO_STATUS_SUCCESS)
        return mask;
    cairo_surface_destroy(mask);
    return NULL;
}

static void set_points(struct curve *curve)
{
    const struct fms_curve_layer *layer = curve->layer;
    for (int i = 0; i < curve->n_points; i++) {
        const struct fms_curve_point *from = &layer->points[layer->mirrored ? curve->n_points - 1 - i : i];
        struct point *point = &curve->points[i];
        *point = (struct point){ .x = tenths(from->x), .y = tenths(from->y) };
        if (i > 0) {
            double across = point->x - point[-1].x, down = point->y - point[-1].y;
            point->way = point[-1].way + sqrt(across * across + down * down);
        }
    }
    for (int i = 0; i < curve->n_points; i++)
        curve->points[i].frame = frame_at(curve, curve->points[i].way);
    curve->settled = layer->enter_frame + MAX(layer->enter_frames, 0) + curve->dot_frames;
}

struct fms_item *fms_curve_open(const struct fms_opening *opening, const struct fms_curve_layer *layer)
{
    struct curve *curve = g_new0(struct curve, 1);
    const struct fms_scene *scene = opening->scene;
    curve->item = (struct fms_item){ draw, close_curve };
    curve->layer = layer;
    curve->ink = fms_ink_of(layer->rgba);
    curve->area_ink = fms_ink_of(layer->area_rgba);
    curve->n_points = (int) MIN(layer->n_points, MOST_POINTS);
    curve->drawn = -1;
    if (curve->n_points == 0)
        return &curve->item;
    curve->points = g_new0(struct point, curve->n_points);
    curve->width = MAX(tenths(layer->width_tenths), 0);
    curve->radius = MAX(tenths(layer->dot_tenths), 0);
    curve->dot_frames = scene->rate.num / (DOT_PART * scene->rate.den);
    set_points(curve);
    curve->place = place_of(curve, scene);
    curve->line = mask_of(curve->place);
    curve->area = curve->area_ink.alpha ? mask_of(curve->place) : NULL;
    curve->base_y = (double) fms_px(layer->base_y) - curve->place.y;
    for (int i = 0; i < curve->n_points; i++) {
        curve->points[i].x -= curve->place.x;
        curve->points[i].y -= curve->place.y;
    }
    return &curve->item;
}
