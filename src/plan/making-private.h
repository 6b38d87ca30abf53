/**
 * A scene in the making, and the parts that are added to it.
 */
#pragma once

#include "card-room-private.h"
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
    bool is_trial;      /**< it is only asked whether the shot's own words have room */
    enum fms_room room; /**< what panels found when they were laid out */
};

/** A rectangle of the frame, in pixels. */
struct fms_area {
    int64_t x, y, w, h;
};

/** A scene of the film's size and of the shot's length, without layers yet; a child of `ctx`. */
struct fms_making fms_making_begin(TALLOC_CTX *ctx, const struct fms_stage *stage, const struct fms_place_shot *place);

/** Hands the layers to the scene. @return it; the making is over. */
struct fms_scene *fms_making_end(struct fms_making *making);

/** A slot's place, clear of what the platform covers that the film is made for. */
struct fms_area fms_stage_area(const struct fms_stage *stage, const struct fms_slot *slot);

/** The same, mirrored in right-to-left films. */
struct fms_area fms_making_area(const struct fms_making *making, const struct fms_slot *slot);

/** Is what is read first on the right? */
bool fms_making_is_rtl(const struct fms_making *making);

/** The same place seen from the other side where the film is right to left, within `in`. */
struct fms_area fms_making_mirror(const struct fms_making *making, struct fms_area area, struct fms_area in);

/** Frames in so many milliseconds, at least one. */
int64_t fms_making_frames(const struct fms_making *making, int64_t ms);

/** The frame of the scene at which the word at byte `at` of the shot's beat sounds; the shot's beginning where it has no such beat. */
int64_t fms_making_beat_frame(const struct fms_making *making, size_t beat, int32_t at);

/** Adds a layer; it is copied. */
void fms_making_add(struct fms_making *making, const struct fms_layer *layer);

/** Adds a picture that covers the scene from frame `from` on, fading in over `enter_ms` (0: at once). */
void fms_making_view(struct fms_making *making, const struct fms_view *view, int64_t from, int64_t enter_ms);

/** Adds a filled box that enters at a frame, over `ms`, and stays. */
struct fms_box_layer *fms_making_box(struct fms_making *making, struct fms_area area, uint32_t rgba,
                                     int64_t enter_frame, int64_t ms);

/** The size of a text layer as it is set; see world.h. Adds "machine.fonts" where nobody can tell. */
void fms_making_measure(const struct fms_making *making, const struct fms_text_layer *text, int32_t *w, int32_t *h);

/** Typesets a layer's text; its cues and runs move with the words. `inside`: the text begins within a quotation. */
void fms_making_typeset(struct fms_making *making, struct fms_text_layer *layer, bool inside);

/** Gives a text layer styles, by the bytes of its text, which is not typeset yet; it is then. The runs must outlive the scene. */
void fms_making_style(struct fms_making *making, struct fms_text_layer *layer, const struct fms_text_run *runs,
                      size_t n_runs);

/** Are captions burned into the picture? */
bool fms_making_burns(const struct fms_making *making);

/** Adds the captions whose words are spoken in the shot, where they are burned in. */
void fms_making_captions(struct fms_making *making);

/** The theme's ground, its lights in a place that follows from the shot's words. */
void fms_making_ground(struct fms_making *making);

/** Adds the theme's drawing for an element, if it has one; it is there from the start. */
void fms_making_ornament(struct fms_making *making, enum fms_theme_element element);

/**
 * Adds the logo in a slot, as large as its box allows, if there is one; it comes with `enter_frame` (0: it is there).
 * @return the height that it takes from the top of the frame down; 0: there is none.
 */
int64_t fms_making_logo(struct fms_making *making, const char *slot, int64_t enter_frame);

/** The same where a picture is seen that is not the shot's own, or a card over it. */
int64_t fms_making_logo_over(struct fms_making *making, const char *slot, int64_t enter_frame, bool on_picture);

/** The theme's slot of that name for the film's shape. */
const struct fms_slot *fms_making_slot_called(const struct fms_making *making, const char *name);

/** A text set in a slot as it is written, not yet added; adds "font.glyph" where no font has a character. `text` is borrowed. */
struct fms_layer fms_making_text_layer(struct fms_making *making, const struct fms_slot *slot, const char *text,
                                       int64_t enter_frame);

/** Adds a text in a slot; nothing where it is NULL or empty. */
void fms_making_text(struct fms_making *making, const char *slot, const char *text, int64_t enter_frame);

/** Adds a rule in a slot. */
void fms_making_rule(struct fms_making *making, const char *name, int64_t enter_frame);

/** Adds a text whose words appear when the beats speak them. From byte `from` on it holds the shown beats' lines. */
void fms_making_spoken_text(struct fms_making *making, const char *slot, const char *text, size_t from);
