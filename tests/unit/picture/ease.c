#include "ease-private.h"

#include <glib.h>
#include <math.h>

static void test_move(void)
{
    static const struct {
        double t, way;
    } rows[] = {
        { -1, 0 }, { 0, 0 }, { 0.2, 0.125 }, { 0.35, 0.3125 }, { 0.5, 0.5 }, { 0.8, 0.875 }, { 1, 1 }, { 9, 1 }
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpfloat_with_epsilon(fms_ease_move(rows[i].t), rows[i].way, 1e-12);
}

/** Neither way nor speed ever jumps, and nothing goes back. */
static void test_smooth(void)
{
    double before = 0, speed = 0;
    for (int i = 1; i <= 1000; i++) {
        double way = fms_ease_move(i / 1000.0), now = way - before;
        g_assert_cmpfloat(now, >=, 0);
        g_assert_cmpfloat(fabs(now - speed), <, 0.00002);
        before = way;
        speed = now;
    }
}

static void test_entered(void)
{
    static const struct {
        int64_t n, begin, frames;
        int32_t entered;
    } rows[] = {
        { 9, 10, 4, 0 },      { 10, 10, 4, 16384 }, { 12, 10, 4, 49152 }, { 13, 10, 4, 65536 },
        { 99, 10, 4, 65536 }, { 10, 10, 0, 65536 }, { 9, 10, 0, 0 },      { 10, 10, -3, 65536 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(fms_ease_entered(rows[i].n, rows[i].begin, rows[i].frames), ==, rows[i].entered);
    g_assert_cmpint(fms_ease_out(0), ==, 0);
    g_assert_cmpint(fms_ease_out(FMS_EASE_ONE / 2), ==, FMS_EASE_ONE * 7 / 8);
    g_assert_cmpint(fms_ease_out(FMS_EASE_ONE), ==, FMS_EASE_ONE);
}

static void test_sine(void)
{
    for (uint64_t phase = 0; phase < UINT64_C(1) << 32; phase += 12345677) {
        double exact = 32768 * sin((double) phase * (2 * G_PI / 4294967296.0));
        g_assert_cmpfloat(fabs(fms_ease_sine((uint32_t) phase) - exact), <, 0.0005 * 32768);
    }
    g_assert_cmpint(fms_ease_sine(0), ==, 0);
    g_assert_cmpint(fms_ease_sine(1u << 30), ==, 32768);
    g_assert_cmpint(fms_ease_sine(1u << 31), ==, 0);
    g_assert_cmpint(fms_ease_sine(3u << 30), ==, -32768);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ease/move", test_move);
    g_test_add_func("/ease/smooth", test_smooth);
    g_test_add_func("/ease/entered", test_entered);
    g_test_add_func("/ease/sine", test_sine);
    return g_test_run();
}
