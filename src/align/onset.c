#include "onset-private.h"

#include <math.h>

enum { AROUND = 32 }; /* steps: 40 ms */

#define SHARE 0.02f /* of the loudest near: -17 dB */
#define ABOVE 2.5f  /* of the quietest near: 4 dB */

static int64_t step_of(const struct fms_ear *ear, int64_t sample)
{
    return sample * FMS_EAR_FRAMES_A_SECOND * FMS_EAR_STEPS_A_FRAME / ear->rate_hz;
}

static int64_t sample_of(const struct fms_ear *ear, int64_t step)
{
    return step * ear->rate_hz / (FMS_EAR_FRAMES_A_SECOND * FMS_EAR_STEPS_A_FRAME);
}

/* The power around a step, evened out over 5 ms. */
static float power_at(const struct fms_ear *ear, int64_t step)
{
    float sum = 0;
    for (int64_t k = step - 2; k <= step + 2; k++)
        sum += k >= 0 && k < (int64_t) ear->curve->len ? g_array_index(ear->curve, float, k) : 0;
    return sum / 5;
}

/* Between silence on one side (`way` steps away from the sound) and the sound on the other: the first step of the sound. */
static int64_t settle(const struct fms_ear *ear, int64_t at, int way)
{
    float loudest = 0, quietest = INFINITY;
    for (int64_t k = -AROUND; k <= AROUND; k++) {
        loudest = fmaxf(loudest, power_at(ear, at + k * way));
        quietest = k <= 0 ? fminf(quietest, power_at(ear, at + k * way)) : quietest;
    }
    float limit = fmaxf(loudest * SHARE, quietest * ABOVE);
    if (loudest <= limit)
        return at;
    int64_t k = AROUND;
    while (k > -AROUND && power_at(ear, at + k * way) < limit)
        k--;
    while (k > -AROUND && power_at(ear, at + (k - 1) * way) >= limit)
        k--;
    return at + k * way;
}

int64_t fms_onset_settle(const struct fms_ear *ear, int64_t sample)
{
    return MAX(sample_of(ear, settle(ear, step_of(ear, sample), 1)), 0);
}

int64_t fms_offset_settle(const struct fms_ear *ear, int64_t sample)
{
    return MIN(sample_of(ear, settle(ear, step_of(ear, sample), -1) + 1), ear->n_samples);
}
