#include "strand-private.h"

#include "ease-sound-private.h"
#include "varispeed-private.h"

#include <math.h>

#define CURVE 1024 /* steps of the table from ducking to gain */

struct fms_strand {
    const struct fms_track *track;
    struct fms_varispeed *source;
    float curve[CURVE + 2]; /* gain by ducking */
};

struct fms_strand *fms_strand_open(const struct fms_pcm_port *port, const struct fms_track *track, GError **error)
{
    struct fms_varispeed *source = fms_varispeed_open(port, track, error);
    if (!source)
        return NULL;
    struct fms_strand *strand = g_new(struct fms_strand, 1);
    strand->track = track;
    strand->source = source;
    for (int i = 0; i < CURVE + 2; i++) {
        double amount = MIN(i, CURVE) / (double) CURVE;
        strand->curve[i] = (float) pow(10, (track->clear_db + amount * (track->ducked_db - track->clear_db)) / 20);
    }
    return strand;
}

static float fade(const struct fms_track *track, int64_t at)
{
    float in = fms_ease_sound(at - track->from, track->fade_in), out = fms_ease_sound(track->to - at, track->fade_out);
    float end = track->ends < track->to ? fms_ease_sound(track->ends - at, FMS_LEAST_FADE) : 1;
    return (track->power_in ? sqrtf(in) : in) * (track->power_out ? sqrtf(out) : out) * end;
}

static float gain(const struct fms_strand *strand, float amount)
{
    float x = amount * CURVE;
    int step = (int) x;
    return strand->curve[step] + (strand->curve[step + 1] - strand->curve[step]) * (x - (float) step);
}

bool fms_strand_add(struct fms_strand *strand, const struct fms_strand_block *block, GError **error)
{
    float sound[2 * FMS_STRAND_BLOCK];
    const struct fms_track *track = strand->track;
    int64_t from = MAX(track->from, block->at), to = MIN(track->ends, block->at + block->n);
    if (from >= to)
        return true;
    if (!fms_varispeed_read(strand->source, sound, to - from, error))
        return false;
    const float *ducking = block->ducking + (from - block->at), *ride = block->ride + (from - block->at);
    float *out = block->out + 2 * (from - block->at);
    for (int64_t i = 0; i < to - from; i++) {
        float g = gain(strand, ducking[i]) * fade(track, from + i) * (track->ducked ? ride[i] : 1);
        out[2 * i] += sound[2 * i] * g;
        out[2 * i + 1] += sound[2 * i + 1] * g;
    }
    return true;
}

bool fms_strand_is_music(const struct fms_strand *strand)
{
    return strand->track->is_music;
}

bool fms_strand_is_over(const struct fms_strand *strand, int64_t at)
{
    return at >= strand->track->ends;
}

void fms_strand_close(void *user)
{
    struct fms_strand *strand = user;
    fms_varispeed_close(strand->source);
    g_free(strand);
}
