/* BCP 47 tags as the three letters that MP4 holds. */
#include "media-private.h"

static void test_codes(void)
{
    static const char *const rows[][2] = {
        { "en", "eng" },    { "en-GB", "eng" }, { "EN_us", "eng" },  { "de-AT", "deu" }, { "zh-Hant-TW", "zho" },
        { "pt-br", "por" }, { "nb", "nob" },    { "deu", "deu" },    { "", "und" },      { "x-private", "und" },
        { "tlh", "und" },   { "e", "und" },     { "eng-GB", "eng" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(fms_language_code(rows[i][0]), ==, rows[i][1]);
    g_assert_cmpstr(fms_language_code(NULL), ==, "und");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/language/codes", test_codes);
    return g_test_run();
}
