/*
 * libebur128 behind our own face. It is the judge of what leaves the house, so it is not our own arithmetic; the
 * limiter that works towards it is.
 */
#include "meter-private.h"

#include "ticks.h"

#include <ebur128.h>
#include <glib.h>
#include <math.h>

#define HOP (FMS_SAMPLE_RATE / 10)

struct fms_meter {
    ebur128_state *state;
    int modes;
    int64_t until_hop;
    double loudest_lufs;
};

static struct fms_meter *meter_new(int modes)
{
    struct fms_meter *meter = g_new0(struct fms_meter, 1);
    meter->state = ebur128_init(2, FMS_SAMPLE_RATE, modes);
    if (!meter->state)
        g_error("out of memory");
    meter->modes = modes;
    meter->until_hop = HOP;
    meter->loudest_lufs = -HUGE_VAL;
    return meter;
}

struct fms_meter *fms_meter_new(void)
{
    return meter_new(EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK);
}

struct fms_meter *fms_meter_new_quick(void)
{
    return meter_new(EBUR128_MODE_I);
}

struct fms_meter *fms_meter_new_music(void)
{
    return meter_new(EBUR128_MODE_I | EBUR128_MODE_S);
}

static void add_frames(struct fms_meter *meter, const float *samples, int64_t n)
{
    if (ebur128_add_frames_float(meter->state, samples, (size_t) n) != EBUR128_SUCCESS)
        g_error("out of memory");
}

void fms_meter_add(struct fms_meter *meter, const float *samples, int64_t n)
{
    if (meter->modes != (EBUR128_MODE_I | EBUR128_MODE_S)) {
        add_frames(meter, samples, n);
        return;
    }
    while (n > 0) {
        int64_t piece = MIN(n, meter->until_hop);
        add_frames(meter, samples, piece);
        samples += 2 * piece;
        n -= piece;
        meter->until_hop -= piece;
        if (meter->until_hop > 0)
            continue;
        double lufs = -HUGE_VAL;
        ebur128_loudness_shortterm(meter->state, &lufs);
        meter->loudest_lufs = fmax(meter->loudest_lufs, lufs);
        meter->until_hop = 5 * HOP;
    }
}

double fms_meter_loudest_lufs(const struct fms_meter *meter)
{
    return meter->loudest_lufs;
}

struct fms_loudness fms_meter_read(const struct fms_meter *meter)
{
    struct fms_loudness loudness = { -HUGE_VAL, 0, -HUGE_VAL };
    ebur128_loudness_global(meter->state, &loudness.integrated_lufs);
    if ((meter->modes & EBUR128_MODE_LRA) == EBUR128_MODE_LRA)
        ebur128_loudness_range(meter->state, &loudness.range_lu);
    double peak = 0, side;
    for (unsigned channel = 0; channel < 2; channel++)
        if (ebur128_true_peak(meter->state, channel, &side) == EBUR128_SUCCESS)
            peak = fmax(peak, side);
    if (peak > 0)
        loudness.true_peak_dbtp = 20 * log10(peak);
    return loudness;
}

void fms_meter_free(struct fms_meter *meter)
{
    if (!meter)
        return;
    ebur128_destroy(&meter->state);
    g_free(meter);
}
