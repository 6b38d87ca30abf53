/*
 * The fields of mattes. Pixels count from their middles, so that a field is the same from both sides. Computed once a
 * transition, in doubles: sums, products, quotients and roots only, which every CPU rounds alike.
 */
#include "blend-private.h"
#include "optical-private.h"

#include <math.h>

/* How far along its heading a pixel lies, 0 to 1. */
static double along(enum fms_heading heading, int32_t at, int32_t size)
{
    double part = (at + 0.5) / size;
    return heading == FMS_LEFT || heading == FMS_UP ? 1 - part : part;
}

/* Distance from the middle in units that are even on both sides: an odd number up to `size` − 1. */
static inline double off_middle(int32_t at, int32_t size)
{
    return 2 * at + 1 - size;
}

void fms_field_across(const struct fms_matte *matte, int32_t y, double *row)
{
    for (int32_t x = 0; x < matte->width_px; x++)
        row[x] = along(matte->heading, x, matte->width_px);
}

static void fill(const struct fms_matte *matte, double value, double *row)
{
    for (int32_t x = 0; x < matte->width_px; x++)
        row[x] = value;
}

void fms_field_down(const struct fms_matte *matte, int32_t y, double *row)
{
    fill(matte, along(matte->heading, y, matte->height_px), row);
}

/* Each slat is a small wipe; they begin one after the other. */
static double slat_at(double part)
{
    double slat = floor(part * FMS_N_SLATS), within = part * FMS_N_SLATS - slat;
    return FMS_SLAT_STAGGER * slat / (FMS_N_SLATS - 1) + (1 - FMS_SLAT_STAGGER) * within;
}

void fms_field_slats_across(const struct fms_matte *matte, int32_t y, double *row)
{
    for (int32_t x = 0; x < matte->width_px; x++)
        row[x] = slat_at(along(matte->heading, x, matte->width_px));
}

void fms_field_slats_down(const struct fms_matte *matte, int32_t y, double *row)
{
    fill(matte, slat_at(along(matte->heading, y, matte->height_px)), row);
}

FMS_HOT void fms_field_circle(const struct fms_matte *matte, int32_t y, double *row)
{
    double w = matte->width_px, h = matte->height_px, v = off_middle(y, matte->height_px);
    double to_one = 1 / sqrt(w * w + h * h);
    for (int32_t x = 0; x < matte->width_px; x++) {
        double u = off_middle(x, matte->width_px);
        row[x] = sqrt(u * u + v * v) * to_one;
    }
}

FMS_HOT void fms_field_rect(const struct fms_matte *matte, int32_t y, double *row)
{
    double to_one = 1 / (double) matte->width_px, v = fabs(off_middle(y, matte->height_px)) / matte->height_px;
    for (int32_t x = 0; x < matte->width_px; x++) {
        double u = fabs(off_middle(x, matte->width_px)) * to_one;
        row[x] = u > v ? u : v;
    }
}

/* Turns of an angle from its tangent, 0 to 1: the arctangent's Chebyshev series up to the eleventh power, over 2π. */
static inline double turns(double z)
{
    double zz = z * z;
    double sum = 0.0082681840 - zz * 0.0018248403;
    sum = 0.0307543519 + zz * (zz * sum - 0.0184189127);
    return z * (0.1591508832 + zz * (zz * sum - 0.0529298915));
}

/* Clockwise from twelve. Sides are even, so that no pixel lies on the middle. */
FMS_HOT void fms_field_radial(const struct fms_matte *matte, int32_t y, double *row)
{
    double v = off_middle(y, matte->height_px), up = fabs(v), side = v < 0 ? 1 : -1, base = v < 0 ? 0 : 0.5;
    for (int32_t x = 0; x < matte->width_px; x++) {
        double u = off_middle(x, matte->width_px), across = fabs(u);
        double less = across < up ? across : up, more = across < up ? up : across;
        double turn = turns(less / more);
        double half = base + side * (across < up ? turn : 0.25 - turn);
        row[x] = u > 0 ? half : 1 - half;
    }
}
