/* Scripts written for Narakeet: every key, stage direction, option and mode, what it becomes or what is said of it. */
#include "reading.h"

#include <time.h>

static const struct example header[] = {
    { "size: the shape", "---\nsize: 1080x1920\n---\nSea.\n", "aspect 9:16\np Sea.\n" },
    { "by its height", "---\nsize: 720p\n---\nSea.\n", "aspect 16:9\np Sea.\n" },
    { "square", "---\nsize: 1080x1080\n---\nSea.\n", "aspect 1:1\np Sea.\n" },
    { "nearly", "---\nsize: 1366x768\n---\nSea.\n", "aspect 16:9\np Sea.\n" },
    { "none of ours", "---\nsize: 800x600\n---\nSea.\n", "aspect 16:9\np Sea.\nwarning 2:7 narakeet.ignored\n" },
    { "no size", "---\nsize: huge\n---\nSea.\n", "p Sea.\nwarning 2:7 narakeet.value\n" },
    { "the voice", "---\nsize: 720p\nvoice: Rodney\n---\nSea.\n",
      "aspect 16:9\np Sea.\nwarning 3:8 narakeet.ignored\n" },
    { "volume, speed, pitch", "---\nvoice-volume: soft\nvoice-speed: 1.1\nvoice-pitch: x-high\n---\nSea.\n",
      "dir volume soft\ndir pace 110.0%\ndir pitch 140%\np Sea.\n" },
    { "a background", "---\nbackground: bed.mp3\n---\nSea.\n", "music bed.mp3\np Sea.\n" },
    { "with a volume", "---\nbackground: my/bed.m4a 0.3\n---\nSea.\n",
      "music my/bed.m4a\nmusic-volume 30.0%\np Sea.\n" },
    { "with fades", "---\nbackground: bed.mp3 0.3 2 4\n---\nSea.\n",
      "music bed.mp3\nmusic-volume 30.0%\np Sea.\nwarning 2:13 narakeet.ignored\n" },
    { "built in", "---\nbackground: ukulele-1 fade-out 0.5\n---\nSea.\n", "p Sea.\nwarning 2:13 narakeet.ignored\n" },
    { "subtitles: in the picture", "---\nsubtitles: overlay\n---\nSea.\n", "captions burned\np Sea.\n" },
    { "a track", "---\nsubtitles: embed\n---\nSea.\n", "captions track\np Sea.\n" },
    { "the old word", "---\nsubtitles: auto\n---\nSea.\n", "captions track\np Sea.\n" },
    { "with a look",
      "---\nsubtitles:\n  mode: overlay\n  break: 40\n  size: 30\n  scale: 2\n  font: a.ttf\n  position: middle\n"
      "  color: white\n  background: \"#000\"\n  outline: 2\n---\nSea.\n",
      "captions burned\np Sea.\nwarning 4:3 narakeet.ignored\n" },
    { "no mode", "---\nsubtitles: maybe\n---\nSea.\n", "p Sea.\nwarning 2:12 narakeet.value\n" },
    { "asset-resize", "---\nasset-resize: contain\n---\n![](a.png)\nSea.\n\n![cover](b.png)\nSky.\n",
      "img <a.png> {fit=contain}\np Sea.\nimg <b.png> {fit=cover}\np Sky.\n" },
    { "stretched", "---\nasset-resize: fit\n---\n![](a.png)\nSea.\n",
      "img <a.png> {fit=contain}\np Sea.\nwarning 2:15 narakeet.ignored\n" },
    { "what is lacking",
      "---\ncanvas: \"#fff\"\ntheme: light\nfont-size: 40\nvoice-emphasis: strong\nnarration-mode: "
      "fragment\n---\nSea.\n",
      "p Sea.\nwarning 2:1 narakeet.ignored\nwarning 3:1 narakeet.ignored\nwarning 4:1 narakeet.ignored\n"
      "warning 5:1 narakeet.ignored\nwarning 6:1 narakeet.ignored\n" },
    { "a transition joins every scene to the one before",
      "---\nsize: 720p\ntransition: crossfade 0.5\n---\nA.\n\n---\n\nB.\n\n---\n(transition: none)\n\nC.\n",
      "aspect 16:9\np A.\n---\ndir transition crossfade 0.5\np B.\n---\ndir transition none\np C.\n" },
    { "as seconds", "---\nsize: 720p\ntransition: 0.5\n---\nA.\n\n---\nB.\n",
      "aspect 16:9\np A.\n---\ndir transition 0.5\np B.\n" },
    { "as a map", "---\nsize: 720p\ntransition:\n  type: wipe-left\n  duration: 2\n---\nA.\n\n---\nB.\n",
      "aspect 16:9\np A.\n---\ndir transition wipe-left 2\np B.\n" },
    { "unknown", "---\nsize: 720p\ntransition: whirl\n---\nA.\n\n---\nB.\n",
      "aspect 16:9\np A.\n---\np B.\nwarning 3:13 narakeet.value\n" },
    { "what the film has here, too", "---\nsize: 720p\ntitle: Tides\nauthor: Ada\nlanguage: en_GB\n---\nSea.\n",
      "title Tides\nauthor Ada\nlanguage en-GB\naspect 16:9\np Sea.\n" },
    { "unknown keys, once each", "---\nsize: 720p\nfrob: 1\nfrob: 2\npause: 2\n---\nSea.\n",
      "aspect 16:9\np Sea.\nwarning 3:1 narakeet.unknown\nwarning 5:1 narakeet.unknown\n" },
    { "no YAML", "---\nsize: 720p\nvoice-speed: [fast\n---\nSea.\n",
      "aspect 16:9\ndir pace fast\np Sea.\nwarning 4:1 narakeet.value\n" },
    { "nested far too deep", "---\nsize: 720p\nsubtitles:\n  mode: {a: {b: [c]}}\n---\nSea.\n",
      "aspect 16:9\np Sea.\nwarning 4:3 narakeet.value\n" },
    { "more than three dashes", "-----\nsize: 720p\n-----\nSea.\n\n----\n\nSky.\n",
      "aspect 16:9\np Sea.\n---\np Sky.\n" },
};

/* What makes a script of this kind of the rest, and no words. */
#define HEAD "---\nsize: 720p\n---\n"

static const struct example directions[] = {
    { "pause", HEAD "Sea.\n\n(pause: 2)\n\nSky.\n", "aspect 16:9\np Sea.\ndir pause 2\np Sky.\n" },
    { "far too long", HEAD "Sea.\n\n(pause: 200)\n",
      "aspect 16:9\np Sea.\ndir pause 60\nwarning 6:9 narakeet.ignored\n" },
    { "none", HEAD "Sea.\n\n(pause: long)\n", "aspect 16:9\np Sea.\nwarning 6:9 narakeet.value\n" },
    { "duration comes first", HEAD "Sea.\n\n(duration: 5)\n", "aspect 16:9\ndir duration 5\np Sea.\n" },
    { "voices by their names", HEAD "(voice: Mike)\n\nA.\n\n(voice: linda)\n\nB.\n\n(voice: mike)\n\nC.\n",
      "aspect 16:9\ndir voice none\np A.\ndir voice #2\np B.\ndir voice none\np C.\nwarning 4:9 narakeet.ignored\n" },
    { "volume, speed, pitch",
      HEAD
      "(voice-volume: loud)\n(voice-speed: 0.9)\n(voice-pitch: low)\n\nA.\n\n(voice-volume: 9)\n(voice-speed: x-fast)\n"
      "(voice-pitch: normal)\nB.\n",
      "aspect 16:9\ndir volume loud\ndir pace 90.0%\ndir pitch low\np A.\ndir volume 199.0%\ndir pace 140%\n"
      "dir pitch normal\np B.\n" },
    { "and what they cannot be", HEAD "(voice-volume: blue)\n(voice-speed: -1)\n\nA.\n",
      "aspect 16:9\np A.\nwarning 4:16 narakeet.value\nwarning 5:15 narakeet.value\n" },
    { "what is lacking, once each",
      HEAD "(callout: a)\n(narration-mode: fragment)\n(voice-emphasis: strong)\n(canvas: red)\n(theme: light)\n"
           "(font-size: 20)\n(background: b.mp3)\n\nSea.\n\n(callout: b)\n",
      "aspect 16:9\np Sea.\nwarning 4:2 narakeet.ignored\nwarning 5:2 narakeet.ignored\nwarning 6:2 narakeet.ignored\n"
      "warning 7:2 narakeet.ignored\nwarning 8:2 narakeet.ignored\nwarning 9:2 narakeet.ignored\n"
      "warning 10:2 narakeet.ignored\n" },
    { "a callout, in its lines",
      HEAD "![](a.png)\n(callout:\n  type: rectangle\n  left: 1\n  top: 2\n  right: 3\n  bottom: 4\n"
           "  alpha: 0.5\n  style: mask\n)\n\nSea.\n",
      "aspect 16:9\nimg <a.png>\np Sea.\nwarning 5:2 narakeet.ignored\n" },
    { "a transition is the scene's", HEAD "A.\n\n---\n\nB.\n\n(transition: wipe-left 1)\n",
      "aspect 16:9\np A.\n---\ndir transition wipe-left 1\np B.\n" },
    { "as a map", HEAD "A.\n\n---\n\n(transition:\n\ttype: radial\n\tduration: 1)\n\nB.\n",
      "aspect 16:9\np A.\n---\ndir transition radial 1\np B.\n" },
    { "a video", HEAD "(video: a_b_c.mp4)\n\nSea.\n", "aspect 16:9\nimg <a_b_c.mp4> {sound=}\np Sea.\n" },
    { "with everything",
      HEAD "(video:\n  file: a.mp4\n  size: contain\n  position: top\n  sync: match\n  segment: 00:02 - 00:04\n"
           "  volume: 0.5\n)\n\nSea.\n",
      "aspect 16:9\nimg <a.mp4> {fit=contain} {focus=50%,0%} {in=00:02} {out=00:04} {speed=match} {volume=50.0%}\np "
      "Sea.\n" },
    { "muted", HEAD "(video:\n    file: a.mp4\n    volume: mute)\nSea.\n",
      "aspect 16:9\nimg <a.mp4> {muted=}\np Sea.\n" },
    { "with what it has not", HEAD "(video:\n  file: a.mp4\n  colour: red\n  segment: soon\n  sync: later\n)\n\nSea.\n",
      "aspect 16:9\nimg <a.mp4> {sound=}\np Sea.\nwarning 6:3 narakeet.unknown\nwarning 7:12 narakeet.value\n"
      "warning 8:9 narakeet.value\n" },
    { "without a file", HEAD "(video:\n  size: cover\n)\n\nSea.\n",
      "aspect 16:9\np Sea.\nwarning 4:2 narakeet.value\n" },
    { "unknown", HEAD "(frob: 1)\n\nSea.\n", "aspect 16:9\np Sea.\nwarning 4:2 narakeet.unknown\n" },
    { "a key of the header", HEAD "(size: 1080p)\n\nSea.\n", "aspect 16:9\np Sea.\nwarning 4:2 narakeet.unknown\n" },
    { "no YAML", HEAD "(voice-speed: [fast)\n\nSea.\n",
      "aspect 16:9\ndir pace fast\np Sea.\nwarning 4:20 narakeet.value\n" },
    { "prose", HEAD "(He laughed.)\n\n(Data: the Met Office)\n\n(pause: 2) and on.\n",
      "aspect 16:9\np (He laughed.)\np (Data: the Met Office)\np (pause: 2) and on.\nwarning 8:1 direction.place\n" },
    { "ours", HEAD "(note: ask Ada)\n\n(music: bed.ogg)\n\nSea.\n", "aspect 16:9\ndir music bed.ogg\np Sea.\n" },
};

static const struct example media[] = {
    { "sizes", HEAD "![cover](a.png) ![contain](b.png)\nSea.\n",
      "aspect 16:9\nimg <a.png> {fit=cover}\nimg <b.png> {fit=contain}\np Sea.\n" },
    { "stretched", HEAD "![fit](a.png)\nSea.\n",
      "aspect 16:9\nimg <a.png> {fit=contain}\np Sea.\nwarning 4:3 narakeet.ignored\n" },
    { "movements",
      HEAD "![zoom](a.png)\n![zoomout](b.png)\n![panzoom](c.png)\n![panzoomout](d.png)\n![pan](e.png)\nSea.\n",
      "aspect 16:9\nimg <a.png> {move=in}\nimg <b.png> {move=out}\nimg <c.png> {move=in}\nimg <d.png> {move=out}\n"
      "img <e.png> {move=right}\np Sea.\n" },
    { "towards an edge", HEAD "![pan left](a.png)\n![pan right](b.png)\n![panzoom top-left](c.png)\nSea.\n",
      "aspect 16:9\nimg <a.png> {move=left}\nimg <b.png> {move=right}\nimg <c.png> {focus=0%,0%} {move=in}\np Sea.\n" },
    { "or an upper one", HEAD "![pan top](a.png)\nSea.\n",
      "aspect 16:9\nimg <a.png> {focus=50%,0%} {move=none}\np Sea.\nwarning 4:1 narakeet.ignored\n" },
    { "positions",
      HEAD "![cover top](a.png)\n![cover bottom right](b.png)\n![bottom-left](c.png)\n![center](d.png)\nSea.\n",
      "aspect 16:9\nimg <a.png> {fit=cover} {focus=50%,0%}\nimg <b.png> {fit=cover} {focus=100%,100%}\n"
      "img <c.png> {focus=0%,100%}\nimg <d.png> {focus=50%,50%}\np Sea.\n" },
    { "how a clip and words agree",
      HEAD "![match](a.mp4)\n![trim](b.mp4)\n![loop](c.webm)\n![freeze](d.MOV)\n![loop-audio](e.mp4)\nSea.\n",
      "aspect 16:9\nimg <a.mp4> {speed=match} {sound=}\nimg <b.mp4> {sound=}\nimg <c.webm> {loop=} {sound=}\n"
      "img <d.MOV> {freeze=} {sound=}\nimg <e.mp4> {sound=}\np Sea.\nwarning 8:3 narakeet.ignored\n" },
    { "parts of a clip", HEAD "![10-14.5](a.mp4)\n![00:02-00:04 mute](b.mp4)\n![start](c.mp4)\n![end](d.mp4)\nSea.\n",
      "aspect 16:9\nimg <a.mp4> {in=10} {out=14.5} {sound=}\nimg <b.mp4> {in=00:02} {out=00:04} {muted=}\n"
      "img <c.mp4> {sound=}\nimg <d.mp4> {sound=}\np Sea.\nwarning 7:3 narakeet.ignored\n" },
    { "options of clips on a still", HEAD "![loop mute](a.png)\nSea.\n",
      "aspect 16:9\nimg <a.png>\np Sea.\nwarning 4:1 narakeet.value\n" },
    { "unknown options", HEAD "![cover wobbly](a.png)\nSea.\n",
      "aspect 16:9\nimg <a.png> {fit=cover}\np Sea.\nwarning 4:9 narakeet.unknown\n" },
    { "no attributes of ours", HEAD "![](a.png){mvoe=in}\nSea.\n\n---\n\n```ruby {1\nputs\n```\n",
      "aspect 16:9\nimg <a.png>\np {mvoe=in} Sea.\n---\npanel code puts {language=ruby}\n" },
    { "a description", HEAD "![The harbour, 1914-1918](a.png)\nSea.\n",
      "aspect 16:9\nimg <a.png> The harbour, 1914-1918\np Sea.\n" },
    { "behind a pause: seen in it", HEAD "(pause: 2)\n\n![](a.png)\n\n---\n\n(pause: 1)\n![](b.png)\nSea.\n",
      "aspect 16:9\nimg <a.png>\ndir pause 2\n---\nimg <b.png>\ndir pause 1\np Sea.\n" },
    { "behind the words: seen while they are said", HEAD "Sea.\n\n![](a.png)\n", "aspect 16:9\nimg <a.png>\np Sea.\n" },
    { "before all words", HEAD "Sea.\n\n![](a.png)\n\nSky.\n\n![](b.png)\n\nEnd.\n",
      "aspect 16:9\nimg <a.png>\nimg <b.png>\np Sea.\np Sky.\np End.\n" },
    { "between them", HEAD "![](a.png)\n\nSea.\n\n![](b.png)\n\nSky.\n",
      "aspect 16:9\nimg <a.png>\np Sea.\nimg <b.png>\np Sky.\n" },
};

static const struct example words[] = {
    { "scenes", HEAD "A.\n---\n\nB\nand on\n-----\n  ---  \nC.\n",
      "aspect 16:9\np A.\n---\np B and on\n---\n---\np C.\n" },
    { "no scenes in code and comments",
      HEAD "A.\n\n```\n---\n```\n\n<!-- x\n---\n-->\n\n~~~~\n---\n~~~\n---\n~~~~\n\nB.\n",
      "aspect 16:9\npanel text ---\npanel text ---\n~~~\n---\np A.\np B.\n" },
    { "slides", HEAD "```\nBig\n  words\n```\n\n~~~txt\nMore\n~~~\nSea.\n",
      "aspect 16:9\npanel text Big\n  words\npanel text More\np Sea.\n" },
    { "in Markdown", HEAD "```md\n# Title\n\n* *one* two\n1. three `four`\n> snake_case __b__ \\*\n```\nSea.\n",
      "aspect 16:9\npanel text Title\n\n• one two\n1. three four\nsnake_case b *\np Sea.\n" },
    { "in a program's language", HEAD "```ruby\nputs 1\n```\nSea.\n",
      "aspect 16:9\npanel code puts 1 {language=ruby}\np Sea.\n" },
    { "over a picture", HEAD "![](a.png)\n```\nBig\n```\nSea.\n\n![](b.png)\n\nSky.\n",
      "aspect 16:9\npanel text Big\np Sea.\nimg <b.png>\np Sky.\nwarning 4:1 narakeet.ignored\n" },
    { "emphasis", HEAD "*a* _b_ **c** ~~d~~ `ef`.\n",
      "aspect 16:9\np a b c d ef. {em:a} {em:b} {strong:c} {spell:ef}\n" },
    { "no spans of ours", HEAD "[a]{silent} ==b== c.\n", "aspect 16:9\np [a]{silent} ==b== c.\n" },
    { "SSML", HEAD "Say <speak>a <break time=\"1s\"/> b</speak>.\n\n<speak>\nc <emphasis>d</emphasis>\n</speak>\n",
      "aspect 16:9\np Say a b.\np c d\nwarning 4:5 narakeet.ignored\n" },
    { "comments", HEAD "<!-- title: x -->\n\nA <!-- b --> c.\n", "aspect 16:9\np A c.\n" },
    { "other captions", HEAD "Sea.\n\n> Ocean.\n\n---\n\nSky.\n\n> Heaven.\n",
      "aspect 16:9\np Sea.\n---\np Sky.\nwarning 6:1 narakeet.ignored\n" },
    { "no captions", HEAD "Sea.\n\n>\n\nSky.\n", "aspect 16:9\np Sea.\np Sky.\nwarning 6:1 narakeet.ignored\n" },
    { "words shown while nothing is said", HEAD "![](a.png)\n\n> Ocean.\n\n(pause: 2)\n\n---\n\n> Heaven.\n",
      "aspect 16:9\nimg <a.png>\np Ocean. {silent:Ocean.}\ndir pause 2\n---\npanel text Heaven.\n" },
    { "a scene without words", HEAD "![](a.png)\n(duration: 3)\n\n---\n\n(pause: 2)\n\nSea.\n",
      "aspect 16:9\ndir duration 3\nimg <a.png>\n---\ndir pause 2\np Sea.\n" },
    { "Windows line ends", "---\r\nsize: 720p\r\n---\r\n(video:\r\n  file: a.mp4\r\n)\r\n\r\nSea.\r\n---\r\nSky.\r\n",
      "aspect 16:9\nimg <a.mp4> {sound=}\np Sea.\n---\np Sky.\n" },
};

/* Ours or Narakeet's? */
static const struct {
    const char *name, *script;
    bool its;
} rows[] = {
    { "a.md", "---\nsize: 720p\n---\nSea.\n", true },
    { "a.txt", "---\nbackground: a.mp3\n---\nSea.\n", true },
    { "a.md", "---\ntitle: A\nsubtitles: auto\n---\nSea.\n", true },
    { "a.md", "---\ntitle: A\nvoice: en\ntheme: noir\ntransition: dip\n---\nSea.\n", false }, /* both have them */
    { "a.md", "---\nsize: 720p\ncaptions: off\n---\nSea.\n", false },                         /* ours with a slip */
    { "a.md", "---\nsize: 720p\n\nSea.\n", false },                                           /* never closed */
    { "a.md", "Sea.\n\n(voice-speed: fast)\n", true },
    { "a.txt", "Sea.\n\n(narration-mode: fragment)\n\nSky.\n", true },
    { "a.md", "(callout:\n  cx: 1\n)\n", true },
    { "a.md", "(pause: 2s)\n\n(note: (callout: x))\n", false },
    { "a.md", "---\nvoice: mike\n---\n![cover bottom](x.jpg)\n", true },
    { "a.md", "![panzoom](x.jpg)\n", true },
    { "a.md", "![cover](x.jpg)\n\n![top left](x.jpg)\n\n![cover of a book](x.jpg)\n\n![contain\n", false },
    { "a.md", "![](x.jpg)\n\n![cover bottom][x]\n", false },
    { "a.fountain", "(voice-speed: fast)\n", false },
    { "a.md", "", false },
};

static void test_header(void)
{
    run_examples("film.md", header, G_N_ELEMENTS(header));
}

static void test_directions(void)
{
    run_examples("film.md", directions, G_N_ELEMENTS(directions));
}

static void test_media(void)
{
    run_examples("film.md", media, G_N_ELEMENTS(media));
}

static void test_words(void)
{
    run_examples("film.md", words, G_N_ELEMENTS(words));
}

static void test_likely(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_source *source = fms_source_new(ctx, rows[i].name, rows[i].script, strlen(rows[i].script), NULL);
        g_test_message("%s", rows[i].script);
        g_assert_true((fms_script_format_of(source) == FMS_FORMAT_NARAKEET) == rows[i].its);
        talloc_free(ctx);
    }
}

static void test_other_forms(void)
{
    static const struct example forms[] = { { "YAML and JSON", "{ \"size\": \"720p\" }\n",
                                              "error 1:1 narakeet.format\n" } };
    run_examples("film.json", forms, 1);
    run_examples("film.yaml", forms, 1);
}

static void test_names(void)
{
    enum fms_script_format format = FMS_FORMAT_PLAIN;
    g_assert_true(fms_script_format_named("narakeet", &format) && format == FMS_FORMAT_NARAKEET);
    g_assert_true(fms_script_format_named("fountain", &format) && format == FMS_FORMAT_FOUNTAIN);
    g_assert_false(fms_script_format_named("word", &format));
}

/* Every transition that such scripts name is one here. */
static void test_transitions(void)
{
    static const char *const names[] = { "circle",      "rect",        "wipe",        "wipe-right", "wipe-left",
                                         "wipe-up",     "wipe-down",   "slide-right", "slide-left", "slide-up",
                                         "slide-down",  "fade-right",  "fade-left",   "fade-up",    "fade-down",
                                         "fade-circle", "slice-right", "slice-left",  "slice-up",   "slice-down",
                                         "dissolve",    "pixelize",    "radial",      "reveal",     "crossfade",
                                         "none" };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        char *script = g_strdup_printf(HEAD "A.\n\n---\n(transition: %s)\n\nB.\n", names[i]);
        char *expected = g_strdup_printf("aspect 16:9\np A.\n---\ndir transition %s\np B.\n", names[i]);
        char *got = sketch("film.md", script, strlen(script));
        g_assert_cmpstr(got, ==, expected);
        g_free(got);
        g_free(expected);
        g_free(script);
    }
}

static void test_places(void)
{
    char *got =
        dump("film.md", HEAD "(voice-speed: 1.1)\n(video:\n  file: a.mp4\n)\n\nSea.\n\n---\n\n```md\n# Big\n```\n");
    g_assert_cmpstr(got, ==,
                    "aspect 2:7-2:11 \"16:9\"\n"
                    "direction pace 4:2-4:18\n"
                    "  text 4:15-4:18 \"110.0%\"\n"
                    "image 5:2-6:14 \"a.mp4\"\n"
                    "  attribute 5:2-6:14 \"sound\" \"\"\n"
                    "paragraph 9:1-9:5\n"
                    "  text 9:1-9:5 \"Sea.\"\n"
                    "rule 11:1-11:4\n"
                    "panel text 13:1-15:4\n"
                    "  text 14:1-14:6 \"Big\"\n");
    g_free(got);
}

static void test_linear(void)
{
    static const char *const pieces[] = { "---\n",
                                          "(a: b)\n",
                                          "(video: a.mp4)\n",
                                          "(video:\n",
                                          "![cover](a.png)\n",
                                          "![a b c d e f](a.png) ",
                                          "> a\n\n",
                                          ">\n\n",
                                          "```md\n# a\n```\n",
                                          "```\n",
                                          "<speak>a</speak>\n\n",
                                          "<speak>",
                                          "<!--\n",
                                          "a\n\n---\n\n",
                                          "(a: [",
                                          "(a: {b: ",
                                          "(pause: 1)\n\n",
                                          "~~~\n---\n",
                                          "(voice: a)\na\n\n" };
    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        GString *text = g_string_new(HEAD);
        gint64 before = (gint64) clock();
        while (text->len < 30000 * strlen(pieces[i]))
            g_string_append(text, pieces[i]);
        char *got = sketch("film.md", text->str, text->len);
        g_test_message("%s: %d ms", pieces[i], (int) (((gint64) clock() - before) / 1000));
        g_assert_cmpint((gint64) clock() - before, <, 10 * G_USEC_PER_SEC);
        g_free(got);
        g_string_free(text, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reader-narakeet/header", test_header);
    g_test_add_func("/reader-narakeet/directions", test_directions);
    g_test_add_func("/reader-narakeet/media", test_media);
    g_test_add_func("/reader-narakeet/words", test_words);
    g_test_add_func("/reader-narakeet/likely", test_likely);
    g_test_add_func("/reader-narakeet/other-forms", test_other_forms);
    g_test_add_func("/reader-narakeet/names", test_names);
    g_test_add_func("/reader-narakeet/transitions", test_transitions);
    g_test_add_func("/reader-narakeet/places", test_places);
    g_test_add_func("/reader-narakeet/linear", test_linear);
    return g_test_run();
}
