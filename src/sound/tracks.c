/*
 * Takes come at -20 LUFS. In the clear, music is as loud as the voice; under the voice its loudest three seconds are
 * 13 LU below, so that not even a swell comes nearer than the 10 LU that listeners need (JAES 67(12), 2019) and the 12
 * that mixer.h promises.
 */
#include "tracks-private.h"

#include "diags.h"
#include "meter-private.h"
#include "ticks.h"

#include <math.h>

#define CLEAR_LUFS (-20.0)
#define CLEAR_SWELL_LUFS (-16.0)
#define DUCKED_SWELL_LUFS (-33.0)
#define MOST_GAIN_DB 40.0
#define AUDIBLE 0.001f /* -60 dBFS: where a file's end fades below, a loop may begin again */
#define SHORTEST_LOOP (3 * FMS_SAMPLE_RATE)
#define BLOCK 4096

static void sanitise(float *samples, int64_t n)
{
    for (int64_t i = 0; i < 2 * n; i++)
        samples[i] = fabsf(samples[i]) <= 8 ? samples[i] : 0;
}

int64_t fms_pcm_fill(const struct fms_pcm_port *port, struct fms_pcm_reader *reader, float *out, int64_t n,
                     GError **error)
{
    int64_t have = 0;
    while (have < n) {
        int64_t got = port->read(reader, out + 2 * have, n - have, error);
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += got;
    }
    sanitise(out, have);
    return have;
}

static int64_t last_audible(const float *samples, int64_t n)
{
    while (n > 0 && fabsf(samples[2 * n - 2]) < AUDIBLE && fabsf(samples[2 * n - 1]) < AUDIBLE)
        n--;
    return n;
}

/* @return how long it sounds: up to `most`, or less where the file ends; -1 with `error`. */
static int64_t listen(const struct fms_pcm_port *port, struct fms_pcm_reader *reader, int64_t most,
                      struct fms_meter *meter, const int *stop, GError **error)
{
    float block[2 * BLOCK];
    int64_t at = 0, sounds = 0;
    while (at < most) {
        if (stop && g_atomic_int_get(stop)) {
            g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "stopped");
            return -1;
        }
        int64_t n = fms_pcm_fill(port, reader, block, MIN(BLOCK, most - at), error);
        if (n < 0)
            return -1;
        if (n == 0)
            return sounds;
        fms_meter_add(meter, block, n);
        int64_t last = last_audible(block, n);
        sounds = last > 0 ? at + last : sounds;
        at += n;
    }
    return most;
}

static void set_gains(struct fms_track *track, double mean_lufs, double loudest_lufs)
{
    double swell_lufs = fmax(mean_lufs, loudest_lufs);
    if (!isfinite(swell_lufs))
        return; /* nothing to hear, or too short to say */
    double clear_db = CLEAR_SWELL_LUFS - swell_lufs;
    if (isfinite(mean_lufs))
        clear_db = fmin(clear_db, CLEAR_LUFS - mean_lufs);
    track->clear_db = fmin(clear_db, MOST_GAIN_DB);
    track->ducked_db = fmin(DUCKED_SWELL_LUFS - swell_lufs, track->clear_db);
}

static bool measure(struct fms_track *track, const struct fms_music_cue *cue, const struct fms_pcm_port *port,
                    const int *stop, GError **error)
{
    struct fms_pcm_reader *reader = port->open(port->user, cue->asset->path, error);
    if (!reader)
        return false;
    struct fms_meter *meter = fms_meter_new_music();
    int64_t length = cue->to - cue->from;
    track->n_samples = listen(port, reader, length, meter, stop, error);
    track->loops = track->n_samples >= SHORTEST_LOOP && track->n_samples < length;
    set_gains(track, fms_meter_read(meter).integrated_lufs, fms_meter_loudest_lufs(meter));
    fms_meter_free(meter);
    port->close(reader);
    return track->n_samples >= 0;
}

struct fms_track *fms_tracks_measure(const struct fms_cuesheet *sheet, const struct fms_pcm_port *port, const int *stop,
                                     GError **error)
{
    struct fms_track *tracks = g_new0(struct fms_track, sheet->n_music + 1);
    for (size_t i = 0; i < sheet->n_music; i++) {
        if (measure(&tracks[i], &sheet->music[i], port, stop, error))
            continue;
        g_free(tracks);
        return NULL;
    }
    return tracks;
}
