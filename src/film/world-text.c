/*
 * Texts that a script names: included scripts, the project file, the data of charts. Each is read once, whole, and kept as
 * long as the house stands, so that spans into it hold.
 */
#include "house-private.h"
#include "library.h"

#include <string.h>
#include <sys/stat.h>

enum { TEXT_BYTES_MAX = 8 << 20 }; /* as much as a script may have */

static bool check(const char *name, const char *text, gsize length, GError **error)
{
    const char *end;
    if (length <= TEXT_BYTES_MAX && g_utf8_validate_len(text, length, &end))
        return true;
    if (length > TEXT_BYTES_MAX)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "'%s' is larger than 8 MiB", name);
    else
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "'%s' is not UTF-8: see its byte %td", name,
                    end - text);
    return false;
}

/* The library has made sure that it is a plain file; its size is looked at before it is read. */
static char *read_file(const char *name, const char *path, gsize *length, GError **error)
{
    struct stat info;
    GError *why = NULL;
    char *text = NULL;
    if (stat(path, &info) == 0 && info.st_size > TEXT_BYTES_MAX)
        *length = (gsize) info.st_size;
    else if (!g_file_get_contents(path, &text, length, &why)) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "%s", why->message);
        g_error_free(why);
        return NULL;
    }
    if (text && check(name, text, *length, error))
        return text;
    if (!text)
        check(name, "", *length, error);
    g_free(text);
    return NULL;
}

static struct fms_source *read_text(struct fms_house *house, const char *name, GError **error)
{
    char *path = fms_library_resolve(house, house->folder, name, error), *text = NULL;
    gsize length = 0;
    if (path)
        text = read_file(name, path, &length, error);
    if (!text)
        return NULL;
    size_t bom = g_str_has_prefix(text, "\xEF\xBB\xBF") ? 3 : 0;
    struct fms_source *source = talloc_zero(house, struct fms_source);
    char *folder = g_path_get_dirname(house->request->script);
    bool here = !strcmp(folder, ".") && !g_str_has_prefix(house->request->script, "./");
    source->name = here ? talloc_strdup(source, name) : talloc_asprintf(source, "%s/%s", folder, name);
    source->text = talloc_strndup(source, text + bom, length - bom);
    source->length = length - bom;
    g_free(folder);
    g_free(text);
    return source;
}

const struct fms_source *fms_house_text(void *user, const char *name, GError **error)
{
    struct fms_house *house = user;
    const struct fms_source *source = g_hash_table_lookup(house->texts, name);
    if (source)
        return source;
    source = read_text(house, name, error);
    if (source)
        g_hash_table_insert(house->texts, talloc_strdup(house, name), (gpointer) (uintptr_t) source);
    return source;
}

const struct fms_source *fms_house_script_text(void *user, const char *name, GError **error)
{
    struct fms_house *house = user;
    const struct fms_source *source = fms_house_text(house, name, error);
    const struct fms_source *hidden = g_hash_table_lookup(house->hidden, name);
    if (!source || !house->request->values || hidden)
        return hidden ? hidden : source;
    hidden = fms_fill_hide(house, source, house->request->values, house->diags);
    if (hidden)
        g_hash_table_insert(house->hidden, talloc_strdup(house, name), (gpointer) (uintptr_t) hidden);
    else
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "its variables cannot be filled in");
    return hidden;
}
