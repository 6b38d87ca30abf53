/*
 * Where a byte is, by walking there and by the index.
 */
#include "diags.h"

#include <string.h>
#include <time.h>

static struct fms_source source_of(const char *text)
{
    return (struct fms_source){ "film.md", text, strlen(text) };
}

static void test_places(void)
{
    static const struct {
        const char *text;
        size_t offset, line, column;
    } rows[] = {
        { "", 0, 1, 1 },
        { "abc", 0, 1, 1 },
        { "abc", 3, 1, 4 },
        { "a\nb", 1, 1, 2 }, /* the break itself ends its line */
        { "a\nb", 2, 2, 1 },
        { "a\r\nb", 3, 2, 1 },
        { "a\rb", 2, 2, 1 },
        { "a\n\r\n\rb", 5, 4, 1 },
        { "\xe6\xbd\xae\xe6\xb1\x90x", 6, 1, 3 }, /* 潮汐x: columns are code points */
        { "e\xcc\x81x", 3, 1, 3 },
        { "abc", 99, 1, 4 }, /* past the end is the end */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_source source = source_of(rows[i].text);
        struct fms_place place = fms_source_place(&source, rows[i].offset);
        g_assert_cmpuint(place.line, ==, rows[i].line);
        g_assert_cmpuint(place.column, ==, rows[i].column);
        struct fms_places *index = fms_places_new(NULL, &source);
        place = fms_places_at(index, rows[i].offset);
        g_assert_cmpuint(place.line, ==, rows[i].line);
        g_assert_cmpuint(place.column, ==, rows[i].column);
        talloc_free(index);
    }
}

/* Whatever lies at the index's own steps: breaks of two bytes, wide characters, one endless line. */
static void the_index_agrees(void)
{
    static const char *const patterns[] = { "\r\n", "潮汐\n", "x", "ab\r\r\n\xf0\x9f\x90\x9d" };
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        GString *text = g_string_new("x");
        while (text->len < 5000)
            g_string_append(text, patterns[i]);
        struct fms_source source = source_of(text->str);
        struct fms_places *index = fms_places_new(NULL, &source);
        for (size_t at = 0; at <= text->len + 2; at++) {
            struct fms_place want = fms_source_place(&source, at), got = fms_places_at(index, at);
            g_assert_cmpuint(got.line, ==, want.line);
            g_assert_cmpuint(got.column, ==, want.column);
        }
        talloc_free(index);
        g_string_free(text, TRUE);
    }
}

/* 100,000 places in a text of 16 MB: seconds by the index, hours by walking. */
static void many_places_are_quick(void)
{
    static const char *const patterns[] = { "x", "a line\n" };
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        GString *text = g_string_new(NULL);
        while (text->len < 16 << 20)
            g_string_append(text, patterns[i]);
        struct fms_source source = source_of(text->str);
        struct fms_places *index = fms_places_new(NULL, &source);
        int64_t begin = (gint64) clock();
        size_t sum = 0;
        for (size_t k = 0; k < 100000; k++)
            sum += fms_places_at(index, k * 167 % text->len).line;
        g_assert_cmpuint(sum, >=, 100000);
        g_assert_cmpint((gint64) clock() - begin, <, 10 * G_USEC_PER_SEC);
        talloc_free(index);
        g_string_free(text, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source-places/places", test_places);
    g_test_add_func("/source-places/index-agrees", the_index_agrees);
    g_test_add_func("/source-places/many", many_places_are_quick);
    return g_test_run();
}
