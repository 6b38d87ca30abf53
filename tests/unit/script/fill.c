/* Variables: values are text and nothing else, and every place leads back to where it is written. */
#include "reading.h"

#include "fill.h"
#include "patchwork.h"

static const char data[] = "Ely|# *Wells* (pause: 9s)|x|y.jpg";

/* The values of the tests, in `data`. */
static struct fms_values values_of(const struct fms_source *source, struct fms_value *items)
{
    static const struct {
        const char *name, *text;
        size_t begin, end;
    } rows[] = { { "town", "Ely", 0, 3 },
                 { "hostile", "# *Wells* (pause: 9s)", 4, 25 },
                 { "x", "x", 26, 27 },
                 { "picture", "y.jpg", 28, 33 },
                 { "none", "", 33, 33 } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        items[i] = (struct fms_value){ rows[i].name, rows[i].text, { source, rows[i].begin, rows[i].end } };
    return (struct fms_values){ G_N_ELEMENTS(rows), items };
}

static const struct {
    const char *script, *sketch;
} rows[] = {
    { "In {{town}}.\n", "p In Ely.\n" },
    { "{{ town }}, {{town}} and {{x}}.\n", "p Ely, Ely and x.\n" },
    { "{{hostile}}\n\n*{{hostile}}*\n",
      "p # *Wells* (pause: 9s)\np # *Wells* (pause: 9s) {em:# *Wells* (pause: 9s)}\n" },
    { "A **{{x}}** and **{{town}} b** c.\n", "p A x and Ely b c. {strong:x} {strong:Ely b}\n" },
    { "![The {{town}}]({{picture}})\nSee.\n", "img <y.jpg> The Ely\np See.\n" },
    { "---\ntitle: \"{{town}}: the film\"\nauthor: \"{{hostile}}\"\n---\nSea.\n",
      "title Ely: the film\nauthor # *Wells* (pause: 9s)\np Sea.\n" },
    { "---\nposter: \"{{x}}\"\n---\nSea.\n", "poster x\np Sea.\n" },
    { "\\{{town}} {town} {{}} {{a\nb}}\n", "p {{town}} {town} {{}} {{a b}}\n" },
    { "## Credits\n\nSea | {{hostile}}\n", "c Sea | # *Wells* (pause: 9s)\n" },
};

static struct fms_script *read_filled(TALLOC_CTX *ctx, const char *text, struct fms_diags *diags)
{
    struct fms_source *source = fms_source_new(ctx, "a.md", text, strlen(text), diags);
    struct fms_source *table = fms_source_new(ctx, "rows.csv", data, strlen(data), diags);
    struct fms_value *items = talloc_array(ctx, struct fms_value, 8);
    const struct fms_values values = values_of(table, items);
    struct fms_source *hidden = fms_fill_hide(ctx, source, &values, diags);
    struct fms_script *script = hidden ? fms_script_read(ctx, hidden, FMS_FORMAT_MARKDOWN, NULL, diags) : NULL;
    if (script)
        fms_fill_script(script, &values);
    return script;
}

static void test_texts(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        const struct fms_script *script = read_filled(ctx, rows[i].script, diags);
        for (size_t k = 0; k < fms_diags_count(diags); k++)
            g_test_message("%s: %s", rows[i].script, fms_diags_get(diags, k)->message);
        g_assert_nonnull(script);
        GString *out = g_string_new(NULL);
        sketch_meta(&script->meta, out);
        for (size_t k = 0; k < script->n_blocks; k++)
            sketch_block(&script->blocks[k], out);
        g_assert_cmpstr(out->str, ==, rows[i].sketch);
        g_string_free(out, TRUE);
        talloc_free(ctx);
    }
}

/* Words around values stand where they stand in the script, and values in the data. */
static void test_places(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    const struct fms_script *script = read_filled(ctx, "A {{town}} *red* {{hostile}} sea {{x}} end.\n", diags);
    const struct fms_text *text = &script->blocks[0].text;
    static const struct {
        const char *word, *there, *source;
    } words[] = { { "red", "red", "a.md" },
                  { "sea", "sea", "a.md" },
                  { "end", "end", "a.md" },
                  { "Ely", "Ely", "rows.csv" },
                  { "Wells", NULL, "rows.csv" } };
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        size_t at = (size_t) (strstr(text->utf8, words[i].word) - text->utf8);
        struct fms_span span = fms_span_origin(fms_text_span(text, at, at + strlen(words[i].word)));
        g_assert_cmpstr(span.source->name, ==, words[i].source);
        if (words[i].there)
            g_assert_cmpint(strncmp(span.source->text + span.begin, words[i].there, strlen(words[i].there)), ==, 0);
    }
    talloc_free(ctx);
}

static void test_errors(void)
{
    static const struct {
        const char *script, *code, *source;
    } wrong[] = { { "In {{twon}}.\n", "data.unknown", "a.md" },
                  { "In {{none}}.\n", "data.empty", "rows.csv" },
                  { "In {{town}} \U00017001.\n", "script.reserved", "a.md" } };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        g_assert_null(read_filled(ctx, wrong[i].script, diags));
        g_assert_cmpuint(fms_diags_count(diags), ==, 1);
        g_assert_cmpstr(fms_diags_get(diags, 0)->code, ==, wrong[i].code);
        g_assert_cmpstr(fms_diags_get(diags, 0)->span.source->name, ==, wrong[i].source);
        talloc_free(ctx);
    }
}

static void test_names(void)
{
    struct fms_value items[8];
    const struct fms_values values = values_of(NULL, items);
    char *name = fms_fill_words(NULL, "out/{{town}}-{{nobody}}-{{x}}.mp4", &values);
    g_assert_cmpstr(name, ==, "out/Ely-{{nobody}}-x.mp4");
    talloc_free(name);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fill/texts", test_texts);
    g_test_add_func("/fill/places", test_places);
    g_test_add_func("/fill/errors", test_errors);
    g_test_add_func("/fill/names", test_names);
    return g_test_run();
}
