#include "platforms.h"

#include <glib.h>
#include <string.h>

const struct fms_platform *fms_platform_named(const char *name, size_t length)
{
    for (size_t i = 0; i < fms_n_platforms; i++) {
        const char *other = fms_platforms[i].profile.name;
        if (strlen(other) == length && !strncmp(name, other, length))
            return &fms_platforms[i];
    }
    return NULL;
}

struct fms_zone fms_platform_zone(const struct fms_platform *platform)
{
    struct fms_zone zone = fms_layouts_zone;
    if (!platform || platform->clear.right == 0)
        return zone;
    const struct fms_zone *clear = &platform->clear;
    return (struct fms_zone){ MAX(zone.left, clear->left), MAX(zone.top, clear->top), MIN(zone.right, clear->right),
                              MIN(zone.bottom, clear->bottom) };
}
