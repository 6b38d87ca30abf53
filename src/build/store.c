/*
 * Everything here rests on two promises of a POSIX file system: rename() within one file system is atomic, and what
 * was flushed before it is there after it. A draft is made in DIR/tmp, flushed, and renamed to its place; whoever looks
 * sees the whole result or none. Two processes that make the same result at once make the same bytes, so it does not
 * matter whose rename comes last.
 *
 * A draft is named HOST.PID.N: the host, because a store may be shared by machines whose process numbers mean nothing
 * to each other; the number, because one process makes many. The name is taken with O_EXCL, so that even two machines
 * of one name cannot write into one draft.
 *
 * A result's digest is part of its name, so that both come into being in one step. To find a result, the folder that it
 * lies in is read: one of 256, a few dozen names.
 *
 * Memos need no flush: each carries its own digest, so one that a crash has torn is not believed.
 */
#include "store-private.h"

#include "diags.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A draft this old is nobody's, even where its process cannot be asked. */
#define ABANDONED_SECONDS (7 * 24 * 3600)

/* Longer values are not memos but results. */
#define MEMO_MAX_BYTES (64 << 20)

/* The whole process counts its drafts together: it may hold two stores open on one folder. */
static int n_drafts;

static bool machine_failed(GError **error, const struct fms_store *store, int number)
{
    if (number == ENOSPC || number == EDQUOT)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "no space left for the store in %s", store->folder);
    else if (number == EACCES || number == EPERM || number == EROFS)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "the store in %s may not be written", store->folder);
    else
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "cannot use the store in %s: %s", store->folder,
                    g_strerror(number));
    return false;
}

/* A host's name as part of a file's: letters, digits, '-' and '_', for '.' separates. */
static char *host_name(void)
{
    char name[65] = "";
    if (gethostname(name, sizeof name - 1) != 0 || !name[0])
        strcpy(name, "host");
    for (char *p = name; *p; p++)
        if (!g_ascii_isalnum(*p) && *p != '-')
            *p = '_';
    return g_strdup(name);
}

/* Is the process gone that a draft of this name belongs to? False where it cannot be told. */
static bool maker_is_gone(const struct fms_store *store, const char *name)
{
    size_t n = strlen(store->host);
    if (strncmp(name, store->host, n) != 0 || name[n] != '.')
        return false;
    char *end;
    gint64 pid = g_ascii_strtoll(name + n + 1, &end, 10);
    if (*end != '.' || pid <= 0 || pid > G_MAXINT32)
        return false;
    return kill((pid_t) pid, 0) != 0 && errno == ESRCH;
}

static void remove_leftovers(const struct fms_store *store)
{
    char *folder = g_build_filename(store->folder, "tmp", NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    gint64 now = g_get_real_time() / G_USEC_PER_SEC;
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        char *path = g_build_filename(folder, name, NULL);
        struct stat info;
        if (lstat(path, &info) == 0 && S_ISREG(info.st_mode) &&
            (maker_is_gone(store, name) || now - info.st_mtime > ABANDONED_SECONDS))
            unlink(path);
        g_free(path);
    }
    if (dir)
        g_dir_close(dir);
    g_free(folder);
}

/* Makes the store's folders. @return 0, or why not. */
static int make_folders(const struct fms_store *store)
{
    static const char *const names[] = { "tmp", "live", "making" };
    int number = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(names) && !number; i++) {
        char *path = g_build_filename(store->folder, names[i], NULL);
        if (g_mkdir_with_parents(path, 0777) != 0 || access(path, W_OK | X_OK) != 0)
            number = errno;
        g_free(path);
    }
    return number ? number : access(store->folder, W_OK | X_OK) == 0 ? 0 : errno;
}

struct fms_store *fms_store_open(const char *folder, GError **error)
{
    struct fms_store *store = g_new0(struct fms_store, 1);
    store->folder = g_strdup(folder);
    store->host = host_name();
    store->mark = store->gate = -1;
    store->sound = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_mutex_init(&store->lock);
    int number = make_folders(store);
    if (number) {
        machine_failed(error, store, number);
        fms_store_close(store);
        return NULL;
    }
    char *gate = g_build_filename(folder, "gate", NULL);
    store->gate = open(gate, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    g_free(gate);
    fms_store_mark(store);
    remove_leftovers(store);
    fms_store_sweep(store);
    return store;
}

void fms_store_close(struct fms_store *store)
{
    if (!store)
        return;
    fms_store_unmark(store);
    if (store->gate >= 0)
        close(store->gate);
    g_mutex_clear(&store->lock);
    g_hash_table_destroy(store->sound);
    g_free(store->folder);
    g_free(store->host);
    g_free(store);
}

char *fms_store_place(const struct fms_store *store, const char *shelf, const struct fms_digest *key)
{
    g_assert(strlen(key->hex) == 64);
    const char two[] = { key->hex[0], key->hex[1], '\0' };
    return g_build_filename(store->folder, shelf, two, key->hex + 2, NULL);
}

/* ---- results ---- */

enum { N_DIGITS = 64 };

struct fms_digest fms_store_digest(const char *path)
{
    struct fms_digest digest;
    g_strlcpy(digest.hex, path + strlen(path) - N_DIGITS, sizeof digest.hex);
    return digest;
}

/* Is it the name of a result? The rest of its key, a dot, the digest of its bytes. */
static bool is_result(const char *name)
{
    return strlen(name) == N_DIGITS - 2 + 1 + N_DIGITS && name[N_DIGITS - 2] == '.';
}

/* What tells a changed file from an unchanged one without reading it; NULL where it is no file with anything in it. */
static char *look_of(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0)
        return NULL;
    return g_strdup_printf("%ju %jd %jd.%09ld", (uintmax_t) info.st_ino, (intmax_t) info.st_size,
                           (intmax_t) info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

bool fms_store_is_sound(struct fms_store *store, const char *path)
{
    char *name = g_path_get_basename(path), *look = is_result(name) ? look_of(path) : NULL;
    g_free(name);
    if (!look)
        return false;
    g_mutex_lock(&store->lock);
    bool known = g_strcmp0(g_hash_table_lookup(store->sound, path), look) == 0;
    g_mutex_unlock(&store->lock);
    struct fms_digest found, said = fms_store_digest(path);
    bool sound = known || (fms_digest_of_file(path, &found, NULL) && !strcmp(found.hex, said.hex));
    if (sound && !known) {
        g_mutex_lock(&store->lock);
        g_hash_table_insert(store->sound, g_strdup(path), g_strdup(look));
        g_mutex_unlock(&store->lock);
    }
    g_free(look);
    return sound;
}

/* A file that lies there as the result of `key`; of several the first by name. NULL if there is none. */
static char *pick(const struct fms_store *store, const struct fms_digest *key)
{
    char *place = fms_store_place(store, "", key), *folder = g_path_get_dirname(place);
    GDir *dir = g_dir_open(folder, 0, NULL);
    char *best = NULL;
    const char *name;
    while (dir && (name = g_dir_read_name(dir)))
        if (is_result(name) && !strncmp(name, key->hex + 2, N_DIGITS - 2) && (!best || strcmp(name, best) < 0)) {
            g_free(best);
            best = g_strdup(name);
        }
    if (dir)
        g_dir_close(dir);
    char *path = best ? g_build_filename(folder, best, NULL) : NULL;
    g_free(best);
    g_free(folder);
    g_free(place);
    return path;
}

bool fms_store_has(struct fms_store *store, const struct fms_digest *key)
{
    char *path = pick(store, key);
    g_free(path);
    return path != NULL;
}

char *fms_store_find(struct fms_store *store, const struct fms_digest *key)
{
    char *path;
    while ((path = pick(store, key))) {
        if (fms_store_touch(store, path) && fms_store_is_sound(store, path))
            return path;
        bool gone = unlink(path) == 0 || errno == ENOENT;
        g_free(path);
        if (!gone)
            return NULL; /* it cannot be healed; whoever makes it anew will be told why */
    }
    return NULL;
}

char *fms_store_draft(struct fms_store *store)
{
    for (;;) {
        char *name = g_strdup_printf("%s.%d.%d", store->host, (int) getpid(), g_atomic_int_add(&n_drafts, 1));
        char *path = g_build_filename(store->folder, "tmp", name, NULL);
        g_free(name);
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        bool taken = fd < 0 && errno == EEXIST;
        if (fd >= 0)
            close(fd);
        if (!taken)
            return path; /* where the name could not be had, the writer will meet the reason and tell it */
        g_free(path);
    }
}

/* Brings a draft to the disk. @return 0, or why not. */
static int flush(const char *draft)
{
    int fd = open(draft, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int number = fsync(fd) == 0 ? 0 : errno;
    close(fd);
    return number;
}

static int rename_into_place(const char *draft, const char *place)
{
    char *folder = g_path_get_dirname(place);
    bool done = g_mkdir_with_parents(folder, 0777) == 0 && rename(draft, place) == 0;
    int number = done ? 0 : errno;
    g_free(folder);
    return number;
}

/* Flushes a draft and gives it its place and name. @return 0, or why not. */
static int put_in_place(struct fms_store *store, const struct fms_digest *key, const char *draft)
{
    struct fms_digest digest;
    int number = flush(draft);
    if (number)
        return number;
    if (!fms_digest_of_file(draft, &digest, NULL))
        return EIO;
    char *stem = fms_store_place(store, "", key), *place = g_strconcat(stem, ".", digest.hex, NULL);
    number = rename_into_place(draft, place);
    if (number == 0) {
        fms_store_touch(store, place);
        char *look = look_of(place);
        g_mutex_lock(&store->lock);
        g_hash_table_insert(store->sound, g_strdup(place), look);
        g_mutex_unlock(&store->lock);
    }
    g_free(place);
    g_free(stem);
    return number;
}

bool fms_store_keep(struct fms_store *store, const struct fms_digest *key, const char *draft, GError **error)
{
    struct stat info;
    bool empty = stat(draft, &info) != 0 || info.st_size == 0; /* no step makes an empty file */
    char *known = empty ? NULL : fms_store_find(store, key);
    int number = empty || known ? 0 : put_in_place(store, key, draft);
    unlink(draft); /* where it was renamed there is nothing left to remove */
    g_free(known);
    if (empty)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "nothing was written to the store in %s", store->folder);
    else if (number)
        machine_failed(error, store, number);
    return !empty && number == 0;
}

/* ---- memos ---- */

/* A file's text if it is no longer than a memo may be and holds no NUL, else NULL. */
static char *read_small(const char *path)
{
    struct stat info;
    char *text = NULL;
    gsize length = 0;
    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size > MEMO_MAX_BYTES)
        return NULL;
    if (!g_file_get_contents(path, &text, &length, NULL))
        return NULL;
    if (strlen(text) == length)
        return text;
    g_free(text);
    return NULL;
}

char *fms_store_recall(struct fms_store *store, const struct fms_digest *key)
{
    char *place = fms_store_place(store, "memo", key);
    char *text = read_small(place), *value = NULL;
    g_free(place);
    if (text && strlen(text) >= 65 && text[64] == '\n') {
        struct fms_digest digest = fms_digest_of_bytes(text + 65, strlen(text + 65));
        if (strncmp(digest.hex, text, 64) == 0)
            value = g_strdup(text + 65);
    }
    g_free(text);
    return value;
}

void fms_store_remember(struct fms_store *store, const struct fms_digest *key, const char *value)
{
    size_t length = strlen(value);
    if (length > MEMO_MAX_BYTES - 65)
        return;
    struct fms_digest digest = fms_digest_of_bytes(value, length);
    char *text = g_strdup_printf("%s\n%s", digest.hex, value);
    char *draft = fms_store_draft(store), *place = fms_store_place(store, "memo", key);
    FILE *file = fopen(draft, "wbe");
    bool written = file && fputs(text, file) >= 0;
    if (file && fclose(file) != 0)
        written = false;
    if (!written || rename_into_place(draft, place) != 0)
        unlink(draft);
    g_free(place);
    g_free(draft);
    g_free(text);
}
