/*
 * A diagnostic as JSON, one object a line. A file's name may be any bytes; what is not UTF-8 becomes U+FFFD.
 */
#include "diags-private.h"

static void print_string(const char *text, FILE *out)
{
    char *valid = g_utf8_make_valid(text, -1);
    fputc('"', out);
    for (const char *p = valid; *p; p++) {
        unsigned char c = (unsigned char) *p;
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
    g_free(valid);
}

static void print_member(const char *name, const char *value, FILE *out)
{
    fprintf(out, "\"%s\":", name);
    print_string(value, out);
}

static void print_range(const struct fms_span *span, const struct fms_places *places, FILE *out)
{
    struct fms_place begin = fms_places_at(places, span->begin), end = fms_places_at(places, span->end);
    fprintf(out, "\"line\":%zu,\"column\":%zu,\"endLine\":%zu,\"endColumn\":%zu,\"begin\":%zu,\"end\":%zu", begin.line,
            begin.column, end.line, end.column, span->begin, span->end);
}

static void print_fixes(const struct fms_diag *diag, const struct fms_places *places, FILE *out)
{
    fputs(",\"fix\":[", out);
    for (size_t i = 0; i < diag->n_fixes; i++) {
        fputs(i ? ",{" : "{", out);
        print_range(&diag->fixes[i].span, places, out);
        fputc(',', out);
        print_member("replacement", diag->fixes[i].replacement, out);
        fputc('}', out);
    }
    fputc(']', out);
}

void fms_diag_print_json(const struct fms_diag *diag, const struct fms_places *places, FILE *out)
{
    fputc('{', out);
    if (diag->span.source) {
        print_member("file", diag->span.source->name, out);
        fputc(',', out);
        print_range(&diag->span, places, out);
        fputc(',', out);
    }
    print_member("severity", fms_severity_names[diag->severity], out);
    fputc(',', out);
    print_member("code", diag->code, out);
    fputc(',', out);
    print_member("message", diag->message, out);
    if (diag->hint) {
        fputc(',', out);
        print_member("hint", diag->hint, out);
    }
    if (diag->n_fixes > 0)
        print_fixes(diag, places, out);
    fputs("}\n", out);
}
