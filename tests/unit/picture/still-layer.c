#include "ease-private.h"
#include "picture-stage.h"

#include <math.h>

static uint8_t white(int32_t x, int32_t y)
{
    return 255;
}

/** A soft spot in the middle of 640 × 480. */
static uint8_t spot(int32_t x, int32_t y)
{
    double dx = x - 319.5, dy = y - 239.5;
    return (uint8_t) (255 * exp(-(dx * dx + dy * dy) / 200) + 0.5);
}

static uint8_t slope(int32_t x, int32_t y)
{
    return (uint8_t) (x / 4 + y / 8);
}

static const struct fms_asset asset = { .name = "pattern", .kind = FMS_ASSET_STILL };

static struct fms_layer still(int fit, struct fms_rect box)
{
    return (struct fms_layer){ .kind = FMS_LAYER_STILL,
                               .still = { .fit = fit,
                                          .x = box.x,
                                          .y = box.y,
                                          .w = box.w,
                                          .h = box.h,
                                          .pad_rgba = 0x000000FF,
                                          .from_zoom = 1000000,
                                          .from_x = 500000,
                                          .from_y = 500000,
                                          .to_zoom = 1000000,
                                          .to_x = 500000,
                                          .to_y = 500000,
                                          .leave_frame = -1,
                                          .asset = &asset } };
}

static struct fms_frame *draw(struct pattern *pattern, const struct fms_layer *layer, int32_t w, int32_t h, int64_t n)
{
    struct fms_scene scene = { w, h, { 30, 1 }, 1000, 1, layer };
    struct fms_pixels_port port = stage_port(pattern);
    GError *error = NULL;
    struct fms_picture *picture = fms_picture_open(&scene, 0, &port, &error);
    g_assert_no_error(error);
    struct fms_frame *frame = fms_frame_new(w, h);
    g_assert_true(fms_picture_frame(picture, n, frame, &error));
    fms_picture_close(picture);
    return frame;
}

static int luma(const struct fms_frame *frame, int32_t x, int32_t y)
{
    return frame->plane[0][y * frame->stride_bytes[0] + x];
}

/** Whatever its shape and wherever the view goes, a covering picture fills its box, and touches nothing else. */
static void test_cover(void)
{
    static const int shapes[][2] = { { 320, 180 }, { 1, 1 }, { 3, 2000 }, { 641, 479 }, { 9000, 1 } };
    static const int64_t zooms[] = { 1300000, 90000000, INT64_MIN };
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(zooms); k++) {
            struct pattern pattern = { shapes[i][0], shapes[i][1], white, false };
            struct fms_layer layer = still(FMS_FIT_COVER, (struct fms_rect){ 20, 10, 280, 160 });
            layer.still.to_zoom = zooms[k];
            layer.still.from_x = -5;
            layer.still.to_x = INT64_MAX;
            layer.still.move_end = 10;
            struct fms_frame *frame = draw(&pattern, &layer, 320, 180, 4);
            for (int y = 0; y < 180; y++)
                for (int x = 0; x < 320; x++)
                    g_assert_cmpint(luma(frame, x, y), ==, x >= 20 && x < 300 && y >= 10 && y < 170 ? 235 : 16);
            fms_frame_free(frame);
        }
}

static void test_contain(void)
{
    struct pattern tall = { 90, 180, white, false };
    struct fms_layer layer = still(FMS_FIT_CONTAIN, (struct fms_rect){ 0, 0, 320, 180 });
    struct fms_frame *frame = draw(&tall, &layer, 320, 180, 0);
    g_assert_cmpint(luma(frame, 160, 2), ==, 235);
    g_assert_cmpint(luma(frame, 160, 177), ==, 235);
    g_assert_cmpint(luma(frame, 100, 90), ==, 16);
    g_assert_cmpint(luma(frame, 220, 90), ==, 16);
    fms_frame_free(frame);
    layer.still.fit = FMS_FIT_BLUR;
    frame = draw(&tall, &layer, 320, 180, 0);
    g_assert_cmpint(luma(frame, 160, 90), ==, 235);
    g_assert_cmpint(luma(frame, 10, 90), >, 100);
    g_assert_cmpint(luma(frame, 10, 90), <, 180);
    fms_frame_free(frame);
}

static void test_alpha(void)
{
    struct pattern half = { 320, 180, white, true };
    struct fms_layer layer = still(FMS_FIT_COVER, (struct fms_rect){ 0, 0, 320, 180 });
    layer.still.pad_rgba = 0x808080FF;
    struct fms_frame *frame = draw(&half, &layer, 320, 180, 0);
    g_assert_cmpint(luma(frame, 100, 90), ==, 126);
    g_assert_cmpint(luma(frame, 250, 90), ==, 235);
    fms_frame_free(frame);
}

static void test_dim(void)
{
    struct pattern pattern = { 320, 180, white, false };
    struct fms_layer layer = still(FMS_FIT_COVER, (struct fms_rect){ 0, 0, 320, 180 });
    layer.still.dim_permille = 400;
    struct fms_frame *frame = draw(&pattern, &layer, 320, 180, 0);
    g_assert_cmpint(luma(frame, 100, 90), ==, 16 + (219 * 600 + 500) / 1000);
    fms_frame_free(frame);
}

static double centre(const struct fms_frame *frame)
{
    double sum = 0, at = 0;
    for (int y = 0; y < frame->height_px; y++)
        for (int x = 0; x < frame->width_px; x++) {
            double value = MAX(luma(frame, x, y) - 24, 0);
            sum += value;
            at += value * (x + 0.5);
        }
    return at / sum;
}

/** A spot under a slow pan is within a twentieth of a pixel of its way, in every frame. */
static void test_smooth(void)
{
    struct pattern pattern = { 640, 480, spot, false };
    struct fms_layer layer = still(FMS_FIT_COVER, (struct fms_rect){ 0, 0, 320, 240 });
    layer.still.from_zoom = layer.still.to_zoom = 1200000;
    layer.still.from_x = 440000;
    layer.still.to_x = 560000;
    layer.still.move_end = 120;
    struct fms_scene scene = { 320, 240, { 30, 1 }, 121, 1, &layer };
    struct fms_pixels_port port = stage_port(&pattern);
    struct fms_picture *picture = fms_picture_open(&scene, 0, &port, NULL);
    struct fms_frame *frame = fms_frame_new(320, 240);
    for (int n = 0; n <= 120; n++) {
        g_assert_true(fms_picture_frame(picture, n, frame, NULL));
        double way = (0.44 + 0.12 * fms_ease_move(n / 120.0)) * 320;
        g_assert_cmpfloat_with_epsilon(centre(frame), 160 + (160 - way) * 1.2, 0.05);
    }
    fms_frame_free(frame);
    fms_picture_close(picture);
}

static uint8_t two_spots(int32_t x, int32_t y)
{
    return MAX(spot(x - 160, y), spot(x + 160, y));
}

/** A zoom: equal factors in equal times, about its own point. */
static void test_zoom(void)
{
    static const struct {
        int n;
        double zoom;
    } rows[] = { { 0, 1 }, { 60, 1.118034 }, { 120, 1.25 }, { 130, 1.25 } };
    struct pattern pattern = { 640, 480, two_spots, false };
    struct fms_layer layer = still(FMS_FIT_COVER, (struct fms_rect){ 0, 0, 320, 240 });
    layer.still.to_zoom = 1250000;
    layer.still.move_end = 120;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_frame *frame = draw(&pattern, &layer, 320, 240, rows[i].n);
        struct fms_frame half = *frame;
        half.width_px = 160;
        double left = centre(&half);
        half.plane[0] += 160;
        double right = 160 + centre(&half);
        g_assert_cmpfloat_with_epsilon(right - left, 160 * rows[i].zoom, 0.1);
        g_assert_cmpfloat_with_epsilon(right + left, 320, 0.1);
        fms_frame_free(frame);
    }
}

/** A still that is shown as it is loses nothing on the way: exact to rounding. */
static void test_exact(void)
{
    struct pattern pattern = { 320, 180, slope, false };
    struct fms_layer layer = still(FMS_FIT_COVER, (struct fms_rect){ 0, 0, 320, 180 });
    struct fms_frame *frame = draw(&pattern, &layer, 320, 180, 0);
    for (int y = 0; y < 180; y++)
        for (int x = 0; x < 320; x++)
            g_assert_cmpfloat_with_epsilon(luma(frame, x, y), 16 + slope(x, y) * 219.0 / 255, 0.51);
    fms_frame_free(frame);
}

/** Fading stills show what is below them, in the same measure in every plane; before and after they are not there. */
static void test_fades(void)
{
    static const struct {
        int n, luma;
    } rows[] = { { 9, 60 }, { 10, 104 }, { 13, 235 }, { 50, 235 }, { 60, 235 - 175 / 4 }, { 62, 104 }, { 63, 60 } };
    struct pattern pattern = { 320, 180, white, false };
    struct fms_layer layers[2] = { { .kind = FMS_LAYER_GROUND,
                                     .ground = { .top_rgba = 0x333333FF, .bottom_rgba = 0x333333FF } },
                                   still(FMS_FIT_COVER, (struct fms_rect){ 21, 10, 280, 161 }) };
    struct fms_pixels_port port = stage_port(&pattern);
    struct fms_scene scene = { 320, 180, { 30, 1 }, 1000, 2, layers };
    struct fms_frame *frame = fms_frame_new(320, 180);
    layers[1].still.enter_frame = 10;
    layers[1].still.enter_frames = 4;
    layers[1].still.leave_frame = 60;
    layers[1].still.leave_frames = 3;
    for (int moves = 0; moves < 2; moves++) {
        layers[1].still.to_zoom = moves ? 1500000 : 1000000;
        layers[1].still.move_end = moves ? 100 : 0;
        struct fms_picture *picture = fms_picture_open(&scene, 0, &port, NULL);
        for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
            g_assert_true(fms_picture_frame(picture, rows[i].n, frame, NULL));
            g_test_message("frame %d", rows[i].n);
            g_assert_cmpint(ABS(luma(frame, 160, 90) - rows[i].luma), <=, 2);
            g_assert_cmpint(ABS(luma(frame, 300, 170) - rows[i].luma), <=, 2);
            g_assert_cmpint(ABS(luma(frame, 20, 90) - 60), <=, 2);
        }
        fms_picture_close(picture);
    }
    fms_frame_free(frame);
}

static bool broken(void *user, const struct fms_asset *named, struct fms_raster *out, GError **error)
{
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "broken");
    return false;
}

static void test_broken(void)
{
    struct fms_layer layer = still(FMS_FIT_COVER, (struct fms_rect){ 0, 0, 320, 180 });
    struct fms_scene scene = { 320, 180, { 30, 1 }, 1, 1, &layer };
    struct fms_pixels_port port = { .still = broken };
    GError *error = NULL;
    g_assert_null(fms_picture_open(&scene, 0, &port, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_error_free(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/still/cover", test_cover);
    g_test_add_func("/still/contain", test_contain);
    g_test_add_func("/still/alpha", test_alpha);
    g_test_add_func("/still/dim", test_dim);
    g_test_add_func("/still/smooth", test_smooth);
    g_test_add_func("/still/zoom", test_zoom);
    g_test_add_func("/still/exact", test_exact);
    g_test_add_func("/still/fades", test_fades);
    g_test_add_func("/still/broken", test_broken);
    return g_test_run();
}
