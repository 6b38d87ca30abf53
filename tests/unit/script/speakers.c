/* Who speaks: the cast's names, strong and with a colon, at the beginnings of lines. */
#include "reading.h"

#define CAST "---\ncast: [Anna, Ben Ali, Émile]\n---\n"
#define SHOWN "cast Anna: , , , 0 wpm, 1000, 0\ncast Ben Ali: , , , 0 wpm, 1000, 0\ncast Émile: , , , 0 wpm, 1000, 0\n"

static const struct example examples[] = {
    { "a paragraph", CAST "**Anna:** Stand here.\n", SHOWN "p @Anna Stand here.\n" },
    { "the colon outside, blanks, another case, another composition",
      CAST "**anna**: One.\n\n**ben  ALI :** Two.\n\n__E\u0301mile：__ Three.\n",
      SHOWN "p @Anna One.\np @Ben Ali Two.\np @Émile Three.\n" },
    { "a line each", CAST "**Anna:** One.\n**Ben Ali:** Two\nand *more*.\n**Anna:** Three.\n",
      SHOWN "p @Anna One.\np @Ben Ali Two and more. {em:more}\np @Anna Three.\n" },
    { "words before the first", CAST "They meet.\n**Anna:** One.\n", SHOWN "p They meet.\np @Anna One.\n" },
    { "an item, a quotation", CAST "- **Anna:** One.\n\n> **Ben Ali:** Two.\n",
      SHOWN "i1.0 @Anna One.\nq @Ben Ali Two.\n" },
    { "the name on a line of its own", CAST "**Anna:**\nOne.\n", SHOWN "p @Anna One.\n" },
    { "in the middle it is prose", CAST "So **Anna:** one.\n", SHOWN "p So Anna: one. {strong:Anna:}\n" },
    { "not strong, no colon, nothing behind it", CAST "*Anna:* one.\n\n**Anna** one.\n\n**Anna:**\n",
      SHOWN "p Anna: one. {em:Anna:}\np Anna one. {strong:Anna}\np Anna: {strong:Anna:}\n" },
    { "nobody's once", CAST "**Note:** one.\n", SHOWN "p Note: one. {strong:Note:}\n" },
    { "nobody's twice", CAST "**Ana:** one.\n\n**ana:** two.\n\n**Note:** three.\n",
      SHOWN "p Ana: one. {strong:Ana:}\np ana: two. {strong:ana:}\np Note: three. {strong:Note:}\n"
            "warning 4:1 cast.unknown\n" },
    { "without a cast", "**Note:** one.\n\n**Note:** two.\n",
      "p Note: one. {strong:Note:}\np Note: two. {strong:Note:}\n" },
};

static void test_examples(void)
{
    run_examples("river.md", examples, G_N_ELEMENTS(examples));
}

static void test_places(void)
{
    static const char script_text[] = "---\ncast: [Anna]\n---\nThey meet.\n**Anna:** One *two*.\n  **ANNA**: Three.\n";
    static const char expected[] = "cast 2:8-2:12 \"Anna\"\n"
                                   "paragraph 4:1-4:11\n  text 4:1-4:11 \"They meet.\"\n"
                                   "paragraph 5:1-5:21\n  speaker 5:3-5:7 \"Anna\"\n  text 5:11-5:21 \"One two.\"\n"
                                   "  emphasis 5:15-5:20 \"two\"\n"
                                   "paragraph 6:3-6:19\n  speaker 6:5-6:9 \"Anna\"\n  text 6:13-6:19 \"Three.\"\n";
    char *got = dump("a.md", script_text);
    g_assert_cmpstr(got, ==, expected);
    g_free(got);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/speakers/examples", test_examples);
    g_test_add_func("/speakers/places", test_places);
    return g_test_run();
}
