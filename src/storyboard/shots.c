/*
 * Groups pieces into shots: the cheapest way to cut a row of pieces, found by going along it once and looking back over
 * a few pieces. The costs say what a shot should be: about so long, whole sentences, not too many of them.
 */
#include "phrases-private.h"

#include <stdlib.h>

#define WINDOW 12 /* pieces in one shot, at most */

enum {
    PAUSE_MS = 350,      /* between sentences */
    SHOT_COST = 300,     /* every shot costs something, so that there are not too many */
    TORN_COST = 1200,    /* it begins within a sentence */
    MIXED_COST = 2500,   /* it begins within a sentence and goes on into another */
    PARAGRAPH_COST = 800 /* it goes on into another paragraph */
};

const struct fms_grouping fms_grouping_words = { 5500, 3000, 8000, 9500, 1000, 2500 };
const struct fms_grouping fms_grouping_picture = { 7000, 3500, 9000, 12000, INT64_MAX, 500 };
const struct fms_grouping fms_grouping_quote = { 9000, 4000, 13000, 14000, 1340, 0 };

/* Cost of pieces [from, to) as one shot; -1 if they do not fit. */
static int64_t cost_of(const struct fms_piece *pieces, size_t from, size_t to, const struct fms_grouping *grouping)
{
    int64_t ms = 0, load = 0, sentences = 0, cost = SHOT_COST;
    bool torn = from > 0 && pieces[from - 1].closes == FMS_PIECE_BREATH;
    for (size_t i = from; i < to; i++) {
        ms += pieces[i].measure.ms;
        load += pieces[i].measure.load;
        if (i + 1 == to || pieces[i].closes == FMS_PIECE_BREATH)
            continue;
        ms += PAUSE_MS;
        sentences++;
        cost += pieces[i].closes == FMS_PIECE_PARAGRAPH ? PARAGRAPH_COST : 0;
        cost += sentences > 1 ? grouping->crowd : 0;
        cost += torn && sentences == 1 ? MIXED_COST : 0;
    }
    if (to - from > 1 && (ms > grouping->hard_ms || load > grouping->hard_load))
        return -1;
    cost += torn ? TORN_COST : 0;
    return cost + llabs(ms - grouping->ideal_ms) / 8 + MAX(grouping->least_ms - ms, 0) + MAX(ms - grouping->most_ms, 0);
}

void fms_pieces_group(const struct fms_piece *pieces, size_t n, const struct fms_grouping *grouping, GArray *out)
{
    int64_t *least = g_new0(int64_t, n + 1);
    size_t *sizes = g_new0(size_t, n + 1), *starts = g_new0(size_t, n + 1), n_shots = 0;
    for (size_t to = 1; to <= n; to++) {
        least[to] = INT64_MAX;
        for (size_t size = 1; size <= MIN(to, WINDOW); size++) {
            int64_t cost = cost_of(pieces, to - size, to, grouping);
            if (cost < 0)
                break;
            if (least[to - size] + cost < least[to]) {
                least[to] = least[to - size] + cost;
                sizes[to] = size;
            }
        }
    }
    for (size_t to = n; to > 0; to -= sizes[to])
        starts[n_shots++] = sizes[to];
    while (n_shots > 0)
        g_array_append_val(out, starts[--n_shots]);
    g_free(least);
    g_free(sizes);
    g_free(starts);
}
