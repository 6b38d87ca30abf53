/*
 * Notes: what was probed comes back exactly, and nothing else is believed.
 */
#include "library.h"

#include <string.h>

static const struct fms_asset assets[] = {
    { .kind = FMS_ASSET_STILL, .size_bytes = 12345, .width_px = 640, .height_px = 480 },
    { .kind = FMS_ASSET_VECTOR, .size_bytes = 1, .width_px = 1, .height_px = 1 },
    { .kind = FMS_ASSET_CLIP,
      .size_bytes = INT64_MAX,
      .width_px = INT32_MAX,
      .height_px = 2,
      .duration = 705600001,
      .has_sound = true },
    { .kind = FMS_ASSET_SOUND, .size_bytes = 99, .duration = INT64_MAX, .has_sound = true },
};

static void round_trip(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(assets); i++) {
        char *note = fms_asset_note(NULL, &assets[i]);
        struct fms_asset asset = { .name = "n", .path = "p", .creator = "c", .kind = FMS_ASSET_SOUND };
        g_assert_null(strchr(note, '\n'));
        g_assert_true(fms_asset_from_note(&asset, note));
        g_assert_cmpint(asset.kind, ==, assets[i].kind);
        g_assert_cmpint(asset.size_bytes, ==, assets[i].size_bytes);
        g_assert_cmpint(asset.width_px, ==, assets[i].width_px);
        g_assert_cmpint(asset.height_px, ==, assets[i].height_px);
        g_assert_cmpint(asset.duration, ==, assets[i].duration);
        g_assert_cmpint(asset.has_sound, ==, assets[i].has_sound);
        g_assert_cmpstr(asset.name, ==, "n"); /* not the note's business */
        g_assert_cmpstr(asset.creator, ==, "c");
        talloc_free(note);
    }
}

static void not_believed(void)
{
    static const char *const notes[] = {
        "",
        "asset1",
        "asset1 still 12345 640 480 0",
        "asset1 still 12345 640 480 0 0 0",
        "asset1 still 12345 640 480 0 2",
        "asset1 still 12345 640 -480 0 0",
        "asset1 still 12345 640 2147483648 0 0",
        "asset1 still 9223372036854775808 640 480 0 0",
        "asset1 still 12345 640 480 0 0 ",
        "asset1 still 12345 640 480 0 0\n",
        "asset1 still 012345 640 480 0 0",
        "asset1 still +12345 640 480 0 0",
        "asset1 picture 12345 640 480 0 0",
        "asset2 still 12345 640 480 0 0", /* a later version's */
        "asset1  still 12345 640 480 0 0",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(notes); i++) {
        struct fms_asset asset = { .width_px = 7 };
        if (fms_asset_from_note(&asset, notes[i]))
            g_error("believed: '%s'", notes[i]);
        g_assert_cmpint(asset.width_px, ==, 7);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/note/round-trip", round_trip);
    g_test_add_func("/note/not-believed", not_believed);
    return g_test_run();
}
