/*
 * Sidecars: what a person writes beside a picture, and what a stranger might.
 */
#include "library.h"

#include "diags.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct bench {
    char *folder, *path, *beside;
    TALLOC_CTX *ctx;
};

static void set_up(struct bench *bench, gconstpointer user)
{
    bench->folder = g_dir_make_tmp("filmset-sidecar-XXXXXX", NULL);
    bench->path = g_build_filename(bench->folder, "photo.jpg", NULL);
    bench->beside = g_strconcat(bench->path, ".yaml", NULL);
    bench->ctx = talloc_new(NULL);
}

static void tear_down(struct bench *bench, gconstpointer user)
{
    g_unlink(bench->beside);
    g_rmdir(bench->folder);
    g_free(bench->beside);
    g_free(bench->path);
    g_free(bench->folder);
    talloc_free(bench->ctx);
}

static bool read_text(struct bench *bench, const char *text, gssize length, struct fms_asset *asset, GError **error)
{
    g_assert_true(g_file_set_contents(bench->beside, text, length, NULL));
    *asset = (struct fms_asset){ .name = "photo.jpg", .size_bytes = 7 };
    return fms_library_sidecar(bench->ctx, bench->path, asset, error);
}

static void readable(struct bench *bench, gconstpointer user)
{
    static const struct {
        const char *text, *creator, *licence;
    } rows[] = {
        { "creator: Ada Example\nlicence: CC BY 4.0\n", "Ada Example", "CC BY 4.0" },
        { "author: Ada\nlicense: CC0-1.0\ntitle: Low water\nsource: https://example.org\n", "Ada", "CC0-1.0" },
        { "creator: [Ada, Ben]\n", "Ada, Ben", NULL },
        { "creator:\n  - Ada\n  - Ben\n", "Ada, Ben", NULL },
        { "", NULL, NULL },
        { "# only a remark\n", NULL, NULL },
        { "creator:\nlicence: ''\n", NULL, NULL },
        { "camera: old\nplace: harbour\n", NULL, NULL }, /* keys of other programs */
        { "creator: |\n  Ada\n  Example\n", "Ada Example", NULL },
        { "creator: \"Ada\\e[31m\\u202eExample\"\n",
          "Ada [31m\xe2\x80\xae"
          "Example",
          NULL },
        { "creator: 艾達\n", "艾達", NULL },
        { "creator: 1815\n", "1815", NULL },
        { "\xef\xbb\xbf"
          "creator: Ada\r\n",
          "Ada", NULL },
        { "a: &a Ada\ncreator: *a\n", "Ada", NULL },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_asset asset;
        GError *error = NULL;
        bool fine = read_text(bench, rows[i].text, -1, &asset, &error);
        g_assert_no_error(error);
        g_assert_true(fine);
        g_assert_cmpstr(asset.creator, ==, rows[i].creator);
        g_assert_cmpstr(asset.licence, ==, rows[i].licence);
        g_assert_cmpstr(asset.name, ==, "photo.jpg");
    }
}

static void broken(struct bench *bench, gconstpointer user)
{
    static const struct {
        const char *text;
        gssize length;
        const char *says;
    } rows[] = {
        { "creator: Ada\nlisence: CC0\n", -1, "photo.jpg.yaml:2: unknown key 'lisence', did you mean 'licence'?" },
        { "creator: [Ada\n", -1, "photo.jpg.yaml:" },
        { "- Ada\n", -1, "photo.jpg.yaml:1: lines of 'key: value' are wanted" },
        { "Ada\n", -1, "photo.jpg.yaml:1: lines of 'key: value' are wanted" },
        { "creator: {name: Ada}\n", -1, "photo.jpg.yaml:1: a text or a list of texts is wanted here" },
        { "creator: [[Ada]]\n", -1, "photo.jpg.yaml:1: a list of texts is wanted here" },
        { "creator: &a [*a]\n", -1, "photo.jpg.yaml:1:" },
        { "? [a]\n: b\n", -1, "photo.jpg.yaml:1: a key is wanted here" },
        { "creator: \xff\n", -1, "photo.jpg.yaml:1: not UTF-8 text" },
        { "creator: A\0B\n", 13, "photo.jpg.yaml:1: not UTF-8 text" },
        { "creator: \"A\\0B\"\n", -1, "photo.jpg.yaml:1: a text or a list of texts is wanted here" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_asset asset;
        GError *error = NULL;
        g_assert_false(read_text(bench, rows[i].text, rows[i].length, &asset, &error));
        g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
        if (!g_str_has_prefix(error->message, rows[i].says))
            g_error("row %zu says: %s", i, error->message);
        g_clear_error(&error);
    }
}

/* Large, deep and self-multiplying files end at once. */
static void hostile(struct bench *bench, gconstpointer user)
{
    static const struct {
        const char *first, *again, *last;
        int n;
    } rows[] = {
        { "creator: ", "x", "\n", 501 },
        { "creator: ", "x", "\n", 70000 },
        { "", "[", "", 60000 },
        { "", "{a: ", "", 15000 },
        { "", "- ", "", 30000 },
        { "", "? ", "", 30000 },
        { "creator: [", "aaaaaaaa,", "]\n", 7000 },
        { "a: &a [x,x,x,x,x,x,x,x]\n", "b: &a [*a,*a,*a,*a,*a,*a,*a,*a]\n", "creator: *a\n", 1000 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GString *text = g_string_new(rows[i].first);
        for (int k = 0; k < rows[i].n; k++)
            g_string_append(text, rows[i].again);
        g_string_append(text, rows[i].last);
        struct fms_asset asset;
        GError *error = NULL;
        gint64 begin = (gint64) clock();
        g_assert_false(read_text(bench, text->str, (gssize) text->len, &asset, &error));
        g_assert_cmpint((gint64) clock() - begin, <, 5 * G_USEC_PER_SEC);
        g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
        g_assert_null(asset.creator);
        g_clear_error(&error);
        g_string_free(text, TRUE);
    }
}

static void missing_is_no_failure(struct bench *bench, gconstpointer user)
{
    struct fms_asset asset = { .creator = "before" };
    GError *error = NULL;
    g_assert_true(fms_library_sidecar(bench->ctx, bench->path, &asset, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(asset.creator, ==, "before");
}

static void plain_files_only(struct bench *bench, gconstpointer user)
{
    struct fms_asset asset = { 0 };
    GError *error = NULL;
    g_assert_cmpint(mkfifo(bench->beside, 0600), ==, 0);
    g_assert_false(fms_library_sidecar(bench->ctx, bench->path, &asset, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_clear_error(&error);
    g_unlink(bench->beside);
    g_assert_cmpint(symlink("/etc/hostname", bench->beside), ==, 0);
    g_assert_false(fms_library_sidecar(bench->ctx, bench->path, &asset, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_clear_error(&error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add("/sidecar/readable", struct bench, NULL, set_up, readable, tear_down);
    g_test_add("/sidecar/broken", struct bench, NULL, set_up, broken, tear_down);
    g_test_add("/sidecar/hostile", struct bench, NULL, set_up, hostile, tear_down);
    g_test_add("/sidecar/missing", struct bench, NULL, set_up, missing_is_no_failure, tear_down);
    g_test_add("/sidecar/plain-files-only", struct bench, NULL, set_up, plain_files_only, tear_down);
    return g_test_run();
}
