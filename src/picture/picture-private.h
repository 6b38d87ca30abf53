/**
 * What a renderer is made of: one item for each layer, or for each stack of them, drawn in order.
 */
#pragma once

#include "frame.h"
#include "paint-private.h"
#include "scene.h"

/** The first member of whatever draws a layer. Frames are functions of `n` alone, but for clips, which go forward. */
struct fms_item {
    bool (*draw)(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error);
    void (*close)(struct fms_item *item);
};

/** What all layers of a scene are opened with. */
struct fms_opening {
    const struct fms_scene *scene;
    int64_t from; /**< the first frame asked for */
    const struct fms_pixels_port *port;
};

/** Reads the colour table of a layer, if it has one, for the caller to free. @return false with `error` set. */
bool fms_look_open(const struct fms_opening *opening, const struct fms_asset *asset, struct fms_lut **look,
                   GError **error);

/** Layers become items. @return NULL with `error` set, of those that take one. */
struct fms_item *fms_ground_open(const struct fms_opening *opening, const struct fms_ground_layer *layer);
struct fms_item *fms_still_open(const struct fms_opening *opening, const struct fms_still_layer *layer, GError **error);
struct fms_item *fms_clip_layer_open(const struct fms_opening *opening, const struct fms_clip_layer *layer,
                                     GError **error);
struct fms_item *fms_counter_open(const struct fms_opening *opening, const struct fms_counter_layer *layer);
struct fms_item *fms_curve_open(const struct fms_opening *opening, const struct fms_curve_layer *layer);
struct fms_item *fms_roll_open(const struct fms_opening *opening, const struct fms_roll_layer *layer);

struct fms_item *fms_scrim_open(const struct fms_opening *opening, const struct fms_scrim_layer *layer);

/** A box whose place is `y` (a stack may have moved it). */
struct fms_item *fms_box_open(const struct fms_opening *opening, const struct fms_box_layer *layer, int64_t y);

/** Sets all texts of the scene, and boxes stacked with them: items[i] becomes that of layer i. */
void fms_stacks_open(const struct fms_opening *opening, struct fms_item **items);

/** A position or size that may be anything, within what pixel arithmetic can bear. */
static inline int32_t fms_px(int64_t value)
{
    return (int32_t) CLAMP(value, -100000, 100000);
}
