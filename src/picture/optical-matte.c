/*
 * Wipes of every shape. A matte's edge is a line that rises through the field; where it has passed by its softness, `b` is
 * seen. Done by pairs of rows, which share a row of chroma.
 */
#include "optical-private.h"

#include "blend-private.h"

#include <string.h>
#include <talloc.h>

/* The first samples of a row lie on a vector's border, and there is one before them for the chroma's filter. */
#define MARGIN 64

static void look_at_row(struct fms_matte *matte, int32_t y, const double *row)
{
    uint16_t *out = matte->field + y * matte->stride, most = 0, least = UINT16_MAX;
    for (int32_t x = 0; x < matte->width_px; x++) {
        out[x] = (uint16_t) (CLAMP(row[x], 0.0, 1.0) * (UINT16_MAX - matte->soft) + 0.5);
        most = MAX(most, out[x]);
        least = MIN(least, out[x]);
    }
    int32_t pair = y / 2;
    matte->most[pair] = y % 2 ? MAX(matte->most[pair], most) : most;
    matte->least[pair] = y % 2 ? MIN(matte->least[pair], least) : least;
}

static struct fms_matte *matte_new(struct fms_optical *optical)
{
    struct fms_matte *matte = talloc_zero(optical, struct fms_matte);
    const struct fms_optical_kind *kind = optical->kind;
    bool alike = kind->field == fms_field_across || kind->field == fms_field_slats_across;
    int32_t width = optical->width_px, height = optical->height_px, n_rows = alike ? 2 : height;
    *matte = (struct fms_matte){ .width_px = width, .height_px = height, .heading = kind->heading };
    matte->soft = (int32_t) ((int64_t) kind->soft * UINT16_MAX / (FMS_OPTICAL_ONE + kind->soft));
    matte->stride = alike ? 0 : width;
    matte->field = talloc_array(matte, uint16_t, (size_t) width * (size_t) (alike ? 1 : height));
    matte->least = talloc_array(matte, uint16_t, (size_t) n_rows / 2);
    matte->most = talloc_array(matte, uint16_t, (size_t) n_rows / 2);
    for (int i = 0; i < 2; i++)
        matte->cover[i] = (uint8_t *) talloc_zero_size(matte, MARGIN + (size_t) width) + MARGIN;
    matte->halved = talloc_size(matte, (size_t) width / 2);
    double *row = talloc_array(NULL, double, (size_t) width);
    for (int32_t y = 0; y < n_rows; y++) {
        kind->field(matte, y, row);
        look_at_row(matte, y, row);
    }
    talloc_free(row);
    return matte;
}

/* Covers of rows 2·pair and 2·pair + 1, and of the chroma between them. */
static void cover_pair(struct fms_matte *matte, int32_t pair, uint16_t line)
{
    for (int i = 0; i < 2; i++) {
        fms_matte_cover(matte->cover[i], matte->field + (2 * pair + i) * matte->stride, line, (uint16_t) matte->soft,
                        matte->width_px);
        matte->cover[i][-1] = matte->cover[i][0];
    }
    fms_cover_halve(matte->halved, matte->cover[0], matte->cover[1], matte->width_px / 2);
}

static void copy_pair(const struct fms_frame *from, int32_t pair, struct fms_frame *out)
{
    for (int p = 0; p < 3; p++)
        for (int32_t y = p ? pair : 2 * pair; y < (p ? pair + 1 : 2 * pair + 2); y++)
            memcpy(fms_plane_row(out, p, y), fms_plane_row(from, p, y), (size_t) fms_plane_width(out, p));
}

static void mix_pair(const struct fms_matte *matte, const struct fms_optical_pair *of, int32_t pair,
                     struct fms_frame *out)
{
    for (int i = 0; i < 2; i++)
        fms_mix_covered(fms_plane_row(out, 0, 2 * pair + i), fms_plane_row(of->a, 0, 2 * pair + i),
                        fms_plane_row(of->b, 0, 2 * pair + i), matte->cover[i], matte->width_px);
    for (int p = 1; p < 3; p++)
        fms_mix_covered(fms_plane_row(out, p, pair), fms_plane_row(of->a, p, pair), fms_plane_row(of->b, p, pair),
                        matte->halved, matte->width_px / 2);
}

void fms_optical_matte(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out)
{
    if (!optical->matte)
        optical->matte = matte_new(optical);
    struct fms_matte *matte = optical->matte;
    uint16_t line = (uint16_t) ((int64_t) pair->way * UINT16_MAX / FMS_OPTICAL_ONE);
    if (!matte->stride)
        cover_pair(matte, 0, line);
    for (int32_t i = 0; i < optical->height_px / 2; i++) {
        int32_t at = matte->stride ? i : 0;
        bool none = line <= matte->least[at], all = line >= matte->most[at] + matte->soft;
        if (none || all) {
            copy_pair(none ? pair->a : pair->b, i, out);
            continue;
        }
        if (matte->stride)
            cover_pair(matte, i, line);
        mix_pair(matte, pair, i, out);
    }
}
