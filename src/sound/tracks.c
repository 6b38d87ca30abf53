/*
 * Voices come at -20 LUFS. In the clear, music is as loud as the voice; under the voice its loudest 400 ms are 15 LU below, so
 * that not even a swell comes nearer than the 10 LU that listeners need (JAES 67(12), 2019), and the ride (ride.c) has
 * little to do. An accessible mix takes 10 LU more off. Other sounds keep their level, but for those that are louder than
 * a voice.
 */
#include "tracks-private.h"

#include "diags.h"
#include "meter-private.h"
#include "seam-private.h"
#include "ticks.h"

#include <math.h>

#define CLEAR_LUFS (-20.0)
#define CLEAR_SWELL_LUFS (-16.0)
#define MOST_GAIN_DB 40.0
#define AUDIBLE 0.001f   /* -60 dBFS: where a file's end fades below, a loop may begin again */
#define DUCKED_ROOM_LU 5 /* music lies this much lower than it has to */
#define DUCKED_SOUND_LU 2
#define LONG_LOOP (3 * FMS_SAMPLE_RATE)
#define SHORTEST_LOOP (FMS_SAMPLE_RATE / 2) /* of a sound; music is repeated only where it is a long one */
#define REST (FMS_SAMPLE_RATE / 10) /* a sound that goes out so shortly before its cue was meant to be as long */
#define LONG_SEAM (FMS_SAMPLE_RATE * 3 / 2)
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

/* What one part of a file is like. */
struct finding {
    int64_t n_samples;            /* read, no more than were wanted */
    int64_t sounds;               /* up to the last that is audible, if the file ended; else all */
    double mean_lufs, swell_lufs; /* the whole, and its loudest three seconds */
    double burst_lufs;            /* its loudest 400 ms */
    int64_t seam;                 /* where its crossfade into its beginning begins, if it is repeated */
};

struct ear {
    const struct fms_pcm_port *port;
    const int *stop; /* or NULL */
    struct fms_meter *meter;
    GArray *envelope; /* of the sound, float, for its seam */
    double square;
    int64_t n_squares;
};

static void trace(struct ear *ear, const float *samples, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        double middle = (double) samples[2 * i] + (double) samples[2 * i + 1];
        ear->square += middle * middle;
        if (++ear->n_squares < FMS_SAMPLE_RATE / FMS_SEAM_HZ)
            continue;
        float mean = (float) (ear->square / (double) ear->n_squares);
        g_array_append_val(ear->envelope, mean);
        ear->square = 0;
        ear->n_squares = 0;
    }
}

/* Reads up to `most` pairs. @return false with `error`. */
static bool listen(struct ear *ear, struct fms_pcm_reader *reader, int64_t most, struct finding *finding,
                   GError **error)
{
    float block[2 * BLOCK];
    int64_t n = 1;
    while (n > 0 && finding->n_samples < most) {
        if (ear->stop && g_atomic_int_get(ear->stop)) {
            g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "stopped");
            return false;
        }
        n = fms_pcm_fill(ear->port, reader, block, MIN(BLOCK, most - finding->n_samples), error);
        if (n < 0)
            return false;
        fms_meter_add(ear->meter, block, n);
        trace(ear, block, n);
        int64_t last = last_audible(block, n);
        finding->sounds = last > 0 ? finding->n_samples + last : finding->sounds;
        finding->n_samples += n;
    }
    finding->sounds = n > 0 ? finding->n_samples : finding->sounds;
    return true;
}

/* The most that its loudest 400 ms may have under a voice. */
static double ducked_lufs(int over_lu)
{
    return CLEAR_LUFS - over_lu - DUCKED_ROOM_LU;
}

static void set_music(struct fms_track *track, const struct finding *finding, int over_lu)
{
    if (!isfinite(finding->swell_lufs))
        return; /* nothing to hear, or too short to say */
    double clear_db = CLEAR_SWELL_LUFS - finding->swell_lufs;
    if (isfinite(finding->mean_lufs))
        clear_db = fmin(clear_db, CLEAR_LUFS - finding->mean_lufs);
    track->clear_db = fmin(clear_db, MOST_GAIN_DB);
    track->ducked_db = fmin(ducked_lufs(over_lu) - finding->burst_lufs, track->clear_db);
}

static void set_sound(struct fms_track *track, const struct finding *finding, int over_lu)
{
    track->clear_db = isfinite(finding->mean_lufs) ? fmin(0, CLEAR_LUFS - finding->mean_lufs) : 0;
    track->ducked_db = track->clear_db - over_lu - DUCKED_SOUND_LU;
    if (isfinite(finding->burst_lufs))
        track->ducked_db = fmin(track->ducked_db, ducked_lufs(over_lu) - finding->burst_lufs);
}

/* Only what is long enough for a long seam gets a musical one. */
static int64_t find_seam(const struct ear *ear, const struct finding *finding)
{
    const int64_t value = FMS_SAMPLE_RATE / FMS_SEAM_HZ;
    int64_t n = MIN(finding->sounds / value, (int64_t) ear->envelope->len);
    if (finding->sounds < LONG_LOOP)
        return MAX(finding->sounds - FMS_LEAST_FADE, 0);
    int64_t seam = fms_seam_find((const float *) (const void *) ear->envelope->data, n, LONG_SEAM / value) * value;
    return MIN(seam, finding->sounds - LONG_SEAM);
}

static bool listen_to(const struct fms_track *track, const struct fms_pcm_port *port, const int *stop,
                      struct finding *finding, GError **error)
{
    struct fms_pcm_reader *reader = port->open(port->user, track->path, track->in_point, error);
    if (!reader)
        return false;
    struct ear ear = { port, stop, fms_meter_new_music(), g_array_new(FALSE, FALSE, sizeof(float)), 0, 0 };
    bool good = listen(&ear, reader, fms_track_appetite(track), finding, error);
    struct fms_loudness heard = fms_meter_read(ear.meter);
    finding->mean_lufs = heard.integrated_lufs;
    finding->swell_lufs = fmax(heard.integrated_lufs, heard.short_term_lufs);
    finding->burst_lufs = fmax(finding->swell_lufs, heard.momentary_lufs);
    finding->seam = find_seam(&ear, finding);
    g_array_free(ear.envelope, TRUE);
    fms_meter_free(ear.meter);
    port->close(reader);
    return good;
}

static void set_track(struct fms_track *track, const struct finding *finding, int over_lu)
{
    int64_t least = track->is_music ? LONG_LOOP : SHORTEST_LOOP, length = track->to - track->from;
    int64_t missing = fms_track_appetite(track) - finding->sounds;
    bool is_short = missing > 0, is_whole = !track->is_music && missing < REST;
    int64_t rest =
        MIN(finding->n_samples, finding->sounds + FMS_LEAST_FADE); /* the last fade is in what is not heard */
    track->loops = track->repeats && is_short && !is_whole && finding->sounds >= least;
    track->crossfade = finding->sounds >= LONG_LOOP ? LONG_SEAM : FMS_LEAST_FADE;
    track->n_samples = track->loops ? finding->seam + track->crossfade : finding->sounds;
    track->ends = track->to;
    if (is_short && !track->loops)
        track->ends = track->from + MIN(length, rest * 1000 / track->speed_permille);
    (track->is_music ? set_music : set_sound)(track, finding, over_lu);
    if (!track->ducked)
        track->ducked_db = track->clear_db;
    track->clear_db += track->gain_db;
    track->ducked_db += track->gain_db;
}

/* The findings so far, by what was listened to: an effect may come a hundred times. */
static const struct finding *find(GHashTable *findings, const struct fms_track *track, const struct fms_pcm_port *port,
                                  const int *stop, GError **error)
{
    char *part = g_strdup_printf("%" G_GINT64_FORMAT "+%" G_GINT64_FORMAT " %s", track->in_point,
                                 fms_track_appetite(track), track->path);
    struct finding *finding = g_hash_table_lookup(findings, part);
    if (finding) {
        g_free(part);
        return finding;
    }
    finding = g_new0(struct finding, 1);
    bool good = listen_to(track, port, stop, finding, error);
    g_hash_table_insert(findings, part, finding);
    return good ? finding : NULL;
}

struct fms_track *fms_tracks_measure(const struct fms_cuesheet *sheet, const struct fms_pcm_port *port, const int *stop,
                                     GError **error)
{
    struct fms_track *tracks = fms_tracks_lay_out(sheet);
    GHashTable *findings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    bool good = true;
    for (size_t i = 0; good && i < fms_tracks_count(sheet); i++) {
        const struct finding *finding = tracks[i].mute ? NULL : find(findings, &tracks[i], port, stop, error);
        if (finding)
            set_track(&tracks[i], finding, fms_cuesheet_over_lu(sheet));
        good = finding || tracks[i].mute;
    }
    g_hash_table_destroy(findings);
    if (good)
        return tracks;
    g_free(tracks);
    return NULL;
}
