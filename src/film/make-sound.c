/*
 * Takes and the mix: voice, media and sound wired together. What is known of a mix when it is made is remembered in the
 * store beside it.
 */
#include "makers-private.h"

#include "guest-take-private.h"
#include "media.h"
#include "mixer.h"
#include "voice.h"

#include <math.h>
#include <string.h>

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
    if (good && cut->n_words > 0 && !cut->finished)
        fms_voice_master(samples, n, FMS_SAMPLE_RATE, take->line->volume_cdb);
    good = good && fms_take_write(draft, samples, n, cut->words, cut->n_words, error);
    g_free(samples);
    return good && fms_house_assets_unchanged(house, error);
}

bool fms_make_take(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                   const int *stop, GError **error)
{
    const struct fms_line *line = step->take.line;
    const struct fms_guest *guest = fms_house_guest(user, line->language, line->voice);
    if (step->take.cut)
        return cut_take(user, &step->take, draft, error);
    if (guest)
        return fms_make_guest_take(guest, line, draft, stop, error);
    struct fms_speech *speech = fms_voice_speak(NULL, line, error);
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

static struct fms_digest facts_key(const struct fms_digest *mix_key)
{
    GString *recipe = g_string_new("sound-facts\n");
    fms_recipe_string(recipe, "of", mix_key->hex);
    struct fms_digest key = fms_recipe_key(recipe);
    g_string_free(recipe, TRUE);
    return key;
}

/* What is remembered, in this order. */
#define N_NUMBERS 8

static void point_at_numbers(struct fms_sound_facts *facts, double *numbers[N_NUMBERS])
{
    double *const all[N_NUMBERS] = { &facts->film.integrated_lufs, &facts->film.range_lu,
                                     &facts->film.true_peak_dbtp,  &facts->film.momentary_lufs,
                                     &facts->film.short_term_lufs, &facts->dialogue_lufs,
                                     &facts->distance_lu,          &facts->gain_db };
    memcpy(numbers, all, sizeof all);
}

static void remember_facts(struct fms_store *store, const struct fms_digest *mix_key,
                           const struct fms_sound_facts *facts)
{
    char text[N_NUMBERS * (G_ASCII_DTOSTR_BUF_SIZE + 1)], number[G_ASCII_DTOSTR_BUF_SIZE];
    struct fms_sound_facts copy = *facts;
    double *numbers[N_NUMBERS];
    point_at_numbers(&copy, numbers);
    text[0] = '\0';
    for (size_t i = 0; i < N_NUMBERS; i++) {
        g_strlcat(text, i ? " " : "", sizeof text);
        g_strlcat(text, g_ascii_dtostr(number, sizeof number, *numbers[i]), sizeof text);
    }
    struct fms_digest key = facts_key(mix_key);
    fms_store_remember(store, &key, text);
}

static bool recall_facts(struct fms_store *store, const struct fms_digest *mix_key, struct fms_sound_facts *facts)
{
    struct fms_digest key = facts_key(mix_key);
    char *known = fms_store_recall(store, &key), *at = known, *end = NULL;
    double *numbers[N_NUMBERS];
    bool all = known;
    point_at_numbers(facts, numbers);
    for (size_t i = 0; all && i < N_NUMBERS; i++, at = end) {
        *numbers[i] = g_ascii_strtod(at, &end);
        all = end != at;
    }
    g_free(known);
    return all;
}

bool fms_make_mix(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                  const int *stop, GError **error)
{
    struct fms_house *house = user;
    static const struct fms_sound_sink sink = { NULL, sink_open, sink_write, sink_close };
    struct fms_sound_facts facts;
    if (!fms_sound_make(step->cuesheet, &pcm, read_take, &sink, draft, stop, &facts, error))
        return false;
    remember_facts(house->store, &step->key, &facts);
    return fms_house_assets_unchanged(house, error);
}

static bool write_stem(void *user, const float *samples, int64_t n, GError **error)
{
    return fms_wave_write(user, samples, n, error);
}

bool fms_make_stem(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                   const int *stop, GError **error)
{
    struct fms_house *house = user;
    struct fms_sound_facts facts;
    if (!fms_house_sound(house, &house->plan->steps[step->needs[0]].key, inputs[0], &facts, error))
        return false;
    if (!isfinite(facts.gain_db)) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE,
                    "the store has forgotten how loud the film is; clear it");
        return false;
    }
    struct fms_wave_writer *file = fms_wave_open(draft, fms_cuesheet_heard(step->stem.sheet), error);
    if (!file)
        return false;
    struct fms_stem_order order = { step->stem.which, facts.gain_db, write_stem, file };
    bool good = fms_sound_stem(step->stem.sheet, &order, &pcm, read_take, stop, error);
    bool closed = fms_wave_close(file, good ? error : NULL);
    return good && closed && fms_house_assets_unchanged(house, error);
}

/* Measures a finished mix again: for when the store has forgotten. What else was known then is lost. */
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

bool fms_house_sound(struct fms_house *house, const struct fms_digest *mix_key, const char *mix_path,
                     struct fms_sound_facts *facts, GError **error)
{
    if (recall_facts(house->store, mix_key, facts))
        return true;
    *facts = (struct fms_sound_facts){ .dialogue_lufs = -HUGE_VAL, .distance_lu = HUGE_VAL, .gain_db = HUGE_VAL };
    return measure(mix_path, &facts->film, error);
}
