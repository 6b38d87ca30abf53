/*
 * Diagnostics as annotations, and that a script cannot smuggle a command of its own among them.
 */
#include "diags.h"

#include <stdlib.h>
#include <string.h>

static void annotations(void)
{
    static const char want[] =
        "::error file=a%3Ab%2Cc%25.md,line=1,col=2,endLine=1,endColumn=4,title=a.b::100 %25: one, two ::set-env x=y\n"
        "::warning file=a%3Ab%2Cc%25.md,line=1,endLine=2,title=c.d::long%0Ahint: shorten  ::debug::it\n"
        "::error title=e.f::nowhere\n";
    struct fms_source source = { "a:b,c%.md", "abcd\nefg", 8 };
    struct fms_diags *diags = fms_diags_new(NULL);
    fms_error(diags, (struct fms_span){ &source, 1, 3 }, "a.b", NULL, "100 %%: one, two\n::set-env x=y");
    fms_warning(diags, (struct fms_span){ &source, 2, 7 }, "c.d", "shorten\r\n::debug::it", "long");
    fms_error(diags, (struct fms_span){ 0 }, "e.f", NULL, "nowhere");
    char *got = NULL;
    size_t length;
    FILE *out = open_memstream(&got, &length);
    fms_diags_print(diags, FMS_DIAG_GITHUB, out);
    fclose(out);
    g_assert_cmpstr(got, ==, want);
    free(got);
    talloc_free(diags);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diag-github/annotations", annotations);
    return g_test_run();
}
