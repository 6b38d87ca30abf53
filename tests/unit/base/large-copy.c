/*
 * Copies larger than talloc makes them.
 */
#include "large-copy.h"

#include <glib.h>
#include <malloc.h>
#include <string.h>

#if SANITIZED

/* A sanitizer's allocator keeps no count of what is in use. */
static void release(TALLOC_CTX *ctx, size_t size)
{
    talloc_free(ctx);
}

#else

static size_t bytes_in_use(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/* All of it is gone. */
static void release(TALLOC_CTX *ctx, size_t size)
{
    size_t before = bytes_in_use();
    talloc_free(ctx);
    g_assert_cmpuint(bytes_in_use() + size, <, before + 4096);
}

#endif

static void sizes(void)
{
    static const size_t rows[] = { 0, 1, 1000, (16 << 20) - 1, 16 << 20, ((size_t) 256 << 20) + 1 };
    char *bytes = g_malloc(((size_t) 256 << 20) + 1);
    memset(bytes, 'x', ((size_t) 256 << 20) + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        const char *copy = fms_large_copy(ctx, bytes, rows[i]);
        g_assert_true(copy && copy != bytes && memcmp(copy, bytes, rows[i]) == 0);
        release(ctx, rows[i]);
    }
    g_free(bytes);
}

static void keeping(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    GArray *array = g_array_new(FALSE, FALSE, sizeof(int));
    int one = 1;
    gsize n = 0;
    g_assert_nonnull(fms_large_keep(ctx, g_array_steal(array, &n)));
    g_array_append_val(array, one);
    const int *kept = fms_large_keep(ctx, g_array_steal(array, &n));
    g_assert_cmpint(kept[0], ==, 1);
    g_assert_cmpuint(n, ==, 1);
    g_array_free(array, TRUE);
    talloc_free(ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/large-copy/sizes", sizes);
    g_test_add_func("/large-copy/keeping", keeping);
    return g_test_run();
}
