/*
 * Slides written in Markdown, as the words that they show: a line stays a line, a list's mark becomes a bullet, all other
 * marks go. One pass, and nothing nests.
 */
#include "narakeet-private.h"

#include <string.h>

/* Length of the marks that a line begins with; `bullet` where one of them is a list's. */
static size_t line_marks(const char *line, size_t n, bool *bullet)
{
    size_t at = 0;
    *bullet = false;
    for (bool more = true; more;) {
        at = MIN(at + strspn(line + at, " \t"), n);
        size_t hashes = strspn(line + at, "#");
        bool item = at + 1 < n && strchr("-*+", line[at]) && line[at + 1] == ' ';
        more = (hashes > 0 && hashes <= 6 && at + hashes < n && line[at + hashes] == ' ') || item ||
               (at < n && line[at] == '>');
        *bullet |= item;
        at += more ? MAX(hashes, 1) : 0;
    }
    return MIN(at, n);
}

/* A low line between letters is part of a word. */
static bool is_mark(const char *line, size_t n, size_t at)
{
    bool inside = at > 0 && at + 1 < n && g_ascii_isalnum(line[at - 1]) && g_ascii_isalnum(line[at + 1]);
    return strchr("*`~", line[at]) || (line[at] == '_' && !inside);
}

static void add_words(GString *out, const char *line, size_t n)
{
    for (size_t at = 0; at < n; at++) {
        if (line[at] == '\\' && at + 1 < n && g_ascii_ispunct(line[at + 1]))
            at++;
        else if (is_mark(line, n, at))
            continue;
        g_string_append_c(out, line[at]);
    }
}

char *fms_narakeet_plain(const char *markdown, size_t length)
{
    GString *out = g_string_sized_new(length + 1);
    for (size_t at = 0; at < length;) {
        const char *line = markdown + at, *end = memchr(line, '\n', length - at);
        size_t n = end ? (size_t) (end - line) : length - at;
        bool bullet;
        size_t marks = line_marks(line, n, &bullet);
        if (bullet)
            g_string_append(out, "• ");
        add_words(out, line + marks, n - marks);
        at += n + (end != NULL);
        if (at < length)
            g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}
