/*
 * Scripts become shots: each row is a script and the sketch of its board, a line a shot.
 */
#include "board.h"
#include "script.h"

#include <string.h>
#include <time.h>

/* A world with a few files, known by their names. */
static const struct fms_asset assets[] = {
    { .name = "wide.jpg", .kind = FMS_ASSET_STILL, .width_px = 3000, .height_px = 2000 },
    { .name = "two.jpg", .kind = FMS_ASSET_STILL, .width_px = 3000, .height_px = 2000 },
    { .name = "three.jpg", .kind = FMS_ASSET_STILL, .width_px = 3000, .height_px = 2000 },
    { .name = "tall.jpg", .kind = FMS_ASSET_STILL, .width_px = 2000, .height_px = 3000 },
    { .name = "draw.svg", .kind = FMS_ASSET_VECTOR, .width_px = 300, .height_px = 200 },
    { .name = "clip.mp4", .kind = FMS_ASSET_CLIP, .width_px = 1920, .height_px = 1080, .duration = FMS_MS(6000) },
    { .name = "bed.ogg", .kind = FMS_ASSET_SOUND, .duration = FMS_MS(60000), .has_sound = true },
};

static const struct fms_asset *find_asset(void *user, const char *name, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(assets); i++)
        if (strcmp(assets[i].name, name) == 0)
            return &assets[i];
    int code = strcmp(name, "/out.jpg") == 0  ? FMS_WORLD_FORBIDDEN
               : strcmp(name, "bad.jpg") == 0 ? FMS_WORLD_UNREADABLE
                                              : FMS_WORLD_MISSING;
    g_set_error(error, FMS_WORLD_ERROR, code, "it is not");
    return NULL;
}

static const struct fms_world world = { .asset = find_asset };

static struct fms_board *direct(TALLOC_CTX *ctx, const char *text, struct fms_diags *diags)
{
    struct fms_source *source = fms_source_new(ctx, "a.md", text, strlen(text), diags);
    struct fms_script *script = fms_script_read(ctx, source, FMS_FORMAT_MARKDOWN, NULL, diags);
    return script ? fms_board_direct(ctx, script, &world, diags) : NULL;
}

/* "p1.1 words cut [a|b] 250+2000": name, kind, join, beats (shown ones in capitals' stead with a star), what is set. */
static void sketch(const struct fms_board *board, GString *out)
{
    for (size_t i = 0; i < board->n_shots; i++) {
        const struct fms_shot *shot = &board->shots[i];
        g_string_append_printf(out, "%s %s%s", shot->name, fms_shot_kind_name(shot->kind),
                               shot->join.how == FMS_TRANSITION_CUT ? " cut" : "");
        if (shot->view)
            g_string_append_printf(out, " %s %s", shot->view->asset->name, shot->view->move ? shot->view->move : "-");
        if (shot->speaker || shot->work)
            g_string_append_printf(out, " <%s, %s>", shot->speaker ? shot->speaker : "", shot->work ? shot->work : "");
        for (size_t k = 0; k < shot->n_beats; k++)
            g_string_append_printf(out, " %c%s~%d", shot->beats[k].shown ? '*' : '(', shot->beats[k].line.text,
                                   (int) (shot->beats[k].pause / FMS_MS(1)));
        g_string_append_c(out, '\n');
    }
}

struct row {
    const char *text, *sketch;
};

static const struct row rows[] = {
    { "We row.", "p1.1 words cut *We row.~1200\ncredits credits\n" },
    { "---\ntitle: Boats\nseries: Sea\n---\nWe row.\n\nWe rest.",
      "title title cut\np1.1 words *We row.~700\np2.1 words *We rest.~1200\ncredits credits\n" },

    /* chapters and rules */
    { "We row.\n\n## The boats\n\nWe rest.\n\n---\n\nWe go.\n\n* * *\n\n## The boats\n\nWhat now?",
      "p1.1 words cut *We row.~900\nchapter-the-boats chapter *The boats.~700\np2.1 words *We rest.~800\n"
      "p3.1 words cut *We go.~900\nchapter-the-boats-2 chapter cut *The boats.~700\np4.1 words *What "
      "now?~1200\ncredits credits\n" },
    { "We row.\n\n## Why “row”?\n\nYes.",
      "p1.1 words cut *We row.~900\nchapter-why-row chapter *Why “row”?~700\np2.1 words "
      "*Yes.~1200\ncredits credits\n" },
    { "我们划船。\n\n## 船\n\n走吧。",
      "p1.1 words cut *我们划船。~900\nchapter-船 chapter *船。~700\np2.1 words *走吧。~1200\n"
      "credits credits\n" },
    { "We row.\n\n♪ ♪\n\nWe rest.", "p1.1 words cut *We row.~800\np2.1 words cut *We rest.~1200\ncredits credits\n" },

    /* pictures */
    { "![A](wide.jpg)\nWe row.\n\nWe rest.\n\n> Row.\n\nWe go.",
      "p1.1 picture cut wide.jpg - (We row.~700 (We rest.~700\np3.1 quote *Row.~700\np4.1 words *We go.~1200\ncredits "
      "credits\n" },
    { "![](draw.svg)\nWe row.\n\n![](two.jpg){move=left}\nWe rest.",
      "p1.1 picture cut draw.svg none (We row.~700\np2.1 picture two.jpg left (We rest.~1200\ncredits credits\n" },
    { "![](wide.jpg)\n![](two.jpg)\nWe all row the boat today and rest. We all row the boat today and rest. We all "
      "rest "
      "tomorrow and row. And so it goes on and on.",
      "p1.1 picture cut wide.jpg - (We all row the boat today and rest.~350 (We all row the boat today and rest.~350\n"
      "p1.2 picture two.jpg - (We all rest tomorrow and row.~350 (And so it goes on and on.~1200\ncredits credits\n" },
    { "![](wide.jpg)\n![](two.jpg)\nWe all row the boat today, and then we rest.", /* one sentence for two pictures */
      "p1.1 picture cut wide.jpg - (We all row the boat today,~120\np1.2 picture two.jpg - (and then we "
      "rest.~1200\ncredits credits\n" },
    { "![](wide.jpg)\n\n## Boats\n\n![](wide.jpg)", "picture-wide-jpg picture cut wide.jpg -\nchapter-boats chapter "
                                                    "*Boats.~1200\npicture-wide-jpg-2 picture wide.jpg -\n"
                                                    "credits credits\n" },
    { "![](wide.jpg)\nAda Sea said: “We row.”", /* the introduction is heard over her picture */
      "p1.1 picture cut wide.jpg - (Ada Sea said:~700\np1.2 quote <Ada Sea, > *We row.~1200\ncredits credits\n" },
    { "![](clip.mp4)\nWe all row the boat today and rest. We all row the boat today and rest.", /* longer than the clip */
      "p1.1 picture cut clip.mp4 - (We all row the boat today and rest.~350\np1.2 words *We all row the boat today and "
      "rest.~1200\n"
      "credits credits\n" },

    /* quotations */
    { "他说：“走吧。”", /* nobody to name: the introduction is set before the card, which would stand empty */
      "p1.1 words cut *他说：~700\np1.2 quote *走吧。~1200\ncredits credits\n" },
    { "> Row, all of you.\n> — Ada Sea, *Boats*\n\nYes.",
      "p1.1 quote cut <Ada Sea, Boats> *Row, all of you.~700\np2.1 words *Yes.~1200\ncredits credits\n" },
    { "> “Row, all of you.”\n> — Ada Sea", "p1.1 quote cut <Ada Sea, > *Row, all of you.~1200\ncredits credits\n" },
    { "So it is. Ada Sea once said: “Row, all of you.” Then she left.",
      "p1.1 words cut *So it is.~700\np1.2 quote <Ada Sea, > (Ada Sea once said:~350 *Row, all of you.~700\np1.3 words "
      "*Then she "
      "left.~1200\ncredits credits\n" },
    { "“Row, all of you,” said Ada Sea. She left.", "p1.1 quote cut <Ada Sea, > *Row, all of you~700 (said Ada "
                                                    "Sea.~700\np1.2 words *She left.~1200\ncredits credits\n" },
    { "The law pointed out: Row, all of you.",
      "p1.1 quote cut <The law, > (The law pointed out:~350 *Row, all of you.~1200\ncredits credits\n" },
    { "In the “Law of boats” it is so.", "p1.1 words cut *In the “Law of boats” it is so.~1200\ncredits credits\n" },
    { "Ada Sea said: “…” and left.", "p1.1 words cut *Ada Sea said: “…” and left.~1200\ncredits credits\n" },

    /* credits */
    { "We row.\n\n## Credits\n\nDirector | Ada Sea", "p1.1 words cut *We row.~1200\ncredits credits\n" },
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        struct fms_board *board = direct(ctx, rows[i].text, diags);
        GString *out = g_string_new("");
        fms_diags_print(diags, FMS_DIAG_TEXT, stdout);
        g_assert_nonnull(board);
        sketch(board, out);
        g_assert_cmpstr(out->str, ==, rows[i].sketch);
        g_string_free(out, TRUE);
        talloc_free(ctx);
    }
}

static const struct {
    const char *text, *code, *hint; /* hint: a part of it */
} errors[] = {
    { "![](no.jpg)\nWe row.", "asset.missing", "beside the script" },
    { "![](/out.jpg)\nWe row.", "asset.forbidden", NULL },
    { "![](bad.jpg)\nWe row.", "asset.unreadable", NULL },
    { "![](https://example.org/a.jpg)\nWe row.", "asset.forbidden", "download" },
    { "![](bed.ogg)\nWe row.", "asset.unreadable", "music" },
    { "---\nmusic: wide.jpg\n---\nWe row.", "asset.unreadable", NULL },
    { "---\nmusic: no.ogg\n---\nWe row.", "asset.missing", NULL },
    { "![](wide.jpg){focs=1}\nWe row.", "image.attribute", "'focus'" },
    { "![](wide.jpg){move=lef}\nWe row.", "image.attribute", "'left'" },
    { "![](wide.jpg){fit=covr}\nWe row.", "image.attribute", "'cover'" },
    { "![](wide.jpg){focus=40%}\nWe row.", "image.attribute", "focus=40%,70%" },
    { "![](wide.jpg){focus=40%,101%}\nWe row.", "image.attribute", "focus=40%,70%" },
    { "![](wide.jpg){focus=1.00001,0}\nWe row.", "image.attribute", "focus=40%,70%" },
    { "![](wide.jpg){focus=99999999999999999999,0}\nWe row.", "image.attribute", "focus=40%,70%" },
    { "![](wide.jpg){focus=-1,0}\nWe row.", "image.attribute", "focus=40%,70%" },
    { "![](wide.jpg){focus}\nWe row.", "image.attribute", "focus=40%,70%" },
};

static void test_errors(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(errors); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        g_assert_null(direct(ctx, errors[i].text, diags));
        g_assert_cmpuint(fms_diags_count(diags), ==, 1);
        const struct fms_diag *diag = fms_diags_get(diags, 0);
        g_assert_cmpstr(diag->code, ==, errors[i].code);
        g_assert_true(!errors[i].hint || (diag->hint && strstr(diag->hint, errors[i].hint)));
        g_assert_true(diag->span.source != NULL && diag->span.end > diag->span.begin);
        talloc_free(ctx);
    }
}

static const struct {
    const char *attributes;
    int32_t x, y;
    int fit;
} images[] = {
    { "wide.jpg", -1, -1, -1 }, /* what was not said is left to the frame's shape */
    { "draw.svg", -1, -1, -1 },
    { "tall.jpg){focus=40%,70%}", 400000, 700000, -1 },
    { "tall.jpg){focus=0.4,0.725 fit=contain}", 400000, 725000, FMS_FIT_CONTAIN },
    { "wide.jpg){focus=100%,1.0 fit=blur}", 1000000, 1000000, FMS_FIT_BLUR },
    { "wide.jpg){focus=33.3333333%,0 fit=cover}", 333333, 0, FMS_FIT_COVER },
};

static void test_images(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(images); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        char *text = talloc_asprintf(ctx, "![Alt](%s%s\nWe row.", images[i].attributes,
                                     strchr(images[i].attributes, ')') ? "" : ")");
        struct fms_board *board = direct(ctx, text, fms_diags_new(ctx));
        g_assert_nonnull(board);
        g_assert_cmpint(board->shots[0].view->focus_x, ==, images[i].x);
        g_assert_cmpint(board->shots[0].view->focus_y, ==, images[i].y);
        g_assert_cmpint(board->shots[0].view->fit, ==, images[i].fit);
        g_assert_cmpstr(board->shots[0].view->alt, ==, "Alt");
        talloc_free(ctx);
    }
}

static const char long_words[] = "We all row the boat today and rest, and nobody asks why. The sea is wide and grey "
                                 "and calm this morning; the boats are "
                                 "small and old and slow. Nobody in the harbour wants to row out there today, not even "
                                 "the mayor of the town. So we all "
                                 "sit on the wall and look at the water and wait for the evening to come.";

/* A long quotation takes several cards; a long passage moves its picture to and fro. */
static void test_long(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    char *text = talloc_asprintf(ctx, "> %s\n> — Ada Sea\n\n![](wide.jpg){move=right}\n%s\n", long_words, long_words);
    struct fms_board *board = direct(ctx, text, fms_diags_new(ctx));
    size_t n = 0;
    GString *words = g_string_new("");
    for (; board->shots[n].kind == FMS_SHOT_QUOTE; n++) {
        const struct fms_shot *shot = &board->shots[n];
        g_string_append_printf(words, "%s%s", n ? " " : "", shot->words);
        g_assert_true(shot->opens == (n == 0));
        g_assert_true(shot->closes == (board->shots[n + 1].kind != FMS_SHOT_QUOTE));
        g_assert_cmpstr(shot->speaker, ==, "Ada Sea");
        g_assert_cmpint(shot->lead, ==, FMS_MS(400));
    }
    g_assert_cmpuint(n, >=, 2);
    g_assert_cmpstr(words->str, ==, long_words);
    g_string_free(words, TRUE);
    static const char *const moves[] = { "right", "left" };
    size_t from = n;
    for (; board->shots[n].kind == FMS_SHOT_PICTURE; n++)
        g_assert_cmpstr(board->shots[n].view->move, ==, moves[(n - from) % 2]);
    g_assert_cmpuint(n - from, >=, 3);
    g_assert_cmpuint(board->n_citations, ==, 1);
    talloc_free(ctx);
}

static void test_meta(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_board *board =
        direct(ctx,
               "---\ntitle: Boote\nauthor: Ada\nlanguage: de_AT\nvoice: de+f2\npace: 120\nmusic: bed.ogg\n"
               "captions: off\nloudness: -16\ntheme: day\n---\nWir rudern.\n\n## Ende\n\nDa.",
               fms_diags_new(ctx));
    g_assert_cmpstr(board->title, ==, "Boote");
    g_assert_cmpstr(board->series, ==, "");
    g_assert_cmpstr(board->author, ==, "Ada");
    g_assert_cmpstr(board->language, ==, "de-at");
    g_assert_cmpstr(board->captions, ==, "off");
    g_assert_cmpstr(board->theme, ==, "day");
    g_assert_cmpint(board->loudness_clufs, ==, -1600);
    g_assert_cmpstr(board->music.asset->name, ==, "bed.ogg");
    g_assert_cmpstr(board->shots[1].beats[0].line.voice, ==, "de+f2");
    g_assert_cmpint(board->shots[1].beats[0].line.pace_wpm, ==, 120);
    g_assert_true(board->shots[0].starts_chapter);
    g_assert_true(board->shots[2].starts_chapter);
    g_assert_false(board->shots[1].starts_chapter);
    board = direct(ctx, "Wir rudern, und das Meer ist nicht ruhig.", fms_diags_new(ctx));
    g_assert_cmpstr(board->language, ==, "de");
    g_assert_cmpstr(board->captions, ==, "burned");
    talloc_free(ctx);
}

/* Every name once, whatever headings are called; every beat's words stand in its shot's, in order; the same dump twice. */
static void check_board(const struct fms_board *board)
{
    GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < board->n_shots; i++) {
        const struct fms_shot *shot = &board->shots[i];
        g_assert_true(g_hash_table_add(names, (gpointer) (uintptr_t) shot->name));
        const char *at = shot->words;
        for (size_t k = 0; k < shot->n_beats; k++) {
            g_assert_cmpstr(shot->beats[k].line.text, !=, "");
            if (at && shot->beats[k].shown)
                g_assert_nonnull(at = strstr(at, shot->beats[k].line.text));
        }
    }
    g_hash_table_unref(names);
}

static void test_big(void)
{
    GString *text = g_string_new("---\nlanguage: en\n---\n");
    for (int i = 0; i < 20000; i++)
        g_string_append_printf(text, "%s\n\n",
                               i % 7 == 0   ? "## Boats"
                               : i % 7 == 3 ? "Ada Sea said: “We all row.” And so on."
                               : i % 7 == 5 ? "![](wide.jpg)"
                               : i % 7 == 6 ? long_words
                                            : "We row, we rest.");
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    gint64 begin = (gint64) clock();
    struct fms_board *board = direct(ctx, text->str, diags);
    g_assert_cmpint((gint64) clock() - begin, <, 20 * G_TIME_SPAN_SECOND);
    g_test_message("%d ms", (int) (((gint64) clock() - begin) / 1000));
    g_assert_nonnull(board);
    g_assert_cmpstr(fms_diags_get(diags, 0)->code, ==, "script.long");
    check_board(board);
    GString *dumps[2] = { g_string_new(""), g_string_new("") };
    fms_board_dump(board, dumps[0]);
    fms_board_dump(direct(ctx, text->str, diags), dumps[1]);
    g_assert_cmpstr(dumps[0]->str, ==, dumps[1]->str);
    g_string_free(dumps[0], TRUE);
    g_string_free(dumps[1], TRUE);
    g_string_free(text, TRUE);
    talloc_free(ctx);
}

/* Scripts of one thing over and over, and of nothing but marks. */
static void test_hostile(void)
{
    static const char *const bits[] = {
        "a. ",    "## a\n\n", "![](wide.jpg)\n\n", "> “\n\n", "X said: “",      "* * *\n\n",          "a", "海",
        "\u0301", "“a” ",     "> a\n> — b\n\n",    "- a\n",   "said: A b c d ", "## a-2\n\n## a\n\n", "?!"
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bits); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        GString *text = g_string_new("x ");
        while (text->len < 60000)
            g_string_append(text, bits[i]);
        gint64 begin = (gint64) clock();
        struct fms_board *board = direct(ctx, text->str, fms_diags_new(ctx));
        if (board)
            check_board(board);
        g_test_message("%s: %d ms", bits[i], (int) (((gint64) clock() - begin) / 1000));
        g_assert_cmpint((gint64) clock() - begin, <, 10 * G_TIME_SPAN_SECOND);
        g_string_free(text, TRUE);
        talloc_free(ctx);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/board/rows", test_rows);
    g_test_add_func("/board/errors", test_errors);
    g_test_add_func("/board/images", test_images);
    g_test_add_func("/board/long", test_long);
    g_test_add_func("/board/meta", test_meta);
    g_test_add_func("/board/big", test_big);
    g_test_add_func("/board/hostile", test_hostile);
    return g_test_run();
}
