/*
 * A diagnostic as a person reads it. The line is shown as a terminal will show it, so columns are counted in cells, and
 * whatever could fool the eye (control characters, bidirectional overrides) is replaced before it is printed.
 */
#include "diags-private.h"

#include <string.h>

/* Would this character mislead the reader of a terminal? */
static bool deceives(gunichar c)
{
    if (c == '\t')
        return false;
    return g_unichar_iscntrl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
           c == 0x200F || c == 0x061C || c == 0x2028 || c == 0x2029;
}

static int cells(gunichar c)
{
    if (g_unichar_iszerowidth(c))
        return 0;
    return g_unichar_iswide(c) ? 2 : 1;
}

/* What is shown of a line: not all of one that is very long. */
enum { SHOWN_BEFORE = 60, SHOWN_CELLS = 118, ZALGO_MAX = 4 };

struct view {
    GString *line, *carets;
    int n_cells, n_marks;
};

static void view_add(struct view *view, gunichar c, bool marked)
{
    if (c == '\t')
        c = ' ';
    if (deceives(c))
        c = 0xFFFD;
    int width = cells(c);
    view->n_marks = width ? 0 : view->n_marks + 1;
    if (view->n_marks > ZALGO_MAX)
        return;
    g_string_append_unichar(view->line, c);
    for (int i = 0; i < width; i++)
        g_string_append_c(view->carets, marked ? '^' : ' ');
    if (width == 0 && marked && view->carets->len > 0)
        view->carets->str[view->carets->len - 1] = '^'; /* it sits on the cell before it */
    view->n_cells += width;
}

static void view_fill(struct view *view, const struct fms_source *source, size_t line, const struct fms_span *span)
{
    const char *begin = source->text + line, *point = source->text + span->begin, *from = point;
    for (int i = 0; i < SHOWN_BEFORE && from > begin; i++)
        from = g_utf8_prev_char(from);
    if (from > begin)
        view_add(view, 0x2026, false);
    const char *p = from;
    while (*p && *p != '\n' && *p != '\r' && view->n_cells < SHOWN_CELLS) {
        const char *next = g_utf8_next_char(p);
        view_add(view, g_utf8_get_char(p), next > point && (size_t) (p - source->text) < span->end);
        p = next;
    }
    if (p <= point)
        g_string_append_c(view->carets, '^');
    while (view->carets->len && view->carets->str[view->carets->len - 1] == ' ')
        g_string_truncate(view->carets, view->carets->len - 1);
}

static size_t line_begin(const struct fms_source *source, size_t offset)
{
    while (offset > 0 && source->text[offset - 1] != '\n' && source->text[offset - 1] != '\r')
        offset--;
    return offset;
}

static void print_excerpt(const struct fms_span *span, size_t n_more_lines, FILE *out)
{
    struct view view = { g_string_new(NULL), g_string_new(NULL), 0, 0 };
    size_t begin = MIN(span->begin, span->source->length);
    struct fms_span shown = { span->source, begin, MAX(span->end, begin + 1) }; /* an empty span has its caret too */
    view_fill(&view, span->source, line_begin(span->source, begin), &shown);
    fprintf(out, "    %s\n    %s", view.line->str, view.carets->len ? view.carets->str : "^");
    if (n_more_lines > 0)
        fprintf(out, " and %zu more line%s", n_more_lines, n_more_lines > 1 ? "s" : "");
    fputc('\n', out);
    g_string_free(view.line, TRUE);
    g_string_free(view.carets, TRUE);
}

static void print_clean(const char *text, FILE *out)
{
    GString *clean = g_string_new(NULL);
    char *valid = g_utf8_make_valid(text, -1); /* a file's name may be any bytes */
    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(clean, deceives(c) ? 0xFFFD : c);
    }
    fputs(clean->str, out);
    g_free(valid);
    g_string_free(clean, TRUE);
}

void fms_diag_print_text(const struct fms_diag *diag, const struct fms_places *places, FILE *out)
{
    const struct fms_span *span = &diag->span;
    struct fms_place begin = { 0 }, last = { 0 };
    if (span->source) {
        begin = fms_places_at(places, span->begin);
        last = fms_places_at(places, span->end > span->begin ? span->end - 1 : span->begin);
        print_clean(span->source->name, out);
        fprintf(out, ":%zu:%zu: ", begin.line, begin.column);
    } else {
        fputs("filmset: ", out);
    }
    fprintf(out, "%s: ", fms_severity_names[diag->severity]);
    print_clean(diag->message, out);
    fprintf(out, " [%s]\n", diag->code);
    if (span->source && span->source->length)
        print_excerpt(span, last.line - begin.line, out);
    if (diag->hint) {
        fputs("    hint: ", out);
        print_clean(diag->hint, out);
        fputc('\n', out);
    }
}
