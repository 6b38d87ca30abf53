/*
 * The project file, `filmset.yaml` beside the script: what many scripts share. It is read before the front matter, which
 * then has the last word, key by key.
 */
#include "script-private.h"

#include <string.h>

static const char file_name[] = "filmset.yaml";

void fms_project_open(struct fms_manuscript *script)
{
    const struct fms_world *world = script->world;
    const struct fms_source *whole = script->source;
    GError *error = NULL;
    const struct fms_source *project = world && world->text ? world->text(world->user, file_name, &error) : NULL;
    if (project) {
        script->source = project;
        fms_project_read(script);
        script->source = whole;
    } else if (error && !g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING)) {
        fms_manuscript_tell_file(script, (struct fms_span){ whole, 0, 0 }, file_name, error);
    }
    g_clear_error(&error);
}

/* Roles compare as names do; a line without one is nobody's role. */
static char *role_of(const struct fms_block *credit)
{
    return credit->role.length ? fms_name_fold(credit->role.utf8, credit->role.length) : NULL;
}

void fms_project_credit(struct fms_manuscript *script)
{
    GHashTable *roles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const struct fms_block *blocks = (const struct fms_block *) (void *) script->blocks->data;
    for (guint i = 0; script->shared_credits->len && i < script->blocks->len; i++)
        if (blocks[i].kind == FMS_BLOCK_CREDIT && blocks[i].role.length)
            g_hash_table_add(roles, role_of(&blocks[i]));
    for (guint i = 0; i < script->shared_credits->len; i++) {
        const struct fms_block *credit = &g_array_index(script->shared_credits, struct fms_block, i);
        char *role = role_of(credit);
        if (!role || !g_hash_table_contains(roles, role))
            g_array_append_vals(script->blocks, credit, 1);
        g_free(role);
    }
    g_hash_table_unref(roles);
}
