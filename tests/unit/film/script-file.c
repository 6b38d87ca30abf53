/*
 * A script's file: read whole, and put back whole or not at all.
 */
#include "script-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static char *folder;

static char *place(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static void assert_content(const char *path, const char *want)
{
    char *got = NULL;
    g_assert_true(g_file_get_contents(path, &got, NULL, NULL));
    g_assert_cmpstr(got, ==, want);
    g_free(got);
}

static struct fms_script_file read_one(TALLOC_CTX *ctx, const char *path)
{
    struct fms_script_file file;
    struct fms_diags *diags = fms_diags_new(ctx);
    g_assert_true(fms_script_file_read(ctx, path, &file, diags));
    return file;
}

static void put_back(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    char *path = place("a.md");
    struct stat info;
    g_assert_true(g_file_set_contents(path, "\xEF\xBB\xBFold\r\n", -1, NULL));
    g_assert_cmpint(g_chmod(path, 0640), ==, 0);
    struct fms_script_file file = read_one(ctx, path);
    g_assert_cmpuint(file.length, ==, 8);
    g_assert_cmpstr(file.folder, ==, folder);
    g_assert_true(fms_script_file_replace(&file, "new", 3, NULL));
    assert_content(path, "\xEF\xBB\xBFnew"); /* the byte order mark stays */
    g_assert_true(stat(path, &info) == 0 && (info.st_mode & 07777) == 0640);
    g_free(path);
    talloc_free(ctx);
}

/* An editor saved the script while it was checked: its words count, not ours. */
static void changed_meanwhile(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    char *path = place("b.md");
    GError *error = NULL;
    g_assert_true(g_file_set_contents(path, "old", -1, NULL));
    struct fms_script_file file = read_one(ctx, path);
    g_assert_true(g_file_set_contents(path, "odd", -1, NULL));
    g_assert_false(fms_script_file_replace(&file, "new", 3, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_clear_error(&error);
    assert_content(path, "odd");
    g_remove(path);
    g_assert_false(fms_script_file_replace(&file, "new", 3, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
    g_clear_error(&error);
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    g_free(path);
    talloc_free(ctx);
}

static void nothing_left_beside(void)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));)
        g_assert_null(strstr(name, "fixed"));
    g_dir_close(dir);
}

static void what_is_no_script(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_script_file file;
    char *missing = place("nosuch.md");
    g_assert_false(fms_script_file_read(ctx, folder, &file, diags));
    g_assert_false(fms_script_file_read(ctx, "/dev/zero", &file, diags));
    g_assert_false(fms_script_file_read(ctx, missing, &file, diags));
    g_assert_cmpuint(fms_diags_n_errors(diags), ==, 3);
    for (size_t i = 0; i < 3; i++)
        g_assert_cmpstr(fms_diags_get(diags, i)->code, ==, "script.missing");
    g_free(missing);
    talloc_free(ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("fms-script-file-XXXXXX", NULL);
    g_test_add_func("/script-file/put-back", put_back);
    g_test_add_func("/script-file/changed-meanwhile", changed_meanwhile);
    g_test_add_func("/script-file/nothing-left", nothing_left_beside);
    g_test_add_func("/script-file/no-script", what_is_no_script);
    int result = g_test_run();
    char *command[] = { "rm", "-rf", folder, NULL };
    g_spawn_sync(NULL, command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    g_free(folder);
    return result;
}
