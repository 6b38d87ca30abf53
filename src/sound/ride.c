/*
 * The same thought as in the limiter, a thousand times slower: each hop needs some decibels less; the lowest need within a
 * second, and then a mean over that second, is never above what any hop needs and has no corners. It works on 400 ms of
 * loudness, so a hop's need counts for the forty hops that were heard in it.
 */
#include "ride-private.h"

#include "energy-private.h"

#include <math.h>

#define REACH 50 /* hops to either side: a second from nothing to all of it, too slow to be heard as a pump */
#define SPEAKS_LU 6
#define MARGIN_LU 0.3
#define MOST_DB 40.0f

struct fms_ride {
    int64_t n;
    float *gain_db; /* by hop, 0 or less */
};

bool fms_ride_speaks(const struct fms_ride_hop *hop)
{
    return isfinite(hop->line) && hop->voice >= hop->line - SPEAKS_LU;
}

static float need(const struct fms_ride_hop *hop, double over_lu)
{
    if (!fms_ride_speaks(hop) || !isfinite(hop->bed))
        return 0;
    return (float) CLAMP(hop->voice - over_lu - MARGIN_LU - hop->bed, -MOST_DB, 0);
}

/* The lowest of in[i - back] … in[i + ahead], for every i. */
static void lowest(const float *in, int64_t n, int64_t back, int64_t ahead, float *out)
{
    for (int64_t i = 0; i < n; i++) {
        out[i] = 0;
        for (int64_t k = i < back ? 0 : i - back; k <= i + ahead && k < n; k++)
            out[i] = fminf(out[i], in[k]);
    }
}

/* Beyond its ends everything is as at them. */
static void smooth(const float *in, int64_t n, float *out)
{
    double sum = 0;
    for (int64_t k = -REACH; k <= REACH; k++)
        sum += in[CLAMP(k, 0, n - 1)];
    for (int64_t i = 0; i < n; i++) {
        out[i] = (float) (sum / (2 * REACH + 1));
        sum += (double) in[MIN(i + REACH + 1, n - 1)] - in[MAX(i - REACH, 0)];
    }
}

struct fms_ride *fms_ride_plan(const struct fms_ride_hop *hops, int64_t n, double over_lu)
{
    float *needs = g_new0(float, n + 1), *low = g_new0(float, n + 1);
    bool any = false;
    for (int64_t i = 0; i < n; i++) {
        needs[i] = need(&hops[i], over_lu);
        any |= needs[i] < 0;
    }
    struct fms_ride *ride = NULL;
    if (any) {
        ride = g_new0(struct fms_ride, 1);
        ride->n = n;
        ride->gain_db = g_new0(float, n + 1);
        lowest(needs, n, REACH + 1, REACH + FMS_MOMENTARY_HOPS, low);
        smooth(low, n, ride->gain_db);
    }
    g_free(needs);
    g_free(low);
    return ride;
}

static float gain_at(const struct fms_ride *ride, int64_t hop)
{
    return powf(10, ride->gain_db[MIN(hop, ride->n - 1)] / 20);
}

void fms_ride_read(const struct fms_ride *ride, int64_t from, int64_t n, float *gain)
{
    const int64_t hop = FMS_ENERGY_HOP;
    float now = 1, next = 1;
    for (int64_t i = 0; i < n; i++) {
        int64_t into = (from + i) % hop;
        if (ride && (i == 0 || into == 0)) {
            now = gain_at(ride, (from + i) / hop);
            next = gain_at(ride, (from + i) / hop + 1);
        }
        gain[i] = now + (next - now) * (float) into / (float) hop;
    }
}

double fms_ride_distance(const struct fms_ride *ride, const struct fms_ride_hop *hops, int64_t n)
{
    double least = HUGE_VAL;
    for (int64_t i = 0; i < n; i++) {
        float most_db = ride ? -MOST_DB : 0;
        for (int64_t k = MAX(0, i - FMS_MOMENTARY_HOPS); ride && k <= i; k++)
            most_db = fmaxf(most_db, ride->gain_db[k]);
        if (fms_ride_speaks(&hops[i]) && isfinite(hops[i].bed))
            least = fmin(least, hops[i].voice - hops[i].bed - most_db);
    }
    return least;
}

void fms_ride_free(struct fms_ride *ride)
{
    if (!ride)
        return;
    g_free(ride->gain_db);
    g_free(ride);
}
