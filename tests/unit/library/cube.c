/* Colour tables: what is read, and where a broken one says that it breaks. */
#include "library.h"

#include "diags.h"

#include <glib/gstdio.h>
#include <string.h>

static struct fms_lut *read_text(const char *text, gssize length, GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("fms-cube-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "look.cube", NULL);
    g_assert_true(g_file_set_contents(path, text, length, NULL));
    struct fms_lut *lut = fms_cube_read(path, error);
    g_unlink(path);
    g_rmdir(folder);
    return lut;
}

#define CUBE "0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 0 1\n1 0 1\n0 1 1\n1 1 1\n"

static void test_good(void)
{
    static const struct {
        const char *text;
        int curve_size, cube_size, curve[2], cube[3]; /* red's first and last of the curve; the cube's second point */
    } rows[] = {
        { "LUT_3D_SIZE 2\n" CUBE, 0, 2, { 0 }, { 65535, 0, 0 } },
        { "TITLE \"A look\"\r\n# made by hand\r\n\r\nLUT_3D_SIZE 2\r\n" CUBE, 0, 2, { 0 }, { 65535, 0, 0 } },
        { "LUT_3D_SIZE 2\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n" CUBE, 0, 2, { 0 }, { 65535, 0, 0 } },
        { "LUT_1D_SIZE 3\n0.25 0 0\n.5 0.5 0.5\n1e0 1 1", 3, 0, { 16384, 65535 }, { 0 } },
        { "LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n1 0 0\n0 1 1\n" CUBE, 2, 2, { 65535, 0 }, { 65535, 0, 0 } }, /* Resolve's */
        { "LUT_1D_SIZE 2\n-0.5 0 0\n1.5 1 1\n", 2, 0, { 0, 65535 }, { 0 } }, /* beyond the film's colours */
        { "LUT_3D_SIZE 2\nDOMAIN_MIN 0.5 0 0\nDOMAIN_MAX 1.5 1 1\n" CUBE, 4097, 2, { 0, 32768 }, { 65535, 0, 0 } },
        { "LUT_1D_SIZE 2\nLUT_1D_INPUT_RANGE 0 2\n0 0 0\n1 1 1\n", 4097, 0, { 0, 32768 }, { 0 } },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        struct fms_lut *lut = read_text(rows[i].text, -1, &error);
        g_assert_no_error(error);
        g_assert_cmpint(lut->curve_size, ==, rows[i].curve_size);
        g_assert_cmpint(lut->cube_size, ==, rows[i].cube_size);
        if (lut->curve_size) {
            g_assert_cmpint(lut->curves[0], ==, rows[i].curve[0]);
            g_assert_cmpint(lut->curves[lut->curve_size - 1], ==, rows[i].curve[1]);
        }
        for (int k = 0; lut->cube_size && k < 3; k++)
            g_assert_cmpint(lut->cube[3 + k], ==, rows[i].cube[k]);
        fms_lut_free(lut);
    }
}

static void test_broken(void)
{
    static const char *const rows[][2] = {
        { "", "look.cube:1: neither LUT_1D_SIZE" },
        { "# nothing\n\n", "look.cube:3: neither LUT_1D_SIZE" },
        { "0 0 0\n", "look.cube:1: LUT_1D_SIZE or LUT_3D_SIZE must come before" },
        { "LUT_3D_SIZE 1\n", "look.cube:1: a size from 2 to 129" },
        { "LUT_3D_SIZE 130\n", "look.cube:1: a size from 2 to 129" },
        { "LUT_3D_SIZE 99999999999999999999\n", "look.cube:1: a size from 2 to 129" }, /* a bomb */
        { "LUT_3D_SIZE two\n", "look.cube:1: a size from 2 to 129" },
        { "LUT_1D_SIZE 65537\n", "look.cube:1: a size from 2 to 65536" },
        { "LUT_3D_SIZE 2\nLUT_3D_SIZE 2\n", "look.cube:2: a size is said once" },
        { "LUT_3D_SIZE 2\n0 0 0\n1 0\n", "look.cube:3: three numbers" },
        { "LUT_3D_SIZE 2\n0 0 0\n1 0 0 0\n", "look.cube:3: three numbers" },
        { "LUT_3D_SIZE 2\n0 0 0\n1 0 0x\n", "look.cube:3: three numbers" },
        { "LUT_3D_SIZE 2\n0 0 0\n1 0 1e999\n", "look.cube:3: three numbers" }, /* infinite */
        { "LUT_3D_SIZE 2\n0 0 0\nnan 0 0\n", "look.cube:3: neither three numbers" },
        { "LUT_3D_SIZE 2\n" CUBE "0 0 0\n", "look.cube:10: more lines of numbers than the 8" },
        { "LUT_3D_SIZE 2\n0 0 0\n", "look.cube:3: ends after 1 lines of numbers of the 8" },
        { "LUT_3D_SIZE 2\nDOMAIN_MIN 1 1 1\n" CUBE, "a range that ends before it begins" },
        { "LUT_3D_SIZE 2\nDOMAIN_MIN 1 1\n" CUBE, "look.cube:2: DOMAIN_MIN wants three numbers" },
        { "SIZE 2\n", "look.cube:1: neither three numbers nor a keyword" },
        { "#EXTM3U\nhttp://example.org/a.ts\n", "look.cube:2: neither three numbers nor a keyword" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(read_text(rows[i][0], -1, &error));
        g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
        if (!strstr(error->message, rows[i][1]))
            g_error("'%s' gives '%s', not '%s'", rows[i][0], error->message, rows[i][1]);
    }
    g_autoptr(GError) error = NULL;
    g_assert_null(read_text("LUT_3D_SIZE 2\n\0\0", 16, &error));
    g_assert_nonnull(strstr(error->message, "not a text"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cube/good", test_good);
    g_test_add_func("/cube/broken", test_broken);
    return g_test_run();
}
