/*
 * The line under a quotation: who, where, and the key of the work in a bibliography.
 */
#include "quotation.h"
#include "sources-private.h"

#include <string.h>

static bool is_key_char(char c)
{
    return g_ascii_isalnum(c) || (c != '\0' && strchr("_:.#$%&-+?<>~/", c));
}

/* Takes "[@key, p. 12]" out of `line`; what follows the key stays as ", p. 12". */
static char *take_key(TALLOC_CTX *ctx, GString *line)
{
    char *open = strstr(line->str, "[@");
    char *close = open ? strchr(open, ']') : NULL;
    if (!close || !is_key_char(open[2]))
        return NULL;
    char *end = open + 2;
    while (is_key_char(*end))
        end++;
    char *key = talloc_strndup(ctx, open + 2, (size_t) (end - open) - 2);
    char *locator = g_strndup(end, (gsize) (close - end));
    gssize at = open - line->str;
    g_string_erase(line, at, close + 1 - open);
    while (at > 0 && strchr(" ,", line->str[at - 1]) && locator[0] == ',')
        g_string_erase(line, --at, 1);
    g_string_insert(line, at, locator);
    g_free(locator);
    return key;
}

static bool is_edge(gunichar c)
{
    return g_unichar_isspace(c) || c == '*' || c == ',' || c == ';' || c == 0xFF0C || c == 0x3001 || c == 0x060C;
}

/* [begin, end) without blanks, commas and asterisks at its ends and without emphasis inside; NULL if nothing is left. */
static char *clean(TALLOC_CTX *ctx, const char *begin, const char *end)
{
    while (begin < end && is_edge(g_utf8_get_char(begin)))
        begin = g_utf8_next_char(begin);
    while (end > begin && is_edge(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    if (begin == end)
        return NULL;
    char *out = talloc_array(ctx, char, (size_t) (end - begin) + 1), *to = out;
    for (const char *at = begin; at < end; at++)
        if (*at != '*')
            *to++ = *at;
    *to = '\0';
    return out;
}

/* Where the speaker ends: at the first comma, or at a title in 《》. */
static const char *end_of_speaker(const char *line)
{
    for (const char *at = line; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c == ',' || c == 0xFF0C || c == 0x3001 || c == 0x060C || (c == 0x300A && at > line))
            return at;
    }
    return line + strlen(line);
}

struct fms_source_line fms_source_line_parse(TALLOC_CTX *ctx, const char *line)
{
    struct fms_source_line parsed = { 0 };
    GString *rest = g_string_new(line);
    parsed.key = take_key(ctx, rest);
    const char *begin = rest->str;
    while (*begin &&
           (is_edge(g_utf8_get_char(begin)) || g_unichar_type(g_utf8_get_char(begin)) == G_UNICODE_DASH_PUNCTUATION))
        begin = g_utf8_next_char(begin);
    const char *end = end_of_speaker(begin);
    parsed.speaker = clean(ctx, begin, end);
    parsed.work = clean(ctx, end, end + strlen(end));
    g_string_free(rest, TRUE);
    return parsed;
}
