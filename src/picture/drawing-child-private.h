/**
 * A process for one drawing: four kilobytes of SVG can ask for hours of filters or for all memory of the machine, and
 * librsvg, once begun, cannot be stopped.
 */
#pragma once

#include "confine.h"
#include "drawing-private.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What the child leaves behind, in memory that both share. */
struct fms_drawing_answer {
    size_t size_bytes; /**< of all this */
    bool done, good;   /**< `done` is written last */
    int32_t width_px, height_px;
    char why[1000]; /**< unless good */
    _Alignas(64) uint8_t pixels[];
};

/** Runs in the child, with the font lock held: fills in the answer, but for `size_bytes` and `done`. */
typedef void fms_drawing_work(const struct fms_drawing_order *order, struct fms_drawing_answer *answer);

/**
 * Does `work` in a child with room for an answer of that many bytes of pixels. Safe from any thread that does not hold
 * the font lock.
 *
 * @return a good answer, to be given to fms_drawing_answer_free(); NULL with `error` set: FMS_WORLD_UNREADABLE with the
 *         answer's reason or where a limit was reached, FMS_WORLD_MACHINE where no child could be had.
 */
struct fms_drawing_answer *fms_drawing_child_run(fms_drawing_work *work, const struct fms_drawing_order *order,
                                                 size_t pixels_bytes, const struct fms_confines *limits,
                                                 GError **error);
void fms_drawing_answer_free(void *answer);
