#include "director-private.h"

static const struct {
    const char *text, *list, *applied;
} ROWS[] = {
    { "Worcester is near.", NULL, "0+9=r:Wooster" },
    { "He left Worcester.", "", "8+9=r:Wooster" },
    { "Worcestershire sauce", NULL, "" },                          /* a part of a word is another word */
    { "Sea and sea, Seaside", NULL, "0+3=p:siː;8+3=p:siː" },       /* in small letters: also at the beginning */
    { "the sea lion", NULL, "4+8=r:seal" },                        /* the longer one */
    { "Worcester, Worcester", "0+9=m:", "0+9=m:;11+9=r:Wooster" }, /* what the script says comes first */
    { "nothing here", NULL, "" },
    { "東京都", NULL, "0+6=r:とうきょう" }, /* writing without blanks has no edges */
};

static struct fms_text text(const char *words)
{
    return (struct fms_text){ .utf8 = words };
}

static void says_words(void)
{
    struct fms_pair pairs[] = { { "Worcester", text("Wooster") },
                                { "sea", text("/siː/") },
                                { "sea lion", text("seal") },
                                { "東京", text("とうきょう") } };
    const struct fms_pairs lexicon = { G_N_ELEMENTS(pairs), pairs };
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        g_assert_cmpstr(fms_lexicon_apply(ctx, &lexicon, ROWS[i].text, ROWS[i].list), ==, ROWS[i].applied);
        talloc_free(ctx);
    }
}

static void leaves_lines_alone_without_entries(void)
{
    const struct fms_pairs none = { 0 };
    const char *list = "0+1=m:";
    g_assert_true(fms_lexicon_apply(NULL, &none, "abc", list) == list);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lexicon/says-words", says_words);
    g_test_add_func("/lexicon/none", leaves_lines_alone_without_entries);
    return g_test_run();
}
