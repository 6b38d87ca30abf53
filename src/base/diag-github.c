/*
 * A diagnostic as an annotation of GitHub Actions ("Workflow commands for GitHub Actions", setting a notice, warning or
 * error message). The runner takes every line that begins with `::` for a command, so a line break out of a script must
 * never come through, nor what ends a property. It knows columns only where a span begins and ends on one line.
 */
#include "diags-private.h"

#include <string.h>

static void print_escaped(const char *text, const char *specials, FILE *out)
{
    char *valid = g_utf8_make_valid(text, -1);
    for (const char *p = valid; *p; p++)
        if (strchr(specials, *p))
            fprintf(out, "%%%02X", (unsigned char) *p);
        else
            fputc(*p, out);
    g_free(valid);
}

static void print_property(const char *text, FILE *out)
{
    print_escaped(text, "%\r\n:,", out);
}

static void print_message(const char *text, FILE *out)
{
    print_escaped(text, "%\r\n", out);
}

void fms_diag_print_github(const struct fms_diag *diag, const struct fms_places *places, FILE *out)
{
    fprintf(out, "::%s ", fms_severity_names[diag->severity]);
    if (diag->span.source) {
        struct fms_place begin = fms_places_at(places, diag->span.begin), end = fms_places_at(places, diag->span.end);
        fputs("file=", out);
        print_property(diag->span.source->name, out);
        fprintf(out, ",line=%zu", begin.line);
        if (end.line == begin.line)
            fprintf(out, ",col=%zu", begin.column);
        fprintf(out, ",endLine=%zu", end.line);
        if (end.line == begin.line)
            fprintf(out, ",endColumn=%zu", end.column);
        fputc(',', out);
    }
    fputs("title=", out);
    print_property(diag->code, out);
    fputs("::", out);
    print_message(diag->message, out);
    if (diag->hint) {
        fputs("%0Ahint: ", out);
        print_message(diag->hint, out);
    }
    fputc('\n', out);
}
