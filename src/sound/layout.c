/*
 * Cues become tracks: one list for music and sounds, so that the mixer has one kind of thing to play. Whatever a sheet
 * asks for is brought into reason here; nothing after this asks again.
 */
#include "tracks-private.h"

#include "varispeed-private.h"

#include <stdlib.h>

static double gain_of(int32_t cdb)
{
    return CLAMP(cdb, FMS_LEAST_GAIN_CDB, FMS_MOST_GAIN_CDB) / 100.0;
}

/* Brings the fades into [from, to). */
static void fit_fades(struct fms_track *track)
{
    int64_t length = MAX(track->to - track->from, 1);
    int64_t in = CLAMP(track->fade_in, FMS_LEAST_FADE, length), out = CLAMP(track->fade_out, FMS_LEAST_FADE, length);
    if (in + out > length) {
        double share = (double) in / (double) (in + out);
        in = MAX((int64_t) (share * (double) length), 1);
        out = MAX(length - in, 1);
    }
    track->fade_in = in;
    track->fade_out = out;
}

static struct fms_track music_track(const struct fms_cuesheet *sheet, size_t i)
{
    const struct fms_music_cue *cue = &sheet->music[i];
    struct fms_track track = {
        .path = cue->asset->path,
        .is_music = true,
        .from = MAX(cue->from, 0),
        .to = MIN(cue->to, sheet->n_samples),
        .fade_in = cue->fade_in,
        .fade_out = cue->fade_out,
        .power_in = i > 0 && sheet->music[i - 1].to > cue->from,
        .power_out = i + 1 < sheet->n_music && sheet->music[i + 1].from < cue->to,
        .speed_permille = 1000,
        .repeats = true,
        .ducked = cue->ducked,
        .gain_db = gain_of(cue->gain_cdb),
    };
    return track;
}

static struct fms_track sound_track(const struct fms_cuesheet *sheet, size_t i)
{
    const struct fms_sound_cue *cue = &sheet->sounds[i];
    struct fms_track track = {
        .path = cue->asset->path,
        .from = MAX(cue->at, 0),
        .to = cue->n > 0 && cue->at < sheet->n_samples ? cue->at + MIN(cue->n, sheet->n_samples - cue->at) : cue->at,
        .fade_in = cue->fade_in,
        .fade_out = cue->fade_out,
        .in_point = MAX(cue->from_sample_in_asset, 0),
        .speed_permille = cue->speed_permille,
        .repeats = cue->loop,
        .ducked = cue->ducked,
        .gain_db = gain_of(cue->gain_cdb),
        .mute = cue->speed_permille < FMS_LEAST_SPEED_PERMILLE || cue->speed_permille > FMS_MOST_SPEED_PERMILLE,
    };
    return track;
}

/* Mutes the sounds that begin while as many as may be heard at once are on. */
static void thin_out(struct fms_track *sounds, size_t n)
{
    int64_t on[FMS_MOST_SOUNDS] = { 0 }; /* where those that are on end */
    for (size_t i = 0; i < n; i++) {
        size_t free = 0;
        while (free < FMS_MOST_SOUNDS && on[free] > sounds[i].from)
            free++;
        sounds[i].mute = sounds[i].mute || sounds[i].to <= sounds[i].from || free == FMS_MOST_SOUNDS;
        if (!sounds[i].mute)
            on[free] = sounds[i].to;
    }
}

struct placed {
    struct fms_track track;
    size_t rank;
};

static int by_begin(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    if (x->track.from != y->track.from)
        return x->track.from < y->track.from ? -1 : 1;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* Equal begins keep their order, whatever the C library's sort does: samples are summed in it. */
static void sort(struct fms_track *tracks, size_t n)
{
    struct placed *placed = g_new(struct placed, n + 1);
    for (size_t i = 0; i < n; i++)
        placed[i] = (struct placed){ tracks[i], i };
    qsort(placed, n, sizeof *placed, by_begin);
    for (size_t i = 0; i < n; i++)
        tracks[i] = placed[i].track;
    g_free(placed);
}

struct fms_track *fms_tracks_lay_out(const struct fms_cuesheet *sheet)
{
    size_t n = fms_tracks_count(sheet);
    struct fms_track *tracks = g_new0(struct fms_track, n + 1);
    for (size_t i = 0; i < sheet->n_music; i++)
        tracks[i] = music_track(sheet, i);
    for (size_t i = 0; i < sheet->n_sounds; i++)
        tracks[sheet->n_music + i] = sound_track(sheet, i);
    sort(tracks + sheet->n_music, sheet->n_sounds);
    thin_out(tracks + sheet->n_music, sheet->n_sounds);
    for (size_t i = 0; i < n; i++) {
        tracks[i].mute = tracks[i].mute || tracks[i].to <= tracks[i].from;
        fit_fades(&tracks[i]);
    }
    sort(tracks, n);
    return tracks;
}

int64_t fms_track_appetite(const struct fms_track *track)
{
    return fms_varispeed_appetite(track->to - track->from, track->speed_permille);
}
