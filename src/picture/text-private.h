/**
 * Text in a column: laid out in lines (text-layout.c), drawn into sprites (text-sprite.c).
 */
#pragma once

#include "fonts-private.h"
#include "paint-private.h"

/** One line of a block. Pixels from the block's left and top. */
struct fms_text_line {
    PangoLayoutLine *line; /**< of the block's layout */
    int32_t x, baseline;   /**< where its origin is drawn */
    int32_t left, right;   /**< its advance, without blanks at the end: what a paper goes behind */
};

/** A reading, set small above the words that it is of. */
struct fms_text_ruby {
    PangoLayout *layout; /**< of one line */
    int line, base;      /**< which of the block's it is above; the byte of the text at which its words begin */
    int x, y;            /**< of its origin, Pango's units from that of its line */
};

/** A text set in a column. */
struct fms_text_block {
    struct fms_letters letters;
    int line_permille;
    int32_t width_px;
    int halign;       /**< enum fms_align */
    bool fixed_sides; /**< start is left and end right, whatever the script */
    bool verbatim;    /**< lines are kept as they are */
    bool coloured;    /**< strong runs have an ink of their own */
    int32_t hang_px;  /**< how far marks at an aligned edge may stand outside the column; 0: not at all */
    PangoLayout *layout;
    double size_px;                /**< as set */
    int32_t height_px;             /**< from the first line's ascent to the last one's descent */
    int32_t ascent_px, descent_px; /**< the most of any line */
    int n_lines;
    struct fms_text_line *lines; /**< after fms_text_block_finish() */
    int ink_above;               /**< how far letters reach above their baselines, Pango's units */
    int n_rubies;
    struct fms_text_ruby *rubies; /**< so too; NULL: none */
};

/** What of a line is painted alike. */
enum fms_sprite_kind {
    FMS_SPRITE_PLAIN,
    FMS_SPRITE_STRONG, /**< what is in strong runs, if they have an ink of their own */
    FMS_SPRITE_COLOUR, /**< glyphs that have colours of their own */
    FMS_SPRITE_KINDS
};

/** Coverage of what is of a kind in a line, cut to its ink; `cover.bytes` is NULL where there is none. */
struct fms_sprite {
    struct fms_cover cover;
    int32_t x, y; /**< of its corner, from the block's */
    uint8_t *own; /**< all planes */
};

/*
 * A block's life, all under the font lock: begin, set at any sizes until its height pleases, finish, sprites of lines,
 * clear.
 */
void fms_text_block_begin(struct fms_text_block *block, const char *text);

/** A block with the letters, the column and the manner of a layer, to begin with; marks do not hang. */
struct fms_text_block fms_text_block_of(const struct fms_text_layer *layer);

/**
 * Sets a block at a size. Where a word is wider than the column, down to three fifths of `min_px` the size gives way, then the word is
 * broken. Knows `height_px` afterwards.
 */
void fms_text_block_set(struct fms_text_block *block, double size_px, double min_px);

/** Balances the lines and gives them their places. */
void fms_text_block_finish(struct fms_text_block *block);
void fms_text_block_clear(struct fms_text_block *block);

/** Draws what is of a kind in line `i`. Sprites are cut to `most` pixels each way. */
struct fms_sprite fms_sprite_of(const struct fms_text_block *block, int i, enum fms_sprite_kind kind, int32_t most_px);

/** A sprite at (0, 0) of all of a surface, of coverage or of colours; destroys it. Nothing where the surface is broken. */
struct fms_sprite fms_sprite_of_surface(cairo_surface_t *surface);
void fms_sprite_clear(struct fms_sprite *sprite);
