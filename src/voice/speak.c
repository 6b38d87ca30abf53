/*
 * A line becomes speech: the engine speaks it, the ends are trimmed, the level is matched, the words get their times.
 */
#include "voice.h"

#include "diags.h"
#include "espeak-private.h"
#include "level-private.h"
#include "spoken-private.h"
#include "voices-private.h"
#include "words-private.h"

#include <string.h>

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

static float *to_float(const GArray *samples)
{
    float *sound = g_new(float, samples->len + 1);
    for (guint i = 0; i < samples->len; i++)
        sound[i] = (float) g_array_index(samples, int16_t, i) / 32768.0f;
    return sound;
}

static void shift_onsets(GArray *onsets, int64_t by)
{
    for (guint i = 0; i < onsets->len; i++) {
        struct fms_onset *onset = &g_array_index(onsets, struct fms_onset, i);
        onset->sample = onset->sample > by ? onset->sample - by : 0;
    }
}

/* What the engine said as a take; NULL where nothing is audible. */
static struct fms_speech *finish(TALLOC_CTX *ctx, const char *line, const struct fms_spoken *spoken,
                                 struct fms_utterance *utterance)
{
    float *sound = to_float(utterance->samples);
    fms_level_clear_rumble(sound, utterance->samples->len, utterance->rate_hz);
    struct fms_extent extent = fms_level_extent(sound, utterance->samples->len);
    struct fms_speech *speech = NULL;
    if (extent.from < extent.to) {
        speech = talloc_zero(ctx, struct fms_speech);
        speech->rate_hz = utterance->rate_hz;
        speech->n_samples = extent.to - extent.from;
        speech->samples = talloc_memdup(speech, sound + extent.from, (size_t) speech->n_samples * sizeof(float));
        fms_level_match(speech->samples, speech->n_samples, speech->rate_hz);
        shift_onsets(utterance->onsets, extent.from);
        GArray *words = fms_words_place(line, spoken, utterance->onsets, speech->samples, speech->n_samples);
        speech->n_words = words->len;
        speech->words = talloc_memdup(speech, words->data, words->len * sizeof(struct fms_word));
        g_array_unref(words);
    }
    g_free(sound);
    return speech;
}

struct fms_speech *fms_voice_speak(TALLOC_CTX *ctx, const struct fms_line *line, GError **error)
{
    if (!is_speakable(line->text, error))
        return NULL;
    char *voice = fms_voices_match(line->language, line->voice, error);
    if (!voice)
        return NULL;
    struct fms_spoken *spoken = fms_spoken_new(line->text);
    int pace_wpm = (int) CLAMP(line->pace_wpm, 80, 450);
    struct fms_utterance *utterance = fms_engine_speak(spoken->text->str, voice, pace_wpm, error);
    struct fms_speech *speech = utterance ? finish(ctx, line->text, spoken, utterance) : NULL;
    if (utterance && !speech)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "nothing in this line can be heard");
    if (utterance)
        fms_utterance_free(utterance);
    fms_spoken_free(spoken);
    g_free(voice);
    return speech;
}
