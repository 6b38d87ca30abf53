/*
 * Levels of a take. The aim is -20 LUFS where the mono take is played from both sides of a stereo mix: the two sides
 * add 3 dB and BS.1770 takes off 0.7, so the parts that sound are brought to -22.3 dBFS RMS.
 */
#include "level-private.h"

#include <glib.h>
#include <math.h>

#define RUMBLE_HZ 60
#define AUDIBLE 0.0031622777f  /* of the peak: -50 dB */
#define NOTHING 0.00031622777f /* -70 dBFS */
#define SOUNDING 0.01          /* of the peak: -40 dB, RMS of 20 ms */
#define LEVEL_RMS 0.076736     /* -22.3 dBFS */
#define MOST_PEAK 0.8912509f   /* -1 dBFS */

static float peak_of(const float *samples, int64_t n)
{
    float peak = 0;
    for (int64_t i = 0; i < n; i++)
        peak = fmaxf(peak, fabsf(samples[i]));
    return peak;
}

/* A second-order Butterworth high-pass. */
void fms_level_clear_rumble(float *samples, int64_t n, int32_t rate_hz)
{
    double k = tan(G_PI * RUMBLE_HZ / rate_hz), norm = 1 / (1 + G_SQRT2 * k + k * k);
    double a1 = 2 * (k * k - 1) * norm, a2 = (1 - G_SQRT2 * k + k * k) * norm;
    double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
    for (int64_t i = 0; i < n; i++) {
        double x = samples[i], y = norm * (x - 2 * x1 + x2) - a1 * y1 - a2 * y2;
        x2 = x1;
        x1 = x;
        y2 = y1;
        y1 = fabs(y) < 1e-12 ? 0 : y;
        samples[i] = (float) y;
    }
}

struct fms_extent fms_level_extent(const float *samples, int64_t n)
{
    float peak = peak_of(samples, n);
    struct fms_extent extent = { 0, n };
    if (peak < NOTHING)
        return (struct fms_extent){ 0, 0 };
    while (fabsf(samples[extent.from]) < peak * AUDIBLE)
        extent.from++;
    while (fabsf(samples[extent.to - 1]) < peak * AUDIBLE)
        extent.to--;
    return extent;
}

void fms_level_match(float *samples, int64_t n, int32_t rate_hz)
{
    float peak = peak_of(samples, n);
    int64_t window = rate_hz / 50, counted = 0;
    double sum = 0, gate = (double) peak * SOUNDING * peak * SOUNDING;
    for (int64_t from = 0; from < n; from += window) {
        int64_t to = MIN(from + window, n);
        double energy = 0;
        for (int64_t i = from; i < to; i++)
            energy += (double) samples[i] * samples[i];
        if (energy < gate * (double) (to - from))
            continue;
        sum += energy;
        counted += to - from;
    }
    if (counted == 0 || sum <= 0)
        return;
    float gain = fminf((float) (LEVEL_RMS / sqrt(sum / (double) counted)), MOST_PEAK / peak);
    for (int64_t i = 0; i < n; i++)
        samples[i] *= gain;
}
