#include "installed-libraries.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_of(const char *name, const char *stem)
{
    size_t length = strlen(stem);
    return g_str_has_prefix(name, "lib") && strncmp(name + 3, stem, length) == 0 &&
           (strcmp(name + 3 + length, ".so") == 0 || g_str_has_prefix(name + 3 + length, ".so."));
}

static bool is_wanted(const char *name, const char *const *stems)
{
    for (; *stems; stems++)
        if (is_of(name, *stems))
            return true;
    return false;
}

/* Links lead to the file that counts, whose name tells most of its version. */
static void note_file(const char *folder, const char *name, GPtrArray *notes)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *real = realpath(path, NULL);
    struct stat info;
    if (real && stat(real, &info) == 0) {
        g_autofree char *base = g_path_get_basename(real);
        char *note = g_strdup_printf("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, base, (gint64) info.st_size,
                                     (gint64) info.st_mtime);
        if (g_ptr_array_find_with_equal_func(notes, note, g_str_equal, NULL))
            g_free(note);
        else
            g_ptr_array_add(notes, note);
    }
    free(real);
}

static void look_through(const char *folder, const char *const *stems, GPtrArray *notes)
{
    GDir *entries = *folder ? g_dir_open(folder, 0, NULL) : NULL;
    for (const char *name; entries && (name = g_dir_read_name(entries));)
        if (is_wanted(name, stems))
            note_file(folder, name, notes);
    if (entries)
        g_dir_close(entries);
}

static void look_everywhere(const char *folders, const char *const *stems, GPtrArray *notes)
{
    g_auto(GStrv) each = g_strsplit(folders ? folders : "", ":", -1);
    for (char **folder = each; *folder; folder++)
        look_through(*folder, stems, notes);
}

static void note_missing(const char *const *stems, GPtrArray *notes)
{
    guint n = notes->len;
    for (; *stems; stems++) {
        bool found = false;
        for (guint i = 0; i < n && !found; i++) {
            g_auto(GStrv) words = g_strsplit(g_ptr_array_index(notes, i), " ", 2);
            found = is_of(words[0], *stems);
        }
        if (!found)
            g_ptr_array_add(notes, g_strdup_printf("no %s", *stems));
    }
}

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

char *fms_installed_libraries(TALLOC_CTX *ctx, const char *const *stems)
{
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
    look_everywhere(g_getenv("LD_LIBRARY_PATH"), stems, notes);
    look_everywhere(FMS_LIBRARY_FOLDERS, stems, notes);
    note_missing(stems, notes);
    g_ptr_array_sort(notes, by_text);
    g_ptr_array_add(notes, NULL);
    g_autofree char *line = g_strjoinv(", ", (char **) notes->pdata);
    g_ptr_array_remove_index(notes, notes->len - 1);
    return talloc_strdup(ctx, line);
}
