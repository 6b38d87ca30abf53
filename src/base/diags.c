/*
 * Diagnostics are collected in an array in one talloc context, and printed in the order of the script whatever the order
 * in which the stages found them.
 */
#include "diags-private.h"
#include "patchwork.h"

#include <stdarg.h>
#include <stdint.h>
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

/* One line of UTF-8, whatever the script's words in it are and wherever they were cut off. */
static char *one_line(struct fms_diags *diags, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1), *line = talloc_strdup(diags, valid);
    g_free(valid);
    for (char *at = line; *at; at++)
        if (g_ascii_iscntrl(*at))
            *at = ' ';
    return line;
}

static void add(struct fms_diags *diags, const struct fms_diag *diag, const char *hint, const char *format,
                va_list args)
{
    struct fms_diag copy = *diag;
    char *message = g_strdup_vprintf(format, args);
    copy.span = fms_span_origin(diag->span);
    copy.message = one_line(diags, message);
    copy.hint = hint ? one_line(diags, hint) : NULL;
    g_free(message);
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

void fms_diag_fix(struct fms_diags *diags, struct fms_span span, const char *replacement)
{
    g_assert(diags->items->len > 0);
    if (span.source->patchwork)
        return;
    struct fms_diag *diag = &g_array_index(diags->items, struct fms_diag, diags->items->len - 1);
    g_assert(span.source && span.source == diag->span.source && span.end <= span.source->length);
    struct fms_fix *fixes = talloc_array(diags, struct fms_fix, diag->n_fixes + 1);
    if (diag->n_fixes > 0)
        memcpy(fixes, diag->fixes, diag->n_fixes * sizeof *fixes);
    fixes[diag->n_fixes++] = (struct fms_fix){ span, talloc_strdup(diags, replacement) };
    talloc_free((void *) (uintptr_t) diag->fixes);
    diag->fixes = fixes;
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

/* ---- printing ---- */

static const struct {
    const char *name;
    void (*print)(const struct fms_diag *diag, const struct fms_places *places, FILE *out);
} formats[] = {
    [FMS_DIAG_TEXT] = { "text", fms_diag_print_text },
    [FMS_DIAG_JSON] = { "json", fms_diag_print_json },
    [FMS_DIAG_GITHUB] = { "github", fms_diag_print_github },
};

const char *const fms_severity_names[] = { [FMS_ERROR] = "error", [FMS_WARNING] = "warning" };

bool fms_diag_format_named(const char *name, enum fms_diag_format *format)
{
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(name, formats[i].name) == 0) {
            *format = (enum fms_diag_format) i;
            return true;
        }
    return false;
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
static struct order *in_order(const struct fms_diags *diags)
{
    size_t n = fms_diags_count(diags);
    struct order *orders = g_new(struct order, n + 1);
    GHashTable *ranks = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < n; i++) {
        const struct fms_diag *diag = fms_diags_get(diags, i);
        gpointer key = (gpointer) (uintptr_t) diag->span.source, first;
        if (!g_hash_table_lookup_extended(ranks, key, NULL, &first))
            g_hash_table_insert(ranks, key, first = GSIZE_TO_POINTER(i));
        orders[i] = (struct order){ diag, GPOINTER_TO_SIZE(first), i };
    }
    g_hash_table_unref(ranks);
    qsort(orders, n, sizeof *orders, compare_order);
    return orders;
}

void fms_diags_print(const struct fms_diags *diags, enum fms_diag_format format, FILE *out)
{
    size_t n = fms_diags_count(diags);
    struct order *orders = in_order(diags);
    const struct fms_source *source = NULL;
    struct fms_places *places = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct fms_diag *diag = orders[i].diag;
        if (diag->span.source && diag->span.source != source) {
            talloc_free(places);
            source = diag->span.source;
            places = fms_places_new(NULL, source);
        }
        formats[format].print(diag, places, out);
    }
    talloc_free(places);
    g_free(orders);
}

GQuark fms_world_error_quark(void)
{
    return g_quark_from_static_string("fms-world-error");
}
