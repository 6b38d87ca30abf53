#include "frame-format.h"

#include <glib.h>
#include <string.h>

static void frames_have_their_shape(void)
{
    static const struct {
        const char *aspect, *size;
        int width, height;
    } rows[] = {
        { "16:9", "1080p", 1920, 1080 }, { "9:16", "1080p", 1080, 1920 }, { "1:1", "720p", 720, 720 },
        { "4:5", "1080p", 1080, 1350 },  { "21:9", "1080p", 2520, 1080 }, { "16:9", "2160p", 3840, 2160 },
        { "4:5", "720p", 720, 900 },     { "9:16", "1440p", 1440, 2560 }, { "3:2", "1080p", 0, 0 },
        { "16:9", "1080", 0, 0 },        { "", "1080p", 0, 0 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int32_t width = 0, height = 0;
        bool good = fms_frame_format(rows[i].aspect, strlen(rows[i].aspect), rows[i].size, &width, &height);
        g_assert_cmpint(width, ==, rows[i].width);
        g_assert_cmpint(height, ==, rows[i].height);
        g_assert_true(good == (rows[i].width > 0));
    }
}

static void all_names_are_formats_of_even_pixels(void)
{
    for (const char *const *aspect = fms_aspect_names(); *aspect; aspect++)
        for (const char *const *size = fms_size_names(); *size; size++) {
            int32_t width, height;
            g_assert_true(fms_frame_format(*aspect, strlen(*aspect), *size, &width, &height));
            g_assert_true(width % 2 == 0 && height % 2 == 0);
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/frame-format/shapes", frames_have_their_shape);
    g_test_add_func("/frame-format/names", all_names_are_formats_of_even_pixels);
    return g_test_run();
}
