/*
 * Diagnostics are collected in an array in one talloc context. Printing is where the care is: the line is shown as a
 * terminal will show it, so columns are counted in cells, and whatever could fool the eye (control characters,
 * bidirectional overrides) is replaced before it is printed.
 */
#include "diags.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct fms_diags {
    GArray *items;
    size_t n_errors;
};

static int free_items(struct fms_diags *diags)
{
    g_array_free(diags->items, TRUE);
    return 0;
}

struct fms_diags *fms_diags_new(TALLOC_CTX *ctx)
{
    struct fms_diags *diags = talloc_zero(ctx, struct fms_diags);
    diags->items = g_array_new(FALSE, FALSE, sizeof(struct fms_diag));
    talloc_set_destructor(diags, free_items);
    return diags;
}

static void add(struct fms_diags *diags, const struct fms_diag *diag, const char *hint, const char *format,
                va_list args)
{
    struct fms_diag copy = *diag;
    copy.message = talloc_vasprintf(diags, format, args);
    copy.hint = hint ? talloc_strdup(diags, hint) : NULL;
    g_array_append_val(diags->items, copy);
}

bool fms_error(struct fms_diags *diags, struct fms_span span, const char *code, const char *hint, const char *format,
               ...)
{
    va_list args;
    va_start(args, format);
    add(diags, &(struct fms_diag){ .severity = FMS_ERROR, .span = span, .code = code }, hint, format, args);
    va_end(args);
    diags->n_errors++;
    return false;
}

void fms_warning(struct fms_diags *diags, struct fms_span span, const char *code, const char *hint, const char *format,
                 ...)
{
    va_list args;
    va_start(args, format);
    add(diags, &(struct fms_diag){ .severity = FMS_WARNING, .span = span, .code = code }, hint, format, args);
    va_end(args);
}

size_t fms_diags_count(const struct fms_diags *diags)
{
    return diags->items->len;
}

const struct fms_diag *fms_diags_get(const struct fms_diags *diags, size_t i)
{
    g_assert(i < diags->items->len);
    return &g_array_index(diags->items, struct fms_diag, i);
}

size_t fms_diags_n_errors(const struct fms_diags *diags)
{
    return diags->n_errors;
}

/* Length of the line break at `at`: 2 for \r\n, 1 for \n or \r, 0 for none. */
static size_t line_break(const struct fms_source *source, size_t at)
{
    if (source->text[at] == '\r')
        return source->text[at + 1] == '\n' ? 2 : 1;
    return source->text[at] == '\n';
}

static size_t line_begin(const struct fms_source *source, size_t offset)
{
    while (offset > 0 && source->text[offset - 1] != '\n' && source->text[offset - 1] != '\r')
        offset--;
    return offset;
}

struct fms_place fms_source_place(const struct fms_source *source, size_t offset)
{
    struct fms_place place = { 1, 1 };
    size_t at = 0, begin = 0;
    while (at < offset && at < source->length) {
        size_t n = line_break(source, at);
        at += n ? n : 1;
        if (n && at <= offset) {
            place.line++;
            begin = at;
        }
    }
    place.column += (size_t) g_utf8_strlen(source->text + begin, (gssize) (MIN(offset, source->length) - begin));
    return place;
}

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
    view->n_cells += width;
}

static void print_excerpt(const struct fms_span *span, FILE *out)
{
    const struct fms_source *source = span->source;
    struct view view = { g_string_new(NULL), g_string_new(NULL), 0, 0 };
    const char *begin = source->text + line_begin(source, MIN(span->begin, source->length));
    const char *point = source->text + MIN(span->begin, source->length);
    const char *from = point;
    for (int i = 0; i < SHOWN_BEFORE && from > begin; i++)
        from = g_utf8_prev_char(from);
    if (from > begin)
        view_add(&view, 0x2026, false);
    const char *p = from;
    size_t end = MAX(span->end, span->begin + 1); /* an empty span has its caret too */
    while (*p && *p != '\n' && *p != '\r' && view.n_cells < SHOWN_CELLS) {
        const char *next = g_utf8_next_char(p);
        view_add(&view, g_utf8_get_char(p), next > point && (size_t) (p - source->text) < end);
        p = next;
    }
    if (p <= point)
        g_string_append_c(view.carets, '^');
    while (view.carets->len && view.carets->str[view.carets->len - 1] == ' ')
        g_string_truncate(view.carets, view.carets->len - 1);
    fprintf(out, "    %s\n    %s\n", view.line->str, view.carets->len ? view.carets->str : "^");
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

void fms_diag_print(const struct fms_diag *diag, FILE *out)
{
    static const char *const names[] = { [FMS_ERROR] = "error", [FMS_WARNING] = "warning" };
    if (diag->span.source) {
        struct fms_place place = fms_source_place(diag->span.source, diag->span.begin);
        print_clean(diag->span.source->name, out);
        fprintf(out, ":%zu:%zu: ", place.line, place.column);
    } else {
        fputs("filmset: ", out);
    }
    fprintf(out, "%s: ", names[diag->severity]);
    print_clean(diag->message, out);
    fprintf(out, " [%s]\n", diag->code);
    if (diag->span.source && diag->span.source->length)
        print_excerpt(&diag->span, out);
    if (diag->hint) {
        fputs("    hint: ", out);
        print_clean(diag->hint, out);
        fputc('\n', out);
    }
}

struct order {
    const struct fms_diag *diag;
    size_t source_rank, rank;
};

static int compare_order(const void *a, const void *b)
{
    const struct order *x = a, *y = b;
    if (x->source_rank != y->source_rank)
        return x->source_rank < y->source_rank ? -1 : 1;
    if (x->diag->span.begin != y->diag->span.begin)
        return x->diag->span.begin < y->diag->span.begin ? -1 : 1;
    return x->rank < y->rank ? -1 : 1;
}

/* The first diagnostic with the same source stands for its rank. */
static size_t source_rank(const struct fms_diags *diags, size_t i)
{
    const struct fms_source *source = fms_diags_get(diags, i)->span.source;
    for (size_t k = 0; k < i; k++)
        if (fms_diags_get(diags, k)->span.source == source)
            return k;
    return i;
}

void fms_diags_print(const struct fms_diags *diags, FILE *out)
{
    size_t n = fms_diags_count(diags);
    struct order *orders = g_new(struct order, n + 1);
    for (size_t i = 0; i < n; i++)
        orders[i] = (struct order){ fms_diags_get(diags, i), source_rank(diags, i), i };
    qsort(orders, n, sizeof *orders, compare_order);
    for (size_t i = 0; i < n; i++)
        fms_diag_print(orders[i].diag, out);
    g_free(orders);
}

static size_t edit_distance(const char *a, const char *b)
{
    size_t n = strlen(b);
    size_t *row = g_new(size_t, n + 1);
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = MIN(change, 1 + MIN(row[j], row[j - 1]));
        }
    }
    size_t distance = row[n];
    g_free(row);
    return distance;
}

const char *fms_nearest_word(const char *word, const char *const *words)
{
    size_t length = strlen(word), best = length / 3 + 2;
    const char *nearest = NULL;
    if (length > 64)
        return NULL;
    for (; *words; words++) {
        size_t distance = edit_distance(word, *words);
        if (distance < best) {
            best = distance;
            nearest = *words;
        }
    }
    return nearest;
}

GQuark fms_world_error_quark(void)
{
    return g_quark_from_static_string("fms-world-error");
}
