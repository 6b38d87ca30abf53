#include "character-name.h"

static void test_names(void)
{
    static const struct {
        gunichar c;
        const char *name;
    } rows[] = {
        { 'A', "U+0041 LATIN CAPITAL LETTER A" }, { 0x13000, "U+13000 EGYPTIAN HIEROGLYPH A001" },
        { 0x6D77, "U+6D77 CJK IDEOGRAPH" },       { 0xAC00, "U+AC00 HANGUL SYLLABLE" },
        { 0x0378, "U+0378 (not assigned)" },      { 0xE000, "U+E000 (private use)" },
        { 0x7, "U+0007 (control character)" },    { ' ', "U+0020 SPACE" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *name = fms_character_name(rows[i].c);
        g_assert_cmpstr(name, ==, rows[i].name);
        g_free(name);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/character-name/names", test_names);
    return g_test_run();
}
