#include "say.h"

#include "diags.h"

#include <string.h>

static const char letters[FMS_SAY_N_KINDS] = {
    [FMS_SAY_RESPELL] = 'r', [FMS_SAY_PHONEMES] = 'p', [FMS_SAY_EMPHASIS] = 'e',
    [FMS_SAY_MUTE] = 'm',    [FMS_SAY_SPELL] = 's',    [FMS_SAY_BREAK] = 'b',
};

void fms_say_append(GString *list, const struct fms_say *say)
{
    g_string_append_printf(list, "%s%d+%d=%c:", list->len ? ";" : "", say->begin, say->end - say->begin,
                           letters[say->kind]);
    for (const char *at = say->value; *at; at++) {
        if (strchr("\\;=", *at))
            g_string_append_c(list, '\\');
        g_string_append_c(list, *at);
    }
}

/* A number without sign or blanks; -1 if there is none. */
static int32_t read_number(const char **at)
{
    int64_t number = g_ascii_isdigit(**at) ? 0 : -1;
    for (; g_ascii_isdigit(**at) && number <= INT32_MAX; ++*at)
        number = number * 10 + (**at - '0');
    return number <= INT32_MAX ? (int32_t) number : -1;
}

static bool read_kind(char letter, enum fms_say_kind *kind)
{
    const char *found = letter ? memchr(letters, letter, sizeof letters) : NULL;
    *kind = (enum fms_say_kind)(found ? found - letters : 0);
    return found;
}

/* Up to the end of the range. @return NULL if a `\` ends the list, or a `=` stands there without one. */
static char *read_value(TALLOC_CTX *ctx, const char **at)
{
    char *value = talloc_strdup(ctx, *at);
    size_t n = 0;
    while (**at && **at != ';') {
        bool escaped = **at == '\\';
        *at += escaped;
        if (!**at || (**at == '=' && !escaped))
            return NULL;
        value[n++] = *(*at)++;
    }
    value[n] = '\0';
    return value;
}

static bool is_level(const char *value)
{
    static const char *const levels[] = { "strong", "moderate", "reduced", NULL };
    return g_strv_contains(levels, value);
}

static bool is_break(const char *value)
{
    int32_t ms = read_number(&value);
    return ms >= 0 && ms <= FMS_SAY_MOST_BREAK_MS && !*value;
}

static bool is_blank(const char *value)
{
    for (; *value; value = g_utf8_next_char(value))
        if (!g_unichar_isspace(g_utf8_get_char(value)))
            return false;
    return true;
}

static bool is_value(enum fms_say_kind kind, const char *value)
{
    if (strlen(value) > FMS_SAY_MOST_BYTES || !g_utf8_validate(value, -1, NULL))
        return false;
    switch (kind) {
    case FMS_SAY_RESPELL:
    case FMS_SAY_PHONEMES: return !is_blank(value);
    case FMS_SAY_EMPHASIS: return is_level(value);
    case FMS_SAY_MUTE:
    case FMS_SAY_SPELL: return !*value;
    case FMS_SAY_BREAK: return is_break(value);
    case FMS_SAY_N_KINDS: break;
    }
    return false;
}

/* Does a character begin at `byte` of the text, or the text end there? */
static bool is_boundary(const char *text, int32_t byte)
{
    return ((unsigned char) text[byte] & 0xc0) != 0x80;
}

/* Reads the range at `*at`, which begins at `least` or behind it. */
static bool read_range(TALLOC_CTX *ctx, const char **at, const char *text, int32_t least, struct fms_say *say)
{
    int64_t length, end = (int64_t) strlen(text);
    say->begin = read_number(at);
    if (say->begin < least || *(*at)++ != '+')
        return false;
    length = read_number(at);
    if (length < 0 || say->begin + length > end || *(*at)++ != '=')
        return false;
    say->end = (int32_t) (say->begin + length);
    if (!read_kind(*(*at)++, &say->kind) || *(*at)++ != ':')
        return false;
    say->value = read_value(ctx, at);
    return say->value && is_value(say->kind, say->value) && (length > 0 || say->kind == FMS_SAY_BREAK) &&
           is_boundary(text, say->begin) && is_boundary(text, say->end);
}

static size_t count_most(const char *list)
{
    size_t n = 1;
    for (; *list; list++)
        n += *list == ';';
    return n;
}

struct fms_say *fms_say_read(TALLOC_CTX *ctx, const char *list, const char *text, size_t *n, GError **error)
{
    const char *at = list ? list : "";
    struct fms_say *says = talloc_zero_array(ctx, struct fms_say, count_most(at));
    int32_t least = 0;
    *n = 0;
    while (*at) {
        if (!read_range(says, &at, text, least, &says[*n]) || (*at && (*at++ != ';' || !*at))) {
            g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "range %zu of what is to be said is not valid",
                        *n + 1);
            talloc_free(says);
            return NULL;
        }
        least = says[(*n)++].end;
    }
    return says;
}
