#include "picture-stage.h"

static struct fms_frame *noise(uint32_t seed)
{
    struct fms_frame *frame = fms_frame_new(70, 38);
    for (int p = 0; p < 3; p++)
        for (int64_t i = 0; i < frame->stride_bytes[p] * (p ? 19 : 38); i++) {
            seed = seed * 1664525u + 1013904223u;
            frame->plane[p][i] = (uint8_t) (seed >> 24);
        }
    return frame;
}

static void check(const struct fms_frame *out, const struct fms_frame *a, const struct fms_frame *b, int weight)
{
    for (int p = 0; p < 3; p++)
        for (int y = 0; y < (p ? 19 : 38); y++)
            for (int x = 0; x < (p ? 35 : 70); x++) {
                int64_t at = y * out->stride_bytes[p] + x;
                int exact = (a->plane[p][at] * (256 - weight) + b->plane[p][at] * weight + 128) / 256;
                g_assert_cmpint(out->plane[p][at], ==, exact);
            }
}

static void test_exact(void)
{
    struct fms_frame *a = noise(1), *b = noise(2), *out = fms_frame_new(70, 38);
    for (int weight = 0; weight <= 256; weight++) {
        fms_frame_dissolve(out, a, b, weight);
        check(out, a, b, weight);
    }
    fms_frame_free(a);
    fms_frame_free(b);
    fms_frame_free(out);
}

static void test_in_place(void)
{
    struct fms_frame *a = noise(1), *b = noise(2), *first = noise(1), *second = noise(2);
    fms_frame_dissolve(a, a, second, 100);
    check(a, first, second, 100);
    fms_frame_dissolve(b, first, b, 30);
    check(b, first, second, 30);
    fms_frame_free(a);
    fms_frame_free(b);
    fms_frame_free(first);
    fms_frame_free(second);
}

static void test_look(void)
{
    struct fms_frame *a = fms_frame_new(64, 32), *b = fms_frame_new(64, 32);
    fms_paint_fill(a, (struct fms_ink){ 100, 128, 128, 255 });
    fms_paint_fill(b, (struct fms_ink){ 103, 128, 128, 255 });
    struct fms_frame_look look = fms_frame_look_at(a, b);
    g_assert_cmpint(look.luma_mean, ==, 100);
    g_assert_cmpint(look.difference, ==, 3 * 64 * 4);
    g_assert_cmpint(fms_frame_look_at(a, NULL).difference, ==, 0);
    fms_frame_free(a);
    fms_frame_free(b);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dissolve/exact", test_exact);
    g_test_add_func("/dissolve/in-place", test_in_place);
    g_test_add_func("/dissolve/look", test_look);
    return g_test_run();
}
