/*
 * A look-ahead limiter that never lets a true peak over its ceiling and is out of the way below it.
 *
 * For each sample: how far must it come down for its true peak to stay under the ceiling (`need`, 1 or less)? The gain
 * of a sample is a mean of what the samples around it need, made so that it is never more than its own need:
 *
 *     need ──► lowest of the last WINDOW ──► recovers with 60 ms ──► mean of BOX ──► mean of BOX ──► gain
 *
 * Two running means of BOX samples reach back over WINDOW = 2·BOX - 1 of the lowest, and each of those has seen the need
 * of the sample that the gain is for, which lies WINDOW - 1 = 5 ms back. Two means bend the gain smoothly on its way
 * down; one would have corners.
 */
#include "mixer.h"
#include "overshoot-private.h"
#include "ticks.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define BOX 121
#define WINDOW (2 * BOX - 1)
#define RING 256 /* at least WINDOW + 1, a power of two */
#define LATENCY (FMS_OVERSHOOT_HALF + WINDOW - 1)
#define KEEP (LATENCY + FMS_OVERSHOOT_HALF)
#define BLOCK 512
#define RELEASE_SECONDS 0.06
#define MARGIN_DB 0.05 /* other meters interpolate with other kernels */

struct mean {
    double ring[BOX], sum;
};

struct fms_limiter {
    float gain, ceiling;
    double release;
    float side[2][KEEP + BLOCK]; /* KEEP samples that came before, then the block */
    float last_peak;
    int64_t at; /* of the need that comes next */

    /* The lowest of the last WINDOW needs: a queue of candidates, ever higher towards its end. */
    float candidate[RING];
    int64_t candidate_at[RING];
    uint32_t first, end;

    double recovered;
    struct mean means[2];
    int mean_at;
    int64_t n_in;
    bool drained;
};

static void mean_fill(struct mean *mean)
{
    for (int i = 0; i < BOX; i++)
        mean->ring[i] = 1;
    mean->sum = BOX;
}

static double mean_next(struct mean *mean, int at, double value)
{
    mean->sum += value - mean->ring[at];
    mean->ring[at] = value;
    return mean->sum / BOX;
}

struct fms_limiter *fms_limiter_new(double gain_db, double ceiling_dbtp)
{
    struct fms_limiter *limiter = g_new0(struct fms_limiter, 1);
    limiter->gain = (float) pow(10, gain_db / 20);
    limiter->ceiling = (float) pow(10, (ceiling_dbtp - MARGIN_DB) / 20);
    limiter->release = 1 - exp(-1 / (RELEASE_SECONDS * FMS_SAMPLE_RATE));
    limiter->recovered = 1;
    mean_fill(&limiter->means[0]);
    mean_fill(&limiter->means[1]);
    return limiter;
}

static float lowest(struct fms_limiter *limiter, float need)
{
    while (limiter->end != limiter->first && limiter->candidate[(limiter->end - 1) % RING] >= need)
        limiter->end--;
    limiter->candidate[limiter->end % RING] = need;
    limiter->candidate_at[limiter->end % RING] = limiter->at;
    limiter->end++;
    if (limiter->candidate_at[limiter->first % RING] <= limiter->at - WINDOW)
        limiter->first++;
    limiter->at++;
    return limiter->candidate[limiter->first % RING];
}

/* Takes the next interval's peak, gives the gain of the sample WINDOW - 1 before it. */
static float next_gain(struct fms_limiter *limiter, float peak)
{
    float high = MAX(peak, limiter->last_peak);
    limiter->last_peak = peak;
    double low = lowest(limiter, high > limiter->ceiling ? limiter->ceiling / high : 1);
    if (low < limiter->recovered)
        limiter->recovered = low;
    else
        limiter->recovered += (low - limiter->recovered) * limiter->release;
    double gain = mean_next(&limiter->means[0], limiter->mean_at, limiter->recovered);
    gain = mean_next(&limiter->means[1], limiter->mean_at, gain);
    limiter->mean_at = limiter->mean_at + 1 < BOX ? limiter->mean_at + 1 : 0;
    return (float) MIN(gain, 1);
}

static void take_in(struct fms_limiter *limiter, const float *in, int n)
{
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < n; i++) {
            float x = in ? in[2 * i + k] * limiter->gain : 0;
            limiter->side[k][KEEP + i] = fabsf(x) < 1e6f ? x : 0; /* not a number: nothing */
        }
    }
}

/* Runs a block that has been taken in. @return how many pairs came out. */
static int run_block(struct fms_limiter *limiter, int n, float *out)
{
    float peaks[BLOCK];
    const float *const sides[2] = { limiter->side[0] + KEEP - FMS_OVERSHOOT_HALF,
                                    limiter->side[1] + KEEP - FMS_OVERSHOOT_HALF };
    fms_overshoot_find(sides, n, limiter->ceiling, peaks);
    int written = 0;
    for (int i = 0; i < n; i++) {
        float gain = next_gain(limiter, peaks[i]);
        if (limiter->n_in++ < LATENCY)
            continue;
        for (int k = 0; k < 2; k++)
            out[2 * written + k] = limiter->side[k][KEEP + i - LATENCY] * gain;
        written++;
    }
    for (int k = 0; k < 2; k++)
        memmove(limiter->side[k], limiter->side[k] + n, KEEP * sizeof(float));
    return written;
}

int64_t fms_limiter_run(struct fms_limiter *limiter, const float *in, int64_t n, float *out)
{
    /* To drain is to feed as much silence as there is delay. */
    int64_t todo = in ? n : limiter->drained ? 0 : LATENCY, written = 0;
    limiter->drained |= !in;
    for (int64_t i = 0; i < todo; i += BLOCK) {
        int m = (int) MIN(BLOCK, todo - i);
        take_in(limiter, in ? in + 2 * i : NULL, m);
        written += run_block(limiter, m, out + 2 * written);
    }
    return written;
}

void fms_limiter_free(struct fms_limiter *limiter)
{
    g_free(limiter);
}
