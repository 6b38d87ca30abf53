/*
 * Take files, little-endian throughout:
 *
 *     bytes 0-7    "FMSTAKE2"
 *     bytes 8-15   samples, u64
 *     bytes 16-19  words, u32
 *     bytes 20-23  zero
 *     bytes 24-87  digest of the samples, in hexadecimal
 *     24 a word    begin, end: i32; from, to: i64
 *     4 a sample   IEEE float
 *
 * The length of the file must be exactly what its head says, so a file cut off is found out before it is heard.
 */
#include "voice.h"

#include "diags.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MAGIC "FMSTAKE2"
#define PLAIN_BYTES 24 /* of the head, before the digest */
#define DIGEST_BYTES 64
#define HEAD_BYTES (PLAIN_BYTES + DIGEST_BYTES)
#define WORD_BYTES 24
#define MOST_WORDS 1000000
#define PIECE 4096 /* samples at a time */

static void put32(unsigned char *at, uint32_t value)
{
    value = GUINT32_TO_LE(value);
    memcpy(at, &value, sizeof value);
}

static void put64(unsigned char *at, uint64_t value)
{
    value = GUINT64_TO_LE(value);
    memcpy(at, &value, sizeof value);
}

static uint32_t get32(const unsigned char *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return GUINT32_FROM_LE(value);
}

static uint64_t get64(const unsigned char *at)
{
    uint64_t value;
    memcpy(&value, at, sizeof value);
    return GUINT64_FROM_LE(value);
}

static bool write_head(FILE *file, const float *samples, int64_t n_samples, const struct fms_word *words,
                       size_t n_words)
{
    unsigned char head[HEAD_BYTES] = MAGIC, row[WORD_BYTES];
    struct fms_digest digest = fms_digest_of_bytes(samples, (size_t) n_samples * sizeof *samples);
    memcpy(head + PLAIN_BYTES, digest.hex, DIGEST_BYTES);
    put64(head + 8, (uint64_t) n_samples);
    put32(head + 16, (uint32_t) n_words);
    bool good = fwrite(head, sizeof head, 1, file) == 1;
    for (size_t i = 0; good && i < n_words; i++) {
        put32(row, (uint32_t) words[i].begin);
        put32(row + 4, (uint32_t) words[i].end);
        put64(row + 8, (uint64_t) words[i].from);
        put64(row + 16, (uint64_t) words[i].to);
        good = fwrite(row, sizeof row, 1, file) == 1;
    }
    return good;
}

static bool write_samples(FILE *file, const float *samples, int64_t n)
{
    unsigned char piece[PIECE * 4];
    for (int64_t i = 0; i < n; i += PIECE) {
        size_t m = (size_t) MIN(PIECE, n - i);
        for (size_t k = 0; k < m; k++) {
            uint32_t bits;
            memcpy(&bits, samples + i + (int64_t) k, sizeof bits);
            put32(piece + 4 * k, bits);
        }
        if (fwrite(piece, 4, m, file) != m)
            return false;
    }
    return true;
}

bool fms_take_write(const char *path, const float *samples, int64_t n_samples, const struct fms_word *words,
                    size_t n_words, GError **error)
{
    g_assert(n_samples >= 0 && n_words <= MOST_WORDS);
    FILE *file = fopen(path, "wbe");
    bool good = file && write_head(file, samples, n_samples, words, n_words) && write_samples(file, samples, n_samples);
    int why = errno;
    if (file && fclose(file) != 0) {
        why = good ? errno : why;
        good = false;
    }
    if (!good)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "cannot write a take: %s", g_strerror(why));
    return good;
}

/* A take file, open behind its head. */
struct open_take {
    FILE *file;
    int64_t n_samples;
    size_t n_words;
    struct fms_digest sound;
};

static bool read_head(struct open_take *take)
{
    unsigned char head[HEAD_BYTES];
    if (fread(head, sizeof head, 1, take->file) != 1 || memcmp(head, MAGIC, 8) != 0)
        return false;
    uint64_t n_samples = get64(head + 8), n_words = get32(head + 16);
    if (n_samples > (uint64_t) INT64_MAX / 8 || n_words > MOST_WORDS || fseeko(take->file, 0, SEEK_END) != 0)
        return false;
    take->n_samples = (int64_t) n_samples;
    take->n_words = n_words;
    memcpy(take->sound.hex, head + PLAIN_BYTES, DIGEST_BYTES);
    take->sound.hex[DIGEST_BYTES] = '\0';
    return ftello(take->file) == (off_t) (HEAD_BYTES + n_words * WORD_BYTES + n_samples * 4);
}

static bool open_take(const char *path, struct open_take *take, GError **error)
{
    take->file = fopen(path, "rbe");
    if (!take->file) {
        g_set_error(error, FMS_WORLD_ERROR, errno == ENOENT ? FMS_WORLD_MISSING : FMS_WORLD_UNREADABLE,
                    "cannot read a take: %s", g_strerror(errno));
        return false;
    }
    if (read_head(take))
        return true;
    fclose(take->file);
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "a take is damaged");
    return false;
}

/* Words must ascend: what reads them relies on it. */
static bool read_words(const struct open_take *take, struct fms_word *words)
{
    unsigned char row[WORD_BYTES];
    if (fseeko(take->file, HEAD_BYTES, SEEK_SET) != 0)
        return false;
    int64_t sample = 0;
    int32_t byte = 0;
    for (size_t i = 0; i < take->n_words; i++) {
        if (fread(row, sizeof row, 1, take->file) != 1)
            return false;
        struct fms_word word = { (int32_t) get32(row), (int32_t) get32(row + 4), (int64_t) get64(row + 8),
                                 (int64_t) get64(row + 16) };
        if (word.begin < byte || word.end < word.begin || word.from < sample || word.to < word.from ||
            word.to > take->n_samples)
            return false;
        byte = word.end;
        sample = word.to;
        words[i] = word;
    }
    return true;
}

struct fms_take *fms_take_read(TALLOC_CTX *ctx, const char *path, GError **error)
{
    struct open_take open;
    if (!open_take(path, &open, error))
        return NULL;
    struct fms_take *take = talloc_zero(ctx, struct fms_take);
    struct fms_word *words = talloc_array(take, struct fms_word, open.n_words);
    take->path = talloc_strdup(take, path);
    take->n_samples = open.n_samples;
    take->n_words = open.n_words;
    take->words = words;
    take->sound = open.sound;
    bool good = read_words(&open, words);
    fclose(open.file);
    if (good)
        return take;
    talloc_free(take);
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "a take is damaged");
    return NULL;
}

bool fms_take_samples(const char *path, int64_t from, int64_t n, float *out, GError **error)
{
    struct open_take open;
    if (!open_take(path, &open, error))
        return false;
    bool good = from >= 0 && from <= open.n_samples && n >= 0 && n <= open.n_samples - from;
    off_t at = (off_t) (HEAD_BYTES + open.n_words * WORD_BYTES) + (good ? from * 4 : 0);
    good = good && fseeko(open.file, at, SEEK_SET) == 0 && fread(out, 4, (size_t) n, open.file) == (size_t) n;
    fclose(open.file);
    for (int64_t i = 0; good && i < n; i++) {
        uint32_t bits = get32((const unsigned char *) (out + i));
        memcpy(out + i, &bits, sizeof bits);
    }
    if (!good)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "a take ends before its time");
    return good;
}
