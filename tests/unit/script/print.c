/*
 * The printer: what it makes uniform, and that nothing is lost. Every script that is printed here is read again and must mean
 * the same, and printing what was printed changes nothing.
 */
#include "print.h"
#include "files.h"

#define FENCE "````````````````````````````````"

enum { MIN_EXAMPLES = 650, MOST_LEFT = 60 };

static char *meaning(const struct fms_script *script)
{
    GString *out = g_string_new(NULL);
    fms_script_dump_meaning(script, out);
    return g_string_free(out, FALSE);
}

static const struct fms_script *read_script(TALLOC_CTX *ctx, const char *name, const char *text)
{
    struct fms_diags *diags = fms_diags_new(ctx);
    const struct fms_source *source = fms_source_new(ctx, name, text, strlen(text), diags);
    return source ? fms_script_read(ctx, source, fms_script_format_of(source), NULL, diags) : NULL;
}

/* Prints a script once more, and reads what came of it. NULL where it has errors. */
static const char *print_twice(TALLOC_CTX *ctx, const char *name, const char *text, size_t *n_left)
{
    const struct fms_script *script = read_script(ctx, name, text);
    struct fms_printed first, second;
    if (!script)
        return NULL;
    enum fms_script_format format = fms_script_format_of(script->source);
    g_assert_true(fms_script_print(ctx, script, format, NULL, &first));
    const struct fms_script *again = read_script(ctx, name, first.text);
    g_assert_nonnull(again);
    char *before = meaning(script), *after = meaning(again);
    g_assert_cmpstr(before, ==, after);
    g_assert_true(fms_script_print(ctx, again, format, NULL, &second));
    if (strcmp(first.text, second.text) != 0) {
        g_test_message("not the same twice:\n%s\n=> once\n%s\n=> twice\n%s", text, first.text, second.text);
        g_test_fail();
    }
    g_free(before);
    g_free(after);
    *n_left += first.n_left;
    return first.text;
}

static const struct {
    const char *remark, *script, *expected;
} forms[] = {
    { "a heading with an underline has hashes", "Tides\n=====\nThe sea.\n", "# Tides\n\nThe sea.\n" },
    { "a reading stays", "[海]{ruby='うみ'}の[a]{ruby=\"b c\"}\n", "[海]{ruby='うみ'}の[a]{ruby=\"b c\"}\n" },
};

static void test_forms(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        size_t n_left = 0;
        const char *got = print_twice(ctx, "a.md", forms[i].script, &n_left);
        if (g_strcmp0(got, forms[i].expected) != 0) {
            g_test_message("%s\n%s\n=> expected\n%s=> got\n%s", forms[i].remark, forms[i].script, forms[i].expected,
                           got);
            g_test_fail();
        }
        talloc_free(ctx);
    }
}

/* A tab is written as an arrow there. */
static GString *example_of(const char *from, const char *to)
{
    GString *example = g_string_new_len(from, to - from);
    g_string_replace(example, "→", "\t", 0);
    return example;
}

static void test_commonmark(void)
{
    char *name = g_build_filename(g_getenv("FMS_TEST_DATA"), "node_modules/commonmark-spec/spec.txt", NULL);
    char *spec = NULL;
    size_t n = 0, n_left = 0;
    if (!g_file_get_contents(name, &spec, NULL, NULL)) {
        g_test_skip("commonmark-spec is not installed: npm ci in tests/");
        g_free(name);
        return;
    }
    for (const char *at = spec; (at = strstr(at, "\n" FENCE " example\n")); n++) {
        at += strlen("\n" FENCE " example\n");
        const char *end = g_str_has_prefix(at, ".\n") ? at : strstr(at, "\n.\n") + 1;
        GString *example = example_of(at, end);
        TALLOC_CTX *ctx = talloc_new(NULL);
        size_t left = 0;
        print_twice(ctx, "a.md", example->str, &left);
        g_string_prepend(example, "# Rivers\n\nWater flows.\n\n");
        g_string_append(example, "\n\nIt falls.\n");
        print_twice(ctx, "a.md", example->str, &left);
        if (left > 0)
            g_test_message("left as it is:\n%s", example->str);
        n_left += left;
        talloc_free(ctx);
        g_string_free(example, TRUE);
    }
    g_assert_cmpuint(n, >=, MIN_EXAMPLES);
    g_test_message("%zu left", n_left);
    g_assert_cmpuint(n_left, <=, MOST_LEFT);
    g_free(spec);
    g_free(name);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/print/forms", test_forms);
    g_test_add_func("/print/commonmark", test_commonmark);
    return g_test_run();
}
