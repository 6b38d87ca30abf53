#include "pauses-private.h"

#include "espeak-private.h"

#include <math.h>

#define SILENCE 0.005f /* of the peak: -46 dB */

static float threshold(const GArray *sound)
{
    float peak = 0;
    for (guint i = 0; i < sound->len; i++)
        peak = fmaxf(peak, fabsf(g_array_index(sound, float, i)));
    return peak * SILENCE;
}

/* The first onset of the pause's word; -1 if there is none. */
static int64_t find_word(const GArray *onsets, const struct fms_pause *pause)
{
    for (guint i = 0; i < onsets->len; i++)
        if (g_array_index(onsets, struct fms_onset, i).character >= pause->character)
            return i;
    return -1;
}

static void move_onsets(GArray *onsets, int64_t from, int64_t by)
{
    for (guint i = 0; i < onsets->len; i++) {
        struct fms_onset *onset = &g_array_index(onsets, struct fms_onset, i);
        if (onset->sample >= from)
            onset->sample += by;
    }
}

/* Makes the silence [from, to) as long as `wanted`; what is added is digital silence in its middle. */
static void stretch(GArray *sound, guint from, guint to, guint wanted)
{
    guint now = to - from, middle = from + MIN(now, wanted) / 2;
    if (wanted > now) {
        float *silence = g_new0(float, wanted - now);
        g_array_insert_vals(sound, middle, silence, wanted - now);
        g_free(silence);
    } else if (wanted < now) {
        g_array_remove_range(sound, middle, now - wanted);
    }
}

void fms_pauses_set(GArray *sound, GArray *onsets, const GArray *pauses, int32_t rate_hz)
{
    float silence = threshold(sound);
    for (guint i = 0; i < pauses->len; i++) {
        const struct fms_pause *pause = &g_array_index(pauses, struct fms_pause, i);
        int64_t word = find_word(onsets, pause);
        if (word < 0 || g_array_index(onsets, struct fms_onset, word).sample >= sound->len)
            continue;
        guint from = (guint) g_array_index(onsets, struct fms_onset, word).sample, to = from;
        while (from > 0 && fabsf(g_array_index(sound, float, from - 1)) < silence)
            from--;
        while (to < sound->len && fabsf(g_array_index(sound, float, to)) < silence)
            to++;
        if (from == 0 || to == sound->len)
            continue;
        guint wanted = (guint) ((int64_t) pause->ms * rate_hz / 1000);
        move_onsets(onsets, g_array_index(onsets, struct fms_onset, word).sample, (int64_t) wanted - (to - from));
        stretch(sound, from, to, wanted);
    }
}
