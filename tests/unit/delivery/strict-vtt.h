/*
 * A strict reader of WebVTT, written from the specification and not from the writer: any departure is an answer, not a
 * recovery. It knows what Filmset writes (no settings, no regions, no styles, no tags).
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <string.h>

static inline int64_t vtt_digits(const char *p, size_t n)
{
    int64_t value = 0;
    for (size_t i = 0; i < n; i++) {
        if (!g_ascii_isdigit(p[i]))
            return -1;
        value = 10 * value + (p[i] - '0');
    }
    return value;
}

/* Milliseconds of `HH:MM:SS.mmm` at `*p`, which is moved past it; -1 if it is none. */
static inline int64_t vtt_stamp(const char **p)
{
    size_t hours = strspn(*p, "0123456789");
    const char *rest = *p + hours;
    if (hours < 2 || hours > 9 || strlen(rest) < 10 || rest[0] != ':' || rest[3] != ':' || rest[6] != '.')
        return -1;
    int64_t h = vtt_digits(*p, hours), m = vtt_digits(rest + 1, 2), s = vtt_digits(rest + 4, 2),
            ms = vtt_digits(rest + 7, 3);
    if (m < 0 || m > 59 || s < 0 || s > 59 || ms < 0)
        return -1;
    *p = rest + 10;
    return ((h * 60 + m) * 60 + s) * 1000 + ms;
}

static inline const char *vtt_times(const char *line, int64_t *last)
{
    int64_t begin = vtt_stamp(&line);
    if (begin < 0 || strncmp(line, " --> ", 5) != 0)
        return "a line of times is wrong";
    line += 5;
    int64_t end = vtt_stamp(&line);
    if (end < 0 || *line)
        return "the end of a cue is wrong";
    if (begin < *last)
        return "a cue begins before the one before ends";
    if (end <= begin)
        return "a cue ends before it begins";
    *last = end;
    return NULL;
}

static inline const char *vtt_payload(const char *line)
{
    static const char *const references[] = { "&amp;", "&lt;", "&gt;" };
    for (const char *p = line; *p; p++) {
        bool known = *p != '&';
        for (size_t i = 0; i < G_N_ELEMENTS(references); i++)
            known |= g_str_has_prefix(p, references[i]);
        if (!known || *p == '<' || *p == '>')
            return "text is not escaped";
    }
    return NULL;
}

/* What is wrong with the file; NULL if it is valid. Counts the cues. */
static inline const char *vtt_problem(const char *text, size_t *n_cues)
{
    char **lines = g_strsplit(text, "\n", -1);
    const char *problem = !g_utf8_validate(text, -1, NULL) || strchr(text, '\r') ? "not UTF-8 with newlines" : NULL;
    guint n = g_strv_length(lines);
    if (n < 2 || strcmp(lines[0], "WEBVTT") != 0 || *lines[n - 1])
        problem = "no header, or no newline at the end";
    int64_t last = 0;
    *n_cues = 0;
    for (guint i = 1; !problem && i + 1 < n; (*n_cues)++) {
        if (*lines[i++] || i + 1 >= n)
            problem = "cues are not parted by one empty line";
        else if (!(problem = vtt_times(lines[i++], &last)) && !*lines[i])
            problem = "a cue has no text";
        for (; !problem && i + 1 < n && *lines[i]; i++)
            problem = vtt_payload(lines[i]);
    }
    g_strfreev(lines);
    return problem;
}
