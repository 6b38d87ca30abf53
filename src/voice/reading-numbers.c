/*
 * Numerals and ordinals in words, where the engine does not know them.
 */
#include "reading-private.h"

#include "language-tag.h"

#include <string.h>

int fms_roman_value(const char *numeral)
{
    static const struct {
        const char *letters;
        int value;
    } parts[] = { { "M", 1000 }, { "CM", 900 }, { "D", 500 }, { "CD", 400 }, { "C", 100 }, { "XC", 90 }, { "L", 50 },
                  { "XL", 40 },  { "X", 10 },   { "IX", 9 },  { "V", 5 },    { "IV", 4 },  { "I", 1 } };
    static const int most_times[] = { 3, 1, 1, 1, 3, 1, 1, 1, 3, 1, 1, 1, 3 };
    int value = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        for (int times = 0; g_str_has_prefix(numeral, parts[i].letters); times++) {
            if (times == most_times[i])
                return 0;
            value += parts[i].value;
            numeral += strlen(parts[i].letters);
        }
    return *numeral ? 0 : value;
}

static char *ordinal_en(int value)
{
    int tens = value % 100, ones = value % 10;
    bool teen = tens >= 11 && tens <= 13;
    return g_strdup_printf("%d%s", value,
                           !teen && ones == 1   ? "st"
                           : !teen && ones == 2 ? "nd"
                           : !teen && ones == 3 ? "rd"
                                                : "th");
}

static char *ordinal_de(int value)
{
    static const char *const small[] = { "",           "erste",      "zweite",     "dritte",     "vierte",
                                         "fünfte",     "sechste",    "siebte",     "achte",      "neunte",
                                         "zehnte",     "elfte",      "zwölfte",    "dreizehnte", "vierzehnte",
                                         "fünfzehnte", "sechzehnte", "siebzehnte", "achtzehnte", "neunzehnte" };
    static const char *const ones[] = { "",        "einund",   "zweiund",   "dreiund", "vierund",
                                        "fünfund", "sechsund", "siebenund", "achtund", "neunund" };
    if (value >= 1 && value <= 19)
        return g_strdup(small[value]);
    bool has_tens = value >= 20 && value <= 39;
    return has_tens ? g_strdup_printf("%s%s", ones[value % 10], value < 30 ? "zwanzigste" : "dreißigste") : NULL;
}

static char *ordinal_fr(int value)
{
    static const char *const words[] = { "",          "premier",        "deuxième",     "troisième",    "quatrième",
                                         "cinquième", "sixième",        "septième",     "huitième",     "neuvième",
                                         "dixième",   "onzième",        "douzième",     "treizième",    "quatorzième",
                                         "quinzième", "seizième",       "dix-septième", "dix-huitième", "dix-neuvième",
                                         "vingtième", "vingt et unième" };
    return value >= 1 && value < (int) G_N_ELEMENTS(words) ? g_strdup(words[value]) : NULL;
}

static char *ordinal_es(int value)
{
    static const char *const words[] = { "",      "primero", "segundo", "tercero", "cuarto", "quinto",
                                         "sexto", "séptimo", "octavo",  "noveno",  "décimo" };
    return value >= 1 && value < (int) G_N_ELEMENTS(words) ? g_strdup(words[value]) : NULL;
}

static const struct {
    const char *tag;
    char *(*ordinal)(int value);
} ORDINALS[] = { { "en", ordinal_en }, { "de", ordinal_de }, { "fr", ordinal_fr }, { "es", ordinal_es } };

char *fms_ordinal(int value, const char *language)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ORDINALS); i++)
        if (fms_language_is(language, ORDINALS[i].tag))
            return ORDINALS[i].ordinal(value);
    return NULL;
}

char *fms_regnal(int value, const char *name, const char *language)
{
    char *ordinal = fms_language_is(language, "fr") && value > 1 ? NULL : fms_ordinal(value, language), *said = NULL;
    static const char *const queens[] = { "Isabel", "Elisabeth", "Elizabeth", "Margarethe", "Beatrix", NULL };
    bool queen = g_str_has_suffix(name, "a") || g_strv_contains(queens, name);
    if (ordinal && fms_language_is(language, "en"))
        said = g_strconcat("the ", ordinal, NULL);
    else if (ordinal && fms_language_is(language, "de"))
        said = g_strconcat(queen ? "die " : "der ", ordinal, NULL);
    else if (ordinal && queen && g_str_has_suffix(ordinal, "o"))
        said = g_strdup_printf("%.*sa", (int) strlen(ordinal) - 1, ordinal);
    else
        said = ordinal ? g_strdup(ordinal) : g_strdup_printf("%d", value);
    g_free(ordinal);
    return said;
}
