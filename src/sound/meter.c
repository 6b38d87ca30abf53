/*
 * Loudness is libebur128's. True peaks are our own (truepeak.c): they agree with the library's to a few hundredths of a
 * decibel, above 15 kHz they see more, and they take a twentieth of the time. The tests ask the library.
 */
#include "meter-private.h"

#include "ticks.h"
#include "truepeak-private.h"

#include <ebur128.h>
#include <glib.h>
#include <math.h>

#define HOP (FMS_SAMPLE_RATE / 2)

struct fms_meter {
    ebur128_state *state;
    bool is_music;
    int64_t until_hop;
    double loudest_lufs;
    struct fms_truepeak *truepeak; /* or NULL */
};

static struct fms_meter *meter_new(int modes)
{
    struct fms_meter *meter = g_new0(struct fms_meter, 1);
    meter->state = ebur128_init(2, FMS_SAMPLE_RATE, modes);
    if (!meter->state)
        g_error("out of memory");
    meter->until_hop = HOP;
    meter->loudest_lufs = -HUGE_VAL;
    return meter;
}

struct fms_meter *fms_meter_new(void)
{
    struct fms_meter *meter = meter_new(EBUR128_MODE_I | EBUR128_MODE_LRA);
    meter->truepeak = g_new0(struct fms_truepeak, 1);
    return meter;
}

struct fms_meter *fms_meter_new_quick(void)
{
    return meter_new(EBUR128_MODE_I);
}

struct fms_meter *fms_meter_new_music(void)
{
    struct fms_meter *meter = meter_new(EBUR128_MODE_I | EBUR128_MODE_S);
    meter->is_music = true;
    return meter;
}

static void add_frames(struct fms_meter *meter, const float *samples, int64_t n)
{
    if (ebur128_add_frames_float(meter->state, samples, (size_t) n) != EBUR128_SUCCESS)
        g_error("out of memory");
}

static void look_at_three_seconds(struct fms_meter *meter)
{
    double lufs = -HUGE_VAL;
    ebur128_loudness_shortterm(meter->state, &lufs);
    meter->loudest_lufs = fmax(meter->loudest_lufs, lufs);
}

void fms_meter_add(struct fms_meter *meter, const float *samples, int64_t n)
{
    if (meter->truepeak)
        fms_truepeak_add(meter->truepeak, samples, n);
    while (n > 0) {
        int64_t piece = meter->is_music ? MIN(n, meter->until_hop) : n;
        add_frames(meter, samples, piece);
        samples += 2 * piece;
        n -= piece;
        meter->until_hop -= piece;
        if (!meter->is_music || meter->until_hop > 0)
            continue;
        look_at_three_seconds(meter);
        meter->until_hop = HOP;
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
    if (!meter->truepeak)
        return loudness;
    ebur128_loudness_range(meter->state, &loudness.range_lu);
    float peak = fms_truepeak_read(meter->truepeak);
    if (peak > 0)
        loudness.true_peak_dbtp = 20 * log10(peak);
    return loudness;
}

void fms_meter_free(struct fms_meter *meter)
{
    if (!meter)
        return;
    ebur128_destroy(&meter->state);
    g_free(meter->truepeak);
    g_free(meter);
}
