/*
 * How much room a text takes: for tables, lists and charts, whose layout is planned before anything is drawn.
 */
#include "picture.h"
#include "text-draw-private.h"

void fms_text_measure(const struct fms_text_layer *text, int32_t *width_px, int32_t *height_px)
{
    struct fms_text_block block = fms_text_block_of(text);
    int32_t left = INT32_MAX, right = 0;
    block.halign = FMS_ALIGN_START;
    fms_fonts_lock();
    fms_text_block_begin(&block, text->text);
    fms_text_block_set(&block, CLAMP(text->size_px, 1, 2000), CLAMP(text->min_size_px, 1, 2000));
    fms_text_block_finish(&block);
    for (int i = 0; i < block.n_lines; i++) {
        left = MIN(left, block.lines[i].left);
        right = MAX(right, block.lines[i].right);
    }
    *width_px = block.n_lines ? MAX(right - left, 0) : 0;
    *height_px = block.height_px;
    fms_text_block_clear(&block);
    fms_fonts_unlock();
}
