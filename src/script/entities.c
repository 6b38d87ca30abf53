/*
 * Entities as Markdown inherits them from HTML. md4c finds them and leaves the decoding to us. The table holds those
 * that people type into prose; any other stays as it is written, where it can be seen.
 */
#include "script-private.h"

#include <string.h>

static const struct {
    const char *name;
    gunichar character;
} entities[] = {
    { "AElig", 0xC6 },    { "Aacute", 0xC1 },   { "Agrave", 0xC0 },   { "Aring", 0xC5 },   { "Auml", 0xC4 },
    { "Ccedil", 0xC7 },   { "Eacute", 0xC9 },   { "Egrave", 0xC8 },   { "Ntilde", 0xD1 },  { "Oslash", 0xD8 },
    { "Ouml", 0xD6 },     { "Uuml", 0xDC },     { "aacute", 0xE1 },   { "acirc", 0xE2 },   { "aelig", 0xE6 },
    { "agrave", 0xE0 },   { "amp", '&' },       { "apos", '\'' },     { "aring", 0xE5 },   { "auml", 0xE4 },
    { "bdquo", 0x201E },  { "bull", 0x2022 },   { "ccedil", 0xE7 },   { "cent", 0xA2 },    { "copy", 0xA9 },
    { "deg", 0xB0 },      { "divide", 0xF7 },   { "eacute", 0xE9 },   { "ecirc", 0xEA },   { "egrave", 0xE8 },
    { "emsp", 0x2003 },   { "ensp", 0x2002 },   { "euml", 0xEB },     { "euro", 0x20AC },  { "frac12", 0xBD },
    { "gt", '>' },        { "hellip", 0x2026 }, { "iacute", 0xED },   { "icirc", 0xEE },   { "iexcl", 0xA1 },
    { "iquest", 0xBF },   { "iuml", 0xEF },     { "laquo", 0xAB },    { "ldquo", 0x201C }, { "lrm", 0x200E },
    { "lsaquo", 0x2039 }, { "lsquo", 0x2018 },  { "lt", '<' },        { "mdash", 0x2014 }, { "micro", 0xB5 },
    { "middot", 0xB7 },   { "minus", 0x2212 },  { "nbsp", 0xA0 },     { "ndash", 0x2013 }, { "ntilde", 0xF1 },
    { "oacute", 0xF3 },   { "ocirc", 0xF4 },    { "oslash", 0xF8 },   { "ouml", 0xF6 },    { "para", 0xB6 },
    { "plusmn", 0xB1 },   { "pound", 0xA3 },    { "quot", '"' },      { "raquo", 0xBB },   { "rdquo", 0x201D },
    { "reg", 0xAE },      { "rlm", 0x200F },    { "rsaquo", 0x203A }, { "rsquo", 0x2019 }, { "sbquo", 0x201A },
    { "sect", 0xA7 },     { "shy", 0xAD },      { "sup2", 0xB2 },     { "sup3", 0xB3 },    { "szlig", 0xDF },
    { "thinsp", 0x2009 }, { "times", 0xD7 },    { "trade", 0x2122 },  { "uacute", 0xFA },  { "ucirc", 0xFB },
    { "ugrave", 0xF9 },   { "uuml", 0xFC },     { "yen", 0xA5 },      { "zwj", 0x200D },   { "zwnj", 0x200C },
};

static gunichar number(const char *digits, size_t length)
{
    bool hex = length && (*digits == 'x' || *digits == 'X');
    gunichar value = 0;
    for (size_t i = hex; i < length; i++) {
        if (!g_ascii_isxdigit(digits[i]))
            return 0;
        value = value * (hex ? 16 : 10) + (gunichar) g_ascii_xdigit_value(digits[i]);
        if (value > 0x10FFFF)
            return 0xFFFD;
    }
    return value && g_unichar_validate(value) ? value : 0xFFFD;
}

size_t fms_entity_decode(const char *entity, size_t length, char out[8])
{
    if (length < 3 || entity[0] != '&' || entity[length - 1] != ';')
        return 0;
    const char *name = entity + 1;
    size_t n = length - 2;
    gunichar c = *name == '#' ? number(name + 1, n - 1) : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(entities) && !c; i++)
        if (strlen(entities[i].name) == n && memcmp(entities[i].name, name, n) == 0)
            c = entities[i].character;
    return c ? (size_t) g_unichar_to_utf8(c, out) : 0;
}
