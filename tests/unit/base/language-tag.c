/*
 * Language tags: a tag stands for itself and for what is more exact.
 */
#include "language-tag.h"

#include <glib.h>

static void tags(void)
{
    static const struct {
        const char *language, *tag;
        bool is;
    } rows[] = {
        { "zh", "zh", true },       { "zh-hant-tw", "zh", true }, { "zh-hant-tw", "zh-hant", true },
        { "zh", "zh-hant", false }, { "zho", "zh", false },       { "", "zh", false },
    };
    static const char *const list[] = { "ar", "zh-hant", NULL };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(fms_language_is(rows[i].language, rows[i].tag), ==, rows[i].is);
    g_assert_true(fms_language_in("zh-hant-hk", list));
    g_assert_false(fms_language_in("zh-hans", list));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/language-tag/rows", tags);
    return g_test_run();
}
