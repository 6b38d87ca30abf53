/*
 * Fixes: taken in the order in which they stand in the text, each only if all its parts lie clear of those taken before.
 */
#include "diags.h"

#include <stdlib.h>
#include <string.h>

/* One part, and whose it is. */
struct part {
    const struct fms_fix *fix;
    size_t owner; /* number of the diagnostic */
};

static int compare_parts(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    if (x->fix->span.begin != y->fix->span.begin)
        return x->fix->span.begin < y->fix->span.begin ? -1 : 1;
    if (x->fix->span.end != y->fix->span.end)
        return x->fix->span.end < y->fix->span.end ? -1 : 1;
    return x->owner < y->owner ? -1 : x->owner > y->owner;
}

static bool changes(const struct fms_fix *fix)
{
    const struct fms_span *span = &fix->span;
    size_t n = span->end - span->begin;
    return strlen(fix->replacement) != n || memcmp(span->source->text + span->begin, fix->replacement, n) != 0;
}

static GArray *parts_of(const struct fms_diags *diags, const struct fms_source *source)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct part));
    for (size_t i = 0; i < fms_diags_count(diags); i++) {
        const struct fms_diag *diag = fms_diags_get(diags, i);
        for (size_t k = 0; diag->span.source == source && k < diag->n_fixes; k++) {
            struct part part = { &diag->fixes[k], i };
            if (changes(part.fix))
                g_array_append_val(parts, part);
        }
    }
    if (parts->len > 1)
        qsort(parts->data, parts->len, sizeof(struct part), compare_parts);
    return parts;
}

/* Refuses every fix with a part that overlaps or touches a part of another fix before it. */
static bool *refuse(const struct fms_diags *diags, const GArray *parts)
{
    bool *refused = g_new0(bool, fms_diags_count(diags) + 1);
    const struct part *last = NULL;
    for (guint i = 0; i < parts->len; i++) {
        const struct part *part = &g_array_index(parts, struct part, i);
        if (refused[part->owner])
            continue;
        if (last && part->fix->span.begin <= last->fix->span.end && !refused[last->owner])
            refused[part->owner] = true;
        else
            last = part;
    }
    return refused;
}

static size_t count_made(const GArray *parts, const bool *refused)
{
    GHashTable *owners = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < parts->len; i++)
        if (!refused[g_array_index(parts, struct part, i).owner])
            g_hash_table_add(owners, GSIZE_TO_POINTER(g_array_index(parts, struct part, i).owner));
    size_t n = g_hash_table_size(owners);
    g_hash_table_unref(owners);
    return n;
}

char *fms_fixes_apply(TALLOC_CTX *ctx, const struct fms_diags *diags, const struct fms_source *source, size_t *n_made)
{
    GArray *parts = parts_of(diags, source);
    bool *refused = refuse(diags, parts);
    GString *text = g_string_new(NULL);
    size_t at = 0;
    *n_made = count_made(parts, refused);
    for (guint i = 0; i < parts->len; i++) {
        const struct part *part = &g_array_index(parts, struct part, i);
        if (refused[part->owner])
            continue;
        g_string_append_len(text, source->text + at, (gssize) (part->fix->span.begin - at));
        g_string_append(text, part->fix->replacement);
        at = part->fix->span.end;
    }
    g_string_append_len(text, source->text + at, (gssize) (source->length - at));
    char *result = *n_made ? talloc_strndup(ctx, text->str, text->len) : NULL;
    g_string_free(text, TRUE);
    g_free(refused);
    g_array_free(parts, TRUE);
    return result;
}
