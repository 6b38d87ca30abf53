/*
 * Where sentences end.
 */
#include "phrases-private.h"

#include <glib.h>
#include <string.h>
#include <time.h>

struct row {
    const char *language, *text;
    const char *sentences; /* each followed by "|" */
};

static const struct row rows[] = {
    { "en", "One. Two! Three? Four… Five", "One.|Two!|Three?|Four…|Five|" },
    { "en", "  One.   Two.  ", "One.|Two.|" },
    { "en", "", "" },
    { "en", "...", "" }, /* nothing to say */
    { "en", "One. — Two.", "One.|— Two.|" },
    { "en", "One. … Two.", "One. …|Two.|" }, /* marks alone go with what stands before */
    { "en", "It is 3.5 m at 10.30 on v1.2.", "It is 3.5 m at 10.30 on v1.2.|" },
    { "en", "Dr. Ada B. Sea came. She left.", "Dr. Ada B. Sea came.|She left.|" },
    { "en", "The U.S. navy, e.g. its boats. Yes.", "The U.S. navy, e.g. its boats.|Yes.|" },
    { "en", "It cost approx. Ten. So.", "It cost approx. Ten.|So.|" },
    { "en", "That was 1990. Then we left.", "That was 1990.|Then we left.|" },
    { "en", "We had 12. Then we left.", "We had 12.|Then we left.|" },
    { "en", "1. Row the boat. 2. Rest.", "1. Row the boat.|2. Rest.|" }, /* a number before its sentence */
    { "en", "100. Row. 2024. Rest.", "100. Row.|2024.|Rest.|" },
    { "en", "He said 1. \"one\" and 2. \"two\".", "He said 1. \"one\" and 2. \"two\".|" },
    { "de", "Am 3. Mai fuhr er los, z. B. nach Kiel. Im Jahr 1990. Dann kam Hr. See.",
      "Am 3. Mai fuhr er los, z. B. nach Kiel.|Im Jahr 1990.|Dann kam Hr. See.|" },
    { "fr", "M. Mer est venu. Il part !", "M. Mer est venu.|Il part !|" },
    { "en", "What? he said. No.", "What? he said.|No.|" }, /* small letters go on */
    { "en", "He said “Stop. Go.” and left. Yes.", "He said “Stop. Go.” and left.|Yes.|" },
    { "en", "He said “Stop. Go.” Then he left.", "He said “Stop. Go.”|Then he left.|" },
    { "en", "He said (once.) Then he left.", "He said (once.)|Then he left.|" },
    { "en", "\"Stop. Go.\" Then \"No. Yes.\" said he.", "\"Stop. Go.\"|Then \"No. Yes.\" said he.|" },
    { "fr", "Il dit : « Non. Oui. » Puis il part.", "Il dit : « Non. Oui. »|Puis il part.|" },
    { "zh", "船来了。海很静！他说：“走。去。”然后走了。", "船来了。|海很静！|他说：“走。去。”|然后走了。|" },
    { "ja", "船が来た。「行こう。」と言った。", "船が来た。|「行こう。」|と言った。|" },
    { "hi", "नाव आई। हम गए।", "नाव आई।|हम गए।|" },
    { "ur", "کشتی آئی۔ ہم گئے۔", "کشتی آئی۔|ہم گئے۔|" },
    { "ar", "هل جاء؟ نعم.", "هل جاء؟|نعم.|" },
    { "hy", "Նավը եկավ։ Մենք գնացինք։", "Նավը եկավ։|Մենք գնացինք։|" },
    { "", "One. Two.", "One.|Two.|" },
};

static char *cut(const char *text, const char *language)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(struct fms_range));
    GString *out = g_string_new("");
    fms_sentences_find(text, strlen(text), language, FMS_HOUSE_PACE, found);
    for (size_t i = 0; i < found->len; i++) {
        struct fms_range range = g_array_index(found, struct fms_range, i);
        g_string_append_len(out, text + range.begin, (gssize) (range.end - range.begin));
        g_string_append_c(out, '|');
    }
    g_array_free(found, TRUE);
    return g_string_free(out, FALSE);
}

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *is = cut(rows[i].text, rows[i].language);
        g_assert_cmpstr(is, ==, rows[i].sentences);
        g_free(is);
    }
}

/* What stands in marks is cut, too, where nobody could say it in one go. */
static void test_long_marks(void)
{
    GString *text = g_string_new("He said “");
    for (int i = 0; i < 20; i++)
        g_string_append(text, "We all row the boat. ");
    g_string_append(text, "Yes.” Then he left.");
    char *is = cut(text->str, "en");
    g_assert_true(g_str_has_prefix(is, "He said “We all row the boat.|We all row the boat.|"));
    g_assert_true(g_str_has_suffix(is, "|Yes.”|Then he left.|"));
    g_free(is);
    g_string_free(text, TRUE);
}

static void test_hostile(void)
{
    static const char *const bits[] = {
        ".", ". ", "a.", "a. ", ".”", "“a. ", "。", "1. ", "«", "a.b.", " ", "\"A. \" "
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bits); i++) {
        GString *text = g_string_new("");
        while (text->len < 200000)
            g_string_append(text, bits[i]);
        gint64 begin = (gint64) clock();
        g_free(cut(text->str, "de"));
        g_assert_cmpint((gint64) clock() - begin, <, 10 * G_TIME_SPAN_SECOND);
        g_string_free(text, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sentences/rows", test_rows);
    g_test_add_func("/sentences/long-marks", test_long_marks);
    g_test_add_func("/sentences/hostile", test_hostile);
    return g_test_run();
}
