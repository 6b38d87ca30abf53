/**
 * A colour table: what each R'G'B' becomes. Three curves, then a cube; either may be missing.
 *
 * It comes from a .cube file (library), from a picture's profile (media) or from a formula (picture), and is applied by
 * picture. A plain value: 16-bit numbers that stand for 0 to 1.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

/** More points than this along an edge of a cube or along a curve are in no file that is meant well. */
#define FMS_LUT_CUBE_MOST 129
#define FMS_LUT_CURVE_MOST 65536

struct fms_lut {
    int curve_size;   /**< points of each curve, 2 to FMS_LUT_CURVE_MOST; 0: no curves */
    int cube_size;    /**< points along an edge, 2 to FMS_LUT_CUBE_MOST; 0: no cube */
    uint16_t *curves; /**< all of red's, of green's, of blue's */
    uint16_t *cube;   /**< red, green, blue of each point; red's place runs fastest, blue's slowest */
};

/** Makes a table of these sizes, its numbers undefined. Never NULL. */
struct fms_lut *fms_lut_new(int curve_size, int cube_size);
/** Frees a table; NULL is none. */
void fms_lut_free(struct fms_lut *lut);
