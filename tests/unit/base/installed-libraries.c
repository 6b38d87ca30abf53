#include "installed-libraries.h"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct room {
    char *folder;
};

static char *lay(struct room *room, const char *name, const char *text)
{
    char *path = g_build_filename(room->folder, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    struct timespec times[2] = { { 1000, 0 }, { 1000, 0 } };
    g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
    return path;
}

static void assert_told(const char *stem, const char *wanted)
{
    const char *const stems[] = { stem, NULL };
    char *told = fms_installed_libraries(NULL, stems);
    g_assert_cmpstr(told, ==, wanted);
    talloc_free(told);
}

static void open_room(struct room *room, gconstpointer unused)
{
    room->folder = g_dir_make_tmp("filmset-libraries-XXXXXX", NULL);
    g_assert_true(g_setenv("LD_LIBRARY_PATH", room->folder, TRUE));
}

static void close_room(struct room *room, gconstpointer unused)
{
    g_autoptr(GDir) entries = g_dir_open(room->folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(entries));) {
        g_autofree char *path = g_build_filename(room->folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(room->folder);
    g_free(room->folder);
}

/** Two links to a file are one file; a neighbour of a longer name is another library. */
static void test_links(struct room *room, gconstpointer unused)
{
    g_autofree char *path = lay(room, "libmoon-phase.so.3.1.4", "seven b");
    g_free(lay(room, "libmoon-phases.so", "other"));
    g_autofree char *link = g_build_filename(room->folder, "libmoon-phase.so.3", NULL);
    g_autofree char *bare = g_build_filename(room->folder, "libmoon-phase.so", NULL);
    g_assert_cmpint(symlink(path, link), ==, 0);
    g_assert_cmpint(symlink("libmoon-phase.so.3", bare), ==, 0);
    assert_told("moon-phase", "libmoon-phase.so.3.1.4 7 1000");
}

/** An upgrade that keeps the name changes the size or the time. */
static void test_upgrade(struct room *room, gconstpointer unused)
{
    g_free(lay(room, "libtide.so.1", "one"));
    assert_told("tide", "libtide.so.1 3 1000");
    g_free(lay(room, "libtide.so.1", "three"));
    assert_told("tide", "libtide.so.1 5 1000");
}

static void test_missing(struct room *room, gconstpointer unused)
{
    g_free(lay(room, "libtide.sound", "no"));
    assert_told("tide", "no tide");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/installed-libraries/links", struct room, NULL, open_room, test_links, close_room);
    g_test_add("/installed-libraries/upgrade", struct room, NULL, open_room, test_upgrade, close_room);
    g_test_add("/installed-libraries/missing", struct room, NULL, open_room, test_missing, close_room);
    return g_test_run();
}
