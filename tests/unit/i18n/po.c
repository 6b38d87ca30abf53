/*
 * Catalogues: what is read, what is refused and where, and that what is written is read as the same.
 */
#include "po.h"

#include <string.h>

struct reading {
    TALLOC_CTX *ctx;
    struct fms_source source;
    struct fms_diags *diags;
    struct fms_po *po;
};

static struct reading read_text(const char *text)
{
    struct reading reading = { .ctx = talloc_new(NULL) };
    struct fms_source *source = talloc_zero(reading.ctx, struct fms_source);
    *source = (struct fms_source){ .name = "de.po", .text = text, .length = strlen(text) };
    reading.diags = fms_diags_new(reading.ctx);
    reading.po = fms_po_read(reading.ctx, source, reading.diags);
    return reading;
}

static const char whole[] =
    "# Jo\nmsgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
    "#. narration, at 0:01.0\n#: a.md:3\n#, fuzzy, no-wrap\n#| msgid \"Old\"\nmsgctxt \"narration\"\n"
    "msgid \"\"\n\"One \\\"two\\\"\\n\"\n\"three\"\nmsgstr \"Eins\\tzwei\\\\\"\n\n"
    "#~ msgctxt \"heading\"\n#~ msgid \"Gone\"\n#~ msgstr \"Fort\"\n";

static void entries(void)
{
    struct reading reading = read_text(whole);
    g_assert_nonnull(reading.po);
    g_assert_cmpuint(reading.po->n, ==, 3);
    const struct fms_po_entry *entry = &reading.po->entries[1];
    g_assert_cmpstr(reading.po->entries[0].notes, ==, "Jo");
    g_assert_cmpstr(entry->context, ==, "narration");
    g_assert_cmpstr(entry->id, ==, "One \"two\"\nthree");
    g_assert_cmpstr(entry->str, ==, "Eins\tzwei\\");
    g_assert_cmpstr(entry->previous, ==, "Old");
    g_assert_cmpstr(entry->extracted, ==, "narration, at 0:01.0");
    g_assert_cmpstr(entry->references, ==, "a.md:3");
    g_assert_cmpstr(entry->flags, ==, "no-wrap");
    g_assert_true(entry->fuzzy);
    g_assert_true(reading.po->entries[2].obsolete);
    g_assert_cmpuint(fms_source_place(entry->str_span.source, entry->str_span.begin).line, ==, 13);
    GHashTable *index = fms_po_index(reading.po);
    g_assert_true(fms_po_find(index, "narration", "One \"two\"\nthree") == entry);
    g_assert_null(fms_po_find(index, "heading", "Gone"));
    g_hash_table_destroy(index);
    talloc_free(reading.ctx);
}

static void mistakes(void)
{
    static const struct {
        const char *text, *code;
        size_t line;
    } rows[] = {
        { "msgid \"a\nmsgstr \"b\"\n", "po.syntax", 1 },                 /* never closed */
        { "msgid \"a\"\n\nmsgid \"b\"\nmsgstr \"\"\n", "po.syntax", 3 }, /* no msgstr before the next */
        { "msgid \"a\"\n", "po.syntax", 1 },
        { "msgid \"a\\q\"\nmsgstr \"\"\n", "po.syntax", 1 }, /* means nothing */
        { "msgid \"a\" b\nmsgstr \"\"\n", "po.syntax", 1 },
        { "hello\n", "po.syntax", 1 },
        { "\"hello\"\n", "po.syntax", 1 }, /* goes on with nothing */
        { "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n", "po.charset", 2 },
        { "msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n", "po.twice", 4 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct reading reading = read_text(rows[i].text);
        g_test_message("%s", rows[i].text);
        g_assert_null(reading.po);
        g_assert_cmpuint(fms_diags_count(reading.diags), ==, 1);
        const struct fms_diag *diag = fms_diags_get(reading.diags, 0);
        g_assert_cmpstr(diag->code, ==, rows[i].code);
        g_assert_cmpuint(fms_source_place(diag->span.source, diag->span.begin).line, ==, rows[i].line);
        talloc_free(reading.ctx);
    }
}

/* Odd, and no mistake. */
static void forgiven(void)
{
    static const char *const rows[] = {
        "",
        "# only a comment\n",
        "msgid \"a\"\r\nmsgstr \"b\"\r\n",
        "  msgid  \"a\"  \n\tmsgstr\t\"b\"",
        "msgid \"a\"\nmsgstr \"\\303\\244 \\xc3\\xa4 \\xff\"\n", /* bytes; the last is none of UTF-8 */
        "#~ msgid \"a\"\n#~ msgstr \"b\"\n#~ msgid \"a\"\n#~ msgstr \"c\"\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct reading reading = read_text(rows[i]);
        g_assert_nonnull(reading.po);
        for (size_t k = 0; k < reading.po->n; k++)
            g_assert_true(g_utf8_validate(reading.po->entries[k].str, -1, NULL));
        g_assert_cmpuint(fms_diags_count(reading.diags), ==, 0);
        talloc_free(reading.ctx);
    }
    struct reading reading = read_text("msgid \"a\"\nmsgid_plural \"as\"\nmsgstr[0] \"b\"\nmsgstr[1] \"c\"\n");
    g_assert_cmpuint(reading.po->n, ==, 0);
    g_assert_cmpstr(fms_diags_get(reading.diags, 0)->code, ==, "po.plural");
    talloc_free(reading.ctx);
}

static void written(void)
{
    struct reading reading = read_text(whole);
    GString *once = g_string_new(NULL), *twice = g_string_new(NULL);
    struct fms_po_entry *entry = &reading.po->entries[1];
    char *lengthy = g_strdup_printf("%0200d %s\n\n", 7,
                                    "words and words and words and words and words and words and words and wörds");
    entry->str = lengthy;
    fms_po_write(reading.po, once);
    struct reading again = read_text(once->str);
    g_assert_nonnull(again.po);
    g_assert_cmpstr(again.po->entries[1].str, ==, lengthy);
    g_assert_cmpstr(again.po->entries[1].id, ==, entry->id);
    fms_po_write(again.po, twice);
    g_assert_cmpstr(once->str, ==, twice->str);
    g_assert_nonnull(strstr(once->str, "#, fuzzy, no-wrap\n#| msgid \"Old\"\n"));
    g_assert_nonnull(strstr(once->str, "#~ msgid \"Gone\"\n"));
    g_free(lengthy);
    g_string_free(once, TRUE);
    g_string_free(twice, TRUE);
    talloc_free(again.ctx);
    talloc_free(reading.ctx);
}

/* Megabytes of one string, or of many entries, take time as they take bytes. */
static void large(void)
{
    GString *text = g_string_new("msgid \"");
    for (size_t i = 0; i < 1 << 20; i++)
        g_string_append(text, "a\\\"b ");
    g_string_append(text, "\"\nmsgstr \"\"\n");
    for (size_t i = 0; i < 50000; i++)
        g_string_append_printf(text, "\nmsgid \"m%zu\"\nmsgstr \"\"\n", i);
    struct reading reading = read_text(text->str);
    g_assert_cmpuint(reading.po->n, ==, 50001);
    talloc_free(reading.ctx);
    g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/po/entries", entries);
    g_test_add_func("/po/mistakes", mistakes);
    g_test_add_func("/po/forgiven", forgiven);
    g_test_add_func("/po/written", written);
    g_test_add_func("/po/large", large);
    return g_test_run();
}
