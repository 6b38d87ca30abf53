/*
 * Layouts of tall films keep to one zone, which is clear on most platforms. Where a film is made for one that covers more of it, what
 * stands in that zone moves with it: higher or narrower in the same order, so that nothing that stood apart comes to overlap.
 */
#include "making-private.h"

#include <string.h>

/* What nobody covers: a poster; what passes through the whole frame; a logo in its corner, which tells nothing. */
static bool is_in_zone(const struct fms_slot *slot)
{
    return strcmp(slot->name, "credits.column") != 0 && strcmp(slot->name, "bug.logo") != 0 &&
           !g_str_has_prefix(slot->name, "poster.");
}

/* The pixel of an edge at `permille` of `all_px`, as [old[0], old[1]) becomes [new[0], new[1]). */
static int64_t moved(int64_t permille, int64_t all_px, const int32_t old[2], const int32_t new[2])
{
    int64_t n = old[1] - old[0], m = new[1] - new[0];
    return (new[0] * n + (permille - old[0]) * m) * all_px / (1000 * n);
}

/* One side of a box, as it stands or moved. */
static void set_side(int64_t *begin, int64_t *length, int64_t all_px, const int32_t old[2], const int32_t new[2])
{
    int64_t from = *begin, to = *begin + *length;
    bool moves = old[0] != new[0] || old[1] != new[1];
    *begin = moves ? moved(from, all_px, old, new) : from * all_px / 1000;
    *length = moves ? moved(to, all_px, old, new) - *begin : (to - from) * all_px / 1000;
}

struct fms_area fms_stage_area(const struct fms_stage *stage, const struct fms_slot *slot)
{
    const struct fms_video_settings *video = &stage->settings->video;
    bool tall = fms_shape_of(video->width_px, video->height_px) == FMS_SHAPE_PORTRAIT;
    const struct fms_zone *old = &fms_layouts_zone,
                          new = fms_platform_zone(tall && is_in_zone(slot) ? stage->settings->platform : NULL);
    struct fms_area area = { slot->x, slot->y, slot->w, slot->h };
    set_side(&area.x, &area.w, video->width_px, (int32_t[]){ old->left, old->right },
             (int32_t[]){ new.left, new.right });
    set_side(&area.y, &area.h, video->height_px, (int32_t[]){ old->top, old->bottom },
             (int32_t[]){ new.top, new.bottom });
    return area;
}
