/**
 * The inner loops: whole rows of bytes, integers only, so that every CPU and every vector width makes the same bytes.
 */
#pragma once

#include <stdint.h>

/**
 * Marks a function whose loops are worth vectorising: GCC at -O2 leaves them alone. The clone for wider vectors is
 * picked at load time; address sanitizers cannot bear that mechanism.
 */
#if defined(__GNUC__) && !defined(__clang__)
#if defined(__x86_64__) && defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define FMS_HOT __attribute__((optimize("O3"), target_clones("avx2", "default")))
#else
#define FMS_HOT __attribute__((optimize("O3")))
#endif
#else
#define FMS_HOT
#endif

/** x / 255, rounded, for x up to 65,025. */
static inline uint8_t fms_div255(unsigned x)
{
    uint16_t t = (uint16_t) (x + 128);
    return (uint8_t) ((uint16_t) (t + (t >> 8)) >> 8);
}

/** dst = dst·(1 − cover) + value·cover, cover in 255ths. */
void fms_blend_value(uint8_t *restrict dst, const uint8_t *restrict cover, uint8_t value, int n);

/** The same with a value for each sample. */
void fms_blend_values(uint8_t *restrict dst, const uint8_t *restrict cover, const uint8_t *restrict values, int n);

/** dst = (a·(256 − frac) + b·frac)/256 · opacity/255; frac 0 to 256, opacity 0 to 255. */
void fms_cover_mix(uint8_t *restrict dst, const uint8_t *a, const uint8_t *b, int frac, int opacity, int n);

/**
 * The coverage of `n` chroma samples from two rows of luma coverage. Chroma lies on the even luma samples and between
 * the rows: weights 1 2 1 across, 1 1 down. Reads samples −1 to 2n − 1 of both rows.
 */
void fms_cover_halve(uint8_t *restrict dst, const uint8_t *row0, const uint8_t *row1, int n);

/** dst = (a·(256 − weight) + b·weight + 128)/256. */
void fms_mix_rows(uint8_t *dst, const uint8_t *a, const uint8_t *b, int weight, int n);

/** dst = (a·(256 − weight) + value·weight + 128)/256. */
void fms_mix_value(uint8_t *dst, const uint8_t *a, uint8_t value, int weight, int n);

/** dst = a·(1 − cover) + b·cover, cover in 255ths. */
void fms_mix_covered(uint8_t *restrict dst, const uint8_t *a, const uint8_t *b, const uint8_t *cover, int n);

/**
 * The coverage, in 255ths, of what a line has passed: for each field value, how far `line` lies above it, over `soft`
 * (256 to 32768), clamped, as the smooth step 3x² − 2x³. 0 and 255 are exact.
 */
void fms_matte_cover(uint8_t *restrict cover, const uint16_t *restrict field, uint16_t line, uint16_t soft, int n);

/** sums += row; at most 257 rows fit. */
void fms_sum_rows(uint16_t *restrict sums, const uint8_t *restrict row, int n);

/** Sum of the absolute differences of `n` bytes. */
int64_t fms_sum_differences(const uint8_t *a, const uint8_t *b, int n);

/** Weights of a filter are 128ths. */
#define FMS_TAP_ONE 128

/**
 * dst = the sum of `n_taps` rows, each times its weight, rounded and clamped to a byte. Weights sum to FMS_TAP_ONE and
 * their absolute values to less than twice that, so that sums of values about the middle grey fit 16 bits.
 */
void fms_filter_rows(uint8_t *restrict dst, const uint8_t *const *rows, const int16_t *weights, int n_taps, int n);

/** Transposes a tile of 16 × 16 bytes. */
void fms_transpose_16(uint8_t *restrict dst, int64_t dst_stride, const uint8_t *restrict src, int64_t src_stride);
