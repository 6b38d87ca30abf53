/*
 * Looking after a store: what lies in it, whether it is sound, and what goes when it grows too large.
 */
#include "store-private.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* So many are removed at a time while nobody may begin to use anything: some milliseconds. */
enum { EVICTED_AT_ONCE = 64 };

/* A file of the store. */
struct item {
    char *path;
    int64_t bytes, used_s;
    bool memo;
};

static void clear_item(gpointer user)
{
    g_free(((struct item *) user)->path);
}

static bool is_shelf(const char *name)
{
    return strlen(name) == 2 && g_ascii_isxdigit(name[0]) && g_ascii_isxdigit(name[1]);
}

static void list_folder(const char *folder, bool memo, GArray *items)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        struct item item = { .path = g_build_filename(folder, name, NULL), .memo = memo };
        struct stat info;
        if (lstat(item.path, &info) == 0 && S_ISREG(info.st_mode)) {
            item.bytes = (int64_t) info.st_blocks * 512;
            item.used_s = memo ? MAX(info.st_atim.tv_sec, info.st_mtim.tv_sec) : info.st_atim.tv_sec;
            g_array_append_val(items, item);
        } else {
            clear_item(&item);
        }
    }
    if (dir)
        g_dir_close(dir);
}

static void list_shelves(const struct fms_store *store, const char *where, bool memo, GArray *items)
{
    char *root = g_build_filename(store->folder, where, NULL);
    GDir *dir = g_dir_open(root, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        char *folder = g_build_filename(root, name, NULL);
        if (is_shelf(name))
            list_folder(folder, memo, items);
        g_free(folder);
    }
    if (dir)
        g_dir_close(dir);
    g_free(root);
}

static GArray *list_all(const struct fms_store *store)
{
    GArray *items = g_array_new(FALSE, FALSE, sizeof(struct item));
    g_array_set_clear_func(items, clear_item);
    list_shelves(store, "", false, items);
    list_shelves(store, "memo", true, items);
    return items;
}

struct fms_store_facts fms_store_look(struct fms_store *store)
{
    struct fms_store_facts facts = { 0 };
    GArray *items = list_all(store);
    for (guint i = 0; i < items->len; i++) {
        const struct item *item = &g_array_index(items, struct item, i);
        *(item->memo ? &facts.n_memos : &facts.n_results) += 1;
        *(item->memo ? &facts.memo_bytes : &facts.bytes) += item->bytes;
        if (!item->memo && (!facts.oldest_s || item->used_s < facts.oldest_s))
            facts.oldest_s = item->used_s;
    }
    fms_store_oldest_mark(store, &facts.n_builds);
    g_array_free(items, TRUE);
    return facts;
}

int64_t fms_store_verify(struct fms_store *store)
{
    GArray *items = list_all(store);
    int64_t n_damaged = 0;
    for (guint i = 0; i < items->len; i++) {
        const struct item *item = &g_array_index(items, struct item, i);
        if (!item->memo && !fms_store_is_sound(store, item->path))
            n_damaged += unlink(item->path) == 0;
    }
    g_array_free(items, TRUE);
    return n_damaged;
}

static gint longest_unused_first(gconstpointer a, gconstpointer b)
{
    const struct item *one = a, *two = b;
    if (one->used_s != two->used_s)
        return one->used_s < two->used_s ? -1 : 1;
    return strcmp(one->path, two->path);
}

/* Removes a file unless it is in use by now. Call with the gate shut. */
static int64_t evict(const struct item *item, int64_t oldest_mark_s)
{
    struct stat info;
    if (stat(item->path, &info) != 0 || info.st_atim.tv_sec >= oldest_mark_s)
        return 0;
    return unlink(item->path) == 0 ? item->bytes : 0;
}

int64_t fms_store_trim(struct fms_store *store, int64_t limit_bytes)
{
    GArray *items = list_all(store);
    int64_t total = 0, freed = 0;
    for (guint i = 0; i < items->len; i++)
        total += g_array_index(items, struct item, i).bytes;
    int64_t wanted = total > limit_bytes ? total - (limit_bytes - limit_bytes / 10) : 0;
    g_array_sort(items, longest_unused_first);
    for (guint i = 0; i < items->len && freed < wanted;) {
        fms_store_shut_gate(store);
        int64_t oldest_mark_s = fms_store_oldest_mark(store, NULL);
        for (guint k = 0; k < EVICTED_AT_ONCE && i < items->len && freed < wanted; k++, i++)
            freed += evict(&g_array_index(items, struct item, i), oldest_mark_s);
        fms_store_open_gate(store);
    }
    g_array_free(items, TRUE);
    return freed;
}
