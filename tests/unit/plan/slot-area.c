/*
 * Where slots stand: as the theme says, but for a tall film that is made for a platform that covers more than others.
 */
#include "stage-rig.h"

#include "making-private.h"

static struct fms_area area_of(struct fixture *fix, const char *platform, const char *slot, int32_t width,
                               int32_t height)
{
    fix->settings.platform = platform ? fms_platform_named(platform, strlen(platform)) : NULL;
    fix->settings.video.width_px = width;
    fix->settings.video.height_px = height;
    const struct fms_stage stage = { &fix->timeline, fix->theme, &fix->world, &fix->settings, "en", fix->diags };
    return fms_stage_area(&stage, fms_theme_slot(fix->theme, fms_shape_of(width, height), slot));
}

static bool same(struct fms_area a, struct fms_area b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static void test_places(void)
{
    struct fixture fix;
    const char *const texts[] = { "one" };
    set_up(&fix, texts, 1);
    for (const char *const *slot = fms_theme_slot_names(); *slot; slot++) {
        struct fms_area usual = area_of(&fix, NULL, *slot, 1080, 1920),
                        reels = area_of(&fix, "reels", *slot, 1080, 1920);
        bool everywhere =
            g_str_has_prefix(*slot, "poster.") || !strcmp(*slot, "credits.column") || !strcmp(*slot, "bug.logo");
        g_test_message("%s", *slot);
        g_assert_true(same(usual, area_of(&fix, "shorts", *slot, 1080, 1920)));
        g_assert_true(same(usual, area_of(&fix, "youtube", *slot, 1080, 1920)));
        g_assert_true(same(area_of(&fix, NULL, *slot, 1920, 1080), area_of(&fix, "reels", *slot, 1920, 1080)));
        g_assert_true(everywhere ? same(usual, reels) : reels.y + reels.h <= 650 * 1920 / 1000);
        g_assert_true(everywhere || usual.h == 0 || reels.y >= 140 * 1920 / 1000);
        g_assert_cmpint(reels.x, ==, usual.x);
    }
    talloc_free(fix.ctx);
}

/* What stood under a card's panel still does. */
static void test_order(void)
{
    struct fixture fix;
    const char *const texts[] = { "one" };
    set_up(&fix, texts, 1);
    struct fms_area panel = area_of(&fix, "reels", "panel.area", 1080, 1920),
                    caption = area_of(&fix, "reels", "caption.text", 1080, 1920);
    g_assert_cmpint(panel.y + panel.h, <=, caption.y);
    g_assert_cmpint(caption.h, >, 100);
    talloc_free(fix.ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/slot-area/places", test_places);
    g_test_add_func("/slot-area/order", test_order);
    return g_test_run();
}
