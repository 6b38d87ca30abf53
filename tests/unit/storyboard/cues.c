/*
 * What happens at words: where the words are found, and what becomes of pictures and parts from there on.
 */
#include "directing.h"

#include <time.h>

static const struct directing_example words[] = {
    { "(when moon: sound bell.ogg)\n\nThe sea and the Moon.", "cue sound beat=0 at=16" },
    { "(when moon: sound bell.ogg)\n\nMoonlight and the full moon!", "at=23" },                  /* whole words */
    { "(when moon's pull: sound bell.ogg)\n\nSee the *moon’s*, yes, moon’s -- pull.", "at=23" }, /* marks are nothing */
    { "(when moon: sound bell.ogg)\n\nWe row.\n\nWe rest. The moon is up.", "words p2.1\ncue sound beat=1 at=4" },
    { "(when moon: sound bell.ogg)\n\n(when moon: lower-third Bob)\n\nThe moon and the moon.",
      "cue sound beat=0 at=4\ncue lower-third beat=0 at=17" },
    { "(when row: sound bell.ogg)\n\nWe rest.\n\n(music: bed.ogg)\n\nWe go and row.", /* in order of place, not of saying */
      "words p2.1\ncue music beat=0 at=0\ncue sound beat=0 at=10" },
    { "(when moon: sound bell.ogg)\n\nThe [moon]{silent} is a moon.", "at=14" }, /* what is not said is not heard */
    { "(when moon: sound bell.ogg)\n\n> The moon.\n> — Ada Sea", "quote p1.1\ncue sound beat=0 at=4" },
    { "(when moon: sound bell.ogg)\n\n- A sun\n- A moon", "panel p1.1\ncue sound beat=1 at=2" },
    { "(when moon: sound bell.ogg)\n\nAda Sea said: “The moon is up.”", "quote p1.1\ncue sound beat=1 at=4" },
    { "---\nlanguage: zh\n---\n(when 月亮: sound bell.ogg)\n\n今晚的月亮很圆。", "cue sound beat=0 at=9" },
    { "---\nlanguage: ja\n---\n(when つき: sound bell.ogg)\n\nきょうのつきは、まるい。", "cue sound beat=0 at=12" },
    { "---\nlanguage: th\n---\n(when ดวงจันทร์: sound bell.ogg)\n\nคืนนี้ดวงจันทร์สวย", "cue sound beat=0 at=18" },
    { "---\nlanguage: de\n---\n(when STRASSE: sound bell.ogg)\n\nAuf der Straße.", "cue sound beat=0 at=8" },
};

static const struct directing_example pictures[] = {
    { "![](wide.jpg)\n\n(when moon: ![](two.jpg))\n\nThe sea is wide and calm and the moon is up today, so we row. We "
      "all row the boat today "
      "and rest and row again. We all rest tomorrow and row, and so it goes on and on for days.",
      "picture p1.1 cut lead=250ms least=2000ms asset=\"wide.jpg\"\ncue picture beat=0 at=33 "
      "asset=\"two.jpg\"\npicture p1.2\nasset=\"two.jpg\"\n!words p1" },
    { "(when moon: ![](two.jpg))\n\nThe moon is up.\n\nWe rest.\n\n## Boats\n\nWe row.", /* words until then, and after the heading */
      "words p1.1\ncue picture beat=0 at=4 asset=\"two.jpg\"\npicture p2.1\nasset=\"two.jpg\"\nchapter-boats\nwords "
      "p3.1" },
    { "(when moon: ![](two.jpg))\n\nThe moon is up.", "words p1.1\n!picture-" }, /* not seen again without words */
    { "(when moon: ![](clip.mp4))\n\nThe moon is up.\n\nWe rest.",
      "cue picture\nwords p2.1" }, /* a clip never begins again */
    { "![](wide.jpg)\n\n(when moon: text The moon)\n\nThe moon is up.",
      "picture p1.1\ncue panel beat=0 at=4\npanel text text=\"The moon\"" },
};

static const struct directing_example parts[] = {
    { "![](map.svg){reveal=\"coast river\"}\nOne two three four.", /* evenly over the words */
      "parts=\"coast river\"\ncue reveal beat=0 at=0 parts=\"coast\"\ncue reveal beat=0 at=8 parts=\"river\"" },
    { "![](map.svg){reveal=\"coast, river@water, city\"}\nOne two water three four.",
      "parts=\"coast river city\"\nat=0 parts=\"coast\"\nat=8 parts=\"river\"\nat=14 parts=\"city\"" },
    { "![](map.svg)\n\n(when coast: reveal coast)\n\nSee the coast.", /* hidden until then, without being asked */
      "parts=\"coast\"\ncue reveal beat=0 at=8 parts=\"coast\"" },
    /* above a picture, it is that picture's; words are found in the order of the script */
    { "![](wide.jpg)\nWe row.\n\n(reveal: coast)\n\n![](map.svg)\nSee.",
      "wide.jpg\nmap.svg\nparts=\"coast\"\ncue reveal beat=0 at=0 parts=\"coast\"" },
    { "![](wide.jpg)\nWe row.\n\n(when sea: reveal coast)\n(when boat: sound bell.ogg)\n(when sea: hide coast)\n\n"
      "![](map.svg)\nThe sea, the boat, the sea.",
      "wide.jpg\nmap.svg\nparts=\"coast\"\ncue reveal beat=0 at=4\ncue sound beat=0 at=13\ncue hide beat=0 at=23" },
    { "![](map.svg)\n\n(when row: reveal coast)\n\n![](wide.jpg)\nWe row.", "map.svg\nparts=\"coast\"" }, /* it waits */
    { "![](map.svg){parts=\"coast city\"}\n\n(when coast: reveal coast)\n\nSee the coast of this land, which is long "
      "and wide and high. "
      "We all row the boat today and rest and row again and again, for days.",
      "picture p1.1\nparts=\"coast city\"\ncue reveal beat=0 at=8\npicture p1.2\nparts=\"city\"" }, /* what is revealed stays */
    { "![](map.svg)\nWe row and rest, and row again, and nobody asks us why we do so.\n\n(hide: coast)\n\nWe rest all "
      "day on the shore of the "
      "wide and empty sea, and look.\n\n(reveal: coast)\n\nWe go.",
      "cue hide\ncue reveal" },
    { "![](map.svg){reveal=coast}", "picture picture-map-svg\n!parts=\n!reveal" }, /* nothing to wait for */
};

static const struct directing_mistake mistakes[] = {
    { "(when moom: sound bell.ogg)\n\nThe moon is up.", "cue.word", "moom", "did you mean 'moon'" },
    { "(when moon: sound bell.ogg)\n\nWe row.\n\n## The moon\n\nThe moon.", "cue.word", "moon",
      "before the next heading" },
    { "The moon.\n\n(when moon: sound bell.ogg)\n\nWe row.", "cue.word", "moon", NULL }, /* it is over */
    { "(when moon: sound bell.ogg)\n\n(when moon: lower-third Bob)\n\nThe moon.", "cue.word", "moon",
      NULL }, /* once is not twice */
    { "![](map.svg){reveal=\"coast@moon\"}\nWe row.", "cue.word", "reveal=\"coast@moon\"", NULL },
    { "![](map.svg)\nWe row.\n\n(reveal: coast)\n\n![](wide.jpg)\nWe row.", "part.unknown", "coast", NULL },
    { "![](none.svg)\n\n(reveal: coast)\n\nWe row.", "asset.missing", "none.svg", NULL }, /* and no more is said */
    { "![](map.svg){reveal=\"cost\"}\nWe row.", "part.unknown", "reveal=\"cost\"", NULL },
    { "![](map.svg)\n\n(when row: reveal rive)\n\nWe row.", "part.unknown", "rive", NULL },
};

static void test_words(void)
{
    directing_check(words, G_N_ELEMENTS(words));
}

static void test_pictures(void)
{
    directing_check(pictures, G_N_ELEMENTS(pictures));
}

static void test_parts(void)
{
    directing_check(parts, G_N_ELEMENTS(parts));
}

static void test_mistakes(void)
{
    directing_refuse(mistakes, G_N_ELEMENTS(mistakes), FMS_ERROR);
}

/* Many cues, found and not found, cost no more than their words. */
static void test_many(void)
{
    static const char *const bits[] = { "(when row: sound bell.ogg)\n\nWe row.\n\n",
                                        "(when fish: sound bell.ogg)\n\nWe row.\n\n",
                                        "(when row: ![](two.jpg))\n\nWe row.\n\n",
                                        "(when row: ![](clip.mp4))\n\nWe row.\n\n",
                                        "![](map.svg)\n\n(when row: reveal coast)\n\nWe row.\n\n",
                                        "(pause: 1s)\n\n",
                                        "(transition: dip)\n\nWe row.\n\n",
                                        "```c\nx\n```\n\n",
                                        "a:\n\n- b\n\n(pause: 1s)\n\n- c\n\n",
                                        "(speaker: Ada)\n\nWe row.\n\n",
                                        "(speaker: Adda)\n\nWe row.\n\n",
                                        "a:\n\n```c\nx\n```\n\n",
                                        "(hide: coast)\n\n",
                                        "[a]{lang=de} ",
                                        "[*a*]{unseen} [**b**]{silent} " };
    for (size_t i = 0; i < G_N_ELEMENTS(bits); i++)
        for (int covered = 0; covered < 2; covered++) {
            TALLOC_CTX *ctx = talloc_new(NULL);
            GString *text = g_string_new(DIRECTING_HEAD);
            g_string_append(text, covered ? "![](wide.jpg)\n\nx\n\n" : "x\n\n");
            while (text->len < 300000)
                g_string_append(text, bits[i]);
            gint64 begin = (gint64) clock();
            directing_board(ctx, text->str, fms_diags_new(ctx));
            g_test_message("%s %d: %d ms", bits[i], covered, (int) (((gint64) clock() - begin) / 1000));
            g_assert_cmpint((gint64) clock() - begin, <, 10 * G_TIME_SPAN_SECOND);
            g_string_free(text, TRUE);
            talloc_free(ctx);
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cues/words", test_words);
    g_test_add_func("/cues/pictures", test_pictures);
    g_test_add_func("/cues/parts", test_parts);
    g_test_add_func("/cues/mistakes", test_mistakes);
    g_test_add_func("/cues/many", test_many);
    return g_test_run();
}
