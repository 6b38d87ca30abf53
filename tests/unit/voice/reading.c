#include "reading-private.h"

#include "voice.h"

#include <string.h>

static const struct {
    const char *language, *written, *said;
} ROWS[] = {
    /* abbreviations: their dots are no full stops, but for the last */
    { "en-gb", "Dr. Smith and Mrs. Jones saw St. Paul's.", "Doctor Smith and Mrs Jones saw Saint Paul's." },
    { "en", "Birds, e.g. gulls, i.e. sea birds.", "Birds, for example gulls, that is sea birds." },
    { "en", "The ship is No. 5.", "The ship is number 5." },
    { "de", "Vögel, z. B. Möwen, d.h. Seevögel usw.", "Vögel, zum Beispiel Möwen, das heißt Seevögel und so weiter." },
    { "de", "Dr. Meier, Nr. 5, um 300 v. Chr. etwa", "Doktor Meier, Nummer 5, um 300 vor Christus etwa" },
    { "fr", "M. Dupont et Mme Martin, p. ex. au n° 5", "monsieur Dupont et madame Martin, par exemple au numéro 5" },
    { "es", "El Sr. López vive en EE. UU., p. ej. en el n.º 5.",
      "El señor López vive en Estados Unidos, por ejemplo en el número 5." },
    /* initials */
    { "en", "J. R. R. Tolkien and J.S. Bach", "J R R Tolkien and J S Bach" },
    { "de", "Das war J. S. Bach.", "Das war J S Bach." },
    { "en", "It has vitamin C.", "It has vitamin C." },
    /* dates and times */
    { "en-gb", "On 12/03/2024, or 2024-03-12.", "On the 12th of March 2024, or the 12th of March 2024." },
    { "en-us", "On 12/03/2024.", "On December 3rd, 2024." },
    { "en", "13/13/2024 is no day", "13/13/2024 is no day" },
    { "en", "At 10:30, 7:05 and 9:00.", "At 10 30, 7 oh 5 and 9 o'clock." },
    { "en", "A 16:9 film", "A 16:9 film" },
    { "de", "Am 3. Oktober 1990 um 10:30 Uhr.", "Am dritten Oktober 19 hundert 90 um 10 Uhr 30." },
    { "de", "Der 3. Mann kam am 21.3.2024.", "Der 3. Mann kam am einundzwanzigster März 2024." },
    { "fr", "Le 12/03/2024 à 10h30.", "Le 12 mars 2024 à 10 heures 30." },
    { "es", "El 12/03/2024.", "El 12 de marzo de 2024." },
    { "zh", "1990年，3月10:30。", "一九九零年，3月10点30分。" },
    { "ja", "10:30、9:05。", "10じ30ぷん、9じ5ふん。" },
    /* years are no sums */
    { "en", "From 1939–1945, in 1905 and 1900, but 2024.",
      "From 19 39 to 19 45, in 19 oh 5 and 19 hundred, but 2024." },
    { "en", "1,990 ships and 1990.5", "1,990 ships and 1990.5" },
    { "fr", "en 1990", "en 1990" },
    /* money and units */
    { "en", "$5.50, €1, £3 million", "5 dollars 50, 1 euro, 3 million pounds" },
    { "de", "5,50 €, 1.000 €", "5 Euro 50, 1.000 Euro" },
    { "fr", "5,50 € et 1 €", "5 euros 50 et 1 euro" },
    { "es", "5,50 €", "5 euros 50" },
    { "ja", "¥500", "500 えん" },
    { "en", "1 km, 3 km, 2.5 kg at 25 °C and 80 km/h",
      "1 kilometre, 3 kilometres, 2.5 kilograms at 25 degrees Celsius and 80 kilometres an hour" },
    { "de", "2.500 m und 25 °C, 3 km²", "2.500 Meter und 25 Grad Celsius, 3 Quadratkilometer" },
    { "fr", "3 km, 25 °C", "3 kilomètres, 25 degrés Celsius" },
    { "es", "1 km, 3 kg", "1 kilómetro, 3 kilogramos" },
    { "zh", "3 km，50%，25 °C", "3 公里，百分之50，25 摄氏度" },
    { "ja", "3kmと50%と25℃", "3 キロメートルと50 パーセントと25 ど" },
    { "en", "50% of 3 cats", "50% of 3 cats" },
    /* Roman numerals */
    { "en", "Henry VIII in World War II, chapter IV", "Henry the 8th in World War 2, chapter 4" },
    { "en", "Mary and I made a CD in MCMXC", "Mary and I made a CD in 1990" },
    { "en", "IIII and VX are none", "IIII and VX are none" },
    { "de", "Heinrich VIII. und Elisabeth II. im Teil IV.", "Heinrich der achte und Elisabeth die zweite im Teil 4." },
    { "fr", "Louis XIV, François Ier, au XXe siècle, le 2e jour",
      "Louis 14, François premier, au vingtième siècle, le deuxième jour" },
    { "es", "Felipe II, Isabel II y Luis XIV, siglo XX", "Felipe segundo, Isabel segunda y Luis 14, siglo 20" },
};

/* The line with its ranges said. */
static char *said(const char *text, const struct fms_say *says, size_t n)
{
    GString *out = g_string_new(NULL);
    int32_t at = 0;
    for (size_t i = 0; i < n; i++) {
        g_assert_cmpint(says[i].begin, >=, at);
        g_string_append_len(out, text + at, says[i].begin - at);
        g_string_append(out, says[i].value);
        at = says[i].end;
    }
    g_string_append(out, text + at);
    return g_string_free(out, FALSE);
}

static void reads_right(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        size_t n = 0;
        struct fms_say *says = fms_reading_add(NULL, ROWS[i].written, ROWS[i].language, NULL, &n);
        char *words = said(ROWS[i].written, says, n);
        g_assert_cmpstr(words, ==, ROWS[i].said);
        g_free(words);
        talloc_free(says);
    }
}

static void leaves_what_is_said_already(void)
{
    const struct fms_say mine = { 0, 3, FMS_SAY_RESPELL, "Drive" };
    size_t n = 1;
    struct fms_say *says = fms_reading_add(NULL, "Dr. Smith owns 3 km", "en", &mine, &n);
    g_assert_cmpuint(n, ==, 2);
    g_assert_cmpstr(says[0].value, ==, "Drive");
    g_assert_cmpstr(says[1].value, ==, "3 kilometres");
    talloc_free(says);
}

static void every_rule_is_an_expression(void)
{
    for (size_t i = 0; i < fms_n_reading_rules; i++) {
        GRegex *regex = g_regex_new(fms_reading_rules[i].pattern, 0, 0, NULL);
        g_assert_nonnull(regex);
        g_regex_unref(regex);
    }
}

static void long_lines_take_no_time(void)
{
    static const char *const pieces[] = { "1", "1.", "1 ", "X", "A.", "A. ", "12:", "1939–" };
    for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
        GString *text = g_string_new(NULL);
        while (text->len < 15000)
            g_string_append(text, pieces[i]);
        size_t n = 0;
        int64_t begin = g_get_monotonic_time();
        talloc_free(fms_reading_add(NULL, text->str, "de", NULL, &n));
        g_assert_cmpint(g_get_monotonic_time() - begin, <, 2000000);
        g_string_free(text, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reading/reads-right", reads_right);
    g_test_add_func("/reading/leaves-what-is-said", leaves_what_is_said_already);
    g_test_add_func("/reading/rules", every_rule_is_an_expression);
    g_test_add_func("/reading/long-lines", long_lines_take_no_time);
    return g_test_run();
}
