/*
 * One pass over the recording (Ney's one-stage search). Each state of each row holds the cost of the cheapest way that ends there,
 * and where in the history of lines that way entered its row. After a row's end its successor is entered for nothing, any
 * other row for the price of a jump: a line left out, read again or elsewhere costs one jump. A way that is dearer
 * than the cheapest by more than the beam is given up, so that a text read in its order costs as much as its recording is
 * long and no more.
 *
 * The states of a row lie behind two that are never reached; the second is where the row is entered.
 */
#include "search-private.h"

#include <math.h>
#include <string.h>

#define JUMP 12.0f /* some 0.2 s of wrong sounds: less would be a whim, more would miss a short sentence */
#define BEAM 70.0f /* a second and a half of wrong sounds: coughs and slips are survived */

enum { PADS = 2 };

/* A line has been read: the ways that entered another row then point here. */
struct history {
    int32_t line; /* -1: nothing yet */
    int32_t end;  /* the moment behind it */
    int32_t before;
};

/* A row in the search: states [low, high) are alive. */
struct track {
    const struct fms_row *row;
    float *costs; /* PADS + n */
    int32_t *histories;
    int32_t low, high;
};

struct search {
    size_t n;
    struct track *tracks;
    GArray *history;
    float *here; /* costs of one moment in one row */
    float lead;  /* nothing has been read so far */
    float best;
};

static void open_track(struct track *track, const struct fms_row *row)
{
    track->row = row;
    track->costs = g_new0(float, row->n + PADS);
    track->histories = g_new0(int32_t, row->n + PADS);
    for (int32_t j = 0; j < row->n + PADS; j++)
        track->costs[j] = INFINITY;
}

static struct search open_search(const struct fms_rows *rows)
{
    struct search search = { .n = rows->n, .tracks = g_new0(struct track, rows->n) };
    int32_t longest = 1;
    for (size_t i = 0; i < rows->n; i++) {
        open_track(&search.tracks[i], &rows->rows[i]);
        longest = MAX(longest, rows->rows[i].n);
    }
    search.here = g_new(float, longest);
    search.history = g_array_new(FALSE, FALSE, sizeof(struct history));
    struct history nothing = { -1, 0, -1 };
    g_array_append_val(search.history, nothing);
    return search;
}

static void close_search(struct search *search)
{
    for (size_t i = 0; i < search->n; i++) {
        g_free(search->tracks[i].costs);
        g_free(search->tracks[i].histories);
    }
    g_free(search->tracks);
    g_free(search->here);
    g_array_unref(search->history);
}

/* One moment in one row. From behind, so that the states of the moment before are still there. */
static void advance(struct track *track, const float *here)
{
    const struct fms_row *row = track->row;
    float *costs = track->costs + PADS;
    int32_t *histories = track->histories + PADS;
    for (int32_t j = track->high - 1; j >= track->low; j--) {
        float best = costs[j] + row->stay[j], one = costs[j - 1], two = costs[j - 2] + row->skip[j];
        int32_t from = j;
        if (one <= best) {
            best = one;
            from = j - 1;
        }
        if (two < best) {
            best = two;
            from = j - 2;
        }
        costs[j] = best + here[j - track->low];
        histories[j] = histories[from];
    }
}

/* Gives up what is too dear, and narrows the row to what is left. */
static void narrow(struct track *track, float limit)
{
    float *costs = track->costs + PADS;
    int32_t low = track->low, high = track->high;
    while (low < high && costs[low] > limit)
        costs[low++] = INFINITY;
    while (high > low && costs[high - 1] > limit)
        costs[--high] = INFINITY;
    for (int32_t j = low; j < high; j++)
        costs[j] = costs[j] > limit ? INFINITY : costs[j];
    track->low = low;
    track->high = high;
}

static void enter(struct track *track, float cost, int32_t history)
{
    track->costs[1] = cost;
    track->histories[1] = history;
}

/* Moves all rows by a moment. */
static void move(struct search *search, const float *traits)
{
    search->best = search->lead;
    for (size_t i = 0; i < search->n; i++) {
        struct track *track = &search->tracks[i];
        bool entered = track->costs[1] < INFINITY;
        if (!entered && track->low >= track->high)
            continue;
        if (track->low >= track->high)
            track->low = track->high = 0;
        track->low = entered ? 0 : track->low;
        track->high = MIN(track->high + 2, track->row->n);
        fms_row_costs(track->row, traits, track->low, track->high, search->here);
        advance(track, search->here);
        track->costs[1] = INFINITY;
        for (int32_t j = track->low; j < track->high; j++)
            search->best = fminf(search->best, track->costs[PADS + j]);
    }
    for (size_t i = 0; i < search->n; i++)
        if (search->tracks[i].low < search->tracks[i].high)
            narrow(&search->tracks[i], search->best + BEAM);
}

/* The cheapest way to a row's end: its last state, or the last of its last word. */
static float end_of(const struct track *track, int32_t *history)
{
    int32_t last = track->row->n - 1;
    const float *costs = track->costs + PADS;
    if (track->high <= last - 1 || track->low >= track->high)
        return INFINITY;
    int32_t at = costs[last - 1] < costs[last] ? last - 1 : last;
    *history = track->histories[PADS + at];
    return costs[at];
}

static int32_t remember(struct search *search, int32_t line, int32_t end, int32_t before)
{
    struct history entry = { line, end, before };
    g_array_append_val(search->history, entry);
    return (int32_t) search->history->len - 1;
}

/* Where a row ends at moment `t`, others begin: the next for nothing, all for the price of a jump. */
static void pass_on(struct search *search, int32_t t)
{
    float jump = search->lead + JUMP, limit = search->best + BEAM;
    int32_t jumper = 0;
    if (search->lead <= limit && search->n > 0)
        enter(&search->tracks[0], search->lead, 0);
    for (size_t i = 0; i < search->n; i++) {
        int32_t before = 0;
        float cost = end_of(&search->tracks[i], &before);
        if (!(cost <= limit))
            continue;
        int32_t entry = remember(search, (int32_t) i, t, before);
        if (i + 1 < search->n)
            enter(&search->tracks[i + 1], cost, entry);
        if (cost + JUMP < jump) {
            jump = cost + JUMP;
            jumper = entry;
        }
    }
    for (size_t i = 0; i < search->n && jump <= limit; i++)
        if (jump < search->tracks[i].costs[1])
            enter(&search->tracks[i], jump, jumper);
}

/* The way back through the history of the cheapest end. */
static GArray *trace_back(struct search *search, int32_t n)
{
    GArray *passages = g_array_new(FALSE, FALSE, sizeof(struct fms_passage));
    float best = INFINITY;
    int32_t line = -1, at = 0;
    for (size_t i = 0; i < search->n; i++) {
        int32_t before = 0;
        float cost = end_of(&search->tracks[i], &before);
        if (cost < best) {
            best = cost;
            line = (int32_t) i;
            at = before;
        }
    }
    for (int32_t end = n; line >= 0;) {
        struct history entry = g_array_index(search->history, struct history, at);
        struct fms_passage passage = { line, entry.end, end };
        g_array_prepend_val(passages, passage);
        line = entry.line;
        end = entry.end;
        at = entry.before;
    }
    return passages;
}

bool fms_search(const struct fms_rows *rows, const float *traits, int64_t n, const int *stop, GArray **passages)
{
    struct search search = open_search(rows);
    bool stopped = false;
    pass_on(&search, 0);
    for (int64_t t = 0; t < n && !stopped; t++) {
        move(&search, traits + t * FMS_TRAITS);
        search.lead += FMS_ROW_UNALIKE;
        pass_on(&search, (int32_t) t + 1);
        stopped = stop && t % 256 == 0 && g_atomic_int_get(stop);
    }
    *passages = trace_back(&search, (int32_t) n);
    close_search(&search);
    return !stopped;
}
