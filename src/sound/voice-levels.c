/*
 * A speaker's loudness is the mean of their lines' energies, each as long as it lasts. So one gain serves all that somebody says, and
 * what is said softly stays softer than the rest; only where a line strays too far (another recording, another
 * microphone) what is too much of it is taken back.
 */
#include "voice-levels-private.h"

#include "diags.h"
#include "meter-private.h"
#include "ticks.h"
#include "voice-chain-private.h"

#include <math.h>

#define AIM_LUFS (-20.0)
#define FREE_LU 2.0  /* how far a line may be from its speaker's mean */
#define MOST_DB 12.0 /* takes come matched, roughly: more than this is no voice but noise */
#define BLOCK 4096
#define AFTER (FMS_SAMPLE_RATE * 2 / 5) /* silence behind a word, so that the shortest fills the meter's window */

static void add_mono(struct fms_meter *meter, const float *samples, int64_t n)
{
    float block[2 * BLOCK];
    for (int64_t i = 0; i < n; i++)
        block[2 * i] = block[2 * i + 1] = samples ? samples[i] : 0;
    fms_meter_add(meter, block, n);
}

static bool listen(const struct fms_take *take, fms_read_take *read_take, double *lufs, GError **error)
{
    float block[BLOCK];
    struct fms_voice_chain chain;
    struct fms_meter *meter = fms_meter_new_quick();
    bool good = true;
    fms_voice_chain_begin(&chain, 0);
    for (int64_t at = 0; good && at < take->n_samples; at += BLOCK) {
        int64_t n = MIN(BLOCK, take->n_samples - at);
        good = read_take(take, at, n, block, error);
        if (good) {
            fms_voice_chain_run(&chain, block, n);
            add_mono(meter, block, n);
        }
    }
    for (int64_t at = 0; at < AFTER; at += BLOCK)
        add_mono(meter, NULL, MIN(BLOCK, AFTER - at));
    *lufs = fms_meter_read(meter).integrated_lufs;
    fms_meter_free(meter);
    return good;
}

/* Without what its cue asks for. */
static double plain_lufs(const struct fms_voice_cue *cue, const struct fms_voice_level *level)
{
    return level->lufs - cue->volume_cdb / 100.0;
}

static double speaker_lufs(const struct fms_cuesheet *sheet, const struct fms_voice_level *levels, int32_t speaker)
{
    double energy = 0, seconds = 0;
    for (size_t i = 0; i < sheet->n_voices; i++) {
        const struct fms_voice_cue *cue = &sheet->voices[i];
        if (cue->speaker != speaker || !isfinite(levels[i].lufs))
            continue;
        energy += pow(10, plain_lufs(cue, &levels[i]) / 10) * (double) cue->take->n_samples;
        seconds += (double) cue->take->n_samples;
    }
    return seconds > 0 ? 10 * log10(energy / seconds) : AIM_LUFS;
}

static void match(const struct fms_voice_cue *cue, struct fms_voice_level *level, double mean_lufs)
{
    double stray = plain_lufs(cue, level) - mean_lufs, too_much = stray - CLAMP(stray, -FREE_LU, FREE_LU);
    if (!isfinite(level->lufs))
        return;
    level->gain_db = CLAMP(AIM_LUFS - mean_lufs - too_much, -MOST_DB, MOST_DB);
    level->lufs += level->gain_db;
}

/* Speakers are few; each is reckoned where the first of their lines comes. */
static void match_all(const struct fms_cuesheet *sheet, struct fms_voice_level *levels)
{
    GHashTable *means = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    for (size_t i = 0; i < sheet->n_voices; i++) {
        gpointer speaker = GINT_TO_POINTER(sheet->voices[i].speaker);
        if (g_hash_table_contains(means, speaker))
            continue;
        double *mean = g_new(double, 1);
        *mean = speaker_lufs(sheet, levels, sheet->voices[i].speaker);
        g_hash_table_insert(means, speaker, mean);
    }
    for (size_t i = 0; i < sheet->n_voices; i++) {
        const double *mean = g_hash_table_lookup(means, GINT_TO_POINTER(sheet->voices[i].speaker));
        match(&sheet->voices[i], &levels[i], *mean);
    }
    g_hash_table_destroy(means);
}

struct fms_voice_level *fms_voice_levels_measure(const struct fms_cuesheet *sheet, fms_read_take *read_take,
                                                 const int *stop, GError **error)
{
    struct fms_voice_level *levels = g_new0(struct fms_voice_level, sheet->n_voices + 1);
    bool good = true;
    for (size_t i = 0; good && i < sheet->n_voices; i++) {
        good = !stop || !g_atomic_int_get(stop);
        if (!good)
            g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "stopped");
        else
            good = listen(sheet->voices[i].take, read_take, &levels[i].lufs, error);
    }
    if (good) {
        match_all(sheet, levels);
        return levels;
    }
    g_free(levels);
    return NULL;
}
