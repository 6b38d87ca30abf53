/* Runs files through a fuzz target, as libFuzzer would; each is a check of its own. Arguments are folders. */
#include "fuzz.h"

static GPtrArray *paths;

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

static void add_folder(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    guint first = paths->len;
    g_assert_nonnull(dir);
    for (const char *name; (name = g_dir_read_name(dir));)
        if (*name != '.')
            g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    g_dir_close(dir);
    qsort(paths->pdata + first, paths->len - first, sizeof *paths->pdata, compare);
}

static void replay(const void *path)
{
    char *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    uint8_t *exact = g_malloc(MAX(length, 1)); /* without the NUL that follows */
    memcpy(exact, bytes, length);
    LLVMFuzzerTestOneInput(exact, length);
    g_free(exact);
    g_free(bytes);
}

static void nothing_at_all(void)
{
    LLVMFuzzerTestOneInput((const uint8_t *) "", 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    paths = g_ptr_array_new_with_free_func(g_free);
    g_test_add_func("/nothing", nothing_at_all);
    for (int i = 1; i < argc; i++)
        add_folder(argv[i]);
    for (guint i = 0; i < paths->len; i++) {
        char *base = g_path_get_basename(paths->pdata[i]), *name = g_strconcat("/", base, NULL);
        g_test_add_data_func(name, paths->pdata[i], replay);
        g_free(name);
        g_free(base);
    }
    int status = g_test_run();
    g_ptr_array_free(paths, TRUE);
    return status;
}
