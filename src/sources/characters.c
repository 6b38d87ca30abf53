/*
 * Small questions about characters, asked for every character of a script: no table is searched for long.
 */
#include "characters.h"

gunichar fms_char_at(const char *text, size_t at, size_t end)
{
    return at < end ? fms_char_here(text + at) : 0;
}

gunichar fms_char_before(const char *text, size_t at)
{
    return at > 0 ? fms_char_here(g_utf8_prev_char(text + at)) : 0;
}

size_t fms_skip_blanks(const char *text, size_t at, size_t end)
{
    while (at < end && fms_char_is_blank(fms_char_here(text + at)))
        at = (size_t) (g_utf8_next_char(text + at) - text);
    return MIN(at, end);
}

size_t fms_trim_blanks(const char *text, size_t begin, size_t end)
{
    while (end > begin && fms_char_is_blank(fms_char_before(text, end)))
        end = (size_t) (g_utf8_prev_char(text + end) - text);
    return MAX(begin, end);
}

bool fms_char_is_cjk(gunichar c)
{
    return (c >= 0x2E80 && c <= 0x9FFF && c != 0x3000) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF9F) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool fms_char_ends_sentence(gunichar c)
{
    static const gunichar marks[] = { 0x2026, 0x3002, 0xFF01, 0xFF1F, 0xFF0E, 0xFF61, 0x964,  0x965,
                                      0x61F,  0x6D4,  0x589,  0x1362, 0x203C, 0x2047, 0x2048, 0x2049 };
    if (c < 0x80)
        return c == '.' || c == '!' || c == '?';
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (marks[i] == c)
            return true;
    return false;
}

bool fms_char_closes(gunichar c)
{
    if (c < 0x80)
        return c == '"' || c == '\'' || c == ')' || c == ']';
    GUnicodeType type = g_unichar_type(c);
    return c == 0x201C || type == G_UNICODE_CLOSE_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION;
}
