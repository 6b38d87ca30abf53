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
 * Memos need no flush: each carries its own digest, so one that a crash has torn is not believed.
 */
#include "store.h"

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
#define MEMO_MAX_BYTES (1 << 20)

struct fms_store {
    char *folder;
    char *host;
};

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

struct fms_store *fms_store_open(const char *folder, GError **error)
{
    struct fms_store *store = g_new0(struct fms_store, 1);
    store->folder = g_strdup(folder);
    store->host = host_name();
    char *drafts = g_build_filename(folder, "tmp", NULL);
    bool usable =
        g_mkdir_with_parents(drafts, 0777) == 0 && access(folder, W_OK | X_OK) == 0 && access(drafts, W_OK | X_OK) == 0;
    int number = errno;
    g_free(drafts);
    if (!usable) {
        machine_failed(error, store, number);
        fms_store_close(store);
        return NULL;
    }
    remove_leftovers(store);
    return store;
}

void fms_store_close(struct fms_store *store)
{
    if (!store)
        return;
    g_free(store->folder);
    g_free(store->host);
    g_free(store);
}

/* FOLDER/shelf/ab/cdef…; an empty shelf is none. */
static char *place_of(const struct fms_store *store, const char *shelf, const struct fms_digest *key)
{
    g_assert(strlen(key->hex) == 64);
    const char two[] = { key->hex[0], key->hex[1], '\0' };
    return g_build_filename(store->folder, shelf, two, key->hex + 2, NULL);
}

/* No step makes an empty file, so one is what a broken disk has left. */
static bool is_whole(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0;
}

char *fms_store_find(struct fms_store *store, const struct fms_digest *key)
{
    char *place = place_of(store, "", key);
    if (is_whole(place))
        return place;
    g_free(place);
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

bool fms_store_keep(struct fms_store *store, const struct fms_digest *key, const char *draft, GError **error)
{
    char *place = place_of(store, "", key);
    int number = 0;
    bool empty = !is_whole(draft);
    if (!empty && !is_whole(place)) {
        number = flush(draft);
        if (number == 0)
            number = rename_into_place(draft, place);
    }
    unlink(draft); /* where it was renamed there is nothing left to remove */
    g_free(place);
    if (empty)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "nothing was written to the store in %s", store->folder);
    else if (number)
        machine_failed(error, store, number);
    return !empty && number == 0;
}

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
    char *place = place_of(store, "memo", key);
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
    char *draft = fms_store_draft(store), *place = place_of(store, "memo", key);
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
