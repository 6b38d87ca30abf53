/*
 * What a theme draws itself: the ornaments under the words of its cards, and the logo.
 */
#include "making-private.h"

static struct fms_layer drawn_over(const struct fms_making *making, const struct fms_asset *asset, struct fms_area area,
                                   enum fms_fit fit)
{
    struct fms_layer layer = { .kind = FMS_LAYER_STILL };
    layer.still = (struct fms_still_layer){ .asset_digest = asset->digest.hex,
                                            .asset = asset,
                                            .fit = fit,
                                            .x = area.x,
                                            .y = area.y,
                                            .w = area.w,
                                            .h = area.h,
                                            .from_zoom = 1000000,
                                            .to_zoom = 1000000,
                                            .from_x = 500000,
                                            .from_y = 500000,
                                            .to_x = 500000,
                                            .to_y = 500000,
                                            .over = 1,
                                            .part = "",
                                            .without = "",
                                            .style = making->stage->theme->style,
                                            .leave_frame = -1 };
    return layer;
}

void fms_making_ornament(struct fms_making *making, enum fms_theme_element element)
{
    const struct fms_asset *asset = making->stage->theme->ornaments[making->shape][element];
    if (!asset)
        return;
    struct fms_area frame = { 0, 0, making->width_px, making->height_px };
    struct fms_layer layer = drawn_over(making, asset, frame, FMS_FIT_STRETCH);
    layer.still.part = FMS_THEME_ORNAMENT;
    layer.still.mirrored = fms_making_is_rtl(making);
    fms_making_add(making, &layer);
}

/* The largest even rectangle of the logo's shape in a box, where the slot aligns it. */
static struct fms_area logo_area(const struct fms_making *making, const struct fms_slot *slot,
                                 const struct fms_asset *logo)
{
    struct fms_area box = fms_making_area(making, slot);
    int64_t w = MAX(logo->width_px, 1), h = MAX(logo->height_px, 1);
    bool wide = w * box.h > h * box.w, end = (slot->halign == 2) != fms_making_is_rtl(making);
    int64_t width = (wide ? box.w : w * box.h / h) & ~1, height = (wide ? h * box.w / w : box.h) & ~1;
    width = MAX(width, 2);
    height = MAX(height, 2);
    int64_t spare_x = box.w - width, spare_y = box.h - height;
    return (struct fms_area){ box.x + (slot->halign == 1 ? spare_x / 2
                                       : end             ? spare_x
                                                         : 0),
                              box.y + spare_y * slot->valign / 2, width, height };
}

int64_t fms_making_logo(struct fms_making *making, const char *name, int64_t enter_frame)
{
    const struct fms_asset *logo = making->stage->theme->logo;
    if (!logo)
        return 0;
    struct fms_area area = logo_area(making, fms_making_slot_called(making, name), logo);
    struct fms_layer layer = drawn_over(making, logo, area, FMS_FIT_STRETCH);
    if (making->shot->kind == FMS_SHOT_PICTURE)
        layer.still.style = making->stage->theme->picture_style;
    layer.still.enter_frame = enter_frame;
    layer.still.enter_frames = enter_frame > 0 ? fms_making_frames(making, making->stage->theme->entrance_ms) : 0;
    fms_making_add(making, &layer);
    return area.y + area.h;
}
