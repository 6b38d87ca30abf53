/*
 * What a theme draws itself: the ornaments under the words of its cards, and the logo.
 */
#include "contrast.h"
#include "making-private.h"

enum { PAD_PERMILLE = 16 /* of the shorter side: how far the ground of a logo reaches around it */ };

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

/* Is another thing beneath at another time? */
static bool changes(const struct fms_making *making)
{
    for (guint i = 0; i < making->layers->len; i++) {
        const struct fms_layer *layer = &g_array_index(making->layers, struct fms_layer, i);
        const struct fms_still_layer *still = &layer->still;
        if (layer->kind == FMS_LAYER_STILL &&
            (still->move_end > still->move_begin || still->enter_frame > 0 || still->leave_frame >= 0))
            return true;
        if (layer->kind == FMS_LAYER_BOX && layer->box.enter_frame > 0)
            return true;
    }
    return false;
}

/* On a picture, what is as light as the logo would swallow it. */
static void shade(struct fms_making *making, struct fms_area logo)
{
    const struct fms_theme *theme = making->stage->theme;
    struct fms_layer layer = { .kind = FMS_LAYER_SCRIM };
    uint32_t ink = theme->caption_ink, accent = fms_theme_picture_accent(theme);
    int64_t pad = fms_stage_px(making->stage, PAD_PERMILLE);
    bool fainter =
        fms_contrast_of_colours(accent, theme->caption_paper) < fms_contrast_of_colours(ink, theme->caption_paper);
    layer.scrim = (struct fms_scrim_layer){ .x = logo.x - pad,
                                            .y = logo.y - pad,
                                            .w = logo.w + 2 * pad,
                                            .h = logo.h + 2 * pad,
                                            .rgba = theme->caption_paper,
                                            .ink_rgba = fainter ? accent : ink,
                                            .words_x = logo.x,
                                            .words_y = logo.y,
                                            .words_w = logo.w,
                                            .words_h = logo.h,
                                            .last_frame = changes(making) ? making->scene->n_frames - 1 : 0 };
    fms_making_add(making, &layer);
}

int64_t fms_making_logo(struct fms_making *making, const char *name, int64_t enter_frame)
{
    return fms_making_logo_over(making, name, enter_frame, making->shot->kind == FMS_SHOT_PICTURE);
}

int64_t fms_making_logo_over(struct fms_making *making, const char *name, int64_t enter_frame, bool on_picture)
{
    const struct fms_asset *logo = making->stage->theme->logo;
    if (!logo)
        return 0;
    struct fms_area area = logo_area(making, fms_making_slot_called(making, name), logo);
    struct fms_layer layer = drawn_over(making, logo, area, FMS_FIT_STRETCH);
    if (on_picture) {
        layer.still.style = making->stage->theme->picture_style;
        shade(making, area);
    }
    layer.still.enter_frame = enter_frame;
    layer.still.enter_frames = enter_frame > 0 ? fms_making_frames(making, making->stage->theme->entrance_ms) : 0;
    fms_making_add(making, &layer);
    return area.y + area.h;
}
