/*
 * Finding what a theme has for a shape.
 */
#include "theme-private.h"

#include <string.h>

const struct fms_slot *fms_theme_slot(const struct fms_theme *theme, enum fms_shape shape, const char *name)
{
    int i = fms_theme_word(name, fms_theme_slot_names());
    g_assert(i >= 0);
    return &theme->slots[shape][i];
}

enum fms_shape fms_shape_of(int32_t width_px, int32_t height_px)
{
    static const struct {
        int64_t from; /* per mille of the height */
        enum fms_shape shape;
    } rows[] = {
        { 2000, FMS_SHAPE_WIDE }, { 1250, FMS_SHAPE_LANDSCAPE }, { 901, FMS_SHAPE_SQUARE }, { 651, FMS_SHAPE_FEED }
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if ((int64_t) width_px * 1000 >= rows[i].from * height_px)
            return rows[i].shape;
    return FMS_SHAPE_PORTRAIT;
}
