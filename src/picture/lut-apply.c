#include "grade-private.h"

#define ONE 65535u

/* Where a value lies between two points: the first of them, and how far from it, of 65535. */
struct place {
    unsigned at, part;
};

static inline struct place place_of(unsigned value, unsigned size)
{
    unsigned place = value * (size - 1), at = place / ONE; /* sizes are 65536 at most: 32 bits hold it */
    return at + 1 < size ? (struct place){ at, place - at * ONE } : (struct place){ size - 2, ONE };
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
 * the channels in order of how far the colour has come in each passes the four corners of the one that it lies in: the
 * second is a step along the furthest channel, the third lacks but a step along the least far.
 */
static inline void look_up(const uint16_t *cube, unsigned size, const unsigned value[3], uint16_t *const out[3])
{
    struct place r = place_of(value[0], size), g = place_of(value[1], size), b = place_of(value[2], size);
    unsigned red = 3, green = 3 * size, blue = 3 * size * size, all = red + green + blue;
    const uint16_t *corner = cube + r.at * red + g.at * green + b.at * blue;
    unsigned most = MAX(MAX(r.part, g.part), b.part), least = MIN(MIN(r.part, g.part), b.part);
    unsigned middle = r.part + g.part + b.part - most - least;
    unsigned furthest = r.part == most ? red : g.part == most ? green : blue;
    unsigned nearest = b.part == least ? blue : g.part == least ? green : red;
    const uint16_t *second = corner + furthest, *third = corner + all - nearest, *last = corner + all;
    unsigned w0 = ONE - most, w1 = most - middle, w2 = middle - least;
    for (int i = 0; i < 3; i++)
        *out[i] = (uint16_t) ((corner[i] * w0 + second[i] * w1 + third[i] * w2 + last[i] * least + ONE / 2) / ONE);
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
