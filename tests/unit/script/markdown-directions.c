/* Stage directions: what is one, what is prose, what is neither and said so. */
#include "reading.h"

static const struct example examples[] = {
    { "one on a line of its own", "Sea.\n\n(pause: 2s)\n\nSky.\n", "p Sea.\ndir pause 2s\np Sky.\n" },
    { "stacked, and the words right under them", "(music: bed.ogg {volume=-6dB fade=2s})\n(speaker: Anna)\nSea.\n",
      "dir music bed.ogg {volume=-6dB} {fade=2s}\ndir speaker Anna\np Sea.\n" },
    { "several on one line", "(pause: 2s) (music: none)\nSea.\n", "dir pause 2s\ndir music none\np Sea.\n" },
    { "under words and pictures", "Sea.\n(pause: 1s)\nSky.\n![](a.jpg)\n(transition: dissolve 1s)\nEnd.\n",
      "p Sea.\ndir pause 1s\np Sky.\nimg <a.jpg>\ndir transition dissolve 1s\np End.\n" },
    { "names in any case, in two words", "(Lower Third: Ada | author)\n(END_CARD: bye)\n( pause : 1s )\nSea.\n",
      "dir lower-third Ada | author\ndir end-card bye\ndir pause 1s\np Sea.\n" },
    { "every name",
      "(silence: 1s)\n(voice: none)\n(pace: slow)\n(pitch: low)\n(volume: soft)\n(language: fr)\n"
      "(sound: bell.ogg)\n(reveal: a b)\n(hide: c)\n(duration: 8s)\n(text: Words *as* they_are_)\n"
      "(number: 0 to 384,400 km | to the Moon)\n(date: 1969-07-16 to 1969-07-20)\nSea.\n",
      "dir silence 1s\ndir voice none\ndir pace slow\ndir pitch low\ndir volume soft\ndir language fr\n"
      "dir sound bell.ogg\ndir reveal a b\ndir hide c\ndir duration 8s\npanel text Words *as* they_are_\n"
      "panel number 0 to 384,400 km | to the Moon\npanel date 1969-07-16 to 1969-07-20\np Sea.\n" },
    { "names of files are taken as they are", "(sound: a*b_c_`d.ogg)\n\n(music: e*f.ogg)\n\nSea * sky.\n",
      "dir sound a*b_c_`d.ogg\ndir music e*f.ogg\np Sea * sky.\n" },
    { "brackets inside, escaped, left open",
      "(text: a (b) c)\n(text: a \\) b)\n(text: a ( b)\n(text: \\{x\\} &amp; y)\nSea.\n",
      "panel text a (b) c\npanel text a ) b\npanel text a ( b\npanel text {x} & y\np Sea.\n" },
    { "over several lines", "(text: Two high waters\na day)\nSea.\n\n(note: ask Ada\nabout it) (pause: 1s)\n",
      "panel text Two high waters a day\np Sea.\ndir pause 1s\n" },
    { "a note to oneself", "Sea.\n\n(note: ask Ada)\n\nSky.\n", "p Sea.\np Sky.\n" },
    { "never closed is prose", "(note: ask\n\nSea.\n", "p (note: ask\np Sea.\n" },
    { "no note over a blank line", "(note: ask\n\nSea.)\n", "p (note: ask\np Sea.)\n" },
    { "prose in brackets", "(He laughed.)\n\n(Data: the Met Office)\n\n(see also: tides)\n\n(Hint: sea)\n\n(Music)\n",
      "p (He laughed.)\np (Data: the Met Office)\np (see also: tides)\np (Hint: sea)\np (Music)\n" },
    { "words beside it make it prose", "Sea (pause: 2s) sky.\n\n(note: a) sea.\n",
      "p Sea (pause: 2s) sky.\np (note: a) sea.\n" },
    { "which for some names is a slip", "(pause: 2s) Sea.\n", "p (pause: 2s) Sea.\nwarning 1:1 direction.place\n" },
    { "in a quotation, code, a heading, a cell",
      "> (pause: 2s)\n\n```text\n(pause: 2s)\n```\n\n## (pause: 2s)\n\n`(pause: 2s)`\n",
      "q (pause: 2s)\npanel text (pause: 2s)\nh2 (pause: 2s)\np (pause: 2s) {code:(pause: 2s)}\n" },
    { "in a list", "- Sea.\n  (pause: 1s)\n- Sky.\n", "i1.0 Sea.\ndir pause 1s\ni1.0 Sky.\n" },
    { "did you mean", "(puase: 2s)\n\nSea.\n", "error 1:2 direction.unknown\n" },
    { "and again", "Sea.\n\n(trasition: dissolve)\n\n( muzic : a )\n",
      "error 3:2 direction.unknown\nerror 5:3 direction.unknown\n" },
    { "of when, with an event", "(wheen moon: reveal moon)\n\n(Then moon: it rose)\n\n(Then he: left)\n\nSea.\n",
      "error 1:2 direction.unknown\n" },
    { "no colon", "(pause 2s)\n\n(pace slow)\n\n(music bed.ogg)\n\n(transition wipe-left)\n\nSea.\n",
      "error 1:1 direction.colon\nerror 3:1 direction.colon\nerror 5:1 direction.colon\nerror 7:1 direction.colon\n" },
    { "no colon, in prose", "(pause for breath)\n\n(music from afar)\n\nSea (pause 2s) sky.\n\n\\(pause 2s)\n",
      "p (pause for breath)\np (music from afar)\np Sea (pause 2s) sky.\np (pause 2s)\n" },
    { "no value", "(pause:)\n(silence)\n(music: {volume=1})\n\nSea.\n",
      "error 1:8 direction.value\nerror 2:9 direction.value\nerror 3:8 direction.value\n" },
    { "attributes of a direction",
      "(music: a.ogg {a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8 i=9 j=1 k=2 l=3 m=4 n=5 o=6 p=7 q=8})\nSea.\n",
      "error 1:15 direction.attribute\n" },
    { "braces that are no attributes", "(text: f{x})\n(text: {x} y)\nSea.\n",
      "panel text f{x}\npanel text {x} y\np Sea.\n" },
    { "when a word is said", "(when moon: ![The *moon*](my%20moon.jpg){move=in})\nThe moon.\n",
      "dir when (moon) : img <my moon.jpg> The *moon* {move=in}\np The moon.\n" },
    { "when words are",
      "(when \"the moon: rises\": reveal coast river)\n(When “the sun”: hide sun)\n(when «x»: text Words)\nSea.\n",
      "dir when (the moon: rises) : dir reveal coast river\ndir when (the sun) : dir hide sun\n"
      "dir when (x) : panel text Words\np Sea.\n" },
    { "what may happen",
      "(when a: sound bell.ogg {volume=50%})\n(when b: lower-third Ada | author)\n(when 10:30: music x.ogg)\n"
      "(when c: number 384,400 km | to the Moon)\n(when d: sound: b.ogg)\nSea.\n",
      "dir when (a) : dir sound bell.ogg {volume=50%}\ndir when (b) : dir lower-third Ada | author\n"
      "dir when (10:30) : dir music x.ogg\ndir when (c) : panel number 384,400 km | to the Moon\n"
      "dir when (d) : dir sound b.ogg\np Sea.\n" },
    { "and what may not",
      "(when a: dance)\n(when b: when c: pause 1s)\n(when c: reveal)\n(when: reveal a)\n(when d:)\n"
      "(when e: ![]())\n(when f: reveel a)\nSea.\n",
      "error 1:10 direction.unknown\nerror 2:10 direction.unknown\nerror 3:16 direction.value\n"
      "error 4:1 direction.value\nerror 5:1 direction.value\nerror 6:10 image.syntax\nerror 7:10 direction.unknown\n" },
    { "an end card does not part closing lines", "Sea.\n\nDirector | Jo\n\n(end-card: bye)\n",
      "p Sea.\ndir end-card bye\nc Director | Jo\n" },
    { "under the heading of credits", "Sea.\n\n## Credits\n(end-card: bye)\nDirector | Jo\n",
      "p Sea.\ndir end-card bye\nc Director | Jo\n" },
    { "Windows line ends", "(pause: 1s)\r\n(text: a\r\nb)\r\n\r\nSea.\r\n", "dir pause 1s\npanel text a b\np Sea.\n" },
    { "nothing but directions says nothing", "(pause: 1s)\n", "error 1:1 script.empty\n" },
};

static void test_examples(void)
{
    run_examples("river.md", examples, G_N_ELEMENTS(examples));
}

/* The dump, with the place of everything. */
static void test_places(void)
{
    static const char script_text[] = "Sea.\n\n  (music: bed.ogg {fade=2s})\n"
                                      "(when \"the moon\": ![A moon](moon.jpg){move=in})\n(text: Two\nwaters)\n";
    static const char expected[] =
        "paragraph 1:1-1:5\n  text 1:1-1:5 \"Sea.\"\n"
        "direction music 3:3-3:29\n  text 3:11-3:18 \"bed.ogg\"\n  attribute 3:20-3:27 \"fade\" \"2s\"\n"
        "direction when 4:1-4:48\n  argument 4:8-4:16 \"the moon\"\n  image 4:19-4:47 \"moon.jpg\"\n"
        "    text 4:21-4:27 \"A moon\"\n    attribute 4:39-4:46 \"move\" \"in\"\n"
        "panel text 5:1-6:8\n  text 5:8-6:7 \"Two waters\"\n";
    char *got = dump("a.md", script_text);
    g_assert_cmpstr(got, ==, expected);
    g_free(got);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/markdown-directions/examples", test_examples);
    g_test_add_func("/markdown-directions/places", test_places);
    return g_test_run();
}
