/* The project file: what many scripts share, and what a script has to say about it. */
#include "files.h"

#define YAML "filmset.yaml"

static const struct story stories[] = {
    { "every key",
      "series Nature\nauthor Jo, Kim\nlanguage de\nvoice de+f1\ntheme daylight\nmusic bed.ogg\naspect 1:1\n"
      "captions off\ntransition dissolve\nlicence CC0\nmusic-volume -6dB\npace 140\nloudness -1800\n"
      "cast Anna: en, , , 0 wpm, 1000, 0\np Hi.\nc Music | Sam\nc  | Thanks to all\n",
      { { "a.md", "Hi.\n" },
        { YAML, "series: Nature\nauthor: [Jo, Kim]\nlanguage: de\nvoice: de+f1\ntheme: daylight\nmusic: bed.ogg\n"
                "aspect: 1:1\ncaptions: off\ntransition: dissolve\nlicence: CC0\nmusic-volume: -6dB\npace: 140\n"
                "loudness: -18\ncast: {Anna: en}\ncredits:\n  - Music | Sam\n  - Thanks to all\n" } } },
    { "the front matter wins, key by key",
      "language de\ntheme night\np Hi.\n",
      { { "a.md", "---\ntheme: night\nmusic: none\n---\nHi.\n" },
        { YAML, "theme: daylight\nlanguage: de\nmusic: bed.ogg\n" } } },
    { "what says nothing leaves it",
      "theme daylight\np Hi.\n",
      { { "a.md", "---\ntheme:\n---\nHi.\n" }, { YAML, "theme: daylight\n" } } },
    { "of the cast, name by name",
      "cast Anna: en+f3, , author, 0 wpm, 1000, 0\ncast Ben: de, , , 0 wpm, 1000, 0\ncast Cleo: , , , 0 wpm, 1000, 0\n"
      "p @Anna Hi.\n",
      { { "a.md", "---\ncast:\n  anna: {role: author}\n  Cleo:\n---\n**Anna:** Hi.\n" },
        { YAML, "cast: {Anna: en+f3, Ben: de}\n" } } },
    { "credits, but for roles that the script has",
      "p Hi.\nc music | Kim\nc Voice | Ann\n",
      { { "a.md", "Hi.\n\n## Credits\nmusic | Kim\n" }, { YAML, "credits: [Music | Sam, \"Voice: Ann\"]\n" } } },
    { "for plain text too",
      "title Sea\ntheme night\np Hi.\n",
      { { "a.txt", "Sea\n\nHi.\n" }, { YAML, "theme: night\n" } } },
    { "a project file alone says nothing",
      "error 1:1 script.empty\n",
      { { "a.md", "\n" }, { YAML, "credits: [Music | Sam]\n" } } },
    { "no title, no unknown keys",
      "error filmset.yaml:1:1 front.unknown\nerror filmset.yaml:2:1 front.unknown\n",
      { { "a.md", "Hi.\n" }, { YAML, "title: Sea\ntheem: night\n" } } },
    { "errors of both",
      "error filmset.yaml:1:7 front.value\nerror 2:7 front.value\n",
      { { "a.md", "---\npace: 20\n---\nHi.\n" }, { YAML, "pace: 10\n" } } },
    { "no list, no keys", "error filmset.yaml:1:1 front.syntax\n", { { "a.md", "Hi.\n" }, { YAML, "just words\n" } } },
    { "credits with a structure",
      "error filmset.yaml:1:11 front.value\n",
      { { "a.md", "Hi.\n" }, { YAML, "credits: [{Music: Sam}]\n" } } },
    { "empty, or with lines around", "p Hi.\n", { { "a.md", "Hi.\n" }, { YAML, "\n# nothing\n" } } },
    { "a document of its own", "theme night\np Hi.\n", { { "a.md", "Hi.\n" }, { YAML, "---\ntheme: night\n...\n" } } },
};

static void test_stories(void)
{
    run_stories(stories, G_N_ELEMENTS(stories));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/project/stories", test_stories);
    return g_test_run();
}
