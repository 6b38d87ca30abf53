/*
 * How well stills that move are drawn, against a slow reference in double precision (reference.h): the structural
 * similarity of frames, and how far a feature strays from its ideal way.
 *
 *     quality               a test of seconds, at a small size
 *     quality --full [N]    at 1920 × 1080 from 3840 × 2160, every Nth frame (10), with figures
 */
#include "picture.h"
#include "reference.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/**
 * The least similarity of any frame's luma and of its chroma (a picture no larger than the frame loses every second chroma
 * sample before it is moved), and the most that a step of a feature may differ from the ideal one.
 */
#define LEAST_SSIM 0.99
#define LEAST_CHROMA_SSIM 0.985
#define MOST_STRAY 0.05

struct move {
    const char *name;
    double source; /**< the picture's size, in frames */
    struct ref_move way;
};

static const struct move moves[] = {
    { "zoom in", 2, { { 1, 0.5, 0.5 }, { 1.15, 0.5, 0.5 }, 150 } },
    { "zoom in, off centre", 2, { { 1, 0.5, 0.5 }, { 1.18, 0.46, 0.48 }, 150 } },
    { "zoom out", 2, { { 1.2, 0.42, 0.45 }, { 1, 0.5, 0.5 }, 150 } },
    { "pan", 2, { { 1.1, 0.46, 0.5 }, { 1.1, 0.54, 0.5 }, 150 } },
    { "pan, slow and slanting", 1.5, { { 1.3, 0.48, 0.51 }, { 1.3, 0.52, 0.49 }, 150 } },
    { "zoom in, as large as the frame", 1, { { 1, 0.5, 0.5 }, { 1.1, 0.5, 0.5 }, 150 } },
    { "zoom in, much detail lost", 3.2, { { 1, 0.5, 0.5 }, { 1.25, 0.6, 0.4 }, 150 } },
};

static struct {
    int width_px, height_px, every;
} size = { 320, 180, 30 };

/** The picture that is being drawn. */
static int picture_width, picture_height;

/* Rings that grow finer outwards, hard edges, and letters' kind of detail, in colour. */
static void chart(int x, int y, double rgb[3])
{
    double u = (x + 0.5) / picture_width, v = (y + 0.5) / picture_height;
    double dx = (u - 0.5) * 16, dy = (v - 0.5) * 9;
    double rings = 0.5 + 0.32 * cos((dx * dx + dy * dy) * 1.7);
    bool bar = fmod(u * 23 + v * 7, 1) < 0.12, tile = ((int) (u * 16) + (int) (v * 9)) % 5 == 0;
    rgb[0] = bar ? 0.92 : rings;
    rgb[1] = bar ? 0.90 : 0.25 + 0.5 * u + (tile ? 0.15 : 0);
    rgb[2] = bar ? 0.85 : 0.75 - 0.5 * v * rings;
}

/** Where the spots are, in parts of the picture. */
static const double spots[][2] = { { 0.5, 0.5 }, { 0.34, 0.38 }, { 0.66, 0.37 }, { 0.36, 0.64 }, { 0.65, 0.63 } };

/**
 * How wide a spot is: the bell's deviation, in pixels of the frame. The slopes of much wider ones are under one code value a
 * pixel, where eight bits cannot move by fractions of a pixel: their centres stray by up to a tenth.
 */
#define SPOT_PX 3

static void spotted(int x, int y, double rgb[3])
{
    double light = 0, spot = (double) SPOT_PX / size.width_px;
    for (size_t i = 0; i < G_N_ELEMENTS(spots); i++) {
        double dx = (x + 0.5) / picture_width - spots[i][0];
        double dy = ((y + 0.5) / picture_height - spots[i][1]) * picture_height / picture_width;
        light += exp(-(dx * dx + dy * dy) / (2 * spot * spot));
    }
    rgb[0] = rgb[1] = rgb[2] = light;
}

/** What the port hands out: a formula's picture in 16 bits, so that rounding it is nobody's fault. */
static bool port_still(void *user, const struct fms_asset *asset, struct fms_raster *out, GError **error)
{
    void (*at)(int, int, double *) = (void (*)(int, int, double *)) user;
    gsize plane = (gsize) picture_width * (gsize) picture_height;
    uint16_t *samples = g_new(uint16_t, 3 * plane);
    for (int y = 0; y < picture_height; y++)
        for (int x = 0; x < picture_width; x++) {
            double rgb[3];
            at(x, y, rgb);
            for (gsize p = 0; p < 3; p++)
                samples[p * plane + (gsize) (y * picture_width + x)] = (uint16_t) lrint(rgb[p] * 65535);
        }
    *out = (struct fms_raster){ FMS_RASTER_RGB, picture_width, picture_height, .depth = 16, .full_range = true };
    for (gsize p = 0; p < 3; p++) {
        out->plane[p] = (const uint8_t *) (samples + p * plane);
        out->stride_bytes[p] = (ptrdiff_t) sizeof *samples * picture_width;
    }
    out->owner = samples;
    out->release = g_free;
    return true;
}

static const struct fms_asset asset = { .name = "chart", .kind = FMS_ASSET_STILL };

static struct fms_layer layer_of(const struct ref_move *way)
{
    const struct ref_view *a = &way->from, *b = &way->to;
    return (struct fms_layer){ .kind = FMS_LAYER_STILL,
                               .still = { .leave_frame = -1,
                                          .fit = FMS_FIT_COVER,
                                          .w = size.width_px,
                                          .h = size.height_px,
                                          .from_zoom = lrint(a->zoom * 1e6),
                                          .from_x = lrint(a->x * 1e6),
                                          .from_y = lrint(a->y * 1e6),
                                          .to_zoom = lrint(b->zoom * 1e6),
                                          .to_x = lrint(b->x * 1e6),
                                          .to_y = lrint(b->y * 1e6),
                                          .move_end = way->n_frames,
                                          .asset = &asset } };
}

/** One movement being drawn. */
struct take {
    struct fms_layer layer;
    struct fms_scene scene;
    struct fms_pixels_port port;
    struct fms_picture *picture;
    struct fms_frame *frame;
};

static void open_take(struct take *take, const struct move *move, void (*at)(int, int, double *))
{
    picture_width = (int) lrint(size.width_px * move->source);
    picture_height = (int) lrint(size.height_px * move->source);
    take->layer = layer_of(&move->way);
    take->scene =
        (struct fms_scene){ size.width_px, size.height_px, { 30, 1 }, move->way.n_frames + 1, 1, &take->layer };
    take->port = (struct fms_pixels_port){ .user = (void *) at, .still = port_still };
    take->picture = fms_picture_open(&take->scene, 0, &take->port, NULL);
    g_assert_nonnull(take->picture);
    take->frame = fms_frame_new(size.width_px, size.height_px);
}

static void close_take(struct take *take)
{
    fms_picture_close(take->picture);
    fms_frame_free(take->frame);
}

/** Lowers `least` to the similarity of each plane of frame `n`. */
static void compare(struct take *take, const struct ref_picture *reference, const struct ref_move *way, int n,
                    double least[3])
{
    g_assert_true(fms_picture_frame(take->picture, n, take->frame, NULL));
    for (int p = 0; p < 3; p++) {
        int part = p ? 2 : 1;
        double *ideal = ref_draw(reference, p, ref_window_at(way, n), size.width_px, size.height_px);
        double found = ref_ssim(ideal, take->frame->plane[p], take->frame->stride_bytes[p], size.width_px / part,
                                size.height_px / part);
        least[p] = fmin(least[p], found);
        free(ideal);
    }
}

static void test_similar(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(moves); i++) {
        struct take take;
        open_take(&take, &moves[i], chart);
        struct ref_picture *reference = ref_picture_new(picture_width, picture_height, chart);
        double least[3] = { 1, 1, 1 };
        for (int n = 0; n <= moves[i].way.n_frames; n += size.every)
            compare(&take, reference, &moves[i].way, n, least);
        g_print("# SSIM of Y %.4f, Cb %.4f, Cr %.4f at least  %s\n", least[0], least[1], least[2], moves[i].name);
        g_assert_cmpfloat(least[0], >=, LEAST_SSIM);
        g_assert_cmpfloat(MIN(least[1], least[2]), >=, LEAST_CHROMA_SSIM);
        ref_picture_free(reference);
        close_take(&take);
    }
}

/** Where spot `i` ought to be in frame `n`, in pixels. */
static void ideal_place(const struct ref_move *way, int n, size_t i, double at[2])
{
    struct ref_window window = ref_window_at(way, n);
    at[0] = (spots[i][0] - window.x) / window.w * size.width_px;
    at[1] = (spots[i][1] - window.y) / window.h * size.height_px;
}

/** The centre of mass of what is bright about a place. */
static void find(const struct fms_frame *frame, const double about[2], double at[2])
{
    double sum = 0, sx = 0, sy = 0, reach = 5 * SPOT_PX;
    for (int y = (int) (about[1] - reach); y <= (int) (about[1] + reach); y++)
        for (int x = (int) (about[0] - reach); x <= (int) (about[0] + reach); x++) {
            double value = frame->plane[0][y * frame->stride_bytes[0] + x] - 16;
            sum += value;
            sx += value * (x + 0.5);
            sy += value * (y + 0.5);
        }
    at[0] = sx / sum;
    at[1] = sy / sum;
}

/** The most that any spot's step from one frame to the next differs from the ideal step. */
static double stray_of(const struct move *move)
{
    struct take take;
    double most = 0, off[G_N_ELEMENTS(spots)][2];
    open_take(&take, move, spotted);
    for (int n = 0; n <= move->way.n_frames; n++) {
        g_assert_true(fms_picture_frame(take.picture, n, take.frame, NULL));
        for (size_t i = 0; i < G_N_ELEMENTS(spots); i++) {
            double ideal[2], found[2];
            ideal_place(&move->way, n, i, ideal);
            find(take.frame, ideal, found);
            for (int k = 0; k < 2; k++) {
                double now = found[k] - ideal[k];
                most = n ? fmax(most, fabs(now - off[i][k])) : most;
                off[i][k] = now;
            }
        }
    }
    close_take(&take);
    return most;
}

static void test_smooth(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(moves); i++) {
        double most = stray_of(&moves[i]);
        g_print("# step off by %.4f px at most  %s\n", most, moves[i].name);
        g_assert_cmpfloat(most, <, MOST_STRAY);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "--full")) {
        size.width_px = 1920;
        size.height_px = 1080;
        size.every = argc > 2 ? MAX(1, atoi(argv[2])) : 10;
        argc = 1;
    }
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/quality/similar", test_similar);
    g_test_add_func("/quality/smooth", test_smooth);
    return g_test_run();
}
