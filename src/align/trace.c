#include "trace-private.h"

#include <math.h>
#include <string.h>

/* Costs of one moment, behind two that are never reached; and a byte a state and moment: from how many states back. */
struct trace {
    const struct fms_row *row;
    float *costs, *here;
    uint8_t *steps;
};

static void advance(struct trace *trace, uint8_t *steps)
{
    float *costs = trace->costs + 2;
    for (int32_t j = trace->row->n - 1; j >= 0; j--) {
        float best = costs[j] + trace->row->stay[j], two = costs[j - 2] + trace->row->skip[j];
        uint8_t step = 0;
        if (costs[j - 1] <= best) {
            best = costs[j - 1];
            step = 1;
        }
        if (two < best) {
            best = two;
            step = 2;
        }
        costs[j] = best + trace->here[j];
        steps[j] = step;
    }
}

static bool forward(struct trace *trace, const float *traits, int32_t n)
{
    for (int32_t j = 0; j < trace->row->n + 2; j++)
        trace->costs[j] = INFINITY;
    trace->costs[1] = 0; /* where the row is entered */
    for (int32_t t = 0; t < n; t++) {
        fms_row_costs(trace->row, traits + (ptrdiff_t) t * FMS_TRAITS, 0, trace->row->n, trace->here);
        advance(trace, trace->steps + (ptrdiff_t) t * trace->row->n);
        trace->costs[1] = INFINITY;
    }
    return trace->costs[2 + trace->row->n - 1] < INFINITY || trace->costs[2 + trace->row->n - 2] < INFINITY;
}

/* Words on the way from the last moment to the first. */
static void backward(const struct trace *trace, const float *traits, int32_t n, struct fms_stretch *words, float *cost)
{
    const struct fms_row *row = trace->row;
    int32_t j = trace->costs[2 + row->n - 2] < trace->costs[2 + row->n - 1] ? row->n - 2 : row->n - 1;
    double sum = 0;
    int64_t counted = 0;
    int32_t after = -1; /* the word of the moment after this */
    for (int32_t t = n - 1; t >= 0 && j >= 0; t--) {
        int32_t word = row->words[j];
        if (word >= 0) {
            struct fms_stretch *stretch = &words[word];
            stretch->from = t;
            stretch->to = after == word ? stretch->to : t + 1;
            fms_row_costs(row, traits + (ptrdiff_t) t * FMS_TRAITS, j, j + 1, trace->here);
            sum += (double) trace->here[0];
            counted++;
        } else if (after >= 0) {
            words[after].silent = true;
        }
        after = word;
        j -= trace->steps[(ptrdiff_t) t * row->n + j];
    }
    *cost = counted > 0 ? (float) (sum / (double) counted) : FMS_ROW_UNALIKE;
}

struct fms_stretch *fms_trace(const struct fms_row *row, const float *traits, int32_t n, size_t n_words, float *cost)
{
    struct trace trace = { row, g_new0(float, row->n + 2), g_new0(float, row->n),
                           g_new0(uint8_t, (gsize) MAX(n, 1) * row->n) };
    struct fms_stretch *words = NULL;
    if (n > 0 && forward(&trace, traits, n)) {
        words = g_new0(struct fms_stretch, n_words);
        backward(&trace, traits, n, words, cost);
    }
    g_free(trace.costs);
    g_free(trace.here);
    g_free(trace.steps);
    return words;
}
