/* Stills: colours come through exactly, pictures stand upright, damage and excess are refused. */
#include "rig.h"

/* A patch of one colour through each format; lossless ones must come back exactly. */
#define FF "ffmpeg -v error -y -f lavfi -i 'color=0xC8643280:s=33x17,format=rgba' -frames:v 1 -update 1 "
#define IM "convert -size 33x17 xc:'rgb(200,100,50)' -depth 16 "
#define DEEP "convert -size 33x17 xc:'rgb(78.5%,39.5%,19.5%)' -depth 16 "

static void test_colours(void)
{
    static const struct {
        const char *name, *command;
        int depth, want[4], slack; /* want[3] -1: no alpha plane */
    } rows[] = {
        { "rgb.png", FF "-pix_fmt rgb24", 8, { 200, 100, 50, -1 }, 0 },
        { "rgba.png", FF "-pix_fmt rgba", 8, { 200, 100, 50, 128 }, 0 },
        { "deep.png", DEEP "PNG48:", 16, { 51445, 25886, 12779, -1 }, 0 },
        { "deepa.png", DEEP "-alpha set -channel A -evaluate set 32912 PNG64:", 16, { 51445, 25886, 12779, 32912 }, 0 },
        { "palette8.png", IM "PNG8:", 8, { 200, 100, 50, -1 }, 0 },
        { "rgb.bmp", FF "-pix_fmt bgr24", 8, { 200, 100, 50, -1 }, 0 },
        { "half.bmp", FF "-pix_fmt rgb565le", 8, { 202, 101, 49, -1 }, 5 },
        { "rgb.tiff", FF "-pix_fmt rgb24", 8, { 200, 100, 50, -1 }, 0 },
        { "deep.tiff", DEEP "TIFF:", 16, { 51445, 25886, 12779, -1 }, 0 },
        { "rgba.webp", FF "-c:v libwebp -lossless 1 -pix_fmt bgra", 8, { 200, 100, 50, 128 }, 0 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_raster raster;
        g_autofree char *path = rig_path(rows[i].name);
        g_autoptr(GError) error = NULL;
        bool glued = g_str_has_suffix(rows[i].command, ":");
        RIG_DO("%s%s%s", rows[i].command, glued ? "" : " ", rows[i].name);
        g_test_message("%s", rows[i].name);
        g_assert_true(fms_still_read(path, &raster, &error));
        g_assert_cmpint(raster.model, ==, FMS_RASTER_RGB);
        g_assert_cmpint(raster.width_px, ==, 33);
        g_assert_cmpint(raster.height_px, ==, 17);
        g_assert_cmpint(raster.depth, ==, rows[i].depth);
        g_assert_true(raster.full_range);
        g_assert_true((raster.plane[3] != NULL) == (rows[i].want[3] >= 0));
        for (int plane = 0; plane < (raster.plane[3] ? 4 : 3); plane++)
            g_assert_cmpint(ABS(rig_sample(&raster, plane, 29, 15) - rows[i].want[plane]), <=, rows[i].slack);
        fms_raster_clear(&raster);
    }
}

/* A palette's transparency, which no maker at hand writes: a tRNS chunk set before the picture's data. */
static void test_palette_alpha(void)
{
    RIG_DO(IM "PNG8:opaque.png");
    g_autofree char *from = rig_path("opaque.png"), *path = rig_path("through.png"), *bytes = NULL;
    gsize length;
    g_assert_true(g_file_get_contents(from, &bytes, &length, NULL));
    const char *data = memmem(bytes, length, "IDAT", 4);
    g_assert_nonnull(data);
    size_t front = (size_t) (data - 4 - bytes);
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_byte_array_append(out, (const guint8 *) bytes, (guint) front);
    g_byte_array_append(out, (const guint8 *) "\0\0\0\x01tRNS\x80\xad\x5e\x5b\x46", 13);
    g_byte_array_append(out, (const guint8 *) bytes + front, (guint) (length - front));
    rig_write("through.png", out->data, out->len);
    struct fms_raster raster;
    g_assert_true(fms_still_read(path, &raster, NULL));
    static const int want[] = { 200, 100, 50, 128 };
    for (int plane = 0; plane < 4; plane++)
        g_assert_cmpint(rig_sample(&raster, plane, 3, 3), ==, want[plane]);
    fms_raster_clear(&raster);
}

static void test_jpeg_is_yuv(void)
{
    struct fms_raster raster;
    g_autofree char *path = rig_path("plain.jpg");
    RIG_DO("convert -size 64x48 xc:'rgb(200,100,50)' -quality 95 -sampling-factor 4:2:0 plain.jpg");
    g_assert_true(fms_still_read(path, &raster, NULL));
    g_assert_cmpint(raster.model, ==, FMS_RASTER_YUV);
    g_assert_true(raster.full_range);
    g_assert_cmpint(raster.matrix, ==, FMS_MATRIX_601);
    g_assert_cmpint(raster.sub_x, ==, 1);
    g_assert_cmpint(raster.sub_y, ==, 1);
    static const int want[] = { 124, 86, 182 }; /* BT.601 full range of 200, 100, 50 */
    for (int plane = 0; plane < 3; plane++)
        g_assert_cmpint(ABS(rig_sample(&raster, plane, 10, 10) - want[plane]), <=, 2);
    fms_raster_clear(&raster);
}

static void test_grey(void)
{
    static const struct {
        const char *name, *options;
        int depth, want, alpha;
    } rows[] = {
        { "grey.png", "-colorspace Gray -depth 8", 8, 100, -1 },
        { "grey16.png", "-colorspace Gray -depth 16 -evaluate set 25600 -define png:bit-depth=16", 16, 25600, -1 },
        { "grey.jpg", "-colorspace Gray -quality 98", 8, 100, -1 },
        { "greya.png", "-colorspace Gray -alpha set -channel A -evaluate set 40% -define png:color-type=4", 8, 100,
          102 },
        { "bits.png", "-threshold 20% -monochrome -define png:bit-depth=1", 8, 255, -1 },
        { "first.gif", "-colorspace sRGB", 8, 100, -1 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_raster raster;
        g_autofree char *path = rig_path(rows[i].name);
        RIG_DO("convert -size 30x20 xc:'gray(100)' %s %s", rows[i].options, rows[i].name);
        g_test_message("%s", rows[i].name);
        g_assert_true(fms_still_read(path, &raster, NULL));
        g_assert_cmpint(raster.model, ==, FMS_RASTER_RGB);
        g_assert_cmpint(raster.depth, ==, rows[i].depth);
        for (int plane = 0; plane < 3; plane++)
            g_assert_cmpint(rig_sample(&raster, plane, 29, 19), ==, rows[i].want);
        if (rows[i].alpha >= 0)
            g_assert_cmpint(rig_sample(&raster, 3, 5, 5), ==, rows[i].alpha);
        fms_raster_clear(&raster);
    }
}

/* One bit a sample, of either meaning: dark on the left, bright on the right. */
static void test_bits(void)
{
    static const char *const formats[] = { "monow", "monob" };
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        struct fms_raster raster;
        g_autofree char *path = rig_path("bits.tiff");
        RIG_DO("convert -size 30x20 xc:black -fill white -draw 'rectangle 15,0 29,19' halves.png && "
               "ffmpeg -v error -y -i halves.png -update 1 -pix_fmt %s bits.tiff",
               formats[i]);
        g_assert_true(fms_still_read(path, &raster, NULL));
        for (int plane = 0; plane < 3; plane++) {
            g_assert_cmpint(rig_sample(&raster, plane, 2, 10), ==, 0);
            g_assert_cmpint(rig_sample(&raster, plane, 28, 10), ==, 255);
        }
        fms_raster_clear(&raster);
    }
}

/* A minimal EXIF segment with one orientation entry, put behind a JPEG's first marker. */
static void tag_orientation(const char *from, const char *to, int orientation)
{
    const char exif[] = "\xff\xe1\x00\x22"
                        "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
    g_autofree char *path = rig_path(from), *bytes = NULL;
    gsize length;
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_byte_array_append(out, (const guint8 *) bytes, 2);
    g_byte_array_append(out, (const guint8 *) exif, sizeof exif - 1);
    const guint8 rest[] = { (guint8) orientation, 0, 0, 0, 0, 0, 0 };
    g_byte_array_append(out, rest, sizeof rest);
    g_byte_array_append(out, (const guint8 *) bytes + 2, (guint) length - 2);
    rig_write(to, out->data, out->len);
}

/* Stored: the left half dark, the right half bright, the top edge of the bright half mid. Where does dark end up? */
static void test_orientation(void)
{
    RIG_DO("convert -size 48x32 xc:'rgb(255,255,200)' -fill black -draw 'rectangle 0,0 15,31' -fill gray -draw "
           "'rectangle 16,0 47,15' "
           "-quality 100 -sampling-factor 4:2:2 stored.jpg");
    static const struct {
        int orientation, width, height, dark_x, dark_y, grey_x, grey_y;
    } rows[] = {
        { 1, 48, 32, 4, 16, 40, 4 },  { 2, 48, 32, 44, 16, 8, 4 }, { 3, 48, 32, 44, 16, 8, 28 },
        { 4, 48, 32, 4, 16, 40, 28 }, { 5, 32, 48, 16, 4, 4, 40 }, { 6, 32, 48, 16, 4, 28, 40 },
        { 7, 32, 48, 16, 44, 28, 8 }, { 8, 32, 48, 16, 44, 4, 8 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_raster raster;
        g_autofree char *path = rig_path("turned.jpg");
        tag_orientation("stored.jpg", "turned.jpg", rows[i].orientation);
        g_test_message("orientation %d", rows[i].orientation);
        struct fms_asset asset = { 0 };
        g_assert_true(fms_media_probe(path, &asset, NULL));
        g_assert_cmpint(asset.width_px, ==, rows[i].width);
        g_assert_cmpint(asset.height_px, ==, rows[i].height);
        g_assert_true(fms_still_read(path, &raster, NULL));
        g_assert_cmpint(raster.width_px, ==, rows[i].width);
        g_assert_cmpint(raster.height_px, ==, rows[i].height);
        g_assert_cmpint(raster.sub_x, ==, rows[i].orientation < 5);
        g_assert_cmpint(raster.sub_y, ==, rows[i].orientation >= 5);
        g_assert_cmpint(rig_sample(&raster, 0, rows[i].dark_x, rows[i].dark_y), <, 10);
        g_assert_cmpint(ABS(rig_sample(&raster, 0, rows[i].grey_x, rows[i].grey_y) - 126), <, 10);
        fms_raster_clear(&raster);
    }
}

/* A TIFF says it in its own way. */
static void test_turned_tiff(void)
{
    struct fms_raster raster;
    g_autofree char *path = rig_path("turned.tiff");
    RIG_DO("convert -size 48x32 xc:white -fill black -draw 'rectangle 0,0 15,31' -orient RightTop turned.tiff");
    g_assert_true(fms_still_read(path, &raster, NULL));
    g_assert_cmpint(raster.width_px, ==, 32);
    g_assert_cmpint(raster.height_px, ==, 48);
    g_assert_cmpint(rig_sample(&raster, 0, 16, 4), ==, 0);
    g_assert_cmpint(rig_sample(&raster, 0, 16, 44), !=, 0);
    fms_raster_clear(&raster);
}

static void refuse(const char *name)
{
    struct fms_raster raster;
    struct fms_asset asset = { 0 };
    g_autofree char *path = rig_path(name);
    g_autoptr(GError) error = NULL, probe_error = NULL;
    g_test_message("%s", name);
    g_assert_false(fms_still_read(path, &raster, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_assert_null(raster.owner);
    g_assert_false(fms_media_probe(path, &asset, &probe_error));
    g_assert_error(probe_error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
}

static void truncate_to(const char *from, const char *to, double part)
{
    g_autofree char *path = rig_path(from), *bytes = NULL;
    gsize length;
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    rig_write(to, bytes, (size_t) ((double) length * part));
}

static void test_damage(void)
{
    RIG_DO("convert -size 200x150 plasma:red-blue -depth 8 whole.png && convert whole.png -quality 90 whole.jpg && "
           "convert whole.png whole.gif && convert whole.png whole.bmp && convert whole.png -compress none whole.tiff "
           "&& convert whole.png whole.webp");
    static const char *const kinds[] = { "png", "jpg", "gif", "bmp", "tiff", "webp" };
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        for (int part = 1; part < 10; part += 4) {
            g_autofree char *from = g_strdup_printf("whole.%s", kinds[i]),
                            *to = g_strdup_printf("cut%d.%s", part, kinds[i]);
            truncate_to(from, to, part / 10.0);
            refuse(to);
        }
    rig_write("empty.png", "", 0);
    refuse("empty.png");
    rig_write("words.png", "these are words, not a picture", 30);
    refuse("words.png");
    /* 60,000 × 60,000 pixels, said by a header with a right checksum, nothing behind it */
    rig_write("huge.png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0\x0f\xb0\xe2\x15", 33);
    refuse("huge.png");
}

static void test_probe(void)
{
    struct fms_asset asset = { .name = "kept" };
    g_autofree char *path = rig_path("asset.png");
    RIG_DO("convert -size 64x48 xc:blue asset.png");
    g_assert_true(fms_media_probe(path, &asset, NULL));
    g_assert_cmpint(asset.kind, ==, FMS_ASSET_STILL);
    g_assert_cmpint(asset.width_px, ==, 64);
    g_assert_cmpint(asset.height_px, ==, 48);
    g_assert_cmpint(asset.duration, ==, 0);
    g_assert_false(asset.has_sound);
    g_assert_cmpstr(asset.name, ==, "kept");
}

/* JPEGs are tried at an eighth of their size: what is said of them is of the whole, and what has no eighth is tried whole. */
static void test_tried_small(void)
{
    static const struct {
        const char *how;
        int width, height;
    } rows[] = {
        { "-sampling-factor 2x2", 37, 23 },
        { "-sampling-factor 4x2", 48, 32 },
        { "-sampling-factor 3x1", 50, 9 },
        { "-interlace JPEG", 131, 65 },
        { "-colorspace Gray -interlace JPEG", 7, 1 },
        { "-sampling-factor 4x1", 1, 5 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = rig_path("tried.jpg");
        struct fms_asset asset = { 0 };
        struct fms_raster raster;
        g_test_message("%s", rows[i].how);
        RIG_DO("convert -size %dx%d plasma:red-blue %s tried.jpg", rows[i].width, rows[i].height, rows[i].how);
        g_assert_true(fms_media_probe(path, &asset, NULL));
        g_assert_true(fms_still_read(path, &raster, NULL));
        g_assert_cmpint(asset.width_px, ==, rows[i].width);
        g_assert_cmpint(asset.height_px, ==, rows[i].height);
        g_assert_cmpint(raster.width_px, ==, rows[i].width);
        g_assert_cmpint(raster.height_px, ==, rows[i].height);
        fms_raster_clear(&raster);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    rig_open();
    g_test_add_func("/still/colours", test_colours);
    g_test_add_func("/still/palette-alpha", test_palette_alpha);
    g_test_add_func("/still/jpeg-is-yuv", test_jpeg_is_yuv);
    g_test_add_func("/still/grey", test_grey);
    g_test_add_func("/still/bits", test_bits);
    g_test_add_func("/still/orientation", test_orientation);
    g_test_add_func("/still/turned-tiff", test_turned_tiff);
    g_test_add_func("/still/damage", test_damage);
    g_test_add_func("/still/probe", test_probe);
    g_test_add_func("/still/tried-small", test_tried_small);
    return rig_close(g_test_run());
}
