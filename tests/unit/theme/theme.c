/*
 * Themes: the one shipped is whole; what is wrong in one is said with its place.
 */
#include "theme.h"

#include <glib/gstdio.h>
#include <string.h>

static const struct fms_span nowhere;

static char *shipped_folder(void)
{
    return g_build_filename(g_getenv("FMS_TEST_DATA"), "..", "themes", NULL);
}

/* Loads a theme made of the shipped one with `from` replaced by `to`. */
static struct fms_theme *load_changed(TALLOC_CTX *ctx, const char *from, const char *to, struct fms_diags *diags)
{
    char *shipped = shipped_folder(), *path = g_build_filename(shipped, "evening", "theme.yaml", NULL), *text;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    char **parts = g_strsplit(text, from, 2);
    g_assert_nonnull(parts[1]);
    char *changed = g_strjoinv(to, parts);
    char *folder = g_dir_make_tmp("fms-theme-XXXXXX", NULL);
    char *theme_folder = g_build_filename(folder, "mine", NULL),
         *file = g_build_filename(theme_folder, "theme.yaml", NULL);
    g_mkdir(theme_folder, 0700);
    g_assert_true(g_file_set_contents(file, changed, -1, NULL));
    const char *folders[] = { folder, NULL };
    struct fms_theme *theme = fms_theme_load(ctx, "mine", folders, nowhere, diags);
    g_unlink(file);
    g_rmdir(theme_folder);
    g_rmdir(folder);
    char *garbage[] = { shipped, path, text, changed, folder, theme_folder, file };
    for (size_t i = 0; i < G_N_ELEMENTS(garbage); i++)
        g_free(garbage[i]);
    g_strfreev(parts);
    return theme;
}

static void shipped_theme_is_whole(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    char *folder = shipped_folder();
    const char *folders[] = { "/nonexistent", folder, NULL };
    struct fms_theme *theme = fms_theme_load(ctx, "evening", folders, nowhere, diags);
    g_assert_nonnull(theme);
    g_assert_cmpuint(theme->ink, ==, 0xf4efe6ff);
    g_assert_cmpstr(fms_theme_slot(theme, FMS_SHAPE_PORTRAIT, "words.text")->entrance, ==, "words");
    g_free(folder);
    talloc_free(ctx);
}

static void what_is_wrong_is_said(void)
{
    static const struct {
        const char *from, *to, *code, *message;
    } rows[] = {
        { "ink: \"#f4efe6\"", "ink: ivory", "theme.slot", "a colour is written" },
        { "  muted:", "  mutd:", "theme.unknown", "mutd" },
        { "drift: 12", "drift: fast", "theme.slot", "whole number from 0 to 100" },
        { "valign: middle", "valign: centre", "theme.unknown", "centre" },
        { "quote.work:", "quote.wrk:", "theme.unknown", "quote.wrk" },
        { "[120, 180, 760, 640]", "[120, 180, 760]", "theme.slot", "a box is" },
        { "motion:", "motions:", "theme.unknown", "motions" },
        { "family: text", "family: grotesque", "theme.slot", "under 'type'" },
        { "colours:", "colours: [", "theme.syntax", "" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        g_assert_null(load_changed(ctx, rows[i].from, rows[i].to, diags));
        g_assert_cmpuint(fms_diags_n_errors(diags), >=, 1);
        const struct fms_diag *diag = fms_diags_get(diags, 0);
        g_assert_cmpstr(diag->code, ==, rows[i].code);
        g_assert_nonnull(strstr(diag->message, rows[i].message));
        talloc_free(ctx);
    }
}

static void missing_theme_lists_what_there_is(void)
{
    static const char *const names[] = { "midnight", "../themes/evening", "", "." };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        char *folder = shipped_folder();
        const char *folders[] = { folder, NULL };
        g_assert_null(fms_theme_load(ctx, names[i], folders, nowhere, diags));
        g_assert_cmpstr(fms_diags_get(diags, 0)->code, ==, "theme.missing");
        g_assert_nonnull(strstr(fms_diags_get(diags, 0)->hint, "evening"));
        g_free(folder);
        talloc_free(ctx);
    }
}

static void shapes(void)
{
    static const struct {
        int32_t w, h;
        enum fms_shape shape;
    } rows[] = {
        { 1920, 1080, FMS_SHAPE_LANDSCAPE }, { 1080, 1920, FMS_SHAPE_PORTRAIT }, { 1080, 1080, FMS_SHAPE_SQUARE },
        { 1080, 1350, FMS_SHAPE_PORTRAIT },  { 540, 676, FMS_SHAPE_PORTRAIT },   { 1280, 1024, FMS_SHAPE_LANDSCAPE },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(fms_shape_of(rows[i].w, rows[i].h), ==, rows[i].shape);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/theme/shipped", shipped_theme_is_whole);
    g_test_add_func("/theme/wrong", what_is_wrong_is_said);
    g_test_add_func("/theme/missing", missing_theme_lists_what_there_is);
    g_test_add_func("/theme/shapes", shapes);
    return g_test_run();
}
