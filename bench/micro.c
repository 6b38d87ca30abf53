/*
 * Micro-benchmarks of the compositor: nanoseconds a pixel, and how many times that of copying a frame.
 *
 *     micro [CASE [TIMES]]
 *
 * Without a case, all of them, the best of several rounds each. With one, just that many times without a clock: for
 * callgrind, which counts within measured() alone.
 */
#include "blend-private.h"
#include "conform-private.h"
#include "picture.h"
#include "sampler-private.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1280, HEIGHT = 720, ROUNDS = 15 };

/** What all cases work on, made once. */
struct bench {
    struct fms_frame *picture, *other, *out;
    struct fms_sampler *sampler;
    struct fms_picture *ground;
    struct fms_raster raster; /**< twice the size, R'G'B' */
    struct fms_conform resize, same;
    int64_t n; /**< runs so far */
};

struct micro {
    const char *name;
    void (*run)(struct bench *bench);
};

static void each_row(struct bench *bench, void (*row)(uint8_t *out, const uint8_t *a, const uint8_t *b, int n))
{
    for (int p = 0; p < 3; p++)
        for (int y = 0; y < (p ? HEIGHT / 2 : HEIGHT); y++)
            row(bench->out->plane[p] + y * bench->out->stride_bytes[p],
                bench->picture->plane[p] + y * bench->picture->stride_bytes[p],
                bench->other->plane[p] + y * bench->other->stride_bytes[p], p ? WIDTH / 2 : WIDTH);
}

static void copy_row(uint8_t *out, const uint8_t *a, const uint8_t *b, int n)
{
    memcpy(out, a, (size_t) n);
}

static void ink_row(uint8_t *out, const uint8_t *a, const uint8_t *b, int n)
{
    fms_blend_value(out, a, 200, n);
}

static void sprite_row(uint8_t *out, const uint8_t *a, const uint8_t *b, int n)
{
    fms_blend_values(out, a, b, n);
}

static void cover_row(uint8_t *out, const uint8_t *a, const uint8_t *b, int n)
{
    fms_cover_mix(out, a, b, 77, 200, n);
}

static void mixed_row(uint8_t *out, const uint8_t *a, const uint8_t *b, int n)
{
    fms_mix_rows(out, a, b, 100, n);
}

static void copy(struct bench *bench)
{
    each_row(bench, copy_row);
}

static void blend_ink(struct bench *bench)
{
    each_row(bench, ink_row);
}

static void blend_sprite(struct bench *bench)
{
    each_row(bench, sprite_row);
}

static void cover(struct bench *bench)
{
    each_row(bench, cover_row);
}

static void dissolve(struct bench *bench)
{
    each_row(bench, mixed_row);
}

static void look(struct bench *bench)
{
    fms_frame_look_at(bench->picture, bench->other);
}

/* A view of the picture that moves on by a fraction of a pixel; `zoom` below one makes it smaller. */
static void view(struct bench *bench, double zoom)
{
    double at = 3.37 + 0.013 * (double) bench->n;
    struct fms_view shown = { at, at, WIDTH / zoom, HEIGHT / zoom };
    fms_sampler_draw(bench->sampler, shown, bench->out, (struct fms_rect){ 0, 0, WIDTH, HEIGHT });
}

static void sample_closer(struct bench *bench)
{
    view(bench, 1.05);
}

static void sample_wider(struct bench *bench)
{
    view(bench, 0.95);
}

static void sample_half(struct bench *bench)
{
    view(bench, 0.5);
}

static void draw_ground(struct bench *bench)
{
    fms_picture_frame(bench->ground, bench->n * 10, bench->out, NULL);
}

static void conform_rgb(struct bench *bench)
{
    struct fms_crop all = { 0, 0, 2 * WIDTH, 2 * HEIGHT };
    fms_conform_run(&bench->resize, &bench->raster, all, 0, bench->out, NULL);
}

static void conform_same(struct bench *bench)
{
    struct fms_raster raster = fms_raster_of_frame(bench->picture);
    struct fms_crop all = { 0, 0, WIDTH, HEIGHT };
    fms_conform_run(&bench->same, &raster, all, 0, bench->out, NULL);
}

static const struct micro cases[] = {
    { "copy", copy },
    { "blend-ink", blend_ink },
    { "blend-sprite", blend_sprite },
    { "cover", cover },
    { "dissolve", dissolve },
    { "look", look },
    { "sample-closer", sample_closer },
    { "sample-wider", sample_wider },
    { "sample-half", sample_half },
    { "ground", draw_ground },
    { "conform-rgb", conform_rgb },
    { "conform-same", conform_same },
};

/* Something that is neither flat nor noise, the same every time. */
static void paint(struct fms_frame *frame, uint32_t seed)
{
    for (int p = 0; p < 3; p++)
        for (int y = 0; y < (p ? frame->height_px / 2 : frame->height_px); y++)
            for (int x = 0; x < frame->stride_bytes[p]; x++) {
                seed = seed * 1664525u + 1013904223u;
                frame->plane[p][y * frame->stride_bytes[p] + x] =
                    (uint8_t) (40 + (x * 3 + y * 5) % 150 + (int) (seed >> 29));
            }
}

static const struct fms_layer ground_layer = { .kind = FMS_LAYER_GROUND,
                                               .ground = { 0x17343fff, 0x0a161dff, 0x2f7f8a5c, 0x5d4a8a55, 7, 12 } };
static const struct fms_scene ground_scene = { WIDTH, HEIGHT, { 30, 1 }, 1 << 20, 1, &ground_layer };

static void set_up(struct bench *bench)
{
    struct fms_frame **frames[] = { &bench->picture, &bench->other, &bench->out };
    for (size_t i = 0; i < G_N_ELEMENTS(frames); i++) {
        *frames[i] = fms_frame_new(WIDTH, HEIGHT);
        paint(*frames[i], (uint32_t) i);
    }
    bench->sampler = fms_sampler_new(bench->picture);
    bench->ground = fms_picture_open(&ground_scene, 0, NULL, NULL);
    struct fms_raster raster = { FMS_RASTER_RGB, 2 * WIDTH, 2 * HEIGHT, .depth = 8, .full_range = true };
    for (int i = 0; i < 3; i++) {
        uint8_t *plane = aligned_alloc(64, (size_t) 4 * WIDTH * HEIGHT);
        for (int k = 0; k < 4 * WIDTH * HEIGHT; k++)
            plane[k] = (uint8_t) (k / (i + 1) % 251);
        raster.plane[i] = plane;
        raster.stride_bytes[i] = (ptrdiff_t) 2 * WIDTH;
    }
    bench->raster = raster;
}

static void tear_down(struct bench *bench)
{
    fms_frame_free(bench->picture);
    fms_frame_free(bench->other);
    fms_frame_free(bench->out);
    fms_sampler_free(bench->sampler);
    fms_picture_close(bench->ground);
    fms_conform_clear(&bench->resize);
    fms_conform_clear(&bench->same);
    for (int i = 0; i < 3; i++)
        free((void *) (uintptr_t) bench->raster.plane[i]);
}

void measured(const struct micro *micro, struct bench *bench);

/* Outside of this nothing is counted. */
__attribute__((noinline)) void measured(const struct micro *micro, struct bench *bench)
{
    micro->run(bench);
    bench->n++;
}

static double best_ns(const struct micro *micro, struct bench *bench)
{
    int64_t best = INT64_MAX;
    measured(micro, bench);
    for (int round = 0; round < ROUNDS; round++) {
        int64_t begin = g_get_monotonic_time();
        for (int i = 0; i < 4; i++)
            measured(micro, bench);
        best = MIN(best, g_get_monotonic_time() - begin);
    }
    return (double) best * 1000 / 4 / (WIDTH * HEIGHT);
}

int main(int argc, char **argv)
{
    struct bench bench = { 0 };
    set_up(&bench);
    double unit = argc > 1 ? 0 : best_ns(&cases[0], &bench);
    bool found = argc < 2;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (argc < 2) {
            double ns = best_ns(&cases[i], &bench);
            g_print("%-14s %7.3f ns a pixel   %5.1f copies\n", cases[i].name, ns, ns / unit);
        } else if (!strcmp(argv[1], cases[i].name)) {
            found = true;
            cases[i].run(&bench); /* what is made at the first use */
            for (int k = argc > 2 ? atoi(argv[2]) : 1; k > 0; k--)
                measured(&cases[i], &bench);
        }
    }
    tear_down(&bench);
    return found ? 0 : 2;
}
