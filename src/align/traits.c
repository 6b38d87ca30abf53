/*
 * Cepstra: the logarithm of each band's power, then a cosine transform, of which the smooth part is kept. A voice is brought
 * into the recording's room before the logarithm, where noise adds up: what the noise hides in the recording is then hidden
 * in the voice as well, and the two stay alike.
 */
#include "traits-private.h"

#include <math.h>
#include <string.h>

#define LEAST_SPREAD 1e-3f

struct fms_moments fms_moments_of(const struct fms_ear *ear, double first, double hop, int64_t n)
{
    struct fms_moments moments = { n, g_new0(float, MAX(n, 1) * FMS_EAR_BANDS) };
    int64_t all = fms_ear_frames(ear);
    for (int64_t i = 0; i < n && all > 0; i++) {
        double at = first + hop * (double) i;
        int64_t from = CLAMP((int64_t) lround(at - hop / 2 + 0.5), 0, all - 1);
        int64_t to = CLAMP((int64_t) lround(at + hop / 2 + 0.5), from + 1, all);
        float *out = moments.bands + i * FMS_EAR_BANDS;
        for (int64_t k = from; k < to; k++) {
            const float *bands = fms_ear_frame(ear, k);
            for (int b = 0; b < FMS_EAR_BANDS; b++)
                out[b] += bands[b] / (float) (to - from);
        }
    }
    return moments;
}

void fms_bands_warp(float *bands, float warp)
{
    float in[FMS_EAR_BANDS];
    if (warp == 1)
        return;
    memcpy(in, bands, sizeof in);
    for (int b = 0; b < FMS_EAR_BANDS; b++) {
        float at = fminf(((float) b + 1) / warp - 1, FMS_EAR_BANDS - 1);
        at = fmaxf(at, 0);
        int low = MIN((int) at, FMS_EAR_BANDS - 2);
        float share = at - (float) low;
        bands[b] = in[low] * (1 - share) + in[low + 1] * share;
    }
}

void fms_moments_transfer(struct fms_moments *moments, const struct fms_transfer *transfer)
{
    for (int64_t i = 0; i < moments->n; i++) {
        float *bands = moments->bands + i * FMS_EAR_BANDS;
        fms_bands_warp(bands, transfer->warp);
        for (int b = 0; b < FMS_EAR_BANDS; b++)
            bands[b] = bands[b] * transfer->gain[b] + transfer->noise[b];
    }
}

static const float (*cosines(void))[FMS_EAR_BANDS]
{
    static gsize once;
    static float table[FMS_CEPSTRA][FMS_EAR_BANDS];
    if (g_once_init_enter(&once)) {
        for (int c = 0; c < FMS_CEPSTRA; c++)
            for (int b = 0; b < FMS_EAR_BANDS; b++)
                table[c][b] = (float) (cos(G_PI * c * (b + 0.5) / FMS_EAR_BANDS) / FMS_EAR_BANDS);
        g_once_init_leave(&once, 1);
    }
    return table;
}

static void cepstra(const float *bands, float *out)
{
    const float(*table)[FMS_EAR_BANDS] = cosines();
    float logs[FMS_EAR_BANDS];
    for (int b = 0; b < FMS_EAR_BANDS; b++)
        logs[b] = logf(fmaxf(bands[b], 1e-20f));
    for (int c = 0; c < FMS_CEPSTRA; c++) {
        float sum = 0;
        for (int b = 0; b < FMS_EAR_BANDS; b++)
            sum += table[c][b] * logs[b];
        out[c] = sum;
    }
}

/* The slope of a line through the moments around i. */
static void changes(float *traits, int64_t n, int64_t i, int reach)
{
    float *out = traits + i * FMS_TRAITS + FMS_CEPSTRA, weights = 0;
    memset(out, 0, FMS_CEPSTRA * sizeof *out);
    for (int r = 1; r <= reach; r++) {
        const float *after = traits + MIN(i + r, n - 1) * FMS_TRAITS, *before = traits + MAX(i - r, 0) * FMS_TRAITS;
        for (int c = 0; c < FMS_CEPSTRA; c++)
            out[c] += (float) r * (after[c] - before[c]);
        weights += 2 * (float) (r * r);
    }
    for (int c = 0; c < FMS_CEPSTRA; c++)
        out[c] /= weights;
}

float *fms_traits_of(const struct fms_moments *moments, int reach)
{
    float *traits = g_new(float, MAX(moments->n, 1) * FMS_TRAITS);
    for (int64_t i = 0; i < moments->n; i++)
        cepstra(moments->bands + i * FMS_EAR_BANDS, traits + i * FMS_TRAITS);
    for (int64_t i = 0; i < moments->n; i++)
        changes(traits, moments->n, i, reach);
    return traits;
}

void fms_scale_measure(struct fms_scale *scale, const float *traits, const bool *counts, int64_t n)
{
    double sums[FMS_TRAITS] = { 0 }, squares[FMS_TRAITS] = { 0 }, counted = 0;
    for (int64_t i = 0; i < n; i++) {
        for (int c = 0; counts[i] && c < FMS_TRAITS; c++) {
            double value = (double) traits[i * FMS_TRAITS + c];
            sums[c] += value;
            squares[c] += value * value;
        }
        counted += counts[i];
    }
    for (int c = 0; c < FMS_TRAITS; c++) {
        double mean = counted > 0 ? sums[c] / counted : 0;
        double spread = counted > 0 ? sqrt(fmax(squares[c] / counted - mean * mean, 0)) : 1;
        scale->mean[c] = (float) mean;
        scale->factor[c] = 1 / fmaxf((float) spread, LEAST_SPREAD);
    }
}

void fms_scale_apply(const struct fms_scale *scale, float *traits, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        for (int c = 0; c < FMS_TRAITS; c++)
            traits[i * FMS_TRAITS + c] = (traits[i * FMS_TRAITS + c] - scale->mean[c]) * scale->factor[c];
}
