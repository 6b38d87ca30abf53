/*
 * Parts of a drawing: they lie and move as they do in the whole, and what is not theirs is left alone.
 */
#include "picture-stage.h"

#include <glib/gstdio.h>

static char *file;

static struct fms_asset asset = { .name = "map.svg", .kind = FMS_ASSET_VECTOR };

static const char map[] =
    "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='400'><rect width='640' height='400' fill='#204060'/>"
    "<circle id='sun' cx='200' cy='150' r='90' fill='#ffcc00'/>"
    "<path id='hill' d='M300 380 L450 120 L620 380 Z' fill='#30a040' fill-opacity='0.6'/></svg>";

static struct fms_layer layer_of(const char *part, const char *without, int fit)
{
    return (struct fms_layer){ .kind = FMS_LAYER_STILL,
                               .still = { .fit = fit,
                                          .x = 11,
                                          .y = 7,
                                          .w = 299,
                                          .h = 165,
                                          .pad_rgba = 0x101010FF,
                                          .from_zoom = 1000000,
                                          .from_x = 500000,
                                          .from_y = 500000,
                                          .to_zoom = 1400000,
                                          .to_x = 300000,
                                          .to_y = 400000,
                                          .move_begin = 10,
                                          .move_end = 40,
                                          .part = part,
                                          .without = without,
                                          .leave_frame = -1,
                                          .asset = &asset } };
}

/** The greatest and the mean difference of luma and chroma. */
static int worst(const struct fms_frame *a, const struct fms_frame *b, double *mean)
{
    int most = 0;
    int64_t sum = 0, n = 0;
    for (int p = 0; p < 3; p++)
        for (int32_t y = 0; y < (p ? 90 : 180); y++)
            for (int32_t x = 0; x < (p ? 160 : 320); x++, n++) {
                int off = abs(a->plane[p][y * a->stride_bytes[p] + x] - b->plane[p][y * b->stride_bytes[p] + x]);
                most = MAX(most, off);
                sum += off;
            }
    *mean = (double) sum / (double) n;
    return most;
}

/**
 * A drawing without two of its elements, and these on it as layers of their own, is the drawing, wherever it moves: but for the
 * filter, which overshoots at the edges of the whole.
 */
static void test_whole(void)
{
    for (int fit = FMS_FIT_COVER; fit <= FMS_FIT_CONTAIN; fit++)
        for (int n = 0; n <= 45; n += 9) {
            struct fms_layer whole = layer_of(NULL, NULL, fit);
            struct fms_layer parts[] = { layer_of(NULL, "sun hill", fit), layer_of("sun", NULL, fit),
                                         layer_of("hill", "sun", fit) };
            struct fms_frame *a = stage_frame(&whole, 1, 320, 180, n), *b = stage_frame(parts, 3, 320, 180, n);
            double mean;
            int most = worst(a, b, &mean);
            g_test_message("fit %d, frame %d: %d at most, %f", fit, n, most, mean);
            g_assert_cmpint(most, <=, 16);
            g_assert_cmpfloat(mean, <, 0.2);
            fms_frame_free(a);
            fms_frame_free(b);
        }
}

/** Where a part draws nothing, the bytes below it are as they were. */
static void test_transparent(void)
{
    struct fms_layer layers[] = { { .kind = FMS_LAYER_GROUND,
                                    .ground = { .top_rgba = 0xFFFFFFFF, .bottom_rgba = 0x8080FFFF } },
                                  layer_of("sun", NULL, FMS_FIT_CONTAIN) };
    struct fms_frame *below = stage_frame(layers, 1, 320, 180, 0), *with = stage_frame(layers, 2, 320, 180, 0);
    int changed = 0;
    for (int32_t y = 0; y < 180; y++)
        for (int32_t x = 0; x < 320; x++) {
            bool same =
                below->plane[0][y * below->stride_bytes[0] + x] == with->plane[0][y * with->stride_bytes[0] + x];
            double dx = x + 0.5 - (11 + 149.5 + (200 - 320) * 165.0 / 400), dy = y + 0.5 - (7 + 150 * 165.0 / 400);
            double away = dx * dx + dy * dy, edge = 90 * 165.0 / 400;
            changed += !same;
            if (away > (edge + 4) * (edge + 4))
                g_assert_true(same);
            else if (away < (edge - 2.5) * (edge - 2.5))
                g_assert_cmpint(ABS(with->plane[0][y * with->stride_bytes[0] + x] - 188), <=, 1);
        }
    g_assert_cmpint(changed, >, 4000);
    fms_frame_free(below);
    fms_frame_free(with);
}

/** Over a ground, a drawing with a ground of its own is seen with its blurred copy around it, others with what is under them. */
static void test_surroundings(void)
{
    static const char open[] = "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='400'>"
                               "<circle cx='50' cy='200' r='40' fill='#ffcc00'/></svg>";
    struct fms_layer layers[] = { { .kind = FMS_LAYER_GROUND,
                                    .ground = { .top_rgba = 0x304050FF, .bottom_rgba = 0x304050FF } },
                                  layer_of(NULL, NULL, FMS_FIT_BLUR) };
    layers[1].still.over = 1;
    layers[1].still.to_zoom = 1000000;
    for (int opaque = 0; opaque < 2; opaque++) {
        if (!opaque)
            g_assert_true(g_file_set_contents(file, open, -1, NULL));
        struct fms_frame *below = stage_frame(layers, 1, 320, 180, 0), *with = stage_frame(layers, 2, 320, 180, 0);
        size_t beside = (size_t) (90 * with->stride_bytes[0] + 20),
               middle = (size_t) (90 * with->stride_bytes[0] + 160);
        g_assert_true((with->plane[0][beside] == below->plane[0][beside]) == !opaque);
        g_assert_cmpint(with->plane[0][middle], !=, below->plane[0][middle]);
        g_assert_true(g_file_set_contents(file, map, -1, NULL));
        fms_frame_free(below);
        fms_frame_free(with);
    }
}

/** A part fades, and an empty one is no mistake; one that is not there is an error. */
static void test_presence(void)
{
    struct fms_layer layers[] = { layer_of(NULL, "sun hill", FMS_FIT_COVER), layer_of("sun", "sun", FMS_FIT_COVER),
                                  layer_of("sun", NULL, FMS_FIT_COVER) };
    layers[2].still.enter_frame = 5;
    layers[2].still.enter_frames = 3;
    struct fms_frame *bare = stage_frame(layers, 2, 320, 180, 4);
    static const int frames[] = { 4, 5, 6, 7, 8 };
    int before = bare->plane[0][70 * bare->stride_bytes[0] + 110];
    for (size_t i = 0; i < G_N_ELEMENTS(frames); i++) {
        struct fms_frame *frame = stage_frame(layers, 3, 320, 180, frames[i]);
        int luma = frame->plane[0][70 * frame->stride_bytes[0] + 110];
        g_assert_cmpint(ABS(luma - (before + (188 - before) * MIN((int) i, 3) / 3)), <=, 2);
        fms_frame_free(frame);
    }
    fms_frame_free(bare);
    layers[0].still.part = "moon";
    struct fms_scene scene = { 320, 180, { 30, 1 }, 1, 1, layers };
    GError *error = NULL;
    g_assert_null(fms_picture_open(&scene, 0, NULL, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_assert_nonnull(strstr(error->message, "'moon'"));
    g_error_free(error);
}

/** Any frame is the same whatever was drawn before it. */
static void test_pure(void)
{
    struct fms_layer layers[] = { layer_of(NULL, "sun hill", FMS_FIT_COVER), layer_of("sun", NULL, FMS_FIT_COVER),
                                  layer_of("hill", NULL, FMS_FIT_COVER) };
    layers[2].still.enter_frame = 20;
    layers[2].still.enter_frames = 9;
    struct fms_scene scene = { 320, 180, { 30, 1 }, 60, 3, layers };
    struct fms_picture *picture = fms_picture_open(&scene, 0, NULL, NULL);
    struct fms_frame *frame = fms_frame_new(320, 180);
    for (int n = 0; n < 50; n++) {
        g_assert_true(fms_picture_frame(picture, n, frame, NULL));
        if (n % 7)
            continue;
        struct fms_frame *alone = stage_frame(layers, 3, 320, 180, n);
        g_assert_true(stage_same(frame, alone));
        fms_frame_free(alone);
    }
    fms_frame_free(frame);
    fms_picture_close(picture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    int handle = g_file_open_tmp("cutout-XXXXXX.svg", &file, NULL);
    g_assert_cmpint(handle, >=, 0);
    g_close(handle, NULL);
    g_assert_true(g_file_set_contents(file, map, -1, NULL));
    asset.path = file;
    g_test_add_func("/cutout/whole", test_whole);
    g_test_add_func("/cutout/transparent", test_transparent);
    g_test_add_func("/cutout/presence", test_presence);
    g_test_add_func("/cutout/surroundings", test_surroundings);
    g_test_add_func("/cutout/pure", test_pure);
    int status = g_test_run();
    g_remove(file);
    g_free(file);
    return status;
}
