/* Turning: a picture of six samples, stored in eight ways, shown upright. */
#include "media-private.h"

#include <string.h>

/* Stored:  a b c    as uint16_t, so that samples of two bytes are turned whole
            d e f  */
static struct fms_raster stored(void)
{
    static const uint16_t samples[] = { 'a', 'b', 'c', 'd', 'e', 'f' };
    struct fms_raster raster = { .model = FMS_RASTER_RGB, .width_px = 3, .height_px = 2, .depth = 16 };
    g_assert_true(fms_raster_allocate(&raster, true, NULL));
    for (int plane = 0; plane < 4; plane++)
        for (int y = 0; y < 2; y++)
            memcpy((uint8_t *) (uintptr_t) raster.plane[plane] + y * raster.stride_bytes[plane], samples + 3 * y, 6);
    return raster;
}

static void check(struct fms_turn turn, const char *want)
{
    struct fms_raster raster = stored();
    g_assert_true(fms_turn_raster(&raster, turn, NULL));
    g_assert_cmpint(raster.width_px, ==, turn.transpose ? 2 : 3);
    g_assert_cmpint(raster.height_px, ==, turn.transpose ? 3 : 2);
    for (int plane = 0; plane < 4; plane++) {
        char got[7] = "";
        for (int i = 0; i < 6; i++) {
            uint16_t sample;
            int x = i % raster.width_px, y = i / raster.width_px;
            memcpy(&sample, raster.plane[plane] + y * raster.stride_bytes[plane] + 2 * x, 2);
            got[i] = (char) sample;
        }
        g_assert_cmpstr(got, ==, want);
    }
    fms_raster_clear(&raster);
}

static void test_exif(void)
{
    static const char *const want[] = {
        [0] = "abcdef",                                                 /* not an orientation: as it is */
        [1] = "abcdef", [2] = "cbafed", [3] = "fedcba", [4] = "defabc", /* rows of three */
        [5] = "adbecf", [6] = "daebfc", [7] = "fcebda", [8] = "cfbead", /* rows of two */
        [9] = "abcdef",
    };
    for (int i = 0; i < (int) G_N_ELEMENTS(want); i++)
        check(fms_turn_from_exif(i), want[i]);
    check(fms_turn_from_exif(-1), "abcdef");
    check(fms_turn_from_exif(G_MAXINT), "abcdef");
}

static void test_matrix(void)
{
    static const struct {
        int a, b, c, d; /* (p, q) is shown at (a·p + c·q, b·p + d·q) */
        const char *want;
    } rows[] = {
        { 1, 0, 0, 1, "abcdef" },   { -1, 0, 0, 1, "cbafed" }, { -1, 0, 0, -1, "fedcba" },
        { 1, 0, 0, -1, "defabc" },  { 0, 1, 1, 0, "adbecf" },  { 0, 1, -1, 0, "daebfc" },
        { 0, -1, -1, 0, "fcebda" }, { 0, -1, 1, 0, "cfbead" }, { 0, 0, 0, 0, "abcdef" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const int32_t matrix[9] = { rows[i].a * 65536, rows[i].b * 65536, 0, rows[i].c * 65536, rows[i].d * 65536 };
        check(fms_turn_from_matrix(matrix), rows[i].want);
    }
    const int32_t wild[9] = { INT32_MIN, INT32_MIN, 0, INT32_MIN, INT32_MIN };
    check(fms_turn_from_matrix(wild), "fedcba");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/turn/exif", test_exif);
    g_test_add_func("/turn/matrix", test_matrix);
    return g_test_run();
}
