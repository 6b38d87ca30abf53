/*
 * Integrated loudness and range are libebur128's; the loudest moments are our own (energy.c), and so are true peaks
 * (truepeak.c): they agree with the library's to a few hundredths of a decibel, above 15 kHz they see more, and they take
 * a twentieth of the time. The tests ask the library.
 */
#include "meter-private.h"

#include "energy-private.h"
#include "ticks.h"
#include "truepeak-private.h"

#include <ebur128.h>
#include <glib.h>
#include <math.h>

#define BLOCK 480

struct fms_meter {
    ebur128_state *state;
    int n_channels;
    bool has_range;
    struct fms_energy *energy;     /* or NULL */
    struct fms_truepeak *truepeak; /* or NULL */
};

static struct fms_meter *meter_new(int n_channels, int modes)
{
    struct fms_meter *meter = g_new0(struct fms_meter, 1);
    meter->state = ebur128_init((unsigned) n_channels, FMS_SAMPLE_RATE, modes);
    if (!meter->state)
        g_error("out of memory");
    meter->n_channels = n_channels;
    return meter;
}

static void add_energy(struct fms_meter *meter)
{
    meter->energy = g_new(struct fms_energy, 1);
    fms_energy_begin(meter->energy, meter->n_channels);
}

struct fms_meter *fms_meter_new(void)
{
    struct fms_meter *meter = fms_meter_new_surround(2);
    meter->truepeak = g_new0(struct fms_truepeak, 1);
    return meter;
}

struct fms_meter *fms_meter_new_surround(int n_channels)
{
    static const int five[] = { EBUR128_LEFT, EBUR128_RIGHT, EBUR128_CENTER, EBUR128_LEFT_SURROUND,
                                EBUR128_RIGHT_SURROUND };
    static const int six[] = { EBUR128_LEFT,   EBUR128_RIGHT,         EBUR128_CENTER,
                               EBUR128_UNUSED, EBUR128_LEFT_SURROUND, EBUR128_RIGHT_SURROUND };
    struct fms_meter *meter = meter_new(n_channels, EBUR128_MODE_I | EBUR128_MODE_LRA);
    for (int k = 0; k < n_channels && n_channels > 2; k++)
        ebur128_set_channel(meter->state, (unsigned) k, n_channels == 5 ? five[k] : six[k]);
    meter->has_range = true;
    add_energy(meter);
    return meter;
}

struct fms_meter *fms_meter_new_quick(void)
{
    return meter_new(2, EBUR128_MODE_I);
}

struct fms_meter *fms_meter_new_music(void)
{
    struct fms_meter *meter = fms_meter_new_quick();
    add_energy(meter);
    return meter;
}

/* The library takes what is no number for what it is, and reads nothing but that ever after. */
static void add_sane(struct fms_meter *meter, const float *samples, int64_t n)
{
    float sane[BLOCK * FMS_MOST_CHANNELS];
    for (int64_t i = 0; i < n * meter->n_channels; i++)
        sane[i] = fabsf(samples[i]) < 1e6f ? samples[i] : 0;
    if (ebur128_add_frames_float(meter->state, sane, (size_t) n) != EBUR128_SUCCESS)
        g_error("out of memory");
    if (meter->energy)
        fms_energy_add(meter->energy, sane, n);
    if (meter->truepeak)
        fms_truepeak_add(meter->truepeak, sane, n);
}

void fms_meter_add(struct fms_meter *meter, const float *samples, int64_t n)
{
    for (int64_t i = 0; i < n; i += BLOCK)
        add_sane(meter, samples + i * meter->n_channels, n - i < BLOCK ? n - i : BLOCK);
}

struct fms_moment_loudness fms_meter_now(const struct fms_meter *meter)
{
    return (struct fms_moment_loudness){ fms_energy_momentary(meter->energy), fms_energy_short_term(meter->energy) };
}

struct fms_loudness fms_meter_read(const struct fms_meter *meter)
{
    struct fms_loudness loudness = { -HUGE_VAL, 0, -HUGE_VAL, -HUGE_VAL, -HUGE_VAL };
    ebur128_loudness_global(meter->state, &loudness.integrated_lufs);
    if (meter->has_range)
        ebur128_loudness_range(meter->state, &loudness.range_lu);
    if (meter->energy) {
        loudness.momentary_lufs = fms_energy_most_momentary(meter->energy);
        loudness.short_term_lufs = fms_energy_most_short_term(meter->energy);
    }
    float peak = meter->truepeak ? fms_truepeak_read(meter->truepeak) : 0;
    if (peak > 0)
        loudness.true_peak_dbtp = 20 * log10(peak);
    return loudness;
}

void fms_meter_free(struct fms_meter *meter)
{
    if (!meter)
        return;
    ebur128_destroy(&meter->state);
    g_free(meter->energy);
    g_free(meter->truepeak);
    g_free(meter);
}
