/*
 * Themes of a real compile: the installed ones, and those that lie in the script's folder, under the same rules as everything
 * that a script names.
 */
#include "house-private.h"

#include <string.h>

#define DEFAULT_THEME "evening"
#define BRAND "brand.yaml"

/* Where a folder of the house's own may lie: beside the program in its source tree, else where it was installed. */
static const char *const *house_folders(TALLOC_CTX *ctx, const char *in_source, const char *name)
{
    char *self = g_file_read_link("/proc/self/exe", NULL), *folder = g_path_get_dirname(self ? self : ".");
    const char **folders = talloc_zero_array(ctx, const char *, 4);
    folders[0] = talloc_asprintf(folders, "%s/../%s", folder, in_source);
    folders[1] = talloc_asprintf(folders, "%s/../share/filmset/%s", folder, name);
    folders[2] = talloc_asprintf(folders, "%s/%s", FMS_DATADIR, name);
    g_free(folder);
    g_free(self);
    return folders;
}

const char *const *fms_house_theme_folders(TALLOC_CTX *ctx)
{
    return house_folders(ctx, "themes", "themes");
}

char *fms_house_data(TALLOC_CTX *ctx, const char *name)
{
    const char *const *folders = house_folders(ctx, "data", "data");
    for (; *folders; folders++) {
        char *path = talloc_asprintf(ctx, "%s/%s", *folders, name);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return path;
        talloc_free(path);
    }
    return NULL;
}

static const struct fms_asset *drawing(void *user, enum fms_theme_place place, const char *path, GError **error)
{
    struct fms_house *house = user;
    return place == FMS_THEME_OF_HOUSE ? fms_house_own_asset(house, path, error)
                                       : house->world.asset(house->world.user, path, error);
}

const struct fms_theme_files *fms_house_theme_files(struct fms_house *house)
{
    struct fms_theme_files *files = talloc_zero(house, struct fms_theme_files);
    *files = (struct fms_theme_files){ fms_house_theme_folders(files), house, fms_house_text, drawing };
    return files;
}

/* The one that is named; else the one that lies beside the script, if there is one. */
static const char *brand_of(struct fms_edition *edition)
{
    const struct fms_text *said = &edition->script->meta.brand;
    GError *error = NULL;
    if (said->length > 0)
        return strcmp(said->utf8, "none") ? said->utf8 : NULL;
    bool found =
        fms_house_text(edition->house, BRAND, &error) || !g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING);
    g_clear_error(&error);
    return found ? BRAND : NULL;
}

bool fms_edition_load_theme(struct fms_edition *edition)
{
    struct fms_house *house = edition->house;
    const struct fms_film_request *request = house->request;
    const struct fms_meta *meta = &edition->script->meta;
    const char *said = meta->theme.length ? meta->theme.utf8 : DEFAULT_THEME;
    const char *brand = brand_of(edition);
    struct fms_span where = meta->theme.length || !meta->brand.length ? meta->theme.span : meta->brand.span;
    edition->theme = house->theme ? house->theme
                                  : fms_theme_load(house, fms_house_theme_files(house),
                                                   request->theme ? request->theme : said, brand, where, house->diags);
    if (edition->theme && meta->reduced_motion.length)
        edition->theme->reduced_motion = strcmp(meta->reduced_motion.utf8, "true") == 0;
    if (edition->theme && request->reduced_motion)
        edition->theme->reduced_motion = true;
    return edition->theme;
}
