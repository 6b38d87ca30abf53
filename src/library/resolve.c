/*
 * A script may come from anybody, so a name in it is not trusted. It is looked at twice: as text, where a name that
 * climbs out of the folder is refused before the file system is asked (so that nobody can feel out what lies
 * elsewhere), and as the real path that it leads to, after all symbolic links. What is found is looked at before it is
 * opened, for opening a device may do something and opening a pipe may wait for ever.
 */
#include "diags.h"
#include "library.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders larger than this are not searched through for a similar name. */
enum { NEAREST_ENTRIES_MAX = 4096 };

static bool refuse(GError **error, enum fms_world_error code, const char *why)
{
    g_set_error_literal(error, FMS_WORLD_ERROR, (int) code, why);
    return false;
}

static bool looks_like_address(const char *name)
{
    const char *colon = strstr(name, "://");
    return colon && colon > name && strcspn(name, "/") > (size_t) (colon - name);
}

/* Does the name, read as text, leave the folder that it starts from? */
static bool climbs_out(const char *name)
{
    int depth = 0;
    if (name[0] == '/')
        return true;
    for (const char *part = name; *part && depth >= 0; part += *part == '/') {
        const char *end = strchrnul(part, '/');
        size_t n = (size_t) (end - part);
        bool up = n == 2 && part[0] == '.' && part[1] == '.', here = n == 0 || (n == 1 && part[0] == '.');
        depth += up ? -1 : !here;
        part = end;
    }
    return depth < 0;
}

static bool is_inside(const char *root, const char *path)
{
    size_t n = strlen(root);
    if (n == 1)
        return true; /* the root of the file system holds everything */
    return strncmp(root, path, n) == 0 && (path[n] == '/' || !path[n]);
}

static bool check_path_error(int number, GError **error)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG: return refuse(error, FMS_WORLD_MISSING, "no such file");
    case ELOOP: return refuse(error, FMS_WORLD_FORBIDDEN, "its symbolic links go in a circle");
    case ENOMEM: return refuse(error, FMS_WORLD_MACHINE, "out of memory");
    default: return refuse(error, FMS_WORLD_UNREADABLE, g_strerror(number));
    }
}

/* The real path of `name` in `folder`, of whatever kind. A plain malloc'd string, NULL with `error` set. */
static char *real_path_inside(const char *folder, const char *name, GError **error)
{
    char *root = realpath(folder, NULL);
    char *joined = g_build_filename(folder, name, NULL);
    char *path = root ? realpath(joined, NULL) : NULL;
    if (!path) {
        check_path_error(errno, error);
    } else if (!is_inside(root, path)) {
        refuse(error, FMS_WORLD_FORBIDDEN, "it leads outside the script's folder");
        free(path);
        path = NULL;
    }
    g_free(joined);
    free(root);
    return path;
}

static bool check_plain_file(const char *path, GError **error)
{
    struct stat info;
    if (lstat(path, &info) != 0)
        return check_path_error(errno, error);
    if (S_ISDIR(info.st_mode))
        return refuse(error, FMS_WORLD_FORBIDDEN, "it is a folder, not a file");
    if (!S_ISREG(info.st_mode))
        return refuse(error, FMS_WORLD_FORBIDDEN, "it is a device, pipe or socket, not a plain file");
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return check_path_error(errno, error);
    close(fd);
    return true;
}

static bool check_name(const char *name, GError **error)
{
    if (!*name)
        return refuse(error, FMS_WORLD_MISSING, "the name is empty");
    if (!g_utf8_validate(name, -1, NULL))
        return refuse(error, FMS_WORLD_MISSING, "the name is not UTF-8");
    if (looks_like_address(name))
        return refuse(error, FMS_WORLD_FORBIDDEN, "it is an address on the net; save it beside the script");
    if (climbs_out(name))
        return refuse(error, FMS_WORLD_FORBIDDEN, "it lies outside the script's folder");
    return true;
}

static char *resolve_as_written(TALLOC_CTX *ctx, const char *folder, const char *name, GError **error)
{
    if (!check_name(name, error))
        return NULL;
    char *path = real_path_inside(folder, name, error);
    char *result = path && check_plain_file(path, error) ? talloc_strdup(ctx, path) : NULL;
    free(path);
    return result;
}

char *fms_library_resolve(TALLOC_CTX *ctx, const char *folder, const char *name, GError **error)
{
    GError *first = NULL;
    char *path = resolve_as_written(ctx, folder, name, &first);
    /* Markdown cannot write a space in a destination, so editors write %20. */
    if (!path && g_error_matches(first, FMS_WORLD_ERROR, FMS_WORLD_MISSING) && strchr(name, '%')) {
        char *plain = g_uri_unescape_string(name, NULL);
        if (plain)
            path = resolve_as_written(ctx, folder, plain, NULL);
        g_free(plain);
    }
    if (path)
        g_clear_error(&first);
    else
        g_propagate_error(error, first);
    return path;
}

static bool is_candidate(const char *folder, const char *name, bool wants_notes)
{
    if (name[0] == '.' || !g_utf8_validate(name, -1, NULL))
        return false;
    if (g_str_has_suffix(name, ".yaml") && !wants_notes)
        return false;
    char *path = g_build_filename(folder, name, NULL);
    struct stat info;
    bool plain = lstat(path, &info) == 0 && S_ISREG(info.st_mode);
    g_free(path);
    return plain;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* Plain files of a folder in an order that does not depend on the disk; NULL-terminated. */
static GPtrArray *list_files(const char *folder, bool wants_notes)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    for (int n = 0; dir && n < NEAREST_ENTRIES_MAX && (name = g_dir_read_name(dir)); n++)
        if (is_candidate(folder, name, wants_notes))
            g_ptr_array_add(names, g_strdup(name));
    if (dir)
        g_dir_close(dir);
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return names;
}

/* Length of a name without its extension. */
static size_t stem_length(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && dot != name ? (size_t) (dot - name) : strlen(name);
}

/* The mistakes made most: another extension, and capitals. */
static const char *same_stem(const char *name, const GPtrArray *names)
{
    size_t n = stem_length(name);
    for (guint i = 0; i + 1 < names->len; i++) {
        const char *other = g_ptr_array_index(names, i);
        if (stem_length(other) == n && g_ascii_strncasecmp(name, other, n) == 0)
            return other;
    }
    return NULL;
}

char *fms_library_nearest(TALLOC_CTX *ctx, const char *folder, const char *name)
{
    if (!check_name(name, NULL) || g_str_has_suffix(name, "/"))
        return NULL;
    char *parent = g_path_get_dirname(name), *base = g_path_get_basename(name);
    char *path = real_path_inside(folder, parent, NULL), *result = NULL;
    if (path) {
        GPtrArray *names = list_files(path, g_str_has_suffix(name, ".yaml"));
        const char *nearest = same_stem(base, names);
        if (!nearest)
            nearest = fms_nearest_word(base, (const char *const *) names->pdata);
        if (nearest && strcmp(parent, ".") == 0)
            result = talloc_strdup(ctx, nearest);
        else if (nearest)
            result = talloc_asprintf(ctx, "%s/%s", parent, nearest);
        g_ptr_array_free(names, TRUE);
    }
    free(path);
    g_free(base);
    g_free(parent);
    return result;
}
