/* HEIC (the film of all kinds has AVIF): colours come out as they went in, turned as the container says, with their profile and their alpha. */
#include "rig.h"

#include <lcms2.h>
#include <libheif/heif.h>
#include <stdio.h>

#define CHECK(call) g_assert_cmpint((call).code, ==, heif_error_Ok)

/* A picture of 64 × 32, flat but for its left half, which is darker, written by libheif itself. */
struct made {
    const char *name;
    enum heif_compression_format format;
    enum heif_chroma chroma;
    int depth;
    bool alpha, profile;
};

static void fill(struct heif_image *image, enum heif_channel channel, const struct made *made, int dark, int bright)
{
    int stride, shrink = channel != heif_channel_Y && channel != heif_channel_Alpha && made->chroma == heif_chroma_420;
    int width = 64 >> shrink, height = 32 >> shrink;
    CHECK(heif_image_add_plane(image, channel, width, height, made->depth));
    uint8_t *plane = heif_image_get_plane(image, channel, &stride);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            uint16_t value = (uint16_t) ((x < width / 2 ? dark : bright) << (made->depth - 8));
            if (made->depth == 8)
                plane[y * stride + x] = (uint8_t) value;
            else
                memcpy(plane + y * stride + 2 * x, &value, 2);
        }
}

static void add_profile(struct heif_image *image)
{
    cmsToneCurve *curve = cmsBuildGamma(NULL, 1.0), *curves[3] = { curve, curve, curve };
    cmsCIExyY white = { 0.3127, 0.3290, 1 };
    cmsCIExyYTRIPLE primaries = { { 0.64, 0.33, 1 }, { 0.30, 0.60, 1 }, { 0.15, 0.06, 1 } };
    cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves);
    cmsUInt32Number length = 0;
    cmsSaveProfileToMem(profile, NULL, &length);
    g_autofree uint8_t *bytes = g_malloc(length);
    cmsSaveProfileToMem(profile, bytes, &length);
    CHECK(heif_image_set_raw_color_profile(image, "prof", bytes, length));
    cmsCloseProfile(profile);
    cmsFreeToneCurve(curve);
}

static void write_picture(const struct made *made)
{
    struct heif_context *context = heif_context_alloc();
    struct heif_encoder *encoder = NULL;
    struct heif_image *image = NULL;
    g_autofree char *path = rig_path(made->name);
    CHECK(heif_context_get_encoder_for_format(context, made->format, &encoder));
    heif_encoder_set_lossy_quality(encoder, 98);
    CHECK(heif_image_create(64, 32, heif_colorspace_YCbCr, made->chroma, &image));
    fill(image, heif_channel_Y, made, 60, 200);
    fill(image, heif_channel_Cb, made, 100, 100);
    fill(image, heif_channel_Cr, made, 150, 150);
    if (made->alpha)
        fill(image, heif_channel_Alpha, made, 0, 255);
    if (made->profile)
        add_profile(image);
    CHECK(heif_context_encode_image(context, image, encoder, NULL, NULL));
    CHECK(heif_context_write_to_file(context, path));
    heif_image_release(image);
    heif_encoder_release(encoder);
    heif_context_free(context);
}

static const struct made rows[] = {
    { "plain.heic", heif_compression_HEVC, heif_chroma_420, 8, false, false },
    { "whole.heic", heif_compression_HEVC, heif_chroma_444, 8, false, false },
    { "alpha.heic", heif_compression_HEVC, heif_chroma_420, 8, true, false },
    { "profile.heic", heif_compression_HEVC, heif_chroma_420, 8, false, true },
    { "deep.heic", heif_compression_HEVC, heif_chroma_420, 10, false, false },
};

static void test_planes(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct made *made = &rows[i];
        struct fms_raster raster;
        struct fms_asset asset = { 0 };
        g_autoptr(GError) error = NULL;
        g_autofree char *path = rig_path(made->name);
        write_picture(made);
        g_test_message("%s", made->name);
        g_assert_true(fms_still_read(path, &raster, &error));
        g_assert_cmpint(raster.model, ==, FMS_RASTER_RGB);
        g_assert_cmpint(raster.width_px, ==, 64);
        g_assert_cmpint(raster.height_px, ==, 32);
        g_assert_cmpint(raster.depth, ==, made->depth);
        for (int plane = 0; plane < 3; plane++) {
            /* Y'CbCr of BT.601: what (100, 150) adds to luma */
            static const int adds[] = { 31, -6, -50 };
            int shift = made->depth - 8;
            g_assert_cmpint(ABS((rig_sample(&raster, plane, 8, 8) >> shift) - 60 - adds[plane]), <=, 3);
            g_assert_cmpint(ABS((rig_sample(&raster, plane, 56, 8) >> shift) - 200 - adds[plane]), <=, 3);
        }
        g_assert_true((raster.plane[3] != NULL) == made->alpha);
        g_assert_true((raster.lut != NULL) == made->profile);
        if (made->alpha) {
            g_assert_cmpint(rig_sample(&raster, 3, 8, 8), <=, 2);
            g_assert_cmpint(rig_sample(&raster, 3, 56, 8), >=, 253);
        }
        fms_raster_clear(&raster);
        g_assert_true(fms_media_probe(path, &asset, NULL));
        g_assert_cmpint(asset.kind, ==, FMS_ASSET_STILL);
    }
}

/* The turn is the container's to say: `pixi`, which nobody needs, becomes `irot`. Quarter turns against the clock. */
static void test_turned(void)
{
    static const struct {
        int turn, width, dark_x, dark_y, bright_x, bright_y;
    } turns[] = { { 1, 32, 8, 56, 8, 8 }, { 2, 64, 56, 8, 8, 8 }, { 3, 32, 8, 8, 8, 56 } };
    for (size_t i = 0; i < G_N_ELEMENTS(turns); i++) {
        struct fms_raster raster;
        g_autofree char *from = rig_path("plain.heic"), *path = rig_path("turned.heic"), *bytes = NULL;
        gsize length;
        g_assert_true(g_file_get_contents(from, &bytes, &length, NULL));
        char *box = memmem(bytes, length, "pixi", 4);
        g_assert_nonnull(box);
        for (int k = 0; k < 4; k++)
            box[k] = "irot"[k];
        box[4] = (char) turns[i].turn;
        rig_write("turned.heic", bytes, length);
        g_assert_true(fms_still_read(path, &raster, NULL));
        g_assert_cmpint(raster.width_px, ==, turns[i].width);
        g_assert_cmpint(rig_sample(&raster, 0, turns[i].dark_x, turns[i].dark_y), <, 110);
        g_assert_cmpint(rig_sample(&raster, 0, turns[i].bright_x, turns[i].bright_y), >, 190);
        fms_raster_clear(&raster);
    }
}

int main(int argc, char **argv)
{
    if (SANITIZED) {
        puts("1..0 # SKIP the decoder's child has a limit of memory that a sanitizer cannot live with");
        return 0;
    }
    g_test_init(&argc, &argv, NULL);
    rig_open();
    g_test_add_func("/heif/planes", test_planes);
    g_test_add_func("/heif/turned", test_turned);
    return rig_close(g_test_run());
}
