/* Front matter: every key, every way to get it wrong, and YAML that wants more than it should. */
#include "reading.h"

#include <time.h>

static const struct example examples[] = {
    { "every key",
      "---\ntitle: Why rivers bend\nseries: Nature\nauthor: [Jo Example, Kim Sample]\nlanguage: en_GB\nvoice: en+f3\n"
      "pace: 150\ntheme: daylight\nmusic: bed.ogg\naspect: [16:9, 9:16]\ncaptions: track\nloudness: -16.5 "
      "LUFS\n---\nHi.",
      "title Why rivers bend\nseries Nature\nauthor Jo Example, Kim Sample\nlanguage en-GB\nvoice en+f3\ntheme "
      "daylight\n"
      "music bed.ogg\naspect 16:9,9:16\ncaptions track\npace 150\nloudness -1650\np Hi.\n" },
    { "quoted and folded scalars", "---\ntitle: \"Rivers: \\u00e9tudes\"\nseries: >\n  Nature\n  in brief\n---\nHi.",
      "title Rivers: études\nseries Nature in brief\np Hi.\n" },
    { "keys in capitals, lang, a minus sign as typed", "---\nTitle: A\nLANG: de\nloudness: −23\n---\nHi.",
      "title A\nlanguage de\nloudness -2300\np Hi.\n" },
    { "off means off though YAML reads a boolean", "---\ncaptions: off\nmusic: none\n---\nHi.",
      "captions off\np Hi.\n" },
    { "yes is burned", "---\ncaptions: yes\n---\nHi.", "captions burned\np Hi.\n" },
    { "nothing said", "---\ntitle:\nmusic: ~\n---\nHi.", "p Hi.\n" },
    { "empty front matter", "---\n---\nHi.", "p Hi.\n" },
    { "only comments", "---\n# later\n---\nHi.", "p Hi.\n" },
    { "dots close it, Windows line ends", "---\r\ntitle: A\r\n...\r\nHi.\r\n", "title A\np Hi.\n" },
    { "several shapes in one scalar", "---\naspect: 16:9, 1:1,16:9\n---\nHi.", "aspect 16:9,1:1\np Hi.\n" },
    { "several profiles", "---\nprofile: [web, broadcast-eu, web]\n---\nHi.", "profile web,broadcast-eu\np Hi.\n" },
    { "an accessible mix", "---\naccessible-mix: yes\n---\nHi.", "accessible-mix true\np Hi.\n" },
    { "an unsure mix", "---\naccessible-mix: maybe\n---\nHi.", "error 2:17 front.value\n" },
    { "no such profile", "---\nprofile: cinema\n---\nHi.", "error 2:10 front.value\n" },
    { "a rule at the top is no front matter", "---\n\nHi.\n\n---\n\nHo.\n", "---\np Hi.\n---\np Ho.\n" },
    { "a blank line above the keys", "---\n\ntitle: A\n---\nHi.", "title A\np Hi.\n" },
    { "did you mean", "---\ntitel: A\n---\nHi.", "error 2:1 front.unknown\n" },
    { "errors are collected", "---\nx: 1\npace: fast\ncaptions: maybe\naspect: 3:2\nlanguage: English\n---\nHi.",
      "error 2:1 front.unknown\nerror 3:7 front.value\nerror 4:11 front.value\nerror 5:9 front.value\n"
      "error 6:11 front.value\n" },
    { "pace too slow", "---\npace: 79\n---\nHi.", "error 2:7 front.value\n" },
    { "pace too fast", "---\npace: 451\n---\nHi.", "error 2:7 front.value\n" },
    { "pace at its bounds", "---\npace: 80\n---\nHi.", "pace 80\np Hi.\n" },
    { "pace is whole", "---\npace: 150.5\n---\nHi.", "error 2:7 front.value\n" },
    { "loudness too loud", "---\nloudness: -4.99\n---\nHi.", "error 2:11 front.value\n" },
    { "loudness too soft", "---\nloudness: -40.01\n---\nHi.", "error 2:11 front.value\n" },
    { "loudness beyond any number", "---\nloudness: -99999999999999999999\n---\nHi.", "error 2:11 front.value\n" },
    { "a list where a word belongs", "---\ntitle: [a, b]\n---\nHi.", "error 2:8 front.value\n" },
    { "a structure where a value belongs", "---\ntitle:\n  a: b\n---\nHi.", "error 3:3 front.value\n" },
    { "a tab", "---\n\ttitle: a\n---\nHi.", "error 2:1 front.syntax\n" },
    { "twice", "---\ntitle: a\ntitle: b\n---\nHi.", "error 3:1 front.value\n" },
    { "a colon wants quotes", "---\ntitle: a: b\n---\nHi.", "error 2:9 front.syntax\n" },
    { "behind wide characters the place is right", "---\ntitle: 河流怎样\npace: 快\n---\nHi.",
      "error 3:7 front.value\n" },
    { "never closed", "---\ntitle: a\nHi.\n", "error 1:1 front.syntax\n" },
    { "no keys", "---\njust words\n---\nHi.", "error 2:1 front.syntax\n" },
    { "an anchor", "---\ntitle: &a b\n---\nHi.", "error 2:8 front.syntax\n" },
    { "an alias", "---\ntitle: *a\n---\nHi.", "error 2:8 front.syntax\n" },
    { "a tag", "---\ntitle: !!str a\n---\nHi.", "error 2:8 front.syntax\n" },
    { "a list in a list", "---\naspect: [[16:9]]\n---\nHi.", "error 2:10 front.value\n" },
    { "a key that is no word", "---\n[a, b]: c\n---\nHi.", "error 2:1 front.syntax\n" },
    { "a transition, a licence, how loud the music is",
      "---\ntransition: Wipe-Left 0.5s\nlicense: CC BY 4.0\nmusic-volume: 50%\n---\nHi.",
      "transition Wipe-Left 0.5s\nlicence CC BY 4.0\nmusic-volume 50%\np Hi.\n" },
    { "and what they cannot be", "---\ntransition: explode\nmusic-volume: maybe\n---\nHi.",
      "error 2:13 front.value\nerror 3:15 front.value\n" },
    { "a cast of names", "---\ncast: [Anna, Ben]\n---\nHi.",
      "cast Anna: , , , 0 wpm, 1000, 0\ncast Ben: , , , 0 wpm, 1000, 0\np Hi.\n" },
    { "of one", "---\ncast: Anna\n---\nHi.", "cast Anna: , , , 0 wpm, 1000, 0\np Hi.\n" },
    { "of nobody", "---\ncast:\n---\nHi.", "p Hi.\n" },
    { "of voices, of everything that can be said",
      "---\ncast:\n  Anna: en+f3\n  Dr. Ben Ali: {voice: de, lang: de_AT, role: harbour master, pace: 160 wpm, pitch: "
      "90%, "
      "volume: -3dB}\n  Cleo:\n    volume: 50%\n---\nHi.",
      "cast Anna: en+f3, , , 0 wpm, 1000, 0\ncast Dr. Ben Ali: de, de-AT, harbour master, 160 wpm, 900, -300\n"
      "cast Cleo: , , , 0 wpm, 1000, -602\np Hi.\n" },
    { "what a cast cannot have",
      "---\ncast:\n  Anna: {voise: a, pace: 20, pitch: high, volume: 40dB, role: [a]}\n---\nHi.",
      "error 3:10 front.unknown\nerror 3:26 front.value\nerror 3:37 front.value\nerror 3:51 front.value\n"
      "error 3:63 front.value\n" },
    { "at the bounds", "---\ncast:\n  A: {pitch: 50%, volume: -20dB}\n  B: {pitch: 200%, volume: 10dB}\n---\nHi.",
      "cast A: , , , 0 wpm, 500, -2000\ncast B: , , , 0 wpm, 2000, 1000\np Hi.\n" },
    { "beyond them", "---\ncast:\n  A: {pitch: 49%, volume: -20.1dB}\n  B: {pitch: 201%, volume: 10.1dB}\n---\nHi.",
      "error 3:14 front.value\nerror 3:27 front.value\nerror 4:14 front.value\nerror 4:28 front.value\n" },
    { "a name given twice, in another case", "---\ncast: {Anna: a, ANNA: b}\n---\nHi.", "error 2:17 front.value\n" },
    { "a field given twice", "---\ncast: {Anna: {voice: a, voice: b}}\n---\nHi.", "error 2:25 front.value\n" },
    { "a list where a voice belongs", "---\ncast: {Anna: [a]}\n---\nHi.", "error 2:14 front.value\n" },
    { "three levels", "---\ncast: {Anna: {voice: {a: b}}}\n---\nHi.", "error 2:22 front.value\n" },
    { "a cast of lists", "---\ncast: [[a]]\n---\nHi.", "error 2:8 front.value\n" },
    { "an anchor in a cast", "---\ncast: {Anna: &a {voice: b}}\n---\nHi.", "error 2:14 front.syntax\n" },
    { "a merge key", "---\ncast: {Anna: {<<: b}}\n---\nHi.", "error 2:15 front.unknown\n" },
    { "credits stand in the project file", "---\ncredits: [a | b]\n---\nHi.", "error 2:1 front.unknown\n" },
    { "a bomb of anchors", "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a]\n---\nHi.",
      "error 2:1 front.unknown\nerror 2:4 front.syntax\n" },
};

static void test_examples(void)
{
    run_examples("river.md", examples, G_N_ELEMENTS(examples));
}

/* A wall of brackets, of keys, of indents: refused at once. */
static void test_hostile(void)
{
    static const char *const pieces[] = { "[",   "{", "- ", "? ", "a: ", "x: [y]\n", "&a ",
                                          "*a ", "!", "|",  "> ", "\"",  "'" };
    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        GString *script = g_string_new("---\n");
        while (script->len < 60000)
            g_string_append(script, pieces[i]);
        g_string_append(script, "\n---\nHi.\n");
        gint64 start = (gint64) clock();
        char *got = sketch("wall.md", script->str, script->len);
        g_assert_cmpint((gint64) clock() - start, <, 5 * G_USEC_PER_SEC);
        g_assert_nonnull(strstr(got, "error"));
        g_assert_cmpuint(strlen(got), <, 10000);
        g_free(got);
        g_string_free(script, TRUE);
    }
    GString *long_one = g_string_new("---\ntitle: ");
    while (long_one->len < 100000)
        g_string_append(long_one, "word \n  ");
    char *got = sketch("long.md", long_one->str, long_one->len);
    g_assert_cmpstr(got, ==, "error 1:1 front.syntax\n");
    g_free(got);
    g_string_free(long_one, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/front-matter/examples", test_examples);
    g_test_add_func("/front-matter/hostile", test_hostile);
    return g_test_run();
}
