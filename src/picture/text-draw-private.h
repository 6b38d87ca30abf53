/**
 * A text on the film: its sprites, and how they come and go.
 */
#pragma once

#include "picture-private.h"
#include "text-private.h"

/**
 * Makes the item of a finished block that stands at `y`. The font lock must be held.
 */
struct fms_item *fms_text_open(const struct fms_opening *opening, const struct fms_text_layer *layer,
                               const struct fms_text_block *block, int32_t y);

/** The size at which a text's item was set. */
int32_t fms_text_size_px(const struct fms_item *item);
