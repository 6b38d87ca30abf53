#include "frame-format.h"

#include <glib.h>
#include <string.h>

static const struct {
    const char *name;
    int32_t across, down;
} aspects[] = { { "16:9", 16, 9 }, { "9:16", 9, 16 }, { "1:1", 1, 1 }, { "4:5", 4, 5 }, { "21:9", 21, 9 } };

static const struct {
    const char *name;
    int32_t lines;
} sizes[] = { { "720p", 720 }, { "1080p", 1080 }, { "1440p", 1440 }, { "2160p", 2160 } };

const char *const *fms_aspect_names(void)
{
    static const char *const names[] = { "16:9", "9:16", "1:1", "4:5", "21:9", NULL };
    G_STATIC_ASSERT(G_N_ELEMENTS(names) == G_N_ELEMENTS(aspects) + 1);
    return names;
}

const char *const *fms_size_names(void)
{
    static const char *const names[] = { "720p", "1080p", "1440p", "2160p", NULL };
    G_STATIC_ASSERT(G_N_ELEMENTS(names) == G_N_ELEMENTS(sizes) + 1);
    return names;
}

static int32_t lines_of(const char *size)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        if (strcmp(sizes[i].name, size) == 0)
            return sizes[i].lines;
    return 0;
}

bool fms_frame_format(const char *aspect, size_t n, const char *size, int32_t *width_px, int32_t *height_px)
{
    int32_t lines = lines_of(size);
    for (size_t i = 0; lines && i < G_N_ELEMENTS(aspects); i++) {
        if (strlen(aspects[i].name) != n || strncmp(aspects[i].name, aspect, n) != 0)
            continue;
        int32_t shorter = aspects[i].across < aspects[i].down ? aspects[i].across : aspects[i].down;
        *width_px = lines * aspects[i].across / shorter;
        *height_px = lines * aspects[i].down / shorter;
        return true;
    }
    return false;
}
