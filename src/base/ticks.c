#include "ticks.h"

#include <assert.h>

#define SAMPLE_TICKS (FMS_TICKS_PER_SECOND / FMS_SAMPLE_RATE)

static int64_t floor_div(int64_t a, int64_t b)
{
    int64_t q = a / b;
    return q - (a % b != 0 && (a < 0) != (b < 0));
}

fms_ticks fms_frame_ticks(struct fms_rate rate)
{
    assert(rate.num > 0 && rate.den > 0);
    assert(FMS_TICKS_PER_SECOND * rate.den % rate.num == 0);
    return FMS_TICKS_PER_SECOND * rate.den / rate.num;
}

fms_ticks fms_ticks_from_frames(int64_t n, struct fms_rate rate)
{
    return n * fms_frame_ticks(rate);
}

int64_t fms_frames_floor(fms_ticks t, struct fms_rate rate)
{
    return floor_div(t, fms_frame_ticks(rate));
}

int64_t fms_frames_ceil(fms_ticks t, struct fms_rate rate)
{
    return -floor_div(-t, fms_frame_ticks(rate));
}

fms_ticks fms_ticks_from_samples(int64_t n)
{
    return n * SAMPLE_TICKS;
}

int64_t fms_samples_floor(fms_ticks t)
{
    return floor_div(t, SAMPLE_TICKS);
}
