/*
 * Stretches of speech: takes whose pauses are shorter than HOLD are one stretch. The music is down when a stretch
 * begins and starts to come back when it ends. HOLD is longer than the way up and the way down together, so two
 * ramps never meet.
 */
#include "ducking-private.h"

#include "ease-sound-private.h"
#include "ticks.h"

#define DOWN (FMS_SAMPLE_RATE / 4)
#define UP (FMS_SAMPLE_RATE * 4 / 5)
#define HOLD (FMS_SAMPLE_RATE * 6 / 5)

G_STATIC_ASSERT(DOWN + UP <= HOLD);

struct stretch {
    int64_t from, to;
};

struct fms_ducking {
    GArray *stretches;
    guint i; /* the first that may still matter */
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

static float amount_in(const struct stretch *stretch, int64_t at)
{
    if (at < stretch->from)
        return fms_ease_sound(at - stretch->from + DOWN, DOWN);
    return at < stretch->to ? 1 : 1 - fms_ease_sound(at - stretch->to, UP);
}

void fms_ducking_read(struct fms_ducking *ducking, int64_t from, int64_t n, float *amount)
{
    for (int64_t at = from; at < from + n; at++) {
        while (ducking->i < ducking->stretches->len &&
               at >= g_array_index(ducking->stretches, struct stretch, ducking->i).to + UP)
            ducking->i++;
        amount[at - from] = 0;
        if (ducking->i < ducking->stretches->len)
            amount[at - from] = amount_in(&g_array_index(ducking->stretches, struct stretch, ducking->i), at);
    }
}

void fms_ducking_free(struct fms_ducking *ducking)
{
    g_array_unref(ducking->stretches);
    g_free(ducking);
}
