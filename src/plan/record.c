/*
 * A record is one long recipe: `asset` and `digest` for each asset, then `step`, `label`, `key` and `recipe` for each step.
 * It is read with the same small reader as the recipes inside it.
 */
#include "record.h"

#include <string.h>

void fms_record_add_plan(GString *text, const struct fms_plan *plan)
{
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct fms_step *step = &plan->steps[i];
        fms_recipe_string(text, "step", fms_step_kind_name(step->kind));
        fms_recipe_string(text, "label", step->label);
        fms_recipe_string(text, "key", step->key.hex);
        fms_recipe_string(text, "recipe", step->recipe);
    }
}

void fms_record_add_asset(GString *text, const char *name, const char *digest)
{
    fms_recipe_string(text, "asset", name);
    fms_recipe_string(text, "digest", digest);
}

/* Length of the value at `at` without its newline, as it stands for a number or for what is not there. */
static const char *bare_value(TALLOC_CTX *ctx, const char **at)
{
    size_t n = strcspn(*at, "\n");
    const char *value = talloc_strndup(ctx, *at, n);
    *at += n;
    return value;
}

/* The value after '='; `at` is left on its newline. NULL where the notation is broken. */
static const char *read_value(TALLOC_CTX *ctx, const char **at, const char *end)
{
    char *colon;
    guint64 n = g_ascii_strtoull(*at, &colon, 10);
    if (!g_ascii_isdigit(**at) || *colon != ':')
        return bare_value(ctx, at);
    if (n > (guint64) (end - colon - 1))
        return NULL;
    const char *value = talloc_strndup(ctx, colon + 1, n);
    *at = colon + 1 + n;
    return value;
}

/* All fields of a recipe. @return false where it is none. */
static bool read_fields(TALLOC_CTX *ctx, const char *text, GArray *fields)
{
    const char *at = text, *end = text + strlen(text);
    while (at < end) {
        const char *equals = strchr(at, '=');
        if (!equals || memchr(at, '\n', (size_t) (equals - at)))
            return false;
        struct fms_record_field field = { .name = talloc_strndup(ctx, at, (size_t) (equals - at)) };
        at = equals + 1;
        field.value = read_value(ctx, &at, end);
        if (!field.value || *at != '\n')
            return false;
        at++;
        g_array_append_val(fields, field);
    }
    return true;
}

static int free_names(struct fms_record *record)
{
    g_hash_table_destroy(record->names);
    return 0;
}

static bool read_step(struct fms_record *record, const struct fms_record_field *four, GArray *steps)
{
    struct fms_record_step step = { .kind = four[0].value, .label = four[1].value, .key = four[2].value };
    GArray *fields = g_array_new(FALSE, FALSE, sizeof(struct fms_record_field));
    bool good = !strcmp(four[1].name, "label") && !strcmp(four[2].name, "key") && !strcmp(four[3].name, "recipe") &&
                read_fields(record, four[3].value, fields);
    step.n_fields = fields->len;
    step.fields = talloc_memdup(record, fields->data, fields->len * sizeof(struct fms_record_field));
    g_array_free(fields, TRUE);
    g_hash_table_insert(record->names, (gpointer) step.key, (gpointer) step.label);
    g_array_append_val(steps, step);
    return good;
}

static bool read_all(struct fms_record *record, const GArray *fields, GArray *steps)
{
    for (guint i = 0; i < fields->len;) {
        const struct fms_record_field *field = &g_array_index(fields, struct fms_record_field, i);
        if (!strcmp(field->name, "asset") && i + 2 <= fields->len) {
            g_hash_table_insert(record->names, (gpointer) field[1].value, (gpointer) field[0].value);
            i += 2;
        } else if (!strcmp(field->name, "step") && i + 4 <= fields->len && read_step(record, field, steps)) {
            i += 4;
        } else {
            return false;
        }
    }
    return true;
}

struct fms_record *fms_record_read(TALLOC_CTX *ctx, const char *text)
{
    struct fms_record *record = talloc_zero(ctx, struct fms_record);
    GArray *fields = g_array_new(FALSE, FALSE, sizeof(struct fms_record_field));
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(struct fms_record_step));
    record->names = g_hash_table_new(g_str_hash, g_str_equal);
    talloc_set_destructor(record, free_names);
    bool good = read_fields(record, text, fields) && read_all(record, fields, steps);
    record->n_steps = steps->len;
    record->steps = talloc_memdup(record, steps->data, steps->len * sizeof(struct fms_record_step));
    g_array_free(steps, TRUE);
    g_array_free(fields, TRUE);
    if (good)
        return record;
    talloc_free(record);
    return NULL;
}
