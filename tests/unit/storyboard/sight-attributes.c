/*
 * What stands in braces behind pictures.
 */
#include "directing.h"

static const struct directing_example examples[] = {
    { "![](clip.mp4){in=2s out=0:05.5 speed=50%}\nWe row.",
      "asset=\"clip.mp4\" alt=\"\" in=2000ms out=5500ms speed=500\n!heard" },
    { "![](clip.mp4){speed=match loop}\nWe row.", "speed=match loops" },
    { "![](clip.mp4){volume=-6dB}\nWe row.", "heard=-600cdB" },
    { "![](clip.mp4){sound}\nWe row.", "heard=0cdB" },
    { "![](clip.mp4){muted}\nWe row.", "clip.mp4\n!heard" },
    { "![](clip.mp4){volume=0%}\nWe row.", "clip.mp4\n!heard" },
    { "![](wide.jpg){credit=\"Jo Example, CC BY\"}\nWe row.", "credit=\"Jo Example, CC BY\"" },
    { "![](wide.jpg){lut=look.cube}\nWe row.", "lut=\"look.cube\"" },
    { "---\nlut: look.cube\n---\n\n![](wide.jpg)\nWe row.\n\n![](clip.mp4){lut=dusk.cube}\nWe row.\n\n"
      "![](two.jpg){lut=none}\nWe row.\n\n![](map.svg)\nWe row.\n\n![](map.svg){lut=dusk.cube}\nWe row.",
      "wide.jpg\nlut=\"look.cube\"\nclip.mp4\nlut=\"dusk.cube\"\ntwo.jpg\nmap.svg\nlut=\"dusk.cube\"" },
    { "---\nlut: look.cube\n---\n\n![](map.svg)\nWe row.\n\n![](wide.jpg){lut=none}\nWe row.", "map.svg\n!lut" },
    { "---\nlut: look.cube\n---\n\n(when row: ![](wide.jpg))\nWe row.", "wide.jpg\nlut=\"look.cube\"" },
    { "![](map.svg){parts=\"coast, river\"}\nWe row.", "parts=\"coast river\"" },
    { "![](clip.mp4){in=2s out=5.5s}", "picture-clip-mp4 cut lead=250ms least=3500ms" }, /* without words: its part */
    { "![](clip.mp4){speed=50%}", "least=12000ms" },
    /* ten seconds of words: over a clip of six they end as words, unless it lasts */
    { "![](clip.mp4)\nWe all row the boat today and rest and row. We all row the boat today and rest. We all row.",
      "picture p1.1\nwords p1.2" },
    { "![](clip.mp4){loop}\nWe all row the boat today and rest and row. We all row the boat today and rest. We all "
      "row.",
      "picture p1.1\n!words p1" },
    { "![](clip.mp4){freeze}\nWe all row the boat today and rest and row. We all row the boat today and rest. We all "
      "row.",
      "picture p1.1\n!words p1" },
    { "![](clip.mp4){speed=match}\nWe all row the boat today and rest and row. We all row the boat today and rest. We "
      "all row.",
      "picture p1.1\n!words p1" },
    { "![](clip.mp4){speed=50%}\nWe all row the boat today and rest and row. We all row the boat today and rest. We "
      "all row.",
      "picture p1.1\n!words p1" },
};

static const struct directing_mistake mistakes[] = {
    { "![](wide.jpg){in=2s}\nWe row.", "image.attribute", "in=2s", NULL }, /* a still has no moments */
    { "![](wide.jpg){reveal=coast}\nWe row.", "image.attribute", "reveal=coast", "SVG" },
    { "![](clip.mp4){in=7s}\nWe row.", "image.attribute", "in=7s", "before the clip's end" },
    { "![](clip.mp4){in=3s out=2s}\nWe row.", "image.attribute", "out=2s", "behind `in`" },
    { "![](clip.mp4){out=9s}\nWe row.", "image.attribute", "out=9s", NULL },
    { "![](clip.mp4){speed=0}\nWe row.", "image.attribute", "speed=0", "speed=50%" },
    { "![](clip.mp4){volume=9}\nWe row.", "image.attribute", "volume=9", "volume=-6dB" },
    { "![](clip.mp4){loop=2}\nWe row.", "image.attribute", "loop=2", "alone" },
    { "![](clip.mp4){volum=50%}\nWe row.", "image.attribute", "volum=50%", "'volume'" },
    { "![](wide.jpg){lut=two.jpg}\nWe row.", "asset.unreadable", "lut=two.jpg", ".cube" },
    { "![](wide.jpg){lut=no.cube}\nWe row.", "asset.missing", "lut=no.cube", NULL },
    { "![](wide.jpg){lut}\nWe row.", "image.attribute", "lut", "lut=look.cube" },
    { "---\nlut: bed.ogg\n---\n\nWe row.", "asset.unreadable", "bed.ogg", ".cube" },
    { "![](look.cube)\nWe row.", "asset.unreadable", "look.cube", "{lut=file}" },
    { "![](wide.jpg){transition=wype}\nWe row.", "image.attribute", "transition=wype", "wipe-left" },
};

static void test_examples(void)
{
    directing_check(examples, G_N_ELEMENTS(examples));
}

static void test_mistakes(void)
{
    directing_refuse(mistakes, G_N_ELEMENTS(mistakes), FMS_ERROR);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sight-attributes/examples", test_examples);
    g_test_add_func("/sight-attributes/mistakes", test_mistakes);
    return g_test_run();
}
