/*
 * The K filter of ITU-R BS.1770 as two biquads, its coefficients as the recommendation prints them for 48 kHz. libebur128 has
 * the same one, but sums up a whole window at each look: three seconds every 10 ms cost more than all the rest of the
 * sound. Here each sample is summed once.
 */
#include "energy-private.h"

#include <math.h>

struct biquad {
    double b0, b1, b2, a1, a2;
};

static const struct biquad SHELF = { 1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241,
                                     0.73248077421585 };
static const struct biquad HIGH_PASS = { 1, -2, 1, -1.99004745483398, 0.99007225036621 };

void fms_energy_begin(struct fms_energy *energy, int n_channels)
{
    static const double weights[2][FMS_MOST_CHANNELS] = { { 1, 1, 1, 1.41, 1.41, 0 }, { 1, 1, 1, 0, 1.41, 1.41 } };
    *energy = (struct fms_energy){ .n_channels = n_channels };
    for (int k = 0; k < n_channels; k++)
        energy->weight[k] = weights[n_channels == FMS_MOST_CHANNELS][k];
}

/* Transposed direct form II. */
static inline double run(const struct biquad *biquad, double state[2], double x)
{
    double y = biquad->b0 * x + state[0];
    state[0] = biquad->b1 * x - biquad->a1 * y + state[1];
    state[1] = biquad->b2 * x - biquad->a2 * y;
    return y;
}

static double heard(struct fms_energy *energy, const float *samples, int n)
{
    double sum = 0;
    for (int k = 0; k < energy->n_channels; k++) {
        double *state = energy->state[k], squares = 0;
        for (int i = 0; i < n; i++) {
            double x = samples[i * energy->n_channels + k];
            x = fabs(x) < 1e6 ? x : 0; /* not a number: nothing */
            double y = run(&HIGH_PASS, state + 2, run(&SHELF, state, x));
            squares += y * y;
        }
        for (int i = 0; i < 4; i++)
            state[i] = fabs(state[i]) < 1e-30 ? 0 : state[i]; /* denormal numbers are slow */
        sum += energy->weight[k] * squares;
    }
    return sum;
}

/* Mean square of the last `n` hops; 0 while fewer were heard. */
static double mean_of(const struct fms_energy *energy, int n)
{
    const double *end = energy->hops + FMS_SHORT_TERM_HOPS + energy->n_hops % FMS_SHORT_TERM_HOPS;
    double sum = 0;
    if (energy->n_hops < n)
        return 0;
    for (int i = 1; i <= n; i++)
        sum += end[-i];
    return sum / n;
}

static void end_hop(struct fms_energy *energy)
{
    const int samples = FMS_ENERGY_HOP;
    int64_t at = energy->n_hops++ % FMS_SHORT_TERM_HOPS;
    energy->hops[at] = energy->hops[at + FMS_SHORT_TERM_HOPS] = energy->sum / samples;
    energy->sum = 0;
    energy->n_in_hop = 0;
    energy->most_momentary = fmax(energy->most_momentary, mean_of(energy, FMS_MOMENTARY_HOPS));
    energy->most_short_term = fmax(energy->most_short_term, mean_of(energy, FMS_SHORT_TERM_HOPS));
}

void fms_energy_add(struct fms_energy *energy, const float *samples, int64_t n)
{
    while (n > 0) {
        int some = (int) (n < FMS_ENERGY_HOP - energy->n_in_hop ? n : FMS_ENERGY_HOP - energy->n_in_hop);
        energy->sum += heard(energy, samples, some);
        energy->n_in_hop += some;
        samples += some * energy->n_channels;
        n -= some;
        if (energy->n_in_hop == FMS_ENERGY_HOP)
            end_hop(energy);
    }
}

static double lufs(double mean)
{
    return mean > 0 ? -0.691 + 10 * log10(mean) : -HUGE_VAL;
}

double fms_energy_momentary(const struct fms_energy *energy)
{
    return lufs(mean_of(energy, FMS_MOMENTARY_HOPS));
}

double fms_energy_short_term(const struct fms_energy *energy)
{
    return lufs(mean_of(energy, FMS_SHORT_TERM_HOPS));
}

double fms_energy_most_momentary(const struct fms_energy *energy)
{
    return lufs(energy->most_momentary);
}

double fms_energy_most_short_term(const struct fms_energy *energy)
{
    return lufs(energy->most_short_term);
}
