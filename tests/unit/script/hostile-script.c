/* Scripts that nobody would write, at a size that shows whether time grows faster than the text. */
#include "reading.h"

#include <time.h>

enum { BYTES = 1 << 18, SECONDS = 5, MOST_LINES = 250000 };

static const char *const repeated[] = {
    ">",
    "> ",
    "* ",
    "- ",
    "+ ",
    "1. ",
    "[",
    "]",
    "![",
    "[a](",
    "![a](",
    "![a](b){",
    "![a](b)",
    "*a_ ",
    "**a *a ",
    "*_",
    "`",
    "``a`",
    "<",
    "<!--",
    "<!-- a -->",
    "<?",
    "&",
    "[a]: b\n",
    "[a]\n\n",
    "[a][",
    "\\",
    "~~",
    "|",
    "a|b\n",
    "\n",
    "- a\n",
    "> a\n\n",
    "a\n",
    "#",
    "# a\n",
    "-\n",
    "---\n\n",
    "a\n---\n",
    "```\n",
    "<div>\n",
    "<div>\n\n",
    "a | b\n\n",
    "a: b\n",
    "a丨b\n",
    "\t",
    " ",
    "\u3000",
    "。",
    "a",
    "\r",
    "\x01",
    "--",
    "> — a\n",
    "Credits\n",
    "![](a b)\n",
    "{",
    "![a][b]{",
    "|-\n",
    "x\n|-|\n\n",
    "a\u0301",
    "\u202e",
    "  - a\n",
    "(",
    "(pause: 1s)\n",
    "(pause: 1s) ",
    "(note: (\n",
    "(note: a\n",
    "(text: &\\",
    "(when a",
    "(when \"a: ",
    "(puase: 1s)\n\n",
    "(when a: ![](b)\n",
    "(music: a {b",
    "(music: a {b=\"c} ",
    "[a]{spell}",
    "[a]{",
    "[a]{say=\"",
    "[a]{b}\n\n",
    "]{",
    "==",
    "==a",
    "==a== ",
    "**A:** a\n",
    "|a|b\n|---|---\n",
    "|---",
    "```bars\na: 1\n```\n",
    "```text {a=\"\n```\n",
    "1. a\n",
    "<span foreground='red'>",
    "{\\pos(1,1)}",
    "%{}",
    "$(id)",
    "`id`",
    "\u202Ea\u2066",
    "e\u0301\u0302\u0303\u0304",
};

static char *timed(const char *name, const GString *script)
{
    gint64 start = (gint64) clock();
    char *got = sketch(name, script->str, script->len);
    if ((gint64) clock() - start > SECONDS * G_USEC_PER_SEC)
        g_error("%s took too long: %.30s", name, script->str);
    return got;
}

static void test_repeated(void)
{
    static const char *const names[] = { "a.md", "a.txt" };
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(repeated); i++) {
        GString *script = g_string_new("Water flows.\n\n");
        while (script->len < BYTES)
            g_string_append(script, repeated[i / 2]);
        g_free(timed(names[i % 2], script));
        g_string_free(script, TRUE);
    }
}

/* As many lines as there may be, and one more. */
static void test_many_paragraphs(void)
{
    static const enum fms_script_format formats[] = { FMS_FORMAT_MARKDOWN, FMS_FORMAT_PLAIN, FMS_FORMAT_FOUNTAIN };
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(formats); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        size_t n = MOST_LINES + i % 2;
        GString *script = g_string_new(NULL);
        for (size_t k = 0; k < n; k++)
            g_string_append(script, "a\n\n");
        struct fms_source *source = fms_source_new(ctx, "a", script->str, script->len, diags);
        struct fms_script *read = fms_script_read(ctx, source, formats[i / 2], NULL, diags);
        g_assert_true((read == NULL) == (n > MOST_LINES));
        if (read)
            g_assert_cmpstr(read->blocks[read->n_blocks - 1].text.utf8, ==, "a");
        else
            g_assert_cmpstr(fms_diags_get(diags, 0)->code, ==, "script.limit");
        g_string_free(script, TRUE);
        talloc_free(ctx);
    }
}

static const struct {
    const char *before, *between, *after;
    size_t n;
    const char *code; /* of the error that it must end with; NULL: it may be read */
} nested[] = {
    { ">", "a\n", "a\n", 100000, "markdown.depth" },
    { "- ", "a\n", "\n", 100000, "markdown.depth" },
    { "+ - * 1. ", "a", "\n", 50000, "markdown.depth" },
    { "[", "a", "]", 100000, "markdown.depth" },
    { "[a", "\n", "]\n", 50000, "markdown.depth" },
    { "![", "a", "](b)", 100000, "markdown.depth" },
    { "*", "a", "*", 100000, "markdown.depth" },
    { "**", "a", "**", 100000, "markdown.depth" },
    { "*a _", "b", "_ *", 50000, "markdown.depth" },
    { "*a _", "b", "_ *", 15, NULL },
    { "~~a ", "b", " c~~", 100000, "markdown.depth" },
    { "<b>", "a", "</b>", 100000, NULL },
    { "[", "a", "]{spell}", 100000, "markdown.depth" },
    { "==", "a", "==", 100000, NULL },
    { "(text: ", "a", ")", 100000, NULL },
    { "(", "a", ")", 100000, NULL },
    { "(when a: ", "text b", ")", 50000, NULL },
    { "{", "a", "}", 100000, NULL },
    { "**_`", "a", "`_**", 50000, NULL },
    { "- - - - ", "\n\n", "word ", 10000, NULL }, /* a long rule, not a deep list */
};

static void test_nested(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(nested); i++) {
        GString *script = g_string_new("Water flows.\n\n");
        for (size_t k = 0; k < nested[i].n; k++)
            g_string_append(script, nested[i].before);
        g_string_append(script, nested[i].between);
        for (size_t k = 0; k < nested[i].n; k++)
            g_string_append(script, nested[i].after);
        char *got = timed("a.md", script);
        g_test_message("%s", nested[i].before);
        g_assert_true((nested[i].code != NULL) == (strstr(got, "markdown.depth") != NULL));
        g_free(got);
        g_string_free(script, TRUE);
    }
}

/* A short reference to a long target, many times over. */
static void test_reference_bomb(void)
{
    GString *script = g_string_new("[a]: ");
    while (script->len < BYTES / 2)
        g_string_append(script, "xxxxxxxx");
    g_string_append(script, "\n\n");
    while (script->len < BYTES)
        g_string_append(script, "[a] ");
    char *got = timed("a.md", script);
    g_assert_nonnull(strstr(got, "markdown.depth"));
    g_free(got);
    g_string_free(script, TRUE);
}

/* Bytes at random, made of what the readers look for: no crash, and what comes out is sound (sketch() checks it). */
static void test_random(void)
{
    static const char *const atoms[] = {
        "a",     "b ",          "\n",   "\n\n",      "> ",       "- ",          "— ",      "![",      "](",
        ")",     "{",           "}",    "x=1",       "*",        "**",          "_",       "`",       "[",
        "]",     "---\n",       "# ",   "丨",        "|",        ":",           "：",      "水",      "。",
        ".",     "&amp;",       "<!--", "-->",       "<br>",     "\\",          "\r\n",    "\t",      "Credits\n",
        "~~",    "\u3000",      "\"",   "title: ",   "===\n",    "|-|\n",       "1. ",     "    ",    "<b>",
        "```\n", "(",           "!",    "--",        "(pause: ", "(when a: ",   "(text: ", "]{",      "]{spell}",
        "==",    "|---|---|\n", "| a ", "```bars\n", "**A:** ",  "cast: [A]\n", "1) ",     "(note: ", "\xEF\xBB\xBF"
    };
    GRand *rand = g_rand_new_with_seed(20);
    for (int round = 0; round < 6000; round++) {
        GString *script = g_string_new(round % 5 ? "" : "---\n");
        for (int n = g_rand_int_range(rand, 0, 40); n > 0; n--)
            g_string_append(script, atoms[g_rand_int_range(rand, 0, G_N_ELEMENTS(atoms))]);
        g_free(sketch("a.md", script->str, script->len));
        g_free(sketch("a.txt", script->str, script->len));
        g_string_free(script, TRUE);
    }
    g_rand_free(rand);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hostile-script/repeated", test_repeated);
    g_test_add_func("/hostile-script/many-paragraphs", test_many_paragraphs);
    g_test_add_func("/hostile-script/nested", test_nested);
    g_test_add_func("/hostile-script/reference-bomb", test_reference_bomb);
    g_test_add_func("/hostile-script/random", test_random);
    return g_test_run();
}
