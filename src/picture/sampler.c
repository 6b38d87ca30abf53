/*
 * Two passes of a six-point spline (Spline36), wider where the picture is made smaller. First each column of the box
 * is mixed from columns of the picture, then rows from rows. The picture lies transposed, so the first pass mixes
 * contiguous runs with one set of weights, as the second does; between them, strips of 64 columns are turned upright
 * in tiles of 16 while they are in the cache. Where a view falls on whole pixels, the bytes are the picture's own.
 */
#include "sampler-private.h"

#include "blend-private.h"

#include <math.h>
#include <string.h>

#define STRIP 128
#define MOST_TAPS (2 * 3 * FMS_SAMPLER_MOST_STEP + 2)
#define PAD_16(n) (((n) + 15) & ~15)

struct plane {
    uint8_t *bytes; /**< column after column */
    int32_t width, height;
    ptrdiff_t stride_bytes; /**< from column to column */
};

/** Which samples make a sample, and how much of each. */
struct taps {
    int32_t first;
    int16_t weights[MOST_TAPS];
};

struct fms_plate {
    gint references;
    struct plane planes[3];
};

struct fms_sampler {
    struct fms_plate *plate;
    struct taps *columns, *rows;
    int32_t n_columns, n_rows;
    uint8_t *lying, *upright; /**< a strip after the first pass, and turned */
    int32_t longest;          /**< rows for which there is room in them */
};

static void transpose(struct plane *plane, const struct fms_frame *picture, int p)
{
    plane->width = p ? picture->width_px / 2 : picture->width_px;
    plane->height = p ? picture->height_px / 2 : picture->height_px;
    plane->stride_bytes = PAD_16(plane->height);
    plane->bytes = g_malloc((gsize) plane->stride_bytes * (gsize) PAD_16(plane->width));
    uint8_t tile[16 * 16];
    for (int32_t y = 0; y < plane->height; y += 16)
        for (int32_t x = 0; x < plane->width; x += 16) {
            for (int i = 0; i < 16; i++) {
                int32_t row = MIN(y + i, plane->height - 1);
                memcpy(tile + 16 * i, picture->plane[p] + row * picture->stride_bytes[p] + x, 16);
            }
            fms_transpose_16(plane->bytes + x * plane->stride_bytes + y, plane->stride_bytes, tile, 16);
        }
}

struct fms_plate *fms_plate_new(const struct fms_frame *picture)
{
    struct fms_plate *plate = g_new0(struct fms_plate, 1);
    plate->references = 1;
    for (int p = 0; p < 3; p++)
        transpose(&plate->planes[p], picture, p);
    return plate;
}

void fms_plate_ref(struct fms_plate *plate)
{
    g_atomic_int_inc(&plate->references);
}

void fms_plate_unref(struct fms_plate *plate)
{
    if (!plate || !g_atomic_int_dec_and_test(&plate->references))
        return;
    for (int p = 0; p < 3; p++)
        g_free(plate->planes[p].bytes);
    g_free(plate);
}

size_t fms_plate_bytes(const struct fms_plate *plate)
{
    size_t bytes = 0;
    for (int p = 0; p < 3; p++)
        bytes += (size_t) plate->planes[p].stride_bytes * (size_t) PAD_16(plate->planes[p].width);
    return bytes;
}

struct fms_sampler *fms_sampler_of(struct fms_plate *plate)
{
    struct fms_sampler *sampler = g_new0(struct fms_sampler, 1);
    fms_plate_ref(plate);
    sampler->plate = plate;
    sampler->longest = PAD_16(plate->planes[0].height);
    sampler->lying = g_malloc0((gsize) STRIP * (gsize) sampler->longest);
    sampler->upright = g_malloc((gsize) STRIP * (gsize) sampler->longest);
    return sampler;
}

struct fms_sampler *fms_sampler_new(const struct fms_frame *picture)
{
    struct fms_plate *plate = fms_plate_new(picture);
    struct fms_sampler *sampler = fms_sampler_of(plate);
    fms_plate_unref(plate);
    return sampler;
}

void fms_sampler_free(struct fms_sampler *sampler)
{
    if (!sampler)
        return;
    fms_plate_unref(sampler->plate);
    g_free(sampler->columns);
    g_free(sampler->rows);
    g_free(sampler->lying);
    g_free(sampler->upright);
    g_free(sampler);
}

/** Spline36. */
static double spline(double d)
{
    double x = fabs(d);
    if (x < 1)
        return ((13.0 / 11 * x - 453.0 / 209) * x - 3.0 / 209) * x + 1;
    if (x < 2)
        return ((-6.0 / 11 * (x - 1) + 270.0 / 209) * (x - 1) - 156.0 / 209) * (x - 1);
    if (x < 3)
        return ((1.0 / 11 * (x - 2) - 45.0 / 209) * (x - 2) + 26.0 / 209) * (x - 2);
    return 0;
}

static int n_taps_of(double step)
{
    return 2 * (int) ceil(3 * MAX(step, 1));
}

/*
 * What rounding leaves over goes to the greatest weight, so that flat colours stay exactly what they are; then weight is
 * shifted between the two middle ones until the centre of mass is right to a 256th of a pixel, so that a slow movement
 * does not waver.
 */
static void weigh(struct taps *taps, double at, double step, int n)
{
    double width = MAX(step, 1), weights[MOST_TAPS], sum = 0, moment = 0;
    int rest = FMS_TAP_ONE, greatest = 0, middle = n / 2 - 1;
    taps->first = (int32_t) floor(at) - middle;
    for (int k = 0; k < n; k++)
        sum += weights[k] = spline((taps->first + k - at) / width);
    for (int k = 0; k < n; k++) {
        taps->weights[k] = (int16_t) floor(weights[k] * FMS_TAP_ONE / sum + 0.5);
        rest -= taps->weights[k];
        if (taps->weights[k] > taps->weights[greatest])
            greatest = k;
    }
    taps->weights[greatest] = (int16_t) (taps->weights[greatest] + rest);
    for (int k = 0; k < n; k++)
        moment += taps->weights[k] * (taps->first + k - at);
    int shift = (int) floor(moment + 0.5);
    taps->weights[middle] = (int16_t) (taps->weights[middle] + shift);
    taps->weights[middle + 1] = (int16_t) (taps->weights[middle + 1] - shift);
}

static struct taps *make_taps(struct taps **taps, int32_t *room, int32_t n, double from, double step)
{
    if (*room < n) {
        *taps = g_renew(struct taps, *taps, n);
        *room = n;
    }
    for (int32_t i = 0; i < n; i++)
        weigh(&(*taps)[i], from + i * step, step, n_taps_of(step));
    return *taps;
}

/** One pass over one run: `n` samples from lines of `bytes`, lines beyond the first and last repeating those. */
struct pass {
    const uint8_t *bytes;
    ptrdiff_t stride_bytes;
    int32_t base, n_lines; /**< the number of the line at `bytes`; how many the plane has in all */
    int n_taps;
};

static void mix(uint8_t *dst, const struct pass *pass, const struct taps *taps, int n)
{
    const uint8_t *lines[MOST_TAPS];
    for (int k = 0; k < pass->n_taps; k++) {
        int32_t line = CLAMP(taps->first + k, 0, pass->n_lines - 1);
        lines[k] = pass->bytes + (line - pass->base) * pass->stride_bytes;
    }
    fms_filter_rows(dst, lines, taps->weights, pass->n_taps, n);
}

struct job {
    const struct plane *plane;
    const struct taps *columns, *rows;
    int n_across, n_down; /**< taps */
    int32_t top, n_rows;  /**< of the plane: what the second pass reads; whole tiles */
};

static void draw_strip(struct fms_sampler *sampler, const struct job *job, int32_t x, int32_t width)
{
    struct pass pass = { job->plane->bytes + job->top, job->plane->stride_bytes, 0, job->plane->width, job->n_across };
    for (int32_t i = 0; i < width; i++)
        mix(sampler->lying + i * sampler->longest, &pass, &job->columns[x + i], job->n_rows);
    for (int32_t i = 0; i < width; i += 16)
        for (int32_t y = 0; y < job->n_rows; y += 16)
            fms_transpose_16(sampler->upright + y * STRIP + i, STRIP, sampler->lying + i * sampler->longest + y,
                             sampler->longest);
}

static void draw_plane(struct fms_sampler *sampler, struct job *job, uint8_t *dst, ptrdiff_t stride_bytes,
                       struct fms_rect area)
{
    const struct plane *plane = job->plane;
    int32_t first = CLAMP(job->rows[0].first, 0, plane->height - 1);
    int32_t last = CLAMP(job->rows[area.h - 1].first + job->n_down - 1, 0, plane->height - 1);
    job->top = first & ~15;
    job->n_rows = PAD_16(last + 1 - job->top);
    struct pass down = { sampler->upright, STRIP, job->top, plane->height, job->n_down };
    for (int32_t x = 0; x < area.w; x += STRIP) {
        int32_t width = MIN(STRIP, area.w - x);
        draw_strip(sampler, job, x, width);
        for (int32_t y = 0; y < area.h; y++)
            mix(dst + (area.y + y) * stride_bytes + area.x + x, &down, &job->rows[y], width);
    }
}

/* Sample i of luma stands at i + ½. Chroma i stands at 2i + ½ across (with the left luma sample) and at 2i + 1 down. */
void fms_sampler_draw(struct fms_sampler *sampler, struct fms_view view, struct fms_frame *out, struct fms_rect box)
{
    double step_x = CLAMP(view.w / box.w, 1e-6, FMS_SAMPLER_MOST_STEP);
    double step_y = CLAMP(view.h / box.h, 1e-6, FMS_SAMPLER_MOST_STEP);
    for (int p = 0; p < 3; p++) {
        int part = p ? 2 : 1;
        double down = p ? 1 : 0.5;
        int32_t left = (box.x + part - 1) / part, top = (box.y + part - 1) / part;
        struct fms_rect area = { left, top, (box.x + box.w + part - 1) / part - left,
                                 (box.y + box.h + part - 1) / part - top };
        if (area.w <= 0 || area.h <= 0)
            continue;
        double x = (view.x + (left * part + 0.5 - box.x) * step_x - 0.5) / part;
        double y = (view.y + (top * part + down - box.y) * step_y - down) / part;
        struct job job = {
            .plane = &sampler->plate->planes[p],
            .columns = make_taps(&sampler->columns, &sampler->n_columns, area.w, x, step_x),
            .rows = make_taps(&sampler->rows, &sampler->n_rows, area.h, y, step_y),
            .n_across = n_taps_of(step_x),
            .n_down = n_taps_of(step_y),
        };
        draw_plane(sampler, &job, out->plane[p], out->stride_bytes[p], area);
    }
}
