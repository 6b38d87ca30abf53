/*
 * WAVs of floats: their header to the byte, what is too long for one, and a disk that is full.
 */
#include "media.h"

#include "diags.h"

#include <glib/gstdio.h>
#include <string.h>

static const uint8_t HEAD[] = {
    'R', 'I', 'F', 'F', 0xf2, 0x8a, 0,    0,    'W', 'A',  'V', 'E', 'f', 'm', 't',  ' ',  18, 0, 0,   0,
    3,   0,   2,   0,   0x80, 0xbb, 0,    0,    0,   0xdc, 5,   0,   8,   0,   32,   0,    0,  0, 'f', 'a',
    'c', 't', 4,   0,   0,    0,    0x58, 0x11, 0,   0,    'd', 'a', 't', 'a', 0xc0, 0x8a, 0,  0,
};

enum { N = 0x1158 }; /* more than is written at a time */

static char *place(void)
{
    char *name = NULL;
    g_close(g_file_open_tmp("wave-XXXXXX.wav", &name, NULL), NULL);
    return name;
}

static void fill(float *samples)
{
    for (int i = 0; i < 2 * N; i++)
        samples[i] = (float) i / 4096 - 1;
}

static void test_bytes(void)
{
    float samples[2 * N];
    char *path = place(), *data = NULL;
    gsize length;
    GError *error = NULL;
    fill(samples);
    struct fms_wave_writer *writer = fms_wave_open(path, N, &error);
    g_assert_true(fms_wave_write(writer, samples, 1, &error) && fms_wave_write(writer, samples + 2, 0, &error) &&
                  fms_wave_write(writer, samples + 2, N - 1, &error) && fms_wave_close(writer, &error));
    g_assert_true(g_file_get_contents(path, &data, &length, NULL));
    g_assert_cmpmem(data, sizeof HEAD, HEAD, sizeof HEAD);
    g_assert_cmpmem(data + sizeof HEAD, length - sizeof HEAD, samples, sizeof samples);
    g_unlink(path);
    g_free(data);
    g_free(path);
}

/* What was promised and did not come is no file. */
static void test_short(void)
{
    float samples[2 * N];
    char *path = place();
    fill(samples);
    struct fms_wave_writer *writer = fms_wave_open(path, N + 1, NULL);
    g_assert_true(fms_wave_write(writer, samples, N, NULL));
    g_assert_false(fms_wave_close(writer, NULL));
    g_unlink(path);
    g_free(path);
}

static void test_refused(void)
{
    GError *error = NULL;
    g_assert_null(fms_wave_open("/nowhere/at/all.wav", 1, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
    g_clear_error(&error);
    g_assert_null(fms_wave_open("never.wav", (int64_t) 4 * 3600 * FMS_SAMPLE_RATE, &error));
    g_assert_nonnull(strstr(error->message, "longer than a WAV file may be"));
    g_clear_error(&error);
    float samples[2 * N];
    fill(samples);
    struct fms_wave_writer *writer = fms_wave_open("/dev/full", N, &error);
    bool good = writer && fms_wave_write(writer, samples, N, &error);
    g_assert_false(writer && fms_wave_close(writer, good ? &error : NULL));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
    g_clear_error(&error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wave-writer/bytes", test_bytes);
    g_test_add_func("/wave-writer/short", test_short);
    g_test_add_func("/wave-writer/refused", test_refused);
    return g_test_run();
}
