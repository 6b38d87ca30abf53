/**
 * The one curve of all fades: flat at both ends, a polynomial, so that it is the same to the bit on every machine.
 */
#pragma once

#include <stdint.h>

/** How far a fade of `length` samples is after `done` of them: 0 before its begin, 1 after its end. */
static inline float fms_ease_sound(int64_t done, int64_t length)
{
    float x = (float) done / (float) length;
    if (x <= 0)
        return 0;
    return x >= 1 ? 1 : x * x * (3 - 2 * x);
}
