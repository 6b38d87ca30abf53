/*
 * The formulas are those of ST 2084, BT.2100, BT.2390 and BT.1886; powers are made here out of additions, products and
 * quotients alone, which round the same everywhere. Those of the C library do not.
 */
#include "grade-private.h"

#include <math.h>

#define SIZE                                                                                                           \
    49 /* points along an edge: straight lines between them are within three quarters of a step of our eight bits */
#define WHITE_NITS 203.0
#define HLG_PEAK_NITS 1000.0
#define LN2 0.693147180559945309417

/* Natural logarithm of a positive number. */
static double ln(double x)
{
    int exponent;
    double m = frexp(x, &exponent);
    if (m < 0.70710678118654752) {
        m *= 2;
        exponent--;
    }
    double z = (m - 1) / (m + 1), square = z * z, sum = 0;
    for (int k = 21; k >= 1; k -= 2)
        sum = sum * square + 1.0 / k;
    return 2 * z * sum + exponent * LN2;
}

static double e_to(double x)
{
    double whole = floor(x / LN2 + 0.5), rest = x - whole * LN2, sum = 1;
    for (int k = 14; k >= 1; k--)
        sum = 1 + rest / k * sum;
    return ldexp(sum, (int) whole);
}

static double power(double x, double y)
{
    return x <= 0 ? 0 : e_to(y * ln(x));
}

/* ST 2084, both ways; light in cd/m². */
static const double m1 = 2610.0 / 16384, m2 = 2523.0 / 32, c1 = 3424.0 / 4096, c2 = 2413.0 / 128, c3 = 2392.0 / 128;

static double nits_of_pq(double code)
{
    double root = power(code, 1 / m2);
    return 10000 * power(MAX(root - c1, 0) / (c2 - c3 * root), 1 / m1);
}

static double pq_of_nits(double nits)
{
    double y = power(nits / 10000, m1);
    return power((c1 + c2 * y) / (1 + c3 * y), m2);
}

/* BT.2100: the inverse of HLG's OETF, scene light from 0 to 1. */
static double scene_of_hlg(double code)
{
    const double a = 0.17883277, b = 0.28466892, c = 0.55991073;
    return code <= 0.5 ? code * code / 3 : (e_to((code - c) / a) + b) / 12;
}

/* BT.2390, 5.4.1: from PQ to PQ, both as parts of the range from black to the picture's peak. */
static double roll_off(double e, double most)
{
    double knee = 1.5 * most - 0.5;
    if (e < knee || most >= 1)
        return e;
    double t = (e - knee) / (1 - knee), t2 = t * t, t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * knee + (t3 - 2 * t2 + t) * (1 - knee) + (-2 * t3 + 3 * t2) * most;
}

struct tone {
    enum fms_transfer transfer;
    bool wide;
    double peak, peak_pq; /* of the picture, cd/m² and PQ */
};

/* Light of the display in cd/m², from R'G'B'. */
static void light_of(const struct tone *tone, const double code[3], double light[3])
{
    static const double luma[2][3] = { { 0.2126, 0.7152, 0.0722 }, { 0.2627, 0.6780, 0.0593 } };
    if (tone->transfer == FMS_TRANSFER_PQ) {
        for (int i = 0; i < 3; i++)
            light[i] = nits_of_pq(code[i]);
        return;
    }
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
        light[i] = scene_of_hlg(code[i]);
        luminance += luma[tone->wide][i] * light[i];
    }
    double gain = HLG_PEAK_NITS * power(luminance, 0.2); /* BT.2100's OOTF, gamma 1.2 */
    for (int i = 0; i < 3; i++)
        light[i] *= gain;
}

/* Parts of our white, 0 to 1. */
static void compress(const struct tone *tone, double light[3])
{
    double largest = MAX(MAX(light[0], light[1]), light[2]), gain = 1 / WHITE_NITS;
    if (largest > 0) {
        double e = MIN(pq_of_nits(largest) / tone->peak_pq, 1);
        double most = pq_of_nits(WHITE_NITS) / tone->peak_pq;
        gain = nits_of_pq(roll_off(e, most) * tone->peak_pq) / largest / WHITE_NITS;
    }
    for (int i = 0; i < 3; i++)
        light[i] *= gain;
}

/* BT.2087's matrix from BT.2020's primaries to BT.709's; what falls out of the range is mixed with its grey until it fits. */
static void narrow(double light[3])
{
    static const double matrix[3][3] = { { 1.6605, -0.5876, -0.0728 },
                                         { -0.1246, 1.1329, -0.0083 },
                                         { -0.0182, -0.1006, 1.1187 } };
    double out[3], grey = 0.2627 * light[0] + 0.6780 * light[1] + 0.0593 * light[2], keep = 1;
    for (int i = 0; i < 3; i++) {
        out[i] = matrix[i][0] * light[0] + matrix[i][1] * light[1] + matrix[i][2] * light[2];
        if (out[i] < 0)
            keep = MIN(keep, grey / (grey - out[i]));
        if (out[i] > 1 && grey < 1)
            keep = MIN(keep, (1 - grey) / (out[i] - grey));
    }
    for (int i = 0; i < 3; i++)
        light[i] = grey + (out[i] - grey) * keep;
}

struct fms_lut *fms_tone_table(enum fms_transfer transfer, bool wide, int32_t peak_nits)
{
    struct tone tone = { transfer, wide, HLG_PEAK_NITS, 0 };
    if (transfer == FMS_TRANSFER_PQ && peak_nits > 0)
        tone.peak = CLAMP(peak_nits, WHITE_NITS, 10000);
    tone.peak_pq = pq_of_nits(tone.peak);
    struct fms_lut *lut = fms_lut_new(0, SIZE);
    uint16_t *point = lut->cube;
    for (int n = 0; n < SIZE * SIZE * SIZE; n++, point += 3) {
        int place[3] = { n % SIZE, n / SIZE % SIZE, n / (SIZE * SIZE) };
        double code[3], light[3];
        for (int i = 0; i < 3; i++)
            code[i] = (double) place[i] / (SIZE - 1);
        light_of(&tone, code, light);
        compress(&tone, light);
        if (wide)
            narrow(light);
        for (int i = 0; i < 3; i++)
            point[i] = (uint16_t) (power(CLAMP(light[i], 0, 1), 1 / 2.4) * 65535 + 0.5);
    }
    return lut;
}
