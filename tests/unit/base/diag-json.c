/*
 * Diagnostics for machines: one object a line.
 */
#include "diags.h"

#include <stdlib.h>
#include <string.h>

static char *printed(const struct fms_diags *diags)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    fms_diags_print(diags, FMS_DIAG_JSON, out);
    fclose(out);
    return text;
}

static void objects(void)
{
    struct fms_source source = { "a \"b\"\\\xff.md", "潮 the the\nend", 15 };
    struct fms_diags *diags = fms_diags_new(NULL);
    fms_error(diags, (struct fms_span){ &source, 4, 15 }, "a.b", NULL, "two\nlines\x7f");
    fms_warning(diags, (struct fms_span){ &source, 8, 11 }, "c.d", "say it once", "twice");
    fms_diag_fix(diags, (struct fms_span){ &source, 7, 11 }, "");
    fms_diag_fix(diags, (struct fms_span){ &source, 0, 3 }, "\"x\"");
    fms_error(diags, (struct fms_span){ 0 }, "e.f", NULL, "nowhere");
    char *got = printed(diags);
    g_assert_cmpstr(
        got, ==,
        "{\"file\":\"a "
        "\\\"b\\\"\\\\\uFFFD.md\",\"line\":1,\"column\":3,\"endLine\":2,\"endColumn\":4,\"begin\":4,\"end\":15,"
        "\"severity\":\"error\",\"code\":\"a.b\",\"message\":\"two lines \"}\n"
        "{\"file\":\"a "
        "\\\"b\\\"\\\\\uFFFD.md\",\"line\":1,\"column\":7,\"endLine\":1,\"endColumn\":10,\"begin\":8,\"end\":11,"
        "\"severity\":\"warning\",\"code\":\"c.d\",\"message\":\"twice\",\"hint\":\"say it once\",\"fix\":["
        "{\"line\":1,\"column\":6,\"endLine\":1,\"endColumn\":10,\"begin\":7,\"end\":11,\"replacement\":\"\"},"
        "{\"line\":1,\"column\":1,\"endLine\":1,\"endColumn\":2,\"begin\":0,\"end\":3,\"replacement\":\"\\\"x\\\"\"}]}"
        "\n"
        "{\"severity\":\"error\",\"code\":\"e.f\",\"message\":\"nowhere\"}\n");
    free(got);
    talloc_free(diags);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diag-json/objects", objects);
    return g_test_run();
}
