/*
 * --timings: a trace in the format that Chrome's viewer and Perfetto open, one lane a worker.
 */
#include "cli-private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct fms_trace {
    FILE *file;
    int64_t begin_us;
    const char *before; /* what separates an event from the one in front */
};

static void write_string(FILE *file, const char *text)
{
    putc('"', file);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            putc('\\', file);
        if ((unsigned char) *text >= ' ')
            putc(*text, file);
    }
    putc('"', file);
}

struct fms_trace *fms_trace_open(const char *path)
{
    FILE *file = fopen(path, "we");
    if (!file) {
        fprintf(stderr, "filmset: cannot write '%s': %s\n", path, g_strerror(errno));
        return NULL;
    }
    struct fms_trace *trace = g_new(struct fms_trace, 1);
    *trace = (struct fms_trace){ file, g_get_monotonic_time(), "" };
    fputs("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[", file);
    return trace;
}

void fms_trace_add(struct fms_trace *trace, const struct fms_build_event *event)
{
    fprintf(trace->file,
            "%s\n{\"ph\":\"X\",\"pid\":1,\"tid\":%d,\"ts\":%" G_GINT64_FORMAT ",\"dur\":%" G_GINT64_FORMAT ",\"cat\":",
            trace->before, event->lane, event->begin_us - trace->begin_us, event->end_us - event->begin_us);
    write_string(trace->file, event->kind);
    fputs(",\"name\":", trace->file);
    write_string(trace->file, event->label);
    putc('}', trace->file);
    trace->before = ",";
}

void fms_trace_close(struct fms_trace *trace)
{
    fputs("\n]}\n", trace->file);
    if (fclose(trace->file) != 0)
        fprintf(stderr, "filmset: the timings are not whole: %s\n", g_strerror(errno));
    g_free(trace);
}
