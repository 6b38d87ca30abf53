/*
 * The takes that a project keeps stand in for their lines: no voice speaks them again, whatever has become of it.
 */
#include "house-private.h"
#include "takes-private.h"

#include <string.h>

/* The file of the lock, or none. @return false if it is there and cannot be read. */
static bool open_lock(struct fms_house *house)
{
    GError *error = NULL;
    const struct fms_source *source = fms_house_text(house, FMS_LOCK_FILE, &error);
    if (!source && !g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING)) {
        fms_error(house->diags, fms_nowhere, "takes.syntax", NULL, "cannot read '%s': %s", FMS_LOCK_FILE,
                  error->message);
        g_clear_error(&error);
        return false;
    }
    g_clear_error(&error);
    house->lock = fms_lock_read(house, source, house->diags);
    return house->lock;
}

/* Something is wrong with what is kept: an error, or, where takes are looked after, only told. */
static bool tell(struct fms_house *house, const struct fms_beat *beat, const char *code, const char *what)
{
    static const char hint[] = "bring it back; `filmset takes unpin` has the line spoken again";
    if (!house->mending)
        return fms_error(house->diags, beat->span, code, hint, "%s", what);
    fms_warning(house->diags, beat->span, code, hint, "%s", what);
    return true;
}

static bool pin(struct fms_house *house, const struct fms_beat *beat, const struct fms_pinned *pinned)
{
    GError *error = NULL;
    const struct fms_asset *asset = house->world.asset(house->world.user, pinned->take, &error);
    if (!asset) {
        char *what = g_strdup_printf("the take that is kept for this line is not to be had: %s", error->message);
        bool good = tell(house, beat, "takes.missing", what);
        g_free(what);
        g_error_free(error);
        return good;
    }
    if (strcmp(asset->digest.hex, pinned->digest.hex) != 0)
        return tell(house, beat, "takes.changed", "the take that is kept for this line is another file by now");
    struct fms_cut *cut = talloc_zero(house, struct fms_cut);
    *cut = (struct fms_cut){ .path = asset->path,
                             .digest = asset->digest,
                             .to = pinned->n_samples,
                             .finished = !pinned->recorded,
                             .n_words = pinned->n_words,
                             .words = pinned->words };
    g_hash_table_insert(house->cuts, (gpointer) &beat->line, cut);
    g_hash_table_insert(house->pins, (gpointer) &beat->line, (gpointer) pinned);
    return true;
}

static bool pin_board(struct fms_house *house, const struct fms_board *board, GHashTable *used)
{
    bool good = true;
    for (size_t i = 0; i < board->n_shots; i++)
        for (size_t b = 0; b < board->shots[i].n_beats; b++) {
            const struct fms_beat *beat = &board->shots[i].beats[b];
            struct fms_pinned *pinned = fms_lock_find(house->lock, &beat->line);
            if (pinned)
                g_hash_table_add(used, pinned);
            good &= !pinned || pin(house, beat, pinned);
        }
    return good;
}

/* A recording of a person that fits no line any more is a loss that nobody would notice. */
static void tell_unused(struct fms_house *house, GHashTable *used)
{
    char *name = g_path_get_basename(house->request->script);
    for (size_t i = 0; i < house->lock->n; i++) {
        struct fms_pinned *pinned = house->lock->items[i];
        if (pinned->recorded && !strcmp(pinned->script, name) && !g_hash_table_contains(used, pinned))
            fms_warning(house->diags, (struct fms_span){ house->source, 0, 0 }, "takes.unused",
                        "record the line anew, or `filmset takes unpin` forgets it",
                        "no line says any more what is recorded in '%s': %s", pinned->take, pinned->text);
    }
    g_free(name);
}

bool fms_house_pin_takes(struct fms_house *house)
{
    bool good = open_lock(house);
    GHashTable *used = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; good && i < house->n_editions; i++)
        if (!house->editions[i].failed)
            good &= pin_board(house, house->editions[i].board, used);
    if (good && house->lock->n > 0)
        tell_unused(house, used);
    g_hash_table_destroy(used);
    return good;
}
