/* Tables, blocks of code, charts: what is shown rather than said. */
#include "reading.h"

static const struct example examples[] = {
    { "a table", "Sea.\n\n| a | *b* |\n|---|:-:|\n| c\\|d | |\n| e |\n\nSky.\n",
      "p Sea.\npanel table ^ a | b / c|d |  / e | \np Sky.\n" },
    { "without bars at the ends", "a | b\n---|---\n1 | 2\n", "panel table ^ a | b / 1 | 2\n" },
    { "drawn with fewer dashes", "a | *b* |\n-|:-\n1 | 2 | 3\n4\n", "panel table ^ a | b / 1 | 2 / 4 | \n" },
    { "of another number of columns", "a | b\n-|-|-\n\nSea.\n", "p a | b -|-|-\np Sea.\n" },
    { "only a head", "| a | b |\n|---|---|\n", "panel table ^ a | b\n" },
    { "bars that are no table", "a | b\nc | d\n\nSea.\n", "p a | b c | d\np Sea.\n" },
    { "of credits", "Sea.\n\n## Credits\n\n| Role | Who | And |\n|---|---|---|\n| Ton | Kim | |\n| | Jo | Sam |\n",
      "p Sea.\nc Ton | Kim\nc  | Jo | Sam\n" },
    { "one column of credits", "Sea.\n\n## Credits\n\n| Who |\n|---|\n| Kim |\n", "p Sea.\nc  | Kim\n" },
    { "in a quotation it is words", "> | a | b |\n> |---|---|\n> | c | d |\n", "q a b c d\n" },
    { "code with its language", "```python {title=\"A loop\"}\nfor x in y:\n\tprint(x)\n\n    pass\n```\n",
      "panel code for x in y:\n    print(x)\n\n    pass {language=python} {title=A loop}\n" },
    { "code of no language, with blank lines around", "~~~\n\n  a\n b  \n\n~~~\n", "panel code   a\n b\n" },
    { "shown words", "```text\nTwo high waters\n  a day\n```\nSea.\n",
      "panel text Two high waters\n  a day\np Sea.\n" },
    { "in a list", "- a\n\n  ```text\n  b\n   c\n  ```\n", "i1.0 a\npanel text b\n c\n" },
    { "never closed", "```text\na", "panel text a\n" },
    { "nothing in it", "Sea.\n\n```bars\n\n```\n", "p Sea.\nwarning 3:1 panel.empty\n" },
    { "bars", "```bars {title=\"Rain\" unit=mm}\nJanuary: 83\nFebruary: 60.5\n```\n",
      "panel bars January | 83 / February | 60.5 {title=Rain} {unit=mm}\n" },
    { "lines with a head and two values",
      "```line-chart\nYear | Rain | Sun\n---|---|---\n2001 | 83 | 12\n2002 | 60\n```\n",
      "panel lines ^ Year | Rain | Sun / 2001 | 83 | 12 / 2002 | 60 | \n" },
    { "one bar makes all of them part", "```bars\nEbb: noon | 6\nFlood: night\n```\n",
      "panel bars Ebb: noon | 6 / Flood: night | \n" },
    { "with commas", "```bar-chart\nMonth,Rain\nJan,83\nFeb,60\n```\n",
      "panel bars ^ Month | Rain / Jan | 83 / Feb | 60\n" },
    { "commas in numbers", "```bars\nMoon: 384,400\nSun, ours: 149,600,000\n```\n",
      "panel bars Moon | 384,400 / Sun, ours | 149,600,000\n" },
    { "commas with blanks part, those without do not", "```bars\nMoon, 384,400\nSun, 149,600,000\n```\n",
      "panel bars Moon | 384,400 / Sun | 149,600,000\n" },
    { "colons in labels", "```bars\n10:30: 3\n11:30: 4\n```\n", "panel bars 10:30 | 3 / 11:30 | 4\n" },
    { "a head whose names are numbers is none", "```bars\nx | 2001 | 2002\na | 1 | 2\n```\n",
      "panel bars x | 2001 | 2002 / a | 1 | 2\n" },
    { "a chart from a file", "![Rain](rain.csv){chart=bars title=\"Rain in mm\"}\nSea.\n",
      "panel bars Rain {data=rain.csv} {title=Rain in mm}\np Sea.\n" },
    { "of a kind that there is not", "![](rain.csv){chart=pie}\n", "error 1:15 image.attribute\n" },
    { "code in a quotation is words", "> a\n>\n> ```\n> b c\n> ```\n", "q a b c\n" },
    { "attributes never closed", "```bars {title=x\na: 1\n```\n", "error 1:9 panel.attribute\n" },
    { "too many columns",
      "```bars\n1|2|3|4|5|6|7|8|9|0|1|2|3|4|5|6|7|8|9|0|1|2|3|4|5|6|7|8|9|0|1|2|3|4|5|6|7|8|9|0"
      "|1|2|3|4|5|6|7|8|9|0|1|2|3|4|5|6|7|8|9|0|1|2|3|4|5|6|7|8\n```\n",
      "error 2:1 panel.table\n" },
};

static void test_examples(void)
{
    run_examples("river.md", examples, G_N_ELEMENTS(examples));
}

static void test_many_rows(void)
{
    static const char *const rows[] = { "|a|b|\n|---|---|\n", "|c|d|\n", "",     "|a|b|\n|-|-|\n", "|c|d|\n", "",
                                        "```bars\n",          "a: 1\n",  "```\n" };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i += 3)
        for (int more = 0; more < 2; more++) {
            GString *script = g_string_new(rows[i]);
            for (int n = i < 6 ? 999 : 1000; n + more > 0; n--)
                g_string_append(script, rows[i + 1]);
            g_string_append(script, rows[i + 2]);
            char *got = sketch("a.md", script->str, script->len);
            g_assert_true((strstr(got, "panel.table") != NULL) == (more == 1));
            g_free(got);
            g_string_free(script, TRUE);
        }
}

static void test_places(void)
{
    static const char script_text[] = " | a | b |\n |---|---|\n | **c** | d |\n\n```bars {unit=mm}\nJan: 8\n```\n\n"
                                      "```c\nint x;\n```\n\n![Rain](r.csv){chart=lines}\n";
    static const char expected[] =
        "panel table 1:2-3:15\n  head\n  row\n    cell 1:4-1:5 \"a\"\n    cell 1:8-1:9 \"b\"\n"
        "  row\n    cell 3:6-3:7 \"c\"\n    strong 3:4-3:9 \"c\"\n    cell 3:12-3:13 \"d\"\n"
        "panel bars 5:1-7:4\n  row\n    cell 6:1-6:4 \"Jan\"\n    cell 6:6-6:7 \"8\"\n  attribute 5:10-5:17 \"unit\" "
        "\"mm\"\n"
        "panel code 9:1-11:4\n  text 10:1-10:7 \"int x;\"\n  attribute 9:4-9:5 \"language\" \"c\"\n"
        "panel lines 13:1-13:28\n  text 13:3-13:7 \"Rain\"\n  attribute 13:9-13:14 \"data\" \"r.csv\"\n";
    char *got = dump("a.md", script_text);
    g_assert_cmpstr(got, ==, expected);
    g_free(got);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/markdown-panels/examples", test_examples);
    g_test_add_func("/markdown-panels/many-rows", test_many_rows);
    g_test_add_func("/markdown-panels/places", test_places);
    return g_test_run();
}
