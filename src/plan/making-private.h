/**
 * A scene in the making, and the parts that are added to it.
 */
#pragma once

#include "quote-marks.h"
#include "scenes-private.h"

struct fms_making {
    const struct fms_stage *stage;
    const struct fms_place_shot *place;
    const struct fms_shot *shot;
    enum fms_shape shape;
    int64_t width_px, height_px;
    struct fms_scene *scene;
    GArray *layers;
};

/** The theme's ground, its lights in a place that follows from the shot's words. */
void fms_making_ground(struct fms_making *making);

/** The theme's slot of that name for the film's shape. */
const struct fms_slot *fms_making_slot_called(const struct fms_making *making, const char *name);

/** A text set in a slot, not yet added; adds "font.glyph" where no font has a character. `text` is borrowed. */
struct fms_layer fms_making_text_layer(struct fms_making *making, const struct fms_slot *slot, const char *text,
                                       int64_t enter_frame);

/** Adds a text in a slot; nothing where it is NULL or empty. */
void fms_making_text(struct fms_making *making, const char *slot, const char *text, int64_t enter_frame);

/** Adds a rule in a slot. */
void fms_making_rule(struct fms_making *making, const char *name, int64_t enter_frame);

/** Adds a text whose words appear when the beats speak them. From byte `from` on it holds the shown beats' lines. */
void fms_making_spoken_text(struct fms_making *making, const char *slot, const char *text, size_t from);
