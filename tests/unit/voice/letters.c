/*
 * What the embedded voice cannot read: where it would say "Chinese letter", and whether the language is written in it.
 */
#include "voice.h"

#include "diags.h"

static const struct {
    const char *language, *text, *say, *word;
    bool native;
} ROWS[] = {
    { "ja", "うみ、すな、ー。", "", NULL, false },
    { "ja", "山と海。", "", "山", true },
    { "ja", "山と海。", "0+3=r:やま;6+3=r:うみ", NULL, false }, /* with their readings */
    { "ja", "山と海岸。", "0+3=r:やま", "海岸", true },
    { "ja", "山と海。", "0+3=m:;6+3=p:umi", NULL, false }, /* not said, or said in sounds */
    { "ja", "5kgのこめ", "", NULL, false },                /* read by rule, in kana */
    { "ja-jp", "海", "", "海", true },
    { "hak", "山", "", "山", true },
    { "zh-tw", "山和海", "", NULL, false },
    { "yue", "山和海", "", NULL, false },
    { "zh", "うみ", "", "うみ", false },
    { "en-gb", "The gate says 海岸, they say.", "", "海岸", false },
    { "en-gb", "カメラ means camera.", "", "カメラ", false },
    { "en-gb", "Мир, שלום, 평화", "", NULL, false }, /* spelled, or read by another voice */
    { "ko", "대한民國", "", "民國", false },
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        struct fms_line line = {
            .text = ROWS[i].text, .language = ROWS[i].language, .voice = "", .pace_wpm = 155, .say = ROWS[i].say
        };
        bool native = false;
        char *word = fms_voice_letters(NULL, &line, &native);
        g_assert_cmpstr(word, ==, ROWS[i].word);
        g_assert_cmpint(native, ==, ROWS[i].native);
        talloc_free(word);
    }
}

/* Whoever asks all the same gets no nonsense. */
static void test_refused(void)
{
    const struct fms_line line = { .text = "山と海。", .language = "ja", .voice = "", .pace_wpm = 155 };
    GError *error = NULL;
    g_assert_null(fms_voice_speak(NULL, &line, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_assert_cmpstr(error->message, ==, "eSpeak NG cannot read '山'");
    g_error_free(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/letters/rows", test_rows);
    g_test_add_func("/letters/refused", test_refused);
    return g_test_run();
}
