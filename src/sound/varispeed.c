/*
 * Resampling by a windowed sinc (Blackman-Harris, 16 zero crossings a side), cut off where the slower of the two rates
 * ends. Positions are fractions of a thousandth, so a filter for each of at most 1000 phases is all that there is:
 * the place of no sample is ever rounded, however long the sound.
 */
#include "varispeed-private.h"

#include <math.h>
#include <string.h>

#define CROSSINGS 16
#define BLOCK 1024 /* pairs of the file that are read at a time */

struct fms_varispeed {
    struct fms_loop *loop;
    int32_t speed;
    int half, stride;    /* a filter looks at `half` samples before and after: `stride` = 2 · half */
    int step, n_phases;  /* phases are multiples of `step` thousandths */
    float *filters;      /* n_phases of `stride` */
    float *held;         /* pairs of the file [first, first + n_held) */
    int64_t first, next; /* next: the sample that is made next */
    int64_t n_held;
};

/* What a filter wants before sample 0 is silence. */
static double window(double x)
{
    return 0.35875 + 0.48829 * cos(G_PI * x) + 0.14128 * cos(2 * G_PI * x) + 0.01168 * cos(3 * G_PI * x);
}

static void make_filter(const struct fms_varispeed *varispeed, int phase, float *filter)
{
    double cut = varispeed->speed > 1000 ? 1000.0 / varispeed->speed : 1, sum = 0;
    double taps[2 * CROSSINGS * FMS_MOST_SPEED_PERMILLE / 1000];
    for (int i = 0; i < varispeed->stride; i++) {
        double x = i - varispeed->half + 1 - phase * varispeed->step / 1000.0, s = G_PI * x * cut;
        double edge = fabs(x) / varispeed->half;
        taps[i] = (fabs(s) < 1e-9 ? 1 : sin(s) / s) * (edge < 1 ? window(edge) : 0);
        sum += taps[i];
    }
    for (int i = 0; i < varispeed->stride; i++)
        filter[i] = (float) (taps[i] / sum);
}

static int greatest_common_divisor(int a, int b)
{
    return b ? greatest_common_divisor(b, a % b) : a;
}

static int half_of(int32_t speed_permille)
{
    return CROSSINGS * MAX(speed_permille, 1000) / 1000;
}

static void make_filters(struct fms_varispeed *varispeed)
{
    varispeed->half = half_of(varispeed->speed);
    varispeed->stride = 2 * varispeed->half;
    varispeed->step = greatest_common_divisor(varispeed->speed, 1000);
    varispeed->n_phases = 1000 / varispeed->step;
    varispeed->filters = g_new(float, (gsize) varispeed->n_phases *(gsize) varispeed->stride);
    for (int i = 0; i < varispeed->n_phases; i++)
        make_filter(varispeed, i, varispeed->filters + i * varispeed->stride);
    varispeed->held = g_new0(float, 2 * (gsize) (varispeed->stride + BLOCK));
    varispeed->first = 1 - varispeed->half;
    varispeed->n_held = varispeed->half - 1;
}

struct fms_varispeed *fms_varispeed_open(const struct fms_pcm_port *port, const struct fms_track *track, GError **error)
{
    struct fms_loop *loop = fms_loop_open(port, track, error);
    if (!loop)
        return NULL;
    struct fms_varispeed *varispeed = g_new0(struct fms_varispeed, 1);
    varispeed->loop = loop;
    varispeed->speed = track->speed_permille;
    if (varispeed->speed != 1000)
        make_filters(varispeed);
    return varispeed;
}

/* Drops what lies before sample `from` and reads on from where it was. */
static bool hold(struct fms_varispeed *varispeed, int64_t from, GError **error)
{
    int64_t passed = MIN(from - varispeed->first, varispeed->n_held);
    varispeed->n_held -= passed;
    varispeed->first += passed;
    memmove(varispeed->held, varispeed->held + 2 * passed, 2 * sizeof(float) * (size_t) varispeed->n_held);
    while (varispeed->first + varispeed->n_held < from + varispeed->stride) {
        if (!fms_loop_read(varispeed->loop, varispeed->held + 2 * varispeed->n_held, BLOCK, error))
            return false;
        varispeed->n_held += BLOCK;
    }
    return true;
}

static void make_sample(const struct fms_varispeed *varispeed, int64_t from, const float *filter, float *out)
{
    const float *in = varispeed->held + 2 * (from - varispeed->first);
    out[0] = out[1] = 0;
    for (int i = 0; i < varispeed->stride; i++) {
        out[0] += in[2 * i] * filter[i];
        out[1] += in[2 * i + 1] * filter[i];
    }
}

bool fms_varispeed_read(struct fms_varispeed *varispeed, float *out, int64_t n, GError **error)
{
    if (varispeed->speed == 1000)
        return fms_loop_read(varispeed->loop, out, n, error);
    for (int64_t i = 0; i < n; i++, varispeed->next++) {
        int64_t place = varispeed->next * varispeed->speed, from = place / 1000 - varispeed->half + 1;
        int phase = (int) (place % 1000) / varispeed->step;
        bool held = from + varispeed->stride <= varispeed->first + varispeed->n_held;
        if (!held && !hold(varispeed, from, error))
            return false;
        make_sample(varispeed, from, varispeed->filters + phase * varispeed->stride, out + 2 * i);
    }
    return true;
}

void fms_varispeed_close(struct fms_varispeed *varispeed)
{
    fms_loop_close(varispeed->loop);
    g_free(varispeed->filters);
    g_free(varispeed->held);
    g_free(varispeed);
}

int64_t fms_varispeed_appetite(int64_t n, int32_t speed_permille)
{
    return speed_permille == 1000 ? n : n * speed_permille / 1000 + half_of(speed_permille) + 1;
}
