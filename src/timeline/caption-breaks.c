/*
 * Between which characters that stand together a line may be broken: Unicode's line breaking classes, as far as captions
 * need them. A closing mark never begins a line and an opening one never ends it; ideographs part everywhere else;
 * scripts that write no spaces but need a dictionary part where a syllable surely ends, or where the voice says that a word
 * begins, which it may say of every letter.
 */
#include "captions-private.h"

static bool is_final_quote(gunichar c)
{
    return g_unichar_type(c) == G_UNICODE_FINAL_PUNCTUATION;
}

static bool is_initial_quote(gunichar c)
{
    return g_unichar_type(c) == G_UNICODE_INITIAL_PUNCTUATION;
}

/* Is it one of these Thai characters, or the same of Lao, whose block has the same order? */
static bool is_thai(gunichar c, gunichar first, gunichar last)
{
    gunichar thai = c >= 0x0E80 && c <= 0x0EFF ? c - 0x80 : c;
    return thai >= first && thai <= last;
}

bool fms_caption_closes(gunichar c)
{
    switch (g_unichar_break_type(c)) {
    case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
    case G_UNICODE_BREAK_CLOSE_PARANTHESIS:
    case G_UNICODE_BREAK_EXCLAMATION:
    case G_UNICODE_BREAK_INFIX_SEPARATOR:
    case G_UNICODE_BREAK_SYMBOL:
    case G_UNICODE_BREAK_NON_STARTER:
    case G_UNICODE_BREAK_CONDITIONAL_JAPANESE_STARTER:
    case G_UNICODE_BREAK_COMBINING_MARK:
    case G_UNICODE_BREAK_ZERO_WIDTH_JOINER:
    case G_UNICODE_BREAK_INSEPARABLE:
    case G_UNICODE_BREAK_EMOJI_MODIFIER:
    case G_UNICODE_BREAK_POSTFIX:
    case G_UNICODE_BREAK_NON_BREAKING_GLUE:
    case G_UNICODE_BREAK_WORD_JOINER: return true;
    case G_UNICODE_BREAK_QUOTATION: return !is_initial_quote(c);
    default:
        return (g_unichar_iszerowidth(c) && c != 0x200B) || is_thai(c, 0x0E2F, 0x0E33) || is_thai(c, 0x0E45, 0x0E46);
    }
}

bool fms_caption_opens(gunichar c)
{
    switch (g_unichar_break_type(c)) {
    case G_UNICODE_BREAK_OPEN_PUNCTUATION:
    case G_UNICODE_BREAK_PREFIX:
    case G_UNICODE_BREAK_ZERO_WIDTH_JOINER:
    case G_UNICODE_BREAK_NON_BREAKING_GLUE:
    case G_UNICODE_BREAK_WORD_JOINER: return true;
    case G_UNICODE_BREAK_QUOTATION: return !is_final_quote(c);
    default: return is_thai(c, 0x0E40, 0x0E44); /* vowels written before their consonant */
    }
}

/* A vowel that is written first begins a syllable; short a, am and the signs of repetition and omission end one. */
bool fms_caption_parts_syllables(gunichar before, gunichar c)
{
    return is_thai(c, 0x0E40, 0x0E44) || is_thai(before, 0x0E2F, 0x0E30) || is_thai(before, 0x0E33, 0x0E33) ||
           is_thai(before, 0x0E46, 0x0E46);
}

bool fms_caption_is_ideographic(gunichar c)
{
    switch (g_unichar_break_type(c)) {
    case G_UNICODE_BREAK_IDEOGRAPHIC:
    case G_UNICODE_BREAK_NON_STARTER:
    case G_UNICODE_BREAK_CONDITIONAL_JAPANESE_STARTER: return true;
    case G_UNICODE_BREAK_OPEN_PUNCTUATION:
    case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
    case G_UNICODE_BREAK_EXCLAMATION:
    case G_UNICODE_BREAK_POSTFIX: return g_unichar_iswide(c);
    default: return false;
    }
}

bool fms_caption_is_dash(gunichar c)
{
    return g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION && c != 0x2011;
}

bool fms_caption_may_break(gunichar before, gunichar c, bool word_begins)
{
    if (before == 0x200B)
        return !g_unichar_iszerowidth(c);
    if (fms_caption_closes(c) || fms_caption_opens(before) || (fms_caption_is_dash(before) && fms_caption_is_dash(c)))
        return false;
    if (fms_caption_is_ideographic(before) || fms_caption_is_ideographic(c))
        return true;
    if (fms_caption_is_dash(before))
        return g_unichar_isalnum(c);
    return fms_caption_parts_syllables(before, c) ||
           (word_begins && g_unichar_break_type(c) == G_UNICODE_BREAK_COMPLEX_CONTEXT);
}
