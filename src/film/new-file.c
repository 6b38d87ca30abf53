#include "new-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

bool fms_new_file_failed(const char *path, struct fms_diags *diags)
{
    return fms_error(diags, (struct fms_span){ 0 }, "machine.project", NULL, "cannot write '%s': %s", path,
                     g_strerror(errno));
}

bool fms_new_file_is_free(const char *path, struct fms_diags *diags)
{
    struct stat info;
    return lstat(path, &info) != 0 || fms_error(diags, (struct fms_span){ 0 }, "project.exists",
                                                "choose another folder", "'%s' is there already", path);
}

bool fms_new_folder(const char *path, struct fms_diags *diags)
{
    return g_mkdir_with_parents(path, 0777) == 0 || fms_new_file_failed(path, diags);
}

bool fms_new_file_write(const char *path, const char *text, size_t length, struct fms_diags *diags)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (!out)
        return fms_new_file_failed(path, diags);
    bool good = fwrite(text, 1, length, out) == length;
    good = fclose(out) == 0 && good;
    return good || fms_new_file_failed(path, diags);
}
