#include "drawing-child-private.h"
#include "drawing-private.h"
#include "picture-stage.h"

#include <glib/gstdio.h>
#include <string.h>
#include <talloc.h>
#include <unistd.h>

#define OPEN                                                                                                           \
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='40' height='20'>"

static char *file;

static bool size_of(const char *text, int32_t *width, int32_t *height)
{
    GError *error = NULL;
    g_assert_true(g_file_set_contents(file, text, -1, NULL));
    bool ok = fms_drawing_size(file, width, height, &error);
    if (!ok)
        g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_clear_error(&error);
    return ok;
}

/** What may be in a drawing, and what may not. */
static void test_rules(void)
{
    static const struct {
        bool good;
        const char *text;
    } rows[] = {
        { true, OPEN "<rect width='9' height='9'/></svg>" },
        { true, OPEN "<linearGradient id='g'/><rect fill='url(#g)' xlink:href='#g'/></svg>" },
        { true, OPEN "<image href='data:image/png;base64,iVBORw0KGgo='/></svg>" },
        { true, OPEN "<a href='https://example.org/'><rect/></a></svg>" }, /* a link loads nothing */
        { true,
          "\xEF\xBB\xBF<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/svg11.dtd'>" OPEN "</svg>" },
        { false, OPEN "<script>x()</script></svg>" },
        { false, OPEN "<svg:SCRIPT xmlns:svg='http://www.w3.org/2000/svg'/></svg>" },
        { false, OPEN "<image href='photo.png'/></svg>" },
        { false, OPEN "<image xlink:href='file:///etc/passwd'/></svg>" },
        { false, OPEN "<use href=' http://example.org/x.svg#y'/></svg>" },
        { false, OPEN "<rect fill='url(http://example.org/x.svg#y)'/></svg>" },
        { false, OPEN "<rect style='fill:URL( \"x.svg#y\")'/></svg>" },
        { false, OPEN "<style>@import 'x.css';</style></svg>" },
        { false, OPEN "<style><![CDATA[rect { fill: url(x.svg#y) }]]></style></svg>" },
        { false, "<?xml-stylesheet href='x.css'?>" OPEN "</svg>" },
        { false, "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]>" OPEN "</svg>" },
        { false, OPEN },
        { false, "" },
        { false, "\x1f\x8b\x08" },
        { false, "<html/>" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int32_t width, height;
        g_test_message("row %zu", i);
        g_assert_cmpint(size_of(rows[i].text, &width, &height), ==, rows[i].good);
    }
}

static void test_deep(void)
{
    GString *text = g_string_new(OPEN);
    for (int i = 0; i < 100000; i++)
        g_string_append(text, "<g>");
    int32_t width, height;
    g_assert_false(size_of(text->str, &width, &height));
    g_string_free(text, TRUE);
}

static void test_size(void)
{
    static const struct {
        const char *attributes;
        int32_t width, height;
    } rows[] = {
        { "width='400' height='200'", 400, 200 },
        { "viewBox='0 0 300 100'", 300, 100 },
        { "width='100%' height='100%' viewBox='0 0 300 100'", 300, 100 },
        { "viewBox='0 0 3 1'", 64, 21 },
        { "", 512, 512 },
        { "width='1e9' height='10'", 0, 0 },
        { "width='0' height='0'", 0, 0 },
        { "width='-4' height='10'", 512, 512 }, /* not a width at all */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int32_t width = 0, height = 0;
        g_test_message("%s", rows[i].attributes);
        char *text = g_strdup_printf("<svg xmlns='http://www.w3.org/2000/svg' %s></svg>", rows[i].attributes);
        size_of(text, &width, &height);
        g_assert_cmpint(width, ==, rows[i].width);
        g_assert_cmpint(height, ==, rows[i].height);
        g_free(text);
    }
}

static void test_pixels(void)
{
    struct fms_raster raster = { 0 };
    g_assert_true(g_file_set_contents(file, OPEN "<rect width='20' height='20' fill='#ff8000'/></svg>", -1, NULL));
    g_assert_true(fms_drawing_read(&(struct fms_drawing_order){ file, 400, 200, NULL, NULL }, &raster, NULL));
    const int at[] = { 100 * 400 + 100, 100 * 400 + 300 };
    g_assert_cmpint(raster.plane[0][at[0]], ==, 255);
    g_assert_cmpint(raster.plane[1][at[0]], ==, 128);
    g_assert_cmpint(raster.plane[2][at[0]], ==, 0);
    g_assert_cmpint(raster.plane[3][at[0]], ==, 255);
    g_assert_cmpint(raster.plane[3][at[1]], ==, 0);
    fms_raster_clear(&raster);
}

/** A drawing that says no size is as large as its ink, wherever that is, and fills its place. */
static void test_no_size(void)
{
    static const char *const roots[] = { "", "width='100%' height='100%'", "width='100%'" };
    for (size_t i = 0; i < G_N_ELEMENTS(roots); i++) {
        char *text = g_strdup_printf("<svg xmlns='http://www.w3.org/2000/svg' %s>"
                                     "<rect x='-40' y='300' width='200' height='100' fill='#ff8000'/></svg>",
                                     roots[i]);
        int32_t width, height;
        struct fms_raster raster = { 0 };
        g_assert_true(size_of(text, &width, &height));
        g_assert_cmpint(width, ==, 200);
        g_assert_cmpint(height, ==, 100);
        g_assert_true(fms_drawing_read(&(struct fms_drawing_order){ file, 400, 200, NULL, NULL }, &raster, NULL));
        for (int k = 0; k < 400 * 200; k++)
            g_assert_cmpint(raster.plane[3][k], >, 250);
        fms_raster_clear(&raster);
        g_free(text);
    }
}

/** What is refused says what it is about. */
static void test_messages(void)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        { OPEN "<image href='photo.png'/></svg>", "*refers to another file or address: photo.png" },
        { OPEN "<rect fill=\"url( 'sky.svg#a')\"/></svg>", "*refers to another file or address: sky.svg#a" },
        { OPEN "<style>@import 'far.css';</style></svg>", "*refers to another file or address: @import 'far.css'*" },
        { "<svg xmlns='http://www.w3.org/2000/svg' width='40000' height='9'/>", "*wider or higher than 32768 px" },
        { "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='9'/>", "*no width or no height" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int32_t width, height;
        GError *error = NULL;
        g_assert_true(g_file_set_contents(file, rows[i].text, -1, NULL));
        g_assert_false(fms_drawing_size(file, &width, &height, &error));
        g_test_message("%s", error->message);
        g_assert_true(g_pattern_match_simple(rows[i].says, error->message));
        g_error_free(error);
    }
}

/** Four squares, each a quarter of the drawing; the third in a group that moves it there. */
static const char quarters[] =
    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'>"
    "<rect id='a' width='20' height='20' fill='#ff0000'/><rect id='b&quot;{}*\\\xC3\xA9' x='20' width='20' "
    "height='20'/>"
    "<g transform='translate(0 20)'><rect id='9c' width='20' height='20' style='fill:#0000ff'/></g>"
    "<style>#d { display: inline }</style><rect id='d' x='20' y='20' width='20' height='20'/></svg>";

/** Which quarters of the drawing are drawn, a bit each. */
static int quarters_of(const char *part, const char *without)
{
    struct fms_raster raster = { 0 };
    GError *error = NULL;
    int seen = 0;
    bool ok = fms_drawing_read(&(struct fms_drawing_order){ file, 80, 80, part, without }, &raster, &error);
    for (int i = 0; ok && i < 4; i++) {
        int alpha = raster.plane[3][(20 + i / 2 * 40) * 80 + 20 + i % 2 * 40];
        g_assert_true(alpha == 0 || alpha == 255);
        seen |= alpha ? 1 << i : 0;
    }
    fms_raster_clear(&raster);
    if (!ok)
        g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_clear_error(&error);
    return ok ? seen : -1;
}

/** Parts lie where they lie in the whole; what is named is drawn or hidden, whatever its name, and nothing else. */
static void test_parts(void)
{
    static const struct {
        const char *part, *without;
        int seen;
    } rows[] = {
        { NULL, NULL, 15 },
        { "", "", 15 },
        { "a", NULL, 1 },
        { "9c", "", 4 },
        { "d", "a", 8 },
        { "a", "a", 0 },
        { NULL, "a", 14 },
        { NULL, " 9c  d ", 3 },
        { NULL, "nobody", 15 },
        { "nobody", NULL, -1 },
        { NULL, "a{}*{display:none}", 15 },
        { NULL, "*", 15 },
        { NULL, "\xff", 15 },
        { "\xff", NULL, -1 },
        { "a b", NULL, -1 },
        { NULL, "b\"{}*\\\xC3\xA9", 13 },
        { "b\"{}*\\\xC3\xA9", NULL, 2 },
        { "http://x.org/y#a", NULL, -1 },
    };
    g_assert_true(g_file_set_contents(file, quarters, -1, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("row %zu", i);
        g_assert_cmpint(quarters_of(rows[i].part, rows[i].without), ==, rows[i].seen);
    }
}

/** Of a drawing that says no size, too. */
static void test_part_without_size(void)
{
    g_assert_true(
        g_file_set_contents(file,
                            "<svg xmlns='http://www.w3.org/2000/svg'><rect id='a' x='-40' y='300' width='100' "
                            "height='100'/><rect id='b' x='60' y='400' width='100' height='100'/></svg>",
                            -1, NULL));
    g_assert_cmpint(quarters_of(NULL, NULL), ==, 9);
    g_assert_cmpint(quarters_of("a", NULL), ==, 1);
    g_assert_cmpint(quarters_of("b", NULL), ==, 8);
    g_assert_cmpint(quarters_of(NULL, "a"), ==, 8);
}

static void test_ids(void)
{
    g_assert_true(g_file_set_contents(
        file, OPEN "<g id='a'><path id='\xC3\xA9&amp;'/></g><g id=''/><g id='x y'/></svg>", -1, NULL));
    char **parts = fms_drawing_parts(NULL, file, NULL);
    g_assert_cmpstr(parts[0], ==, "a");
    g_assert_cmpstr(parts[1], ==, "\xC3\xA9&");
    g_assert_null(parts[2]);
    talloc_free(parts);
    GString *many = g_string_new(OPEN);
    for (int i = 0; i < 300000; i++)
        g_string_append_printf(many, "<g id='n%d'/>", i);
    g_string_append(many, "</svg>");
    g_assert_true(g_file_set_contents(file, many->str, -1, NULL));
    parts = fms_drawing_parts(NULL, file, NULL);
    g_assert_cmpint(g_strv_length(parts), >, 100000);
    talloc_free(parts);
    g_string_free(many, TRUE);
    GError *error = NULL;
    g_assert_true(g_file_set_contents(file, OPEN "<image href='photo.png'/></svg>", -1, NULL));
    g_assert_null(fms_drawing_parts(NULL, file, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_error_free(error);
}

static void work_for_ever(const struct fms_drawing_order *order, struct fms_drawing_answer *answer)
{
    for (volatile unsigned i = 0;; i++)
        ;
}

static void sleep_for_ever(const struct fms_drawing_order *order, struct fms_drawing_answer *answer)
{
    for (;;)
        g_usleep(1000000);
}

static void eat(const struct fms_drawing_order *order, struct fms_drawing_answer *answer)
{
    for (int i = 0; i < 1000; i++)
        memset(g_malloc(16 << 20), 1, 16 << 20);
    answer->good = true;
}

static void die(const struct fms_drawing_order *order, struct fms_drawing_answer *answer)
{
    _exit(0);
}

/** What takes too long, too much memory, or just ends, is an unreadable drawing; we go on. */
static void test_limits(void)
{
    static fms_drawing_work *const works[] = { work_for_ever, sleep_for_ever, eat, die };
    static const struct fms_confines limits = { 1, 1, 256 << 20 };
    for (size_t i = 0; i < G_N_ELEMENTS(works); i++) {
        GError *error = NULL;
        g_test_message("work %zu", i);
        g_assert_null(fms_drawing_child_run(works[i], &(struct fms_drawing_order){ 0 }, 100, &limits, &error));
        g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
        g_assert_nonnull(strstr(error->message, "too long or too much memory"));
        g_error_free(error);
    }
}

/** Pixels that would take many times the memory of the frame they are shown in. */
static void test_huge(void)
{
    struct fms_raster raster = { 0 };
    GString *text = g_string_new(OPEN);
    for (int i = 0; i < 40; i++)
        g_string_append(text, "<g opacity='0.9'>");
    g_string_append(text, "<rect width='9' height='9'/>");
    for (int i = 0; i < 40; i++)
        g_string_append(text, "</g>");
    g_string_append(text, "</svg>");
    g_assert_true(g_file_set_contents(file, text->str, -1, NULL));
    GError *error = NULL;
    g_assert_false(fms_drawing_read(&(struct fms_drawing_order){ file, 12000, 6000, NULL, NULL }, &raster, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_test_message("%s", error->message);
    g_error_free(error);
    g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    int handle = g_file_open_tmp("drawing-XXXXXX.svg", &file, NULL);
    g_assert_cmpint(handle, >=, 0);
    g_close(handle, NULL);
    g_test_add_func("/drawing/rules", test_rules);
    g_test_add_func("/drawing/deep", test_deep);
    g_test_add_func("/drawing/size", test_size);
    g_test_add_func("/drawing/pixels", test_pixels);
    g_test_add_func("/drawing/no-size", test_no_size);
    g_test_add_func("/drawing/messages", test_messages);
    g_test_add_func("/drawing/parts", test_parts);
    g_test_add_func("/drawing/part-without-size", test_part_without_size);
    g_test_add_func("/drawing/ids", test_ids);
    g_test_add_func("/drawing/limits", test_limits);
    g_test_add_func("/drawing/huge", test_huge);
    int status = g_test_run();
    g_remove(file);
    g_free(file);
    return status;
}
