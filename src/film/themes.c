/*
 * A theme without a script: the folder that it lies in stands for the script's.
 */
#include "themes-private.h"

#include "contrast.h"

#include <string.h>

static bool is_folder(const char *theme)
{
    char *file = g_build_filename(theme, "theme.yaml", NULL);
    bool found = strchr(theme, '/') || g_file_test(file, G_FILE_TEST_IS_REGULAR);
    g_free(file);
    return found;
}

/* The folder that a theme's folder lies in, and the name in it: "./brand". */
static const char *name_beside(TALLOC_CTX *ctx, const char *theme, char **parent)
{
    char *whole = g_canonicalize_filename(theme, NULL), *base = g_path_get_basename(whole),
         *folder = g_path_get_dirname(whole);
    const char *name = talloc_asprintf(ctx, "./%s", base);
    *parent = talloc_strdup(ctx, folder);
    g_free(whole);
    g_free(base);
    g_free(folder);
    return name;
}

/* As a message shall call it: what the person typed, without the folder's own name. */
static char *shown_parent(TALLOC_CTX *ctx, const char *theme)
{
    size_t n = strlen(theme);
    while (n > 1 && theme[n - 1] == '/')
        n--;
    while (n > 0 && theme[n - 1] != '/')
        n--;
    return talloc_asprintf(ctx, "%.*stheme", (int) n, theme);
}

static const struct fms_source *source_of(TALLOC_CTX *ctx, struct fms_theme_on_desk *desk, const char *name)
{
    const struct fms_theme_files *files = fms_house_theme_files(desk->house);
    if (strchr(name, '/')) {
        char *path = talloc_asprintf(ctx, "%s/theme.yaml", name + 2);
        return fms_theme_text(files, ctx, FMS_THEME_OF_PROJECT, path, NULL);
    }
    char *folder = fms_theme_folder(ctx, files->folders, name);
    char *path = talloc_asprintf(ctx, "%s/theme.yaml", folder ? folder : "");
    return fms_theme_text(files, ctx, FMS_THEME_OF_HOUSE, path, NULL);
}

bool fms_theme_open(TALLOC_CTX *ctx, const char *theme, struct fms_theme_on_desk *desk, struct fms_diags *diags)
{
    struct fms_film_request *request = talloc_zero(ctx, struct fms_film_request);
    const char *name = theme;
    char *parent = NULL;
    request->script = shown_parent(ctx, theme);
    *desk = (struct fms_theme_on_desk){ .house = fms_house_open(ctx, request, diags) };
    if (is_folder(theme))
        name = name_beside(ctx, theme, &parent);
    desk->house->folder = parent;
    desk->theme = fms_theme_load(ctx, fms_house_theme_files(desk->house), name, NULL, fms_nowhere, diags);
    if (desk->theme)
        desk->source = source_of(ctx, desk, name);
    return desk->theme;
}

static double luminance_of(uint32_t rgba)
{
    return fms_luminance(rgba >> 24, rgba >> 16 & 255, rgba >> 8 & 255);
}

struct fms_film_theme *fms_film_themes(TALLOC_CTX *ctx, size_t *n, struct fms_diags *diags)
{
    char **names = fms_theme_names(ctx, fms_house_theme_folders(ctx));
    struct fms_film_theme *themes = talloc_zero_array(ctx, struct fms_film_theme, g_strv_length(names) + 1);
    bool good = true;
    *n = 0;
    for (char **name = names; *name; name++) {
        struct fms_theme_on_desk desk;
        good = fms_theme_open(ctx, *name, &desk, diags) && good;
        if (desk.theme)
            themes[(*n)++] =
                (struct fms_film_theme){ *name, desk.theme->title, desk.theme->use,
                                         luminance_of(desk.theme->ink) < luminance_of(desk.theme->ground_top) };
    }
    return good ? themes : NULL;
}
