#include "picture-stage.h"

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
    g_test_add_func("/frame-look/mean-and-difference", test_look);
    return g_test_run();
}
