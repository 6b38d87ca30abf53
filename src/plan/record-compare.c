/*
 * Why a step is not what it was. Two recipes of a kind are lists of fields in the same order, of which some stretch in the
 * middle differs: where that stretch is as long on both sides and names the same fields, they are held against each other one by
 * one; else what came and what went is told.
 */
#include "record.h"

#include <string.h>

/* Longer values are cut, and no more reasons than this are given for a step. */
enum { VALUE_CHARACTERS = 48, MOST_REASONS = 12 };

struct comparison {
    const struct fms_record *before, *now;
    const struct fms_record_step *was, *is;
    GPtrArray *reasons;
    TALLOC_CTX *ctx;
};

static const char *name_of(const struct comparison *comparison, const char *value)
{
    const char *name = g_hash_table_lookup(comparison->now->names, value);
    return name ? name : g_hash_table_lookup(comparison->before->names, value);
}

/* A value as a person reads it: what has a name by its name, the rest shortened to one line. */
static const char *say_value(const struct comparison *comparison, const char *value)
{
    const char *name = name_of(comparison, value);
    if (name)
        return name;
    if (!g_utf8_validate(value, -1, NULL) || g_utf8_strlen(value, -1) <= VALUE_CHARACTERS)
        return talloc_strdup(comparison->ctx, value);
    char *cut = g_utf8_substring(value, 0, VALUE_CHARACTERS - 1);
    const char *said = talloc_asprintf(comparison->ctx, "%s…", g_strdelimit(cut, "\n", ' '));
    g_free(cut);
    return said;
}

static void add_reason(const struct comparison *comparison, char *reason)
{
    for (guint i = 0; i < comparison->reasons->len; i++)
        if (!strcmp(comparison->reasons->pdata[i], reason))
            return;
    if (comparison->reasons->len < MOST_REASONS)
        g_ptr_array_add(comparison->reasons, reason);
}

/* What a field belongs to: the layer that it stands in, else the step. */
static const char *owner_of(const struct fms_record_step *step, const struct fms_record_field *field)
{
    static const char *const layers[] = {
        [FMS_LAYER_GROUND] = "ground",   [FMS_LAYER_STILL] = "still", [FMS_LAYER_CLIP] = "clip",
        [FMS_LAYER_BOX] = "box",         [FMS_LAYER_TEXT] = "text",   [FMS_LAYER_ROLL] = "roll",
        [FMS_LAYER_COUNTER] = "counter", [FMS_LAYER_CURVE] = "curve", [FMS_LAYER_SCRIM] = "scrim",
    };
    for (const struct fms_record_field *at = field; at >= step->fields; at--)
        if (!strcmp(at->name, "layer")) {
            gint64 kind = g_ascii_strtoll(at->value, NULL, 10);
            return kind >= 0 && kind < (gint64) G_N_ELEMENTS(layers) ? layers[kind] : "layer";
        }
    return step->kind;
}

/* The same field on both sides, with other values. */
static void tell_other(const struct comparison *comparison, const struct fms_record_field *was,
                       const struct fms_record_field *is)
{
    const char *old_name = name_of(comparison, was->value), *new_name = name_of(comparison, is->value);
    if (old_name && new_name && !strcmp(old_name, new_name))
        add_reason(comparison, talloc_asprintf(comparison->ctx, "%s changed", new_name));
    else
        add_reason(comparison, talloc_asprintf(comparison->ctx, "%s.%s %s → %s", owner_of(comparison->is, is), is->name,
                                               say_value(comparison, was->value), say_value(comparison, is->value)));
}

static void tell_one(const struct comparison *comparison, const char *what, const struct fms_record_step *step,
                     const struct fms_record_field *field)
{
    add_reason(comparison, talloc_asprintf(comparison->ctx, "%s %s.%s %s", what, owner_of(step, field), field->name,
                                           say_value(comparison, field->value)));
}

static bool same_field(const struct fms_record_field *a, const struct fms_record_field *b)
{
    return !strcmp(a->name, b->name) && !strcmp(a->value, b->value);
}

/* A field that stands somewhere in the stretch [from, to) of the other side. */
static bool stands_in(const struct fms_record_field *field, const struct fms_record_step *step, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (same_field(field, &step->fields[i]))
            return true;
    return false;
}

static bool names_agree(const struct fms_record_step *a, const struct fms_record_step *b, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (strcmp(a->fields[i].name, b->fields[i].name) != 0)
            return false;
    return true;
}

static void compare_steps(const struct comparison *comparison)
{
    const struct fms_record_step *was = comparison->was, *is = comparison->is;
    size_t from = 0, was_to = was->n_fields, is_to = is->n_fields;
    while (from < was_to && from < is_to && same_field(&was->fields[from], &is->fields[from]))
        from++;
    while (was_to > from && is_to > from && same_field(&was->fields[was_to - 1], &is->fields[is_to - 1])) {
        was_to--;
        is_to--;
    }
    if (was_to == is_to && names_agree(was, is, from, is_to)) {
        for (size_t i = from; i < is_to; i++)
            if (!same_field(&was->fields[i], &is->fields[i]))
                tell_other(comparison, &was->fields[i], &is->fields[i]);
        return;
    }
    for (size_t i = from; i < was_to; i++)
        if (!stands_in(&was->fields[i], is, from, is_to))
            tell_one(comparison, "without", was, &was->fields[i]);
    for (size_t i = from; i < is_to; i++)
        if (!stands_in(&is->fields[i], was, from, was_to))
            tell_one(comparison, "with", is, &is->fields[i]);
    if (comparison->reasons->len == 0)
        add_reason(comparison, talloc_strdup(comparison->ctx, "another order"));
}

static GHashTable *keys_of(const struct fms_record *record)
{
    GHashTable *keys = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < record->n_steps; i++)
        g_hash_table_add(keys, (gpointer) record->steps[i].key);
    return keys;
}

/* The step before that this one comes from: of those that are gone, the one of its label, else the first of its kind. */
static const struct fms_record_step *ancestor(const struct fms_record *before, const struct fms_record_step *step,
                                              GHashTable *taken)
{
    const struct fms_record_step *found = NULL;
    for (size_t i = 0; i < before->n_steps; i++) {
        const struct fms_record_step *old = &before->steps[i];
        if (strcmp(old->kind, step->kind) != 0 || g_hash_table_contains(taken, old->key))
            continue;
        bool named = !strcmp(old->label, step->label);
        found = !found || named ? old : found;
        if (named)
            break;
    }
    if (found)
        g_hash_table_add(taken, (gpointer) found->key);
    return found;
}

struct fms_record_change *fms_record_compare(TALLOC_CTX *ctx, const struct fms_record *before,
                                             const struct fms_record *now)
{
    struct fms_record_change *changes = talloc_zero_array(ctx, struct fms_record_change, now->n_steps);
    GHashTable *taken = keys_of(now), *known = keys_of(before);
    for (size_t i = 0; i < now->n_steps; i++) {
        const struct fms_record_step *step = &now->steps[i];
        changes[i].same = g_hash_table_contains(known, step->key);
        const struct fms_record_step *was = changes[i].same ? NULL : ancestor(before, step, taken);
        changes[i].is_new = !changes[i].same && !was;
        if (!was)
            continue;
        struct comparison comparison = { before, now, was, step, g_ptr_array_new(), changes };
        compare_steps(&comparison);
        changes[i].n = comparison.reasons->len;
        changes[i].reasons = talloc_memdup(changes, comparison.reasons->pdata, changes[i].n * sizeof(char *));
        g_ptr_array_free(comparison.reasons, TRUE);
    }
    g_hash_table_destroy(known);
    g_hash_table_destroy(taken);
    return changes;
}
