/* Profiles: the table gives what lcms gives, for kinds of R'G'B' as different as light itself; and what is no profile, nothing. */
#include "media-private.h"

#include "rig.h"

#include <lcms2.h>

#define ONE 65535

static const cmsCIExyYTRIPLE srgb = { { 0.64, 0.33, 1 }, { 0.30, 0.60, 1 }, { 0.15, 0.06, 1 } },
                             adobe = { { 0.64, 0.33, 1 }, { 0.21, 0.71, 1 }, { 0.15, 0.06, 1 } },
                             p3 = { { 0.68, 0.32, 1 }, { 0.265, 0.69, 1 }, { 0.15, 0.06, 1 } };

static cmsHPROFILE make_profile(const cmsCIExyYTRIPLE *primaries, double gamma)
{
    cmsCIExyY white = { 0.3127, 0.3290, 1 };
    cmsToneCurve *curve = cmsBuildGamma(NULL, gamma), *curves[3] = { curve, curve, curve };
    cmsHPROFILE profile =
        primaries ? cmsCreateRGBProfile(&white, primaries, curves) : cmsCreateGrayProfile(&white, curve);
    cmsFreeToneCurve(curve);
    return profile;
}

static uint8_t *save(cmsHPROFILE profile, size_t *length)
{
    cmsUInt32Number n = 0;
    cmsSaveProfileToMem(profile, NULL, &n);
    uint8_t *bytes = g_malloc(n);
    cmsSaveProfileToMem(profile, bytes, &n);
    *length = n;
    return bytes;
}

/* What a table makes of a colour, in doubles: curves, then the cube, linear in each channel. */
static void look_up(const struct fms_lut *lut, const uint16_t in[3], double out[3])
{
    double v[3];
    for (int i = 0; i < 3; i++) {
        double place = in[i] / (double) ONE * (lut->curve_size - 1);
        int at = MIN((int) place, lut->curve_size - 2);
        const uint16_t *curve = lut->curves + i * lut->curve_size;
        out[i] = v[i] = (curve[at] + (curve[at + 1] - curve[at]) * (place - at)) / ONE;
    }
    int n = lut->cube_size;
    for (int c = 0; n > 0 && c < 3; c++) {
        out[c] = 0;
        for (int corner = 0; corner < 8; corner++) {
            double weight = 1;
            size_t index = 0;
            for (int i = 2; i >= 0; i--) {
                double place = v[i] * (n - 1);
                int at = MIN((int) place, n - 2), far = corner >> i & 1;
                weight *= far ? place - at : 1 - (place - at);
                index = index * (size_t) n + (size_t) (at + far);
            }
            out[c] += weight * lut->cube[3 * index + (size_t) c] / ONE;
        }
    }
}

static void test_tables(void)
{
    static const struct {
        const cmsCIExyYTRIPLE *primaries;
        double gamma, mean, worst; /* in steps of 255 */
    } rows[] = {
        { &adobe, 2.19921875, 0.1, 16 }, { &p3, 2.2, 0.1, 16 }, { &srgb, 1.0, 0.3, 5 },
        { &srgb, 1.8, 0.3, 4 },          { NULL, 1.0, 0.2, 3 },
    };
    GRand *rand = g_rand_new_with_seed(3);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        size_t length;
        cmsHPROFILE profile = make_profile(rows[i].primaries, rows[i].gamma), to = cmsCreate_sRGBProfile();
        g_autofree uint8_t *bytes = save(profile, &length);
        struct fms_lut *lut = fms_profile_table(bytes, length, !rows[i].primaries);
        cmsHTRANSFORM exact = cmsCreateTransform(
            profile, rows[i].primaries ? TYPE_RGB_16 : TYPE_GRAY_16, to, TYPE_RGB_16, INTENT_PERCEPTUAL,
            cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE | cmsFLAGS_BLACKPOINTCOMPENSATION);
        double sum = 0, worst = 0;
        g_assert_nonnull(lut);
        for (int n = 0; n < 6000; n++) {
            uint16_t in[3], want[3];
            double out[3];
            for (int k = 0; k < 3; k++)
                in[k] = (uint16_t) (rows[i].primaries || k == 0 ? g_rand_int_range(rand, 0, ONE + 1) : in[0]);
            cmsDoTransform(exact, in, want, 1);
            look_up(lut, in, out);
            for (int k = 0; k < 3; k++) {
                sum += fabs(out[k] * 255 - want[k] / 257.0);
                worst = MAX(worst, fabs(out[k] * 255 - want[k] / 257.0));
            }
        }
        g_test_message("row %zu: mean %.3f, worst %.2f", i, sum / 18000, worst);
        g_assert_cmpfloat(sum / 18000, <, rows[i].mean);
        g_assert_cmpfloat(worst, <, rows[i].worst);
        cmsDeleteTransform(exact);
        cmsCloseProfile(profile);
        cmsCloseProfile(to);
        fms_lut_free(lut);
    }
    g_rand_free(rand);
}

static void test_nothing(void)
{
    size_t length, grey_length;
    cmsHPROFILE own = cmsCreate_sRGBProfile(), grey = make_profile(NULL, 2.2);
    g_autofree uint8_t *bytes = save(own, &length), *of_grey = save(grey, &grey_length);
    g_assert_null(fms_profile_table(bytes, length, false));        /* sRGB is what we have */
    g_assert_null(fms_profile_table(of_grey, grey_length, false)); /* of another kind than the picture */
    g_assert_null(fms_profile_table(bytes, length / 2, false));
    g_assert_null(fms_profile_table((const uint8_t *) "", 0, false));
    for (size_t i = 0; i < length; i += 7) {
        g_autofree uint8_t *broken = g_memdup2(bytes, length);
        broken[i] ^= 0xff;
        fms_lut_free(fms_profile_table(broken, length, i % 2));
    }
    cmsCloseProfile(own);
    cmsCloseProfile(grey);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/profile/tables", test_tables);
    g_test_add_func("/profile/nothing", test_nothing);
    return g_test_run();
}
