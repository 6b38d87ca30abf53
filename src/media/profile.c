/**
 * Colour profiles (ICC), by lcms2. A profile of R'G'B' or grey becomes a table that goes with the raster, so that large pictures
 * are graded when they have been scaled. Ink (CMYK) becomes R'G'B' here.
 *
 * What comes out is sRGB's R'G'B', perceptual intent, black points matched. A profile that is broken, or of another kind of
 * colour than its picture, counts as none: that is what viewers do.
 */
#include "media-private.h"

#include <lcms2.h>

#include <stdlib.h>
#include <string.h>

#define CUBE_SIZE 65
#define CURVE_SIZE 4096
#define ONE 65535

static cmsHTRANSFORM open_transform(cmsHPROFILE from, uint32_t kind, uint32_t kind_out, uint32_t flags)
{
    cmsHPROFILE to = cmsCreate_sRGBProfile();
    flags |= cmsFLAGS_NOCACHE | cmsFLAGS_BLACKPOINTCOMPENSATION;
    cmsHTRANSFORM transform = cmsCreateTransform(from, kind, to, kind_out, INTENT_PERCEPTUAL, flags);
    cmsCloseProfile(to);
    return transform;
}

static struct fms_lut *grey_table(cmsHTRANSFORM transform)
{
    struct fms_lut *lut = fms_lut_new(CURVE_SIZE, 0);
    for (int at = 0; at < CURVE_SIZE; at++) {
        uint16_t in = (uint16_t) (at * ONE / (CURVE_SIZE - 1)), out[3];
        cmsDoTransform(transform, &in, out, 1);
        for (int i = 0; i < 3; i++)
            lut->curves[i * CURVE_SIZE + at] = out[i];
    }
    return lut;
}

/* One curve for all channels: how bright the profile's greys are. It never falls, and it reaches both ends. */
static void shape(cmsHTRANSFORM transform, uint16_t *curve)
{
    for (int at = 0; at < CURVE_SIZE; at++) {
        uint16_t grey = (uint16_t) (at * ONE / (CURVE_SIZE - 1)), in[3] = { grey, grey, grey }, out[3];
        cmsDoTransform(transform, in, out, 1);
        curve[at] = at ? MAX(out[1], curve[at - 1]) : 0;
    }
    curve[CURVE_SIZE - 1] = ONE;
}

/* What the curve was given to make `value` out of it. */
static uint16_t shaped_from(const uint16_t *curve, unsigned value)
{
    int low = 0, high = CURVE_SIZE - 1;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        *(curve[middle] <= value ? &low : &high) = middle;
    }
    unsigned rise = MAX(curve[high] - curve[low], 1), part = MIN(value - MIN(curve[low], value), rise);
    return (uint16_t) (((uint64_t) low * rise + part) * ONE / rise / (CURVE_SIZE - 1));
}

/*
 * Straight lines between the points of a cube are good where equal steps look equal, and R'G'B' may be anything, light itself
 * even. So the greys' brightness comes first, as curves, and the cube stands on that.
 */
static struct fms_lut *rgb_table(cmsHTRANSFORM transform)
{
    struct fms_lut *lut = fms_lut_new(CURVE_SIZE, CUBE_SIZE);
    uint16_t axis[CUBE_SIZE];
    shape(transform, lut->curves);
    for (int i = 1; i < 3; i++)
        memcpy(lut->curves + i * CURVE_SIZE, lut->curves, CURVE_SIZE * sizeof *lut->curves);
    for (int i = 0; i < CUBE_SIZE; i++)
        axis[i] = shaped_from(lut->curves, (unsigned) i * ONE / (CUBE_SIZE - 1));
    for (int n = 0; n < CUBE_SIZE * CUBE_SIZE * CUBE_SIZE; n++) {
        uint16_t in[3] = { axis[n % CUBE_SIZE], axis[n / CUBE_SIZE % CUBE_SIZE], axis[n / CUBE_SIZE / CUBE_SIZE] };
        cmsDoTransform(transform, in, lut->cube + 3 * (size_t) n, 1);
    }
    return lut;
}

/* A step of eight bits and a half: what is nearer than that to sRGB is sRGB. */
static bool changes_nothing(cmsHTRANSFORM transform)
{
    for (int n = 0; n < 9 * 9 * 9; n++) {
        uint16_t in[3] = { (uint16_t) (n % 9 * (ONE / 8)), (uint16_t) (n / 9 % 9 * (ONE / 8)),
                           (uint16_t) (n / 81 * (ONE / 8)) },
                 out[3];
        cmsDoTransform(transform, in, out, 1);
        for (int i = 0; i < 3; i++)
            if (abs(in[i] - out[i]) > ONE * 3 / 510)
                return false;
    }
    return true;
}

struct fms_lut *fms_profile_table(const uint8_t *bytes, size_t length, bool grey)
{
    cmsHPROFILE profile = length <= UINT32_MAX ? cmsOpenProfileFromMem(bytes, (cmsUInt32Number) length) : NULL;
    cmsColorSpaceSignature space = profile ? cmsGetColorSpace(profile) : cmsSigLabData;
    struct fms_lut *lut = NULL;
    cmsHTRANSFORM transform = NULL;
    if (space == cmsSigRgbData)
        transform = open_transform(profile, TYPE_RGB_16, TYPE_RGB_16, cmsFLAGS_NOOPTIMIZE);
    else if (space == cmsSigGrayData && grey)
        transform = open_transform(profile, TYPE_GRAY_16, TYPE_RGB_16, cmsFLAGS_NOOPTIMIZE);
    if (transform && space == cmsSigGrayData)
        lut = grey_table(transform);
    else if (transform && !changes_nothing(transform))
        lut = rgb_table(transform);
    if (transform)
        cmsDeleteTransform(transform);
    if (profile)
        cmsCloseProfile(profile);
    return lut;
}

/* Without a profile: each ink takes its share of the light. */
static void mix_plainly(const uint8_t *inks, uint8_t *rgb, int32_t n)
{
    for (int32_t x = 0; x < n; x++)
        for (int i = 0; i < 3; i++)
            rgb[3 * x + i] = (uint8_t) (((255 - inks[4 * x + i]) * (255 - inks[4 * x + 3]) + 127) / 255);
}

struct fms_inks {
    cmsHTRANSFORM transform;
};

struct fms_inks *fms_inks_new(const uint8_t *bytes, size_t length)
{
    struct fms_inks *inks = g_new0(struct fms_inks, 1);
    cmsHPROFILE profile = bytes && length <= UINT32_MAX ? cmsOpenProfileFromMem(bytes, (cmsUInt32Number) length) : NULL;
    if (profile && cmsGetColorSpace(profile) == cmsSigCmykData)
        inks->transform = open_transform(profile, TYPE_CMYK_8, TYPE_RGB_8, 0);
    if (profile)
        cmsCloseProfile(profile);
    return inks;
}

void fms_inks_mix(const struct fms_inks *inks, const uint8_t *cmyk, uint8_t *rgb, int32_t n)
{
    if (inks->transform)
        cmsDoTransform(inks->transform, cmyk, rgb, (cmsUInt32Number) n);
    else
        mix_plainly(cmyk, rgb, n);
}

void fms_inks_free(struct fms_inks *inks)
{
    if (inks->transform)
        cmsDeleteTransform(inks->transform);
    g_free(inks);
}
