/*
 * Boxes: how they grow, fade and are rounded. Coverage is judged by its sum: a shape that moves by fractions of a pixel covers as
 * much as it should in every frame.
 */
#include "picture-stage.h"

static struct fms_layer box_of(struct fms_rect rect, int growth, int radius_px)
{
    return (struct fms_layer){ .kind = FMS_LAYER_BOX,
                               .box = { .x = rect.x,
                                        .y = rect.y,
                                        .w = rect.w,
                                        .h = rect.h,
                                        .rgba = 0xFFFFFFFF,
                                        .growth = growth,
                                        .radius_px = radius_px,
                                        .enter_frame = 10,
                                        .enter_frames = 20,
                                        .leave_frame = -1 } };
}

/** All coverage of a white box on black, in pixels. */
static double area(const struct fms_layer *layer, int64_t n, struct fms_rect *ink)
{
    struct fms_frame *frame = stage_frame(layer, 1, 320, 180, n);
    int64_t sum = 0;
    for (int y = 0; y < 180; y++)
        for (int x = 0; x < 320; x++)
            sum += frame->plane[0][y * frame->stride_bytes[0] + x] - 16;
    *ink = stage_ink(frame, (struct fms_rect){ 0, 0, 320, 180 });
    fms_frame_free(frame);
    return (double) sum / 219;
}

/** A box grows from one side, which stays where it is, faster first; in the end it is all there. */
static void test_growth(void)
{
    static const struct {
        enum fms_growth growth;
        int across, down; /* −1: that side moves; 1: the other one; 0: neither */
    } rows[] = { { FMS_GROW_RIGHTWARD, 1, 0 },
                 { FMS_GROW_LEFTWARD, -1, 0 },
                 { FMS_GROW_UPWARD, 0, -1 },
                 { FMS_GROW_DOWNWARD, 0, 1 } };
    struct fms_rect rect = { 31, 21, 200, 120 }, ink;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_layer layer = box_of(rect, rows[i].growth, 0);
        g_assert_cmpfloat(area(&layer, 9, &ink), ==, 0);
        for (int n = 10; n < 32; n += 3) {
            double t = MIN(n - 9, 20) / 20.0, grown = 1 - (1 - t) * (1 - t) * (1 - t);
            g_assert_cmpfloat_with_epsilon(area(&layer, n, &ink), 24000 * grown, 100);
            g_assert_cmpint(ink.x, >=, rect.x);
            g_assert_true((ink.x == rect.x) == (rows[i].across >= 0) || n >= 25);
            g_assert_true((ink.y == rect.y) == (rows[i].down >= 0) || n >= 25);
            g_assert_true((ink.x + ink.w == rect.x + rect.w) == (rows[i].across <= 0) || n >= 25);
            g_assert_true((ink.y + ink.h == rect.y + rect.h) == (rows[i].down <= 0) || n >= 25);
        }
        g_assert_cmpfloat(area(&layer, 99, &ink), ==, 24000);
    }
}

/** One that does not grow fades in; all fade out. */
static void test_fade(void)
{
    struct fms_rect rect = { 30, 20, 200, 120 }, ink;
    struct fms_layer layer = box_of(rect, FMS_GROW_NONE, 0);
    layer.box.leave_frame = 50;
    layer.box.leave_frames = 4;
    g_assert_cmpfloat(area(&layer, 9, &ink), ==, 0);
    g_assert_cmpfloat_with_epsilon(area(&layer, 19, &ink), 12000, 120);
    g_assert_cmpint(ink.w, ==, 200);
    g_assert_cmpfloat(area(&layer, 29, &ink), ==, 24000);
    for (int growth = 0; growth <= FMS_GROW_NONE; growth++) {
        layer.box.growth = growth;
        g_assert_cmpfloat(area(&layer, 49, &ink), ==, 24000);
        g_assert_cmpfloat_with_epsilon(area(&layer, 51, &ink), 24000 * 0.6, 120);
        g_assert_cmpfloat(area(&layer, 54, &ink), ==, 0);
    }
}

/** Corners take away what a circle leaves of a square, at any size, also while they grow. */
static void test_corners(void)
{
    static const int radii[] = { 1, 3, 8, 25, 60, 1000 };
    for (size_t i = 0; i < G_N_ELEMENTS(radii); i++) {
        struct fms_layer layer = box_of((struct fms_rect){ 31, 21, 200, 120 }, FMS_GROW_UPWARD, radii[i]);
        for (int n = 12; n < 40; n += 9) {
            struct fms_rect ink;
            double t = MIN(n - 9, 20) / 20.0, h = 120 * (1 - (1 - t) * (1 - t) * (1 - t)), r = MIN(radii[i], h / 2);
            g_assert_cmpfloat_with_epsilon(area(&layer, n, &ink), 200 * h - (4 - G_PI) * r * r, 60);
        }
        struct fms_frame *frame = stage_frame(&layer, 1, 320, 180, 50);
        for (int y = 0; y < 120; y++)
            for (int x = 0; x < 200; x++) {
                const uint8_t *row = frame->plane[0] + (21 + y) * frame->stride_bytes[0] + 31;
                const uint8_t *other = frame->plane[0] + (21 + 119 - y) * frame->stride_bytes[0] + 31;
                g_assert_cmpint(row[x], ==, row[199 - x]); /* alike on all sides */
                g_assert_cmpint(row[x], ==, other[x]);
            }
        fms_frame_free(frame);
    }
}

/** Boxes anywhere, of any size, are cut to the frame; a corner outside does not bend what is inside. */
static void test_odd(void)
{
    static const struct {
        struct fms_rect rect;
        double area;
    } rows[] = {
        { { -100, -100, 1000, 1000 }, 320 * 180 },
        { { 300, 170, 50, 50 }, 200 },
        { { 400, 20, 9, 9 }, 0 },
        { { 5, 5, 0, 9 }, 0 },
        { { 5, 5, 9, -4 }, 0 },
        { { -9, -9, 10, 10 }, 0.78 },
        { { INT32_MIN, 0, INT32_MAX, 9 }, 0 },
        { { -50, -50, INT32_MAX, INT32_MAX }, 320 * 180 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_rect ink;
        struct fms_layer layer = box_of(rows[i].rect, FMS_GROW_NONE, i == 5 ? 1 : 0);
        g_test_message("row %zu", i);
        g_assert_cmpfloat_with_epsilon(area(&layer, 99, &ink), rows[i].area, 0.03);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/box/growth", test_growth);
    g_test_add_func("/box/fade", test_fade);
    g_test_add_func("/box/corners", test_corners);
    g_test_add_func("/box/odd", test_odd);
    return g_test_run();
}
