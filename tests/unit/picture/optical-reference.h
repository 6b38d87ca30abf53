/**
 * What transitions should look like, slowly and in doubles: what is seen at one sample of one plane, from the definition
 * of each family alone. Positions count in luma pixels; chroma lies on the even ones across, between two rows down.
 */
#pragma once

#include "ease-private.h"
#include "optical-private.h"

#include <math.h>

struct scene_of_two {
    const struct fms_frame *a, *b;
    double t;
    double ink[3];
};

struct spot {
    int p;
    int32_t x, y;
};

struct reference {
    double (*at)(const struct scene_of_two *two, const struct reference *how, struct spot spot);
    double (*when)(const struct reference *how, double u, double v); /* wipes: by part of the width and height */
    double soft;
    int dx, dy;            /* whither things move */
    bool moves_a, moves_b; /* panes */
};

static inline double sample(const struct fms_frame *frame, int p, int32_t x, int32_t y)
{
    x = CLAMP(x, 0, fms_plane_width(frame, p) - 1);
    y = CLAMP(y, 0, fms_plane_rows(frame, p) - 1);
    return fms_plane_row(frame, p, y)[x];
}

static inline double between(double a, double b, double part)
{
    return a + (b - a) * part;
}

static inline double step_of(double x)
{
    x = CLAMP(x, 0.0, 1.0);
    return x * x * (3 - 2 * x);
}

static inline double see_dissolve(const struct scene_of_two *two, const struct reference *how, struct spot at)
{
    return between(sample(two->a, at.p, at.x, at.y), sample(two->b, at.p, at.x, at.y), two->t);
}

static inline double see_dip(const struct scene_of_two *two, const struct reference *how, struct spot at)
{
    const struct fms_frame *picture = two->t < 0.5 ? two->a : two->b;
    return between(sample(picture, at.p, at.x, at.y), two->ink[at.p], step_of(1 - fabs(1 - 2 * two->t)));
}

/* Wipes: when the edge comes. */
static inline double when_along(const struct reference *how, double u, double v)
{
    return how->dx ? (how->dx > 0 ? u : 1 - u) : how->dy > 0 ? v : 1 - v;
}

static inline double when_slats(const struct reference *how, double u, double v)
{
    double part = 10 * when_along(how, u, v);
    return 0.5 * floor(part) / 9 + 0.5 * (part - floor(part));
}

/* The tests' frame is 16:9. */
static inline double when_circle(const struct reference *how, double u, double v)
{
    return hypot((u - 0.5) * 16, (v - 0.5) * 9) / hypot(8, 4.5);
}

static inline double when_rect(const struct reference *how, double u, double v)
{
    return 2 * fmax(fabs(u - 0.5), fabs(v - 0.5));
}

static inline double when_radial(const struct reference *how, double u, double v)
{
    double turn = atan2((u - 0.5) * 16, (0.5 - v) * 9) / (2 * G_PI);
    return turn < 0 ? turn + 1 : turn;
}

static inline double passed(const struct scene_of_two *two, const struct reference *how, int32_t x, int32_t y)
{
    x = MAX(x, 0);
    double when = how->when(how, (x + 0.5) / two->a->width_px, (y + 0.5) / two->a->height_px);
    return step_of((two->t * (1 + how->soft) - when) / how->soft);
}

static inline double see_wipe(const struct scene_of_two *two, const struct reference *how, struct spot at)
{
    double part = at.p ? 0 : passed(two, how, at.x, at.y);
    for (int i = 0; at.p && i < 6; i++)
        part += passed(two, how, 2 * at.x - 1 + i % 3, 2 * at.y + i / 3) * (i % 3 == 1 ? 2 : 1) / 8;
    return between(sample(two->a, at.p, at.x, at.y), sample(two->b, at.p, at.x, at.y), part);
}

/* A luma pixel's neighbourhood of a picture that is moved by (mx, my). */
static inline double moved(const struct fms_frame *frame, struct spot at, int32_t mx, int32_t my)
{
    double x = at.x - (at.p ? mx / 2.0 : mx), y = at.y - (at.p ? my / 2.0 : my);
    int32_t left = (int32_t) floor(x), top = (int32_t) floor(y);
    double upper = between(sample(frame, at.p, left, top), sample(frame, at.p, left + 1, top), x - left);
    double lower = between(sample(frame, at.p, left, top + 1), sample(frame, at.p, left + 1, top + 1), x - left);
    return between(upper, lower, y - top);
}

/* What the pixel (x, y) of luma, or the chroma at it, shows. */
static inline double see_side(const struct scene_of_two *two, const struct reference *how, struct spot at, int32_t y)
{
    int32_t w = two->a->width_px, h = two->a->height_px, x = at.p ? 2 * at.x : at.x;
    int32_t way = (int32_t) (fms_ease_move(two->t) * (how->dx ? w : h) + 0.5);
    int32_t mx = how->dx * way, my = how->dy * way, bx = mx - how->dx * w, by = my - how->dy * h;
    bool on_b = x >= bx && x < bx + w && y >= by && y < by + h;
    if (on_b)
        return moved(two->b, at, how->moves_b ? bx : 0, how->moves_b ? by : 0);
    return moved(two->a, at, how->moves_a ? mx : 0, how->moves_a ? my : 0);
}

static inline double see_pane(const struct scene_of_two *two, const struct reference *how, struct spot at)
{
    if (at.p == 0)
        return see_side(two, how, at, at.y);
    return (see_side(two, how, at, 2 * at.y) + see_side(two, how, at, 2 * at.y + 1)) / 2;
}

/* Mirrored at the outer borders of the first and the last sample. */
static inline double fold(double at, double size)
{
    at = fabs(at + 0.5);
    return (at > size ? 2 * size - at : at) - 0.5;
}

/* Chroma lies at the middle of an even pixel across, and between two rows. */
static inline double see_scaled(const struct fms_frame *frame, struct spot at, double scale)
{
    double w = frame->width_px, h = frame->height_px, step = at.p ? 2 : 1, site_x = 0.5, site_y = step / 2;
    double x = w / 2 + (at.x * step + site_x - w / 2) / scale, y = h / 2 + (at.y * step + site_y - h / 2) / scale;
    double sx = fold((x - site_x) / step, w / step), sy = fold((y - site_y) / step, h / step);
    int32_t left = (int32_t) floor(sx), top = (int32_t) floor(sy);
    double upper = between(sample(frame, at.p, left, top), sample(frame, at.p, left + 1, top), sx - left);
    double lower = between(sample(frame, at.p, left, top + 1), sample(frame, at.p, left + 1, top + 1), sx - left);
    return between(upper, lower, sy - top);
}

static inline double see_zoom(const struct scene_of_two *two, const struct reference *how, struct spot at)
{
    double scale = 1 + 0.5 * fms_ease_move(two->t);
    return between(see_scaled(two->a, at, scale), see_scaled(two->b, at, scale / 1.5), step_of((two->t - 0.3) / 0.4));
}

static inline double mean_of_square(const struct fms_frame *frame, struct spot at, int32_t side)
{
    int32_t n = at.p ? side / 2 : side, step = at.p ? 1 : 2;
    int32_t mx = frame->width_px / 4 * step, my = frame->height_px / 4 * step;
    int32_t x0 = mx + n * (int32_t) floor((double) (at.x - mx) / n);
    int32_t y0 = my + n * (int32_t) floor((double) (at.y - my) / n);
    double sum = 0, count = 0;
    for (int32_t y = MAX(y0, 0); y < MIN(y0 + n, fms_plane_rows(frame, at.p)); y++)
        for (int32_t x = MAX(x0, 0); x < MIN(x0 + n, fms_plane_width(frame, at.p)); x++, count++)
            sum += sample(frame, at.p, x, y);
    return sum / count;
}

static inline double see_blocks(const struct scene_of_two *two, const struct reference *how, struct spot at)
{
    int32_t side = fms_optical_block((int32_t) (two->t * FMS_OPTICAL_ONE), two->a->height_px);
    double part = step_of((two->t - 0.35) / 0.3);
    return between(mean_of_square(two->a, at, side), mean_of_square(two->b, at, side), part);
}
