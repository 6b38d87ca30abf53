/**
 * The one curve of all fades: flat at both ends, a polynomial, so that it is the same to the bit on every machine.
 */
#pragma once

/** 0 before 0, 1 after 1. */
static inline float fms_ease_sound(float x)
{
    if (x <= 0)
        return 0;
    return x >= 1 ? 1 : x * x * (3 - 2 * x);
}
