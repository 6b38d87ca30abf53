/*
 * What is drawn on the spot: with which words, how long, and how much of it.
 */
#include "directing.h"

#define LINES10 "a1\na2\na3\na4\na5\na6\na7\na8\na9\na10\n"
#define ROWS5 "| a | 1 |\n| b | 2 |\n| c | 3 |\n| d | 4 |\n| e | 5 |\n"

static const struct directing_example sights[] = {
    { "```python\nprint(1)\n```\n\nThis prints. It is short.\n\nWe row.", /* with all of the paragraph, and no more */
      "panel p1.1\npanel code text=\"print(1)\"\nspoken text=\"This prints.\"\nspoken text=\"It is short.\"\nwords "
      "p2.1" },
    { "```text\nOne line\nand *two*\n```\n\nWe row.", "panel text text=\"One line\\x0aand" },
    { "![](wide.jpg)\nWe row.\n\n```c\nx\n```\n\nIt is.\n\nWe rest.", /* the picture is there again afterwards */
      "picture p1.1\npanel p2.1\npicture p3.1" },
    { "![](wide.jpg)\nWe row.\n\n```c\nx\n```\n\nIt is.\n\n## Boats",
      "picture p1.1\npanel p2.1\n!picture-" }, /* but not for nothing */
    { "![](clip.mp4)\nWe row.\n\n```c\nx\n```\n\nIt is.\n\nWe rest.", "picture p1.1\npanel p2.1\nwords p3.1" },
    { "```c\nx\n```\n\n## Boats\n\nWe row.", "panel code-silent cut lead=250ms least=2000ms\nchapter-boats" },
    { "```c\nx\n```\n\n```c\ny\n```\n\nWe row.", "panel code-silent\ntext=\"x\"\npanel p1.1\ntext=\"y\"" },
    { "```text\nOne two three four five six seven eight nine ten\n```\n\n## Boats",
      "panel text-silent cut lead=250ms least=5000ms" },
    { "```c\n" LINES10 LINES10 "```\n\n## Boats", "panel code-silent cut lead=250ms least=8000ms" }, /* at most */
    { "```c\nx\n```\n\n(pause: 7s)\n\n## Boats", "panel code-silent cut lead=7250ms least=7000ms" },
    { "```c\nx\n```\n\nAda Sea said: “We row.”", "panel p1.1\n!quote" }, /* the paragraph is one */
    { "```c\nx\n```\n\n> We row.", "panel code-silent\nquote p1.1" },
    { "```c\nx\n```\n\n![](wide.jpg)\nWe row.", "panel code-silent\npicture p1.1" },
    { "| A | B |\n|---|---|\n" ROWS5 "\nWe row.",
      "panel p1.1\npanel table\nhead cell=\"A\" cell=\"B\"\nrow cell=\"e\" cell=\"5\"\nspoken text=\"We row.\"" },
};

static const struct directing_example introduced[] = {
    { "Run this:\n\n```sh\nmake\n```\n\n## Boats",
      "panel p1.1\ntext=\"make\"\nspoken text=\"Run this:\"\nchapter-boats" },
    { "Run this:\n\n```sh\nmake\n```\n\nIt is quick.\n\nWe row.", /* with what explains it, too */
      "panel p1.1\nspoken text=\"Run this:\"\nspoken text=\"It is quick.\"\nwords p3.1" },
    { "![](wide.jpg)\n\nRun this:\n\n```sh\nmake\n```\n\nWe row.", "picture p1.1\npanel p2.1" }, /* a picture waits */
    { "Run this.\n\n```sh\nmake\n```\n\n## Boats", "words p1.1\npanel code-silent" },
    { "Run this:\n\n```sh\nmake\n```\n\n(pause: 3s)\n\nIt is quick.", "spoken text=\"Run this:\" pause=3000ms" },
    { "(when make: sound bell.ogg)\n\nRun this make:\n\n```sh\nmake\n```\n\n- It\n- So",
      "panel p1.1\ncue sound beat=0 at=9\npanel p2.1\npanel list" },
};

static const struct directing_mistake warnings[] = {
    { "```c\n" LINES10 LINES10 LINES10 "```\n\nWe row.", "panel.large", "```c\n" LINES10 LINES10 LINES10 "```", NULL },
    { "| A | B | C | D | E | F | G | H | I |\n|---|---|---|---|---|---|---|---|---|\n| 1 |\n\nWe row.", "panel.large",
      "| A | B | C | D | E | F | G | H | I |\n|---|---|---|---|---|---|---|---|---|\n| 1 |", NULL },
};

static const struct directing_mistake slips[] = {
    { "```bars {tilte=x unit=m}\nA: 1\n```\n\nWe row.", "panel.attribute", "tilte=x", "did you mean 'title'?" },
    { "```text {unit=m}\nA\n```\n\nWe row.", "panel.attribute", "unit=m", NULL },
    { "```c {tilte=x}\nA\n```\n\nWe row.", "panel.attribute", "tilte=x", "did you mean 'title'?" },
};

static const struct directing_example large[] = {
    { "| A | B |\n|---|---|\n" ROWS5 ROWS5 ROWS5 "\nWe row. We rest.", /* two panels share the paragraph */
      "panel p1.1\nhead\nspoken text=\"We row.\"\npanel p1.2\nhead\nrow cell=\"c\" cell=\"3\"\nspoken text=\"We "
      "rest.\"" },
    { "| A | B | C | D | E | F | G | H | I |\n|---|---|---|---|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | "
      "9 |"
      "\n\nWe row. We rest.", /* so do columns; the first names the rows of each */
      "panel p1.1\nhead cell=\"A\" cell=\"B\" cell=\"C\" cell=\"D\" cell=\"E\"\nrow cell=\"1\" cell=\"2\"\npanel p1.2\n"
      "head cell=\"A\" cell=\"F\" cell=\"G\" cell=\"H\" cell=\"I\"\nrow cell=\"1\" cell=\"6\"" },
    { "```c\n" LINES10 LINES10 LINES10 "```\n\nWe row.", "a4\\x0a…\"" },
};

static const struct directing_example lists[] = {
    { "- One boat\n- Two *boats*\n", "panel p1.1 cut lead=250ms least=2000ms\npanel list\nrow beat=0 cell=\"One "
                                     "boat\"\nrow beat=1 cell=\"Two boats\"\n"
                                     "shown text=\"One boat\"\nshown text=\"Two boats\"" },
    { "3. One\n4. Two", "row number=3 beat=0 cell=\"One\"\nrow number=4 beat=1" },
    { "1. One\n   - Two\n     - Three\n2. Four", "row number=1 beat=0 cell=\"One\"\nrow level=1 beat=1 cell=\"Two\"\n"
                                                 "row level=2 beat=2 cell=\"Three\"\nrow number=2 beat=3" },
    { "1. One\n   - Two\n   - Three\n   - Four\n   - Five\n   - Six\n   - Seven\n   - Eight", /* the rest begins further in */
      "row number=1 beat=0\nrow level=1\nrow level=1\nrow level=1\npanel list\nrow beat=0 cell=\"Five\"" },
    { "We have boats:\n\n- One. It is old.\n- Two",
      "panel p1.1\npanel list title=\"We have boats\"\nrow beat=1 cell=\"One. It is old.\"\nrow beat=3 "
      "cell=\"Two\"\nshown text=\"We have boats:\"" },
    { "We have boats.\n\n- One\n- Two", "words p1.1\npanel p2.1\npanel list\n!title=\"We" }, /* no colon */
    { "- One\n- Two\n- Three\n- Four\n- Five\n- Six\n- Seven\n- Eight",
      "panel p1.1\ncell=\"Four\"\npanel p5.1\nrow beat=0 cell=\"Five\"" },
    { "Boats:\n\n- One\n- Two\n- Three\n- Four\n- Five\n- Six\n- Seven",
      "panel list title=\"Boats\"\ncell=\"Four\"\npanel list title=\"Boats\"\ncell=\"Five\"" },
    { "![](wide.jpg)\n\n- One\n- Two", "picture p1.1\n!panel" }, /* a picture waits for words */
    { "- One\n", "words p1.1\n!panel" },                         /* a list of one is none */
    { "- We all row the boat today and rest and row, and nobody asks us why we do so, and so it goes on and on for "
      "days and "
      "days.\n- Two\n",
      "words p1.1\nwords p2.1\n!panel" }, /* prose with bullets */
    { "- One\n\n(pause: 3s)\n\n- Two", "panel list\ntext=\"One\" pause=3000ms\ntext=\"Two\"" },
    { "Boats:\n\nWe row.", "words p1.1\nwords p2.1" },
};

static const struct directing_example charts[] = {
    { "```bars {title=Tides}\nFundy: 16 m\nBristol: 14.5 m\nNone:\n```\n\nWe row.",
      "panel bars title=\"Tides\" unit=\"m\"\nrow cell=\"Fundy\" cell=\"16 m\" value=16000000\nvalue=14500000\nrow "
      "cell=\"None\" cell=\"\" value=none" },
    { "---\nlanguage: de\n---\n```bars\nA: 1.234,5\nB: 1.234\n```\n\nDa.", "value=1234500000\nvalue=1234000000" },
    { "```bars\nA: 1,234.5\nB: 1,234\n```\n\nWe row.", "value=1234500000\nvalue=1234000000" },
};

static const struct directing_example counters[] = {
    { "(number: 0 to 384,400 km | to the Moon)\n\nWe row.",
      "panel number title=\"to the Moon\" from=0 to=384400000000 pattern=\"{n} km\"" },
    { "(number: 384,400 km)\n\nWe row.", "from=0 to=384400000000" },
    { "(number: 27 → 3)\n\nWe row.", "from=27000000 to=3000000 pattern=\"{n}\"" },
    { "(number: $1.50 to $2.25)\n\nWe row.", "from=1500000 to=2250000 decimals=2 pattern=\"${n}\"" },
    { "(number: 50% | of us)\n\nWe row.", "to=50000000 pattern=\"{n}%\"" },
    { "(number: -3 to 5 {deg})\n\nWe row.", "from=-3000000 to=5000000" },
    { "(date: 1969-07-16 to 1969-07-20 | to the Moon)\n\nWe row.",
      "panel date title=\"to the Moon\" from=-169 to=-165 pattern=\"\"" },
    { "(date: 1969 to 2000)\n\nWe row.", "from=-365 to=10957 pattern=\"{y}\"" },
    { "(date: 2000-02-29)\n\nWe row.", "from=11016 to=11016" },
};

static const struct directing_mistake mistakes[] = {
    { "```bars\nFundy: 16\nBristol: lots\n```\n\nWe row.", "chart.value", "lots", "2,250 mm" },
    { "```bars\nFundy: 12-15\n```\n\nWe row.", "chart.value", "12-15", NULL },
    { "(number: many)\n\nWe row.", "direction.value", "many", "384,400" },
    { "(number: 99999999999999999)\n\nWe row.", "direction.value", "99999999999999999", NULL },
    { "(date: 1969-02-29)\n\nWe row.", "direction.value", "1969-02-29", "1969-07-16" },
    { "(date: 1969 to 1970-01-01)\n\nWe row.", "direction.value", "1969 to 1970-01-01", "years alone" },
};

static void test_sights(void)
{
    directing_check(sights, G_N_ELEMENTS(sights));
    directing_check(introduced, G_N_ELEMENTS(introduced));
    directing_check(large, G_N_ELEMENTS(large));
}

static void test_warnings(void)
{
    directing_refuse(warnings, G_N_ELEMENTS(warnings), FMS_WARNING);
    directing_refuse(slips, G_N_ELEMENTS(slips), FMS_ERROR);
}

static void test_lists(void)
{
    directing_check(lists, G_N_ELEMENTS(lists));
}

static void test_charts(void)
{
    directing_check(charts, G_N_ELEMENTS(charts));
}

static void test_counters(void)
{
    directing_check(counters, G_N_ELEMENTS(counters));
}

static void test_mistakes(void)
{
    directing_refuse(mistakes, G_N_ELEMENTS(mistakes), FMS_ERROR);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/panels/sights", test_sights);
    g_test_add_func("/panels/warnings", test_warnings);
    g_test_add_func("/panels/lists", test_lists);
    g_test_add_func("/panels/charts", test_charts);
    g_test_add_func("/panels/counters", test_counters);
    g_test_add_func("/panels/mistakes", test_mistakes);
    return g_test_run();
}
