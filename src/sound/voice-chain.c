/*
 * Takes come at -22.3 dBFS RMS, whoever speaks, so that thresholds can stand here as numbers. Recordings made close to the
 * microphone boom below 75 Hz; speech has nothing there. The compressor takes loud syllables down by some decibels, 2:1
 * over -20 dBFS and half as much in the 6 dB around it, fast enough for a syllable and slow enough not to be heard. The
 * de-esser turns down what lies over 5.5 kHz, 3:1 where it is nearly as strong as a vowel, and gives back exactly what it
 * was given where it is not.
 */
#include "voice-chain-private.h"

#include "ticks.h"

#include <glib.h>
#include <math.h>

#define HIGH_PASS_HZ 75
#define ESSES_HZ 5500
#define BODY_ATTACK 0.005 /* seconds */
#define BODY_RELEASE 0.12
#define HISS_ATTACK 0.001
#define HISS_RELEASE 0.04
#define BODY_DB (-20.0)
#define BODY_KNEE_DB 3.0 /* to either side */
#define BODY_SLOPE 0.5   /* of each decibel over the threshold this much is taken away: 2:1 */
#define HISS_DB (-30.0)
#define HISS_SLOPE (2 / 3.0)
#define LOUDEST 8

void fms_voice_chain_begin(struct fms_voice_chain *chain, double gain_db)
{
    *chain = (struct fms_voice_chain){ .gain = (float) pow(10, gain_db / 20) };
}

struct high_pass {
    double norm, a1, a2;
};

/* A second-order Butterworth. */
static struct high_pass high_pass_at(double hz)
{
    double k = tan(G_PI * hz / FMS_SAMPLE_RATE), norm = 1 / (1 + G_SQRT2 * k + k * k);
    return (struct high_pass){ norm, 2 * (k * k - 1) * norm, (1 - G_SQRT2 * k + k * k) * norm };
}

static double pass(const struct high_pass *filter, double state[4], double x)
{
    double y = filter->norm * (x - 2 * state[0] + state[1]) - filter->a1 * state[2] - filter->a2 * state[3];
    state[1] = state[0];
    state[0] = x;
    state[3] = state[2];
    state[2] = fabs(y) < 1e-15 ? 0 : y;
    return y;
}

static double follow(double *mean, double square, double attack, double release)
{
    *mean += (square - *mean) * (square > *mean ? attack : release);
    return *mean;
}

static double share_of(double seconds)
{
    return 1 - exp(-1 / (seconds * FMS_SAMPLE_RATE));
}

/* What a compressor does to a mean square: a gain, 1 under its threshold. */
static double compress(double square, double threshold_db, double knee_db, double slope)
{
    double lowest = pow(10, (threshold_db - knee_db) / 10);
    if (square <= lowest)
        return 1;
    double over = 10 * log10(square) - threshold_db;
    double less = over >= knee_db ? over : (over + knee_db) * (over + knee_db) / (4 * knee_db);
    return pow(10, -slope * less / 20);
}

void fms_voice_chain_run(struct fms_voice_chain *chain, float *samples, int64_t n)
{
    const struct high_pass high = high_pass_at(HIGH_PASS_HZ), esses = high_pass_at(ESSES_HZ);
    const double body_in = share_of(BODY_ATTACK), body_out = share_of(BODY_RELEASE);
    const double hiss_in = share_of(HISS_ATTACK), hiss_out = share_of(HISS_RELEASE);
    for (int64_t i = 0; i < n; i++) {
        double x = fabsf(samples[i]) <= LOUDEST ? samples[i] : 0;
        double voice = pass(&high, chain->high, x), hiss = pass(&esses, chain->esses, voice);
        double body = follow(&chain->body, voice * voice, body_in, body_out);
        double sharp = follow(&chain->hiss, hiss * hiss, hiss_in, hiss_out);
        voice -= hiss * (1 - compress(sharp, HISS_DB, BODY_KNEE_DB, HISS_SLOPE));
        samples[i] = (float) (voice * compress(body, BODY_DB, BODY_KNEE_DB, BODY_SLOPE)) * chain->gain;
    }
}
