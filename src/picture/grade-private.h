/**
 * Grading: the way from a decoder's raster to the house's frame, with all that changes colour on it.
 *
 * Ordinary pictures are only conformed. Those with a colour profile, with a brighter white than ours (PQ, HLG) or with a
 * colour table of the script go through 16-bit R'G'B' on the way: profile first, then tone, then the script's table.
 */
#pragma once

#include "conform-private.h"

/** The machinery for one kind of raster and one size. Zeroed before its first use but for `look` and `out.dithered`. */
struct fms_grade {
    const struct fms_lut *look; /**< the script's colour table, borrowed, or NULL */
    struct fms_conform in, out;
    struct fms_lut *tone; /**< for bright pictures of the kind below */
    enum fms_transfer transfer;
    enum fms_colour_matrix matrix;
    int32_t peak_nits;
    uint16_t *samples; /**< R'G'B' on the way */
    size_t n_samples;
};

/** As fms_conform_run(). */
bool fms_grade_run(struct fms_grade *grade, const struct fms_raster *raster, struct fms_crop crop, int64_t pad_rgba,
                   struct fms_frame *out, GError **error);
void fms_grade_clear(struct fms_grade *grade);

/** Applies a table to `n` samples of each channel, in place. Integers only: curves linear, the cube tetrahedral. */
void fms_lut_apply(const struct fms_lut *lut, uint16_t *const rgb[3], size_t n);

/**
 * The table from a bright picture's R'G'B' to ours.
 *
 * Light is what the standards say: PQ as SMPTE ST 2084, HLG as BT.2100 on a display of 1000 cd/m². White of ordinary pictures is
 * taken for 203 cd/m² (BT.2408), and what is brighter is rolled off as BT.2390 (EETF, section 5.4.1) has it: up to a
 * knee nothing changes, from there a Hermite spline in PQ leads to 203 cd/m² for the picture's peak. The curve is laid on the largest
 * of R, G and B and the others follow in proportion, so that hue stays. Then the primaries become BT.709's, what they cannot
 * show is paled towards its own grey, and light becomes R'G'B' by the inverse of BT.1886 (a power of 1/2.4).
 *
 * @param wide       primaries are BT.2020's, else BT.709's.
 * @param peak_nits  of PQ; 0: not known, 1000 is assumed.
 */
struct fms_lut *fms_tone_table(enum fms_transfer transfer, bool wide, int32_t peak_nits);
