/*
 * Stretches of text that look or sound different.
 */
#include "directing.h"

static const struct directing_example examples[] = {
    { "We *row* and **rest**.",
      "words=\"We row and rest.\" emphasis=3-6 strong=11-15\nsay=\"3+3=e:moderate;11+4=e:strong\"" },
    { "We ==row== past `b_7`.", "words=\"We row past b_7.\" mark=3-6 code=12-15\ntext=\"We row past b_7.\" pause" },
    { "[Worcester]{say=\"Wooster; or so\"} is far.", "say=\"0+9=r:Wooster\\\\; or so\"" },
    { "The [IPA]{spell} is [so]{ipa=\"səʊ\"}.", "say=\"4+3=s:;11+2=p:səʊ\"" },
    { "We see [sea]{ruby=\"see\"} *here*.",
      "words=\"We see sea here.\" ruby=7-10 reading=\"see\" emphasis=11-15\nsay=\"7+3=r:see;11+4=e:moderate\"" },
    { "See [figure 1]{silent} here.", "words=\"See figure 1 here.\"\nsay=\"4+8=m:\"" },
    { "See [that is, look]{unseen} here.", /* said and captioned, not set */
      "words=\"See here.\"\nshown text=\"See that is, look here.\" pause" },
    { "We row [quickly]{unseen}, and *rest*.",
      "words=\"We row, and rest.\" emphasis=12-16\ntext=\"We row quickly, and rest.\" say=\"20+4=" },
    { "**The [Worcester]{say=Wooster} boat**",
      "strong=0-18\nsay=\"4+9=r:Wooster\"" }, /* other words go before stress */
    { "[Wir rudern.]{lang=de} We row.",
      "shown text=\"Wir rudern.\" language=\"de\" pause=\nshown text=\"We row.\" pause" },
    { "We say [Zeitgeist]{lang=de} here.", /* the breath is parted */
      "words=\"We say Zeitgeist here.\"\ntext=\"We say\" pause=40ms\ntext=\"Zeitgeist\" language=\"de\" "
      "pause=40ms\ntext=\"here.\" pause=1200ms" },
    { "We say [Zeitgeist]{lang=de}.", "text=\"We say\" pause=40ms\ntext=\"Zeitgeist.\" language=\"de\" pause=1200ms" },
    { "We row. *We rest today.* We go.",
      "emphasis=8-22\ntext=\"We rest today.\" say=\"0+14=e:moderate\"" }, /* within its own line */
    { "> We *row*.\n> — Ada Sea", "quote p1.1\nwords=\"We row.\" emphasis=3-6" },
    { "![](wide.jpg)\n[We row.]{silent} We rest.",
      "spoken text=\"We row.\" say=\"0+7=m:\"\nspoken text=\"We rest.\" pause" },
};

static void test_examples(void)
{
    directing_check(examples, G_N_ELEMENTS(examples));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/inlines/examples", test_examples);
    return g_test_run();
}
