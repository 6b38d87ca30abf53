/*
 * What a recording sounds like beside its words: noise is what the quietest tenth of it is, speech what stands 6 dB above.
 */
#include "traits-private.h"

#include <math.h>
#include <stdlib.h>

#define QUIET_SHARE 10       /* a tenth */
#define FLOOR 1e-5f          /* of the speech: -50 dB */
#define ABOVE_NOISE 4.0f     /* 6 dB */
#define BELOW_SPEECH 0.0032f /* -25 dB from the loudest tenth */

static float sum_of(const float *bands)
{
    float sum = 0;
    for (int b = 0; b < FMS_EAR_BANDS; b++)
        sum += bands[b];
    return sum;
}

static int by_value(const void *a, const void *b)
{
    float x = *(const float *) a, y = *(const float *) b;
    return (x > y) - (x < y);
}

/* Sums of all frames in order of loudness; g_free() it. */
static float *sorted_sums(const struct fms_ear *ear, int64_t n)
{
    float *sums = g_new(float, MAX(n, 1));
    for (int64_t k = 0; k < n; k++)
        sums[k] = sum_of(fms_ear_frame(ear, k));
    qsort(sums, (size_t) n, sizeof *sums, by_value);
    return sums;
}

/* The mean of the frames whose sum lies in [low, high]. @return how many they are. */
static int64_t mean_between(const struct fms_ear *ear, float low, float high, float *mean)
{
    double sums[FMS_EAR_BANDS] = { 0 };
    int64_t counted = 0, n = fms_ear_frames(ear);
    for (int64_t k = 0; k < n; k++) {
        const float *bands = fms_ear_frame(ear, k);
        float sum = sum_of(bands);
        if (sum < low || sum > high)
            continue;
        for (int b = 0; b < FMS_EAR_BANDS; b++)
            sums[b] += (double) bands[b];
        counted++;
    }
    for (int b = 0; b < FMS_EAR_BANDS; b++)
        mean[b] = counted > 0 ? (float) (sums[b] / (double) counted) : 0;
    return counted;
}

bool fms_room_is_speech(const struct fms_room *room, const float *bands)
{
    return sum_of(bands) >= room->threshold;
}

void fms_room_measure(const struct fms_ear *ear, struct fms_room *room)
{
    int64_t n = fms_ear_frames(ear);
    float *sums = sorted_sums(ear, n);
    float quiet = n > 0 ? sums[n / QUIET_SHARE] : 0, loud = n > 0 ? sums[n - 1 - n / QUIET_SHARE] : 0;
    g_free(sums);
    mean_between(ear, 0, quiet, room->noise);
    room->threshold = fmaxf(fmaxf(sum_of(room->noise) * ABOVE_NOISE, loud * BELOW_SPEECH), 1e-12f);
    room->n_speech = mean_between(ear, room->threshold, INFINITY, room->speech);
    for (int b = 0; b < FMS_EAR_BANDS; b++) {
        float floor = fmaxf(room->speech[b] * FLOOR, 1e-14f);
        room->speech[b] = fmaxf(room->speech[b] - room->noise[b], floor);
        room->noise[b] = fmaxf(room->noise[b], floor);
    }
}
