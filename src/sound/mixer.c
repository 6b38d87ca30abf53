/*
 * The mix, block by block: music and sounds under their plan of ducking, the voice through its chain, and the room, each in
 * a stem of its own; the mix is their sum.
 *
 * At any moment one take sounds and a few tracks do, so the mixer holds those and walks through the sheet. Nothing here
 * depends on how many samples are asked for at a time: the same film comes out in any portions.
 */
#include "desk-private.h"
#include "diags.h"
#include "ducking-private.h"
#include "ease-sound-private.h"
#include "room-tone-private.h"
#include "strand-private.h"
#include "ticks.h"
#include "voice-chain-private.h"

#include <math.h>
#include <string.h>

#define BLOCK FMS_STRAND_BLOCK
#define EDGE (FMS_SAMPLE_RATE * 2 / 1000) /* a take's fade where it does not start at rest, and at its end */
#define AT_REST 0.001f

struct fms_mixer {
    const struct fms_desk *desk;
    const struct fms_cuesheet *sheet;
    struct fms_desk own_desk; /* of a mixer that opened it itself */
    int64_t at;

    struct fms_ducking *ducking;
    size_t next_track;
    GPtrArray *strands; /* the tracks that are on, in the order in which they began */
    struct fms_room_tone room;

    size_t voice; /* the cue that sounds or comes next */
    bool voice_open, soft_start;
    struct fms_voice_chain chain;
};

struct fms_mixer *fms_mixer_open_at(const struct fms_desk *desk)
{
    struct fms_mixer *mixer = g_new0(struct fms_mixer, 1);
    mixer->desk = desk;
    mixer->sheet = desk->sheet;
    mixer->ducking = fms_ducking_new(desk->sheet);
    mixer->strands = g_ptr_array_new_with_free_func(fms_strand_close);
    fms_room_tone_begin(&mixer->room, desk->sheet);
    return mixer;
}

struct fms_mixer *fms_mixer_open(const struct fms_cuesheet *sheet, const struct fms_pcm_port *music,
                                 fms_read_take *read_take, GError **error)
{
    struct fms_desk desk;
    if (!fms_desk_open(&desk, sheet, music, read_take, NULL, error))
        return NULL;
    struct fms_mixer *mixer = fms_mixer_open_at(&desk);
    mixer->own_desk = desk;
    mixer->desk = &mixer->own_desk;
    return mixer;
}

/* Opens what begins before `end`. */
static bool open_strands(struct fms_mixer *mixer, int64_t end, GError **error)
{
    for (; mixer->next_track < fms_tracks_count(mixer->sheet); mixer->next_track++) {
        const struct fms_track *track = &mixer->desk->tracks[mixer->next_track];
        if (track->from >= end)
            return true;
        if (track->mute || track->ends <= track->from)
            continue;
        struct fms_strand *strand = fms_strand_open(mixer->desk->port, track, error);
        if (!strand)
            return false;
        g_ptr_array_add(mixer->strands, strand);
    }
    return true;
}

static bool mix_strands(struct fms_mixer *mixer, const struct fms_stems *stems, int64_t n, GError **error)
{
    float ducking[BLOCK], ride[BLOCK];
    int64_t end = mixer->at + n;
    if (!open_strands(mixer, end, error))
        return false;
    fms_ducking_read(mixer->ducking, mixer->at, n, ducking);
    fms_ride_read(mixer->desk->ride, mixer->at, n, ride);
    for (guint i = 0; i < mixer->strands->len;) {
        struct fms_strand *strand = mixer->strands->pdata[i];
        float *out = fms_strand_is_music(strand) ? stems->music : stems->effects;
        const struct fms_strand_block block = { mixer->at, n, ducking, ride, out };
        if (!fms_strand_add(strand, &block, error))
            return false;
        if (fms_strand_is_over(strand, end))
            g_ptr_array_remove_index(mixer->strands, i);
        else
            i++;
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
    float first;
    if (!mixer->desk->read_take(cue->take, 0, 1, &first, error))
        return false;
    mixer->soft_start = fabsf(first) > AT_REST;
    mixer->voice_open = true;
    fms_voice_chain_begin(&mixer->chain, mixer->desk->levels[mixer->voice].gain_db);
    return true;
}

static void add_voice(const struct fms_mixer *mixer, const float *voice, int64_t at, int64_t n, float *out)
{
    int64_t length = heard(mixer, &mixer->sheet->voices[mixer->voice]);
    for (int64_t i = 0; i < n; i++) {
        float x = voice[i];
        if (mixer->soft_start && at + i < EDGE)
            x *= fms_ease_sound(at + i + 1, EDGE + 1);
        if (length - at - i <= EDGE)
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
                !mixer->desk->read_take(cue->take, from - cue->at, to - from, voice, error))
                return false;
            fms_voice_chain_run(&mixer->chain, voice, to - from);
            add_voice(mixer, voice, from - cue->at, to - from, out + 2 * (from - mixer->at));
        }
        if (stop > end || cue->at >= end)
            return true;
        mixer->voice_open = false;
        mixer->voice++;
    }
    return true;
}

static bool mix_block(struct fms_mixer *mixer, const struct fms_stems *stems, int64_t n, GError **error)
{
    float *const all[] = { stems->voice, stems->music, stems->effects };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        memset(all[i], 0, (size_t) (2 * n) * sizeof(float));
    if (!mix_strands(mixer, stems, n, error) || !mix_voice(mixer, stems->voice, n, error))
        return false;
    fms_room_tone_add(&mixer->room, mixer->at, n, stems->effects);
    mixer->at += n;
    return true;
}

int64_t fms_mixer_read_stems(struct fms_mixer *mixer, const struct fms_stems *out, int64_t n, GError **error)
{
    n = MIN(n, mixer->sheet->n_samples - mixer->at);
    for (int64_t done = 0; done < n; done += BLOCK) {
        const struct fms_stems block = { out->voice + 2 * done, out->music + 2 * done, out->effects + 2 * done };
        if (!mix_block(mixer, &block, MIN(BLOCK, n - done), error))
            return -1;
    }
    return n;
}

int64_t fms_mixer_read(struct fms_mixer *mixer, float *out, int64_t n, GError **error)
{
    float voice[2 * BLOCK], music[2 * BLOCK], effects[2 * BLOCK];
    const struct fms_stems stems = { voice, music, effects };
    n = MIN(n, mixer->sheet->n_samples - mixer->at);
    for (int64_t done = 0; done < n; done += BLOCK) {
        int64_t m = MIN(BLOCK, n - done);
        if (!mix_block(mixer, &stems, m, error))
            return -1;
        for (int64_t i = 0; i < 2 * m; i++)
            out[2 * done + i] = music[i] + effects[i] + voice[i];
    }
    return n;
}

void fms_mixer_close(struct fms_mixer *mixer)
{
    if (!mixer)
        return;
    g_ptr_array_unref(mixer->strands);
    fms_ducking_free(mixer->ducking);
    fms_desk_close(&mixer->own_desk);
    g_free(mixer);
}
