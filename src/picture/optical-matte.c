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

/* A row of the field in its units. */
FMS_HOT static void quantize(uint16_t *restrict out, const double *restrict row, double units, int32_t n)
{
    for (int32_t x = 0; x < n; x++)
        out[x] = (uint16_t) (int32_t) (row[x] * units + 0.5);
}

FMS_HOT static void range_of(const uint16_t *values, int32_t n, uint16_t *least, uint16_t *most)
{
    uint16_t low = UINT16_MAX, high = 0;
    for (int32_t x = 0; x < n; x++) {
        low = values[x] < low ? values[x] : low;
        high = values[x] > high ? values[x] : high;
    }
    *least = low;
    *most = high;
}

static void add_row(struct fms_matte *matte, int32_t y, const double *row)
{
    uint16_t *out = matte->field + (int64_t) y * matte->n_columns, least, most;
    quantize(out, row, UINT16_MAX - matte->soft, matte->n_columns);
    range_of(out, matte->n_columns, &least, &most);
    int32_t pair = y / 2;
    matte->most[pair] = y % 2 ? MAX(matte->most[pair], most) : most;
    matte->least[pair] = y % 2 ? MIN(matte->least[pair], least) : least;
}

static void make_field(struct fms_matte *matte, const struct fms_optical_kind *kind)
{
    double *row = talloc_array(NULL, double, (size_t) matte->width_px);
    matte->field = talloc_array(matte, uint16_t, (size_t) matte->n_rows * (size_t) matte->n_columns);
    matte->least = talloc_array(matte, uint16_t, (size_t) matte->n_rows / 2);
    matte->most = talloc_array(matte, uint16_t, (size_t) matte->n_rows / 2);
    for (int32_t y = 0; y < matte->n_rows; y++) {
        kind->field(matte, y, row);
        add_row(matte, y, row);
    }
    talloc_free(row);
}

static struct fms_matte *matte_new(struct fms_optical *optical)
{
    struct fms_matte *matte = talloc_zero(optical, struct fms_matte);
    const struct fms_optical_kind *kind = optical->kind;
    int32_t width = optical->width_px, height = optical->height_px;
    *matte = (struct fms_matte){ .width_px = width, .height_px = height, .heading = kind->heading };
    matte->soft = (int32_t) ((int64_t) kind->soft * UINT16_MAX / (FMS_OPTICAL_ONE + kind->soft));
    matte->n_rows = kind->rows_alike ? 2 : height;
    matte->n_columns = kind->columns_alike ? 1 : width;
    for (int i = 0; i < 2; i++)
        matte->cover[i] = (uint8_t *) talloc_zero_size(matte, MARGIN + (size_t) width) + MARGIN;
    matte->halved = talloc_size(matte, (size_t) width / 2);
    make_field(matte, kind);
    return matte;
}

/* Covers of a pair of rows of the field, and of the chroma between them. */
static void cover_pair(struct fms_matte *matte, int32_t pair, uint16_t line)
{
    for (int i = 0; i < 2; i++) {
        uint8_t *cover = matte->cover[i];
        fms_matte_cover(cover, matte->field + (2 * (int64_t) pair + i) * matte->n_columns, line, (uint16_t) matte->soft,
                        matte->n_columns);
        memset(cover + matte->n_columns, cover[0], (size_t) (matte->width_px - matte->n_columns));
        cover[-1] = cover[0];
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
    bool alike = optical->kind->rows_alike;
    if (alike)
        cover_pair(matte, 0, line);
    for (int32_t i = 0; i < optical->height_px / 2; i++) {
        int32_t at = alike ? 0 : i;
        bool none = line <= matte->least[at], all = line >= matte->most[at] + matte->soft;
        if (none || all) {
            copy_pair(none ? pair->a : pair->b, i, out);
            continue;
        }
        if (!alike)
            cover_pair(matte, i, line);
        mix_pair(matte, pair, i, out);
    }
}
