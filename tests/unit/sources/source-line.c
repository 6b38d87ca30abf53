/*
 * The parts of a source line.
 */
#include "quotation.h"

#include <glib.h>

struct row {
    const char *line, *speaker, *work, *key;
};

static const struct row rows[] = {
    { "Ada Example, *A Book of Seas*, p. 12 [@example1999]", "Ada Example", "A Book of Seas, p. 12", "example1999" },
    { "Ada Example", "Ada Example", NULL, NULL },
    { "— Ada Example, ", "Ada Example", NULL, NULL }, /* a dash that was left on */
    { "Ada Example [@a:b-1]", "Ada Example", NULL, "a:b-1" },
    { "Ada Example, Seas [@a, p. 3]", "Ada Example", "Seas, p. 3", "a" }, /* the locator is shown */
    { "王小明《海的书》", "王小明", "《海的书》", NULL },
    { "王小明，《海的书》", "王小明", "《海的书》", NULL },
    { "《海的书》", "《海的书》", NULL, NULL },
    { "[@only]", NULL, NULL, "only" },
    { "A [@ b]", "A [@ b]", NULL, NULL }, /* no key */
    { "A [@b", "A [@b", NULL, NULL },
    { "", NULL, NULL, NULL },
    { ", *", NULL, NULL, NULL },
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_source_line line = fms_source_line_parse(ctx, rows[i].line);
        g_assert_cmpstr(line.speaker, ==, rows[i].speaker);
        g_assert_cmpstr(line.work, ==, rows[i].work);
        g_assert_cmpstr(line.key, ==, rows[i].key);
        talloc_free(ctx);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source-line/rows", test_rows);
    return g_test_run();
}
