/*
 * The ground: a vertical gradient and two wide lights. Its colours change so slowly across the frame that they are
 * computed on a coarse grid only, in 128ths of a code value, and interpolated to pixels in 16-bit integers; the
 * fraction that 8 bits cannot hold goes into the dither. The light's falloff t³(4 − 3t), t = 1 − d², has no edge in
 * value, slope or curvature, so the eye finds none.
 */
#include "blend-private.h"
#include "dither-private.h"
#include "ease-private.h"
#include "picture-private.h"

#include <string.h>

/** Luma pixels from one point of the grid to the next, and chroma samples. */
#define CELL 16
#define CHROMA_CELL 8

/** Code values on the grid are 128ths. */
#define FRAC_BITS 7
G_STATIC_ASSERT(1 << FRAC_BITS == FMS_DITHER_STEP);

/** How far lights wander before the ground is drawn anew, in per mille of the width, and the least times a second. */
#define HOLD_WAY 3
#define HOLD_RATE 4

/** How far a light wanders to either side, and how far it reaches, in 1024ths of the frame's longer side. */
#define SWING 164
#define REACH 860

/** Phase of a turn a second for lights that wander a per mille of the width a second: 2³² · 1024 / (1000 · 2π · SWING). */
#define PHASE_PER_DRIFT 4268

struct light {
    int32_t rgb[3];    /**< 128ths */
    int32_t strength;  /**< 255ths */
    int32_t x, y;      /**< 256ths of a pixel, where it wanders about */
    uint32_t phase[2]; /**< at frame 0, across and down */
    uint32_t speed[2]; /**< a frame */
};

struct ground {
    struct fms_item item;
    int32_t width_px, height_px;
    int32_t top[3], bottom[3]; /**< R'G'B', 128ths */
    struct light lights[2];
    int64_t hold;          /**< frames that look the same */
    int64_t at;            /**< the frame that the grid is for, -1 at first */
    int n_columns, n_rows; /**< of the grid */
    int16_t *grid[3];      /**< Y, Cb, Cr */
    int32_t *across[2];    /**< by light and column: squared distance over squared reach, 65536ths */
    int16_t *line;         /**< one row between rows of the grid */
};

static void set_rgb(int32_t rgb[3], int64_t rgba)
{
    for (int i = 0; i < 3; i++)
        rgb[i] = (int32_t) (rgba >> (24 - 8 * i) & 255) << FRAC_BITS;
}

/** Squared distance over squared reach along one axis, 65536ths, at most 2. */
static int32_t distance(int32_t px, int64_t centre_256ths, int64_t longer_px)
{
    int64_t d = (int64_t) px * 256 - centre_256ths, reach = longer_px * REACH / 4;
    int64_t part = CLAMP(d * 4096 / reach, -5792, 5792);
    return (int32_t) (part * part >> 8);
}

/** 128·R'G'B' to 128·Y'CbCr, limited range. */
static void put_colour(struct ground *ground, int at, const int32_t rgb[3])
{
    int r = rgb[0], g = rgb[1], b = rgb[2];
    ground->grid[0][at] =
        (int16_t) ((16 << FRAC_BITS) + ((int64_t) 11966 * r + (int64_t) 40254 * g + 4064 * b) / 65536);
    ground->grid[1][at] = (int16_t) ((128 << FRAC_BITS) + ((int64_t) -6596 * r - 22189 * g + 28785 * b) / 65536);
    ground->grid[2][at] = (int16_t) ((128 << FRAC_BITS) + ((int64_t) 28785 * r - 26145 * g - 2640 * b) / 65536);
}

static void shine(int32_t rgb[3], const struct light *light, int32_t distance_65536ths)
{
    int64_t t = 65536 - (int64_t) distance_65536ths;
    if (t <= 0)
        return;
    int64_t falloff = ((t * t >> 16) * t >> 16) * (4 * 65536 - 3 * t) >> 16;
    int64_t alpha = falloff * light->strength / 255;
    for (int i = 0; i < 3; i++)
        rgb[i] += (int32_t) ((light->rgb[i] - rgb[i]) * alpha / 65536);
}

/** Channel `i` of the gradient; the grid reaches beyond the last row, colours do not reach beyond theirs. */
static int32_t at_height(const struct ground *ground, int i, int32_t y)
{
    int64_t way = (int64_t) (ground->bottom[i] - ground->top[i]) * y / ground->height_px;
    return (int32_t) CLAMP(ground->top[i] + way, 0, 255 << FRAC_BITS);
}

static void fill_grid(struct ground *ground, int64_t n)
{
    int64_t longer = MAX(ground->width_px, ground->height_px), y[2];
    for (int k = 0; k < 2; k++) {
        const struct light *light = &ground->lights[k];
        int64_t swing = longer * SWING / 1024 * 256;
        int64_t x = light->x + swing * fms_ease_sine(light->phase[0] + (uint32_t) n * light->speed[0]) / 32768;
        y[k] = light->y + swing * fms_ease_sine(light->phase[1] + (uint32_t) n * light->speed[1]) / 32768;
        for (int i = 0; i < ground->n_columns; i++)
            ground->across[k][i] = distance(i * CELL, x, longer);
    }
    for (int j = 0; j < ground->n_rows; j++) {
        int32_t row[3], down[2];
        for (int i = 0; i < 3; i++)
            row[i] = at_height(ground, i, j * CELL);
        for (int k = 0; k < 2; k++)
            down[k] = distance(j * CELL, y[k], longer);
        for (int i = 0; i < ground->n_columns; i++) {
            int32_t rgb[3] = { row[0], row[1], row[2] };
            for (int k = 0; k < 2; k++)
                shine(rgb, &ground->lights[k], ground->across[k][i] + down[k]);
            put_colour(ground, j * ground->n_columns + i, rgb);
        }
    }
}

typedef uint16_t luma_cell __attribute__((vector_size(2 * CELL)));
typedef uint8_t luma_bytes __attribute__((vector_size(CELL)));
typedef uint16_t chroma_cell __attribute__((vector_size(2 * CHROMA_CELL)));
typedef uint8_t chroma_bytes __attribute__((vector_size(CHROMA_CELL)));

/* k·d/16 is taken as k·(d/16) + k·(d mod 16)/16: exact, and whatever d, nothing leaves 16 bits for good. */
FMS_HOT static void expand_luma(uint8_t *restrict dst, const int16_t *restrict line, const int16_t *restrict dither,
                                int n_cells)
{
    const luma_cell k = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
    for (int c = 0; c < n_cells; c++) {
        int delta = line[c + 1] - line[c];
        luma_cell value;
        memcpy(&value, dither + c % (FMS_DITHER_SIZE / CELL) * CELL, sizeof value);
        value += (uint16_t) line[c] + (uint16_t) (delta >> 4) * k + (((uint16_t) (delta & 15) * k) >> 4);
        luma_bytes bytes = __builtin_convertvector(value >> FRAC_BITS, luma_bytes);
        memcpy(dst + c * CELL, &bytes, sizeof bytes);
    }
}

FMS_HOT static void expand_chroma(uint8_t *restrict dst, const int16_t *restrict line, const int16_t *restrict dither,
                                  int n_cells)
{
    const chroma_cell k = { 0, 1, 2, 3, 4, 5, 6, 7 };
    for (int c = 0; c < n_cells; c++) {
        int delta = line[c + 1] - line[c];
        chroma_cell value;
        memcpy(&value, dither + c % (FMS_DITHER_SIZE / CHROMA_CELL) * CHROMA_CELL, sizeof value);
        value += (uint16_t) line[c] + (uint16_t) (delta >> 3) * k + (((uint16_t) (delta & 7) * k) >> 3);
        chroma_bytes bytes = __builtin_convertvector(value >> FRAC_BITS, chroma_bytes);
        memcpy(dst + c * CHROMA_CELL, &bytes, sizeof bytes);
    }
}

FMS_HOT static void mix_lines(int16_t *restrict out, const int16_t *restrict a, const int16_t *restrict b, int weight,
                              int n)
{
    for (int i = 0; i < n; i++)
        out[i] = (int16_t) ((a[i] * (64 - weight) + b[i] * weight) >> 6);
}

/** One row of plane `p`; `at` is its height in quarters of a luma pixel. */
static void draw_row(struct ground *ground, struct fms_frame *out, int p, int y, int at)
{
    const int16_t *upper = ground->grid[p] + at / 64 * ground->n_columns;
    mix_lines(ground->line, upper, upper + ground->n_columns, at % 64, ground->n_columns);
    const int16_t *dither = fms_dither() + (y + 23 * p) % FMS_DITHER_SIZE * FMS_DITHER_SIZE;
    uint8_t *row = out->plane[p] + y * out->stride_bytes[p];
    if (p == 0)
        expand_luma(row, ground->line, dither, (out->width_px + CELL - 1) / CELL);
    else
        expand_chroma(row, ground->line, dither, (out->width_px + CELL - 1) / CELL);
}

static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    struct ground *ground = (struct ground *) item;
    int64_t at = n - n % ground->hold;
    if (at != ground->at)
        fill_grid(ground, at);
    ground->at = at;
    for (int y = 0; y < out->height_px; y++)
        draw_row(ground, out, 0, y, 4 * y);
    for (int p = 1; p < 3; p++)
        for (int y = 0; y < out->height_px / 2; y++)
            draw_row(ground, out, p, y, 8 * y + 2);
    return true;
}

static void close_ground(struct fms_item *item)
{
    struct ground *ground = (struct ground *) item;
    for (int i = 0; i < 3; i++)
        g_free(ground->grid[i]);
    for (int i = 0; i < 2; i++)
        g_free(ground->across[i]);
    g_free(ground->line);
    g_free(ground);
}

/* Steps too small to see, several frames apart: an encoder skips the frames between. */
static int64_t hold_of(const struct fms_ground_layer *layer, struct fms_rate rate)
{
    int64_t longest = MAX(1, rate.num / rate.den / HOLD_RATE), drift = CLAMP(layer->drift_permille, 1, 10000);
    return CLAMP((int64_t) HOLD_WAY * rate.num / (rate.den * drift), 1, longest);
}

/** Places a light: `x`, `y` in 1024ths of the frame, shifted by up to a twelfth as the seed will. */
static void open_light(struct light *light, const struct fms_opening *opening, const struct fms_ground_layer *layer,
                       int k)
{
    static const int32_t homes[2][2] = { { 246, 287 }, { 799, 758 } };
    static const int64_t tempo[2][2] = { { 1000, 731 }, { -833, 929 } }; /* thousandths, across and down */
    const struct fms_scene *scene = opening->scene;
    uint32_t random = (uint32_t) layer->seed * 2654435761u + (uint32_t) k * 40503u;
    int64_t rgba = k ? layer->glow2_rgba : layer->glow_rgba, drift = CLAMP(layer->drift_permille, 0, 10000);
    int32_t size[2] = { scene->width_px, scene->height_px }, home[2];
    set_rgb(light->rgb, rgba);
    light->strength = (int32_t) (rgba & 255);
    for (int axis = 0; axis < 2; axis++) {
        random = random * 1664525u + 1013904223u;
        int32_t shift = (int32_t) (random >> 24) * 170 / 256 - 85;
        home[axis] = (int32_t) ((int64_t) (homes[k][axis] + shift) * size[axis] / 4);
        random = random * 1664525u + 1013904223u;
        light->phase[axis] = random;
        int64_t a_second = drift * PHASE_PER_DRIFT * tempo[k][axis];
        light->speed[axis] = (uint32_t) (a_second * scene->rate.den / scene->rate.num);
    }
    light->x = home[0];
    light->y = home[1];
}

struct fms_item *fms_ground_open(const struct fms_opening *opening, const struct fms_ground_layer *layer)
{
    struct ground *ground = g_new0(struct ground, 1);
    ground->item = (struct fms_item){ draw, close_ground };
    ground->width_px = opening->scene->width_px;
    ground->height_px = opening->scene->height_px;
    set_rgb(ground->top, layer->top_rgba);
    set_rgb(ground->bottom, layer->bottom_rgba);
    for (int k = 0; k < 2; k++)
        open_light(&ground->lights[k], opening, layer, k);
    ground->hold = hold_of(layer, opening->scene->rate);
    ground->at = -1;
    ground->n_columns = (ground->width_px + CELL - 1) / CELL + 1;
    ground->n_rows = (ground->height_px + CELL - 1) / CELL + 1;
    for (int i = 0; i < 3; i++)
        ground->grid[i] = g_new(int16_t, ground->n_columns * ground->n_rows);
    for (int i = 0; i < 2; i++)
        ground->across[i] = g_new(int32_t, ground->n_columns);
    ground->line = g_new(int16_t, ground->n_columns);
    return &ground->item;
}
