/*
 * Charts of data files. The trees are made by hand: what stands in a script for such a chart is the reader's affair.
 */
#include "directing.h"

/* A paragraph and a chart of a file above it. */
static struct fms_board *direct(TALLOC_CTX *ctx, const char *file, const char *language, struct fms_diags *diags)
{
    static const char text[] = "data.csv\nWe row.";
    struct fms_source *source = talloc_zero(ctx, struct fms_source);
    *source = (struct fms_source){ .name = "a.md", .text = text, .length = sizeof text - 1 };
    struct fms_attribute *data = talloc_zero(ctx, struct fms_attribute);
    *data = (struct fms_attribute){ "data", file, { source, 0, 8 } };
    struct fms_block *blocks = talloc_zero_array(ctx, struct fms_block, 2);
    const struct fms_text none = { .utf8 = "" };
    for (size_t i = 0; i < 2; i++)
        blocks[i].text = blocks[i].argument = blocks[i].source_line = blocks[i].role = blocks[i].names =
            blocks[i].speaker = none;
    blocks[0].kind = FMS_BLOCK_PANEL;
    blocks[0].panel = FMS_PANEL_LINES;
    blocks[0].n_attributes = 1;
    blocks[0].attributes = data;
    blocks[0].span = (struct fms_span){ source, 0, 8 };
    blocks[1].kind = FMS_BLOCK_PARAGRAPH;
    blocks[1].text = (struct fms_text){ .utf8 = "We row.", .length = 7, .span = { source, 9, 16 } };
    struct fms_script *script = talloc_zero(ctx, struct fms_script);
    *script = (struct fms_script){ .source = source, .n_blocks = 2, .blocks = blocks };
    script->meta = (struct fms_meta){ .title = none,
                                      .series = none,
                                      .author = none,
                                      .voice = none,
                                      .theme = none,
                                      .music = none,
                                      .aspect = none,
                                      .size = none,
                                      .brand = none,
                                      .lut = none,
                                      .reduced_motion = none,
                                      .captions = none,
                                      .transition = none,
                                      .licence = none,
                                      .music_volume = none };
    script->meta.language = (struct fms_text){ .utf8 = language, .length = strlen(language) };
    return fms_board_direct(ctx, script, &directing_world, diags);
}

static void test_files(void)
{
    static const struct {
        const char *file, *language, *dump;
    } rows[] = {
        { "rain.csv", "en",
          "panel lines\nhead cell=\"Month\" cell=\"Rain\"\nrow cell=\"May\" cell=\"12.5\" value=12500000\n"
          "row cell=\"June, late\" cell=\"7\" value=7000000\nvalue=none" },
        { "semicolons.csv", "de", "!head\nrow cell=\"Mai\" cell=\"12,5\" value=12500000\nvalue=7000000" },
        { "quotes.csv", "en", "row cell=\"a \\\"b\\\"\" cell=\"1\" value=1000000\ncell=\"c\"" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_board *board = direct(ctx, rows[i].file, rows[i].language, fms_diags_new(ctx));
        GString *dump = g_string_new(NULL);
        g_assert_nonnull(board);
        fms_board_dump(board, dump);
        directing_compare(dump->str, rows[i].file, rows[i].dump);
        g_string_free(dump, TRUE);
        talloc_free(ctx);
    }
}

static void test_mistakes(void)
{
    static const struct {
        const char *file, *code, *source, *at;
    } rows[] = {
        { "bad.csv", "chart.value", "bad.csv", "lots" }, /* in the data file itself */
        { "open.csv", "chart.value", "open.csv", "\"" },
        { "empty.csv", "chart.value", "a.md", "data.csv" },
        { "no.csv", "asset.missing", "a.md", "data.csv" },
        { "https://example.org/a.csv", "asset.forbidden", "a.md", "data.csv" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        g_assert_null(direct(ctx, rows[i].file, "en", diags));
        g_assert_cmpuint(fms_diags_count(diags), ==, 1);
        const struct fms_diag *diag = fms_diags_get(diags, 0);
        g_assert_cmpstr(diag->code, ==, rows[i].code);
        g_assert_cmpstr(diag->span.source->name, ==, rows[i].source);
        char *at = g_strndup(diag->span.source->text + diag->span.begin, diag->span.end - diag->span.begin);
        g_assert_cmpstr(at, ==, rows[i].at);
        g_free(at);
        talloc_free(ctx);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv/files", test_files);
    g_test_add_func("/csv/mistakes", test_mistakes);
    return g_test_run();
}
