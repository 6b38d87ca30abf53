#include "dither-private.h"
#include "picture-stage.h"

static struct fms_layer ground(int64_t drift)
{
    return (struct fms_layer){ .kind = FMS_LAYER_GROUND,
                               .ground = { .top_rgba = 0x0B1626FF,
                                           .bottom_rgba = 0x060B14FF,
                                           .glow_rgba = 0x2A5C8C80,
                                           .glow2_rgba = 0x5A2E6E60,
                                           .seed = 7,
                                           .drift_permille = drift } };
}

static void test_dither(void)
{
    int count[FMS_DITHER_SPAN] = { 0 };
    for (int i = 0; i < FMS_DITHER_SIZE * FMS_DITHER_SIZE; i++) {
        int at = fms_dither()[i] - FMS_DITHER_STEP / 2 + FMS_DITHER_SPAN / 2;
        g_assert_true(at >= 0 && at < FMS_DITHER_SPAN);
        count[at]++;
    }
    for (int i = 0; i < FMS_DITHER_SPAN; i++)
        g_assert_cmpint(count[i], ==, FMS_DITHER_SIZE * FMS_DITHER_SIZE / FMS_DITHER_SPAN);
}

/** One colour everywhere must come out as that colour on the mean, whatever the dither. */
static void test_flat(void)
{
    struct fms_layer layer = { .kind = FMS_LAYER_GROUND,
                               .ground = { .top_rgba = 0x808080FF, .bottom_rgba = 0x808080FF } };
    struct fms_frame *frame = stage_frame(&layer, 1, 320, 192, 0);
    int64_t sum[3] = { 0 };
    for (int p = 0; p < 3; p++)
        for (int y = 0; y < (p ? 96 : 192); y++)
            for (int x = 0; x < (p ? 160 : 320); x++)
                sum[p] += frame->plane[p][y * frame->stride_bytes[p] + x];
    for (int x = 0; x < 320; x++) {
        int column = 0;
        for (int y = 0; y < 192; y++)
            column += frame->plane[0][y * frame->stride_bytes[0] + x];
        g_assert_cmpfloat_with_epsilon(column / 192.0, 16 + 128 * 219.0 / 255, 0.25);
    }
    g_assert_cmpfloat_with_epsilon((double) sum[0] / (320 * 192), 16 + 128 * 219.0 / 255, 0.02);
    g_assert_cmpfloat_with_epsilon((double) sum[1] / (160 * 96), 128, 0.02);
    g_assert_cmpfloat_with_epsilon((double) sum[2] / (160 * 96), 128, 0.02);
    fms_frame_free(frame);
}

static void test_drift(void)
{
    struct fms_layer still = ground(0), moving = ground(12);
    struct fms_frame *a = stage_frame(&still, 1, 320, 180, 0), *b = stage_frame(&still, 1, 320, 180, 500);
    g_assert_true(stage_same(a, b));
    struct fms_frame *c = stage_frame(&moving, 1, 320, 180, 0), *d = stage_frame(&moving, 1, 320, 180, 500);
    g_assert_false(stage_same(c, d));
    fms_frame_free(a);
    fms_frame_free(b);
    fms_frame_free(c);
    fms_frame_free(d);
}

/** Means of neighbouring blocks of the dither's size, whose values are smooth: no step of the grid may show. */
static void test_smooth(void)
{
    struct fms_layer layer = ground(12);
    struct fms_frame *frame = stage_frame(&layer, 1, 1920, 1080, 40);
    double means[1920 / 32];
    for (int y = 0; y + 32 <= 1080; y += 32) {
        for (int x = 0; x < 1920; x += 32) {
            int sum = 0;
            for (int i = 0; i < 32 * 32; i++)
                sum += frame->plane[0][(y + i / 32) * frame->stride_bytes[0] + x + i % 32];
            means[x / 32] = sum / 1024.0;
        }
        for (int i = 2; i < 1920 / 32; i++)
            g_assert_cmpfloat(ABS(means[i] - 2 * means[i - 1] + means[i - 2]), <, 0.35);
    }
    fms_frame_free(frame);
}

/** Extremes: one bright spot on black in the least of frames, every seed and drift. */
static void test_extremes(void)
{
    static const int sizes[][2] = { { 2, 2 }, { 16, 16 }, { 18, 400 }, { 3840, 2 } };
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        struct fms_layer layer = ground(INT64_MAX);
        layer.ground.glow_rgba = 0xFFFFFFFF;
        layer.ground.bottom_rgba = 0xFFFFFFFF;
        layer.ground.seed = INT64_MIN;
        struct fms_frame *frame = stage_frame(&layer, 1, sizes[i][0], sizes[i][1], 1000000);
        for (int x = 0; x < sizes[i][0]; x++)
            g_assert_true(frame->plane[0][x] >= 14 && frame->plane[0][x] <= 237);
        fms_frame_free(frame);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ground/dither", test_dither);
    g_test_add_func("/ground/flat", test_flat);
    g_test_add_func("/ground/drift", test_drift);
    g_test_add_func("/ground/smooth", test_smooth);
    g_test_add_func("/ground/extremes", test_extremes);
    return g_test_run();
}
