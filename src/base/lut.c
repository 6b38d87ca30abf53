#include "lut.h"

struct fms_lut *fms_lut_new(int curve_size, int cube_size)
{
    gsize size = (gsize) cube_size;
    struct fms_lut *lut = g_new(struct fms_lut, 1);
    *lut = (struct fms_lut){
        .curve_size = curve_size,
        .cube_size = cube_size,
        .curves = g_new(uint16_t, 3 * (gsize) curve_size),
        .cube = g_new(uint16_t, 3 * size * size * size),
    };
    return lut;
}

void fms_lut_free(struct fms_lut *lut)
{
    if (!lut)
        return;
    g_free(lut->curves);
    g_free(lut->cube);
    g_free(lut);
}
