/*
 * The engine takes some characters as commands (U+0001 changes speed and voice), stumbles over others (it reads a
 * combining accent by its name) and reports words by the number of the character. So it gets a text of its own, in
 * which control characters are blanks, invisible ones are left out and accents are composed; `origin` leads back.
 *
 * It also holds no more than a thousand phonemes without a mark of punctuation and drops the rest of the sentence
 * silently; where a text goes on and on, a comma takes the place of a blank.
 */
#include "spoken-private.h"

#include <stdbool.h>
#include <string.h>

#define MOST_BREATH 600

static bool is_invisible(gunichar c)
{
    return c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f && c != 0x200c && c != 0x200d) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff;
}

static bool is_blank(gunichar c)
{
    return g_unichar_isspace(c) || g_unichar_iscntrl(c) || g_unichar_type(c) == G_UNICODE_PRIVATE_USE ||
           !g_unichar_isdefined(c);
}

/* Marks and conjoining letters that have composed forms which the engine's dictionaries are written in. */
static bool composes(gunichar c)
{
    return (c >= 0x300 && c <= 0x36f) || (c >= 0x1160 && c <= 0x11ff) || c == 0x3099 || c == 0x309a;
}

static void add(struct fms_spoken *spoken, gunichar c, int32_t origin)
{
    g_string_append_unichar(spoken->text, c);
    g_array_append_val(spoken->origin, origin);
}

static void add_composed(struct fms_spoken *spoken, const char *from, const char *to, int32_t origin)
{
    char *composed = g_utf8_normalize(from, to - from, G_NORMALIZE_NFC);
    for (const char *at = composed; *at; at = g_utf8_next_char(at))
        add(spoken, g_utf8_get_char(at), origin);
    g_free(composed);
}

bool fms_spoken_is_grouping(const char *line, const char *at)
{
    gunichar c = g_utf8_get_char(at);
    if ((c != 0xa0 && c != 0x202f && c != 0x2009) || at == line || !g_ascii_isdigit(at[-1]))
        return false;
    return strspn(g_utf8_next_char(at), "0123456789") == 3;
}

/* How many phonemes the engine has to hold after this character, roughly: digits and signs become words. */
static int hold_breath(int breath, gunichar c)
{
    if (c < 128 ? c && strchr(",.;:!?", (int) c) : g_unichar_ispunct(c) && c != 0x2019)
        return 0;
    if (g_unichar_isspace(c))
        return breath;
    return breath + (g_unichar_isalpha(c) && !g_unichar_iswide(c) ? 1 : 5);
}

struct fms_spoken *fms_spoken_new(const char *line)
{
    struct fms_spoken *spoken = g_new0(struct fms_spoken, 1);
    spoken->text = g_string_new(NULL);
    spoken->origin = g_array_new(FALSE, FALSE, sizeof(int32_t));
    int breath = 0;
    for (const char *at = line, *next; *at; at = next) {
        gunichar c = g_utf8_get_char(at);
        next = g_utf8_next_char(at);
        if (is_invisible(c) || fms_spoken_is_grouping(line, at))
            continue;
        while (composes(g_utf8_get_char(next)) && next - at < 64)
            next = g_utf8_next_char(next);
        breath = hold_breath(breath, c);
        if (is_blank(c) && breath > MOST_BREATH) {
            add(spoken, ',', (int32_t) (at - line));
            breath = 0;
        }
        if (is_blank(c))
            add(spoken, ' ', (int32_t) (at - line));
        else
            add_composed(spoken, at, next, (int32_t) (at - line));
    }
    return spoken;
}

void fms_spoken_free(struct fms_spoken *spoken)
{
    g_string_free(spoken->text, TRUE);
    g_array_unref(spoken->origin);
    g_free(spoken);
}
