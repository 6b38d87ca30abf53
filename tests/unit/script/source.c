/* Bytes become a source, or an error that says how to mend them. */
#include "reading.h"

static const struct {
    const char *bytes;
    size_t length;
    const char *where, *hint; /* line:column, a part of the hint; NULL: it is fine */
} examples[] = {
#define BYTES(literal) (literal), sizeof(literal) - 1
    { BYTES("plain"), NULL, NULL },
    { BYTES("\xEF\xBB\xBFwith a BOM"), NULL, NULL },
    { BYTES("\xEF\xBB\xBF"), NULL, NULL },
    { BYTES(""), NULL, NULL },
    { BYTES("caf\xE9 au lait"), "1:4", "WINDOWS-1252" },
    { BYTES("one\ntwo caf\xE9"), "2:8", "WINDOWS-1252" },
    { BYTES("Gr\xFC\xDF"
            "e aus K\xF6ln"),
      "1:3", "WINDOWS-1252" },
    { BYTES("\xC4\xE3\xBA\xC3\xA3\xAC\xCA\xC0\xBD\xE7"), "1:1", "GB18030" },
    { BYTES("\xFF\xFEh\0i\0"), "1:1", "UTF-16LE" },
    { BYTES("\xFE\xFF\0h\0i"), "1:1", "UTF-16BE" },
    { BYTES("h\0i\0 \0y\0o\0u\0"), "1:1", "UTF-16LE" },
    { BYTES("a text with one NUL\0 in it, and more after it, and more"), "1:20", "text file" },
    { BYTES("cut \xE2\x82"), "1:5", "WINDOWS-1252" },     /* half a character at the end */
    { BYTES("surrogate \xED\xA0\x80"), "1:11", "UTF-8" }, /* not allowed in UTF-8 */
    { BYTES("overlong \xC0\xAF"), "1:10", "UTF-8" },
    { BYTES("\x1F\x8B\x08\0\0"), "1:1", "gunzip" },
    { BYTES("PK\x03\x04\xFF"), "1:1", "plain text" },
    { BYTES("{\\rtf1 Sea.}"), "1:1", "plain text" },
    { BYTES("OggSea is no sound"), NULL, NULL }, /* words are words */
    { BYTES("\0\0\0\x18"
            "ftypisom"),
      "1:1", "clip" },
};

static void test_encodings(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        char *exact = g_memdup2(examples[i].bytes, examples[i].length);
        struct fms_source *source = fms_source_new(ctx, "a.txt", exact, examples[i].length, diags);
        g_free(exact);
        g_assert_true((source != NULL) == (examples[i].where == NULL));
        if (source) {
            g_assert_cmpuint(strlen(source->text), ==, source->length);
        } else {
            const struct fms_diag *diag = fms_diags_get(diags, 0);
            struct fms_place place = fms_source_place(diag->span.source, diag->span.begin);
            char *where = g_strdup_printf("%zu:%zu", place.line, place.column);
            g_assert_cmpstr(where, ==, examples[i].where);
            g_assert_cmpstr(diag->code, ==, "script.encoding");
            g_assert_cmpuint(diag->span.end, ==, diag->span.source->length ? diag->span.begin + 1 : 0);
            g_assert_nonnull(strstr(diag->hint, examples[i].hint));
            g_assert_true(g_utf8_validate(diag->span.source->text, -1, NULL));
            g_free(where);
        }
        talloc_free(ctx);
    }
}

static void test_size(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    g_assert_null(fms_source_new(ctx, "a.txt", "", FMS_SCRIPT_MAX_BYTES + 1, diags));
    g_assert_cmpstr(fms_diags_get(diags, 0)->code, ==, "script.size");
    talloc_free(ctx);
}

static void test_formats(void)
{
    static const struct {
        const char *name, *text;
        enum fms_script_format format;
    } names[] = {
        { "a.md", "", FMS_FORMAT_MARKDOWN },
        { "a.MD", "", FMS_FORMAT_MARKDOWN },
        { "a.markdown", "", FMS_FORMAT_MARKDOWN },
        { "a.txt", "", FMS_FORMAT_PLAIN },
        { "a", "", FMS_FORMAT_PLAIN },
        { "md", "", FMS_FORMAT_PLAIN },
        { "a.txt", "---\n", FMS_FORMAT_MARKDOWN },
        { "a.md.txt", "x", FMS_FORMAT_PLAIN },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct fms_source source = { names[i].name, names[i].text, strlen(names[i].text) };
        g_assert_cmpint(fms_script_format_of(&source), ==, names[i].format);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/encodings", test_encodings);
    g_test_add_func("/source/size", test_size);
    g_test_add_func("/source/formats", test_formats);
    return g_test_run();
}
