/**
 * What the media tests share: a folder of their own, the ffmpeg program as the maker of foreign files, and frames that
 * say which one they are.
 */
#pragma once

#include "diags.h"
#include "media.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *rig_folder;

static inline void rig_open(void)
{
    rig_folder = g_dir_make_tmp("fms-media-XXXXXX", NULL);
    g_assert_nonnull(rig_folder);
}

static inline int rig_close(int status)
{
    GDir *dir = g_dir_open(rig_folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(rig_folder, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(rig_folder);
    g_free(rig_folder);
    return status;
}

/** A path in the folder. The caller frees it. */
static inline char *rig_path(const char *name)
{
    return g_build_filename(rig_folder, name, NULL);
}

/** Runs a command in the folder; what it prints, without trailing blanks, is the caller's. It must succeed. */
G_GNUC_PRINTF(1, 2) static inline char *rig_run(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *command = g_strdup_vprintf(format, args);
    va_end(args);
    g_autofree char *whole = g_strdup_printf("cd '%s' && { %s ; } 2>&1", rig_folder, command);
    char *argv[] = { (char *) "sh", (char *) "-c", whole, NULL };
    char *said = NULL;
    int status = -1;
    g_assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said, NULL, &status, NULL));
    if (status != 0)
        g_test_message("%s: %s", command, said);
    g_assert_cmpint(status, ==, 0);
    return g_strchomp(said);
}

#define RIG_DO(...) g_free(rig_run(__VA_ARGS__))

static inline void rig_write(const char *name, const void *bytes, size_t length)
{
    g_autofree char *path = rig_path(name);
    g_assert_true(g_file_set_contents(path, bytes, (gssize) length, NULL));
}

/** One sample of a raster, whatever its depth; `x` and `y` in samples of that plane. */
static inline int rig_sample(const struct fms_raster *raster, int plane, int x, int y)
{
    const uint8_t *row = raster->plane[plane] + y * raster->stride_bytes[plane];
    uint16_t wide;
    if (raster->depth == 8)
        return row[x];
    memcpy(&wide, row + 2 * x, 2);
    return wide;
}

/** Frame `n` of a test film: a luma ramp that wanders, and a flat patch whose level counts the frames. */
static inline void rig_fill(struct fms_frame *frame, int64_t n)
{
    for (int y = 0; y < frame->height_px; y++)
        for (int x = 0; x < frame->width_px; x++)
            frame->plane[0][y * frame->stride_bytes[0] + x] =
                (uint8_t) (y < frame->height_px / 2 ? 16 + (n * 5) % 200 : 40 + (x + 2 * n) % 160);
    for (int plane = 1; plane < 3; plane++)
        for (int y = 0; y < frame->height_px / 2; y++)
            memset(frame->plane[plane] + y * frame->stride_bytes[plane], plane == 1 ? 110 : 140,
                   (size_t) frame->width_px / 2);
}
