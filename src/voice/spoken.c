/*
 * The engine takes some characters as commands (U+0001 changes speed and voice), stumbles over others (it reads a
 * combining accent by its name) and reports words by the number of the character. So it gets a text of its own, in
 * which control characters are blanks, invisible ones are left out and accents are composed; `origin` leads back.
 *
 * It also holds no more than a thousand phonemes without a mark of punctuation and drops the rest of the sentence
 * silently; where a text goes on and on, a comma takes the place of a blank.
 *
 * What is emphasised or spelled stands between commands: U+0001, a number, a letter. They are what the engine makes of its
 * own SSML, and with SSML itself off, no text can be markup. A command that ends something waits for the next word, since
 * the engine counts a command that is glued to a word's end as part of that word. A break is a comma, which gives the
 * words before it their fall; its length is set in the sound (pauses.c).
 */
#include "spoken-private.h"

#include "pauses-private.h"

#include <string.h>

#define MOST_BREATH 600
#define COMMAND 0x01
#define SPELL "18Y" /* "say as characters" */

struct writer {
    struct fms_spoken *spoken;
    const char *line;
    const char *closer; /* command that ends what was begun, once the next word comes; or NULL */
    gunichar last;      /* written last; a blank to begin with */
    int breath;
};

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

static void write_raw(struct writer *writer, gunichar c, int32_t origin)
{
    g_string_append_unichar(writer->spoken->text, c);
    g_array_append_val(writer->spoken->origin, origin);
}

/* In writing without blanks, the engine loses its place at a command that has none before it. */
static void write_command(struct writer *writer, const char *command, int32_t origin)
{
    if (g_unichar_iswide(writer->last))
        write_raw(writer, ' ', origin);
    write_raw(writer, COMMAND, origin);
    for (; *command; command++)
        write_raw(writer, (gunichar) *command, origin);
    writer->last = ' ';
}

static void close_last(struct writer *writer, int32_t origin)
{
    if (writer->closer)
        write_command(writer, writer->closer, origin);
    writer->closer = NULL;
}

static void write_character(struct writer *writer, gunichar c, int32_t origin)
{
    if (c != ' ')
        close_last(writer, origin);
    if (c == '[' && writer->spoken->phonemes)
        c = '(';
    write_raw(writer, c, origin);
    writer->last = c;
}

static void write_composed(struct writer *writer, const char *from, const char *to, int32_t origin)
{
    char *composed = g_utf8_normalize(from, to - from, G_NORMALIZE_NFC);
    for (const char *at = composed; *at; at = g_utf8_next_char(at))
        write_character(writer, g_utf8_get_char(at), origin);
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

/* Writes what is to be said as it stands in [at, end). `origin` is where all of it came from; -1: from where it stands. */
static void write_plain(struct writer *writer, const char *text, const char *end, int32_t origin)
{
    for (const char *at = text, *next; at < end; at = next) {
        int32_t from = origin < 0 ? (int32_t) (at - writer->line) : origin;
        gunichar c = g_utf8_get_char(at);
        next = g_utf8_next_char(at);
        if (is_invisible(c) || (origin < 0 && fms_spoken_is_grouping(writer->line, at)))
            continue;
        while (next < end && composes(g_utf8_get_char(next)) && next - at < 64)
            next = g_utf8_next_char(next);
        writer->breath = hold_breath(writer->breath, c);
        if (is_blank(c) && writer->breath > MOST_BREATH) {
            write_character(writer, ',', from);
            writer->breath = 0;
        }
        if (is_blank(c))
            write_character(writer, ' ', from);
        else
            write_composed(writer, at, next, from);
    }
}

/* Phonemes are words of their own. */
static void write_phonemes(struct writer *writer, const struct fms_say *say)
{
    if (g_unichar_isalnum(writer->last))
        write_character(writer, ' ', say->begin);
    close_last(writer, say->begin);
    char *bracketed = g_strdup_printf("[[%s]]", say->value);
    for (const char *at = bracketed; *at; at++)
        write_raw(writer, (gunichar) *at, say->begin);
    g_free(bracketed);
    writer->last = ']';
    writer->breath += (int) strlen(say->value);
}

static void write_between(struct writer *writer, const struct fms_say *say, const char *opener, const char *closer)
{
    close_last(writer, say->begin);
    write_command(writer, opener, say->begin);
    write_plain(writer, writer->line + say->begin, writer->line + say->end, -1);
    writer->closer = closer;
}

/* 4F is 2.8 dB louder and the tune's turning point, 3F is that and a little louder, 2F is 4 dB softer; the words of the
 * first two are a tenth longer and lose nothing of their sounds. 1F is heard by nobody. */
static const char *emphasis_command(const char *level)
{
    return *level == 's' ? "4F" : *level == 'm' ? "3F" : "2F";
}

static void write_break(struct writer *writer, const struct fms_say *say)
{
    write_plain(writer, writer->line + say->begin, writer->line + say->end, -1);
    if (g_unichar_isalnum(writer->last) || writer->last == ']' || writer->closer)
        write_character(writer, ',', say->end);
    write_character(writer, ' ', say->end);
    struct fms_pause pause = { (int32_t) writer->spoken->origin->len, (int32_t) g_ascii_strtoll(say->value, NULL, 10) };
    g_array_append_val(writer->spoken->pauses, pause);
    writer->breath = 0;
}

static void write_say(struct writer *writer, const struct fms_say *say)
{
    switch (say->kind) {
    case FMS_SAY_RESPELL: write_plain(writer, say->value, say->value + strlen(say->value), say->begin); return;
    case FMS_SAY_PHONEMES: write_phonemes(writer, say); return;
    case FMS_SAY_EMPHASIS: write_between(writer, say, emphasis_command(say->value), "F"); return;
    case FMS_SAY_SPELL: write_between(writer, say, SPELL, "Y"); return;
    case FMS_SAY_BREAK: write_break(writer, say); return;
    case FMS_SAY_MUTE:
    case FMS_SAY_N_KINDS: return;
    }
}

static bool has(const struct fms_spoken *spoken, enum fms_say_kind kind)
{
    for (size_t i = 0; i < spoken->n_says; i++)
        if (spoken->says[i].kind == kind)
            return true;
    return false;
}

struct fms_spoken *fms_spoken_new(const char *line, const struct fms_say *says, size_t n_says)
{
    struct fms_spoken *spoken = g_new0(struct fms_spoken, 1);
    spoken->text = g_string_new(NULL);
    spoken->origin = g_array_new(FALSE, FALSE, sizeof(int32_t));
    spoken->pauses = g_array_new(FALSE, FALSE, sizeof(struct fms_pause));
    spoken->says = says;
    spoken->n_says = n_says;
    spoken->phonemes = has(spoken, FMS_SAY_PHONEMES);
    spoken->emphasis = has(spoken, FMS_SAY_EMPHASIS);
    spoken->mute = has(spoken, FMS_SAY_MUTE);
    struct writer writer = { .spoken = spoken, .line = line, .last = ' ' };
    const char *at = line;
    for (size_t i = 0; i < n_says; i++) {
        write_plain(&writer, at, line + says[i].begin, -1);
        write_say(&writer, &says[i]);
        at = line + says[i].end;
    }
    write_plain(&writer, at, at + strlen(at), -1);
    return spoken;
}

void fms_spoken_free(struct fms_spoken *spoken)
{
    g_string_free(spoken->text, TRUE);
    g_array_unref(spoken->origin);
    g_array_unref(spoken->pauses);
    g_free(spoken);
}
