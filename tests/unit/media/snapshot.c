/* A frame as JPEG and PNG: the colours that a viewer sees are the film's. */
#include "rig.h"

#include <sys/stat.h>
#include <unistd.h>

static bool write_jpeg(const char *path, const struct fms_frame *frame, GError **error)
{
    return fms_jpeg_write(path, frame, 0, error);
}

static const struct {
    const char *name;
    bool (*write)(const char *path, const struct fms_frame *frame, GError **error);
} forms[] = { { "patch.jpg", write_jpeg }, { "patch.png", fms_png_write } };

/* R'G'B' of a BT.709 limited colour, and what a reader makes of the picture. */
static void test_colours(gconstpointer user)
{
    size_t form = GPOINTER_TO_SIZE(user);
    static const uint8_t colours[][3] = {
        { 16, 128, 128 }, { 235, 128, 128 }, { 126, 128, 128 }, { 63, 102, 240 },
        { 173, 42, 26 },  { 32, 240, 118 },  { 100, 120, 150 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(colours); i++) {
        const uint8_t *c = colours[i];
        struct fms_frame *frame = fms_frame_new(96, 64);
        g_autofree char *path = rig_path(forms[form].name);
        g_autoptr(GError) error = NULL;
        for (int plane = 0; plane < 3; plane++)
            for (int y = 0; y < (plane ? 32 : 64); y++)
                memset(frame->plane[plane] + y * frame->stride_bytes[plane], c[plane], plane ? 48 : 96);
        g_assert_true(forms[form].write(path, frame, &error));
        fms_frame_free(frame);
        double y = (c[0] - 16) / 219.0, cb = (c[1] - 128) / 224.0, cr = (c[2] - 128) / 224.0;
        double want[] = { y + 1.5748 * cr, y - 0.1873 * cb - 0.4681 * cr, y + 1.8556 * cb };
        g_autofree char *text = rig_run("convert %s -crop 1x1+40+30 -depth 8 -format "
                                        "'%%[fx:p.r*255] %%[fx:p.g*255] %%[fx:p.b*255]' info:",
                                        forms[form].name);
        g_auto(GStrv) got = g_strsplit(text, " ", 3);
        g_test_message("%d %d %d: %s", c[0], c[1], c[2], text);
        for (int k = 0; k < 3; k++)
            g_assert_cmpfloat_with_epsilon(g_ascii_strtod(got[k], NULL), CLAMP(want[k], 0, 1) * 255, 4);
    }
}

static void test_file(void)
{
    struct fms_frame *frame = fms_frame_new(320, 180);
    g_autofree char *one = rig_path("one.jpg"), *two = rig_path("two.jpg");
    g_autoptr(GError) error = NULL;
    rig_fill(frame, 12);
    g_assert_true(fms_jpeg_write(one, frame, 0, NULL));
    g_assert_true(fms_jpeg_write(two, frame, 0, NULL));
    RIG_DO("cmp one.jpg two.jpg");
    g_autofree char *about = rig_run("identify -format '%%m %%wx%%h %%[jpeg:sampling-factor] %%[colorspace]' one.jpg");
    g_assert_cmpstr(about, ==, "JPEG 320x180 2x2,1x1,1x1 sRGB");
    g_autofree char *quality = rig_run("identify -format '%%Q' one.jpg");
    g_assert_cmpint(atoi(quality), >=, 88);
    g_assert_false(fms_jpeg_write("/nowhere/at/all.jpg", frame, 0, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
    fms_frame_free(frame);
}

/* As good as so many bytes allow, and no file where none is small enough. */
static void test_limit(void)
{
    struct fms_frame *frame = fms_frame_new(320, 180);
    g_autofree char *path = rig_path("limit.jpg");
    g_autoptr(GError) error = NULL;
    int last = 0;
    for (int plane = 0; plane < 3; plane++)
        for (int y = 0; y < (plane ? 90 : 180); y++)
            for (int x = 0; x < (plane ? 160 : 320); x++)
                frame->plane[plane][y * frame->stride_bytes[plane] + x] =
                    (uint8_t) (16 + (x * x * 7 + y * y * 13) % 200);
    for (int64_t most = 20000; most <= 60000; most += 20000) {
        struct stat info;
        g_assert_true(fms_jpeg_write(path, frame, most, &error));
        g_assert_cmpint(stat(path, &info), ==, 0);
        g_assert_cmpint(info.st_size, <=, most);
        g_assert_cmpint(info.st_size, >, last);
        last = (int) info.st_size;
    }
    g_assert_cmpint(unlink(path), ==, 0);
    g_assert_false(fms_jpeg_write(path, frame, 500, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    fms_frame_free(frame);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    rig_open();
    g_test_add_data_func("/snapshot/colours-jpeg", GSIZE_TO_POINTER(0), test_colours);
    g_test_add_data_func("/snapshot/colours-png", GSIZE_TO_POINTER(1), test_colours);
    g_test_add_func("/snapshot/file", test_file);
    g_test_add_func("/snapshot/limit", test_limit);
    return rig_close(g_test_run());
}
