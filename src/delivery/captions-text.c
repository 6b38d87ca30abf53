/*
 * Captions as files. Both formats end a caption at the first empty line, so none may be inside one; WebVTT takes & and <
 * for markup and --> for times, SubRip has no way to escape anything.
 */
#include "delivery.h"

#include <string.h>

void fms_stamp(GString *out, fms_ticks t, char mark)
{
    int64_t ms = (MAX(t, 0) + FMS_MS(1) / 2) / FMS_MS(1);
    g_string_append_printf(out, "%02" G_GINT64_FORMAT ":%02d:%02d%c%03d", ms / 3600000, (int) (ms / 60000 % 60),
                           (int) (ms / 1000 % 60), mark, (int) (ms % 1000));
}

static void append_times(GString *out, const struct fms_cue *cue, char mark)
{
    fms_stamp(out, cue->begin, mark);
    g_string_append(out, " --> ");
    fms_stamp(out, cue->end, mark);
}

/* The text's lines, empty ones left out. */
static char **lines_of(const char *text)
{
    char **lines = g_strsplit_set(text, "\r\n", -1);
    size_t n = 0;
    for (size_t i = 0; lines[i]; i++) {
        if (*g_strstrip(lines[i]))
            lines[n++] = lines[i];
        else
            g_free(lines[i]);
    }
    lines[n] = NULL;
    return lines;
}

static void append_escaped(GString *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&': g_string_append(out, "&amp;"); break;
        case '<': g_string_append(out, "&lt;"); break;
        case '>': g_string_append(out, "&gt;"); break;
        default: g_string_append_c(out, *text);
        }
    }
}

/* An arrow would be read as a line of times: a blank inside keeps it an arrow for people only. */
static void append_disarmed(GString *out, const char *text)
{
    for (const char *arrow; (arrow = strstr(text, "-->")); text = arrow + 2) {
        g_string_append_len(out, text, arrow + 2 - text);
        g_string_append_c(out, ' ');
    }
    g_string_append(out, text);
}

static void append_lines(GString *out, const char *text, void (*append)(GString *, const char *), const char *newline)
{
    char **lines = lines_of(text);
    for (size_t i = 0; lines[i]; i++) {
        append(out, lines[i]);
        g_string_append(out, newline);
    }
    g_strfreev(lines);
}

GString *fms_delivery_webvtt(const struct fms_timeline *timeline)
{
    GString *out = g_string_new("WEBVTT\n");
    for (size_t i = 0; i < timeline->n_cues; i++) {
        g_string_append_c(out, '\n');
        append_times(out, &timeline->cues[i], '.');
        g_string_append_c(out, '\n');
        append_lines(out, timeline->cues[i].text, append_escaped, "\n");
    }
    return out;
}

GString *fms_delivery_srt(const struct fms_timeline *timeline)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < timeline->n_cues; i++) {
        g_string_append_printf(out, "%s%zu\r\n", i ? "\r\n" : "", i + 1);
        append_times(out, &timeline->cues[i], ',');
        g_string_append(out, "\r\n");
        append_lines(out, timeline->cues[i].text, append_disarmed, "\r\n");
    }
    return out;
}
