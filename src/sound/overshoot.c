/*
 * A polyphase interpolator: three phases between two samples, 24 taps each, a sinc under a Hann window. All three
 * phases of a side are computed in one vector, tap after tap, so the compiler needs no leave to reorder sums and the
 * result is the same on every machine.
 */
#include "overshoot-private.h"

#include <glib.h>
#include <math.h>

#define HALF FMS_OVERSHOOT_HALF
#define TAPS (2 * HALF)
#define PIECE 16

typedef float four __attribute__((vector_size(16)));

static struct {
    GOnce once;
    four taps[TAPS]; /* lanes: a quarter, a half, three quarters, unused */
    float most_gain; /* no peak is higher than this times the highest sample around it */
} kernel = { .once = G_ONCE_INIT };

static double window_sinc(double x)
{
    return x == 0 ? 1 : sin(G_PI * x) / (G_PI * x) * (0.5 + 0.5 * cos(G_PI * x / HALF));
}

static gpointer make_kernel(gpointer unused)
{
    for (int phase = 0; phase < 3; phase++) {
        double sum = 0, magnitude = 0;
        for (int i = 0; i < TAPS; i++)
            sum += window_sinc(i - HALF + 1 - 0.25 * (phase + 1));
        for (int i = 0; i < TAPS; i++) {
            double tap = window_sinc(i - HALF + 1 - 0.25 * (phase + 1)) / sum;
            kernel.taps[i][phase] = (float) tap;
            magnitude += fabs(tap);
        }
        kernel.most_gain = fmaxf(kernel.most_gain, (float) magnitude * 1.0001f);
    }
    return &kernel;
}

static float highest(const float *side, int n)
{
    float high = 0;
    for (int i = 0; i < n; i++) {
        float magnitude = fabsf(side[i]);
        high = magnitude > high ? magnitude : high;
    }
    return high;
}

static float interval_peak(const float *side)
{
    four sum = { 0 };
    for (int i = 0; i < TAPS; i++) {
        float x = side[i - HALF + 1];
        sum += kernel.taps[i] * (four){ x, x, x, x };
    }
    float high = fabsf(side[0]);
    for (int phase = 0; phase < 3; phase++) {
        float magnitude = fabsf(sum[phase]);
        high = magnitude > high ? magnitude : high;
    }
    return high;
}

void fms_overshoot_find(const float *const sides[2], int n, float floor, float *peaks)
{
    g_once(&kernel.once, make_kernel, NULL);
    for (int i = 0; i < n; i += PIECE) {
        int m = MIN(PIECE, n - i);
        float high[2];
        for (int k = 0; k < 2; k++)
            high[k] = kernel.most_gain * highest(sides[k] + i - HALF + 1, m + TAPS - 1);
        for (int j = i; j < i + m; j++) {
            float left = high[0] < floor ? 0 : interval_peak(sides[0] + j);
            float right = high[1] < floor ? 0 : interval_peak(sides[1] + j);
            peaks[j] = MAX(left, right);
        }
    }
}
