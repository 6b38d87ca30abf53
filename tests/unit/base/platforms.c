/* Platforms: each is found under its name, what is free lies in the frame, and no zone is larger than what layouts keep to. */
#include "platforms.h"

#include <glib.h>
#include <string.h>

static void test_names(void)
{
    g_assert_cmpuint(fms_n_platforms, >, 0);
    for (size_t i = 0; i < fms_n_platforms; i++) {
        const char *name = fms_platforms[i].profile.name;
        g_assert_true(fms_platform_named(name, strlen(name)) == &fms_platforms[i]);
        g_assert_null(fms_platform_named(name, strlen(name) - 1));
        g_assert_true(!strstr(fms_platform_posters, name) == (fms_platforms[i].poster_width_px == 0));
        g_assert_true(!strstr(fms_profile_names, name) == !fms_platforms[i].has_profile);
        g_assert_true(!fms_profile_named(name, strlen(name)) == !fms_platforms[i].has_profile);
    }
    g_assert_null(fms_platform_named("", 0));
    g_assert_null(fms_platform_named("layouts", 7));
}

static void test_numbers(void)
{
    for (size_t i = 0; i < fms_n_platforms; i++) {
        const struct fms_platform *platform = &fms_platforms[i];
        g_assert_true(!platform->has_profile || platform->profile.loudness_clufs <= -1000);
        g_assert_cmpint(platform->poster_width_px % 2 + platform->poster_height_px % 2, ==, 0);
        g_assert_cmpint(platform->poster_width_px, <=, 3840);
        g_assert_cmpint(platform->poster_height_px, <=, 3840);
        g_assert_true(platform->clear.right == 0 || platform->clear.right - platform->clear.left > 500);
        g_assert_true(platform->clear.right == 0 || platform->clear.bottom - platform->clear.top > 400);
    }
}

static void test_zones(void)
{
    struct fms_zone usual = fms_platform_zone(NULL), reels = fms_platform_zone(fms_platform_named("reels", 5));
    g_assert_cmpint(usual.bottom, ==, fms_layouts_zone.bottom);
    g_assert_cmpint(reels.bottom, <, usual.bottom);
    g_assert_cmpint(reels.right, ==, usual.right);
    struct fms_zone square = fms_platform_zone(fms_platform_named("square", 6));
    g_assert_cmpint(memcmp(&square, &usual, sizeof usual), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/platforms/names", test_names);
    g_test_add_func("/platforms/numbers", test_numbers);
    g_test_add_func("/platforms/zones", test_zones);
    return g_test_run();
}
