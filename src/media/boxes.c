/**
 * The boxes of an MP4, as far as we look at them ourselves: the order of the outermost, and one flag.
 */
#include "media-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define MAX_BOXES 4096 /* in one box */

/* Bytes [begin, end) of the file are a box's content. */
struct box {
    int64_t begin, end;
    char kind[5];
};

static uint64_t big_endian(const uint8_t *bytes, int n)
{
    uint64_t value = 0;
    for (int i = 0; i < n; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* The box that begins at `at`, which must end by `end`. */
static bool read_box(int fd, int64_t at, int64_t end, struct box *box)
{
    uint8_t head[16];
    ssize_t got = pread(fd, head, sizeof head, at);
    if (got < 8 || at + 8 > end)
        return false;
    uint64_t size = big_endian(head, 4);
    int64_t header = 8;
    if (size == 1) {
        if (got < 16)
            return false;
        size = big_endian(head + 8, 8);
        header = 16;
    } else if (size == 0) {
        size = (uint64_t) (end - at);
    }
    if (size < (uint64_t) header || size > (uint64_t) (end - at))
        return false;
    memcpy(box->kind, head + 4, 4);
    box->kind[4] = '\0';
    box->begin = at + header;
    box->end = at + (int64_t) size;
    return true;
}

/* The first box of a kind in [at, end). */
static bool find_box(int fd, int64_t at, int64_t end, const char *kind, struct box *box)
{
    for (int i = 0; i < MAX_BOXES && read_box(fd, at, end, box); i++) {
        if (strcmp(box->kind, kind) == 0)
            return true;
        at = box->end;
    }
    return false;
}

bool fms_boxes_moov_first(const char *path)
{
    int64_t size;
    struct box moov, mdat;
    int fd = fms_plain_file_open(path, &size, NULL);
    if (fd < 0)
        return false;
    bool found = find_box(fd, 0, size, "moov", &moov);
    bool first = found && (!find_box(fd, 0, size, "mdat", &mdat) || moov.begin < mdat.begin);
    close(fd);
    return first;
}

static bool is_text_track(int fd, const struct box *trak)
{
    struct box mdia, hdlr;
    char handler[4];
    return find_box(fd, trak->begin, trak->end, "mdia", &mdia) && find_box(fd, mdia.begin, mdia.end, "hdlr", &hdlr) &&
           pread(fd, handler, 4, hdlr.begin + 8) == 4 && memcmp(handler, "sbtl", 4) == 0;
}

/* A track header's content begins with a version and 24 bits of flags; the lowest is "enabled". */
static bool disable_track(int fd, const struct box *trak)
{
    struct box tkhd;
    uint8_t flags;
    if (!find_box(fd, trak->begin, trak->end, "tkhd", &tkhd) || pread(fd, &flags, 1, tkhd.begin + 3) != 1)
        return false;
    flags &= 0xfe;
    return pwrite(fd, &flags, 1, tkhd.begin + 3) == 1;
}

bool fms_boxes_disable_text(const char *path, GError **error)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    off_t size = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
    struct box moov, trak;
    bool done = false;
    if (size > 0 && find_box(fd, 0, size, "moov", &moov)) {
        int64_t at = moov.begin;
        while (!done && find_box(fd, at, moov.end, "trak", &trak)) {
            done = is_text_track(fd, &trak) && disable_track(fd, &trak);
            at = trak.end;
        }
    }
    if (fd >= 0)
        done = close(fd) == 0 && done;
    return done || fms_av_fail(error, FMS_WORLD_MACHINE, 0, "cannot finish the film's captions");
}
