/*
 * WAV of IEEE floats, as every player and editor reads it: what a take is, bit by bit.
 */
#include "voice.h"

#include "diags.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { HEAD_BYTES = 44, FORMAT_FLOAT = 3, SAMPLE_BYTES = 4, PIECE = 4096 };

static void put(unsigned char *at, int bytes, uint32_t value)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (unsigned char) (value >> (8 * i));
}

/* Four letters, without the end that C gives a text. */
static void put_name(unsigned char *at, const char *name)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char) name[i];
}

static void make_head(unsigned char *head, uint32_t data_bytes)
{
    put_name(head, "RIFF");
    put_name(head + 8, "WAVE");
    put_name(head + 12, "fmt ");
    put(head + 4, 4, data_bytes + HEAD_BYTES - 8);
    put(head + 16, 4, 16);
    put(head + 20, 2, FORMAT_FLOAT);
    put(head + 22, 2, 1);
    put(head + 24, 4, FMS_SAMPLE_RATE);
    put(head + 28, 4, FMS_SAMPLE_RATE * SAMPLE_BYTES);
    put(head + 32, 2, SAMPLE_BYTES);
    put(head + 34, 2, 8 * SAMPLE_BYTES);
    put_name(head + 36, "data");
    put(head + 40, 4, data_bytes);
}

static bool write_samples(FILE *file, const float *samples, int64_t n)
{
    unsigned char piece[PIECE * SAMPLE_BYTES];
    for (int64_t at = 0; at < n; at += PIECE) {
        int64_t some = MIN(PIECE, n - at);
        for (int64_t i = 0; i < some; i++) {
            uint32_t bits;
            memcpy(&bits, samples + at + i, sizeof bits);
            put(piece + i * SAMPLE_BYTES, SAMPLE_BYTES, bits);
        }
        if (fwrite(piece, SAMPLE_BYTES, (size_t) some, file) != (size_t) some)
            return false;
    }
    return true;
}

bool fms_wav_write(const char *path, const float *samples, int64_t n, GError **error)
{
    unsigned char head[HEAD_BYTES];
    make_head(head, (uint32_t) MIN(n * SAMPLE_BYTES, 0x7fff0000));
    FILE *file = fopen(path, "wbe");
    bool good = file && fwrite(head, sizeof head, 1, file) == 1 && write_samples(file, samples, n);
    int why = errno;
    if (file && fclose(file) != 0)
        good = false;
    if (!good)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "cannot write '%s': %s", path, g_strerror(why));
    return good;
}
