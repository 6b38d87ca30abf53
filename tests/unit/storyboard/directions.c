/*
 * Stage directions: what each makes of what follows, and what it refuses.
 */
#include "directing.h"

static const struct directing_example pauses[] = {
    { "We row.\n\n(pause: 2s)\n\nWe rest.", "text=\"We row.\" pause=2000ms\ntext=\"We rest.\"" },
    { "We row.\n\n(pause: 2s)\n\n(pause: 1s)\n\nWe rest.", "text=\"We row.\" pause=3000ms" }, /* they add up */
    { "We row.\n\n(silence: 2s)\n\nWe rest.", "text=\"We row.\" pause=2000ms hush" },
    { "(pause: 2s)\n\nWe row.", "words p1.1 cut lead=2250ms" }, /* before the first words: a hold */
    { "![](wide.jpg)\n\n(pause: 2s)\n\nWe row.",
      "picture p1.1 cut lead=2250ms" }, /* the picture is seen before its words */
    { "![](wide.jpg)\n\nWe row.\n\n(pause: 2s)\n\nWe rest.", "text=\"We row.\" pause=2000ms\ntext=\"We rest.\"" },
    { "![](wide.jpg)\n\n(pause: 9s)\n\n## Boats\n\nWe row.", "picture picture-wide-jpg cut lead=250ms least=9000ms" },
    { "We row.\n\n(pause: 0.1s)\n\nWe rest.", "text=\"We row.\" pause=100ms" }, /* shorter than usual */
};

static const struct directing_example voices[] = {
    { "We row.\n\n(pace: slow)\n\nWe rest.\n\n(pace: normal)\n\nWe go.",
      "voice name=\"\" pace=155\ntext=\"We rest.\" pace=131\ntext=\"We go.\" pause" },
    { "We row.\n\n(pace: 200)\n\nWe rest.", "text=\"We rest.\" pace=200" },
    { "We row.\n\n(pace: 90%)\n\nWe rest.", "text=\"We rest.\" pace=139" },
    { "We row.\n\n(pitch: 110%)\n\nWe rest.", "text=\"We rest.\" pitch=1100" },
    { "We row.\n\n(pitch: low)\n\nWe rest.", "text=\"We rest.\" pitch=850" },
    { "We row.\n\n(volume: -3dB)\n\nWe rest.\n\n(volume: normal)\n\nWe go.",
      "text=\"We rest.\" volume=-300\ntext=\"We go.\" pause" },
    { "We row.\n\n(voice: en-us+f3)\n\nWe rest.\n\n(voice: none)\n\nWe go.",
      "text=\"We rest.\" voice=\"en-us+f3\"\ntext=\"We go.\" pause" },
    { "We row.\n\n(language: fr)\n\nOui.\n\n(language: none)\n\nWe go.",
      "text=\"Oui.\" language=\"fr\"\ntext=\"We go.\" pause" },
    { "---\nlanguage: en\nvoice: en-us+f3\n---\nWe row.\n\n(language: fr)\n\nOui.", /* no voice of another language */
      "text=\"Oui.\" language=\"fr\" voice=\"\"" },
};

static const struct directing_example events[] = {
    { "(music: bed.ogg {volume=-6dB fade=2s})\n\nWe row.", "music=\"bed.ogg\" gain=-600 fade=2000ms\n!cue" },
    { "We row.\n\n(music: bed.ogg)\n\nWe rest.\n\n(music: none)\n\nWe go.",
      "!storyboard music\ncue music beat=0 at=0 music=\"bed.ogg\"\ntext=\"We rest.\"\ncue music beat=0 at=0 "
      "music=\"none\"\ntext=\"We go.\"" },
    { "We row.\n\n(music: none)", "credits credits\ncue music beat=0 at=0 music=\"none\"" }, /* nothing else follows */
    { "(sound: bell.ogg {volume=50%})\n\nWe row.", "words p1.1\ncue sound beat=0 at=0 asset=\"bell.ogg\" gain=-602" },
    { "![](wide.jpg)\n\nWe row.\n\n(sound: bell.ogg)\n\nWe rest.", /* one shot: with its second beat */
      "cue sound beat=1 at=0 asset=\"bell.ogg\"" },
    { "(lower-third: Bob | guide)\n\nWe row.", "cue lower-third beat=0 at=0 name=\"Bob\" role=\"guide\"" },
    { "(lower-third: Bob)\n\nWe row.", "name=\"Bob\" role=\"\"" },
    { "(end-card: example.org | Thank you)\n\nWe row.",
      "credits credits\nend end dissolve lead=250ms least=5000ms kicker=\"Thank you\" heading=\"example.org\"" },
};

static const struct directing_example joins[] = {
    { "We row.\n\n(transition: wipe-left 0.5s)\n\nWe rest.\n\nWe go.",
      "p2.1 wipe-left over=500ms\np3.1 dissolve lead" },
    { "We row.\n\n(transition: cut)\n\nWe rest.", "p2.1 cut" },
    { "![](wide.jpg)\nWe row.\n\n(transition: dip)\n\nWe rest.", /* the picture is seen again */
      "picture p1.1\npicture p2.1 dip lead=250ms least=2000ms asset=\"wide.jpg\"" },
    { "We row.\n\n---\n\n(transition: dip)\n\nWe rest.", "p2.1 dip" }, /* said goes before understood */
    { "We row.\n\n![](wide.jpg){transition=push-up}\nWe rest.", "p2.1 push-up" },
    { "(duration: 8s)\n\nWe row.\n\nWe rest.\n\n---\n\nWe go.", "p1.1\np2.1\ntogether=8000ms/2\np3.1" },
    { "We go.\n\n## Boats\n\n(duration: 8s)\n\nWe row.", "chapter-boats\np2.1\ntogether=8000ms/2" },
};

static const struct directing_mistake mistakes[] = {
    { "(pause: -2s)\n\nWe row.", "direction.value", "-2s", "(pause: 2s)" },
    { "(pause: 61s)\n\nWe row.", "direction.value", "61s", "a minute" },
    { "(silence: soon)\n\nWe row.", "direction.value", "soon", "(silence: 2s)" },
    { "(duration: 11 min)\n\nWe row.", "direction.value", "11 min", "ten minutes" },
    { "(pace: 20)\n\nWe row.", "direction.value", "20", "80 to 450" },
    { "(pace: quickly)\n\nWe row.", "direction.value", "quickly", "slow, normal, fast" },
    { "(pitch: 900%)\n\nWe row.", "direction.value", "900%", "200%" },
    { "(volume: 40dB)\n\nWe row.", "direction.value", "40dB", "-20 to 6" },
    { "(language: klingon)\n\nWe row.", "direction.value", "klingon", "en-GB" },
    { "(transition: wype)\n\nWe row.", "direction.value", "wype", "wipe-left" },
    { "(music: no.ogg)\n\nWe row.", "asset.missing", "no.ogg", NULL },
    { "(music: wide.jpg)\n\nWe row.", "direction.value", "wide.jpg", "bed.ogg" },
    { "(sound: bell.ogg {volume=much})\n\nWe row.", "direction.value", "volume=much", "volume=50%" },
    { "(sound: bell.ogg {fade=2s})\n\nWe row.", "direction.value", "fade=2s", "volume" },
    { "(lower-third: | guide)\n\nWe row.", "direction.value", "| guide", "Ada Example" },
    { "(reveal: coast)\n\nWe row.", "part.unknown", "coast", "SVG" },
    { "![](map.svg)\nWe row.\n\n> We rest.\n\n(reveal: coast)\n\nWe go.", "part.unknown", "coast",
      "SVG" }, /* it is gone */
    { "![](map.svg)\nWe row.\n\n(reveal: cost)\n\nWe rest.", "part.unknown", "cost", "ids" },
};

static const struct directing_mistake late[] = {
    { "We row.\n\n(lower-third: Bob)", "cue.late", "(lower-third: Bob)", NULL },
    { "![](map.svg)\nWe row.\n\n(hide: coast)", "cue.late", "(hide: coast)", NULL },
};

static void test_late(void)
{
    directing_refuse(late, G_N_ELEMENTS(late), FMS_WARNING);
}

static void test_pauses(void)
{
    directing_check(pauses, G_N_ELEMENTS(pauses));
}

static void test_voices(void)
{
    directing_check(voices, G_N_ELEMENTS(voices));
}

static void test_events(void)
{
    directing_check(events, G_N_ELEMENTS(events));
}

static void test_joins(void)
{
    directing_check(joins, G_N_ELEMENTS(joins));
}

static void test_mistakes(void)
{
    directing_refuse(mistakes, G_N_ELEMENTS(mistakes), FMS_ERROR);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/directions/pauses", test_pauses);
    g_test_add_func("/directions/voices", test_voices);
    g_test_add_func("/directions/events", test_events);
    g_test_add_func("/directions/joins", test_joins);
    g_test_add_func("/directions/mistakes", test_mistakes);
    g_test_add_func("/directions/late", test_late);
    return g_test_run();
}
