#include "blend-private.h"

#include <glib.h>
#include <string.h>

/** Bytes that look like chance and are the same every time. */
static void fill(uint8_t *bytes, int n, uint32_t seed)
{
    for (int i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        bytes[i] = (uint8_t) (seed >> 24);
    }
    bytes[0] = 0;
    bytes[n - 1] = 255;
}

enum { MOST = 133 };

/** Every length, so that whatever vectors leave over is seen as well. */
static void test_values(void)
{
    uint8_t before[MOST], dst[MOST], cover[MOST], values[MOST];
    for (int n = 1; n < MOST; n++) {
        fill(before, MOST, 1);
        fill(cover, MOST, 2);
        fill(values, MOST, 3);
        memcpy(dst, before, MOST);
        fms_blend_values(dst, cover, values, n);
        for (int i = 0; i < MOST; i++) {
            int exact = (before[i] * (255 - cover[i]) + values[i] * cover[i] + 127) / 255;
            g_assert_cmpint(dst[i], ==, i < n ? exact : before[i]);
        }
        memcpy(dst, before, MOST);
        fms_blend_value(dst, cover, 200, n);
        for (int i = 0; i < MOST; i++)
            g_assert_cmpint(dst[i], ==,
                            i < n ? (before[i] * (255 - cover[i]) + 200 * cover[i] + 127) / 255 : before[i]);
    }
}

static void test_cover(void)
{
    uint8_t a[MOST], b[MOST], out[MOST];
    fill(a, MOST, 4);
    fill(b, MOST, 5);
    for (int frac = 0; frac <= 256; frac += 32)
        for (int opacity = 0; opacity <= 255; opacity += 51) {
            fms_cover_mix(out, a, b, frac, opacity, MOST);
            for (int i = 0; i < MOST; i++) {
                int mixed = (a[i] * (256 - frac) + b[i] * frac + 128) / 256;
                g_assert_cmpint(out[i], ==, (mixed * opacity + 127) / 255);
            }
        }
    fms_cover_halve(out, a + 1, b + 1, 60);
    for (int i = 0; i < 60; i++)
        g_assert_cmpint(out[i], ==,
                        (a[2 * i] + 2 * a[2 * i + 1] + a[2 * i + 2] + b[2 * i] + 2 * b[2 * i + 1] + b[2 * i + 2] + 4) /
                            8);
}

static void test_filter(void)
{
    static const struct {
        int n_taps;
        int16_t weights[10];
    } rows[] = {
        { 6, { 0, 0, 128, 0, 0, 0 } },
        { 6, { 3, -18, 79, 79, -18, 3 } },
        { 6, { 1, -7, 118, 21, -6, 1 } },
        { 8, { 2, -8, 0, 70, 70, 0, -8, 2 } },
        { 10, { 1, -3, -6, 12, 60, 60, 12, -6, -3, 1 } },
    };
    uint8_t lines[10][MOST], out[MOST];
    const uint8_t *pointers[10];
    for (int k = 0; k < 10; k++) {
        fill(lines[k], MOST, 10 + (uint32_t) k);
        pointers[k] = lines[k];
    }
    for (size_t r = 0; r < G_N_ELEMENTS(rows); r++) {
        fms_filter_rows(out, pointers, rows[r].weights, rows[r].n_taps, MOST);
        for (int i = 0; i < MOST; i++) {
            int sum = 64;
            for (int k = 0; k < rows[r].n_taps; k++)
                sum += lines[k][i] * rows[r].weights[k];
            g_assert_cmpint(out[i], ==, CLAMP(sum >> 7, 0, 255));
        }
    }
}

static void test_transpose(void)
{
    uint8_t in[16 * 20], out[16 * 18];
    fill(in, sizeof in, 9);
    fms_transpose_16(out, 18, in, 20);
    for (int y = 0; y < 16; y++)
        for (int x = 0; x < 16; x++)
            g_assert_cmpint(out[x * 18 + y], ==, in[y * 20 + x]);
}

static void test_differences(void)
{
    uint8_t a[MOST], b[MOST];
    int64_t sum = 0;
    fill(a, MOST, 6);
    fill(b, MOST, 7);
    for (int i = 0; i < MOST; i++)
        sum += ABS(a[i] - b[i]);
    g_assert_cmpint(fms_sum_differences(a, b, MOST), ==, sum);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/blend/values", test_values);
    g_test_add_func("/blend/cover", test_cover);
    g_test_add_func("/blend/filter", test_filter);
    g_test_add_func("/blend/transpose", test_transpose);
    g_test_add_func("/blend/differences", test_differences);
    return g_test_run();
}
