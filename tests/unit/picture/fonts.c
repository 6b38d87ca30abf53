#include "diags.h"
#include "picture.h"

#include <string.h>
#include <talloc.h>

static void test_files(void)
{
    static const struct {
        const char *language, *text, *part; /**< a part of the name of one of the files */
    } rows[] = {
        { "en-gb", "Tides", "NotoSans-Regular" },
        { "zh-cn", "潮汐", "NotoSansCJK" },
        { "ar", "مد", "Arabic" },
        { "en-gb", "Tides 潮", "NotoSansCJK" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        char **files =
            fms_fonts_of(NULL, "Noto Sans, Noto Sans CJK SC", 400, false, rows[i].language, rows[i].text, &error);
        g_assert_no_error(error);
        bool found = false;
        for (char **file = files; *file; file++) {
            found = found || strstr(*file, rows[i].part);
            if (file[1])
                g_assert_cmpint(strcmp(file[0], file[1]), <, 0);
        }
        g_test_message("%s: %s", rows[i].text, files[0]);
        g_assert_true(found);
        talloc_free(files);
    }
}

static void test_missing(void)
{
    GError *error = NULL;
    g_assert_null(fms_fonts_of(NULL, "Noto Sans", 400, false, "en", "a\xf3\xb0\x80\x81z", &error)); /* U+F0001 */
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED);
    g_assert_nonnull(strstr(error->message, "U+F0001"));
    g_error_free(error);
}

static void test_odd(void)
{
    static const char *const texts[] = { "", " ", "\n\n", "a\tb\r\nc", "\xff\xfe broken", "\xe2\x80\x8b\xe2\x80\x8f" };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        char **files = fms_fonts_of(NULL, "", -5, true, "", texts[i], NULL);
        g_assert_nonnull(files);
        talloc_free(files);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fonts/files", test_files);
    g_test_add_func("/fonts/missing", test_missing);
    g_test_add_func("/fonts/odd", test_odd);
    return g_test_run();
}
