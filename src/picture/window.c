#include "window-private.h"

#include "ease-private.h"

#include <math.h>

/** How far a window's surroundings count for its edge, in pixels of the box. */
#define MARGIN 4

/** Keeps [at, at + length) inside [0, most), or centres it where it is longer. */
static double keep_inside(double at, double length, double most)
{
    return length >= most ? (most - length) / 2 : CLAMP(at, 0, most - length);
}

struct fms_window fms_window_at(const struct fms_fitting *fitting, struct fms_rect box, double zoom, int64_t x,
                                int64_t y)
{
    struct fms_window window = { .w = box.w / zoom, .h = box.h / zoom };
    double centre_x = fitting->x + fitting->w * CLAMP(x, 0, 1000000) / 1000000.0;
    double centre_y = fitting->y + fitting->h * CLAMP(y, 0, 1000000) / 1000000.0;
    window.x = keep_inside(centre_x - window.w / 2, window.w, fitting->canvas_w);
    window.y = keep_inside(centre_y - window.h / 2, window.h, fitting->canvas_h);
    return window;
}

/*
 * Zooming looks even when the scale changes by equal factors in equal times. The geometric mean of the way that is even
 * in the window's size and the one that is even in its zoom comes within a thousandth of that, out of nothing but a root.
 * The window's place follows its size, so that one point of the picture stands still.
 */
struct fms_window fms_window_of(const struct fms_window_way *way, int64_t n)
{
    double t = way->end > way->begin ? fms_ease_move((double) (n - way->begin) / (double) (way->end - way->begin))
                                     : n >= way->end;
    double from = 1 / way->from_zoom, to = 1 / way->to_zoom;
    if (fabs(to - from) > 1e-9) {
        double size = sqrt((from + (to - from) * t) / (way->from_zoom + (way->to_zoom - way->from_zoom) * t));
        t = (size - from) / (to - from);
    }
    const struct fms_window *a = &way->from, *b = &way->to;
    return (struct fms_window){ a->x + (b->x - a->x) * t, a->y + (b->y - a->y) * t, a->w + (b->w - a->w) * t,
                                a->h + (b->h - a->h) * t };
}

struct fms_window fms_window_reach(const struct fms_window_way *way, const struct fms_fitting *fitting)
{
    const struct fms_window *a = &way->from, *b = &way->to;
    double left = MAX(MIN(a->x, b->x) - MARGIN, 0), top = MAX(MIN(a->y, b->y) - MARGIN, 0);
    double right = MIN(MAX(a->x + a->w, b->x + b->w) + MARGIN, fitting->canvas_w);
    double bottom = MIN(MAX(a->y + a->h, b->y + b->h) + MARGIN, fitting->canvas_h);
    return (struct fms_window){ left, top, right - left, bottom - top };
}

bool fms_window_is_same(struct fms_window a, struct fms_window b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}
