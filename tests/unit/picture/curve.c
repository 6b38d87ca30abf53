/*
 * Curves: they come from their first point to their last, evenly, smooth at the end; what is drawn in parts ends as what is drawn at once.
 */
#include "picture-stage.h"

#include <math.h>

static const struct fms_rect whole = { 0, 0, 320, 180 };
static const struct fms_curve_point level[] = { { 400, 900 }, { 1600, 900 }, { 2800, 900 } };
static const struct fms_curve_point zigzag[] = {
    { 400, 1400 }, { 900, 300 }, { 1500, 1200 }, { 2200, 500 }, { 2900, 800 }
};

static struct fms_layer layer_of(const struct fms_curve_point *points, size_t n_points)
{
    return (struct fms_layer){ .kind = FMS_LAYER_CURVE,
                               .curve = { .rgba = 0xFFFFFFFF,
                                          .width_tenths = 40,
                                          .base_y = 160,
                                          .enter_frame = 10,
                                          .enter_frames = 40,
                                          .leave_frame = -1,
                                          .n_points = n_points,
                                          .points = points } };
}

/** All coverage of white on black, in pixels. */
static double area(const struct fms_layer *layer, int64_t n, struct fms_rect *ink)
{
    struct fms_frame *frame = stage_frame(layer, 1, 320, 180, n);
    int64_t sum = 0;
    for (int y = 0; y < 180; y++)
        for (int x = 0; x < 320; x++)
            sum += frame->plane[0][y * frame->stride_bytes[0] + x] - 16;
    *ink = stage_ink(frame, whole);
    fms_frame_free(frame);
    return (double) sum / 219;
}

/** The line grows from its beginning, without jumps and by fractions of a pixel; its width is its own, its ends are round. */
static void test_way(void)
{
    for (int mirrored = 0; mirrored < 2; mirrored++) {
        struct fms_layer layer = layer_of(level, 3);
        struct fms_rect ink;
        layer.curve.mirrored = mirrored;
        g_assert_cmpfloat(area(&layer, 9, &ink), ==, 0);
        double before = 0, most = 0;
        for (int n = 10; n < 50; n++) {
            double now = area(&layer, n, &ink), step = now - before;
            g_assert_cmpfloat(step, >, 0);
            most = n > 10 ? MAX(most, step) : 0;
            before = now;
            if (mirrored)
                g_assert_cmpint(ink.x + ink.w, ==, 282);
            else
                g_assert_cmpint(ink.x, ==, 38);
            g_assert_cmpint(ink.y, ==, 88);
            g_assert_cmpint(ink.h, ==, 4);
        }
        g_assert_cmpfloat(most, <, 240 * 4 / 40.0 * 1.4);
        g_assert_cmpfloat_with_epsilon(area(&layer, 90, &ink), 240 * 4 + G_PI * 4, 3);
    }
}

/** A point's dot opens when the line reaches it, and not before. */
static void test_dots(void)
{
    struct fms_layer layer = layer_of(level, 3);
    struct fms_rect ink;
    layer.curve.dot_tenths = 80;
    for (int n = 10; n < 70; n++) {
        struct fms_frame *frame = stage_frame(&layer, 1, 320, 180, n);
        static const int columns[] = { 40, 160, 280 }, frames[] = { 10, 29, 49 };
        for (int i = 0; i < 3; i++) {
            ink = stage_ink(frame, (struct fms_rect){ columns[i] - 1, 0, 2, 180 });
            g_assert_cmpint(ink.h > 4, ==, n >= frames[i]);
            if (n >= frames[i] + 6)
                g_assert_cmpint(ink.h, ==, 16);
        }
        fms_frame_free(frame);
    }
    layer.curve.width_tenths = 0;
    g_assert_cmpfloat_with_epsilon(area(&layer, 90, &ink), 3 * G_PI * 64, 4);
}

/** The area follows the line down to its base, in its own colour. */
static void test_area(void)
{
    struct fms_layer layer = layer_of(level, 3);
    struct fms_rect ink;
    layer.curve.width_tenths = 0;
    layer.curve.area_rgba = 0xFFFFFFFF;
    g_assert_cmpfloat_with_epsilon(area(&layer, 90, &ink), 240 * 70, 4);
    g_assert_cmpint(ink.y, ==, 90);
    g_assert_cmpint(ink.h, ==, 70);
    g_assert_cmpfloat_with_epsilon(area(&layer, 29, &ink), 120 * 70, 4); /* half of the way */
    layer.curve.base_y = 40;
    g_assert_cmpfloat_with_epsilon(area(&layer, 90, &ink), 240 * 50, 4);
}

/** Each frame is the same whatever was drawn before it, and it goes as it should. */
static void test_pure(void)
{
    struct fms_layer layer = layer_of(zigzag, 5);
    struct fms_rect ink;
    layer.curve.dot_tenths = 60;
    layer.curve.area_rgba = 0xFF000060;
    layer.curve.leave_frame = 80;
    layer.curve.leave_frames = 5;
    g_assert_cmpfloat(area(&layer, 85, &ink), ==, 0);
    struct fms_scene scene = { 320, 180, { 30, 1 }, 100, 1, &layer };
    struct fms_picture *picture = fms_picture_open(&scene, 0, NULL, NULL);
    struct fms_frame *frame = fms_frame_new(320, 180);
    for (int n = 0; n < 90; n++) {
        g_assert_true(fms_picture_frame(picture, n, frame, NULL));
        if (n % 9)
            continue;
        struct fms_frame *alone = stage_frame(&layer, 1, 320, 180, n);
        g_assert_true(stage_same(frame, alone));
        fms_frame_free(alone);
    }
    fms_frame_free(frame);
    fms_picture_close(picture);
}

/** Odd ones are cut to the frame or draw nothing. */
static void test_odd(void)
{
    static const struct fms_curve_point far[] = { { INT32_MIN, INT32_MIN }, { INT32_MAX, INT32_MAX } };
    static const struct fms_curve_point away[] = { { 9000, 9000 }, { 9900, 9000 } };
    static const struct fms_curve_point same[] = { { 500, 500 }, { 500, 500 }, { 500, 500 } };
    struct fms_rect ink;
    struct fms_layer layers[] = { layer_of(far, 2), layer_of(away, 2), layer_of(same, 3), layer_of(level, 0),
                                  layer_of(level, 1) };
    for (size_t i = 0; i < G_N_ELEMENTS(layers); i++)
        for (int n = 0; n < 80; n += 15) {
            double now = area(&layers[i], n, &ink);
            if (i == 1 || i == 3)
                g_assert_cmpfloat(now, ==, 0);
            if ((i == 2 || i == 4) && n > 10)
                g_assert_cmpfloat_with_epsilon(now, G_PI * 4, 1);
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/curve/way", test_way);
    g_test_add_func("/curve/dots", test_dots);
    g_test_add_func("/curve/area", test_area);
    g_test_add_func("/curve/pure", test_pure);
    g_test_add_func("/curve/odd", test_odd);
    return g_test_run();
}
