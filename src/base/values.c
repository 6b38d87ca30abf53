/*
 * Values are read by one small cursor: a number in thousandths, then a unit. Nothing is rounded and nothing can overflow.
 */
#include "values.h"

#include <glib.h>
#include <string.h>
#include <talloc.h>

#define MOST_DIGITS 9 /* before the decimal sign */

static const char *skip_blanks(const char *at)
{
    while (g_unichar_isspace(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    return at;
}

static bool at_end(const char *at)
{
    return *skip_blanks(at) == '\0';
}

/* Reads "-1.5" in thousandths. */
static bool read_number(const char **from, int64_t *out)
{
    const char *at = skip_blanks(*from);
    bool minus = *at == '-' || g_str_has_prefix(at, "−");
    at += minus ? (*at == '-' ? 1 : strlen("−")) : *at == '+';
    const char *digits = at;
    int64_t value = 0, unit = 1000;
    for (; g_ascii_isdigit(*at) && at - digits < MOST_DIGITS; at++)
        value = value * 10 + (*at - '0');
    if (at == digits || g_ascii_isdigit(*at))
        return false;
    value *= 1000;
    if ((*at == '.' || *at == ',') && g_ascii_isdigit(at[1]))
        for (at++; g_ascii_isdigit(*at) && unit > 1; at++) {
            unit /= 10;
            value += (*at - '0') * unit;
        }
    if (g_ascii_isdigit(*at))
        return false;
    *out = minus ? -value : value;
    *from = skip_blanks(at);
    return true;
}

/* "0:05.5" and "1:02:03". */
static bool read_clock(const char *text, int64_t *ms)
{
    int64_t total = 0, part = 0;
    for (const char *at = text; read_number(&at, &part) && part >= 0;) {
        total = total * 60 + part;
        if (at_end(at)) {
            *ms = total;
            return strchr(text, ':') != NULL;
        }
        if (*at++ != ':' || part % 1000 || total > INT64_C(360000000))
            return false;
    }
    return false;
}

bool fms_value_seconds(const char *text, fms_ticks most, fms_ticks *out)
{
    static const struct {
        const char *name;
        int64_t thousandths; /* of a millisecond, in one thousandth of the unit */
    } units[] = { { "", 1000 },       { "ms", 1 },          { "s", 1000 },    { "sec", 1000 },
                  { "second", 1000 }, { "seconds", 1000 },  { "秒", 1000 },   { "min", 60000 },
                  { "m", 60000 },     { "minutes", 60000 }, { "分钟", 60000 } };
    int64_t value = 0, us = -1;
    const char *at = text;
    if (read_clock(text, &value))
        us = value * 1000;
    else if (read_number(&at, &value) && value >= 0)
        for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
            if (g_str_has_prefix(at, units[i].name) && at_end(at + strlen(units[i].name)))
                us = value * units[i].thousandths;
    if (us < 0 || us % 1000 || us / 1000 > most / FMS_MS(1))
        return false;
    *out = FMS_MS(us / 1000);
    return true;
}

/* log2(x / 2^16) in 2^-16, by squaring: the same bits on every machine. */
static int64_t log2_fixed(uint64_t x)
{
    int64_t result = 0;
    for (; x < 65536; x <<= 1)
        result -= 65536;
    for (; x >= 131072; x >>= 1)
        result += 65536;
    for (int64_t bit = 32768; bit > 0; bit >>= 1) {
        x = x * x >> 16;
        if (x >= 131072) {
            x >>= 1;
            result += bit;
        }
    }
    return result;
}

/* Hundredths of a decibel of an amplitude in thousandths of a per cent: 20 log10. */
static int32_t level_of_share(int64_t share)
{
    if (share == 0)
        return FMS_LEVEL_LEAST;
    int64_t cdb = log2_fixed((uint64_t) share * 65536 / 100000) * 60206 / 6553600; /* 20 log10(2) = 6.0206 dB */
    return (int32_t) MAX(cdb, FMS_LEVEL_LEAST);
}

static bool level_of_word(const char *text, int32_t *cdb)
{
    static const struct {
        const char *word;
        int32_t cdb;
    } words[] = { { "soft", -600 },          { "low", -600 }, { "quiet", -600 }, { "normal", 0 },
                  { "medium", 0 },           { "loud", 400 }, { "high", 400 },   { "none", FMS_LEVEL_LEAST },
                  { "off", FMS_LEVEL_LEAST } };
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_ascii_strncasecmp(text, words[i].word, strlen(words[i].word)) == 0 &&
            at_end(text + strlen(words[i].word))) {
            *cdb = words[i].cdb;
            return true;
        }
    return false;
}

bool fms_value_level(const char *text, int32_t *cdb)
{
    const char *at = skip_blanks(text);
    int64_t value = 0;
    if (level_of_word(at, cdb))
        return true;
    if (!read_number(&at, &value))
        return false;
    if (*at == '%' && at_end(at + 1) && value >= 0 && value <= 400000) {
        *cdb = level_of_share(value);
        return true;
    }
    bool decibels = g_ascii_strncasecmp(at, "db", 2) == 0 && at_end(at + 2);
    if (!decibels || value / 10 < FMS_LEVEL_LEAST || value / 10 > FMS_LEVEL_MOST)
        return false;
    *cdb = (int32_t) (value / 10);
    return true;
}

bool fms_value_permille(const char *text, int32_t least, int32_t most, int32_t *out)
{
    const char *at = text;
    int64_t value = 0;
    if (!read_number(&at, &value) || value < 0)
        return false;
    bool percent = *at == '%';
    value = percent ? value / 100 : value;
    if (!at_end(at + percent) || value < least || value > most)
        return false;
    *out = (int32_t) value;
    return true;
}

char *fms_value_trim(void *ctx, const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end && g_unichar_isspace(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    while (end > text && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    return talloc_strndup(ctx, text, (size_t) (end - text));
}

void fms_value_halves(void *ctx, const char *text, char *halves[2])
{
    static const char *const bars[] = { "|", "丨", "｜", "│" };
    const char *bar = NULL;
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(bars); i++) {
        const char *found = strstr(text, bars[i]);
        if (found && (!bar || found < bar)) {
            bar = found;
            n = strlen(bars[i]);
        }
    }
    halves[0] = fms_value_trim(ctx, text, bar ? (size_t) (bar - text) : strlen(text));
    halves[1] = bar ? fms_value_trim(ctx, bar + n, strlen(bar + n)) : talloc_strdup(ctx, "");
}
