/**
 * Opticals, as the film laboratory calls what is made of two pictures: the families behind the table in optical.c.
 *
 * A family's function composes one frame, all of it, of `a` and `b` at a way strictly between none and FMS_OPTICAL_ONE;
 * the ends are optical.c's. What a family keeps between frames is a talloc child of the optical.
 */
#pragma once

#include "paint-private.h"
#include "picture.h"

/** Whither things move. */
enum fms_heading { FMS_LEFT, FMS_RIGHT, FMS_UP, FMS_DOWN };

/** The two pictures, and how far the one has become the other. */
struct fms_optical_pair {
    const struct fms_frame *a, *b;
    int32_t way;
};

struct fms_matte;

/** One row of the table: a transition as its family and what makes it differ from its siblings. */
struct fms_optical_kind {
    void (*compose)(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out);
    enum fms_heading heading;
    bool moves_a, moves_b; /**< panes: which of the pictures moves */
    int32_t soft;          /**< mattes: width of the edge, in FMS_OPTICAL_ONE of the edge's whole way */
    void (*field)(const struct fms_matte *matte, int32_t y, double *row); /**< mattes: see struct fms_matte */
    bool rows_alike, columns_alike;                                       /**< mattes: of the field */
};

struct fms_optical {
    const struct fms_optical_kind *kind;
    int32_t width_px, height_px;
    struct fms_ink ink;      /**< dip: the colour in the middle */
    struct fms_matte *matte; /**< mattes: made at the first frame */
};

/** Rows and samples across of plane `p`. */
static inline int32_t fms_plane_rows(const struct fms_frame *frame, int p)
{
    return p ? frame->height_px / 2 : frame->height_px;
}

static inline int32_t fms_plane_width(const struct fms_frame *frame, int p)
{
    return p ? frame->width_px / 2 : frame->width_px;
}

static inline uint8_t *fms_plane_row(const struct fms_frame *frame, int p, int32_t y)
{
    return frame->plane[p] + y * frame->stride_bytes[p];
}

/** 3x² − 2x³ of a way, which starts and ends without a jerk: 0 to 256 for `x` from `from` to `to`. */
int fms_optical_weight(int32_t x, int32_t from, int32_t to);

/**
 * A matte: a field that says for each pixel when, 0 to 1 of the way, the edge reaches it. One loop over the field makes
 * all wipes, whatever their shape.
 */
struct fms_matte {
    int32_t width_px, height_px;
    enum fms_heading heading;
    int32_t soft;               /**< width of the edge, in units of the field */
    uint16_t *field;            /**< 0 to 65535 − soft, rows of `n_columns` */
    int32_t n_rows, n_columns;  /**< of the field: 2 and 1 where all rows or all columns are alike, else the frame's */
    uint16_t *least, *most;     /**< of each pair of rows: where all of it is one picture, nothing is computed */
    uint8_t *cover[2], *halved; /**< one pair of rows: how much of `b` is seen, for luma and chroma */
};

/** Fields: row `y` of when the edge comes. */
void fms_field_across(const struct fms_matte *matte, int32_t y, double *row);
void fms_field_down(const struct fms_matte *matte, int32_t y, double *row);
void fms_field_slats_across(const struct fms_matte *matte, int32_t y, double *row);
void fms_field_slats_down(const struct fms_matte *matte, int32_t y, double *row);
void fms_field_circle(const struct fms_matte *matte, int32_t y, double *row);
void fms_field_rect(const struct fms_matte *matte, int32_t y, double *row);
void fms_field_radial(const struct fms_matte *matte, int32_t y, double *row);

/** The families. */
void fms_optical_matte(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out);
void fms_optical_pane(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out);
void fms_optical_zoom(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out);
void fms_optical_blocks(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out);

/** The zoom at the end of which the one picture is left and from which the other comes, and when they change places. */
#define FMS_ZOOM_MOST 1.5
#define FMS_ZOOM_FROM (FMS_OPTICAL_ONE * 3 / 10)
#define FMS_ZOOM_TO (FMS_OPTICAL_ONE * 7 / 10)

/** Side of the blocks at a moment, in luma pixels, even; and when the pictures change places. */
int32_t fms_optical_block(int32_t way, int32_t height_px);
#define FMS_BLOCKS_FROM (FMS_OPTICAL_ONE * 35 / 100)
#define FMS_BLOCKS_TO (FMS_OPTICAL_ONE * 65 / 100)

/** Slats of a slice, and the part of the whole way after which the last of them begins to open. */
#define FMS_N_SLATS 10
#define FMS_SLAT_STAGGER 0.5
