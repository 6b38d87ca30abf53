/*
 * The rules. Abbreviations first, for their dots look like initials; then what has several parts (dates, times, money); units, years
 * and numerals last.
 */
#include "reading-private.h"

#include "language-tag.h"

#include <stdlib.h>
#include <string.h>

#define MONTHS_EN "January February March April May June July August September October November December"
#define MONTHS_DE "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
#define MONTHS_FR "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
#define MONTHS_ES "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
#define NO_LETTER "(?![\\p{Latin}\\d])"

static int number_at(const GMatchInfo *match, int group)
{
    char *text = g_match_info_fetch(match, group);
    int value = text ? atoi(text) : 0;
    g_free(text);
    return value;
}

/* ---- years, dates and times ---- */

/* 1905 is "19 oh 5" in English and "19 hundert 5" in German; a year of our time is a number like any other. */
static char *year_words(int year, const char *language)
{
    int century = year / 100, rest = year % 100;
    if (century < 11 || century > 19)
        return g_strdup_printf("%d", year);
    if (fms_language_is(language, "de"))
        return rest ? g_strdup_printf("%d hundert %d", century, rest) : g_strdup_printf("%d hundert", century);
    if (!fms_language_is(language, "en"))
        return g_strdup_printf("%d", year);
    return rest == 0 ? g_strdup_printf("%d hundred", century)
                     : g_strdup_printf(rest < 10 ? "%d oh %d" : "%d %d", century, rest);
}

static char *read_year(const GMatchInfo *match, const char *language)
{
    return year_words(number_at(match, 0), language);
}

static const struct {
    const char *tag, *months, *form; /* 1 day, 2 month, 3 year */
} DATES[] = {
    { "en-us", MONTHS_EN, "%2$s %1$s, %3$s" },   { "en", MONTHS_EN, "the %1$s of %2$s %3$s" },
    { "de", MONTHS_DE, "%1$s %2$s %3$s" },       { "fr", MONTHS_FR, "%1$s %2$s %3$s" },
    { "es", MONTHS_ES, "%1$s de %2$s de %3$s" },
};

/* A day as it is said in a date. */
static char *day_words(int day, const char *language)
{
    bool ordinal = fms_language_is(language, "en") || (fms_language_is(language, "fr") && day == 1);
    char *words = ordinal || fms_language_is(language, "de") ? fms_ordinal(day, language) : NULL;
    if (words && fms_language_is(language, "de")) {
        char *dative = g_strconcat(words, "r", NULL);
        g_free(words);
        return dative;
    }
    return words ? words : g_strdup_printf("%d", day);
}

static char *replace_all(const char *form, const char *const *parts)
{
    GString *text = g_string_new(form);
    const char *const marks[] = { "%1$s", "%2$s", "%3$s" };
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        g_string_replace(text, marks[i], parts[i], 0);
    return g_string_free(text, FALSE);
}

static char *date_words(int year, int month, int day, const char *language)
{
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return NULL;
    if (fms_language_in(language, (const char *const[]){ "zh", "cmn", "yue", NULL }))
        return g_strdup_printf("%d年%d月%d日", year, month, day);
    for (size_t i = 0; i < G_N_ELEMENTS(DATES); i++) {
        if (!fms_language_is(language, DATES[i].tag))
            continue;
        char **months = g_strsplit(DATES[i].months, " ", 12), *years = year_words(year, language),
             *days = day_words(day, language);
        char *words = replace_all(DATES[i].form, (const char *const[]){ days, months[month - 1], years });
        g_strfreev(months);
        g_free(years);
        g_free(days);
        return words;
    }
    return NULL;
}

static char *read_iso_date(const GMatchInfo *match, const char *language)
{
    return date_words(number_at(match, 1), number_at(match, 2), number_at(match, 3), language);
}

static char *read_date(const GMatchInfo *match, const char *language)
{
    bool month_first = fms_language_is(language, "en-us");
    return date_words(number_at(match, 3), number_at(match, month_first ? 1 : 2), number_at(match, month_first ? 2 : 1),
                      language);
}

/* "am 3. Oktober": in this place the dative, or what sounds like it. */
static char *read_day_de(const GMatchInfo *match, const char *language)
{
    char *before = g_match_info_fetch(match, 1), *ordinal = fms_ordinal(number_at(match, 2), language), *words = NULL;
    if (ordinal)
        words = g_strdup_printf("%s%s%s", before, ordinal, *before ? "n" : "r");
    g_free(ordinal);
    g_free(before);
    return words;
}

static char *read_time(const GMatchInfo *match, const char *language)
{
    int hour = number_at(match, 1), minute = number_at(match, 2);
    if (fms_language_is(language, "en"))
        return minute == 0 ? g_strdup_printf("%d o'clock", hour)
                           : g_strdup_printf(minute < 10 ? "%d oh %d" : "%d %d", hour, minute);
    if (fms_language_is(language, "de"))
        return minute == 0 ? g_strdup_printf("%d Uhr", hour) : g_strdup_printf("%d Uhr %d", hour, minute);
    if (fms_language_is(language, "fr"))
        return minute == 0 ? g_strdup_printf("%d heures", hour) : g_strdup_printf("%d heures %d", hour, minute);
    if (fms_language_is(language, "ja"))
        return minute == 0
                   ? g_strdup_printf("%dじ", hour)
                   : g_strdup_printf("%dじ%d%s", hour, minute, strchr("25789", '0' + minute % 10) ? "ふん" : "ぷん");
    if (fms_language_is(language, "zh"))
        return minute == 0 ? g_strdup_printf("%d点", hour) : g_strdup_printf("%d点%d分", hour, minute);
    return NULL;
}

static char *read_digits_zh(const GMatchInfo *match, const char *language)
{
    static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
    char *text = g_match_info_fetch(match, 0);
    GString *words = g_string_new(NULL);
    for (const char *at = text; *at; at++)
        g_string_append(words, digits[*at - '0']);
    g_free(text);
    return g_string_free(words, FALSE);
}

/* ---- units and money ---- */

static const struct unit {
    const char *tag, *written, *one, *many;
} UNITS[] = {
    { "en", "km/h", "kilometre an hour", "kilometres an hour" },
    { "en", "m/s", "metre a second", "metres a second" },
    { "en", "km²", "square kilometre", "square kilometres" },
    { "en", "m²", "square metre", "square metres" },
    { "en", "m³", "cubic metre", "cubic metres" },
    { "en", "km", "kilometre", "kilometres" },
    { "en", "cm", "centimetre", "centimetres" },
    { "en", "mm", "millimetre", "millimetres" },
    { "en", "m", "metre", "metres" },
    { "en", "kg", "kilogram", "kilograms" },
    { "en", "g", "gram", "grams" },
    { "en", "ha", "hectare", "hectares" },
    { "en", "ft", "foot", "feet" },
    { "en", "lb", "pound", "pounds" },
    { "en", "mph", "mile an hour", "miles an hour" },
    { "en", "kWh", "kilowatt hour", "kilowatt hours" },
    { "en", "MW", "megawatt", "megawatts" },
    { "en", "°C", "degree Celsius", "degrees Celsius" },
    { "en", "°F", "degree Fahrenheit", "degrees Fahrenheit" },
    { "en", "°", "degree", "degrees" },
    { "de", "km/h", "Kilometer pro Stunde", "Kilometer pro Stunde" },
    { "de", "m/s", "Meter pro Sekunde", "Meter pro Sekunde" },
    { "de", "km²", "Quadratkilometer", "Quadratkilometer" },
    { "de", "m²", "Quadratmeter", "Quadratmeter" },
    { "de", "m³", "Kubikmeter", "Kubikmeter" },
    { "de", "km", "Kilometer", "Kilometer" },
    { "de", "cm", "Zentimeter", "Zentimeter" },
    { "de", "mm", "Millimeter", "Millimeter" },
    { "de", "m", "Meter", "Meter" },
    { "de", "kg", "Kilogramm", "Kilogramm" },
    { "de", "g", "Gramm", "Gramm" },
    { "de", "ha", "Hektar", "Hektar" },
    { "de", "kWh", "Kilowattstunde", "Kilowattstunden" },
    { "de", "°C", "Grad Celsius", "Grad Celsius" },
    { "fr", "km/h", "kilomètre à l'heure", "kilomètres à l'heure" },
    { "fr", "km²", "kilomètre carré", "kilomètres carrés" },
    { "fr", "m²", "mètre carré", "mètres carrés" },
    { "fr", "km", "kilomètre", "kilomètres" },
    { "fr", "cm", "centimètre", "centimètres" },
    { "fr", "mm", "millimètre", "millimètres" },
    { "fr", "m", "mètre", "mètres" },
    { "fr", "kg", "kilogramme", "kilogrammes" },
    { "fr", "g", "gramme", "grammes" },
    { "fr", "ha", "hectare", "hectares" },
    { "fr", "°C", "degré Celsius", "degrés Celsius" },
    { "es", "km/h", "kilómetro por hora", "kilómetros por hora" },
    { "es", "km²", "kilómetro cuadrado", "kilómetros cuadrados" },
    { "es", "m²", "metro cuadrado", "metros cuadrados" },
    { "es", "km", "kilómetro", "kilómetros" },
    { "es", "cm", "centímetro", "centímetros" },
    { "es", "mm", "milímetro", "milímetros" },
    { "es", "m", "metro", "metros" },
    { "es", "kg", "kilogramo", "kilogramos" },
    { "es", "g", "gramo", "gramos" },
    { "es", "ha", "hectárea", "hectáreas" },
    { "es", "°C", "grado Celsius", "grados Celsius" },
    { "zh", "km/h", "公里每小时", "公里每小时" },
    { "zh", "km²", "平方公里", "平方公里" },
    { "zh", "m²", "平方米", "平方米" },
    { "zh", "km", "公里", "公里" },
    { "zh", "cm", "厘米", "厘米" },
    { "zh", "mm", "毫米", "毫米" },
    { "zh", "m", "米", "米" },
    { "zh", "kg", "公斤", "公斤" },
    { "zh", "g", "克", "克" },
    { "zh", "°C", "摄氏度", "摄氏度" },
    { "ja", "km/h", "キロメートルまいじ", "キロメートルまいじ" },
    { "ja", "km", "キロメートル", "キロメートル" },
    { "ja", "cm", "センチメートル", "センチメートル" },
    { "ja", "mm", "ミリメートル", "ミリメートル" },
    { "ja", "m", "メートル", "メートル" },
    { "ja", "kg", "キログラム", "キログラム" },
    { "ja", "g", "グラム", "グラム" },
    { "ja", "°C", "ど", "ど" },
    { "ja", "%", "パーセント", "パーセント" },
};

/* Groups: the number, the unit. One of it is one only where the number is "1". */
static char *read_unit(const GMatchInfo *match, const char *language)
{
    char *number = g_match_info_fetch(match, 1), *unit = g_match_info_fetch(match, 2), *words = NULL;
    const char *written = strcmp(unit, "℃") == 0 ? "°C" : unit;
    for (size_t i = 0; !words && i < G_N_ELEMENTS(UNITS); i++)
        if (fms_language_is(language, UNITS[i].tag) && !strcmp(written, UNITS[i].written))
            words = g_strdup_printf("%s %s", number, strcmp(number, "1") != 0 ? UNITS[i].many : UNITS[i].one);
    g_free(unit);
    g_free(number);
    return words;
}

static const struct {
    const char *tag, *sign, *one, *many;
} MONEY[] = {
    { "en", "$", "dollar", "dollars" }, { "en", "€", "euro", "euros" },    { "en", "£", "pound", "pounds" },
    { "de", "$", "Dollar", "Dollar" },  { "de", "€", "Euro", "Euro" },     { "de", "£", "Pfund", "Pfund" },
    { "fr", "$", "dollar", "dollars" }, { "fr", "€", "euro", "euros" },    { "fr", "£", "livre", "livres" },
    { "es", "$", "dólar", "dólares" },  { "es", "€", "euro", "euros" },    { "es", "£", "libra", "libras" },
    { "zh", "$", "美元", "美元" },      { "zh", "€", "欧元", "欧元" },     { "zh", "¥", "元", "元" },
    { "ja", "$", "ドル", "ドル" },      { "ja", "€", "ユーロ", "ユーロ" }, { "ja", "¥", "えん", "えん" },
};

/* Groups by name: sign, whole, cents (may be missing), many (a million; may be missing). */
static char *read_money(const GMatchInfo *match, const char *language)
{
    char *sign = g_match_info_fetch_named(match, "sign"), *whole = g_match_info_fetch_named(match, "whole"),
         *cents = g_match_info_fetch_named(match, "cents"), *many = g_match_info_fetch_named(match, "many"),
         *words = NULL;
    for (size_t i = 0; !words && i < G_N_ELEMENTS(MONEY); i++)
        if (fms_language_is(language, MONEY[i].tag) && !strcmp(sign, MONEY[i].sign))
            words = g_strdup_printf("%s%s%s %s%s%s", whole, many && *many ? " " : "", many ? many : "",
                                    strcmp(whole, "1") != 0 || (many && *many) ? MONEY[i].many : MONEY[i].one,
                                    cents && *cents ? " " : "", cents ? cents : "");
    g_free(many);
    g_free(cents);
    g_free(whole);
    g_free(sign);
    return words;
}

/* ---- numerals ---- */

/* What is numbered and not crowned. */
static bool is_counted(const char *word)
{
    static const char *const counted[] = { "war",     "chapter", "part",      "volume",  "act",    "scene",    "book",
                                           "type",    "class",   "phase",     "stage",   "mark",   "figure",   "table",
                                           "section", "article", "level",     "apollo",  "saturn", "title",    "round",
                                           "psalm",   "krieg",   "weltkrieg", "kapitel", "teil",   "band",     "akt",
                                           "buch",    "klasse",  "stufe",     "phase",   "guerre", "chapitre", "partie",
                                           "tome",    "acte",    "livre",     "classe",  "guerra", "capítulo", "parte",
                                           "tomo",    "acto",    "libro",     "clase",   "siglo",  "siècle",   NULL };
    char *lower = g_utf8_strdown(word, -1);
    bool is = g_strv_contains(counted, lower);
    g_free(lower);
    return is;
}

/* Groups: the word before, the numeral, in German its dot. */
static char *read_regnal(const GMatchInfo *match, const char *language)
{
    char *name = g_match_info_fetch(match, 1), *numeral = g_match_info_fetch(match, 2),
         *dot = g_match_info_fetch(match, 3), *words = NULL;
    int value = fms_roman_value(numeral);
    bool king = !is_counted(name) && (!fms_language_is(language, "de") || (dot && *dot));
    char *said = value <= 0 ? NULL : king ? fms_regnal(value, name, language) : g_strdup_printf("%d", value);
    if (said)
        words = g_strdup_printf("%s %s%s", name, said, dot && *dot && !king ? "." : "");
    g_free(said);
    g_free(dot);
    g_free(numeral);
    g_free(name);
    return words;
}

static char *read_numeral(const GMatchInfo *match, const char *language)
{
    char *numeral = g_match_info_fetch(match, 1);
    int value = fms_roman_value(numeral);
    g_free(numeral);
    return value > 0 ? g_strdup_printf("%d", value) : NULL;
}

static char *read_ordinal_fr(const GMatchInfo *match, const char *language)
{
    char *numeral = g_match_info_fetch(match, 1);
    int value = g_ascii_isdigit(*numeral) ? atoi(numeral) : fms_roman_value(numeral);
    g_free(numeral);
    return fms_ordinal(value, language);
}

#define NUMBER "\\d+(?:[.,]\\d+)*"

const struct fms_reading_rule fms_reading_rules[] = {
    /* abbreviations */
    { "en", "\\be\\.\\s?g\\.", "for example", NULL },
    { "en", "\\bi\\.\\s?e\\.", "that is", NULL },
    { "en", "\\b(Mr|Mrs|Ms)\\.(?=\\s)", "\\1", NULL },
    { "en", "\\bDr\\.(?=\\s+\\p{Lu})", "Doctor", NULL },
    { "en", "\\bProf\\.(?=\\s+\\p{Lu})", "Professor", NULL },
    { "en", "\\bSt\\.(?=\\s+\\p{Lu})", "Saint", NULL },
    { "en", "\\bvs\\.", "versus", NULL },
    { "en", "\\bapprox\\.", "approximately", NULL },
    { "en", "\\bNo\\.\\s*(?=\\d)", "number ", NULL },
    { "en", "(?<=\\d)\\s?a\\.m\\.", " AM", NULL },
    { "en", "(?<=\\d)\\s?p\\.m\\.", " PM", NULL },
    { "de", "\\bz\\.\\s?B\\.", "zum Beispiel", NULL },
    { "de", "\\bd\\.\\s?h\\.", "das heißt", NULL },
    { "de", "\\bu\\.\\s?a\\.", "unter anderem", NULL },
    { "de", "\\busw\\.", "und so weiter", NULL },
    { "de", "\\bbzw\\.", "beziehungsweise", NULL },
    { "de", "\\bvgl\\.", "vergleiche", NULL },
    { "de", "\\bca\\.", "circa", NULL },
    { "de", "\\bNr\\.\\s*(?=\\d)", "Nummer ", NULL },
    { "de", "\\bDr\\.(?=\\s+\\p{Lu})", "Doktor", NULL },
    { "de", "\\bProf\\.(?=\\s+\\p{Lu})", "Professor", NULL },
    { "de", "\\bSt\\.(?=\\s+\\p{Lu})", "Sankt", NULL },
    { "de", "\\bv\\.\\s?Chr\\.", "vor Christus", NULL },
    { "de", "\\bn\\.\\s?Chr\\.", "nach Christus", NULL },
    { "de", "\\bMio\\.", "Millionen", NULL },
    { "de", "\\bMrd\\.", "Milliarden", NULL },
    { "fr", "\\bp\\.\\s?ex\\.", "par exemple", NULL },
    { "fr", "\\bM\\.(?=\\s+\\p{Lu}\\p{Ll})", "monsieur", NULL },
    { "fr", "\\bMme\\b\\.?", "madame", NULL },
    { "fr", "\\bMlle\\b\\.?", "mademoiselle", NULL },
    { "fr", "\\bn[°º]\\s*(?=\\d)", "numéro ", NULL },
    { "fr", "\\bav\\.\\s?J\\.-C\\.", "avant Jésus-Christ", NULL },
    { "fr", "\\bapr?\\.\\s?J\\.-C\\.", "après Jésus-Christ", NULL },
    { "es", "\\bp\\.\\s?ej\\.", "por ejemplo", NULL },
    { "es", "\\bSra\\.", "señora", NULL },
    { "es", "\\bSr\\.", "señor", NULL },
    { "es", "\\bDra\\.", "doctora", NULL },
    { "es", "\\bDr\\.", "doctor", NULL },
    { "es", "\\bn\\.?\\s?º\\s*(?=\\d)", "número ", NULL },
    { "es", "\\bEE\\.\\s?UU\\.", "Estados Unidos", NULL },
    { "es", "\\ba\\.\\s?C\\.", "antes de Cristo", NULL },
    { "es", "\\bd\\.\\s?C\\.", "después de Cristo", NULL },
    /* initials: a dot between names is no full stop */
    { "", "\\b(\\p{Lu})\\.(?=\\s\\p{Lu}(?:\\.|\\p{Ll}))", "\\1", NULL },
    { "", "\\b(\\p{Lu})\\.(?=\\p{Lu}(?:\\.|\\p{Ll}))", "\\1 ", NULL },
    /* dates and times */
    { "", "(?<![\\d-])(\\d{4})-(\\d\\d)-(\\d\\d)\\b", NULL, read_iso_date },
    { "en fr es", "\\b(\\d\\d?)/(\\d\\d?)/(\\d{4})\\b", NULL, read_date },
    { "de", "\\b(\\d\\d?)\\.\\s?(\\d\\d?)\\.\\s?(\\d{4})\\b", NULL, read_date },
    { "de",
      "\\b((?:(?:[Aa]m|[Vv]om|[Zz]um|[Bb]eim|[Dd]en|[Dd]em|[Bb]is|[Ss]eit)\\s+)?)(\\d\\d?)\\.(?=\\s+(?:Januar|Februar|"
      "März|"
      "April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\\b)",
      NULL, read_day_de },
    { "en de fr zh ja", "(?<![\\d:.,])([01]?\\d|2[0-3]):([0-5]\\d)(?:\\s?Uhr\\b)?(?![:\\d])", NULL, read_time },
    { "fr", "\\b([01]?\\d|2[0-3])\\s?h\\s?([0-5]\\d)\\b", NULL, read_time },
    { "zh cmn", "\\d{4}(?=\\s?年)", NULL, read_digits_zh },
    /* money */
    { "en", "(?<sign>[$€£])(?<whole>\\d[\\d,]*)(?:\\.(?<cents>\\d\\d))?\\b(?:\\s(?<many>(?:mill|bill|trill)ion)\\b)?",
      NULL, read_money },
    { "zh ja", "(?<sign>[$€¥])(?<whole>\\d[\\d,]*(?:\\.\\d+)?)", NULL, read_money },
    { "de fr es", "\\b(?<whole>\\d{1,3}(?:[.\\x{a0}\\x{202f}]?\\d{3})*)(?:,(?<cents>\\d\\d))?\\s?(?<sign>[$€£])", NULL,
      read_money },
    /* units */
    { "zh cmn", "\\b(" NUMBER ")\\s?%", "百分之\\1", NULL },
    { "en de fr es zh ja",
      "(?<![\\d.,])(" NUMBER ")\\s?(km/h|m/s|km²|m²|m³|km|cm|mm|m|kg|g|ha|ft|lb|mph|kWh|MW|°C|℃|°F|°|%)" NO_LETTER,
      NULL, read_unit },
    { "en", "(?<=\\d)\\s?–\\s?(?=\\d)", " to ", NULL },
    { "de", "(?<=\\d)\\s?–\\s?(?=\\d)", " bis ", NULL },
    { "fr es", "(?<=\\d)\\s?–\\s?(?=\\d)", " a ", NULL },
    /* years, and numerals */
    { "en de", "(?<![\\d.,:/$€£])\\b1[1-9]\\d\\d\\b(?![.,:/]\\d)", NULL, read_year },
    { "fr", "\\bIer\\b", "premier", NULL },
    { "fr", "\\b([IVX]+|\\d\\d?)e\\b", NULL, read_ordinal_fr },
    { "!de", "\\b(\\p{Lu}\\p{Ll}+) ([IVX]{2,}|V)(?![\\p{L}\\d])", NULL, read_regnal },
    { "de", "\\b(\\p{Lu}\\p{Ll}+) ([IVX]{2,}|[IVX](?=\\.))(?![\\p{L}\\d])(\\.?)", NULL, read_regnal },
    { "", "(?<![\\p{L}\\d])([IVX]{2,}|M[MCDLXVI]{3,})(?![\\p{L}\\d])", NULL, read_numeral },
};

const size_t fms_n_reading_rules = G_N_ELEMENTS(fms_reading_rules);
