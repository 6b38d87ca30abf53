/*
 * A still is shown by its shot and by the transitions on both sides of it, three steps that may run at once. Decoding and
 * conforming a photograph costs as much as shooting a second of film, so the first to need it leaves it for the others.
 */
#include "shelf-private.h"

#include <string.h>

/* A large one lies on the shelf alone, up to so many times its measure: one photograph as 2160 lines show it. */
#define MOST_ALONE 4

struct slot {
    char *name;
    struct fms_ready ready;
    size_t bytes;
};

struct fms_shelf {
    GMutex lock;
    GQueue slots; /* last used first */
    size_t bytes, most_bytes;
};

struct fms_shelf *fms_shelf_new(size_t most_bytes)
{
    struct fms_shelf *shelf = g_new0(struct fms_shelf, 1);
    g_mutex_init(&shelf->lock);
    shelf->most_bytes = most_bytes;
    return shelf;
}

static void drop_last(struct fms_shelf *shelf)
{
    struct slot *slot = g_queue_pop_tail(&shelf->slots);
    shelf->bytes -= slot->bytes;
    fms_plate_unref(slot->ready.plate);
    g_free(slot->name);
    g_free(slot);
}

void fms_shelf_free(struct fms_shelf *shelf)
{
    if (!shelf)
        return;
    while (!g_queue_is_empty(&shelf->slots))
        drop_last(shelf);
    g_mutex_clear(&shelf->lock);
    g_free(shelf);
}

static GList *find(const struct fms_shelf *shelf, const char *name)
{
    for (GList *link = shelf->slots.head; link; link = link->next)
        if (strcmp(((const struct slot *) link->data)->name, name) == 0)
            return link;
    return NULL;
}

bool fms_shelf_take(struct fms_shelf *shelf, const char *name, struct fms_ready *out)
{
    if (!shelf)
        return false;
    g_mutex_lock(&shelf->lock);
    GList *link = find(shelf, name);
    if (link) {
        g_queue_unlink(&shelf->slots, link);
        g_queue_push_head_link(&shelf->slots, link);
        *out = ((const struct slot *) link->data)->ready;
        fms_plate_ref(out->plate);
    }
    g_mutex_unlock(&shelf->lock);
    return link != NULL;
}

void fms_shelf_put(struct fms_shelf *shelf, const char *name, const struct fms_ready *ready)
{
    size_t bytes = fms_plate_bytes(ready->plate);
    if (!shelf || bytes > MOST_ALONE * shelf->most_bytes)
        return;
    g_mutex_lock(&shelf->lock);
    if (!find(shelf, name)) {
        while (shelf->bytes + bytes > shelf->most_bytes && !g_queue_is_empty(&shelf->slots))
            drop_last(shelf);
        struct slot *slot = g_new(struct slot, 1);
        *slot = (struct slot){ g_strdup(name), *ready, bytes };
        fms_plate_ref(ready->plate);
        g_queue_push_head(&shelf->slots, slot);
        shelf->bytes += bytes;
    }
    g_mutex_unlock(&shelf->lock);
}
