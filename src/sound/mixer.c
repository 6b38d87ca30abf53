/*
 * The mix, block by block: music and sounds under their plan of ducking, then the voice on top.
 *
 * At any moment one take sounds and a few tracks do, so the mixer holds those and walks through the sheet. Nothing here
 * depends on how many samples are asked for at a time: the same film comes out in any portions.
 */
#include "mixer-private.h"

#include "diags.h"
#include "ducking-private.h"
#include "ease-sound-private.h"
#include "strand-private.h"
#include "ticks.h"

#include <math.h>
#include <string.h>

#define BLOCK FMS_STRAND_BLOCK
#define EDGE (FMS_SAMPLE_RATE * 2 / 1000) /* a take's fade where it does not start or end at rest */
#define AT_REST 0.001f

struct fms_mixer {
    const struct fms_cuesheet *sheet;
    const struct fms_pcm_port *port;
    fms_read_take *read_take;
    const struct fms_track *tracks;
    struct fms_track *own_tracks; /* or NULL */
    int64_t at;

    struct fms_ducking *ducking;
    size_t next_track;
    GPtrArray *strands; /* the tracks that are on, in the order in which they began */

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
    mixer->strands = g_ptr_array_new_with_free_func(fms_strand_close);
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

/* Opens what begins before `end`. */
static bool open_strands(struct fms_mixer *mixer, int64_t end, GError **error)
{
    for (; mixer->next_track < fms_tracks_count(mixer->sheet); mixer->next_track++) {
        const struct fms_track *track = &mixer->tracks[mixer->next_track];
        if (track->from >= end)
            return true;
        if (track->mute || track->ends <= track->from)
            continue;
        struct fms_strand *strand = fms_strand_open(mixer->port, track, error);
        if (!strand)
            return false;
        g_ptr_array_add(mixer->strands, strand);
    }
    return true;
}

static bool mix_strands(struct fms_mixer *mixer, float *out, int64_t n, GError **error)
{
    float ducking[BLOCK];
    int64_t end = mixer->at + n;
    const struct fms_strand_block block = { mixer->at, n, ducking, out };
    if (!open_strands(mixer, end, error))
        return false;
    fms_ducking_read(mixer->ducking, mixer->at, n, ducking);
    for (guint i = 0; i < mixer->strands->len;) {
        struct fms_strand *strand = mixer->strands->pdata[i];
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
        if (!mix_strands(mixer, block, m, error) || !mix_voice(mixer, block, m, error))
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
    g_ptr_array_unref(mixer->strands);
    fms_ducking_free(mixer->ducking);
    g_free(mixer->own_tracks);
    g_free(mixer);
}
