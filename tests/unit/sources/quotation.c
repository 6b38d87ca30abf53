/*
 * Which quotations become cards, and whose they are.
 */
#include "quotation.h"

#include <glib.h>
#include <string.h>
#include <time.h>

struct row {
    const char *language, *text;
    const char *found; /* per quotation: introduction [words] rest up to `end` <speaker>, each followed by "|" */
};

static const struct row rows[] = {
    /* the forms of the plain-text script that the house began with */
    { "en",
      "Harbour Master Ada Sea once said: \"The old sailors knew early that'to catch the tide, do not wait; to be late, "
      "do not sail.' The sea moves on. Whoever waits will lag behind.\"",
      "Harbour Master Ada Sea once said: [The old sailors knew early that'to catch the tide, do not wait; to be late, "
      "do not "
      "sail.' The sea moves on. Whoever waits will lag behind.]<Harbour Master Ada Sea>|" },
    { "en", "Ada Sea said: \"Rowing has a pride of'being wet in the boots, we have no regrets'.\"",
      "Ada Sea said: [Rowing has a pride of'being wet in the boots, we have no regrets'.]<Ada Sea>|" },
    { "en", "In the \"Report of the Harbour\", \"persistence in rowing\" was written down.", "" },
    { "en", "The report pointed out: As long as we row, we move.",
      "The report pointed out: [As long as we row, we move.]<The report>|" },

    /* English: what stands around the subject */
    { "en", "The sea is wide. As Ada Sea has often said, “We all row.” Then we go.",
      "As Ada Sea has often said, [We all row.]<Ada Sea>|" },
    { "en", "At the quay, Dr. Ada B. Sea told reporters on Monday: “We all row.”",
      "At the quay, Dr. Ada B. Sea told reporters on Monday: [We all row.]<Dr. Ada B. Sea>|" },
    { "en", "Ada Sea, the mayor, said: “We all row.”", "Ada Sea, the mayor, said: [We all row.]<Ada Sea, the mayor>|" },
    { "en", "She said: “We all row.”", "She said: [We all row.]|" }, /* a pronoun is no name */
    { "en", "Ada stood up and said: “We all row.”", "Ada stood up and said: [We all row.]|" },
    { "en", "In 1990 Ada Sea wrote: “We all row.”", "In 1990 Ada Sea wrote: [We all row.]|" },
    { "en", "The man with the very long name of nine words said: “We all row.”",
      "The man with the very long name of nine words said: [We all row.]|" }, /* too long for a card */
    { "en", "my mother always said “Row first, talk later.”",
      "my mother always said [Row first, talk later.]<My mother>|" },
    { "en", "The motto of the house: “We row, whatever comes.”", "The motto of the house: [We row, whatever comes.]|" },
    { "en", "Three words: “oar”, “row” and “sea”.", "" }, /* no verb, no sentence */
    { "en", "After he said this, “persistence” was the word.", "" },
    { "en", "They call it “the sea”.", "" },
    { "en", "The said “document” was lost.", "" },
    { "en", "He never said “rowing” again.", "" }, /* a word, not a sentence */
    { "en", "Ada said: “Row.” Bo said: “Rest.”", "Ada said: [Row.] <Ada>|Bo said: [Rest.]<Bo>|" },
    { "en", "Ada said: “We all", "Ada said: [We all]<Ada>|" }, /* never closed */
    { "en", "Ada said: “We row” and left.", "Ada said: [We row] <Ada>|" },

    /* English: behind the quotation */
    { "en", "“We all row,” said Ada Sea.", "[We all row,]” said Ada Sea.<Ada Sea>|" },
    { "en", "“We all row,” Ada Sea said once. Then she left.", "[We all row,]” Ada Sea said once. <Ada Sea>|" },
    { "en", "“We all row,” said the mayor of Sea in 1990.",
      "[We all row,]” said the mayor of Sea in 1990.<The mayor of Sea>|" },
    { "en", "“We all row,” said Ada Sea, “and we rest.”",
      "[We all row,]” said Ada Sea, <Ada Sea>|[and we rest.]<Ada Sea>|" },
    { "en", "“We row,” he said.", "" },
    { "en", "“Row,” said Ada Sea.", "" },             /* too little for a card */
    { "en", "The “big red row,” said Ada Sea.", "" }, /* does not begin the sentence */
    { "en", "“We row” was the title.", "" },

    /* statements */
    { "en", "The United States: A history of oars and boats.", "" },
    { "en", "He said: All of us row the boat.", "" }, /* nobody to name */
    { "en", "Ada said: row the boat.", "" },          /* goes on in lower case */
    { "en", "We rest. The old report says in short: Nobody rows alone. Ever.",
      "The old report says in short: [Nobody rows alone. Ever.]<The old report>|" },
    { "en", "At 10:30 Ada said so.", "" },

    /* nobody in particular, and what was not said */
    { "en", "He didn't say: \"Yes.\"", "He didn't say: [Yes.]|" },
    { "en", "Ada Sea never said: “We all row.”", "Ada Sea never said: [We all row.]|" },
    { "en", "Nobody said: “We all row.”", "Nobody said: [We all row.]|" },
    { "en", "Everyone in the house said: “We all row.”", "Everyone in the house said: [We all row.]|" },
    { "en", "The report from 2019, which nobody has ever read in full, says: “We all row.”",
      "The report from 2019, which nobody has ever read in full, says: [We all row.]|" },
    { "en", "The baker and the mayor both said: “We all row.”",
      "The baker and the mayor both said: [We all row.]<The baker and the mayor>|" },
    { "en", "It was made in 1850.[^1] Then Ada said: “We all row.”",
      "It was made in 1850.[^1] Then Ada said: [We all row.]|" },
    { "en", "Adm. Ada Sea said: “We all row.”", "Adm. Ada Sea said: [We all row.]<Adm. Ada Sea>|" },
    { "en", "On shore, old men said: “We all row.”", "On shore, old men said: [We all row.]|" }, /* no article */
    { "en", "The U.S. Secretary of State John Smith Jr. said: “We agree.”",
      "The U.S. Secretary of State John Smith Jr. said: [We agree.]<The U.S. Secretary of State John Smith Jr.>|" },
    { "de", "Niemand sagte: „Wir rudern alle.“", "Niemand sagte: [Wir rudern alle.]|" },
    { "de", "Ada See sagte nicht: „Wir rudern alle.“", "Ada See sagte nicht: [Wir rudern alle.]|" },
    { "fr", "Personne n’a dit : « Nous ramons tous. »", "Personne n’a dit : [Nous ramons tous.]|" },
    { "fr", "L’homme a dit : « Nous ramons tous. »", "L’homme a dit : [Nous ramons tous.]<L’homme>|" },
    { "es", "Nadie dijo: «Todos remamos.»", "Nadie dijo: [Todos remamos.]|" },
    { "ru", "Никто не сказал: «Мы гребём вместе.»", "Никто не сказал: [Мы гребём вместе.]|" },
    { "zh", "没有人说：“我们都划船。”", "没有人说：[我们都划船。]|" },
    { "zh", "王小明没说：“我们都划船。”", "王小明没说：[我们都划船。]|" },
    { "ja", "みんなは「海へ行こう。」と述べた。", "みんなは[海へ行こう。]」と述べた。|" },

    /* other languages */
    { "de-de", "Wie Ada See einmal gesagt hat: „Wir rudern alle.“ Punkt.",
      "Wie Ada See einmal gesagt hat: [Wir rudern alle.] <Ada See>|" },
    { "de", "Ada See sagte auf dem Fest: „Wir rudern alle.“",
      "Ada See sagte auf dem Fest: [Wir rudern alle.]<Ada See>|" },
    { "de", "»Wir rudern alle«, sagte Ada See.", "[Wir rudern alle]«, sagte Ada See.<Ada See>|" },
    { "fr", "Comme l’a dit Ada Mer : « Nous ramons tous. »", "Comme l’a dit Ada Mer : [Nous ramons tous.]<Ada Mer>|" },
    { "fr", "Ada Mer disait souvent : « Nous ramons tous. »",
      "Ada Mer disait souvent : [Nous ramons tous.]<Ada Mer>|" },
    { "es", "Dijo Ada Mar: «Todos remamos.»", "Dijo Ada Mar: [Todos remamos.]<Ada Mar>|" },
    { "it", "Ada Mare ha detto: «Tutti remiamo.»", "Ada Mare ha detto: [Tutti remiamo.]<Ada Mare>|" },
    { "pt-br", "Ada Mar escreveu: “Todos nós remamos.”", "Ada Mar escreveu: [Todos nós remamos.]<Ada Mar>|" },
    { "nl", "Ada Zee zei ooit: ‘Wij roeien allemaal.’", "Ada Zee zei ooit: [Wij roeien allemaal.]<Ada Zee>|" },
    { "sv", "Ada Sjö sade: ”Vi ror alla.”", "Ada Sjö sade: [Vi ror alla.]<Ada Sjö>|" },
    { "pl", "Ada Morska powiedziała kiedyś: „Wszyscy wiosłujemy.”",
      "Ada Morska powiedziała kiedyś: [Wszyscy wiosłujemy.]<Ada Morska>|" },
    { "ru", "Как сказала Ада Море: «Мы все гребём вместе.»",
      "Как сказала Ада Море: [Мы все гребём вместе.]<Ада Море>|" },
    { "ru", "Ада Море однажды сказала: «Мы гребём».", "Ада Море однажды сказала: [Мы гребём]».<Ада Море>|" },
    { "tr", "Ada Deniz şöyle dedi: “Hepimiz kürek çekeriz.”",
      "Ada Deniz şöyle dedi: [Hepimiz kürek çekeriz.]<Ada Deniz>|" },
    { "ar", "وقالت آدا بحر: «كلنا نجدف معا.»", "وقالت آدا بحر: [كلنا نجدف معا.]<آدا بحر>|" },
    { "hi", "आदा सागर ने कहा: “हम सब नाव चलाते हैं।”", "आदा सागर ने कहा: [हम सब नाव चलाते हैं।]<आदा सागर>|" },
    { "zh-cn", "海风起。港长王小明曾说：“我们都划船。”然后走了。", "港长王小明曾说：[我们都划船。]<港长王小明>|" },
    { "zh", "在大会上，王小明在报告中指出：“我们都划船。”", "在大会上，王小明在报告中指出：[我们都划船。]<王小明>|" },
    { "zh", "报告指出：只要划船，我们就前进。", "报告指出：[只要划船，我们就前进。]<报告>|" },
    { "zh", "他说：“划船。”", "他说：[划船。]|" },
    { "zh", "“持续”写进《海的书》。", "" },
    { "ja", "港長の海子は「みんなで漕ぐ」と述べた。次へ。", "港長の海子は[みんなで漕ぐ]」と述べた。<港長の海子>|" },
    { "ja", "海子はこう語った：「みんなで漕ぐ」", "海子はこう語った：[みんなで漕ぐ]<海子>|" },
    { "ja", "海子は「海」という本が好きだ。", "" },
    { "ko", "김바다는 \"우리는 모두 노를 젓는다\"라고 말했다.",
      "김바다는 [우리는 모두 노를 젓는다]\"라고 말했다.<김바다>|" },
    { "eo", "Ada Maro diris: “Ni ĉiuj remas.”",
      "Ada Maro diris: [Ni ĉiuj remas.]|" }, /* not in the table: the colon alone */
    { "", "Ada: “We row.”", "Ada: [We row.]|" },
};

static void append(GString *out, const char *text, size_t begin, size_t end)
{
    g_assert_cmpuint(begin, <=, end);
    g_string_append_len(out, text + begin, (gssize) (end - begin));
}

/* What stands between the words and `end` is shown from the closing mark on where it is more than that mark. */
static char *describe(const char *text, const struct fms_quotation *found, size_t n)
{
    GString *out = g_string_new("");
    for (size_t i = 0; i < n; i++) {
        append(out, text, found[i].intro_begin, found[i].intro_end);
        g_string_append(out, found[i].intro_end > found[i].intro_begin ? " [" : "[");
        append(out, text, found[i].words_begin, found[i].words_end);
        g_string_append_c(out, ']');
        append(out, text, found[i].words_end, found[i].end);
        if (found[i].speaker)
            g_string_append_printf(out, "<%s>", found[i].speaker);
        g_string_append_c(out, '|');
    }
    return g_string_free(out, FALSE);
}

/* Marks and blanks at the edges of a quotation are not what these rows are about. */
static char *plain(const char *text)
{
    GString *out = g_string_new("");
    for (const char *at = text; *at; at = g_utf8_next_char(at))
        if (!g_utf8_strchr(" \"”“»«」『’", -1, g_utf8_get_char(at)))
            g_string_append_unichar(out, g_utf8_get_char(at));
    return g_string_free(out, FALSE);
}

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        size_t n;
        struct fms_quotation *found = fms_quotations_find(NULL, rows[i].text, rows[i].language, &n);
        char *described = describe(rows[i].text, found, n);
        char *is = plain(described), *should = plain(rows[i].found);
        g_assert_cmpstr(is, ==, should);
        for (size_t k = 0; k < n; k++)
            g_assert_true(found[k].marked || found[k].end == strlen(rows[i].text));
        g_free(described);
        g_free(is);
        g_free(should);
        talloc_free(found);
    }
}

static void test_hostile(void)
{
    static const char *const bits[] = { "said: “", "a. ", "....", "X said: ", "“A,” said X, ",
                                        "“a” ",    ": ",  "?!”",  "王说：“",  "「はと" };
    for (size_t i = 0; i < G_N_ELEMENTS(bits); i++) {
        GString *text = g_string_new("");
        while (text->len < 60000)
            g_string_append(text, bits[i]);
        static const char *const languages[] = { "en", "zh", "ja", "" };
        gint64 begin = (gint64) clock();
        for (size_t k = 0; k < G_N_ELEMENTS(languages); k++) {
            size_t n;
            struct fms_quotation *found = fms_quotations_find(NULL, text->str, languages[k], &n);
            for (size_t q = 0, at = 0; q < n; at = found[q++].end)
                g_assert_cmpuint(found[q].intro_begin, >=, at);
            talloc_free(found);
        }
        g_test_message("%s: %d ms", bits[i], (int) (((gint64) clock() - begin) / 1000));
        g_assert_cmpint((gint64) clock() - begin, <, 10 * G_TIME_SPAN_SECOND);
        g_string_free(text, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/quotation/rows", test_rows);
    g_test_add_func("/quotation/hostile", test_hostile);
    return g_test_run();
}
