/*
 * The folders of installed themes, and the one place from which the texts of themes come.
 */
#include "theme-private.h"

#include <string.h>

enum { THEME_BYTES_MAX = 1 << 20 };

/* A name is a folder's name and nothing else. */
static bool plain_name(const char *name)
{
    return *name && !strchr(name, '/') && name[0] != '.';
}

char *fms_theme_folder(TALLOC_CTX *ctx, const char *const *folders, const char *name)
{
    for (; plain_name(name) && *folders; folders++) {
        char *path = talloc_asprintf(ctx, "%s/%s", *folders, name),
             *file = talloc_asprintf(path, "%s/theme.yaml", path);
        if (g_file_test(file, G_FILE_TEST_IS_REGULAR))
            return path;
        talloc_free(path);
    }
    return NULL;
}

static bool listed(GPtrArray *names, const char *name)
{
    for (guint i = 0; i < names->len; i++)
        if (!strcmp(names->pdata[i], name))
            return true;
    return false;
}

/* What others extend is no theme to be chosen. */
static bool is_for_use(const char *name)
{
    return strcmp(name, "base") != 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

char **fms_theme_names(TALLOC_CTX *ctx, const char *const *folders)
{
    GPtrArray *names = g_ptr_array_new();
    for (const char *const *folder = folders; *folder; folder++) {
        GDir *dir = g_dir_open(*folder, 0, NULL);
        const char *entry;
        while (dir && (entry = g_dir_read_name(dir))) {
            char *found = is_for_use(entry) && !listed(names, entry) ? fms_theme_folder(NULL, folders, entry) : NULL;
            if (found)
                g_ptr_array_add(names, talloc_strdup(ctx, entry));
            talloc_free(found);
        }
        if (dir)
            g_dir_close(dir);
    }
    g_ptr_array_sort(names, by_name);
    g_ptr_array_add(names, NULL);
    char **result = talloc_memdup(ctx, names->pdata, names->len * sizeof(char *));
    g_ptr_array_free(names, TRUE);
    return result;
}

static const struct fms_source *read_house(TALLOC_CTX *ctx, const char *path, GError **error)
{
    char *text = NULL;
    gsize length = 0;
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) || !g_file_get_contents(path, &text, &length, NULL)) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING, "there is no file '%s'", path);
        return NULL;
    }
    struct fms_source *source = NULL;
    if (g_utf8_validate(text, (gssize) length, NULL)) {
        source = talloc_zero(ctx, struct fms_source);
        *source = (struct fms_source){ talloc_strdup(source, path), talloc_strndup(source, text, length), length };
    } else
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "'%s' is not UTF-8", path);
    g_free(text);
    return source;
}

const struct fms_source *fms_theme_text(const struct fms_theme_files *files, TALLOC_CTX *ctx,
                                        enum fms_theme_place place, const char *path, GError **error)
{
    const struct fms_source *source = NULL;
    if (place == FMS_THEME_OF_HOUSE)
        source = read_house(ctx, path, error);
    else if (files->text)
        source = files->text(files->user, path, error);
    else
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING, "there is no '%s'", path);
    if (!source || source->length <= THEME_BYTES_MAX)
        return source;
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "'%s' is larger than 1 MiB", path);
    return NULL;
}
