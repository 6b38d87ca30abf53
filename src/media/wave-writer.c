/**
 * The WAV writer: 32-bit floats, which no loud moment clips. The length is known beforehand, so the header is right from the
 * first byte.
 */
#include "media-private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HEADER 58 /* RIFF, fmt with its empty extension, fact, data */
#define PAIR_BYTES 8
#define PIECE 1024 /* pairs written at a time */

struct fms_wave_writer {
    FILE *file;
    int64_t n_left;
};

static bool cannot_write(GError **error, int number)
{
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "cannot write: %s", g_strerror(number));
    return false;
}

static uint8_t *put(uint8_t *at, const char *name, uint32_t value)
{
    value = GUINT32_TO_LE(value);
    memcpy(at, name, 4);
    memcpy(at + 4, &value, 4);
    return at + 8;
}

static void put_header(uint8_t header[HEADER], int64_t n)
{
    static const uint8_t format[18] = { 3, 0, 2, 0, 0x80, 0xbb, 0, 0, 0, 0xdc, 5, 0, PAIR_BYTES, 0, 32, 0, 0, 0 };
    uint32_t bytes = (uint32_t) (n * PAIR_BYTES), pairs = GUINT32_TO_LE((uint32_t) n);
    G_STATIC_ASSERT(FMS_SAMPLE_RATE == 0xbb80);
    uint8_t *at = put(header, "RIFF", HEADER - 8 + bytes);
    memcpy(at, "WAVE", 4);
    at = put(at + 4, "fmt ", sizeof format);
    memcpy(at, format, sizeof format);
    at = put(at + sizeof format, "fact", 4);
    memcpy(at, &pairs, 4);
    put(at + 4, "data", bytes);
}

struct fms_wave_writer *fms_wave_open(const char *path, int64_t n_samples, GError **error)
{
    if (n_samples > (UINT32_MAX - HEADER) / PAIR_BYTES) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "it is longer than a WAV file may be (three hours)");
        return NULL;
    }
    uint8_t header[HEADER];
    FILE *file = fopen(path, "wbe");
    put_header(header, n_samples);
    if (!file || fwrite(header, 1, HEADER, file) != HEADER) {
        cannot_write(error, errno);
        if (file)
            fclose(file);
        return NULL;
    }
    struct fms_wave_writer *writer = g_new0(struct fms_wave_writer, 1);
    writer->file = file;
    writer->n_left = n_samples;
    return writer;
}

bool fms_wave_write(struct fms_wave_writer *writer, const float *samples, int64_t n, GError **error)
{
    g_assert(n <= writer->n_left);
    for (int64_t at = 0; at < n; at += PIECE) {
        uint32_t bits[2 * PIECE];
        size_t some = (size_t) MIN(PIECE, n - at);
        memcpy(bits, samples + 2 * at, some * PAIR_BYTES);
        for (size_t i = 0; i < 2 * some; i++)
            bits[i] = GUINT32_TO_LE(bits[i]);
        if (fwrite(bits, PAIR_BYTES, some, writer->file) != some)
            return cannot_write(error, errno);
    }
    writer->n_left -= n;
    return true;
}

bool fms_wave_close(struct fms_wave_writer *writer, GError **error)
{
    bool whole = writer->n_left == 0, closed = fclose(writer->file) == 0;
    g_free(writer);
    return whole && (closed || cannot_write(error, errno));
}
