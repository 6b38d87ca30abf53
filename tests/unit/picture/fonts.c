#include "diags.h"
#include "fonts-private.h"
#include "picture.h"

#include <string.h>
#include <talloc.h>

static void test_files(void)
{
    static const struct {
        const char *language, *text, *part; /**< a part of the name of one of the files */
    } rows[] = {
        { "en-gb", "Tides", "NotoSans-Regular" },
        { "zh-cn", "潮汐", "NotoSansCJK" },
        { "ar", "مد", "Arabic" },
        { "en-gb", "Tides 潮", "NotoSansCJK" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        char **files =
            fms_fonts_of(NULL, "Noto Sans, Noto Sans CJK SC", 400, false, rows[i].language, rows[i].text, NULL, &error);
        g_assert_no_error(error);
        bool found = false;
        for (char **file = files; *file; file++) {
            found = found || strstr(*file, rows[i].part);
            if (file[1])
                g_assert_cmpint(strcmp(file[0], file[1]), <, 0);
        }
        g_test_message("%s: %s", rows[i].text, files[0]);
        g_assert_true(found);
        talloc_free(files);
    }
}

/* Fonts of emoji have figures too, and none of them is wanted where there is no emoji. */
static void test_figures(void)
{
    static const char *const families[] = { "Noto Serif, Noto Serif CJK SC", "Noto Sans", "Noto Serif Display" };
    for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
        char **letters = fms_fonts_of(NULL, families[i], 500, false, "en", "of the", NULL, NULL);
        char **figures = fms_fonts_of(NULL, families[i], 500, false, "en", "2500 #1 *7 of the 18th", NULL, NULL);
        g_assert_nonnull(letters);
        g_assert_null(letters[1]);
        g_assert_cmpstr(figures[0], ==, letters[0]);
        g_assert_null(figures[1]);
        talloc_free(letters);
        talloc_free(figures);
    }
}

static void test_missing(void)
{
    GError *error = NULL;
    g_assert_null(fms_fonts_of(NULL, "Noto Sans", 400, false, "en", "a\xf3\xb0\x80\x81z", NULL, &error)); /* U+F0001 */
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED);
    g_assert_nonnull(strstr(error->message, "U+F0001"));
    g_error_free(error);
}

static void test_odd(void)
{
    static const char *const texts[] = { "", " ", "\n\n", "a\tb\r\nc", "\xff\xfe broken", "\xe2\x80\x8b\xe2\x80\x8f" };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        char **files = fms_fonts_of(NULL, "", -5, true, "", texts[i], NULL, NULL);
        g_assert_nonnull(files);
        talloc_free(files);
    }
}

/** One file holds many faces: the text says which. */
static void test_faces(void)
{
    char *japanese, *korean, *mixed;
    char **a = fms_fonts_of(NULL, "Noto Sans CJK JP", 400, false, "ja", "直骨", &japanese, NULL);
    char **b = fms_fonts_of(NULL, "Noto Sans CJK KR", 400, false, "ko", "直骨", &korean, NULL);
    char **c = fms_fonts_of(NULL, "Noto Sans", 400, false, "ko", "ab 直骨", &mixed, NULL);
    g_test_message("%s%s%s", japanese, korean, mixed);
    g_assert_cmpstr(a[0], ==, b[0]);
    g_assert_cmpstr(japanese, !=, korean);
    g_assert_true(g_str_has_prefix(japanese, "0+6: file 0, face "));
    g_assert_nonnull(strstr(mixed, "+6: file "));
    talloc_free(a);
    talloc_free(b);
    talloc_free(c);
}

/** What a text layer's runs are drawn with is among its files, and said of each run. */
static void test_runs(void)
{
    static const struct {
        enum fms_text_style style;
        const char *text, *part;
    } rows[] = {
        { FMS_STYLE_EMPHASIS, "the tides rise", "NotoSans-Italic" },
        { FMS_STYLE_STRONG, "the tides rise", "NotoSans-Bold" },
        { FMS_STYLE_CODE, "the tides rise", "DejaVuSansMono" },
        { FMS_STYLE_EMPHASIS, "潮汐起落", "NotoSansCJK-Bold" }, /* no slanted type */
        { FMS_STYLE_MARK, "the tides rise", "NotoSans-Regular" },
    };
    struct fms_text_layer plain = { .language = "en", .family = "Noto Sans, Noto Sans CJK SC", .weight = 400 };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_text_run run = { 6, 9, rows[i].style };
        struct fms_text_layer layer = plain;
        layer.text = rows[i].text;
        layer.mono = "DejaVu Sans Mono";
        layer.runs = &run;
        layer.n_runs = 1;
        char *faces;
        char **files = fms_fonts_of_text(NULL, &layer, &faces, NULL);
        bool found = false;
        for (char **file = files; *file; file++)
            found = found || strstr(*file, rows[i].part);
        g_test_message("row %zu: %s", i, faces);
        g_assert_true(found);
        g_assert_true(rows[i].style == FMS_STYLE_MARK || strstr(faces, "6+3: file "));
        talloc_free(files);
    }
}

/** What is drawn where English does not say how, when this program runs again in another environment. */
static char *glyphs_for(const char *variable, const char *reader)
{
    char *argv[] = { g_file_read_link("/proc/self/exe", NULL), "--glyphs", NULL }, *said = NULL;
    char **environment = g_environ_setenv(g_get_environ(), variable, reader, TRUE);
    int status = -1;
    g_assert_true(g_spawn_sync(NULL, argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, &status, NULL));
    g_assert_cmpint(status, ==, 0);
    g_strfreev(environment);
    g_free(argv[0]);
    return said;
}

static int say_glyphs(void)
{
    static const struct fms_letters letters = { .family = "Noto Sans", .language = "en", .weight = 400 };
    fms_fonts_lock();
    PangoLayout *layout = fms_fonts_layout(&letters, "直骨 अ ب");
    fms_fonts_resize(layout, &letters, 32);
    for (GSList *at = pango_layout_get_line_readonly(layout, 0)->runs; at; at = at->next) {
        const PangoGlyphItem *run = at->data;
        PangoFontDescription *description = pango_font_describe(run->item->analysis.font);
        char *font = pango_font_description_to_string(description);
        g_print("%s:", font);
        for (int i = 0; i < run->glyphs->num_glyphs; i++)
            g_print(" %u", run->glyphs->glyphs[i].glyph);
        g_print("; ");
        g_free(font);
        pango_font_description_free(description);
    }
    g_object_unref(layout);
    fms_fonts_unlock();
    return 0;
}

static void test_environment(void)
{
    static const char *const rows[][2] = {
        { "LANGUAGE", "ko" }, { "PANGO_LANGUAGE", "zh-tw:ur" }, { "FC_LANG", "ko" }, { "LC_ALL", "ko_KR.UTF-8" }
    };
    char *first = glyphs_for("LANGUAGE", "ja");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *other = glyphs_for(rows[i][0], rows[i][1]);
        g_test_message("%s: %s", rows[i][0], other);
        g_assert_cmpstr(first, ==, other);
        g_free(other);
    }
    g_free(first);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--glyphs") == 0)
        return say_glyphs();
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/fonts/files", test_files);
    g_test_add_func("/fonts/figures", test_figures);
    g_test_add_func("/fonts/missing", test_missing);
    g_test_add_func("/fonts/odd", test_odd);
    g_test_add_func("/fonts/faces", test_faces);
    g_test_add_func("/fonts/runs", test_runs);
    g_test_add_func("/fonts/environment", test_environment);
    return g_test_run();
}
