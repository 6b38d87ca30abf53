/*
 * A real transform of 512 points as a complex one of 256, by the book (Cooley and Tukey, radix 2, tables made once), then
 * triangles on the mel scale. Quick enough without SIMD: ten minutes of sound take a second.
 */
#include "spectrum-private.h"

#include <glib.h>
#include <math.h>

enum { POINTS = FMS_SPECTRUM_POINTS, HALF = POINTS / 2, MOST_BANDS = 64 };

#define LOWEST_HZ 90.0
#define HIGHEST_HZ 6800.0 /* below the filter's slope in front of an ear that hears 48 kHz */
#define WINDOW_SECONDS 0.02322

struct fms_spectrum {
    int32_t rate_hz;
    int n_bands, window;
    float shape[POINTS];
    float turns[HALF][2];      /* exp(-2πi k / 512) */
    uint8_t swapped[HALF];     /* bits reversed */
    int first[MOST_BANDS + 2]; /* bin at which each triangle begins, has its tip, ends: first[b], [b + 1], [b + 2] */
};

static double mel(double hz)
{
    return 1127 * log1p(hz / 700);
}

static double mel_hz(double mels)
{
    return 700 * expm1(mels / 1127);
}

static void make_tables(struct fms_spectrum *spectrum)
{
    for (int k = 0; k < HALF; k++) {
        spectrum->turns[k][0] = (float) cos(2 * G_PI * k / POINTS);
        spectrum->turns[k][1] = (float) -sin(2 * G_PI * k / POINTS);
        unsigned swapped = 0;
        for (unsigned bit = 0; bit < 8; bit++)
            swapped |= ((unsigned) k >> bit & 1U) << (7 - bit);
        spectrum->swapped[k] = (uint8_t) swapped;
    }
    for (int i = 0; i < spectrum->window; i++)
        spectrum->shape[i] = (float) (0.54 - 0.46 * cos(2 * G_PI * (i + 0.5) / spectrum->window));
    double low = mel(LOWEST_HZ), high = mel(MIN(HIGHEST_HZ, 0.45 * spectrum->rate_hz));
    for (int b = 0; b < spectrum->n_bands + 2; b++) {
        double hz = mel_hz(low + (high - low) * b / (spectrum->n_bands + 1));
        int bin = (int) lround(hz * POINTS / spectrum->rate_hz);
        spectrum->first[b] = b > 0 ? MAX(bin, spectrum->first[b - 1] + 1) : bin;
    }
}

static const struct fms_spectrum *make(int32_t rate_hz, int n_bands)
{
    struct fms_spectrum *spectrum = g_new0(struct fms_spectrum, 1);
    g_assert(n_bands <= MOST_BANDS && rate_hz > 0);
    spectrum->rate_hz = rate_hz;
    spectrum->n_bands = n_bands;
    spectrum->window = (int) MIN(WINDOW_SECONDS * rate_hz, POINTS);
    make_tables(spectrum);
    return spectrum;
}

const struct fms_spectrum *fms_spectrum_for(int32_t rate_hz, int n_bands)
{
    static GMutex lock;
    static GSList *known;
    const struct fms_spectrum *found = NULL;
    g_mutex_lock(&lock);
    for (GSList *at = known; at && !found; at = at->next) {
        const struct fms_spectrum *spectrum = at->data;
        found = spectrum->rate_hz == rate_hz && spectrum->n_bands == n_bands ? spectrum : NULL;
    }
    if (!found) {
        found = make(rate_hz, n_bands);
        known = g_slist_prepend(known, (gpointer) found);
    }
    g_mutex_unlock(&lock);
    return found;
}

int fms_spectrum_window(const struct fms_spectrum *spectrum)
{
    return spectrum->window;
}

/* In place, on HALF complex values in the order of swapped bits. */
static void transform(const struct fms_spectrum *spectrum, float (*z)[2])
{
    for (int size = 2; size <= HALF; size *= 2)
        for (int k = 0; k < size / 2; k++) {
            float re = spectrum->turns[k * (POINTS / size)][0], im = spectrum->turns[k * (POINTS / size)][1];
            for (int at = k; at < HALF; at += size) {
                float *a = z[at], *b = z[at + size / 2];
                float x = b[0] * re - b[1] * im, y = b[0] * im + b[1] * re;
                b[0] = a[0] - x;
                b[1] = a[1] - y;
                a[0] += x;
                a[1] += y;
            }
        }
}

/* The power at bin k of the real signal, out of the transform of its even samples as real, its odd as imaginary parts. */
static float power_at(const struct fms_spectrum *spectrum, float (*z)[2], int k)
{
    const float *a = z[k], *b = z[(HALF - k) % HALF], *turn = spectrum->turns[k];
    float even_re = 0.5f * (a[0] + b[0]), even_im = 0.5f * (a[1] - b[1]);
    float odd_re = 0.5f * (a[1] + b[1]), odd_im = -0.5f * (a[0] - b[0]);
    float re = even_re + odd_re * turn[0] - odd_im * turn[1], im = even_im + odd_re * turn[1] + odd_im * turn[0];
    return re * re + im * im;
}

static void gather(const struct fms_spectrum *spectrum, const float *bins, float *powers)
{
    for (int b = 0; b < spectrum->n_bands; b++) {
        int from = spectrum->first[b], tip = spectrum->first[b + 1], to = spectrum->first[b + 2];
        float sum = 0, weights = 0;
        for (int k = from + 1; k < to; k++) {
            float weight = k <= tip ? (float) (k - from) / (float) (tip - from) : (float) (to - k) / (float) (to - tip);
            sum += weight * bins[k];
            weights += weight;
        }
        powers[b] = sum / weights;
    }
}

void fms_spectrum_measure(const struct fms_spectrum *spectrum, const float *samples, float *powers)
{
    float z[HALF][2], bins[HALF], padded[POINTS] = { 0 };
    for (int i = 0; i < spectrum->window; i++)
        padded[i] = samples[i] * spectrum->shape[i];
    for (int i = 0; i < HALF; i++) {
        z[spectrum->swapped[i]][0] = padded[2 * i];
        z[spectrum->swapped[i]][1] = padded[2 * i + 1];
    }
    transform(spectrum, z);
    for (int k = 0; k < HALF; k++)
        bins[k] = power_at(spectrum, z, k) / POINTS;
    gather(spectrum, bins, powers);
}
