/*
 * The mix, block by block: music under its plan of ducking, then the voice on top.
 *
 * At any moment at most one music cue and one take sound, so the mixer holds one of each and walks through the sheet.
 * Nothing here depends on how many samples are asked for at a time: the same film comes out in any portions.
 */
#include "mixer-private.h"

#include "diags.h"
#include "ducking-private.h"
#include "ease-sound-private.h"
#include "loop-private.h"
#include "ticks.h"

#include <math.h>
#include <string.h>

#define BLOCK 2048
#define FADE_IN (FMS_SAMPLE_RATE * 3 / 2)
#define FADE_OUT (FMS_SAMPLE_RATE * 3)
#define EDGE (FMS_SAMPLE_RATE * 2 / 1000) /* a take's fade where it does not start or end at rest */
#define AT_REST 0.001f
#define CURVE 1024 /* steps of the table from ducking to gain */

struct fms_mixer {
    const struct fms_cuesheet *sheet;
    const struct fms_pcm_port *port;
    fms_read_take *read_take;
    const struct fms_track *tracks;
    struct fms_track *own_tracks; /* or NULL */
    int64_t at;

    struct fms_ducking *ducking;
    size_t music; /* the cue that sounds or comes next */
    struct fms_loop *loop;
    float curve[CURVE + 2]; /* gain by ducking, of that cue */

    size_t voice; /* the cue that sounds or comes next */
    bool voice_open;
    bool soft_start, soft_end;
};

struct fms_mixer *fms_mixer_open_measured(const struct fms_cuesheet *sheet, const struct fms_pcm_port *music,
                                          fms_read_take *read_take, const struct fms_track *tracks)
{
    struct fms_mixer *mixer = g_new0(struct fms_mixer, 1);
    mixer->sheet = sheet;
    mixer->port = music;
    mixer->read_take = read_take;
    mixer->tracks = tracks;
    mixer->ducking = fms_ducking_new(sheet);
    return mixer;
}

struct fms_mixer *fms_mixer_open(const struct fms_cuesheet *sheet, const struct fms_pcm_port *music,
                                 fms_read_take *read_take, GError **error)
{
    struct fms_track *tracks = fms_tracks_measure(sheet, music, NULL, error);
    if (!tracks)
        return NULL;
    struct fms_mixer *mixer = fms_mixer_open_measured(sheet, music, read_take, tracks);
    mixer->own_tracks = tracks;
    return mixer;
}

static bool open_music(struct fms_mixer *mixer, GError **error)
{
    const struct fms_track *track = &mixer->tracks[mixer->music];
    mixer->loop = fms_loop_open(mixer->port, mixer->sheet->music[mixer->music].asset->path, track, error);
    for (int i = 0; i < CURVE + 2; i++) {
        double amount = MIN(i, CURVE) / (double) CURVE;
        mixer->curve[i] = (float) pow(10, (track->clear_db + amount * (track->ducked_db - track->clear_db)) / 20);
    }
    return mixer->loop != NULL;
}

/* A short cue fades for a third of its length and two thirds. */
static float fade(const struct fms_music_cue *cue, int64_t at)
{
    int64_t length = cue->to - cue->from;
    return fms_ease_sound(at - cue->from, MIN(FADE_IN, length / 3 + 1)) *
           fms_ease_sound(cue->to - at, MIN(FADE_OUT, length * 2 / 3 + 1));
}

static void add_music(const struct fms_mixer *mixer, const float *music, int64_t from, int64_t n, float *out)
{
    float amount[BLOCK];
    const struct fms_music_cue *cue = &mixer->sheet->music[mixer->music];
    fms_ducking_read(mixer->ducking, from, n, amount);
    for (int64_t i = 0; i < n; i++) {
        float x = amount[i] * CURVE;
        int step = (int) x;
        float gain = mixer->curve[step] + (mixer->curve[step + 1] - mixer->curve[step]) * (x - (float) step);
        gain *= fade(cue, from + i);
        out[2 * i] += music[2 * i] * gain;
        out[2 * i + 1] += music[2 * i + 1] * gain;
    }
}

static bool mix_music(struct fms_mixer *mixer, float *out, int64_t n, GError **error)
{
    float music[2 * BLOCK];
    int64_t end = mixer->at + n;
    while (mixer->music < mixer->sheet->n_music) {
        const struct fms_music_cue *cue = &mixer->sheet->music[mixer->music];
        int64_t from = MAX(cue->from, mixer->at), to = MIN(cue->to, end);
        if (from < to) {
            if ((!mixer->loop && !open_music(mixer, error)) || !fms_loop_read(mixer->loop, music, to - from, error))
                return false;
            add_music(mixer, music, from, to - from, out + 2 * (from - mixer->at));
        }
        if (cue->to > end)
            return true;
        fms_loop_close(mixer->loop);
        mixer->loop = NULL;
        mixer->music++;
    }
    return true;
}

/* How much of a take is heard: it may hang over the end of the film. */
static int64_t heard(const struct fms_mixer *mixer, const struct fms_voice_cue *cue)
{
    return MIN(cue->take->n_samples, mixer->sheet->n_samples - cue->at);
}

static bool open_voice(struct fms_mixer *mixer, const struct fms_voice_cue *cue, GError **error)
{
    float first, last;
    if (!mixer->read_take(cue->take, 0, 1, &first, error) ||
        !mixer->read_take(cue->take, heard(mixer, cue) - 1, 1, &last, error))
        return false;
    mixer->soft_start = fabsf(first) > AT_REST;
    mixer->soft_end = fabsf(last) > AT_REST;
    mixer->voice_open = true;
    return true;
}

static void add_voice(const struct fms_mixer *mixer, const float *voice, int64_t at, int64_t n, float *out)
{
    int64_t length = heard(mixer, &mixer->sheet->voices[mixer->voice]);
    for (int64_t i = 0; i < n; i++) {
        float x = fabsf(voice[i]) <= 8 ? voice[i] : 0;
        if (mixer->soft_start && at + i < EDGE)
            x *= fms_ease_sound(at + i + 1, EDGE + 1);
        if (mixer->soft_end && length - at - i <= EDGE)
            x *= fms_ease_sound(length - at - i, EDGE + 1);
        out[2 * i] += x;
        out[2 * i + 1] += x;
    }
}

static bool mix_voice(struct fms_mixer *mixer, float *out, int64_t n, GError **error)
{
    float voice[BLOCK];
    int64_t end = mixer->at + n;
    while (mixer->voice < mixer->sheet->n_voices) {
        const struct fms_voice_cue *cue = &mixer->sheet->voices[mixer->voice];
        int64_t stop = cue->at + heard(mixer, cue), from = MAX(cue->at, mixer->at), to = MIN(stop, end);
        if (from < to) {
            if ((!mixer->voice_open && !open_voice(mixer, cue, error)) ||
                !mixer->read_take(cue->take, from - cue->at, to - from, voice, error))
                return false;
            add_voice(mixer, voice, from - cue->at, to - from, out + 2 * (from - mixer->at));
        }
        if (stop > end || cue->at >= end)
            return true;
        mixer->voice_open = false;
        mixer->voice++;
    }
    return true;
}

int64_t fms_mixer_read(struct fms_mixer *mixer, float *out, int64_t n, GError **error)
{
    int64_t done = 0;
    n = MIN(n, mixer->sheet->n_samples - mixer->at);
    while (done < n) {
        int64_t m = MIN(BLOCK, n - done);
        float *block = out + 2 * done;
        memset(block, 0, (size_t) (2 * m) * sizeof(float));
        if (!mix_music(mixer, block, m, error) || !mix_voice(mixer, block, m, error))
            return -1;
        mixer->at += m;
        done += m;
    }
    return done;
}

void fms_mixer_close(struct fms_mixer *mixer)
{
    if (!mixer)
        return;
    fms_loop_close(mixer->loop);
    fms_ducking_free(mixer->ducking);
    g_free(mixer->own_tracks);
    g_free(mixer);
}
