/*
 * Contrast: what the standard says of colours, and that no shipped theme stays below it.
 */
#include "contrast.h"

#include <string.h>

static const struct fms_span nowhere;

static const struct fms_asset *any_drawing(void *user, enum fms_theme_place place, const char *path, GError **error)
{
    static const struct fms_asset asset;
    return &asset;
}

static struct fms_theme *load(TALLOC_CTX *ctx, const char *name, struct fms_diags *diags, const char **folders)
{
    char *folder = g_build_filename(g_getenv("FMS_TEST_DATA"), "..", "themes", NULL);
    folders[0] = talloc_strdup(ctx, folder);
    g_free(folder);
    const struct fms_theme_files files = { .folders = folders, .drawing = any_drawing };
    return name ? fms_theme_load(ctx, &files, name, NULL, nowhere, diags) : NULL;
}

static void ratios_are_the_standards(void)
{
    g_assert_cmpfloat_with_epsilon(fms_contrast_of(fms_luminance(255, 255, 255), fms_luminance(0, 0, 0)), 21, 1e-9);
    g_assert_cmpfloat_with_epsilon(fms_contrast_of(fms_luminance(0x77, 0x77, 0x77), 1), 4.478, 0.001);
    g_assert_cmpfloat_with_epsilon(fms_luminance(255, 0, 0), 0.2126, 1e-9);
}

static void a_mark_is_weakened_as_far_as_it_must_be(void)
{
    const uint32_t yellow = 0xFFD24D99, navy = 0x14203AE0, white = 0xFFFFFFFF;
    uint32_t weaker = fms_contrast_weakened(yellow, navy, white);
    g_assert_cmphex(weaker >> 8, ==, yellow >> 8);
    g_assert_cmpuint(weaker & 255, <, yellow & 255);
    g_assert_cmpuint(weaker & 255, >, 0x30);
    g_assert_cmphex(fms_contrast_weakened(weaker, navy, white), ==, weaker);
    g_assert_cmphex(fms_contrast_weakened(0x00000099, navy, white), ==, 0x00000099);
    g_assert_cmphex(fms_contrast_weakened(yellow, navy, 0x777777FF) & 255, ==, 0);
}

static void shipped_themes_can_be_read(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    const char *folders[2] = { NULL };
    load(ctx, NULL, diags, folders);
    for (char **name = fms_theme_names(ctx, folders); *name; name++) {
        struct fms_theme *theme = load(ctx, *name, diags, folders);
        g_assert_nonnull(theme);
        fms_theme_check_contrast(theme, NULL, diags);
        if (fms_diags_count(diags) > 0)
            g_test_message("%s", *name);
    }
    fms_diags_print(diags, FMS_DIAG_TEXT, stderr);
    g_assert_cmpuint(fms_diags_count(diags), ==, 0);
    talloc_free(ctx);
}

static void what_is_faint_is_said_once(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    const char *folders[2] = { NULL };
    struct fms_theme *theme = load(ctx, "evening", diags, folders);
    const struct fms_source source = { "theme.yaml", "# of series3\ncolours: {series3: \"#506070\"}\n", 44 };
    theme->series3 = 0x506070FF;
    fms_theme_check_contrast(theme, &source, diags);
    g_assert_cmpuint(fms_diags_count(diags), ==, 1);
    g_assert_cmpstr(fms_diags_get(diags, 0)->code, ==, "theme.contrast");
    g_assert_cmpuint(fms_diags_get(diags, 0)->span.begin, ==, 23);
    g_assert_nonnull(strstr(fms_diags_get(diags, 0)->message, "series3 (#506070) stands out from the ground"));
    talloc_free(ctx);
}

/* What stands on a picture is held against white and black ones, through its paper. */
static void pictures_may_be_white(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    const char *folders[2] = { NULL };
    struct fms_theme *theme = load(ctx, "evening", diags, folders);
    theme->scrim = 0x08111740;
    fms_theme_check_contrast(theme, NULL, diags);
    g_assert_cmpuint(fms_diags_count(diags), >, 0);
    for (size_t i = 0; i < fms_diags_count(diags); i++)
        g_assert_nonnull(strstr(fms_diags_get(diags, i)->message, "scrim over a picture"));
    talloc_free(ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/contrast/ratios-are-the-standards", ratios_are_the_standards);
    g_test_add_func("/contrast/a-mark-is-weakened-as-far-as-it-must-be", a_mark_is_weakened_as_far_as_it_must_be);
    g_test_add_func("/contrast/shipped-themes-can-be-read", shipped_themes_can_be_read);
    g_test_add_func("/contrast/what-is-faint-is-said-once", what_is_faint_is_said_once);
    g_test_add_func("/contrast/pictures-may-be-white", pictures_may_be_white);
    return g_test_run();
}
