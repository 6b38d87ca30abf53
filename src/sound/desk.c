/*
 * The survey mixes voices and what makes room for them, each by itself, and notes how loud they are every 10 ms. From
 * these notes the ride is planned, and what a report says of the voice is read.
 */
#include "desk-private.h"

#include "diags.h"
#include "energy-private.h"

#include <math.h>
#include <string.h>

#define HOP FMS_ENERGY_HOP
#define STEP 10           /* hops from one gated block to the next: 100 ms */
#define GATE_LUFS (-70.0) /* what is softer, the room's tone above all, no meter counts */
#define GATE_LU (-10.0)

/* Only what is ducked lies under a voice; an effect on its cue is meant to be heard. */
static struct fms_track *ducked_only(const struct fms_desk *desk)
{
    size_t n = fms_tracks_count(desk->sheet);
    struct fms_track *tracks = g_new(struct fms_track, n + 1);
    memcpy(tracks, desk->tracks, n * sizeof *tracks);
    for (size_t i = 0; i < n; i++)
        tracks[i].mute = tracks[i].mute || !tracks[i].ducked;
    return tracks;
}

static bool note_hops(struct fms_mixer *mixer, const int *stop, GArray *hops, GError **error)
{
    float voice[2 * HOP], bed[2 * HOP], effects[2 * HOP];
    const struct fms_stems stems = { voice, bed, effects };
    struct fms_energy voices, beds;
    fms_energy_begin(&voices, 2);
    fms_energy_begin(&beds, 2);
    int64_t n;
    while ((n = fms_mixer_read_stems(mixer, &stems, HOP, error)) > 0) {
        if (stop && g_atomic_int_get(stop)) {
            g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "stopped");
            return false;
        }
        for (int64_t i = 0; i < 2 * n; i++)
            bed[i] += effects[i];
        fms_energy_add(&voices, voice, n);
        fms_energy_add(&beds, bed, n);
        double bed_lufs = fms_energy_momentary(&beds);
        struct fms_ride_hop hop = { (float) fms_energy_momentary(&voices),
                                    bed_lufs > GATE_LUFS ? (float) bed_lufs : -HUGE_VALF, -HUGE_VALF };
        g_array_append_val(hops, hop);
    }
    return n == 0;
}

/* A line is heard in every 400 ms that it reaches into, so it lasts that much longer; the next one's own counts from its begin. */
static void note_lines(const struct fms_desk *desk, GArray *hops)
{
    for (size_t i = 0; i < desk->sheet->n_voices; i++) {
        const struct fms_voice_cue *cue = &desk->sheet->voices[i];
        int64_t to = MIN((cue->at + cue->take->n_samples) / HOP + FMS_MOMENTARY_HOPS, (int64_t) hops->len - 1);
        for (int64_t k = MAX(cue->at, 0) / HOP; k <= to; k++)
            g_array_index(hops, struct fms_ride_hop, k).line = (float) desk->levels[i].lufs;
    }
}

/* Mean loudness of the voice where it is over a gate. */
static double gated(const GArray *hops, double gate_lufs)
{
    double energy = 0;
    int64_t n = 0;
    for (guint i = FMS_MOMENTARY_HOPS - 1; i < hops->len; i += STEP) {
        double lufs = (double) g_array_index(hops, struct fms_ride_hop, i).voice;
        if (lufs < gate_lufs)
            continue;
        energy += pow(10, lufs / 10);
        n++;
    }
    return n > 0 ? 10 * log10(energy / (double) n) : -HUGE_VAL;
}

static bool survey(struct fms_desk *desk, const int *stop, GError **error)
{
    struct fms_desk bare = *desk;
    bare.tracks = ducked_only(desk);
    struct fms_mixer *mixer = fms_mixer_open_at(&bare);
    GArray *hops = g_array_new(FALSE, FALSE, sizeof(struct fms_ride_hop));
    bool good = note_hops(mixer, stop, hops, error);
    if (good) {
        note_lines(desk, hops);
        struct fms_ride_hop *all = (struct fms_ride_hop *) (void *) hops->data;
        desk->ride = fms_ride_plan(all, hops->len, fms_cuesheet_over_lu(desk->sheet));
        desk->distance_lu = fms_ride_distance(desk->ride, all, hops->len);
        desk->dialogue_lufs = gated(hops, fmax(GATE_LUFS, gated(hops, GATE_LUFS) + GATE_LU));
    }
    g_array_free(hops, TRUE);
    fms_mixer_close(mixer);
    g_free(bare.tracks);
    return good;
}

bool fms_desk_open(struct fms_desk *desk, const struct fms_cuesheet *sheet, const struct fms_pcm_port *port,
                   fms_read_take *read_take, const int *stop, GError **error)
{
    *desk = (struct fms_desk){ .sheet = sheet, .port = port, .read_take = read_take };
    desk->dialogue_lufs = -HUGE_VAL;
    desk->distance_lu = HUGE_VAL;
    desk->tracks = fms_tracks_measure(sheet, port, stop, error);
    desk->levels = desk->tracks ? fms_voice_levels_measure(sheet, read_take, stop, error) : NULL;
    bool good = desk->levels && (sheet->n_voices == 0 || survey(desk, stop, error));
    if (!good)
        fms_desk_close(desk);
    return good;
}

void fms_desk_close(struct fms_desk *desk)
{
    g_free(desk->tracks);
    g_free(desk->levels);
    fms_ride_free(desk->ride);
    *desk = (struct fms_desk){ 0 };
}
