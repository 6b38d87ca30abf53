/*
 * Take files: the same in, the same out, and nothing believed that a file says of itself.
 */
#include "diags.h"
#include "voice.h"

#include <glib/gstdio.h>
#include <string.h>

#define N 10000

static char *folder, *path;
static float samples[N];
static const struct fms_word WORDS[] = { { 0, 5, 0, 4000 }, { 6, 9, 4000, 7000 }, { 10, 12, 7100, N } };

static void write_good(void)
{
    GError *error = NULL;
    for (int i = 0; i < N; i++)
        samples[i] = (float) i / N;
    g_assert_true(fms_take_write(path, samples, N, WORDS, G_N_ELEMENTS(WORDS), &error));
    g_assert_no_error(error);
}

static void test_round_trip(void)
{
    GError *error = NULL;
    write_good();
    struct fms_take *take = fms_take_read(NULL, path, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(take->path, ==, path);
    g_assert_cmpint(take->n_samples, ==, N);
    g_assert_cmpuint(take->n_words, ==, G_N_ELEMENTS(WORDS));
    g_assert_cmpstr(take->sound.hex, ==, fms_digest_of_bytes(samples, N * sizeof *samples).hex);
    g_assert_cmpmem(take->words, sizeof WORDS, WORDS, sizeof WORDS);
    talloc_free(take);

    static const int64_t RANGES[][2] = { { 0, N }, { 0, 0 }, { N, 0 }, { 1, 1 }, { 4095, 4097 }, { N - 1, 1 } };
    float out[N];
    for (size_t i = 0; i < G_N_ELEMENTS(RANGES); i++) {
        g_assert_true(fms_take_samples(path, RANGES[i][0], RANGES[i][1], out, &error));
        g_assert_cmpmem(out, (size_t) RANGES[i][1] * 4, samples + RANGES[i][0], (size_t) RANGES[i][1] * 4);
    }
}

static void test_beyond(void)
{
    static const int64_t RANGES[][2] = { { -1, 1 }, { N, 1 },         { 0, N + 1 },
                                         { 1, -1 }, { INT64_MAX, 1 }, { 1, INT64_MAX } };
    float out[1];
    write_good();
    for (size_t i = 0; i < G_N_ELEMENTS(RANGES); i++) {
        GError *error = NULL;
        g_assert_false(fms_take_samples(path, RANGES[i][0], RANGES[i][1], out, &error));
        g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
        g_clear_error(&error);
    }
}

enum { HEAD = 88 };

/* Bytes put over a good file, or its length changed; each must be noticed. */
static const struct {
    size_t at;
    const char *bytes;
    size_t n_bytes;
    int64_t length; /* -1: as it was */
} DAMAGE[] = {
    { 0, "X", 1, -1 },                                       /* not a take */
    { 8, "\x11", 1, -1 },                                    /* more or fewer samples than there are */
    { 15, "\xff", 1, -1 },                                   /* a huge number of samples */
    { 16, "\xff\xff\xff\xff", 4, -1 },                       /* a huge number of words */
    { HEAD, "\xff\xff\xff\xff", 4, -1 },                     /* a word that begins before the text */
    { HEAD + 4, "\x00\x00\x00\x80", 4, -1 },                 /* a word that ends before it begins */
    { HEAD + 8, "\xff\xff\xff\xff\xff\xff\xff\xff", 8, -1 }, /* heard before the beginning */
    { HEAD + 16, "\xff\xff\xff", 3, -1 },                    /* words that overlap */
    { HEAD + 2 * 24 + 16, "\xff\xff", 2, -1 },               /* heard after the end */
    { 0, "", 0, 0 },
    { 0, "", 0, 10 },
    { 0, "", 0, HEAD },
    { 0, "", 0, HEAD + 3 * 24 + 4 * N - 1 },
    { 0, "", 0, HEAD + 3 * 24 + 4 * N + 1 },
};

static void test_damage(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(DAMAGE); i++) {
        write_good();
        char *bytes;
        gsize length;
        g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
        bytes = g_realloc(bytes, length + 2);
        memcpy(bytes + DAMAGE[i].at, DAMAGE[i].bytes, DAMAGE[i].n_bytes);
        length = DAMAGE[i].length < 0 ? length : (gsize) DAMAGE[i].length;
        g_assert_true(g_file_set_contents(path, bytes, (gssize) length, NULL));
        g_free(bytes);
        GError *error = NULL;
        g_test_message("damage %zu", i);
        g_assert_null(fms_take_read(NULL, path, &error));
        g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
        g_clear_error(&error);
    }
}

static void test_same_bytes(void)
{
    char *first, *second;
    gsize n_first, n_second;
    write_good();
    g_assert_true(g_file_get_contents(path, &first, &n_first, NULL));
    write_good();
    g_assert_true(g_file_get_contents(path, &second, &n_second, NULL));
    g_assert_cmpmem(first, n_first, second, n_second);
    g_assert_cmpmem(first, 8, "FMSTAKE2", 8);
    g_assert_cmpmem(first + 8, 8, "\x10\x27\0\0\0\0\0\0", 8);
    g_free(first);
    g_free(second);
}

static void test_places(void)
{
    GError *error = NULL;
    g_assert_false(fms_take_write("/nonexistent/take", samples, N, NULL, 0, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
    g_clear_error(&error);
    g_assert_null(fms_take_read(NULL, "/nonexistent/take", &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING);
    g_clear_error(&error);
    if (!g_file_test("/dev/full", G_FILE_TEST_EXISTS))
        return;
    g_assert_false(fms_take_write("/dev/full", samples, N, NULL, 0, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
    g_clear_error(&error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("fms-take-XXXXXX", NULL);
    path = g_build_filename(folder, "take", NULL);
    g_test_add_func("/take/round-trip", test_round_trip);
    g_test_add_func("/take/beyond", test_beyond);
    g_test_add_func("/take/damage", test_damage);
    g_test_add_func("/take/same-bytes", test_same_bytes);
    g_test_add_func("/take/places", test_places);
    int result = g_test_run();
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    return result;
}
