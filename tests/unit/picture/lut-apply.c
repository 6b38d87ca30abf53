/* Colour tables applied: points come out as they are written, and between them the nearest four decide. */
#include "grade-private.h"

#include "picture-stage.h"

static void apply(const struct fms_lut *lut, const uint16_t in[3], uint16_t out[3])
{
    memcpy(out, in, 3 * sizeof *in);
    uint16_t *const planes[3] = { out, out + 1, out + 2 };
    fms_lut_apply(lut, planes, 1);
}

/* A cube of a formula. */
static struct fms_lut *make_cube(int size, void (*formula)(const double in[3], double out[3]))
{
    struct fms_lut *lut = fms_lut_new(0, size);
    for (int n = 0; n < size * size * size; n++) {
        int at[3] = { n % size, n / size % size, n / size / size };
        double in[3] = { at[0], at[1], at[2] }, out[3];
        for (int i = 0; i < 3; i++)
            in[i] /= size - 1;
        formula(in, out);
        for (int i = 0; i < 3; i++)
            lut->cube[3 * n + i] = (uint16_t) (out[i] * 65535 + 0.5);
    }
    return lut;
}

static void same(const double in[3], double out[3])
{
    memcpy(out, in, 3 * sizeof *in);
}

/* Linear in each tetrahedron, with another slope in each: the largest, the middle and the smallest channel. */
static void sorted(const double in[3], double out[3])
{
    out[0] = MAX(MAX(in[0], in[1]), in[2]);
    out[2] = MIN(MIN(in[0], in[1]), in[2]);
    out[1] = in[0] + in[1] + in[2] - out[0] - out[2];
}

static void turned(const double in[3], double out[3])
{
    for (int i = 0; i < 3; i++)
        out[i] = in[(i + 1) % 3];
}

/* Functions that a cube of tetrahedra holds exactly, in cubes of all sizes. */
static void test_exact(void)
{
    static const int sizes[] = { 2, 3, 17, 33, 65 };
    void (*const formulas[])(const double[3], double[3]) = { same, sorted, turned };
    GRand *rand = g_rand_new_with_seed(11);
    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++)
        for (size_t f = 0; f < G_N_ELEMENTS(formulas); f++) {
            struct fms_lut *lut = make_cube(sizes[s], formulas[f]);
            for (int n = 0; n < 3000; n++) {
                uint16_t in[3], out[3];
                double from[3], want[3];
                for (int i = 0; i < 3; i++) {
                    /* points of the grid and both ends often enough */
                    in[i] =
                        (uint16_t) (n % 3 ? g_rand_int_range(rand, 0, 65536) : g_rand_int_range(rand, 0, 2) * 65535);
                    from[i] = in[i] / 65535.0;
                }
                apply(lut, in, out);
                formulas[f](from, want);
                for (int i = 0; i < 3; i++)
                    g_assert_cmpint(ABS(out[i] - (int) (want[i] * 65535 + 0.5)), <=, 1);
            }
            fms_lut_free(lut);
        }
    g_rand_free(rand);
}

/* The curve comes before the cube, and each channel has its own. */
static void test_curves(void)
{
    struct fms_lut *lut = fms_lut_new(3, 2), *cube = make_cube(2, turned);
    static const uint16_t curves[9] = { 0, 10000, 65535, 65535, 30000, 0, 0, 0, 65535 };
    memcpy(lut->curves, curves, sizeof curves);
    memcpy(lut->cube, cube->cube, 24 * sizeof *cube->cube);
    static const uint16_t rows[][6] = {
        { 0, 0, 0, 65535, 0, 0 },
        { 65535, 65535, 65535, 0, 65535, 65535 },
        { 32768, 16384, 49151, 47766, 32767, 10001 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        uint16_t out[3];
        apply(lut, rows[i], out);
        for (int k = 0; k < 3; k++)
            g_assert_cmpint(ABS(out[k] - rows[i][3 + k]), <=, 1);
    }
    fms_lut_free(cube);
    fms_lut_free(lut);
}

static uint8_t step(int32_t x, int32_t y)
{
    return x < 32 ? 40 : 200;
}

static struct fms_lut *negative(void *user, const struct fms_asset *asset, GError **error)
{
    struct fms_lut *lut = fms_lut_new(2, 0);
    for (int i = 0; i < 6; i++)
        lut->curves[i] = i % 2 ? 0 : 65535;
    return lut;
}

/* A still through the table of its layer: opaque as transparent, and the ground behind it is left alone. */
static void test_layer(void)
{
    static const struct fms_asset asset = { .name = "still" }, look = { .name = "look.cube", .kind = FMS_ASSET_LUT };
    for (int alpha = 0; alpha < 2; alpha++) {
        struct pattern pattern = { 64, 36, step, alpha };
        struct fms_pixels_port port = stage_port(&pattern);
        port.lut = negative;
        struct fms_layer layer = { .kind = FMS_LAYER_STILL,
                                   .still = { .asset = &asset,
                                              .lut = &look,
                                              .w = 64,
                                              .h = 36,
                                              .pad_rgba = 0xFFFFFFFF,
                                              .from_zoom = 1000000,
                                              .to_zoom = 1000000,
                                              .from_x = 500000,
                                              .from_y = 500000,
                                              .to_x = 500000,
                                              .to_y = 500000,
                                              .leave_frame = -1 } };
        struct fms_scene scene = { 64, 36, { 30, 1 }, 1, 1, &layer };
        struct fms_picture *picture = fms_picture_open(&scene, 0, &port, NULL);
        struct fms_frame *frame = fms_frame_new(64, 36);
        g_assert_true(fms_picture_frame(picture, 0, frame, NULL));
        const uint8_t *row = frame->plane[0] + 18 * frame->stride_bytes[0];
        g_assert_cmpint(ABS(row[8] - (alpha ? 235 : 16 + 219 * 215 / 255)), <=, 1);
        g_assert_cmpint(ABS(row[56] - (16 + 219 * 55 / 255)), <=, 1);
        fms_frame_free(frame);
        fms_picture_close(picture);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lut-apply/exact", test_exact);
    g_test_add_func("/lut-apply/curves", test_curves);
    g_test_add_func("/lut-apply/layer", test_layer);
    return g_test_run();
}
