/**
 * Panels: what is drawn on the spot. Each kind lays its layers into the theme's slots; the picture room only draws them.
 *
 * `start` is the frame of the scene at which a panel begins to appear.
 */
#pragma once

#include "making-private.h"
#include "number-text-private.h"

/** Adds a panel of any kind. */
void fms_making_panel(struct fms_making *making, const struct fms_panel *panel, int64_t start);

/** Sets the panel's title, if it has one. @return what is left for the rest, of the slot called `slot`. */
struct fms_area fms_panel_area(struct fms_making *making, const struct fms_panel *panel, const char *slot,
                               int64_t start);

/** A text in the style of a slot, to be put wherever a panel wants it: `x`, `y`, `w` and `h` are the caller's to set. */
struct fms_layer fms_panel_text(struct fms_making *making, const char *slot, const char *text, int64_t enter_frame);

/** Puts a text into a place, which is seen from the other side of `in` where the film is right to left, and adds it. */
void fms_panel_put(struct fms_making *making, struct fms_layer *text, struct fms_area place, struct fms_area in);

/** A number with the panel's unit behind it: "25 mm", "25%". A child of the scene where it has one. */
const char *fms_panel_with_unit(const struct fms_making *making, const struct fms_panel *panel, const char *number);

/** The widest and the highest of texts set on one line each in the style of `like`, at its size. Empty ones do not count. */
void fms_panel_extent(const struct fms_making *making, const struct fms_text_layer *like, const char *const *texts,
                      size_t n, size_t stride, int32_t *w, int32_t *h);

/** The cell of a row and column; "" outside. */
const char *fms_panel_cell(const struct fms_panel *panel, size_t row, size_t column);

/** The colour of series `i` of a chart. */
uint32_t fms_panel_series(const struct fms_theme *theme, size_t i);

/** A number of a chart, with its unit. A child of the scene. */
const char *fms_panel_number(const struct fms_making *making, const struct fms_panel *panel, int64_t millionths,
                             int decimals);

void fms_panel_code(struct fms_making *making, const struct fms_panel *panel, int64_t start);
void fms_panel_list(struct fms_making *making, const struct fms_panel *panel, int64_t start);
void fms_panel_table(struct fms_making *making, const struct fms_panel *panel, int64_t start);
void fms_panel_bars(struct fms_making *making, const struct fms_panel *panel, int64_t start);
void fms_panel_lines(struct fms_making *making, const struct fms_panel *panel, int64_t start);
