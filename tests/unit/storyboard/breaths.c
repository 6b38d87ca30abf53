/*
 * Long sentences in several breaths.
 */
#include "phrases-private.h"

#include <glib.h>
#include <string.h>
#include <time.h>

static const struct fms_breath usual = { 9000, 1000 };

struct row {
    const char *language, *text;
    const char *breaths; /* each followed by "|" */
};

static const struct row rows[] = {
    { "en", "We all row the boat.", "We all row the boat.|" },
    /* at the punctuation nearest to the middle */
    { "en",
      "The sea is wide and grey this morning, the boats are small and old and slow; nobody in the harbour wants to row "
      "out there today, not even the mayor.",
      "The sea is wide and grey this morning, the boats are small and old and slow;|nobody in the harbour wants to row "
      "out there "
      "today, not even the mayor.|" },
    /* before a conjunction rather than at any blank */
    { "en",
      "The old man of the harbour went down to his little boat this morning because the sea was wide and grey and calm "
      "and very cold",
      "The old man of the harbour went down to his little boat this morning|because the sea was wide and grey and calm "
      "and very "
      "cold|" },
    /* no handful of words alone */
    { "en",
      "Yes, the old man of the harbour went down to his little boat one morning with his daughter to row far out over "
      "a "
      "calm sea",
      "Yes, the old man of the harbour went down to his little boat|one morning with his daughter to row far out over "
      "a calm sea|" },
    /* what is in marks stays whole where it can */
    { "en",
      "In the old book called “Harbours and boats of the north” the words “rowing and resting” stand on every other "
      "page of "
      "the third part of it",
      "In the old book called “Harbours and boats of the north”|the words “rowing and resting” stand on every other "
      "page of the third "
      "part of it|" },
    /* nor is a full stop inside a sentence its end */
    { "en",
      "The old boat with the three grey sails left the harbour at 10:30 a.m. on the day of the king and of the queen "
      "of the sea",
      "The old boat with the three grey sails left the harbour at 10:30 a.m. on the day of the king|and of the queen "
      "of the sea|" },
    /* a comma before a clause is worth more than one in an enumeration */
    { "en",
      "The meeting will begin at 10:30 in the large hall of the old town, where all of the people of the harbour have "
      "been asked to come",
      "The meeting will begin at 10:30 in the large hall of the old town,|where all of the people of the harbour have "
      "been asked to come|" },
    /* what belongs together stays so: comparisons, numbers with what they count, enumerations */
    { "en",
      "The decision came in the spring of this very year when a petition with more than 12,000 signatures was handed "
      "over to the old mayor of the town",
      "The decision came in the spring of this very year|when a petition with more than 12,000 signatures was handed "
      "over to the old mayor of the town|" },
    { "en",
      "It means after all these years in the rain that nurses, bakers and dock workers can go on getting home to the "
      "island after the bus",
      "It means after all these years in the rain|that nurses, bakers and dock workers can go on getting home to the "
      "island after the bus|" },
    /* numbers are no commas */
    { "zh",
      "海面在今天早上又宽又灰，港口里的船都又小又旧又慢，镇上没有一个人愿意在这样的天气里划船出海去，连老镇长也不愿意"
      "。",
      "海面在今天早上又宽又灰，港口里的船都又小又旧又慢，|"
      "镇上没有一个人愿意在这样的天气里划船出海去，连老镇长也不愿意。|" },
};

static GArray *cut(const char *text, const char *language, struct fms_breath breath)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(struct fms_range));
    fms_breaths_find(text, (struct fms_range){ 0, strlen(text) }, language, FMS_HOUSE_PACE, breath, found);
    return found;
}

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GArray *found = cut(rows[i].text, rows[i].language, usual);
        GString *out = g_string_new("");
        for (size_t k = 0; k < found->len; k++) {
            struct fms_range range = g_array_index(found, struct fms_range, k);
            g_string_append_len(out, rows[i].text + range.begin, (gssize) (range.end - range.begin));
            g_string_append_c(out, '|');
        }
        g_assert_cmpstr(out->str, ==, rows[i].breaths);
        g_string_free(out, TRUE);
        g_array_free(found, TRUE);
    }
}

/* Whatever the text, each breath fits, the breaths follow one another, and only blanks lie between them. */
static void test_properties(void)
{
    static const char *const bits[] = {
        "a ",    "a", "ab, ", "海", "海，", "a—", "ก", "\u0301", "e\u0301", "한국 ", "“a ", ";", "👨‍👩‍👧",
        "1,000 "
    };
    for (size_t i = 0; i < G_N_ELEMENTS(bits); i++) {
        GString *text = g_string_new("— x");
        while (text->len < 100000)
            g_string_append(text, bits[i]);
        gint64 begin = (gint64) clock();
        GArray *found = cut(text->str, "en", usual);
        size_t at = 0;
        for (size_t k = 0; k < found->len; k++) {
            struct fms_range range = g_array_index(found, struct fms_range, k);
            g_assert_cmpuint(range.begin, >=, at);
            g_assert_cmpuint(range.begin - at, <=, 1);
            g_assert_cmpuint(range.begin, <, range.end);
            g_assert_true(fms_phrase_speaks(text->str, range.begin, range.end));
            g_assert_true(g_utf8_validate(text->str + range.begin, (gssize) (range.end - range.begin), NULL));
            g_assert_cmpint(fms_phrase_measure(text->str, range.begin, range.end, FMS_HOUSE_PACE).ms, <=, 10000);
            at = range.end;
        }
        g_assert_cmpint((gint64) clock() - begin, <, 10 * G_TIME_SPAN_SECOND);
        g_array_free(found, TRUE);
        g_string_free(text, TRUE);
    }
}

static void test_measure(void)
{
    static const struct {
        const char *text;
        int64_t least_ms, most_ms;
    } texts[] = {
        { "", 0, 0 },
        { "—", 0, 0 },
        { "We all row the boat today and rest.", 3000, 3200 }, /* 8 words at 155 a minute */
        { "It’s", 380, 390 },
        { "我们今天都划船", 1600, 1700 }, /* 7 characters at 4.2 a second */
        { "私たちは", 500, 800 },
        { "우리는 모두", 900, 1100 },
        { "เราพายเรือ", 500, 900 },
        { "Donaudampfschifffahrtsgesellschaft", 1000, 1600 },
        { "2500", 500, 700 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        int64_t ms = fms_phrase_measure(texts[i].text, 0, strlen(texts[i].text), 155).ms;
        g_assert_cmpint(ms, >=, texts[i].least_ms);
        g_assert_cmpint(ms, <=, texts[i].most_ms);
    }
    g_assert_cmpint(fms_phrase_measure("row row", 0, 7, 120).ms, ==, 1000);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/breaths/rows", test_rows);
    g_test_add_func("/breaths/properties", test_properties);
    g_test_add_func("/breaths/measure", test_measure);
    return g_test_run();
}
