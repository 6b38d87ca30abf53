/*
 * Who has the store open, who makes what, and the gate. All three are flock()s: no process that ends, in whatever way,
 * leaves one behind. A lock's file is removed by the one who holds the lock, so whoever gets a lock makes sure that its
 * file is still the one of that name.
 *
 * flock() belongs to an open file and not to a process, so the threads of one share the gate's; the store's own lock keeps
 * one from giving back what another still needs.
 */
#include "store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct fms_claim {
    char *path;
    int file; /* -1: the disk knows no locks */
};

static int64_t now_s(void)
{
    return g_get_real_time() / G_USEC_PER_SEC;
}

/* ---- the gate ---- */

static void pass_gate(struct fms_store *store, int how)
{
    g_mutex_lock(&store->lock);
    while (store->gate >= 0 && flock(store->gate, how) != 0 && errno == EINTR)
        ;
}

void fms_store_shut_gate(struct fms_store *store)
{
    pass_gate(store, LOCK_EX);
}

void fms_store_open_gate(struct fms_store *store)
{
    if (store->gate >= 0)
        flock(store->gate, LOCK_UN);
    g_mutex_unlock(&store->lock);
}

bool fms_store_touch(struct fms_store *store, const char *path)
{
    const struct timespec times[2] = { { .tv_sec = MAX(now_s(), store->opened_s) }, { .tv_nsec = UTIME_OMIT } };
    struct stat info;
    pass_gate(store, LOCK_SH);
    bool there = stat(path, &info) == 0;
    if (there && info.st_atim.tv_sec < store->opened_s)
        utimensat(AT_FDCWD, path, times, 0); /* another user's may not be touched, nor evicted by us */
    fms_store_open_gate(store);
    return there;
}

/* ---- marks ---- */

static bool is_same_file(int file, const char *path)
{
    struct stat a, b;
    return fstat(file, &a) == 0 && stat(path, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/*
 * The lock on the file at `path`, made if need be. @return it; -1 with errno EWOULDBLOCK where somebody else has it, or
 * with another where it cannot be had at all.
 */
static int lock_file(const char *path)
{
    for (;;) {
        int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (file < 0)
            return -1;
        int got = flock(file, LOCK_EX | LOCK_NB), number = errno;
        if (got == 0 && is_same_file(file, path))
            return file;
        close(file);
        errno = number;
        if (got != 0 && number != EINTR)
            return -1;
    }
}

void fms_store_mark(struct fms_store *store)
{
    static int n_marks;
    char *name = g_strdup_printf("%s.%d.%d", store->host, (int) getpid(), g_atomic_int_add(&n_marks, 1));
    store->mark_path = g_build_filename(store->folder, "live", name, NULL);
    store->opened_s = now_s();
    const struct timespec times[2] = { { .tv_sec = store->opened_s }, { .tv_sec = store->opened_s } };
    pass_gate(store, LOCK_SH);
    unlink(store->mark_path); /* of a process of this number that is no more */
    store->mark = lock_file(store->mark_path);
    if (store->mark >= 0)
        futimens(store->mark, times);
    fms_store_open_gate(store);
    g_free(name);
}

void fms_store_unmark(struct fms_store *store)
{
    if (store->mark >= 0) {
        unlink(store->mark_path);
        close(store->mark);
    }
    g_free(store->mark_path);
}

/* A file whose lock can be had is nobody's any more, and goes. */
static bool is_living(const char *path)
{
    int file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return errno != ENOENT;
    bool living = flock(file, LOCK_EX | LOCK_NB) != 0;
    if (!living && is_same_file(file, path))
        unlink(path);
    close(file);
    return living;
}

static void sweep(const struct fms_store *store, const char *what)
{
    char *folder = g_build_filename(store->folder, what, NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        char *path = g_build_filename(folder, name, NULL);
        if (g_strcmp0(path, store->mark_path) != 0)
            is_living(path);
        g_free(path);
    }
    if (dir)
        g_dir_close(dir);
    g_free(folder);
}

void fms_store_sweep(const struct fms_store *store)
{
    sweep(store, "live");
    sweep(store, "making");
}

int64_t fms_store_oldest_mark(const struct fms_store *store, int64_t *n_others)
{
    char *folder = g_build_filename(store->folder, "live", NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    int64_t oldest = store->opened_s, n = 0;
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        char *path = g_build_filename(folder, name, NULL);
        struct stat info;
        if (g_strcmp0(path, store->mark_path) != 0 && stat(path, &info) == 0 && is_living(path)) {
            oldest = MIN(oldest, (int64_t) info.st_mtim.tv_sec);
            n++;
        }
        g_free(path);
    }
    if (dir)
        g_dir_close(dir);
    if (n_others)
        *n_others = n;
    g_free(folder);
    return oldest;
}

/* ---- claims ---- */

struct fms_claim *fms_store_claim(struct fms_store *store, const struct fms_digest *key)
{
    char *path = g_build_filename(store->folder, "making", key->hex, NULL);
    int file = lock_file(path);
    if (file < 0 && errno == EWOULDBLOCK) {
        g_free(path);
        return NULL;
    }
    struct fms_claim *claim = g_new(struct fms_claim, 1);
    *claim = (struct fms_claim){ path, file };
    return claim;
}

/* A child of this process may still have the file open; so the lock is dropped by name. */
void fms_store_unclaim(struct fms_claim *claim)
{
    if (claim->file >= 0) {
        unlink(claim->path);
        flock(claim->file, LOCK_UN);
        close(claim->file);
    }
    g_free(claim->path);
    g_free(claim);
}
