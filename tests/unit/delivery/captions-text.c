#include "delivery.h"
#include "strict-vtt.h"

/* A timeline of one second a caption. */
static struct fms_timeline film_of(struct fms_cue *cues, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        cues[i] =
            (struct fms_cue){ FMS_MS(1000 * (int64_t) i), FMS_MS(1000 * (int64_t) i + 999), texts[i], { NULL, 0, 0 } };
    return (struct fms_timeline){ .rate = { 30, 1 }, .n_cues = n, .cues = cues };
}

static void test_stamp(void)
{
    static const struct {
        fms_ticks t;
        char mark;
        const char *expected;
    } rows[] = {
        { 0, '.', "00:00:00.000" },
        { FMS_MS(999), '.', "00:00:00.999" },
        { FMS_MS(1) / 2 - 1, '.', "00:00:00.000" },
        { FMS_MS(1) / 2, '.', "00:00:00.001" }, /* to the nearest */
        { FMS_TICKS_PER_SECOND / 30, ',', "00:00:00,033" },
        { FMS_TICKS_PER_SECOND - 1, '.', "00:00:01.000" }, /* never 1000 milliseconds */
        { FMS_MS(3599999) + FMS_MS(1) - 1, '.', "01:00:00.000" },
        { FMS_MS(1000) * 3600 * 123, '.', "123:00:00.000" },
        { -5, '.', "00:00:00.000" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GString *out = g_string_new(NULL);
        fms_stamp(out, rows[i].t, rows[i].mark);
        g_assert_cmpstr(out->str, ==, rows[i].expected);
        g_string_free(out, TRUE);
    }
}

/* What the text of one caption becomes. */
static const struct {
    const char *text, *vtt, *srt;
} texts[] = {
    { "Stand in a harbour.", "Stand in a harbour.\n", "Stand in a harbour.\r\n" },
    { "two\nlines", "two\nlines\n", "two\r\nlines\r\n" },
    { "R&D <b>1 > 0</b>", "R&amp;D &lt;b&gt;1 &gt; 0&lt;/b&gt;\n", "R&D <b>1 > 0</b>\r\n" },
    { "a --> b", "a --&gt; b\n", "a -- > b\r\n" },
    { "--->-->", "---&gt;--&gt;\n", "--- >-- >\r\n" },
    { "no\n\nempty\r\n \nlines", "no\nempty\nlines\n", "no\r\nempty\r\nlines\r\n" }, /* would end the cue */
    { "&amp;", "&amp;amp;\n", "&amp;\r\n" },
    { "潮汐是“心跳”。", "潮汐是“心跳”。\n", "潮汐是“心跳”。\r\n" },
    { "WEBVTT", "WEBVTT\n", "WEBVTT\r\n" },
    { "NOTE so", "NOTE so\n", "NOTE so\r\n" },
};

static void test_texts(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct fms_cue cue;
        struct fms_timeline film = film_of(&cue, &texts[i].text, 1);
        GString *vtt = fms_delivery_webvtt(&film), *srt = fms_delivery_srt(&film);
        char *expected = g_strconcat("WEBVTT\n\n00:00:00.000 --> 00:00:00.999\n", texts[i].vtt, NULL);
        g_assert_cmpstr(vtt->str, ==, expected);
        g_free(expected);
        expected = g_strconcat("1\r\n00:00:00,000 --> 00:00:00,999\r\n", texts[i].srt, NULL);
        g_assert_cmpstr(srt->str, ==, expected);
        g_free(expected);
        g_string_free(vtt, TRUE);
        g_string_free(srt, TRUE);
    }
}

static void test_several(void)
{
    static const char *const three[] = { "one", "two\nlines", "three" };
    struct fms_cue cues[3];
    struct fms_timeline film = film_of(cues, three, 3);
    GString *srt = fms_delivery_srt(&film);
    g_assert_cmpstr(srt->str, ==,
                    "1\r\n00:00:00,000 --> 00:00:00,999\r\none\r\n\r\n"
                    "2\r\n00:00:01,000 --> 00:00:01,999\r\ntwo\r\nlines\r\n\r\n"
                    "3\r\n00:00:02,000 --> 00:00:02,999\r\nthree\r\n");
    g_string_free(srt, TRUE);
    film.n_cues = 0;
    srt = fms_delivery_srt(&film);
    g_assert_cmpstr(srt->str, ==, "");
    g_string_free(srt, TRUE);
}

static void test_strict(void)
{
    struct fms_cue cues[G_N_ELEMENTS(texts)];
    const char *all[G_N_ELEMENTS(texts)];
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        all[i] = texts[i].text;
    for (size_t n = 0; n <= G_N_ELEMENTS(texts); n++) {
        struct fms_timeline film = film_of(cues, all, n);
        GString *vtt = fms_delivery_webvtt(&film);
        size_t found = 0;
        g_assert_cmpstr(vtt_problem(vtt->str, &found), ==, NULL);
        g_assert_cmpuint(found, ==, n);
        g_string_free(vtt, TRUE);
    }
}

/* The reader of the tests must find what is wrong, or it proves nothing. */
static void test_reader(void)
{
    static const char *const wrong[] = {
        "",
        "WEBVTT",
        "WEBVTTX\n",
        "WEBVTT\n00:00:00.000 --> 00:00:01.000\na\n",
        "WEBVTT\n\n\n00:00:00.000 --> 00:00:01.000\na\n",
        "WEBVTT\n\n00:00:00,000 --> 00:00:01.000\na\n",
        "WEBVTT\n\n0:00:00.000 --> 00:00:01.000\na\n",
        "WEBVTT\n\n00:00:00.00 --> 00:00:01.000\na\n",
        "WEBVTT\n\n00:60:00.000 --> 00:61:01.000\na\n",
        "WEBVTT\n\n00:00:01.000 --> 00:00:01.000\na\n",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n\n",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na < b\n",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na & b\n",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na --> b\n",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na\n\nb\n",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na\n\n00:00:00.900 --> 00:00:02.000\nb\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        size_t found;
        g_assert_nonnull(vtt_problem(wrong[i], &found));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/captions-text/stamp", test_stamp);
    g_test_add_func("/captions-text/texts", test_texts);
    g_test_add_func("/captions-text/several", test_several);
    g_test_add_func("/captions-text/strict", test_strict);
    g_test_add_func("/captions-text/reader", test_reader);
    return g_test_run();
}
