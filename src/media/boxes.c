/**
 * The boxes of an MP4, as far as we look at them ourselves: the order of the outermost, and what FFmpeg's muxer cannot be
 * told. It switches the first track of each kind on, captions too, and calls the chapters' track English. Both are set right
 * in place, in the finished file.
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

static bool has_handler(int fd, const struct box *mdia, const char *kind)
{
    struct box hdlr;
    char handler[4];
    return find_box(fd, mdia->begin, mdia->end, "hdlr", &hdlr) && pread(fd, handler, 4, hdlr.begin + 8) == 4 &&
           memcmp(handler, kind, 4) == 0;
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

/* Three letters of five bits, behind version, times, scale and length, which version 1 writes wider. */
static bool set_language(int fd, const struct box *mdia, const char *code)
{
    struct box mdhd;
    uint8_t version;
    if (!find_box(fd, mdia->begin, mdia->end, "mdhd", &mdhd) || pread(fd, &version, 1, mdhd.begin) != 1)
        return false;
    unsigned packed = 0;
    for (int i = 0; i < 3; i++)
        packed = packed << 5 | ((unsigned) code[i] - 0x60);
    const uint8_t bytes[2] = { (uint8_t) (packed >> 8), (uint8_t) packed };
    return pwrite(fd, bytes, 2, mdhd.begin + (version == 1 ? 32 : 20)) == 2;
}

static bool finish_track(int fd, const struct box *trak, const char *language)
{
    struct box mdia;
    if (!find_box(fd, trak->begin, trak->end, "mdia", &mdia))
        return false;
    if (has_handler(fd, &mdia, "sbtl"))
        return disable_track(fd, trak);
    return !has_handler(fd, &mdia, "text") || set_language(fd, &mdia, language);
}

bool fms_boxes_finish(const char *path, const char *language, GError **error)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    off_t size = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
    struct box moov, trak;
    bool good = size > 0 && find_box(fd, 0, size, "moov", &moov);
    for (int64_t at = good ? moov.begin : 0; good && find_box(fd, at, moov.end, "trak", &trak); at = trak.end)
        good = finish_track(fd, &trak, language);
    if (fd >= 0)
        good = close(fd) == 0 && good;
    return good || fms_av_fail(error, FMS_WORLD_MACHINE, 0, "cannot finish the film's tracks");
}
