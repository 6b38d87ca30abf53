/*
 * From IPA to the engine's notation, with a voice made up: it has the sounds of a table and writes them as the table says.
 */
#include "ipa-private.h"

#include <glib.h>
#include <string.h>

static const struct {
    const char *mnemonic, *ipa;
} VOICE[] = {
    { "a", "a" },    { "A:", "ɑː" }, { "E", "ɛ" },   { "I", "i" },  { "oU", "əʊ" }, { "@", "ə" },
    { "@U", "əɹʊ" }, { "A~", "ɑ̃" },  { "U", "ʊ" },   { "w", "w" },  { "s", "s" },   { "t", "t" },
    { "S", "ʃ" },    { "tS", "tʃ" }, { "r", "ɹ" },   { "g", "ɡ" },  { "Q\"", "ʁ" }, { ":", "ː" },
    { ";", "ʲ" },    { "5", "5" },   { "35", "35" }, { "n-", "n̩" }, { "n", "n" },
};

static char *ipa_of(const char *mnemonic)
{
    for (size_t i = 0; i < G_N_ELEMENTS(VOICE); i++)
        if (!strcmp(VOICE[i].mnemonic, mnemonic))
            return g_strdup(VOICE[i].ipa);
    return NULL;
}

static const struct {
    const char *ipa, *notation; /* notation with "!" in front: the symbol that cannot be said */
} ROWS[] = {
    { "", "" },           { "ˈwʊstə", "'w|U|s|t|@" },
    { "ˌa'a", ",a'a" },   { "a ta", "a t|a" },
    { "ɡg", "g|g" },      { "ɪ", "I" }, /* the voice writes it otherwise where it stands alone, and has no other */
    { "əʊ", "oU" },                     /* what the voice itself writes so, and not what only looks so */
    { "aɪ", "a|I" },                    /* no such diphthong: its parts */
    { "tʃ", "tS" },       { "t͡ʃ", "tS" },
    { "t|ʃ", "!|" },      { "ts", "t|s" },
    { "ɑ̃", "A~" },        { "\u0251\u0303", "A~" },
    { "ʁr", "Q\"|r" },    { "aːː", "A::" },
    { "tʲa", "t;|a" },    { "n̩nʰ.a‿a", "n-|n|a|a" },
    { "t\u032a", "t" },   { "˧˥˥", "35|5" },
    { "yː", "!y" },       { "aʘ", "!ʘ" },
    { "a]]", "!]" },      { "[[a", "![" },
    { "A", "!A" },        { "<a>", "!<" },
    { "a\x01", "!\x01" },
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        char *bad, *notation = fms_ipa_translate(ROWS[i].ipa, ipa_of, &bad);
        g_test_message("%s", ROWS[i].ipa);
        g_assert_true(!notation == (bad != NULL));
        g_assert_cmpstr(notation ? notation : bad, ==, ROWS[i].notation + (*ROWS[i].notation == '!'));
        g_assert_true(!bad == (*ROWS[i].notation != '!'));
        g_free(notation);
        g_free(bad);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ipa/rows", test_rows);
    return g_test_run();
}
