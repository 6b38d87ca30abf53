#include "grade-private.h"

#define ONE 65535u

/* Where a value lies between two points: the first of them, and how far from it, of 65535. */
struct place {
    unsigned at, part;
};

static inline struct place place_of(unsigned value, unsigned size)
{
    uint64_t place = (uint64_t) value * (size - 1);
    unsigned at = (unsigned) (place / ONE);
    return at + 1 < size ? (struct place){ at, (unsigned) (place % ONE) } : (struct place){ size - 2, ONE };
}

/* The products of 16-bit numbers and of weights that add up to 65535 add up to less than 2^32. */
static void apply_curve(const uint16_t *curve, unsigned size, uint16_t *samples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct place p = place_of(samples[i], size);
        samples[i] = (uint16_t) ((curve[p.at] * (ONE - p.part) + curve[p.at + 1] * p.part + ONE / 2) / ONE);
    }
}

/*
 * The cell of the cube is cut into six tetrahedra along its grey diagonal. The way from its dark corner to its bright one along
 * the channels in order of how far the colour has come in each passes the four corners of the one that it lies in.
 */
static inline void look_up(const uint16_t *cube, unsigned size, const unsigned value[3], uint16_t *const out[3])
{
    struct place p[3];
    unsigned step[3] = { 3, 3 * size, 3 * size * size };
    const uint16_t *corner = cube;
    for (int i = 0; i < 3; i++) {
        p[i] = place_of(value[i], size);
        corner += p[i].at * step[i];
    }
    int a = 0, b = 1, c = 2;
    if (p[a].part < p[b].part)
        a = 1, b = 0;
    if (p[b].part < p[c].part) {
        c = b;
        b = 2;
        if (p[a].part < p[b].part) {
            b = a;
            a = 2;
        }
    }
    const uint16_t *second = corner + step[a], *third = second + step[b], *last = third + step[c];
    unsigned w0 = ONE - p[a].part, w1 = p[a].part - p[b].part, w2 = p[b].part - p[c].part, w3 = p[c].part;
    for (int i = 0; i < 3; i++)
        *out[i] = (uint16_t) ((corner[i] * w0 + second[i] * w1 + third[i] * w2 + last[i] * w3 + ONE / 2) / ONE);
}

void fms_lut_apply(const struct fms_lut *lut, uint16_t *const rgb[3], size_t n)
{
    for (int i = 0; lut->curve_size > 0 && i < 3; i++)
        apply_curve(lut->curves + i * lut->curve_size, (unsigned) lut->curve_size, rgb[i], n);
    for (size_t i = 0; lut->cube_size > 0 && i < n; i++) {
        unsigned value[3] = { rgb[0][i], rgb[1][i], rgb[2][i] };
        uint16_t *out[3] = { rgb[0] + i, rgb[1] + i, rgb[2] + i };
        look_up(lut->cube, (unsigned) lut->cube_size, value, out);
    }
}
