#include "typeset-private.h"

#include <glib.h>
#include <string.h>

static const struct {
    const char *language, *written, *set;
    bool inside;
} rows[] = {
    { "en", "She said \"yes\".", "She said “yes”.", false },
    { "en", "\"A \"B\" C\"", "“A ‘B’ C”", false },             /* within each other */
    { "en", "the \"far\" side", "the ‘far’ side", true },      /* on a card of its own */
    { "en", "“the \"far\" side”", "“the ‘far’ side”", false }, /* whose mark is set */
    { "en", "It's Ada's, 'tis, the sailors' boat", "It’s Ada’s, ’tis, the sailors’ boat", false },
    { "en", "a 'word' there", "a ‘word’ there", false },
    { "en", "a 12\" pipe, 5' 10\"", "a 12″ pipe, 5′ 10″", false },
    { "en", "rock -- paper, 1990--2000, run --help, ----", "rock — paper, 1990–2000, run --help, ----", false },
    { "en", "wait... wait.... ", "wait… wait.... ", false },
    { "en-gb", "(\"x\")", "(“x”)", false },
    { "de", "Er sagte \"Guten 'Tag'\" -- so.", "Er sagte „Guten ‚Tag‘“ – so.", false },
    { "fr", "l'eau \"vive\"", "l’eau «\u00A0vive\u00A0»", false },
    { "fi", "\"sana\" on 'sana'", "”sana” on ’sana’", false },
    { "ru", "\"мир\" -- \"дом \"сад\"\"", "«мир» — «дом „сад“»", false },
    { "he", "ד\"ר כהן אמר \"שלום\", עמ' 3", "ד״ר כהן אמר ”שלום”, עמ׳ 3", false },
    { "ar", "قال \"نعم\"", "قال «نعم»", false },
    { "zh-cn", "他说\"好面包\"，又说\"够了\"", "他说“好面包”，又说“够了”", false }, /* among ideographs */
    { "zh-cn", "2019年的GPU快50%了", "2019\u2009年的\u2009GPU\u2009快\u200950%\u2009了", false },
    { "zh-tw", "他說\"好\"", "他說「好」", false },
    { "ja", "彼は\"はい\"と言った", "彼は「はい」と言った", false },
    { "en", "“set” already — it’s…", "“set” already — it’s…", false },
    { "en", "", "", false },
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_typewritten written = { rows[i].written, rows[i].language, rows[i].inside, 0, NULL };
        const char *set = fms_typeset(ctx, &written, NULL);
        g_assert_cmpstr(set, ==, rows[i].set);
        written.text = set;
        g_assert_cmpstr(fms_typeset(ctx, &written, NULL), ==, set);
        talloc_free(ctx);
    }
}

/** Every character that stays is found again at its place; code stays. */
static void test_places(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    static const struct fms_text_run runs[] = { { 7, 12, FMS_STYLE_CODE } };
    struct fms_typewritten written = { "\"é\" = '\"x\"' -- z", "de", false, 1, runs };
    int32_t *places = NULL;
    const char *set = fms_typeset(ctx, &written, &places);
    g_assert_nonnull(places);
    for (size_t i = 0; i <= strlen(written.text); i++) {
        g_assert_cmpint(places[i], <=, strlen(set));
        if (g_ascii_isalpha(written.text[i]) || !written.text[i])
            g_assert_true(set[places[i]] == written.text[i]);
    }
    g_assert_nonnull(strstr(set, "„é“"));
    g_assert_nonnull(strstr(set, "\"x\""));
    talloc_free(ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/typeset/rows", test_rows);
    g_test_add_func("/typeset/places", test_places);
    return g_test_run();
}
