/*
 * Preloaded into filmset by tests: makes calls fail that write into the folders named, as a bad disk would.
 *
 *   FMS_FAULT_IN    folders, joined by ':'; calls on other files pass
 *   FMS_FAULT_AT    the first call that fails, counted from 1; 0: none
 *   FMS_FAULT_FOR   how many fail from there on
 *   FMS_FAULT_HOW   ENOSPC, EIO, EACCES, or SHORT: a write that takes half of what it is given
 *   FMS_FAULT_COUNT a file that receives the number of calls at the end
 */
#undef _FILE_OFFSET_BITS /* with it, open() is a name for open64(), and both are wanted */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int n_calls;

#define REAL(name) ((__typeof__(&(name))) dlsym(RTLD_NEXT, #name))

static long number(const char *name)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : 0;
}

static bool is_within(const char *path)
{
    const char *folders = getenv("FMS_FAULT_IN");
    for (; folders && *folders; folders += strspn(folders, ":")) {
        size_t n = strcspn(folders, ":");
        if (!strncmp(path, folders, n) && (path[n] == '/' || !path[n]))
            return true;
        folders += n;
    }
    return false;
}

/* Is it this call's turn to fail? */
static bool fails(const char *path)
{
    if (!is_within(path))
        return false;
    int call = __atomic_add_fetch(&n_calls, 1, __ATOMIC_SEQ_CST);
    long at = number("FMS_FAULT_AT");
    return at > 0 && call >= at && call < at + number("FMS_FAULT_FOR");
}

static bool fails_on_file(int file)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0)
        return false;
    path[n] = '\0';
    return fails(path);
}

static int fault(void)
{
    const char *how = getenv("FMS_FAULT_HOW");
    errno = !how || !strcmp(how, "ENOSPC") ? ENOSPC : !strcmp(how, "EACCES") ? EACCES : EIO;
    return -1;
}

static bool is_short(void)
{
    const char *how = getenv("FMS_FAULT_HOW");
    return how && !strcmp(how, "SHORT");
}

ssize_t write(int file, const void *bytes, size_t n)
{
    if (!fails_on_file(file))
        return REAL(write)(file, bytes, n);
    return is_short() ? REAL(write)(file, bytes, n > 1 ? n / 2 : n) : fault();
}

ssize_t pwrite(int file, const void *bytes, size_t n, off_t at)
{
    if (!fails_on_file(file))
        return REAL(pwrite)(file, bytes, n, at);
    return is_short() ? REAL(pwrite)(file, bytes, n > 1 ? n / 2 : n, at) : fault();
}

ssize_t pwrite64(int file, const void *bytes, size_t n, off_t at)
{
    return pwrite(file, bytes, n, at);
}

/* The kernel never leaves this half done. */
int fsync(int file)
{
    return fails_on_file(file) && !is_short() ? fault() : REAL(fsync)(file);
}

int rename(const char *from, const char *to)
{
    return fails(to) && !is_short() ? fault() : REAL(rename)(from, to);
}

static int open_any(const char *path, int flags, mode_t mode)
{
    bool writes = (flags & O_ACCMODE) != O_RDONLY;
    return writes && fails(path) && !is_short() ? fault() : openat(AT_FDCWD, path, flags, mode);
}

static mode_t mode_of(int flags, va_list args)
{
    return flags & O_CREAT ? va_arg(args, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return open_any(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return open_any(path, flags, mode);
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("FMS_FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%d\n", n_calls);
        fclose(file);
    }
}
