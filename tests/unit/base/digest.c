/*
 * Digests and recipes: different values have different texts, however they are made to look alike.
 */
#include "digest.h"

#include "diags.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void known_digests(void)
{
    static const struct {
        const char *text, *hex;
    } rows[] = {
        { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_digest digest = fms_digest_of_bytes(rows[i].text, strlen(rows[i].text));
        g_assert_cmpstr(digest.hex, ==, rows[i].hex);
    }
}

static void digest_of_file_is_that_of_its_bytes(void)
{
    static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 200000 };
    char *bytes = g_strnfill(200000, 'x'), *path = NULL;
    int fd = g_file_open_tmp("filmset-digest-XXXXXX", &path, NULL);
    g_assert_cmpint(fd, >=, 0);
    close(fd);
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        struct fms_digest want = fms_digest_of_bytes(bytes, sizes[i]), got;
        GError *error = NULL;
        g_assert_true(g_file_set_contents(path, bytes, (gssize) sizes[i], NULL));
        g_assert_true(fms_digest_of_file(path, &got, &error));
        g_assert_no_error(error);
        g_assert_cmpstr(got.hex, ==, want.hex);
    }
    g_unlink(path);
    g_free(path);
    g_free(bytes);
}

static void unreadable_files(void)
{
    static const struct {
        const char *path;
        enum fms_world_error code;
    } rows[] = { { "/nowhere/at/all", FMS_WORLD_MISSING }, { "/", FMS_WORLD_UNREADABLE } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_digest digest;
        GError *error = NULL;
        g_assert_false(fms_digest_of_file(rows[i].path, &digest, &error));
        g_assert_error(error, FMS_WORLD_ERROR, (gint) rows[i].code);
        g_clear_error(&error);
    }
}

/* A recipe of two strings; NULL is a value of its own. */
struct pair {
    const char *a, *b;
};

static char *text_of(const struct pair *pair)
{
    GString *recipe = g_string_new(NULL);
    fms_recipe_string(recipe, "a", pair->a);
    fms_recipe_string(recipe, "b", pair->b);
    return g_string_free(recipe, FALSE);
}

static void no_two_recipes_are_alike(void)
{
    static const struct pair pairs[] = {
        { NULL, NULL },     { "", NULL },       { NULL, "" },        { "", "" },           { "-", NULL },
        { NULL, "-" },      { "x\nb=1:y", "" }, { "x", "y" },        { "x\nb=1:y\n", "" }, { "xy", "" },
        { "", "xy" },       { "1:x", "y" },     { "x\n", "y" },      { "x", "\ny" },       { "0:", "" },
        { "-\nb=-", NULL }, { "é", "" },        { "e\xcc\x81", "" },
    };
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (!g_hash_table_add(seen, text_of(&pairs[i])))
            g_error("row %zu looks like another", i);
    g_hash_table_destroy(seen);
}

static void recipe_texts(void)
{
    GString *recipe = g_string_new(NULL);
    fms_recipe_number(recipe, "n", INT64_MIN);
    fms_recipe_number(recipe, "m", 0);
    fms_recipe_string(recipe, "s", "two\nlines");
    fms_recipe_string(recipe, "t", NULL);
    g_assert_cmpstr(recipe->str, ==, "n=-9223372036854775808\nm=0\ns=9:two\nlines\nt=-\n");
    struct fms_digest key = fms_recipe_key(recipe), same = fms_digest_of_bytes(recipe->str, recipe->len);
    g_assert_cmpstr(key.hex, ==, same.hex);
    g_string_free(recipe, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/digest/known", known_digests);
    g_test_add_func("/digest/of-file", digest_of_file_is_that_of_its_bytes);
    g_test_add_func("/digest/unreadable", unreadable_files);
    g_test_add_func("/recipe/no-two-alike", no_two_recipes_are_alike);
    g_test_add_func("/recipe/texts", recipe_texts);
    return g_test_run();
}
