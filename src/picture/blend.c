#include "blend-private.h"

#include <stdlib.h>
#include <string.h>

FMS_HOT void fms_blend_value(uint8_t *restrict dst, const uint8_t *restrict cover, uint8_t value, int n)
{
    for (int i = 0; i < n; i++) {
        uint16_t t = (uint16_t) (dst[i] * (uint16_t) (255 - cover[i]) + value * (uint16_t) cover[i] + 128);
        dst[i] = (uint8_t) ((uint16_t) (t + (t >> 8)) >> 8);
    }
}

FMS_HOT void fms_blend_values(uint8_t *restrict dst, const uint8_t *restrict cover, const uint8_t *restrict values,
                              int n)
{
    for (int i = 0; i < n; i++) {
        uint16_t t = (uint16_t) (dst[i] * (uint16_t) (255 - cover[i]) + values[i] * (uint16_t) cover[i] + 128);
        dst[i] = (uint8_t) ((uint16_t) (t + (t >> 8)) >> 8);
    }
}

FMS_HOT void fms_cover_mix(uint8_t *restrict dst, const uint8_t *a, const uint8_t *b, int frac, int opacity, int n)
{
    uint16_t wa = (uint16_t) (256 - frac), wb = (uint16_t) frac, most = (uint16_t) opacity;
    for (int i = 0; i < n; i++) {
        uint16_t mixed = (uint16_t) (a[i] * wa + b[i] * wb + 128) >> 8;
        uint16_t t = (uint16_t) (mixed * most + 128);
        dst[i] = (uint8_t) ((uint16_t) (t + (t >> 8)) >> 8);
    }
}

FMS_HOT void fms_cover_halve(uint8_t *restrict dst, const uint8_t *row0, const uint8_t *row1, int n)
{
    for (int i = 0; i < n; i++) {
        uint16_t upper = (uint16_t) (row0[2 * i - 1] + 2 * row0[2 * i] + row0[2 * i + 1]);
        uint16_t lower = (uint16_t) (row1[2 * i - 1] + 2 * row1[2 * i] + row1[2 * i + 1]);
        dst[i] = (uint8_t) ((uint16_t) (upper + lower + 4) >> 3);
    }
}

FMS_HOT void fms_mix_rows(uint8_t *dst, const uint8_t *a, const uint8_t *b, int weight, int n)
{
    uint16_t wa = (uint16_t) (256 - weight), wb = (uint16_t) weight;
    for (int i = 0; i < n; i++)
        dst[i] = (uint8_t) ((uint16_t) (a[i] * wa + b[i] * wb + 128) >> 8);
}

FMS_HOT void fms_mix_value(uint8_t *dst, const uint8_t *a, uint8_t value, int weight, int n)
{
    uint16_t wa = (uint16_t) (256 - weight), rest = (uint16_t) (value * weight + 128);
    for (int i = 0; i < n; i++)
        dst[i] = (uint8_t) ((uint16_t) (a[i] * wa + rest) >> 8);
}

FMS_HOT void fms_mix_covered(uint8_t *restrict dst, const uint8_t *a, const uint8_t *b, const uint8_t *cover, int n)
{
    for (int i = 0; i < n; i++) {
        uint16_t t = (uint16_t) (a[i] * (uint16_t) (255 - cover[i]) + b[i] * (uint16_t) cover[i] + 128);
        dst[i] = (uint8_t) ((uint16_t) (t + (t >> 8)) >> 8);
    }
}

/* x in 255ths is u; u(u + 1)(767 − 2u)/65536 is the smooth step in 16-bit products, right at both ends. */
FMS_HOT void fms_matte_cover(uint8_t *restrict cover, const uint16_t *restrict field, uint16_t line, uint16_t soft,
                             int n)
{
    uint16_t to_255ths = (uint16_t) (((UINT32_C(511) << 15) - 1) / soft);
    for (int i = 0; i < n; i++) {
        uint16_t above = (uint16_t) (line > field[i] ? line - field[i] : 0);
        above = above < soft ? above : soft;
        uint16_t u = (uint16_t) (((uint32_t) above * to_255ths) >> 16);
        uint16_t product = (uint16_t) (u * (u + 1));
        cover[i] = (uint8_t) (((uint32_t) product * (uint16_t) (767 - 2 * u)) >> 16);
    }
}

FMS_HOT void fms_sum_rows(uint16_t *restrict sums, const uint8_t *restrict row, int n)
{
    for (int i = 0; i < n; i++)
        sums[i] = (uint16_t) (sums[i] + row[i]);
}

FMS_HOT int64_t fms_sum_differences(const uint8_t *a, const uint8_t *b, int n)
{
    uint32_t sum = 0;
    for (int i = 0; i < n; i++)
        sum += (uint32_t) abs(a[i] - b[i]);
    return sum;
}

/*
 * Sums are wanted about the middle grey, where they fit 16 bits: Σ w·(x − 128) = Σ w·x − 128·FMS_TAP_ONE. Whatever leaves
 * 16 bits on the way comes back, as unsigned numbers wrap; half of FMS_TAP_ONE is for rounding.
 */
#define BIAS ((uint16_t) (FMS_TAP_ONE / 2 - 128 * FMS_TAP_ONE))
#define TAP(k) ((unsigned) rows[k][i] * (uint16_t) weights[k])

/** A byte again. */
static inline uint8_t byte_of(uint16_t sum)
{
    int16_t value = (int16_t) (((int16_t) sum >> 7) + 128);
    return (uint8_t) (value < 0 ? 0 : value > 255 ? 255 : value);
}

/* The two widths that films are made of: all in registers. */
FMS_HOT static void filter_6(uint8_t *restrict dst, const uint8_t *const *lines, const int16_t *taps, int n)
{
    const uint8_t *rows[6];
    int16_t weights[6];
    memcpy(rows, lines, sizeof rows);
    memcpy(weights, taps, sizeof weights);
    for (int i = 0; i < n; i++)
        dst[i] = byte_of((uint16_t) (TAP(0) + TAP(1) + TAP(2) + TAP(3) + TAP(4) + TAP(5) + BIAS));
}

FMS_HOT static void filter_8(uint8_t *restrict dst, const uint8_t *const *lines, const int16_t *taps, int n)
{
    const uint8_t *rows[8];
    int16_t weights[8];
    memcpy(rows, lines, sizeof rows);
    memcpy(weights, taps, sizeof weights);
    for (int i = 0; i < n; i++)
        dst[i] = byte_of((uint16_t) (TAP(0) + TAP(1) + TAP(2) + TAP(3) + TAP(4) + TAP(5) + TAP(6) + TAP(7) + BIAS));
}

/** Samples that are summed at a time, in vectors said outright: of itself the compiler keeps no sums in registers. */
#define BLOCK 16

typedef uint8_t block_bytes __attribute__((vector_size(BLOCK)));
typedef uint16_t block_sums __attribute__((vector_size(2 * BLOCK)));
typedef int16_t block_values __attribute__((vector_size(2 * BLOCK)));

FMS_HOT static void filter_any(uint8_t *restrict dst, const uint8_t *const *rows, const int16_t *weights, int n_taps,
                               int n)
{
    int at = 0;
    for (; at + BLOCK <= n; at += BLOCK) {
        block_sums sums = { 0 };
        block_bytes bytes;
        for (int k = 0; k < n_taps; k++) {
            memcpy(&bytes, rows[k] + at, BLOCK);
            sums += __builtin_convertvector(bytes, block_sums) * (uint16_t) weights[k];
        }
        block_values values = ((block_values) (sums + BIAS) >> 7) + 128;
        values &= values >= 0;
        values = (values & (values <= 255)) | (255 & (values > 255));
        bytes = __builtin_convertvector(values, block_bytes);
        memcpy(dst + at, &bytes, BLOCK);
    }
    for (; at < n; at++) {
        unsigned sum = BIAS;
        for (int k = 0; k < n_taps; k++)
            sum += (unsigned) rows[k][at] * (uint16_t) weights[k];
        dst[at] = byte_of((uint16_t) sum);
    }
}

void fms_filter_rows(uint8_t *restrict dst, const uint8_t *const *rows, const int16_t *weights, int n_taps, int n)
{
    int used = 0, last = 0;
    for (int k = 0; k < n_taps; k++)
        if (weights[k]) {
            used++;
            last = k;
        }
    if (used == 1)
        memcpy(dst, rows[last], (size_t) n);
    else if (n_taps == 6)
        filter_6(dst, rows, weights, n);
    else if (n_taps == 8)
        filter_8(dst, rows, weights, n);
    else
        filter_any(dst, rows, weights, n_taps, n);
}

typedef uint8_t row16 __attribute__((vector_size(16)));

#define LOW(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define HIGH(a, b) __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)

/* Interleaving row i with row i + 8 four times over leaves the tile transposed. */
void fms_transpose_16(uint8_t *restrict dst, int64_t dst_stride, const uint8_t *restrict src, int64_t src_stride)
{
    row16 a[16], b[16];
    for (int i = 0; i < 16; i++)
        memcpy(&a[i], src + i * src_stride, 16);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < 8; i++) {
            b[2 * i] = LOW(a[i], a[i + 8]);
            b[2 * i + 1] = HIGH(a[i], a[i + 8]);
        }
        for (int i = 0; i < 8; i++) {
            a[2 * i] = LOW(b[i], b[i + 8]);
            a[2 * i + 1] = HIGH(b[i], b[i + 8]);
        }
    }
    for (int i = 0; i < 16; i++)
        memcpy(dst + i * dst_stride, &a[i], 16);
}
