/*
 * What is compared is how loudness rises (beats, words, plucked strings), not how loud it is: a beat that falls between the
 * beats of the beginning is heard, one that is softer is not. A likeness is the correlation of both over what is left of
 * the file from there on, at most four seconds.
 */
#include "seam-private.h"

#include <glib.h>
#include <math.h>

#define MOST_TAIL (12 * FMS_SEAM_HZ) /* of the file, or a third of it, is given up for a better seam */
#define MOST_HEARD (4 * FMS_SEAM_HZ)
#define LIKE 0.4 /* less is no likeness */

/* By how many decibels it rises to each value. */
static float *rises(const float *envelope, int64_t n)
{
    float *rise = g_new0(float, n + 1);
    for (int64_t i = 1; i < n; i++)
        rise[i] = fmaxf(0, 10 * log10f((envelope[i] + 1e-7f) / (envelope[i - 1] + 1e-7f)));
    return rise;
}

static double likeness(const float *a, const float *b, int64_t n)
{
    double sum_a = 0, sum_b = 0, aa = 0, bb = 0, ab = 0, count = (double) n;
    for (int64_t i = 0; i < n; i++) {
        double x = (double) a[i], y = (double) b[i];
        sum_a += x;
        sum_b += y;
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    double spread = (aa - sum_a * sum_a / count) * (bb - sum_b * sum_b / count);
    return spread > 1e-9 ? (ab - sum_a * sum_b / count) / sqrt(spread) : 0;
}

int64_t fms_seam_find(const float *envelope, int64_t n, int64_t cross)
{
    int64_t last = MAX(n - cross, 0), first = MAX(last - MIN(MOST_TAIL, n / 3), 0), best = last;
    float *rise = rises(envelope, n);
    double most = LIKE;
    for (int64_t at = last; at >= first; at--) {
        double like = likeness(rise, rise + at, MIN(MOST_HEARD, n - at));
        if (like > most + 0.01) { /* of two alike, the later */
            most = like;
            best = at;
        }
    }
    g_free(rise);
    return best;
}
