/*
 * Takes and the mix: voice, media and sound wired together. What a mix measures after its encoder is remembered in the
 * store beside it.
 */
#include "makers-private.h"

#include "media.h"
#include "mixer.h"
#include "voice.h"

static void scale_words(struct fms_speech *speech)
{
    for (size_t i = 0; i < speech->n_words; i++) {
        speech->words[i].from = speech->words[i].from * FMS_SAMPLE_RATE / speech->rate_hz;
        speech->words[i].to = speech->words[i].to * FMS_SAMPLE_RATE / speech->rate_hz;
    }
}

static bool read_mono(const struct fms_cut *cut, float *samples, GError **error)
{
    enum { PIECE = 4800 };
    float pairs[2 * PIECE];
    struct fms_pcm_reader *reader = fms_pcm_open(cut->path, cut->from, error);
    int64_t at = 0, n = 1, length = cut->to - cut->from;
    while (reader && at < length && (n = fms_pcm_read(reader, pairs, MIN(PIECE, length - at), error)) > 0)
        for (int64_t i = 0; i < n; i++)
            samples[at++] = 0.5f * (pairs[2 * i] + pairs[2 * i + 1]);
    if (reader)
        fms_pcm_close(reader);
    return reader && n >= 0;
}

/* A take out of a recording; of silence where nothing of it is heard. */
static bool cut_take(const struct fms_house *house, const struct fms_take_order *take, const char *draft,
                     GError **error)
{
    const struct fms_cut *cut = take->cut;
    int64_t n = cut->n_words > 0 ? cut->to - cut->from : FMS_EMPTY_TAKE_SAMPLES;
    float *samples = g_new0(float, n);
    bool good = cut->n_words == 0 || read_mono(cut, samples, error);
    if (good && cut->n_words > 0)
        fms_voice_master(samples, n, FMS_SAMPLE_RATE, take->line->volume_cdb);
    good = good && fms_take_write(draft, samples, n, cut->words, cut->n_words, error);
    g_free(samples);
    return good && fms_house_assets_unchanged(house, error);
}

bool fms_make_take(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                   const int *stop, GError **error)
{
    if (step->take.cut)
        return cut_take(user, &step->take, draft, error);
    struct fms_speech *speech = fms_voice_speak(NULL, step->take.line, error);
    if (!speech)
        return false;
    float *samples = NULL;
    int64_t n = fms_resample(speech->samples, speech->n_samples, speech->rate_hz, &samples, error);
    scale_words(speech);
    bool good = n >= 0 && fms_take_write(draft, samples, n, speech->words, speech->n_words, error);
    g_free(samples);
    talloc_free(speech);
    return good;
}

static struct fms_pcm_reader *port_pcm_open(void *user, const char *path, int64_t from_sample, GError **error)
{
    return fms_pcm_open(path, from_sample, error);
}

static const struct fms_pcm_port pcm = { NULL, port_pcm_open, fms_pcm_read, fms_pcm_close };

static bool read_take(const struct fms_take *take, int64_t from, int64_t n, float *out, GError **error)
{
    return fms_take_samples(take->path, from, n, out, error);
}

static void *sink_open(void *user, const char *path, int32_t bitrate, GError **error)
{
    return fms_audio_open(path, bitrate, error);
}

static bool sink_write(void *sink, const float *samples, int64_t n, GError **error)
{
    return fms_audio_write(sink, samples, n, error);
}

static bool sink_close(void *sink, GError **error)
{
    return fms_audio_close(sink, error);
}

static struct fms_digest loudness_key(const struct fms_digest *mix_key)
{
    GString *recipe = g_string_new("loudness\n");
    fms_recipe_string(recipe, "of", mix_key->hex);
    struct fms_digest key = fms_recipe_key(recipe);
    g_string_free(recipe, TRUE);
    return key;
}

static void remember_loudness(struct fms_store *store, const struct fms_digest *mix_key,
                              const struct fms_loudness *loudness)
{
    char text[3 * G_ASCII_DTOSTR_BUF_SIZE + 3], number[G_ASCII_DTOSTR_BUF_SIZE];
    const double values[] = { loudness->integrated_lufs, loudness->range_lu, loudness->true_peak_dbtp };
    text[0] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        g_strlcat(text, i ? " " : "", sizeof text);
        g_strlcat(text, g_ascii_dtostr(number, sizeof number, values[i]), sizeof text);
    }
    struct fms_digest key = loudness_key(mix_key);
    fms_store_remember(store, &key, text);
}

bool fms_make_mix(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                  const int *stop, GError **error)
{
    struct fms_house *house = user;
    static const struct fms_sound_sink sink = { NULL, sink_open, sink_write, sink_close };
    struct fms_loudness loudness;
    if (!fms_sound_make(step->cuesheet, &pcm, read_take, &sink, draft, stop, &loudness, error))
        return false;
    remember_loudness(house->store, &step->key, &loudness);
    return fms_house_assets_unchanged(house, error);
}

/* Measures a finished mix again: for when the store has forgotten what it measured. */
static bool measure(const char *path, struct fms_loudness *loudness, GError **error)
{
    struct fms_pcm_reader *reader = fms_pcm_open(path, 0, error);
    if (!reader)
        return false;
    struct fms_meter *meter = fms_meter_new();
    float samples[2 * 4096];
    int64_t n;
    while ((n = fms_pcm_read(reader, samples, 4096, error)) > 0)
        fms_meter_add(meter, samples, n);
    *loudness = fms_meter_read(meter);
    fms_meter_free(meter);
    fms_pcm_close(reader);
    return n == 0;
}

bool fms_house_loudness(struct fms_house *house, const struct fms_digest *mix_key, const char *mix_path,
                        double *integrated_lufs, double *range_lu, double *true_peak_dbtp, GError **error)
{
    struct fms_digest key = loudness_key(mix_key);
    char *known = fms_store_recall(house->store, &key);
    if (known) {
        char *end = known;
        *integrated_lufs = g_ascii_strtod(end, &end);
        *range_lu = g_ascii_strtod(end, &end);
        *true_peak_dbtp = g_ascii_strtod(end, &end);
        g_free(known);
        return true;
    }
    struct fms_loudness loudness;
    if (!measure(mix_path, &loudness, error))
        return false;
    remember_loudness(house->store, mix_key, &loudness);
    *integrated_lufs = loudness.integrated_lufs;
    *range_lu = loudness.range_lu;
    *true_peak_dbtp = loudness.true_peak_dbtp;
    return true;
}
