/*
 * Listening, piece by piece: at 48 kHz every third sample of what a filter lets through, then a window each 5 ms. Of the
 * sound itself no more is kept than the next window needs, so that an hour of it is a hundred megabytes and not seven.
 */
#include "ear-private.h"

#include "spectrum-private.h"

#include <math.h>
#include <string.h>

enum { THIRD = 3, TAPS = 63 };

#define RUMBLE_HZ 100.0f

/* A low-pass at 7.2 of 48 kHz: a sinc under a Blackman window. */
static const float *filter(void)
{
    static gsize once;
    static float taps[TAPS];
    if (g_once_init_enter(&once)) {
        double sum = 0, cut = 7200.0 / FMS_SAMPLE_RATE;
        for (int i = 0; i < TAPS; i++) {
            double x = i - (TAPS - 1) / 2.0, w = 2 * G_PI * (i + 1) / (TAPS + 1);
            double sinc = x == 0 ? 2 * cut : sin(2 * G_PI * cut * x) / (G_PI * x);
            taps[i] = (float) (sinc * (0.42 - 0.5 * cos(w) + 0.08 * cos(2 * w)));
            sum += taps[i];
        }
        for (int i = 0; i < TAPS; i++)
            taps[i] /= (float) sum;
        g_once_init_leave(&once, 1);
    }
    return taps;
}

struct fms_ear *fms_ear_new(int32_t rate_hz)
{
    g_assert(rate_hz == FMS_SAMPLE_RATE || (rate_hz >= 8000 && rate_hz <= 24000));
    struct fms_ear *ear = g_new0(struct fms_ear, 1);
    ear->rate_hz = rate_hz;
    ear->inner_hz = rate_hz == FMS_SAMPLE_RATE ? rate_hz / THIRD : rate_hz;
    ear->powers = g_array_new(FALSE, FALSE, sizeof(float));
    ear->curve = g_array_new(FALSE, FALSE, sizeof(float));
    ear->wait = g_array_new(FALSE, TRUE, sizeof(float));
    ear->raw = g_array_new(FALSE, TRUE, sizeof(float));
    int half = fms_spectrum_window(fms_spectrum_for(ear->inner_hz, FMS_EAR_BANDS)) / 2;
    g_array_set_size(ear->wait, (guint) half);
    ear->passed = -half;
    g_array_set_size(ear->raw, (TAPS - 1) / 2); /* so that the filter moves nothing in time */
    return ear;
}

void fms_ear_free(struct fms_ear *ear)
{
    g_array_unref(ear->powers);
    g_array_unref(ear->curve);
    g_array_unref(ear->wait);
    g_array_unref(ear->raw);
    g_free(ear);
}

/* The next step of the loudness curve, where its samples are there. */
static bool step(struct fms_ear *ear)
{
    const int64_t a_second = (int64_t) FMS_EAR_FRAMES_A_SECOND * FMS_EAR_STEPS_A_FRAME;
    int64_t from = ear->n_steps * ear->inner_hz / a_second, to = (ear->n_steps + 1) * ear->inner_hz / a_second;
    if (to - ear->passed > (int64_t) ear->wait->len)
        return false;
    float sum = 0, keep = expf(-2 * (float) G_PI * RUMBLE_HZ / (float) ear->inner_hz);
    for (int64_t i = from; i < to; i++) {
        float in = g_array_index(ear->wait, float, i - ear->passed);
        float out = keep * (ear->rumble[1] + in - ear->rumble[0]);
        ear->rumble[0] = in;
        ear->rumble[1] = out;
        sum += out * out;
    }
    sum /= (float) (to - from);
    g_array_append_val(ear->curve, sum);
    ear->n_steps++;
    return true;
}

/* The next frame, where its window is there. */
static bool listen(struct fms_ear *ear, const struct fms_spectrum *spectrum)
{
    int window = fms_spectrum_window(spectrum);
    int64_t from = ear->n_frames * ear->inner_hz / FMS_EAR_FRAMES_A_SECOND - window / 2;
    if (from + window - ear->passed > (int64_t) ear->wait->len)
        return false;
    guint at = ear->powers->len;
    g_array_set_size(ear->powers, at + FMS_EAR_BANDS);
    fms_spectrum_measure(spectrum, &g_array_index(ear->wait, float, from - ear->passed),
                         &g_array_index(ear->powers, float, at));
    ear->n_frames++;
    return true;
}

static void digest(struct fms_ear *ear)
{
    const struct fms_spectrum *spectrum = fms_spectrum_for(ear->inner_hz, FMS_EAR_BANDS);
    while (step(ear))
        ;
    while (listen(ear, spectrum))
        ;
    int64_t next = ear->n_frames * ear->inner_hz / FMS_EAR_FRAMES_A_SECOND - fms_spectrum_window(spectrum) / 2;
    int64_t curve = ear->n_steps * ear->inner_hz / (FMS_EAR_FRAMES_A_SECOND * FMS_EAR_STEPS_A_FRAME);
    int64_t done = MIN(MIN(next, curve) - ear->passed, (int64_t) ear->wait->len);
    if (done > 0) {
        g_array_remove_range(ear->wait, 0, (guint) done);
        ear->passed += done;
    }
}

/* Takes every third sample of what the filter lets through. */
static void hear_filtered(struct fms_ear *ear, const float *samples, int64_t n)
{
    const float *taps = filter();
    g_array_append_vals(ear->raw, samples, (guint) n);
    guint at = 0;
    for (; at + TAPS <= ear->raw->len; at += THIRD) {
        const float *in = &g_array_index(ear->raw, float, at);
        float sum = 0;
        for (int i = 0; i < TAPS; i++)
            sum += taps[i] * in[i];
        g_array_append_val(ear->wait, sum);
    }
    g_array_remove_range(ear->raw, 0, at);
}

void fms_ear_hear(struct fms_ear *ear, const float *samples, int64_t n)
{
    enum { PIECE = 1 << 14 };
    ear->n_samples += n;
    for (int64_t i = 0; i < n; i += PIECE) {
        int64_t m = MIN(PIECE, n - i);
        if (ear->inner_hz == ear->rate_hz)
            g_array_append_vals(ear->wait, samples + i, (guint) m);
        else
            hear_filtered(ear, samples + i, m);
        digest(ear);
    }
}
