/*
 * The pictures that a script names are tried before anybody asks for them, side by side. A photograph is decoded whole to
 * know that it can be; one after another, as the storyboard asks, they kept all cores but one waiting for seconds.
 *
 * A trial ends in the note of an asset or in an error. Nobody is told of either here: the storyboard asks for each
 * picture in its turn and gets what was found.
 */
#include "house-private.h"
#include "library.h"

#include <string.h>

#define MOST_WORKERS 8

struct fms_trial {
    struct fms_house *house;
    char *path;
    char *note;
    GError *error;
};

static void free_trial(gpointer data)
{
    struct fms_trial *trial = data;
    g_free(trial->path);
    g_free(trial->note);
    g_clear_error(&trial->error);
    g_free(trial);
}

static void try_one(gpointer data, gpointer unused)
{
    struct fms_trial *trial = data;
    struct fms_asset *asset = talloc_zero(NULL, struct fms_asset);
    asset->name = asset->path = trial->path;
    char *note = fms_house_try_asset(trial->house, asset, &trial->error);
    trial->note = g_strdup(note);
    talloc_free(note);
    talloc_free(asset);
}

static void add_name(struct fms_house *house, const char *name)
{
    char *path = name && *name ? fms_library_resolve(NULL, house->folder, name, NULL) : NULL;
    if (path && !g_hash_table_contains(house->trials, path)) {
        struct fms_trial *trial = g_new0(struct fms_trial, 1);
        *trial = (struct fms_trial){ .house = house, .path = g_strdup(path) };
        g_hash_table_insert(house->trials, trial->path, trial);
    }
    talloc_free(path);
}

static void gather(struct fms_house *house, const struct fms_script *script)
{
    for (size_t i = 0; i < script->n_blocks; i++)
        for (const struct fms_block *block = &script->blocks[i]; block; block = block->inner)
            add_name(house, block->target);
}

void fms_house_try_assets(struct fms_house *house, const struct fms_script *script)
{
    g_clear_pointer(&house->trials, g_hash_table_destroy);
    house->trials = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_trial);
    gather(house, script);
    guint n = MIN(MIN(g_get_num_processors(), MOST_WORKERS), g_hash_table_size(house->trials));
    GThreadPool *pool = n > 1 ? g_thread_pool_new(try_one, NULL, (gint) n, TRUE, NULL) : NULL;
    if (!pool) {
        g_hash_table_remove_all(house->trials);
        return;
    }
    GHashTableIter each;
    gpointer trial;
    g_hash_table_iter_init(&each, house->trials);
    while (g_hash_table_iter_next(&each, NULL, &trial))
        g_thread_pool_push(pool, trial, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
}

bool fms_house_tried(struct fms_house *house, const char *path, char **note, GError **error)
{
    struct fms_trial *trial = house->trials ? g_hash_table_lookup(house->trials, path) : NULL;
    if (!trial)
        return false;
    *note = g_steal_pointer(&trial->note);
    if (!*note)
        g_propagate_error(error, g_steal_pointer(&trial->error));
    g_hash_table_remove(house->trials, path);
    return true;
}
