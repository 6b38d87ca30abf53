#include "ease-private.h"

#include <glib.h>

/** Part of the time in which speed rises, and in which it falls. */
#define RAMP 0.2

/** Way covered while speed rises as 3x² − 2x³ to one, x from 0 to 1. */
static double ramp(double x)
{
    return x * x * x * (1 - x / 2);
}

double fms_ease_move(double t)
{
    if (t <= 0)
        return 0;
    if (t >= 1)
        return 1;
    if (t > 0.5)
        return 1 - fms_ease_move(1 - t);
    double way = t < RAMP ? RAMP * ramp(t / RAMP) : RAMP / 2 + (t - RAMP);
    return way / (1 - RAMP);
}

int32_t fms_ease_out(int32_t t)
{
    int64_t rest = FMS_EASE_ONE - CLAMP(t, 0, FMS_EASE_ONE);
    return FMS_EASE_ONE - (int32_t) ((rest * rest * rest) >> 32);
}

int32_t fms_ease_entered(int64_t n, int64_t begin, int64_t n_frames)
{
    if (n < begin)
        return 0;
    if (n_frames <= 0 || n - begin + 1 >= n_frames)
        return FMS_EASE_ONE;
    return (int32_t) ((double) (n - begin + 1) * FMS_EASE_ONE / (double) n_frames);
}

int32_t fms_ease_left(int64_t n, int64_t begin, int64_t n_frames)
{
    if (begin < 0 || n < begin)
        return FMS_EASE_ONE;
    if (n - begin >= n_frames)
        return 0;
    return FMS_EASE_ONE - (int32_t) ((double) (n - begin + 1) * FMS_EASE_ONE / ((double) n_frames + 1));
}

int32_t fms_ease_opacity(int64_t n, struct fms_presence presence)
{
    int64_t entered = fms_ease_entered(n, presence.enter_frame, presence.enter_frames);
    int64_t left = fms_ease_left(n, presence.leave_frame, presence.leave_frames);
    return (int32_t) (entered * left / FMS_EASE_ONE * 255 / FMS_EASE_ONE);
}

/* The fifth-order polynomial that is right in value and slope at both ends of a quarter turn. */
int32_t fms_ease_sine(uint32_t phase)
{
    int64_t x = phase;
    if (x >= INT64_C(1) << 31)
        x -= INT64_C(1) << 32;
    if (x > INT64_C(1) << 30)
        x = (INT64_C(1) << 31) - x;
    if (x < -(INT64_C(1) << 30))
        x = -(INT64_C(1) << 31) - x;
    double z = (double) x / (1 << 30), zz = z * z;
    double s = z * (1.5707963267948966 - zz * (0.6415926535897932 - zz * 0.0707963267948966));
    return (int32_t) (s < 0 ? s * 32768 - 0.5 : s * 32768 + 0.5);
}
