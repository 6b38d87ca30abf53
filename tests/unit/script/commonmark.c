/*
 * The examples of CommonMark's specification, which hold everything that Markdown can be and much that it hardly should:
 * each is read without a crash, and what comes out is sound (sketch() checks it). They come with the npm package
 * commonmark-spec, beside what else the tests compare with.
 */
#include "reading.h"

#define FENCE "````````````````````````````````"

enum { MIN_EXAMPLES = 650 };

/* A tab is written as an arrow there. */
static GString *example_of(const char *from, const char *to)
{
    GString *example = g_string_new_len(from, to - from);
    g_string_replace(example, "→", "\t", 0);
    return example;
}

static void test_examples(void)
{
    char *name = g_build_filename(g_getenv("FMS_TEST_DATA"), "node_modules/commonmark-spec/spec.txt", NULL);
    char *spec = NULL;
    size_t n = 0;
    if (!g_file_get_contents(name, &spec, NULL, NULL)) {
        g_test_skip("commonmark-spec is not installed: npm ci in tests/");
        g_free(name);
        return;
    }
    for (const char *at = spec; (at = strstr(at, "\n" FENCE " example\n")); n++) {
        at += strlen("\n" FENCE " example\n");
        const char *end = g_str_has_prefix(at, ".\n") ? at : strstr(at, "\n.\n") + 1;
        GString *example = example_of(at, end);
        char *alone = sketch("a.md", example->str, example->len);
        g_string_prepend(example, "# Rivers\n\nWater flows.\n\n");
        g_string_append(example, "\n\nIt falls.\n");
        char *within = sketch("a.md", example->str, example->len);
        g_assert_nonnull(strstr(within, "title Rivers\n"));
        g_free(within);
        g_free(alone);
        g_string_free(example, TRUE);
    }
    g_assert_cmpuint(n, >=, MIN_EXAMPLES);
    g_free(spec);
    g_free(name);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/commonmark/examples", test_examples);
    return g_test_run();
}
