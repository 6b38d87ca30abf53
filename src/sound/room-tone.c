/*
 * White noise through a low-pass of one pole: about -82 dBFS RMS, 60 LU below a voice, far under the -70 LUFS at which a meter
 * begins to count.
 */
#include "room-tone-private.h"

#include "ease-sound-private.h"
#include "ticks.h"

#define LEVEL 0.0005f /* of the white noise, peak */
#define DARK 0.15f    /* one pole at about 1.2 kHz */
#define FADE (FMS_SAMPLE_RATE * 3 / 10)

void fms_room_tone_begin(struct fms_room_tone *tone, const struct fms_cuesheet *sheet)
{
    *tone = (struct fms_room_tone){ .sheet = sheet, .seed = { 20250101, 4077 } };
}

static float next(struct fms_room_tone *tone, int k)
{
    tone->seed[k] = tone->seed[k] * 1664525u + 1013904223u;
    float white = LEVEL * ((float) (tone->seed[k] >> 8) / 8388608.0f - 1);
    tone->dark[k] += (white - tone->dark[k]) * DARK;
    return tone->dark[k];
}

/* 1 in the open, 0 in a silence, faded outside of it; and in at the film's beginning, out at its end. */
static float openness(struct fms_room_tone *tone, int64_t at)
{
    const struct fms_cuesheet *sheet = tone->sheet;
    while (tone->silence < sheet->n_silences && sheet->silences[tone->silence].to + FADE <= at)
        tone->silence++;
    float ends = fms_ease_sound(at, FADE) * fms_ease_sound(sheet->n_samples - at, FADE);
    if (tone->silence == sheet->n_silences)
        return ends;
    const struct fms_silence *silence = &sheet->silences[tone->silence];
    return ends *
           (at < silence->from ? fms_ease_sound(silence->from - at, FADE) : fms_ease_sound(at - silence->to, FADE));
}

void fms_room_tone_add(struct fms_room_tone *tone, int64_t from, int64_t n, float *out)
{
    if (tone->sheet->n_voices == 0)
        return;
    for (int64_t i = 0; i < n; i++) {
        float open = openness(tone, from + i);
        for (int k = 0; k < 2; k++)
            out[2 * i + k] += next(tone, k) * open;
    }
}
