/*
 * How long words take to say, and how much of a card they fill. A word of up to twelve letters is one; longer ones count
 * for more, so that compounds and scripts that set no blanks are not taken for one quick word.
 */
#include "characters.h"
#include "phrases-private.h"

#define CARD_WORDS 24 /* on a card of words, at most */
#define CARD_WIDE 40  /* full-width characters on a card, at most */

enum sort { GAP, JOINT, LETTER, DIGIT, HAN, KANA, HANGUL, UNSPACED };

/* Milliseconds at the house's pace, and thousandths of a card, of one character that counts by itself. */
static const struct {
    int64_t ms, load;
} costs[] = {
    [HAN] = { 238, 1000 / CARD_WIDE },
    [KANA] = { 150, 1000 / CARD_WIDE },
    [HANGUL] = { 200, 1000 / CARD_WIDE },
    [UNSPACED] = { 85, 1000 / CARD_WORDS / 5 },
};

static enum sort sort_of_letter(gunichar c)
{
    if (c < 0x0E00)
        return LETTER;
    switch (g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_BOPOMOFO: return HAN;
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA: return KANA;
    case G_UNICODE_SCRIPT_HANGUL: return HANGUL;
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
    case G_UNICODE_SCRIPT_TIBETAN:
    case G_UNICODE_SCRIPT_JAVANESE: return UNSPACED;
    default: return LETTER;
    }
}

static enum sort sort_of(gunichar c)
{
    if (c < 0x80)
        return g_ascii_isalpha((char) c) ? LETTER : g_ascii_isdigit((char) c) ? DIGIT : c == '\'' ? JOINT : GAP;
    if (g_unichar_isdigit(c))
        return DIGIT;
    if (g_unichar_isalpha(c))
        return sort_of_letter(c);
    return g_unichar_ismark(c) || c == '\'' || c == 0x2019 || c == 0x200C || c == 0x200D ? JOINT : GAP;
}

/* Thousandths of a word. */
static int64_t word_weight(int64_t letters)
{
    return letters == 0 ? 0 : 1000 + MAX(letters - 12, 0) * 125;
}

struct fms_measure fms_phrase_measure(const char *text, size_t begin, size_t end, int64_t pace)
{
    int64_t words = 0, letters = 0, ms = 0, load = 0;
    for (const char *at = text + begin; at < text + end; at = g_utf8_next_char(at)) {
        enum sort sort = sort_of(fms_char_here(at));
        if (sort == JOINT)
            continue;
        if (sort == LETTER || sort == DIGIT) {
            letters += sort == DIGIT ? 4 : 1;
            continue;
        }
        words += word_weight(letters);
        letters = 0;
        if (sort != GAP) {
            ms += costs[sort].ms;
            load += costs[sort].load;
        }
    }
    words += word_weight(letters);
    return (struct fms_measure){ (words * 60 + ms * FMS_HOUSE_PACE) / pace, load + words / CARD_WORDS };
}

bool fms_phrase_speaks(const char *text, size_t begin, size_t end)
{
    for (const char *at = text + begin; at < text + end; at = g_utf8_next_char(at))
        if (g_unichar_isalnum(fms_char_here(at)))
            return true;
    return false;
}
