#include "dither-private.h"

#include <glib.h>
#include <stdbool.h>

#define SIZE FMS_DITHER_SIZE
#define AREA (SIZE * SIZE)

/** Points set so far, and how crowded each place is: the sum over the points of a bell about each. */
struct field {
    uint32_t bell[SIZE][SIZE]; /**< by distance down and across, wrapped */
    uint32_t crowd[SIZE][SIZE];
    uint8_t set[AREA];
};

/* A bell of the fourth power of 1/(1 + d²): near enough to Gauss's, and made of what every CPU rounds alike. */
static void make_bell(struct field *field)
{
    for (int y = 0; y < SIZE; y++)
        for (int x = 0; x < SIZE; x++) {
            int dx = MIN(x, SIZE - x), dy = MIN(y, SIZE - y);
            double near = 1.0 / (1.0 + (dx * dx + dy * dy) / 9.0);
            field->bell[y][x] = (uint32_t) (near * near * near * near * 65536.0);
        }
}

static void put(struct field *field, int at, bool set)
{
    int px = at % SIZE, py = at / SIZE;
    field->set[at] = set;
    for (int y = 0; y < SIZE; y++) {
        const uint32_t *bell = field->bell[(y - py) & (SIZE - 1)];
        for (int x = 0; x < SIZE; x++)
            field->crowd[y][x] += set ? bell[(x - px) & (SIZE - 1)] : 0 - bell[(x - px) & (SIZE - 1)];
    }
}

/** The most crowded point that is set, or the emptiest place that is not. */
static int find(const struct field *field, bool set)
{
    const uint32_t *crowd = field->crowd[0];
    int best = -1;
    for (int i = 0; i < AREA; i++)
        if (field->set[i] == set && (best < 0 || (set ? crowd[i] > crowd[best] : crowd[i] < crowd[best])))
            best = i;
    return best;
}

/** A tenth of the places, scattered, then moved from clusters into voids until that changes nothing. */
static int scatter(struct field *field)
{
    int n = 0;
    uint32_t random = 1;
    while (n < AREA / 10) {
        random = random * 1664525u + 1013904223u;
        int at = (int) (random >> 16) % AREA;
        if (field->set[at])
            continue;
        put(field, at, true);
        n++;
    }
    for (int i = 0; i < AREA; i++) {
        int cluster = find(field, true);
        put(field, cluster, false);
        int gap = find(field, false);
        put(field, gap, true);
        if (cluster == gap)
            break;
    }
    return n;
}

static int16_t threshold(int rank)
{
    return (int16_t) (FMS_DITHER_STEP / 2 + rank * FMS_DITHER_SPAN / AREA - FMS_DITHER_SPAN / 2);
}

static int16_t *make(void)
{
    struct field *field = g_new0(struct field, 1);
    int16_t *thresholds = g_new(int16_t, AREA);
    make_bell(field);
    int n = scatter(field);
    struct field *first = g_memdup2(field, sizeof *field);
    for (int rank = n - 1; rank >= 0; rank--) {
        int at = find(first, true);
        put(first, at, false);
        thresholds[at] = threshold(rank);
    }
    for (int rank = n; rank < AREA; rank++) {
        int at = find(field, false);
        put(field, at, true);
        thresholds[at] = threshold(rank);
    }
    g_free(first);
    g_free(field);
    return thresholds;
}

const int16_t *fms_dither(void)
{
    static gsize once;
    if (g_once_init_enter(&once))
        g_once_init_leave(&once, (gsize) make());
    return (const int16_t *) once;
}
