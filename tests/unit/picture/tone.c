/* Bright pictures: the formulas against the standards' own numbers, and frames out of PQ and HLG. */
#include "grade-private.h"

#include "picture-stage.h"

#include <math.h>

/* The same curve with the C library's powers. */
static double reference(double nits, double peak)
{
    const double n1 = 2610.0 / 16384, n2 = 2523.0 / 32, d1 = 3424.0 / 4096, d2 = 2413.0 / 128, d3 = 2392.0 / 128;
#define PQ(l) pow((d1 + d2 * pow((l) / 10000, n1)) / (1 + d3 * pow((l) / 10000, n1)), n2)
    double most = PQ(203.0) / PQ(peak), e = MIN(PQ(nits) / PQ(peak), 1), knee = 1.5 * most - 0.5;
    if (most < 1 && e >= knee) {
        double t = (e - knee) / (1 - knee);
        e = (2 * pow(t, 3) - 3 * t * t + 1) * knee + (pow(t, 3) - 2 * t * t + t) * (1 - knee) +
            (-2 * pow(t, 3) + 3 * t * t) * most;
    }
    double root = pow(e * PQ(peak), 1 / n2);
    double out = 10000 * pow(MAX(root - d1, 0) / (d2 - d3 * root), 1 / n1);
    return 16 + 219 * pow(CLAMP(out / 203, 0, 1), 1 / 2.4);
#undef PQ
}

static struct fms_frame *flat(enum fms_transfer transfer, int y, int cb, int cr, int32_t peak_nits)
{
    static uint16_t samples[3][64 * 32];
    struct fms_raster raster = { .model = FMS_RASTER_YUV,
                                 .width_px = 64,
                                 .height_px = 32,
                                 .depth = 10,
                                 .matrix = FMS_MATRIX_2020,
                                 .transfer = transfer,
                                 .peak_nits = peak_nits };
    int values[3] = { y, cb, cr };
    for (int p = 0; p < 3; p++) {
        for (int i = 0; i < 64 * 32; i++)
            samples[p][i] = (uint16_t) values[p];
        raster.plane[p] = (const uint8_t *) samples[p];
        raster.stride_bytes[p] = 128;
    }
    struct fms_frame *frame = fms_frame_new(64, 32);
    static struct fms_grade grade; /* kept, as for the frames of a clip */
    g_assert_true(fms_grade_run(&grade, &raster, (struct fms_crop){ 0, 0, 64, 32 }, 0, frame, NULL));
    return frame;
}

/* The mean of a plane, which is flat but for the dither. */
static double mean(const struct fms_frame *frame, int p)
{
    double sum = 0;
    for (int y = 0; y < (p ? 16 : 32); y++)
        for (int x = 0; x < (p ? 32 : 64); x++)
            sum += frame->plane[p][y * frame->stride_bytes[p] + x];
    return sum / (p ? 512 : 2048);
}

/* Greys of PQ. Code values in 10 bits, limited, and the light that ST 2084 gives them. */
static void test_pq(void)
{
    static const int peaks[] = { 0, 400, 1000, 4000 };
    for (size_t k = 0; k < G_N_ELEMENTS(peaks); k++)
        for (int code = 64; code <= 940; code += 12) {
            double e = pow((code - 64) / 876.0, 32.0 / 2523);
            double nits = 10000 * pow(MAX(e - 3424.0 / 4096, 0) / (2413.0 / 128 - 2392.0 / 128 * e), 16384.0 / 2610);
            struct fms_frame *frame = flat(FMS_TRANSFER_PQ, code, 512, 512, peaks[k]);
            double want = reference(nits, peaks[k] ? peaks[k] : 1000);
            if (fabs(mean(frame, 0) - want) > 0.75)
                g_error("code %d of peak %d: %g, not %g", code, peaks[k], mean(frame, 0), want);
            g_assert_cmpfloat(fabs(mean(frame, 1) - 128), <, 0.6);
            g_assert_cmpfloat(fabs(mean(frame, 2) - 128), <, 0.6);
            fms_frame_free(frame);
        }
}

/* BT.2408, table 1: reference white is 58 % of PQ and 75 % of HLG; grey card 38 %; both ways they look the same. */
static void test_reference_levels(void)
{
    static const double pairs[][2] = { { 0.58, 0.75 }, { 0.38, 0.38 } };
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        struct fms_frame *pq = flat(FMS_TRANSFER_PQ, (int) (64.5 + 876 * pairs[i][0]), 512, 512, 1000);
        struct fms_frame *hlg = flat(FMS_TRANSFER_HLG, (int) (64.5 + 876 * pairs[i][1]), 512, 512, 0);
        g_assert_cmpfloat(fabs(mean(pq, 0) - mean(hlg, 0)), <, 2);
        fms_frame_free(pq);
        fms_frame_free(hlg);
    }
}

/* BT.2020's pure green and a bright orange: within range, hue kept, no channel turned over. */
static void test_colours(void)
{
    /* of R'G'B' = (0.3, 0.55, 0.3) and (0.6, 0.5, 0.2) in PQ */
    struct fms_frame *green = flat(FMS_TRANSFER_PQ, 475, 430, 406, 1000);
    struct fms_frame *orange = flat(FMS_TRANSFER_PQ, 509, 368, 566, 1000);
    g_assert_cmpfloat(mean(green, 1), <, 115);
    g_assert_cmpfloat(mean(green, 2), <, 110);
    g_assert_cmpfloat(mean(orange, 1), <, 115);
    g_assert_cmpfloat(mean(orange, 2), >, 140);
    fms_frame_free(green);
    fms_frame_free(orange);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tone/pq", test_pq);
    g_test_add_func("/tone/reference-levels", test_reference_levels);
    g_test_add_func("/tone/colours", test_colours);
    return g_test_run();
}
