/*
 * A line becomes speech: what is to be said is written for the engine, the engine speaks it, breaks get their lengths, the
 * ends are trimmed, the level is matched, the words get their times.
 */
#include "voice.h"

#include "diags.h"
#include "espeak-private.h"
#include "level-private.h"
#include "pauses-private.h"
#include "reading-private.h"
#include "spoken-private.h"
#include "voices-private.h"
#include "words-private.h"

#include <math.h>
#include <string.h>

#define LEAST_VOLUME_CDB (-2000)
#define MOST_VOLUME_CDB 600
#define MOST_BYTES 65536 /* of a line: no breath is that long */

static bool is_speakable(const char *text, GError **error)
{
    const char *why = !g_utf8_validate(text, -1, NULL)             ? "the line is not valid UTF-8"
                      : strnlen(text, MOST_BYTES + 1) > MOST_BYTES ? "the line is too long to be spoken at once"
                                                                   : NULL;
    if (why)
        g_set_error_literal(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, why);
    return !why;
}

static GArray *to_float(const GArray *samples)
{
    GArray *sound = g_array_sized_new(FALSE, FALSE, sizeof(float), samples->len);
    for (guint i = 0; i < samples->len; i++) {
        float sample = (float) g_array_index(samples, int16_t, i) / 32768.0f;
        g_array_append_val(sound, sample);
    }
    return sound;
}

static void change_volume(float *samples, int64_t n, int64_t cdb)
{
    float gain = (float) pow(10, (double) CLAMP(cdb, LEAST_VOLUME_CDB, MOST_VOLUME_CDB) / 2000);
    for (int64_t i = 0; cdb != 0 && i < n; i++)
        samples[i] *= gain;
}

void fms_voice_master(float *samples, int64_t n, int32_t rate_hz, int64_t volume_cdb)
{
    int64_t fade = MIN(rate_hz * 4 / 1000, n / 2);
    fms_level_clear_rumble(samples, n, rate_hz);
    fms_level_match(samples, n, rate_hz);
    for (int64_t i = 0; i < fade; i++) {
        samples[i] *= (float) i / (float) fade;
        samples[n - 1 - i] *= (float) i / (float) fade;
    }
    change_volume(samples, n, volume_cdb);
}

int64_t fms_voice_trim(float *samples, int64_t n, int32_t rate_hz, int64_t *from)
{
    fms_level_clear_rumble(samples, n, rate_hz);
    struct fms_extent extent = fms_level_extent(samples, n);
    *from = extent.from;
    return extent.to - extent.from;
}

/* As if all of it had been said in one breath. */
struct fms_word *fms_voice_share(TALLOC_CTX *ctx, const struct fms_line *line, const float *samples, int64_t n_samples,
                                 size_t *n_words)
{
    size_t n = 0;
    struct fms_say *says = fms_say_read(NULL, line->say, line->text, &n, NULL);
    struct fms_spoken *spoken = fms_spoken_new(line->text, says, says ? n : 0);
    GArray *onsets = g_array_new(FALSE, TRUE, sizeof(struct fms_onset));
    g_array_set_size(onsets, 1);
    GArray *words = fms_words_place(line->text, spoken, onsets, samples, n_samples);
    *n_words = words->len;
    struct fms_word *shared = talloc_memdup(ctx, words->data, words->len * sizeof(struct fms_word));
    g_array_unref(words);
    g_array_unref(onsets);
    fms_spoken_free(spoken);
    talloc_free(says);
    return shared;
}

static void shift_onsets(GArray *onsets, int64_t by)
{
    for (guint i = 0; i < onsets->len; i++) {
        struct fms_onset *onset = &g_array_index(onsets, struct fms_onset, i);
        onset->sample = onset->sample > by ? onset->sample - by : 0;
    }
}

/* What the engine said as a take; NULL where nothing is audible. */
static struct fms_speech *finish(TALLOC_CTX *ctx, const struct fms_line *line, const struct fms_spoken *spoken,
                                 struct fms_utterance *utterance)
{
    GArray *sound = to_float(utterance->samples);
    float *all = (float *) (void *) sound->data;
    fms_level_clear_rumble(all, sound->len, utterance->rate_hz);
    fms_pauses_set(sound, utterance->onsets, spoken->pauses, utterance->rate_hz);
    all = (float *) (void *) sound->data;
    struct fms_extent extent = fms_level_extent(all, sound->len);
    struct fms_speech *speech = NULL;
    if (extent.from < extent.to) {
        speech = talloc_zero(ctx, struct fms_speech);
        speech->rate_hz = utterance->rate_hz;
        speech->n_samples = extent.to - extent.from;
        speech->samples = talloc_memdup(speech, all + extent.from, (size_t) speech->n_samples * sizeof(float));
        fms_level_match(speech->samples, speech->n_samples, speech->rate_hz);
        shift_onsets(utterance->onsets, extent.from);
        GArray *words = fms_words_place(line->text, spoken, utterance->onsets, speech->samples, speech->n_samples);
        speech->n_words = words->len;
        speech->words = talloc_memdup(speech, words->data, words->len * sizeof(struct fms_word));
        g_array_unref(words);
        change_volume(speech->samples, speech->n_samples, line->volume_cdb);
    }
    g_array_unref(sound);
    return speech;
}

static struct fms_speech *say_nothing(TALLOC_CTX *ctx)
{
    struct fms_speech *speech = talloc_zero(ctx, struct fms_speech);
    speech->rate_hz = FMS_SAMPLE_RATE;
    speech->n_samples = FMS_EMPTY_TAKE_SAMPLES;
    speech->samples = talloc_zero_array(speech, float, FMS_EMPTY_TAKE_SAMPLES);
    return speech;
}

/* Sounds as the voice writes them; the rest as it is. */
bool fms_voice_write_sounds(struct fms_say *says, size_t n, const char *voice, GError **error)
{
    for (size_t i = 0; i < n; i++) {
        if (says[i].kind != FMS_SAY_PHONEMES)
            continue;
        char *notation = fms_engine_notation(says[i].value, voice, error);
        if (!notation)
            return false;
        says[i].value = talloc_strdup(says, notation);
        g_free(notation);
    }
    return true;
}

static struct fms_speech *speak(TALLOC_CTX *ctx, const struct fms_line *line, const struct fms_spoken *spoken,
                                const char *voice, GError **error)
{
    const struct fms_order order = { .text = spoken->text->str,
                                     .voice = voice,
                                     .pace_wpm = (int) CLAMP(line->pace_wpm, 80, 450),
                                     .pitch_permille = line->pitch_permille ? line->pitch_permille : 1000,
                                     .phonemes = spoken->phonemes,
                                     .emphasis = spoken->emphasis };
    struct fms_utterance *utterance = fms_engine_speak(&order, error);
    if (!utterance)
        return NULL;
    struct fms_speech *speech = finish(ctx, line, spoken, utterance);
    fms_utterance_free(utterance);
    if (!speech && spoken->mute)
        return say_nothing(ctx);
    if (!speech)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "nothing in this line can be heard");
    return speech;
}

static bool can_read(const struct fms_line *line, const struct fms_spoken *spoken, GError **error)
{
    bool native = false;
    char *word = fms_voice_unread(NULL, spoken, line->language, &native);
    bool refused = word && native;
    if (refused)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "eSpeak NG cannot read '%s'", word);
    talloc_free(word);
    return !refused;
}

struct fms_speech *fms_voice_speak(TALLOC_CTX *ctx, const struct fms_line *line, GError **error)
{
    size_t n;
    if (!is_speakable(line->text, error))
        return NULL;
    TALLOC_CTX *scratch = talloc_new(NULL);
    struct fms_say *says = fms_say_read(scratch, line->say, line->text, &n, error);
    char *voice = says ? fms_voices_match(line->language, line->voice, error) : NULL;
    struct fms_speech *speech = NULL;
    if (voice && fms_voice_write_sounds(says, n, voice, error)) {
        says = fms_reading_add(scratch, line->text, line->language, says, &n);
        struct fms_spoken *spoken = fms_spoken_new(line->text, says, n);
        if (can_read(line, spoken, error))
            speech = speak(ctx, line, spoken, voice, error);
        fms_spoken_free(spoken);
    }
    g_free(voice);
    talloc_free(scratch);
    return speech;
}
