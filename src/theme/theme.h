/**
 * Themes: how a film looks, as data. A theme is a folder with a theme.yaml that a designer edits without a compiler.
 */
#pragma once

#include "diags.h"

#include <stdint.h>

/** The shapes for which a theme has layouts of their own. */
enum fms_shape { FMS_SHAPE_LANDSCAPE, FMS_SHAPE_SQUARE, FMS_SHAPE_PORTRAIT };

/** A place for one text (or rule) of an element. Lengths are per mille of the frame's width (x, w) and height (y, h). */
struct fms_slot {
    const char *name; /**< "title.heading" */
    int32_t x, y, w, h;
    int32_t size, min_size; /**< type size, per mille of the frame's shorter side */
    int32_t gap;            /**< before it within its stack, per mille of the shorter side */
    int32_t stack;          /**< slots of one element with the same number are set as a column; 0: on its own */
    int32_t weight, italic;
    int32_t line, tracking; /**< per mille */
    int32_t halign, valign; /**< 0 start, 1 centre, 2 end */
    uint32_t rgba;
    const char *family;
    const char *entrance; /**< "cut", "fade", "rise", "words" */
};

struct fms_theme {
    const char *name;
    uint32_t ground_top, ground_bottom, glow, glow2; /**< 0xRRGGBBAA */
    uint32_t ink, muted, accent, caption_ink, caption_paper;
    uint32_t panel, mark;               /**< ground of code, bars and lower thirds; of marked words */
    uint32_t series2, series3, series4; /**< of charts; the first series has the accent */
    const char *mono;                   /**< families of code: the entry `mono` under `type` */
    int32_t drift;                      /**< of the ground's lights, per mille of the width in a second */
    int32_t entrance_ms;                /**< how long a text takes to enter */
    int32_t zoom_permille_s;            /**< movement of stills: zoom in a second, per mille */
    int32_t roll_px;                    /**< credit roll at 1080 lines: pixels a frame at 30 fps */
    size_t n_slots[3];                  /**< by shape */
    const struct fms_slot *slots[3];
};

/**
 * Loads the theme called `name` from the first of `folders` (NULL-terminated) that has it.
 * Errors: "theme.missing" (lists what there is), "theme.syntax", "theme.unknown", "theme.slot" at `where` or in the theme.
 * @return a child of `ctx`, NULL if an error was added.
 */
struct fms_theme *fms_theme_load(TALLOC_CTX *ctx, const char *name, const char *const *folders, struct fms_span where,
                                 struct fms_diags *diags);

/** The slot of that name for a shape. Every slot of the table in theme.c is there in a loaded theme. */
const struct fms_slot *fms_theme_slot(const struct fms_theme *theme, enum fms_shape shape, const char *name);

/** Landscape from 5:4 up, portrait from 4:5 down, else square. */
enum fms_shape fms_shape_of(int32_t width_px, int32_t height_px);
