/*
 * Where lines end: a text is set in a column, its lines are shown with "/" between them. Sizes are in the table, widths in
 * sizes, so that ten ideographs need a width of ten.
 */
#include "text-private.h"

#include "scene.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIZE = 40 };

static char *set(const char *language, const char *text, double width, double *size_px)
{
    struct fms_text_block block = { .letters = { "Noto Sans, Noto Sans CJK SC", language, 400, false, 0 },
                                    .line_permille = 1000,
                                    .width_px = (int32_t) (width * SIZE),
                                    .halign = FMS_ALIGN_START };
    GString *out = g_string_new(NULL);
    fms_fonts_lock();
    fms_text_block_begin(&block, text);
    fms_text_block_set(&block, SIZE, SIZE * 0.75);
    fms_text_block_finish(&block);
    const char *bytes = pango_layout_get_text(block.layout);
    for (int i = 0; i < block.n_lines; i++) {
        const PangoLayoutLine *line = block.lines[i].line;
        g_string_append_printf(out, "%s%.*s", i ? "/" : "", line->length, bytes + line->start_index);
    }
    *size_px = block.size_px;
    fms_text_block_clear(&block);
    fms_fonts_unlock();
    return g_string_free(out, FALSE);
}

static const struct {
    const char *language, *text;
    double width;
    const char *lines;
} rows[] = {
    /* after a mark, though the lines are less even */
    { "zh-cn", "站在港口一整天，海水会离开你又会回来。", 13, "站在港口一整天，/海水会离开你又会回来。" },
    /* no mark: as even as can be, none alone, none before a particle */
    { "zh-cn", "海水离开又回来了一天两次", 11, "海水离开又回/来了一天两次" },
    { "zh-cn", "潮汐是海洋跳动的心", 8, "潮汐是海洋/跳动的心" },
    { "zh-cn", "在山谷里有一座木桥，横跨溪水上", 9, "在山谷里有一座/木桥，横跨溪水上" },
    /* Japanese written with blanks */
    { "ja", "あおい ひかりを みつめて いた", 10, "あおい ひかりを /みつめて いた" },
    /* and without: where a word seems to begin */
    { "ja", "空気の中で光は散らばります", 10, "空気の中で光は/散らばります" },
    /* a little smaller, so that none is torn */
    { "ja", "宮大工の見本さんは言いました。「木は生きています。", 14.5,
      "宮大工の見本さんは言いました。/「木は生きています。" },
    { "ja", "スペクトルのスペクトルです", 10, "スペクトルの/スペクトルです" },
    /* Korean words stay whole */
    { "ko", "항구에 하루 종일 서 있으면 바다는 떠난다", 11, "항구에 하루 종일 서 /있으면 바다는 떠난다" },
    /* a dash that closes stays with its words, a sign that French sets apart too */
    { "es", "—Ya viene el mar —dijo Manuel —.", 15.2, "—Ya viene el mar /—dijo Manuel —." },
    { "es", "—Ya viene el mar —dijo Manuel\n—.", 14.6, "—Ya viene el mar /—dijo Manuel —." },
    { "fr", "La mer est partie, dit-il ! Ah", 12.4, "La mer est /partie, dit-il ! Ah" },
    /* an opening sign does not */
    { "es", "Entonces pregunta: ¿ adónde", 9.4, "Entonces pregunta: /¿ adónde" },
    /* Thai parts between words */
    { "th", "ทะเลจะจากคุณไปและกลับมาอีกครั้ง", 9, "ทะเลจะจากคุณไป/และกลับมาอีกครั้ง" },
    /* no word alone on the last line, all lines about as long */
    { "en", "The sea leaves you and comes back all day long", 13.5, "The sea leaves you and /comes back all day long" },
    /* short words stay with what they belong to, numbers with what they count */
    { "en", "Here stands a harbour town", 9, "Here stands /a harbour town" },
    { "ru", "Мы стояли долго в гавани", 10, "Мы стояли /долго в гавани" },
    { "en", "It was then about 300 km away", 10, "It was then about /300 km away" },
    { "en", "Newton’s great book, p. 12 of it", 12, "Newton’s great /book, p. 12 of it" },
    /* after a mark, rather than even */
    { "en", "The sea leaves, it comes again", 13, "The sea leaves, /it comes again" },
    /* a compound is parted last */
    { "en", "the well-known heartbeat", 8, "the well-known /heartbeat" },
    /* from right to left as well */
    { "ar", "البحر يتركك ثم يعود مرة أخرى غدا", 12, "البحر يتركك ثم /يعود مرة أخرى غدا" },
    /* none of these begins a line, none of those ends one */
    { "zh-cn", "他说：“海（水）离开了。”又来了！", 9.5, "他说：“海（水）/离开了。”又来了！" },
    { "ja", "ちょっと、「待って」ください。ねえ", 11, "ちょっと、「待って」/ください。ねえ" },
    /* nor does what belongs to a word in brackets */
    { "ja", "バスは「スーパー」の前を通る", 11, "バスは「スーパー」の/前を通る" },
    /* soft hyphens are honoured */
    { "de", "Gesellschafts\u00ADkapitänsamt", 9, "Gesellschafts\u00AD/kapitänsamt" },
};

/* GLib's own messages would turn what is not ASCII into question marks. */
static void test_lines(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        double size_px;
        char *found = set(rows[i].language, rows[i].text, rows[i].width, &size_px);
        if (strcmp(found, rows[i].lines) != 0) {
            fprintf(stderr, "# row %zu\n# expected %s\n# found    %s (%g)\n", i, rows[i].lines, found, size_px);
            g_test_fail();
        }
        g_free(found);
    }
}

/** A long word grows smaller than the least size before it is broken; broken, it has the size asked for and no hyphen. */
static void test_long_word(void)
{
    static const struct {
        double width;
        int least_px, most_px; /* of the size */
        bool whole;
    } sizes[] = { { 30, SIZE, SIZE, true }, { 16, 30, 39, true }, { 11, 18, 29, true }, { 6, SIZE, SIZE, false } };
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        double size_px;
        char *found = set("de", "Donaudampfschifffahrtsgesellschaftskapitän", sizes[i].width, &size_px);
        g_test_message("row %zu: %s at %g", i, found, size_px);
        g_assert_cmpint(strchr(found, '/') == NULL, ==, sizes[i].whole);
        g_assert_cmpfloat(size_px, >=, sizes[i].least_px);
        g_assert_cmpfloat(size_px, <=, sizes[i].most_px);
        g_free(found);
    }
}

/** How many glyphs more than characters stand on the first line. */
static int glyphs_added(const char *text)
{
    struct fms_text_block block = { .letters = { "Noto Sans", "de", 400, false, 0 },
                                    .line_permille = 1000,
                                    .width_px = 4 * SIZE };
    fms_fonts_lock();
    fms_text_block_begin(&block, text);
    fms_text_block_set(&block, SIZE, SIZE);
    fms_text_block_finish(&block);
    const PangoLayoutLine *line = block.lines[0].line;
    g_assert_cmpint(block.n_lines, >, 1);
    int added = -(int) g_utf8_strlen(pango_layout_get_text(block.layout), line->length);
    for (GSList *run = line->runs; run; run = run->next)
        added += ((PangoGlyphItem *) run->data)->glyphs->num_glyphs;
    fms_text_block_clear(&block);
    fms_fonts_unlock();
    return added;
}

/** Nobody knows where this word may be hyphenated; where its author says so, the hyphen takes the soft one's place. */
static void test_hyphens(void)
{
    g_assert_cmpint(glyphs_added("Gesellschaftskapitansgesellschaftskapitan"), ==, 0);
    g_assert_cmpint(glyphs_added("Meeres\u00ADufer"), ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text-breaks/lines", test_lines);
    g_test_add_func("/text-breaks/long-word", test_long_word);
    g_test_add_func("/text-breaks/hyphens", test_hyphens);
    return g_test_run();
}
