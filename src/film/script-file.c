#include "script-file.h"

#include "large-copy.h"
#include "script.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PORTION_BYTES = 1 << 16 };

static bool cannot_read(struct fms_diags *diags, const char *name, const char *why)
{
    return fms_error(diags, (struct fms_span){ 0 }, "script.missing", NULL, "cannot read '%s': %s", name, why);
}

static bool too_large(struct fms_diags *diags, const char *name)
{
    return fms_error(diags, (struct fms_span){ 0 }, "script.size", "a script of an hour is about 60 KiB",
                     "'%s' is larger than 8 MiB", name);
}

/* Opens without waiting: a pipe with nobody at its other end must not hold us up. */
static int open_plain_file(const char *path, struct stat *info, struct fms_diags *diags)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, info) != 0) {
        cannot_read(diags, path, g_strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    bool good = S_ISREG(info->st_mode) || cannot_read(diags, path, "it is not a plain file");
    if (good && (info->st_size <= FMS_SCRIPT_MAX_BYTES || too_large(diags, path)))
        return fd;
    close(fd);
    return -1;
}

/* Up to `n` bytes. @return how many there were; -1 with errno. */
static ssize_t read_bytes(int fd, char *bytes, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = read(fd, bytes + done, n - done);
        if (got == 0)
            break;
        if (got < 0 && errno != EINTR)
            return -1;
        done += (size_t) MAX(got, 0);
    }
    return (ssize_t) done;
}

static bool read_piped(TALLOC_CTX *ctx, struct fms_script_file *file, struct fms_diags *diags)
{
    GByteArray *all = g_byte_array_new();
    ssize_t got = 1;
    while (got > 0 && all->len <= FMS_SCRIPT_MAX_BYTES) {
        guint before = all->len;
        g_byte_array_set_size(all, before + PORTION_BYTES);
        got = read_bytes(STDIN_FILENO, (char *) all->data + before, PORTION_BYTES);
        g_byte_array_set_size(all, before + (guint) MAX(got, 0));
    }
    file->length = all->len;
    file->bytes = fms_large_copy(ctx, all->data, all->len);
    g_byte_array_unref(all);
    if (got < 0)
        return cannot_read(diags, file->name, g_strerror(errno));
    return file->length <= FMS_SCRIPT_MAX_BYTES || too_large(diags, file->name);
}

static bool read_plain(TALLOC_CTX *ctx, struct fms_script_file *file, struct fms_diags *diags)
{
    struct stat info;
    int fd = open_plain_file(file->name, &info, diags);
    if (fd < 0)
        return false;
    char *bytes = talloc_array(ctx, char, (size_t) info.st_size + 1);
    ssize_t got = read_bytes(fd, bytes, (size_t) info.st_size);
    close(fd);
    file->bytes = bytes;
    file->length = (size_t) info.st_size;
    return got == info.st_size || cannot_read(diags, file->name, "it changed while being read");
}

bool fms_script_file_read(TALLOC_CTX *ctx, const char *path, struct fms_script_file *file, struct fms_diags *diags)
{
    bool piped = strcmp(path, "-") == 0;
    char *folder = piped ? g_strdup(".") : g_path_get_dirname(path);
    *file = (struct fms_script_file){ .piped = piped };
    file->name = talloc_strdup(ctx, piped ? "<stdin>" : path);
    file->folder = talloc_strdup(ctx, folder);
    g_free(folder);
    return piped ? read_piped(ctx, file, diags) : read_plain(ctx, file, diags);
}

/* ---- putting back ---- */

static bool fail(GError **error, const char *what)
{
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "%s: %s", what, g_strerror(errno));
    return false;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    for (size_t done = 0; done < n;) {
        ssize_t put = write(fd, bytes + done, n - done);
        if (put < 0 && errno != EINTR)
            return false;
        done += (size_t) MAX(put, 0);
    }
    return true;
}

static bool has_mark(const struct fms_script_file *file)
{
    return file->length >= 3 && memcmp(file->bytes, "\xEF\xBB\xBF", 3) == 0;
}

static bool unchanged(const struct fms_script_file *file, const char *path)
{
    char *now = NULL;
    gsize length = 0;
    bool same = g_file_get_contents(path, &now, &length, NULL) && length == file->length &&
                memcmp(now, file->bytes, length) == 0;
    g_free(now);
    return same;
}

/* The new text beside the file, with the file's permissions; removed again where that fails. */
static bool write_draft(const struct fms_script_file *file, const char *draft, const struct stat *like,
                        const char *text, size_t length)
{
    int fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool good = (!has_mark(file) || write_all(fd, file->bytes, 3)) && write_all(fd, text, length) &&
                fchmod(fd, like->st_mode & 07777) == 0 && fsync(fd) == 0;
    int saved = errno;
    close(fd);
    if (!good)
        unlink(draft);
    errno = saved;
    return good;
}

bool fms_script_file_replace(const struct fms_script_file *file, const char *text, size_t length, GError **error)
{
    struct stat like;
    char *path = realpath(file->name, NULL);
    if (!path || stat(path, &like) != 0) {
        free(path);
        return fail(error, "the script cannot be found any more");
    }
    char *draft = g_strdup_printf("%s.%ld.fixed", path, (long) getpid());
    bool good = write_draft(file, draft, &like, text, length) || fail(error, "cannot write beside the script");
    if (good && !unchanged(file, path)) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "it has been changed meanwhile");
        unlink(draft);
        good = false;
    }
    if (good && rename(draft, path) != 0) {
        good = fail(error, "cannot replace the script");
        unlink(draft);
    }
    g_free(draft);
    free(path);
    return good;
}
