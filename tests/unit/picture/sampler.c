#include "picture-stage.h"
#include "sampler-private.h"

#include <math.h>

/** A soft spot, whose place can be measured to a hundredth of a pixel. */
static struct fms_frame *spot(int32_t width, int32_t height, double cx, double cy)
{
    struct fms_frame *frame = fms_frame_new(width, height);
    for (int p = 0; p < 3; p++) {
        int part = p ? 2 : 1;
        for (int y = 0; y < height / part; y++)
            for (int x = 0; x < width / part; x++) {
                double dx = (p ? 2 * x + 0.5 : x + 0.5) - cx, dy = (p ? 2 * y + 1 : y + 0.5) - cy;
                frame->plane[p][y * frame->stride_bytes[p] + x] =
                    (uint8_t) (16.5 + 200 * exp(-(dx * dx + dy * dy) / 50));
            }
    }
    return frame;
}

/** The spot's centre of mass. */
static void find(const struct fms_frame *frame, int p, double *cx, double *cy)
{
    double sum = 0, sx = 0, sy = 0;
    int part = p ? 2 : 1;
    for (int y = 0; y < frame->height_px / part; y++)
        for (int x = 0; x < frame->width_px / part; x++) {
            double value = frame->plane[p][y * frame->stride_bytes[p] + x] - 16;
            value = value < 8 ? 0 : value;
            sum += value;
            sx += value * (p ? 2 * x + 0.5 : x + 0.5);
            sy += value * (p ? 2 * y + 1 : y + 0.5);
        }
    *cx = sx / sum;
    *cy = sy / sum;
}

static void test_identity(void)
{
    struct fms_frame *in = spot(198, 102, 90, 50), *out = fms_frame_new(198, 102);
    struct fms_sampler *sampler = fms_sampler_new(in);
    fms_sampler_draw(sampler, (struct fms_view){ 0, 0, 198, 102 }, out, (struct fms_rect){ 0, 0, 198, 102 });
    g_assert_true(stage_same(in, out));
    fms_sampler_free(sampler);
    fms_frame_free(in);
    fms_frame_free(out);
}

/** Wherever the view is and however large, the spot is where it should be: within a twentieth of a pixel. */
static void test_place(void)
{
    struct fms_frame *in = spot(240, 160, 121.3, 83.7), *out = fms_frame_new(160, 96);
    struct fms_sampler *sampler = fms_sampler_new(in);
    for (int i = 0; i < 60; i++) {
        double scale = 1 + i * 0.0043;
        struct fms_view view = { 30.13 + i * 0.071, 31.9 - i * 0.113, 160 * scale, 96 * scale };
        fms_sampler_draw(sampler, view, out, (struct fms_rect){ 0, 0, 160, 96 });
        for (int p = 0; p < 3; p++) {
            double x, y;
            find(out, p, &x, &y);
            g_assert_cmpfloat_with_epsilon(x, (121.3 - view.x) / scale, p ? 0.08 : 0.05);
            g_assert_cmpfloat_with_epsilon(y, (83.7 - view.y) / scale, p ? 0.08 : 0.05);
        }
    }
    fms_sampler_free(sampler);
    fms_frame_free(in);
    fms_frame_free(out);
}

/** A flat picture stays flat at any size, also far outside; what is not in the box is left alone. */
static void test_flat(void)
{
    static const struct fms_view views[] = { { 0, 0, 64, 48 },   { -100, -90, 64, 48 }, { 10.3, 2.7, 5.1, 3.3 },
                                             { 0, 0, 500, 380 }, { 1e6, 1e6, 64, 48 },  { 3, 3, 0, 0 } };
    struct fms_frame *in = fms_frame_new(64, 48), *out = fms_frame_new(96, 64);
    fms_paint_fill(in, (struct fms_ink){ 77, 99, 180, 255 });
    struct fms_sampler *sampler = fms_sampler_new(in);
    for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
        fms_paint_fill(out, (struct fms_ink){ 16, 128, 128, 255 });
        fms_sampler_draw(sampler, views[i], out, (struct fms_rect){ 11, 7, 65, 41 });
        for (int y = 0; y < 64; y++)
            for (int x = 0; x < 96; x++) {
                bool inside = x >= 11 && x < 76 && y >= 7 && y < 48;
                g_assert_cmpint(out->plane[0][y * out->stride_bytes[0] + x], ==, inside ? 77 : 16);
            }
        g_assert_cmpint(out->plane[1][10 * out->stride_bytes[1] + 20], ==, 99);
    }
    fms_sampler_free(sampler);
    fms_frame_free(in);
    fms_frame_free(out);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sampler/identity", test_identity);
    g_test_add_func("/sampler/place", test_place);
    g_test_add_func("/sampler/flat", test_flat);
    return g_test_run();
}
