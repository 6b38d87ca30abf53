/*
 * Finding a theme by its name, and its slots by theirs.
 */
#include "theme-private.h"

#include <string.h>

enum { THEME_BYTES_MAX = 1 << 20 };

/* A name is a folder's name and nothing else. */
static bool plain_name(const char *name)
{
    return *name && !strchr(name, '/') && name[0] != '.';
}

static void add_names(GString *names, const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *entry;
    while (dir && (entry = g_dir_read_name(dir))) {
        char *path = g_build_filename(folder, entry, "theme.yaml", NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", entry);
        g_free(path);
    }
    if (dir)
        g_dir_close(dir);
}

static struct fms_theme *missing(const char *name, const char *const *folders, struct fms_span where,
                                 struct fms_diags *diags)
{
    GString *names = g_string_new(NULL);
    for (; *folders; folders++)
        add_names(names, *folders);
    char *hint = g_strdup_printf("themes installed: %s", names->len ? names->str : "none");
    fms_error(diags, where, "theme.missing", hint, "there is no theme called '%s'", name);
    g_free(hint);
    g_string_free(names, TRUE);
    return NULL;
}

struct fms_theme *fms_theme_load(TALLOC_CTX *ctx, const char *name, const char *const *folders, struct fms_span where,
                                 struct fms_diags *diags)
{
    for (const char *const *folder = folders; plain_name(name) && *folder; folder++) {
        char *path = g_build_filename(*folder, name, "theme.yaml", NULL);
        char *text = NULL;
        gsize length = 0;
        struct fms_theme *theme = NULL;
        bool found = g_file_get_contents(path, &text, &length, NULL);
        if (found && length > THEME_BYTES_MAX)
            fms_error(diags, where, "theme.syntax", NULL, "the theme '%s' is too large", name);
        else if (found && !g_utf8_validate(text, (gssize) length, NULL))
            fms_error(diags, where, "theme.syntax", NULL, "the theme '%s' is not UTF-8", name);
        else if (found)
            theme = fms_theme_read(ctx, name, path, text, length, diags);
        g_free(text);
        g_free(path);
        if (found)
            return theme;
    }
    return missing(name, folders, where, diags);
}

const struct fms_slot *fms_theme_slot(const struct fms_theme *theme, enum fms_shape shape, const char *name)
{
    const struct fms_slot *slot = fms_theme_find_slot(theme, shape, name);
    g_assert(slot);
    return slot;
}

enum fms_shape fms_shape_of(int32_t width_px, int32_t height_px)
{
    if ((int64_t) width_px * 4 >= (int64_t) height_px * 5)
        return FMS_SHAPE_LANDSCAPE;
    return (int64_t) width_px * 5 <= (int64_t) height_px * 4 ? FMS_SHAPE_PORTRAIT : FMS_SHAPE_SQUARE;
}
