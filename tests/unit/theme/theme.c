/*
 * Themes: those shipped are whole; layers say only what differs; what is wrong is said with its place.
 */
#include "theme.h"

#include <glib/gstdio.h>
#include <string.h>

static const struct fms_span nowhere;

/* A project's folder on paper: names and texts. Drawings are not looked into. */
struct paper {
    const char *names[8], *texts[8];
    struct fms_source sources[8];
    struct fms_asset asset;
    const char *folders[3];
};

static const struct fms_source *paper_text(void *user, const char *name, GError **error)
{
    struct paper *paper = user;
    for (size_t i = 0; paper->names[i]; i++)
        if (!strcmp(paper->names[i], name)) {
            paper->sources[i] = (struct fms_source){ name, paper->texts[i], strlen(paper->texts[i]) };
            return &paper->sources[i];
        }
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING, "there is no '%s'", name);
    return NULL;
}

static const struct fms_asset *paper_drawing(void *user, enum fms_theme_place place, const char *path, GError **error)
{
    struct paper *paper = user;
    paper->asset.name = path;
    return &paper->asset;
}

static struct fms_theme *load(TALLOC_CTX *ctx, struct paper *paper, const char *name, const char *brand,
                              struct fms_diags *diags)
{
    char *folder = g_build_filename(g_getenv("FMS_TEST_DATA"), "..", "themes", NULL);
    paper->folders[0] = "/nonexistent";
    paper->folders[1] = talloc_strdup(ctx, folder);
    g_free(folder);
    const struct fms_theme_files files = { paper->folders, paper, paper_text, paper_drawing };
    return fms_theme_load(ctx, &files, name, brand, nowhere, diags);
}

static void shipped_themes_are_whole(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct paper paper = { { NULL } };
    struct fms_theme *theme = load(ctx, &paper, "evening", NULL, diags);
    g_assert_nonnull(theme);
    g_assert_cmpuint(theme->ink, ==, 0xf4efe6ff);
    g_assert_cmpstr(fms_theme_slot(theme, FMS_SHAPE_PORTRAIT, "words.text")->entrance, ==, "words");
    char **names = fms_theme_names(ctx, paper.folders);
    g_assert_cmpuint(g_strv_length(names), >=, 1);
    for (char **name = names; *name; name++) {
        g_assert_cmpstr(*name, !=, "base");
        g_assert_nonnull(load(ctx, &paper, *name, NULL, diags));
    }
    fms_diags_print(diags, FMS_DIAG_TEXT, stderr);
    g_assert_cmpuint(fms_diags_count(diags), ==, 0);
    talloc_free(ctx);
}

static void layers_say_what_differs(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct paper paper = {
        { "house/theme.yaml", "corporate.yaml" },
        { "extends: evening\nshapes:\n  all: {title.kicker: {weight: 700}}\n"
          "  landscape: {title.kicker: {box: [50, 50, 900, 100]}}\n  wide: {title.kicker: {size: 40}}\n",
          "colours: {accent: \"#102030\"}\nscale: {type: 900}\nlogo: bird.svg\n" }
    };
    struct fms_theme *theme = load(ctx, &paper, "./house/", "corporate.yaml", diags);
    fms_diags_print(diags, FMS_DIAG_TEXT, stderr);
    g_assert_nonnull(theme);
    const struct fms_slot *kicker = fms_theme_slot(theme, FMS_SHAPE_LANDSCAPE, "title.kicker"),
                          *wide = fms_theme_slot(theme, FMS_SHAPE_WIDE, "title.kicker"),
                          *square = fms_theme_slot(theme, FMS_SHAPE_SQUARE, "title.kicker");
    g_assert_cmphex(kicker->rgba, ==, 0x102030ff); /* the brand's accent reaches what the base says */
    g_assert_cmpint(kicker->weight, ==, 700);
    g_assert_cmpint(kicker->x, ==, 50);
    g_assert_cmpint(wide->x, ==, 50); /* from the landscape of the same layer */
    g_assert_cmpint(wide->size, ==, 36);
    g_assert_cmpint(square->x, ==, 90);
    g_assert_cmpint(square->weight, ==, 700);
    g_assert_cmpstr(theme->logo->name, ==, "bird.svg");
    g_assert_nonnull(strstr(theme->style, ".fill-accent{fill:#102030 !important;fill-opacity:1.000 !important}"));
    talloc_free(ctx);
}

static void drawings_give_boxes(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct paper paper = { { "a/theme.yaml", "a/landscape/title.svg", "a/square/card.svg" },
                           { "extends: base\n",
                             "<svg viewBox=\"0 0 1920 1080\"><rect id=\"slot:title.heading\" x=\"192\" y=\"108\" "
                             "width=\"960\" height=\"540\"/><g id=\"ornament\"><path class=\"fill-accent\"/></g></svg>",
                             "<svg viewBox=\"0 0 10 10\"><g id=\"ornament\"/></svg>" } };
    struct fms_theme *theme = load(ctx, &paper, "./a", NULL, diags);
    fms_diags_print(diags, FMS_DIAG_TEXT, stderr);
    g_assert_nonnull(theme);
    const struct fms_slot *heading = fms_theme_slot(theme, FMS_SHAPE_WIDE, "title.heading");
    g_assert_cmpint(heading->x, ==, 100);
    g_assert_cmpint(heading->y, ==, 100);
    g_assert_cmpint(heading->w, ==, 500);
    g_assert_cmpint(heading->h, ==, 500);
    g_assert_nonnull(theme->ornaments[FMS_SHAPE_LANDSCAPE][FMS_ELEMENT_TITLE]);
    g_assert_null(theme->ornaments[FMS_SHAPE_LANDSCAPE][FMS_ELEMENT_QUOTE]);
    g_assert_nonnull(theme->ornaments[FMS_SHAPE_FEED][FMS_ELEMENT_QUOTE]);
    g_assert_null(theme->ornaments[FMS_SHAPE_FEED][FMS_ELEMENT_POSTER]);
    talloc_free(ctx);
}

#define DRAWING(inside) "<svg viewBox=\"0 0 100 100\">\n" inside "</svg>"

static void what_is_wrong_is_said(void)
{
    static const struct {
        const char *yaml, *drawing;
        const char *code, *message;
        size_t line;
    } rows[] = {
        { "extends: base\ncolours:\n  ink: ivory\n", NULL, "theme.slot", "a colour is written", 3 },
        { "extends: base\ncolours:\n  mutd: \"#ffffff\"\n", NULL, "theme.unknown", "mutd", 3 },
        { "extends: base\nmotion: {drift: fast}\n", NULL, "theme.slot", "whole number from 0 to 100", 2 },
        { "extends: base\nmotion: {transition: explode}\n", NULL, "theme.slot", "explode", 2 },
        { "extends: base\nshapes: {all: {words.text: {valign: centre}}}\n", NULL, "theme.unknown", "centre", 2 },
        { "extends: base\nshapes: {all: {quote.wrk: {size: 3}}}\n", NULL, "theme.unknown", "quote.wrk", 2 },
        { "extends: base\nshapes: {tall: {}}\n", NULL, "theme.unknown", "tall", 2 },
        { "extends: base\nshapes:\n  all:\n    words.text: {box: [1, 2, 3]}\n", NULL, "theme.slot", "a box is", 4 },
        { "extends: base\nmotions: {}\n", NULL, "theme.unknown", "motions", 2 },
        { "extends: base\nshapes: {all: {words.text: {family: grotesque}}}\n", NULL, "theme.slot", "under 'type'", 2 },
        { "extends: base\nshapes: {all: {words.text: {size: 3}, words.text: {size: 4}}}\n", NULL, "theme.syntax",
          "twice", 2 },
        { "colours: [\n", NULL, "theme.syntax", "", 2 },
        { "- a\n", NULL, "theme.syntax", "a theme is a mapping", 1 },
        { "extends: midnight\n", NULL, "theme.missing", "midnight", 1 },
        { "extends: ./a\n", NULL, "theme.extends", "ring", 1 },
        { "colours: {}\n", NULL, "theme.slot", "lacks the entry 'mono'", 1 },
        { "type: {mono: Noto Sans Mono}\n", NULL, "theme.slot", "lacks the slot", 1 },
        { "extends: base\n", DRAWING("<rect id=\"slot:titel.heading\"/>"), "theme.unknown", "titel.heading", 2 },
        { "extends: base\n", DRAWING("<g transform=\"scale(2)\">\n<rect id=\"slot:title.rule\"/></g>"), "theme.drawing",
          "transform", 3 },
        { "extends: base\n", DRAWING("<path class=\"dark fill-acent\"/>"), "theme.unknown", "acent", 2 },
        { "extends: base\n", "<svg><rect id=\"slot:title.rule\"/></svg>", "theme.drawing", "viewBox", 1 },
        { "extends: base\n", "<svg>", "theme.drawing", "", 1 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        struct paper paper = { { "a/theme.yaml", rows[i].drawing ? "a/portrait/title.svg" : NULL },
                               { rows[i].yaml, rows[i].drawing } };
        g_test_message("%s", rows[i].yaml);
        g_assert_null(load(ctx, &paper, "./a", NULL, diags));
        g_assert_cmpuint(fms_diags_n_errors(diags), >=, 1);
        const struct fms_diag *diag = fms_diags_get(diags, 0);
        g_assert_cmpstr(diag->code, ==, rows[i].code);
        g_assert_nonnull(strstr(diag->message, rows[i].message));
        g_assert_cmpuint(fms_source_place(diag->span.source, diag->span.begin).line, ==, rows[i].line);
        talloc_free(ctx);
    }
}

static void missing_theme_lists_what_there_is(void)
{
    static const char *const names[][2] = { { "midnight", "themes installed: " },
                                            { "", "evening" },
                                            { ".", "evening" },
                                            { "evenign", "did you mean 'evening'?" } };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        struct paper paper = { { NULL } };
        g_assert_null(load(ctx, &paper, names[i][0], NULL, diags));
        g_assert_cmpstr(fms_diags_get(diags, 0)->code, ==, "theme.missing");
        g_assert_nonnull(strstr(fms_diags_get(diags, 0)->hint, names[i][1]));
        talloc_free(ctx);
    }
}

static void shapes(void)
{
    static const struct {
        int32_t w, h;
        enum fms_shape shape;
    } rows[] = {
        { 1920, 1080, FMS_SHAPE_LANDSCAPE }, { 1080, 1920, FMS_SHAPE_PORTRAIT }, { 1080, 1080, FMS_SHAPE_SQUARE },
        { 1080, 1350, FMS_SHAPE_FEED },      { 540, 676, FMS_SHAPE_FEED },       { 1280, 1024, FMS_SHAPE_LANDSCAPE },
        { 2520, 1080, FMS_SHAPE_WIDE },      { 1680, 720, FMS_SHAPE_WIDE },      { 540, 960, FMS_SHAPE_PORTRAIT },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(fms_shape_of(rows[i].w, rows[i].h), ==, rows[i].shape);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/theme/shipped", shipped_themes_are_whole);
    g_test_add_func("/theme/layers", layers_say_what_differs);
    g_test_add_func("/theme/drawings", drawings_give_boxes);
    g_test_add_func("/theme/wrong", what_is_wrong_is_said);
    g_test_add_func("/theme/missing", missing_theme_lists_what_there_is);
    g_test_add_func("/theme/shapes", shapes);
    return g_test_run();
}
