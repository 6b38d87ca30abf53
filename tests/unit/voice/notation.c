/*
 * Sounds, checked by the engine: what each voice has, what is refused, and by which name.
 */
#include "espeak-private.h"

#include "diags.h"

#include <string.h>

static const struct {
    const char *voice, *sounds, *notation; /* or the symbol that is named */
    bool good;
} ROWS[] = {
    { "gmw/en", "ˈwʊstə", "'w|U|s|t|@", true },
    { "gmw/en", "həˈləʊ", "h|@'l|oU", true },
    { "gmw/en-US", "həˈloʊ", "h|@'l|oU", true },
    { "gmw/en", "ˈtʃɜːt͡ʃ", "'tS|3:|tS", true },
    { "gmw/de", "ˈyːbɐ", "'y:|b|3", true },
    { "gmw/de", "ˈʁoːzə", "'Q\"|o:|z|@", true },
    { "roa/fr", "bɔ̃ˈʒuʁ", "b|O~'Z|u|r", true },
    { "sit/cmn", "ʂˈi˨˩˦", "s.'i|214", true },
    { "gmw/en", "ˈyːbɐ", "'y'", false }, /* no such vowel in English */
    { "gmw/en", "ʘa", "'ʘ'", false },
    { "gmw/en", "ˈˌ.", "'ˈˌ.'", false }, /* nothing to hear */
    { "gmw/en", "[[h@l'oU]]", "h@l'oU", true },
    { "gmw/en", "[[h@l'oU w'3:ld]]", "h@l'oU w'3:ld", true },
    { "sit/cmn", "[[S'i214]]", "S'i214", true }, /* of a mnemonic's beginnings, not all are mnemonics */
    { "gmw/en", "[[U#t]]", "'#'", false },
    { "gmw/en", "[[_^_fr]]", "'_'", false },
    { "gmw/en", "[[a]] b [[c]]", "']'", false },
    { "gmw/en", "[[]]", "'[[]]'", false },
    { "gmw/en", "[[", "'['", false },
    { "gmw/en", "[[a\x01]]", "'\x01'", false },
    { "gmw/en", "<b>", "'<'", false },
    { "gmw/none", "a", "no voice", false },
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        GError *error = NULL;
        char *notation = fms_engine_notation(ROWS[i].sounds, ROWS[i].voice, &error);
        g_test_message("%s %s: %s", ROWS[i].voice, ROWS[i].sounds, notation ? notation : error->message);
        g_assert_true(!notation == (error != NULL));
        if (ROWS[i].good)
            g_assert_cmpstr(notation, ==, ROWS[i].notation);
        else
            g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED);
        if (!ROWS[i].good)
            g_assert_nonnull(strstr(error->message, ROWS[i].notation));
        g_clear_error(&error);
        g_free(notation);
    }
}

/* No crash, and the error says what is the matter. */
static void test_long(void)
{
    static const char *const PIECES[] = { "a", "ˈ", "[[", "]]", "tʃ", " ", "ː", "'" };
    for (size_t i = 0; i < G_N_ELEMENTS(PIECES); i++) {
        GString *sounds = g_string_new(NULL);
        GError *error = NULL;
        while (sounds->len + strlen(PIECES[i]) <= 1000)
            g_string_append(sounds, PIECES[i]);
        char *notation = fms_engine_notation(sounds->str, "gmw/en", &error);
        g_assert_null(notation);
        g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED);
        g_clear_error(&error);
        g_string_free(sounds, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/notation/rows", test_rows);
    g_test_add_func("/notation/long", test_long);
    return g_test_run();
}
