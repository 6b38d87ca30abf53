#include "captions-private.h"
#include "paper-board.h"

#include <time.h>

/* Pieces are shown as "upper/lower|upper/lower". */
static char *split(const char *language, const char *text, int64_t n_samples)
{
    struct paper *paper = paper_new(language);
    struct fms_line line = { .text = text, .language = language, .voice = "" };
    if (n_samples)
        g_hash_table_insert(paper->lengths, (gpointer) text, GSIZE_TO_POINTER(n_samples));
    const struct fms_take *take = paper_take(paper, &line, NULL);
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct fms_caption_piece));
    fms_caption_split(paper->ctx, &line, take, pieces);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < pieces->len; i++)
        g_string_append_printf(out, "%s%s", i ? "|" : "", g_array_index(pieces, struct fms_caption_piece, i).text);
    g_string_replace(out, "\n", "/", 0);
    g_array_free(pieces, TRUE);
    paper_free(paper);
    return g_string_free(out, FALSE);
}

static const struct {
    const char *language, *text, *expected;
} rows[] = {
    { "en", "", "" },
    { "en", "   ", "" },
    { "en", "Go.", "Go." },
    { "en", "  white \t space   folds ", "white space folds" },
    { "en", "The Moon pulls hardest on the nearest sea.", "The Moon pulls hardest on the nearest sea." }, /* 42 */
    { "en", "The Moon pulls hardest on the nearest seas.", "The Moon pulls hardest/on the nearest seas." },
    { "en", "Stand in a harbour for a day and the sea will leave you, and come back, and do it all again.",
      "Stand in a harbour for a day/and the sea will leave you,|and come back, and do it all again." },
    { "en", "When the tide goes out, the boats lie down in the mud and sleep.",
      "When the tide goes out,/the boats lie down in the mud and sleep." },
    { "en", "In the winter of that same year the Reverend Charles Dodgson went home.",
      "In the winter of that same year/the Reverend Charles Dodgson went home." },
    { "en", "It was written in one long night by Dr. John Couch Adams of Cambridge.",
      "It was written in one long night/by Dr. John Couch Adams of Cambridge." },
    { "de", "Zweimal am Tag verlässt das Meer den Hafen, und zweimal kommt es wieder.",
      "Zweimal am Tag verlässt das Meer/den Hafen, und zweimal kommt es wieder." }, /* 43 to the comma */
    { "fr", "Deux fois par jour la mer quitte le port : elle revient toujours à son heure.",
      "Deux fois par jour la mer quitte le port :/elle revient toujours à son heure." },
    { "zh-cn", "潮水每天来两次。", "潮水每天来两次。" },
    { "zh-cn", "站在港口一整天，海水会离开你，又会回来。", "站在港口一整天，/海水会离开你，又会回来。" },
    { "zh-cn", "他说“潮汐是海洋的心跳，也是月亮的呼吸。”", "他说“潮汐是海洋的心跳，/也是月亮的呼吸。”" },
    { "ja", "港に一日立っていると、海は離れ、また戻ってくる。", "港に一日立っていると、/海は離れ、また戻ってくる。" },
    { "ko", "항구에 하루 종일 서 있으면 바다는 떠났다가 다시 돌아온다.",
      "항구에 하루 종일 서 있으면/바다는 떠났다가 다시 돌아온다." },
    { "ru", "Постойте в гавани целый день, и море уйдёт от вас и вернётся.",
      "Постойте в гавани целый день,/и море уйдёт от вас и вернётся." },
    { "en", "He sailed along the whole coast of the South Sea Islands and then back.",
      "He sailed along the whole coast/of the South Sea Islands and then back." },
    { "en", "It rises twelve metres between low water and high water at the head of the bay.",
      "It rises twelve metres between low water|and high water at the head of the bay." },
    { "en", "She said (and nobody there would have doubted her) that it would all happen again.",
      "She said (and nobody there/would have doubted her)|that it would all happen again." },
    { "en", "The old harbour master—who had seen it all before—shut the great gates.",
      "The old harbour master—who had seen/it all before—shut the great gates." },
    { "zh-cn", "据统计，2024年全球海平面上升了5.9毫米，高于预期。",
      "据统计，2024年全球海平面/上升了5.9毫米，高于预期。" },
    { "zh-cn", "“潮汐是海洋的心跳月亮的呼吸”",
      "“潮汐是海洋的心跳月亮的呼吸”" }, /* 15: quotation marks are full width */
    { "zh-cn", "“潮汐是海洋的心跳和月亮的呼吸”嗯", "“潮汐是海洋的心跳/和月亮的呼吸”嗯" }, /* 17 */
    { "en", "Remember the extraordinarily well known reef.", "Remember the extraordinarily/well known reef." },
    { "en", "Ludwig Wilhelm Friedrich Max Nikolaus, yes indeed.",
      "Ludwig Wilhelm Friedrich/Max Nikolaus, yes indeed." },
    { "en", "There they found all of the Ludwig Wilhelm glaciers.",
      "There they found all/of the Ludwig Wilhelm glaciers." },
    { "en", "Yes, Ludwig Wilhelm Friedrich Nikolaus Maximi.", "Yes,/Ludwig Wilhelm Friedrich Nikolaus Maximi." },
    { "en", "It was measured to be exactly 1200 metres above the sea floor.",
      "It was measured to be exactly/1200 metres above the sea floor." },
    { "zh-cn", "他们——所有的人——都在等待着潮水退去的那一刻。", "他们——所有的人——/都在等待着潮水退去的那一刻。" },
    { "th", "น้ำขึ้นน้ำลง เกิดขึ้นวันละสองครั้ง ทุกวัน ตลอดทั้งปี ไม่เคยหยุด", "น้ำขึ้นน้ำลง เกิดขึ้นวันละสองครั้ง/ทุกวัน ตลอดทั้งปี ไม่เคยหยุด" },
    /* no blank, no word times: where a syllable surely ends */
    { "th", "แสงสีน้ำเงินถูกกระเจิงมากกว่าแสงสีแดงเพราะมันเดินทางเป็นคลื่นที่สั้นกว่า",
      "แสงสีน้ำเงินถูกกระเจิงมากกว่าแสงสี/แดงเพราะมันเดินทางเป็นคลื่นที่สั้นกว่า" },
    { "zh-cn", "太阳光看起来是白色的但其中包含彩虹的所有颜色", "太阳光看起来是白色的/但其中包含彩虹的所有颜色" },
    /* a lone dash stays with its words */
    { "es", "—Ya viene el mar con toda su fuerza —dijo Manuel —.",
      "—Ya viene el mar con toda/su fuerza —dijo Manuel —." },
    { "es", "—Unalargapalabraquellenalalineaentera dijo —.", "—Unalargapalabraquellenalalineaentera/dijo —." },
    { "en", "https://example.org/a/very/long/address/that/never/ends/and/goes/on",
      "https://example.org/a/very/long/address/th/at/never/ends/and/goes/on" },
};

/* GLib's own messages would turn what is not ASCII into question marks. */
static void fail(const char *expected, const char *found)
{
    fprintf(stderr, "# expected %s\n# found    %s\n", expected, found);
    g_test_fail();
}

static void test_sense(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *found = split(rows[i].language, rows[i].text, 0);
        if (!g_str_equal(found, rows[i].expected))
            fail(rows[i].expected, found);
        g_free(found);
    }
}

/* What there is beside blanks, in order: nothing may be lost or said twice. */
static void append_ink(GString *out, const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (!fms_caption_is_blank(g_utf8_get_char(p)))
            g_string_append_unichar(out, g_utf8_get_char(p));
}

static void check_lines(const struct fms_caption_style *style, const struct fms_caption_piece *piece)
{
    char **lines = g_strsplit(piece->text, "\n", -1);
    g_assert_cmpint(g_strv_length(lines), ==, piece->n_lines);
    g_assert_cmpint(piece->n_lines, <=, 2);
    for (char **line = lines; *line; line++) {
        int32_t halves = 0;
        for (const char *p = *line; *p; p = g_utf8_next_char(p))
            halves += fms_caption_halves(style, g_utf8_get_char(p));
        g_assert_cmpint(halves, <=, style->line_halves);
        g_assert_cmpint(strlen(*line), >, 0);
        g_assert_false(g_str_has_prefix(*line, " ") || g_str_has_suffix(*line, " "));
    }
    g_strfreev(lines);
}

static void check_split(const char *language, const char *text, const struct fms_take *take)
{
    void *ctx = talloc_new(NULL);
    struct fms_line line = { .text = text, .language = language, .voice = "" };
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct fms_caption_piece));
    GString *written = g_string_new(NULL), *shown = g_string_new(NULL);
    fms_caption_split(ctx, &line, take, pieces);
    append_ink(written, text);
    int64_t last = 0;
    for (guint i = 0; i < pieces->len; i++) {
        const struct fms_caption_piece *piece = &g_array_index(pieces, struct fms_caption_piece, i);
        check_lines(fms_caption_style_of(language), piece);
        append_ink(shown, piece->text);
        g_assert_cmpint(piece->from, >=, last);
        g_assert_cmpint(piece->to, >=, piece->from);
        g_assert_cmpint(piece->to, <=, MAX(take->n_samples, 1));
        last = piece->from;
    }
    g_assert_cmpstr(shown->str, ==, written->str);
    g_string_free(written, TRUE);
    g_string_free(shown, TRUE);
    g_array_free(pieces, TRUE);
    talloc_free(ctx);
}

/* A take as a broken voice would make it: words anywhere, in any order. */
static void check_broken_take(const char *language, const char *text)
{
    struct fms_word words[8];
    int32_t length = (int32_t) strlen(text);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        words[i] = (struct fms_word){ g_test_rand_int_range(-5, length + 9), g_test_rand_int_range(-5, length + 9),
                                      g_test_rand_int_range(-99, 900000), g_test_rand_int_range(-99, 900000) };
    struct fms_take take = { .n_samples = g_test_rand_int_range(-10, 900000), .n_words = 8, .words = words };
    check_split(language, text, &take);
}

static void test_any_text(void)
{
    static const char *const languages[] = { "en", "zh", "ja", "ko", "th", "fr", "xx", "" };
    static const char *const scraps[] = { "a",
                                          "The ",
                                          "of ",
                                          " ",
                                          "   ",
                                          ",",
                                          ". ",
                                          "—",
                                          "-",
                                          "海",
                                          "潮汐",
                                          "。",
                                          "，",
                                          "「",
                                          "」",
                                          "“",
                                          "”",
                                          "\"",
                                          "é",
                                          "é",
                                          "🌊",
                                          "👩‍🚀",
                                          "ー",
                                          "っ",
                                          "น้ำ",
                                          "เ",
                                          "가",
                                          "ﾊ",
                                          "\t",
                                          "\u200b",
                                          "\u00a0",
                                          "12",
                                          "%",
                                          "(",
                                          ")",
                                          "»",
                                          "\xc2\x85",
                                          "\x01",
                                          "\u3000",
                                          "unbreakable",
                                          "https://e.org/" };
    for (int round = 0; round < 4000; round++) {
        GString *text = g_string_new(NULL);
        for (int n = g_test_rand_int_range(0, 80); n > 0; n--)
            g_string_append(text, scraps[g_test_rand_int_range(0, G_N_ELEMENTS(scraps))]);
        check_broken_take(languages[round % G_N_ELEMENTS(languages)], text->str);
        g_string_free(text, TRUE);
    }
}

/* Chinese and Japanese with marks here and there: none of them on the wrong side of a line. */
static void test_marks(void)
{
    static const char *const scraps[] = { "海", "潮汐", "港", "月", "水", "山", "日", "風", "。", "、", "「", "」",
                                          "“",  "”",    "ー", "っ", "（", "）", "！", "…",  "月", "火", "木", "金" };
    for (int round = 0; round < 2000; round++) {
        GString *text = g_string_new("海");
        for (int n = g_test_rand_int_range(0, 60); n > 0; n--) {
            g_string_append(text, scraps[g_test_rand_int_range(0, G_N_ELEMENTS(scraps))]);
            g_string_append(text, scraps[g_test_rand_int_range(0, 8)]);
        }
        char *found = split(round % 2 ? "ja" : "zh", text->str, 0);
        char **lines = g_strsplit_set(found, "/|", -1);
        for (char **line = lines; *line; line++) {
            g_assert_false(fms_caption_closes(g_utf8_get_char(*line)));
            if (line[1])
                g_assert_false(fms_caption_opens(g_utf8_get_char(g_utf8_prev_char(*line + strlen(*line)))));
        }
        g_strfreev(lines);
        g_free(found);
        g_string_free(text, TRUE);
    }
}

static void check_hostile(const char *language, const char *text, int64_t n_samples)
{
    struct fms_line line = { .text = text, .language = language, .voice = "" };
    struct fms_take take = { .n_samples = n_samples };
    void *ctx = talloc_new(NULL);
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct fms_caption_piece));
    clock_t begin = clock(); /* of the processor, whoever else uses it */
    fms_caption_split(ctx, &line, &take, pieces);
    g_assert_cmpfloat((double) (clock() - begin) / CLOCKS_PER_SEC, <, 10);
    g_array_free(pieces, TRUE);
    talloc_free(ctx);
}

/* A quarter of a megabyte of what invites looking again and again. */
static void test_hostile(void)
{
    static const struct {
        const char *language, *scrap;
    } hostile[] = {
        { "en", "a " },      { "en", "a" },       { "zh", "海" },     { "ja", "ﾊ" },
        { "en", ")\u3000" }, { "en", "a\u3000" }, { "en", "\u200b" }, { "th", "\u200b\u200d" },
        { "en", "»" },       { "zh", "”" },       { "en", "\u0301" }, { "en", " \u0301" },
        { "fr", "« " },      { "en", "— " },      { "zh", "a海" },    { "ja", "海\u0301\u0301\u0301\u0301" },
        { "en", "\u00a0" },  { "en", "." },       { "en", "\x01" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
        GString *text = g_string_new(NULL);
        while (text->len < 1 << 18)
            g_string_append(text, hostile[i].scrap);
        check_hostile(hostile[i].language, text->str, INT64_C(1) << 40);
        check_hostile(hostile[i].language, text->str, 1000);
        g_string_free(text, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/caption-lines/sense", test_sense);
    g_test_add_func("/caption-lines/any-text", test_any_text);
    g_test_add_func("/caption-lines/marks", test_marks);
    g_test_add_func("/caption-lines/hostile", test_hostile);
    return g_test_run();
}
