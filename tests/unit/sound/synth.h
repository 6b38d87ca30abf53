/** Signals and ports of the sound tests: everything is computed, nothing is shipped. */
#pragma once

#include "diags.h"
#include "mixer.h"
#include "ticks.h"

#include <math.h>
#include <string.h>

#define SECOND FMS_SAMPLE_RATE

static inline double from_db(double db)
{
    return pow(10, db / 20);
}

static inline double to_db(double x)
{
    return x > 0 ? 20 * log10(x) : -HUGE_VAL;
}

/* White noise that is the same everywhere. */
static inline float noise(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (float) (*state >> 8) / 8388608.0f - 1;
}

/* A file of the test: what its path names. Sine of a frequency, noise, or samples given. */
struct fake_file {
    const char *path;
    int64_t n_samples;
    double hz, amplitude; /* hz 0: noise */
    const float *samples; /* interleaved stereo, or NULL */
};

struct fms_pcm_reader {
    const struct fake_file *file;
    int64_t at;
    uint32_t state;
};

G_GNUC_UNUSED static const struct fake_file *fake_files; /* ends with a NULL path */
G_GNUC_UNUSED static int fake_open_readers, fake_most_readers;

static inline struct fms_pcm_reader *fake_open(void *user, const char *path, int64_t from, GError **error)
{
    for (const struct fake_file *file = fake_files; file && file->path; file++) {
        if (strcmp(file->path, path) != 0)
            continue;
        struct fms_pcm_reader *reader = g_new0(struct fms_pcm_reader, 1);
        reader->file = file;
        reader->at = MIN(from, file->n_samples);
        fake_most_readers = MAX(fake_most_readers, fake_open_readers + 1);
        fake_open_readers++;
        return reader;
    }
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "no music in '%s'", path);
    return NULL;
}

static inline int64_t fake_read(struct fms_pcm_reader *reader, float *out, int64_t n, GError **error)
{
    const struct fake_file *file = reader->file;
    n = MIN(MIN(n, 1000), file->n_samples - reader->at); /* decoders hand over what they have */
    for (int64_t i = 0; i < n; i++, reader->at++) {
        for (int k = 0; k < 2; k++) {
            if (file->samples)
                out[2 * i + k] = file->samples[2 * reader->at + k];
            else if (file->hz > 0)
                out[2 * i + k] = (float) (file->amplitude * sin(2 * G_PI * file->hz * (double) reader->at / SECOND));
            else
                out[2 * i + k] = (float) file->amplitude * noise(&reader->state);
        }
    }
    return n;
}

static inline void fake_close(struct fms_pcm_reader *reader)
{
    fake_open_readers--;
    g_free(reader);
}

G_GNUC_UNUSED static const struct fms_pcm_port fake_port = { NULL, fake_open, fake_read, fake_close };

/* Music as the house sets it. */
G_GNUC_UNUSED static struct fms_music_cue bed(const struct fms_asset *asset, int64_t from, int64_t to)
{
    return (struct fms_music_cue){ .asset = asset,
                                   .from = from,
                                   .to = to,
                                   .fade_in = FMS_MUSIC_FADE_IN,
                                   .fade_out = FMS_MUSIC_FADE_OUT,
                                   .ducked = true };
}

/* Takes of the test: noise in bursts of a fifth of a second at about -20 LUFS with tips of -3 dBFS, as speech is;
 * "impulse" in the path: ones at samples 100 and n - 100; "quarter": as much softer. */
static inline bool fake_take(const struct fms_take *take, int64_t from, int64_t n, float *out, GError **error)
{
    if (from < 0 || from + n > take->n_samples) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "beyond the end of a take");
        return false;
    }
    for (int64_t i = 0; i < n; i++) {
        int64_t at = from + i;
        uint32_t state = (uint32_t) at * 2654435761u;
        noise(&state);
        if (strstr(take->path, "impulse"))
            out[i] = at == 100 || at == take->n_samples - 100;
        else if (at % (SECOND / 4) < SECOND / 5)
            out[i] = at % (SECOND / 40) == 7 ? 0.7f : 0.09f * noise(&state);
        else
            out[i] = 0;
        if (strstr(take->path, "quarter"))
            out[i] *= 0.25f;
    }
    return true;
}
