/*
 * The linter: each row is a script and the warnings that it deserves, `line:column code`. Most rows are what it must be
 * silent about.
 */
#include "lint.h"

#include <string.h>

static const struct fms_asset assets[] = {
    { .name = "wide.jpg", .kind = FMS_ASSET_STILL, .width_px = 3000, .height_px = 2000 },
    { .name = "known.jpg", .kind = FMS_ASSET_STILL, .width_px = 640, .height_px = 360, .creator = "Jo" },
    { .name = "small.jpg", .kind = FMS_ASSET_STILL, .width_px = 639, .height_px = 360 },
    { .name = "draw.svg", .kind = FMS_ASSET_VECTOR, .width_px = 30, .height_px = 20 },
    { .name = "clip.mp4", .kind = FMS_ASSET_CLIP, .width_px = 1920, .height_px = 1080, .duration = FMS_MS(6000) },
    { .name = "bed.ogg", .kind = FMS_ASSET_SOUND, .duration = FMS_MS(60000), .has_sound = true },
};

static const struct fms_asset *find_asset(void *user, const char *name, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(assets); i++)
        if (strcmp(assets[i].name, name) == 0)
            return &assets[i];
    g_assert_not_reached();
}

static const struct fms_world world = { .asset = find_asset };

/* About six seconds to say; four of them are a sentence that is too long, seven a picture that stands for too long. */
#define SIX "the water of the harbour rises for about six hours and then it falls for six "
#define SIX_STOP "The water of the harbour rises for about six hours and then it falls for six.\n"

static const struct {
    const char *remark, *script, *want;
} rows[] = {
    { "nothing to say", "# Tides\n\n![a](wide.jpg)\nThe sea comes and goes.\n\n> It is.\n> — Jo\n\n## Credits\nA | B\n",
      "" },
    { "alt", "![](wide.jpg)\nSea.\n\n![a](wide.jpg)\nSea.\n\n![ ](draw.svg)\nSea.\n", "1:1 lint.alt, 7:1 lint.alt" },
    { "still, of several shots", "![a](wide.jpg)\n" SIX_STOP SIX_STOP SIX_STOP SIX_STOP SIX_STOP SIX_STOP,
      "1:1 lint.still" },
    { "a drawing, too", "![a](draw.svg)\n" SIX_STOP SIX_STOP SIX_STOP SIX_STOP SIX_STOP SIX_STOP, "1:1 lint.still" },
    { "two in turn", "![a](wide.jpg)\n" SIX_STOP SIX_STOP SIX_STOP "\n![b](draw.svg)\n" SIX_STOP SIX_STOP SIX_STOP,
      "" },
    { "the same again is the same",
      "![a](wide.jpg)\n" SIX_STOP SIX_STOP SIX_STOP "\n![b](wide.jpg)\n" SIX_STOP SIX_STOP SIX_STOP, "1:1 lint.still" },
    { "not the same after something else",
      "![a](wide.jpg)\n" SIX_STOP SIX_STOP SIX_STOP "\n## B\n\n![b](wide.jpg)\n" SIX_STOP SIX_STOP SIX_STOP, "" },
    { "clip", "![a](clip.mp4)\n" SIX_STOP SIX_STOP SIX_STOP, "1:1 lint.clip" },
    { "a little longer is no harm", "![a](clip.mp4)\n" SIX_STOP "And so on.\n", "" },
    { "words behind a rule are others", "![a](clip.mp4)\nSea.\n\n---\n\n" SIX_STOP SIX_STOP SIX_STOP, "" },
    { "small", "![a](small.jpg)\nSea.\n\n![a](small.jpg)\nSea.\n", "1:6 lint.small" },
    { "drawings have no pixels", "![a](draw.svg)\nSea.\n", "" },
    { "licence, told once", "![a](known.jpg)\nSea.\n\n![a](wide.jpg)\nSea.\n\n![a](wide.jpg)\nSea.\n",
      "4:6 lint.licence" },
    { "of music", "---\nmusic: bed.ogg\n---\n![a](known.jpg)\nSea.\n", "2:8 lint.licence" },
    { "where no licence is known, none is missed", "![a](wide.jpg)\nSea.\n", "" },
    { "source", "Sea.\n\n> It is.\n", "3:1 lint.source" },
    { "in running text it may be known from the context", "She said: \"It never is a flat sea.\"\n", "" },
    { "pace", "---\npace: 90\n---\nSea.\n", "2:7 lint.pace" },
    { "fast", "---\npace: 201\n---\nSea.\n", "2:7 lint.pace" },
    { "within reason", "---\npace: 200\n---\nSea.\n", "" },
    { "sentence", "Here " SIX SIX "\n" SIX SIX "and so it goes on.\n\nSea.\n", "1:1 lint.sentence" },
    { "several of them are none", SIX_STOP SIX_STOP SIX_STOP SIX_STOP, "" },
    { "what others said is not ours", "> Here " SIX SIX SIX SIX "and so on.\n> — Jo\n", "" },
    { "a slower voice needs longer", "---\npace: 100\n---\nHere " SIX SIX "and " SIX ".\n", "4:1 lint.sentence" },
    { "title", "# Everything that anybody ever wanted to know about why the tides come twice a day\n\nSea.\n",
      "1:3 lint.title" },
    { "a long one that can be read", "# Pioneering and innovating to create more miracles on earth\n\nSea.\n", "" },
    { "in Chinese", "# 关于潮汐为什么每天来两次的一切你曾经想知道但是不敢问的问题\n\n潮汐。\n", "1:3 lint.title" },
    { "heading", "Sea.\n\n## A\n\n## B\n\nSea.\n\n### C\n", "3:1 lint.heading, 9:1 lint.heading" },
    { "a part with chapters", "Sea.\n\n## A\n\n### B\n\nSea.\n\n## C\n\n![a](wide.jpg)\n", "" },
    { "credits", "Sea.\n\n## A\n\nSea.\n\n## Credits\n\nA | B\n", "" },
    { "marks", "He said: “Never. And left.\n", "1:10 lint.marks" },
    { "straight", "He said: \"Never. And left.\n", "1:10 lint.marks" },
    { "a quotation of several paragraphs", "He said: “Never.\n\n“Never again.”\n", "" },
    { "closed behind a full stop, nested", "He said: “She said ‘Never’.”\n\n«Jamais»\n\n„Nie“ «Nie»\n", "" },
    { "inches", "A screen of 27\" is enough, and one of 24\" will do.\n\nOne of 5\" is not.\n", "" },
    { "two kinds", "The “ebb” and the \"flood\" come.\n", "1:19 lint.quotes" },
    { "one kind", "The \"ebb\" and the \"flood\" come, 27\" high.\n", "" },
    { "doubled", "The sea comes and and goes to The the end.\n", "1:19 lint.doubled, 1:35 lint.doubled" },
    { "formula", "A sum is $$ a_1 = b $$ in short.\n\nIt costs $$, not $$$.\n\n$$\nx^2\n$$\n",
      "1:10 lint.formula, 5:1 lint.formula" },
    { "over a line", "The sea comes and\nand goes.\n", "2:1 lint.doubled" },
    { "what may stand twice",
      "I know that that had had an effect, I gave her her book, and she came in in the end. No no. The the-a.\n", "" },
    { "not in one word", "The mathe the sea the thesis and and's.\n", "" },
    { "nor parted by a mark", "He came with, with what? And. And so on.\n", "" },
    { "in German", "---\nlanguage: de\n---\nDie, die die Welt sehen, sehen und und hören.\n", "4:36 lint.doubled" },
    { "in a language that doubles", "---\nlanguage: id\n---\nIt of of the the sea.\n", "" },
};

static char *linted(const char *text)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_source *source = fms_source_new(ctx, "a.md", text, strlen(text), diags);
    struct fms_script *script = fms_script_read(ctx, source, FMS_FORMAT_MARKDOWN, &world, diags);
    struct fms_board *board = script ? fms_board_direct(ctx, script, &world, diags) : NULL;
    g_assert_nonnull(board);
    g_assert_cmpuint(fms_diags_count(diags), ==, 0);
    fms_board_lint(board, script, diags);
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < fms_diags_count(diags); i++) {
        const struct fms_diag *diag = fms_diags_get(diags, i);
        struct fms_place place = fms_source_place(source, diag->span.begin);
        g_assert_true(diag->severity == FMS_WARNING && diag->hint && diag->span.end > diag->span.begin);
        g_string_append_printf(out, "%s%zu:%zu %s", i ? ", " : "", place.line, place.column, diag->code);
    }
    talloc_free(ctx);
    return g_string_free(out, FALSE);
}

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *got = linted(rows[i].script);
        if (strcmp(got, rows[i].want) != 0)
            g_error("%s: got '%s', wanted '%s'", rows[i].remark, got, rows[i].want);
        g_free(got);
    }
}

/* However often it is wrong, it is said a hundred times; and a fix is never attached to somebody else's warning. */
static void enough_is_enough(void)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 1000; i++)
        g_string_append(text, "The sea comes and and goes.\n\n");
    char *got = linted(text->str);
    g_assert_cmpuint(strlen(got), <, 100 * strlen(", 1999:19 lint.doubled"));
    g_assert_nonnull(strstr(got, "199:19 lint.doubled"));
    g_assert_null(strstr(got, "201:19 lint.doubled"));
    g_free(got);
    g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lint/rows", test_rows);
    g_test_add_func("/lint/enough", enough_is_enough);
    return g_test_run();
}
