#include "reference.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

/** Part of the way that is covered after part `t` of the time: the speed, summed up in small steps. */
static double eased(double t)
{
    enum { STEPS = 4000 };
    double way = 0, all = 0;
    for (int i = 0; i < STEPS; i++) {
        double at = (i + 0.5) / STEPS, edge = fmin(at, 1 - at) / 0.2;
        double speed = edge >= 1 ? 1 : edge * edge * (3 - 2 * edge);
        double within = fmin(fmax(t * STEPS - i, 0), 1);
        all += speed;
        way += speed * within;
    }
    return way / all;
}

static double inside(double at, double length)
{
    return fmin(fmax(at, 0), 1 - length);
}

static struct ref_window window_of(const struct ref_view *view)
{
    double size = 1 / view->zoom;
    return (struct ref_window){ inside(view->x - size / 2, size), inside(view->y - size / 2, size), size, size };
}

struct ref_window ref_window_at(const struct ref_move *move, double frame)
{
    struct ref_window a = window_of(&move->from), b = window_of(&move->to);
    double way = eased(fmin(fmax(frame / move->n_frames, 0), 1));
    double size = a.w * pow(b.w / a.w, way);
    double part = a.w == b.w ? way : (size - a.w) / (b.w - a.w);
    return (struct ref_window){ a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part, size, size };
}

struct ref_picture *ref_picture_new(int width_px, int height_px, void (*at)(int x, int y, double rgb[3]))
{
    struct ref_picture *picture = malloc(sizeof *picture);
    *picture = (struct ref_picture){ .width_px = width_px, .height_px = height_px };
    for (int p = 0; p < 3; p++)
        picture->plane[p] = calloc((size_t) width_px * (size_t) height_px, sizeof(double));
    for (int y = 0; y < height_px; y++)
        for (int x = 0; x < width_px; x++) {
            double rgb[3];
            at(x, y, rgb);
            double luma = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
            size_t i = (size_t) y * (size_t) width_px + (size_t) x;
            picture->plane[0][i] = 16 + 219 * luma;
            picture->plane[1][i] = 128 + 224 * (rgb[2] - luma) / 1.8556;
            picture->plane[2][i] = 128 + 224 * (rgb[0] - luma) / 1.5748;
        }
    return picture;
}

void ref_picture_free(struct ref_picture *picture)
{
    for (int p = 0; p < 3; p++)
        free(picture->plane[p]);
    free(picture);
}

static double spline36(double x)
{
    static const double pieces[3][4] = { { 1, -3.0 / 209, -453.0 / 209, 13.0 / 11 },
                                         { 0, -156.0 / 209, 270.0 / 209, -6.0 / 11 },
                                         { 0, 26.0 / 209, -45.0 / 209, 1.0 / 11 } };
    double d = fabs(x);
    if (d >= 3)
        return 0;
    const double *c = pieces[(int) d];
    double f = d - floor(d);
    return c[0] + f * (c[1] + f * (c[2] + f * c[3]));
}

/** Sample at `at` of `n` that lie `stride` apart, edges repeated; `width` samples of theirs make one of ours. */
static double sample(const double *from, int n, ptrdiff_t stride, double at, double width)
{
    double reach = 3 * fmax(width, 1), sum = 0, weights = 0;
    for (int i = (int) ceil(at - reach); i <= (int) floor(at + reach); i++) {
        double weight = spline36((i - at) / fmax(width, 1));
        int k = i < 0 ? 0 : i >= n ? n - 1 : i;
        sum += weight * from[k * stride];
        weights += weight;
    }
    return sum / weights;
}

double *ref_draw(const struct ref_picture *picture, int plane, struct ref_window window, int width_px, int height_px)
{
    int part = plane ? 2 : 1, width = width_px / part, height = height_px / part;
    double step_x = window.w * picture->width_px / width_px, step_y = window.h * picture->height_px / height_px;
    double left = 0.5, top = plane ? 1 : 0.5; /* of the first sample, in luma pixels */
    size_t rows = (size_t) picture->height_px;
    double *across = calloc(rows * (size_t) width, sizeof(double));
    for (size_t y = 0; y < rows; y++)
        for (int x = 0; x < width; x++) {
            double at = window.x * picture->width_px + (x * part + left) * step_x - 0.5;
            across[y * (size_t) width + (size_t) x] =
                sample(picture->plane[plane] + y * (size_t) picture->width_px, picture->width_px, 1, at, step_x * part);
        }
    double *out = calloc((size_t) width * (size_t) height, sizeof(double));
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            double at = window.y * picture->height_px + (y * part + top) * step_y - 0.5;
            out[y * width + x] = sample(across + x, picture->height_px, width, at, step_y * part);
        }
    free(across);
    return out;
}

static double ssim_of_window(const double *a, int a_stride, const uint8_t *b, int64_t b_stride)
{
    double sum_a = 0, sum_b = 0, aa = 0, bb = 0, ab = 0, n = 64;
    const double c1 = 0.01 * 255 * 0.01 * 255, c2 = 0.03 * 255 * 0.03 * 255;
    for (int y = 0; y < 8; y++)
        for (int x = 0; x < 8; x++) {
            double va = a[y * a_stride + x], vb = b[y * b_stride + x];
            sum_a += va;
            sum_b += vb;
            aa += va * va;
            bb += vb * vb;
            ab += va * vb;
        }
    double mean_a = sum_a / n, mean_b = sum_b / n;
    double var_a = aa / n - mean_a * mean_a, var_b = bb / n - mean_b * mean_b, both = ab / n - mean_a * mean_b;
    return (2 * mean_a * mean_b + c1) * (2 * both + c2) /
           ((mean_a * mean_a + mean_b * mean_b + c1) * (var_a + var_b + c2));
}

double ref_ssim(const double *a, const uint8_t *b, int64_t b_stride, int width, int height)
{
    double sum = 0;
    int64_t n = 0;
    for (int y = 0; y + 8 <= height; y += 4)
        for (int x = 0; x + 8 <= width; x += 4, n++)
            sum += ssim_of_window(a + y * width + x, width, b + y * b_stride + x, b_stride);
    return sum / (double) n;
}
