/*
 * Names: what a script may have, and all the ways in which it might try to have more.
 */
#include "library.h"

#include "diags.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* TOP/secret.txt and TOP/film-other/secret.txt lie outside, TOP/film is the script's folder. */
struct bench {
    char *top, *folder;
};

static char *at(const struct bench *bench, const char *name)
{
    return g_build_filename(bench->top, name, NULL);
}

static void put_file(const struct bench *bench, const char *name)
{
    char *path = at(bench, name);
    g_assert_true(g_file_set_contents(path, "x", 1, NULL));
    g_free(path);
}

static void put_folder(const struct bench *bench, const char *name)
{
    char *path = at(bench, name);
    g_assert_cmpint(g_mkdir_with_parents(path, 0777), ==, 0);
    g_free(path);
}

static void put_link(const struct bench *bench, const char *target, const char *name)
{
    char *path = at(bench, name);
    g_assert_cmpint(symlink(target, path), ==, 0);
    g_free(path);
}

static void put_pipe(const struct bench *bench, const char *name)
{
    char *path = at(bench, name);
    g_assert_cmpint(mkfifo(path, 0600), ==, 0);
    g_free(path);
}

static void put_socket(const struct bench *bench, const char *name)
{
    char *path = at(bench, name);
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    g_assert_cmpint(bind(fd, (struct sockaddr *) &address, sizeof address), ==, 0);
    close(fd);
    g_free(path);
}

static void set_up(struct bench *bench, gconstpointer user)
{
    bench->top = g_dir_make_tmp("filmset-library-XXXXXX", NULL);
    bench->folder = at(bench, "film");
    put_folder(bench, "film/pictures/deep");
    put_folder(bench, "film-other");
    put_file(bench, "secret.txt");
    put_file(bench, "film-other/secret.txt");
    put_file(bench, "film/harbour.jpg");
    put_file(bench, "film/harbour.jpg.yaml");
    put_file(bench, "film/.harbour.jpf");
    put_file(bench, "film/low tide.jpg");
    put_file(bench, "film/100%.png");
    put_file(bench, "film/潮汐.png");
    put_file(bench, "film/pictures/moon.svg");
    put_link(bench, "harbour.jpg", "film/link.jpg");
    put_link(bench, "pictures/deep", "film/short");
    put_link(bench, "../secret.txt", "film/leak.txt");
    put_link(bench, "../film-other/secret.txt", "film/sibling.txt");
    put_link(bench, "/", "film/all");
    put_link(bench, "/dev/zero", "film/zero.png");
    put_link(bench, "circle.png", "film/circle.png");
    put_link(bench, "../nowhere", "film/dangling.png");
    put_pipe(bench, "film/pipe.wav");
    put_socket(bench, "film/socket.wav");
}

static void remove_tree(const char *path)
{
    GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        char *child = g_build_filename(path, name, NULL);
        remove_tree(child);
        g_free(child);
    }
    if (dir)
        g_dir_close(dir);
    g_remove(path);
}

static void tear_down(struct bench *bench, gconstpointer user)
{
    remove_tree(bench->top);
    g_free(bench->folder);
    g_free(bench->top);
}

enum { FINE = -1 };

static const struct {
    const char *name;
    int code;          /* FINE or what is wrong */
    const char *leads; /* under the folder, where the name itself is not the answer */
} rows[] = {
    { "harbour.jpg", FINE, NULL },
    { "./harbour.jpg", FINE, "harbour.jpg" },
    { "pictures/moon.svg", FINE, NULL },
    { "pictures/../harbour.jpg", FINE, "harbour.jpg" },
    { "pictures//deep/../moon.svg", FINE, "pictures/moon.svg" },
    { "潮汐.png", FINE, NULL },
    { "low tide.jpg", FINE, NULL },
    { "low%20tide.jpg", FINE, "low tide.jpg" }, /* as Markdown has it */
    { "100%.png", FINE, NULL },                 /* a name that only looks escaped */
    { "link.jpg", FINE, "harbour.jpg" },        /* a link that stays inside */
    { "", FMS_WORLD_MISSING, NULL },
    { "nothing.jpg", FMS_WORLD_MISSING, NULL },
    { "harbour.jpg/", FMS_WORLD_MISSING, NULL },
    { "harbour.jpg/x", FMS_WORLD_MISSING, NULL },
    { "\xff.jpg", FMS_WORLD_MISSING, NULL },
    { "%ff.jpg", FMS_WORLD_MISSING, NULL },
    { "%00harbour.jpg", FMS_WORLD_MISSING, NULL },
    { "../secret.txt", FMS_WORLD_FORBIDDEN, NULL },
    { "../nothing.txt", FMS_WORLD_FORBIDDEN, NULL }, /* not even whether it is there */
    { "%2e%2e/secret.txt", FMS_WORLD_MISSING, NULL },
    { "pictures/../../secret.txt", FMS_WORLD_FORBIDDEN, NULL },
    { "../film/harbour.jpg", FMS_WORLD_FORBIDDEN, NULL },
    { "../film-other/secret.txt", FMS_WORLD_FORBIDDEN, NULL },
    { "short/../../secret.txt", FMS_WORLD_FORBIDDEN, NULL },
    { "/etc/passwd", FMS_WORLD_FORBIDDEN, NULL },
    { "all/etc/passwd", FMS_WORLD_FORBIDDEN, NULL },
    { "leak.txt", FMS_WORLD_FORBIDDEN, NULL },
    { "sibling.txt", FMS_WORLD_FORBIDDEN, NULL }, /* a folder whose name begins like this one's */
    { "zero.png", FMS_WORLD_FORBIDDEN, NULL },
    { "circle.png", FMS_WORLD_FORBIDDEN, NULL },
    { "dangling.png", FMS_WORLD_MISSING, NULL },
    { "pictures", FMS_WORLD_FORBIDDEN, NULL },
    { ".", FMS_WORLD_FORBIDDEN, NULL },
    { "pipe.wav", FMS_WORLD_FORBIDDEN, NULL }, /* and without waiting for somebody to write */
    { "socket.wav", FMS_WORLD_FORBIDDEN, NULL },
    { "https://example.org/a.jpg", FMS_WORLD_FORBIDDEN, NULL },
    { "file:///etc/passwd", FMS_WORLD_FORBIDDEN, NULL },
};

static void names(struct bench *bench, gconstpointer user)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        char *path = fms_library_resolve(NULL, bench->folder, rows[i].name, &error);
        if (rows[i].code == FINE) {
            g_assert_no_error(error);
            char *want = g_build_filename(bench->folder, rows[i].leads ? rows[i].leads : rows[i].name, NULL);
            g_assert_cmpstr(path, ==, want);
            g_free(want);
        } else {
            if (path)
                g_test_message("'%s' was had", rows[i].name);
            g_assert_null(path);
            g_assert_error(error, FMS_WORLD_ERROR, rows[i].code);
            g_assert_null(strstr(error->message, bench->top));
        }
        talloc_free(path);
        g_clear_error(&error);
    }
}

static void very_long_names(struct bench *bench, gconstpointer user)
{
    char *name = g_strnfill(100000, 'a');
    GString *climb = g_string_new(NULL);
    for (int i = 0; i < 100000; i++)
        g_string_append(climb, "../");
    GError *error = NULL;
    g_assert_null(fms_library_resolve(NULL, bench->folder, name, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING);
    g_clear_error(&error);
    g_assert_null(fms_library_resolve(NULL, bench->folder, climb->str, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_FORBIDDEN);
    g_clear_error(&error);
    g_assert_null(fms_library_nearest(NULL, bench->folder, name));
    g_string_free(climb, TRUE);
    g_free(name);
}

/* A folder reached through a link is as good as any. */
static void linked_folder(struct bench *bench, gconstpointer user)
{
    put_link(bench, "film", "linked");
    char *linked = at(bench, "linked"), *want = at(bench, "film/harbour.jpg");
    char *path = fms_library_resolve(NULL, linked, "harbour.jpg", NULL);
    g_assert_cmpstr(path, ==, want);
    g_assert_null(fms_library_resolve(NULL, linked, "../secret.txt", NULL));
    talloc_free(path);
    g_free(want);
    g_free(linked);
}

static void nearest(struct bench *bench, gconstpointer user)
{
    static const struct {
        const char *name, *want;
    } near[] = {
        { "harbor.jpg", "harbour.jpg" },
        { "harbour.png", "harbour.jpg" }, /* another extension */
        { "Harbour.JPG", "harbour.jpg" }, /* capitals */
        { "pictures/mon.svg", "pictures/moon.svg" },
        { "pictures/moon.png", "pictures/moon.svg" },
        { "lighthouse.jpg", NULL },
        { "elsewhere/moon.svg", NULL },
        { "../secre.txt", NULL }, /* nothing is told of what lies outside */
        { "all/etc/passwdd", NULL },
        { "leek.txt", NULL },
        { "pip.wav", NULL },
        { "", NULL },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(near); i++) {
        char *found = fms_library_nearest(NULL, bench->folder, near[i].name);
        g_assert_cmpstr(found, ==, near[i].want);
        talloc_free(found);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/resolve/names", struct bench, NULL, set_up, names, tear_down);
    g_test_add("/resolve/very-long-names", struct bench, NULL, set_up, very_long_names, tear_down);
    g_test_add("/resolve/linked-folder", struct bench, NULL, set_up, linked_folder, tear_down);
    g_test_add("/resolve/nearest", struct bench, NULL, set_up, nearest, tear_down);
    return g_test_run();
}
