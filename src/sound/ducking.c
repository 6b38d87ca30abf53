/*
 * Stretches of speech: takes whose pauses are shorter than HOLD are one stretch. In a longer pause the music comes back, the
 * further the longer the pause is: all the way up and down again within two seconds would be heard as a pump. The way up
 * is over before the way down begins, so two ramps never meet.
 */
#include "ducking-private.h"

#include "ease-sound-private.h"
#include "ticks.h"

#define DOWN (FMS_SAMPLE_RATE * 2 / 5)
#define AHEAD                                                                                                          \
    (FMS_SAMPLE_RATE * 3 / 10) /* and is down so long before somebody speaks: the first word's 400 ms begin there */
#define UP (FMS_SAMPLE_RATE * 3 / 2)
#define HOLD (FMS_SAMPLE_RATE * 6 / 5)
#define WHOLE (4 * FMS_SAMPLE_RATE) /* a pause of this length brings all of it back */

struct stretch {
    int64_t from, to;
};

struct fms_ducking {
    GArray *stretches;
    guint i; /* the first that is not over */
};

struct fms_ducking *fms_ducking_new(const struct fms_cuesheet *sheet)
{
    struct fms_ducking *ducking = g_new0(struct fms_ducking, 1);
    ducking->stretches = g_array_new(FALSE, FALSE, sizeof(struct stretch));
    struct stretch *last = NULL;
    for (size_t i = 0; i < sheet->n_voices; i++) {
        struct stretch next = { sheet->voices[i].at, sheet->voices[i].at + sheet->voices[i].take->n_samples };
        if (last && next.from - last->to < HOLD) {
            last->to = MAX(last->to, next.to);
            continue;
        }
        g_array_append_val(ducking->stretches, next);
        last = &g_array_index(ducking->stretches, struct stretch, ducking->stretches->len - 1);
    }
    return ducking;
}

static float way_down(const struct stretch *after, int64_t at)
{
    return fms_ease_sound(after->from - AHEAD - at, DOWN);
}

/* How far the music comes back at `at` in the pause between two stretches; NULL where there is none. */
static float openness(const struct stretch *before, const struct stretch *after, int64_t at)
{
    if (before && after) {
        int64_t pause = after->from - before->to, way_up = MIN(UP, pause - AHEAD - DOWN);
        float up = fms_ease_sound(at - before->to, way_up), down = way_down(after, at);
        const int64_t whole = WHOLE - HOLD;
        float most = (float) MIN(pause - HOLD, whole) / (float) whole;
        return most * up * down;
    }
    if (before)
        return fms_ease_sound(at - before->to, UP);
    return after ? way_down(after, at) : 1;
}

void fms_ducking_read(struct fms_ducking *ducking, int64_t from, int64_t n, float *amount)
{
    const struct stretch *all = (const struct stretch *) (const void *) ducking->stretches->data;
    guint n_all = ducking->stretches->len;
    for (int64_t at = from; at < from + n; at++) {
        while (ducking->i < n_all && at >= all[ducking->i].to)
            ducking->i++;
        const struct stretch *after = ducking->i < n_all ? &all[ducking->i] : NULL;
        const struct stretch *before = ducking->i > 0 ? &all[ducking->i - 1] : NULL;
        amount[at - from] = after && at >= after->from ? 1 : 1 - openness(before, after, at);
    }
}

void fms_ducking_free(struct fms_ducking *ducking)
{
    g_array_unref(ducking->stretches);
    g_free(ducking);
}
