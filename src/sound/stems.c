/*
 * A stem is what a mixer hands out, raised by the gain that the film has got: the sum of the stems is what goes into the
 * film's limiter.
 */
#include "desk-private.h"
#include "diags.h"

#include <math.h>

#define BLOCK 4096

/* Raises one block of a stem; the music and effects are the sum of both. */
static const float *choose(const struct fms_stems *all, enum fms_stem stem, int64_t n, float gain, float *out)
{
    const float *const parts[FMS_N_STEMS] = { all->voice, all->music, all->effects, all->music };
    for (int64_t i = 0; i < 2 * n; i++)
        out[i] = parts[stem][i] * gain + (stem == FMS_STEM_MUSIC_AND_EFFECTS ? all->effects[i] * gain : 0);
    return out;
}

struct hearing {
    int64_t before, left; /* pairs until it begins, and of it */
    float gain;
    enum fms_stem stem;
    fms_write_stem *write;
    void *user;
};

static bool pass_on(struct hearing *hearing, const struct fms_stems *all, int64_t n, GError **error)
{
    float out[2 * BLOCK];
    int64_t skipped = MIN(hearing->before, n), m = MIN(n - skipped, hearing->left);
    choose(all, hearing->stem, n, hearing->gain, out);
    hearing->before -= skipped;
    hearing->left -= m;
    return m == 0 || hearing->write(hearing->user, out + 2 * skipped, m, error);
}

static bool play(struct fms_mixer *mixer, struct hearing *hearing, const int *stop, GError **error)
{
    float voice[2 * BLOCK], music[2 * BLOCK], effects[2 * BLOCK];
    const struct fms_stems all = { voice, music, effects };
    while (hearing->left > 0) {
        if (stop && g_atomic_int_get(stop)) {
            g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "stopped");
            return false;
        }
        int64_t n = fms_mixer_read_stems(mixer, &all, BLOCK, error);
        if (n <= 0)
            return n == 0;
        if (!pass_on(hearing, &all, n, error))
            return false;
    }
    return true;
}

bool fms_sound_stem(const struct fms_cuesheet *sheet, const struct fms_stem_order *order,
                    const struct fms_pcm_port *pcm, fms_read_take *read_take, const int *stop, GError **error)
{
    struct fms_desk desk;
    if (!fms_desk_open(&desk, sheet, pcm, read_take, stop, error))
        return false;
    struct hearing hearing = { .before = sheet->heard_from, .left = fms_cuesheet_heard(sheet) };
    hearing.gain = (float) pow(10, order->gain_db / 20);
    hearing.stem = order->stem;
    hearing.write = order->write;
    hearing.user = order->user;
    struct fms_mixer *mixer = fms_mixer_open_at(&desk);
    bool good = play(mixer, &hearing, stop, error);
    fms_mixer_close(mixer);
    fms_desk_close(&desk);
    return good;
}
