/*
 * Most of a film lies below its highest peak so far, and overshoot.c looks closely only at what may lie above: so this
 * costs next to nothing, where interpolating everything cost more than all the rest of the sound.
 */
#include "truepeak-private.h"

#include <glib.h>
#include <string.h>

static void hear(struct fms_truepeak *truepeak, int n)
{
    float peaks[FMS_TRUEPEAK_BLOCK];
    int from = FMS_TRUEPEAK_KEEP - FMS_OVERSHOOT_HALF;
    const float *const sides[2] = { truepeak->side[0] + from, truepeak->side[1] + from };
    fms_overshoot_find(sides, n, truepeak->high, peaks);
    for (int i = 0; i < n; i++)
        truepeak->high = MAX(truepeak->high, peaks[i]);
    for (int k = 0; k < 2; k++)
        memmove(truepeak->side[k], truepeak->side[k] + n, FMS_TRUEPEAK_KEEP * sizeof(float));
}

void fms_truepeak_add(struct fms_truepeak *truepeak, const float *samples, int64_t n)
{
    for (int64_t i = 0; i < n; i += FMS_TRUEPEAK_BLOCK) {
        int m = (int) MIN(FMS_TRUEPEAK_BLOCK, n - i);
        for (int j = 0; j < m; j++)
            for (int k = 0; k < 2; k++)
                truepeak->side[k][FMS_TRUEPEAK_KEEP + j] = samples[2 * (i + j) + k];
        hear(truepeak, m);
    }
}

float fms_truepeak_read(const struct fms_truepeak *truepeak)
{
    static const float SILENCE[2 * FMS_TRUEPEAK_KEEP];
    struct fms_truepeak ended = *truepeak;
    fms_truepeak_add(&ended, SILENCE, FMS_TRUEPEAK_KEEP);
    return ended.high;
}
