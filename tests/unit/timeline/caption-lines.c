#include "captions-private.h"
#include "paper-board.h"

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
    { "ko", "항구에 하루 종일 서 있으면 바다는 떠났다가 다시 돌아온다.", "항구에 하루 종일 서 있으면/바다는 떠났다가 다시 돌아온다." },
    { "ru", "Постойте в гавани целый день, и море уйдёт от вас и вернётся.",
      "Постойте в гавани целый день,/и море уйдёт от вас и вернётся." },
    { "en", "He sailed along the whole coast of the South Sea Islands and then back.",
      "He sailed along the whole coast/of the South Sea Islands and then back." },
    { "en", "It rises twelve metres between low water and high water at the head of the bay.",
      "It rises twelve metres between low water|and high water at the head of the bay." },
    { "en", "She said (and nobody there would have doubted her) that it would all happen again.",
      "She said (and nobody/there would have doubted her)|that it would all happen again." },
    { "en", "The old harbour master—who had seen it all before—shut the great gates.",
      "The old harbour master—who had seen/it all before—shut the great gates." },
    { "zh-cn", "据统计，2024年全球海平面上升了5.9毫米，高于预期。", "据统计，2024年全球海平面/上升了5.9毫米，高于预期。" },
    { "zh-cn", "他们——所有的人——都在等待着潮水退去的那一刻。", "他们——所有的人——/都在等待着潮水退去的那一刻。" },
    { "th", "น้ำขึ้นน้ำลง เกิดขึ้นวันละสองครั้ง ทุกวัน ตลอดทั้งปี ไม่เคยหยุด", "น้ำขึ้นน้ำลง เกิดขึ้นวันละสองครั้ง/ทุกวัน ตลอดทั้งปี ไม่เคยหยุด" },
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/caption-lines/sense", test_sense);
    return g_test_run();
}
