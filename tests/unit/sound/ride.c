/*
 * What is taken away where the bed would come too near to a voice: no more, not much earlier, and in no hurry.
 */
#include "ride-private.h"

#include "energy-private.h"
#include "synth.h"

#define N 1000
#define OVER 10.0

static void fill(struct fms_ride_hop *hops, float voice, float bed, float line)
{
    for (int i = 0; i < N; i++)
        hops[i] = (struct fms_ride_hop){ voice, bed, line };
}

/* What a ride does at the begin of each hop, in decibels. */
static double gain_db(const struct fms_ride *ride, int64_t hop)
{
    float gain;
    fms_ride_read(ride, hop * FMS_ENERGY_HOP, 1, &gain);
    return to_db((double) gain);
}

/* Nothing to do: far enough below, nobody's line, a gap between words, nothing under it. */
static void test_nothing(void)
{
    static const struct fms_ride_hop ROWS[] = {
        { -20, -31, -20 }, { -20, -5, -HUGE_VALF }, { -27, -20, -20 }, { -20, -HUGE_VALF, -20 }
    };
    struct fms_ride_hop hops[N];
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        fill(hops, ROWS[i].voice, ROWS[i].bed, ROWS[i].line);
        g_assert_null(fms_ride_plan(hops, N, OVER));
        g_assert_cmpfloat(fms_ride_distance(NULL, hops, N), >=, OVER);
    }
    float gain[3] = { 0 };
    fms_ride_read(NULL, 5, 3, gain);
    g_assert_true(gain[0] == 1 && gain[1] == 1 && gain[2] == 1);
}

/* A burst of 8 LU too much in the middle. */
static void test_burst(void)
{
    struct fms_ride_hop hops[N];
    fill(hops, -20, -31, -20);
    for (int i = 500; i < 510; i++)
        hops[i].bed = -22;
    struct fms_ride *ride = fms_ride_plan(hops, N, OVER);
    g_assert_cmpfloat(fms_ride_distance(NULL, hops, N), <, 3);
    g_assert_cmpfloat(fms_ride_distance(ride, hops, N), >=, OVER);
    for (int i = 0; i < N; i++) {
        bool heard = i >= 500 - FMS_MOMENTARY_HOPS && i < 510;
        g_assert_cmpfloat(gain_db(ride, i), <=, heard ? -8 : 1e-6);
        g_assert_cmpfloat(gain_db(ride, i), >=, -8.4);
        g_assert_true((i > 500 - 150 && i < 510 + 110) || fabs(gain_db(ride, i)) < 1e-3);
        g_assert_true(i == 0 || fabs(gain_db(ride, i) - gain_db(ride, i - 1)) < 0.1);
    }
    fms_ride_free(ride);
}

/* From sample to sample, at any portion. */
static void test_portions(void)
{
    struct fms_ride_hop hops[N];
    fill(hops, -20, -28, -20);
    for (int i = 0; i < 400; i++)
        hops[i].bed = -40;
    struct fms_ride *ride = fms_ride_plan(hops, N, OVER);
    int64_t n = N * FMS_ENERGY_HOP;
    float *whole = g_new0(float, n), *parts = g_new0(float, n);
    fms_ride_read(ride, 0, n, whole);
    for (int64_t at = 0; at < n; at += 1000)
        fms_ride_read(ride, at, MIN(1000, n - at), parts + at);
    for (int64_t i = 0; i < n; i++) {
        g_assert_cmpfloat_with_epsilon(whole[i], parts[i], 1e-6);
        g_assert_true(i == 0 || fabsf(whole[i] - whole[i - 1]) < 1e-5);
    }
    fms_ride_free(ride);
    g_free(whole);
    g_free(parts);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ride/nothing", test_nothing);
    g_test_add_func("/ride/burst", test_burst);
    g_test_add_func("/ride/portions", test_portions);
    return g_test_run();
}
