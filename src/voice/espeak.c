/*
 * espeak-ng in a child process (child.c says why). Markup (espeakSSML) stays off, and phoneme notation (espeakPHONEMES)
 * where none is wanted. Only differences from the defaults are set: every child starts from the defaults.
 */
#include "espeak-private.h"

#include "child-private.h"
#include "diags.h"

#include <espeak-ng/espeak_ng.h>
#include <espeak-ng/speak_lib.h>
#include <math.h>
#include <string.h>

#define MOST_SECONDS 1200
#define MOST_HZ 192000
#define VOLUME_PERCENT 80          /* the engine clips at 100 on loud vowels; the level is matched later anyway */
#define EMPHATIC_VOLUME_PERCENT 58 /* emphasis takes 2.8 dB more */
#define MIDDLE 50                  /* of pitch and range, 0 to 100 */
#define STEPS_AN_OCTAVE 59.5       /* of pitch, as heard: measured on en-gb, en-us, de and a woman's variant, to 3 % */

enum verdict { SPOKEN, NO_ENGINE, NO_VOICE, TOO_LONG, BROKEN };

/* In front of the child's answer; onsets and samples follow. */
struct head {
    int32_t verdict, rate_hz;
    uint32_t n_onsets, n_samples;
};

static GArray *heard, *onsets;
static uint32_t most_samples;

static int on_sound(short *samples, int n, espeak_EVENT *events)
{
    for (; events && events->type != espeakEVENT_LIST_TERMINATED; events++) {
        if (events->type != espeakEVENT_WORD || events->text_position < 1 || events->sample < 0)
            continue;
        struct fms_onset onset = { events->sample, events->text_position - 1 };
        g_array_append_val(onsets, onset);
    }
    if (samples && n > 0)
        g_array_append_vals(heard, samples, (guint) n);
    return heard->len > most_samples || onsets->len > most_samples / 16;
}

/* The tune goes with the pitch: an excited deep voice is no high one. */
static void set_pitch(int64_t permille)
{
    double factor = (double) CLAMP(permille, 500, 2000) / 1000;
    espeak_SetParameter(espeakPITCH, CLAMP(MIDDLE + (int) lround(STEPS_AN_OCTAVE * log2(factor)), 0, 100), 0);
    espeak_SetParameter(espeakRANGE, (int) lround(MIDDLE * factor), 0);
}

/* A variant that does not exist is left out without a word; the identifier tells. */
static bool set_voice(const char *voice)
{
    return espeak_SetVoiceByName(voice) == EE_OK && strcmp(espeak_GetCurrentVoice()->identifier, voice) == 0;
}

static enum verdict speak(const struct fms_order *order, int32_t rate_hz)
{
    if (rate_hz <= 0)
        return NO_ENGINE;
    if (!set_voice(order->voice))
        return NO_VOICE;
    espeak_SetParameter(espeakRATE, CLAMP(order->pace_wpm, espeakRATE_MINIMUM, espeakRATE_MAXIMUM), 0);
    espeak_SetParameter(espeakVOLUME, order->emphasis ? EMPHATIC_VOLUME_PERCENT : VOLUME_PERCENT, 0);
    set_pitch(order->pitch_permille);
    espeak_SetSynthCallback(on_sound);
    most_samples = (uint32_t) rate_hz * MOST_SECONDS;
    unsigned flags = espeakCHARS_UTF8 | (order->phonemes ? espeakPHONEMES : 0);
    espeak_ERROR result = espeak_Synth(order->text, strlen(order->text) + 1, 0, POS_CHARACTER, 0, flags, NULL, NULL);
    if (heard->len > most_samples || onsets->len > most_samples / 16)
        return TOO_LONG;
    return result == EE_OK ? SPOKEN : BROKEN;
}

static void speak_in_child(const void *user, GByteArray *answer)
{
    heard = g_array_new(FALSE, FALSE, sizeof(int16_t));
    onsets = g_array_new(FALSE, TRUE, sizeof(struct fms_onset));
    int rate_hz = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT);
    struct head head = { (int32_t) speak(user, rate_hz), rate_hz, 0, 0 };
    if (head.verdict == SPOKEN) {
        head.n_onsets = onsets->len;
        head.n_samples = heard->len;
    }
    g_byte_array_append(answer, (const guint8 *) &head, sizeof head);
    g_byte_array_append(answer, (const guint8 *) onsets->data, (guint) (head.n_onsets * sizeof(struct fms_onset)));
    g_byte_array_append(answer, (const guint8 *) heard->data, (guint) (head.n_samples * sizeof(int16_t)));
}

static bool complain(enum verdict verdict, const char *voice, GError **error)
{
    switch (verdict) {
    case SPOKEN: return false;
    case NO_VOICE: g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED, "no voice '%s'", voice); return true;
    case TOO_LONG:
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "the line is longer than %d minutes of speech",
                    MOST_SECONDS / 60);
        return true;
    case NO_ENGINE:
    case BROKEN: break;
    }
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "the voice engine (espeak-ng) cannot start");
    return true;
}

/* The child may have been led astray by the engine's bugs: its answer is held to what it must be. */
static bool is_whole(const struct head *head, size_t length)
{
    uint64_t rest = head->n_onsets * (uint64_t) sizeof(struct fms_onset) + head->n_samples * (uint64_t) sizeof(int16_t);
    return head->rate_hz > 0 && head->rate_hz <= MOST_HZ && length - sizeof *head == rest;
}

struct fms_utterance *fms_utterance_unpack(const GByteArray *answer, const char *voice, GError **error)
{
    struct head head = { .verdict = BROKEN };
    if (answer->len >= sizeof head)
        memcpy(&head, answer->data, sizeof head);
    if (complain((enum verdict) head.verdict, voice, error))
        return NULL;
    if (!is_whole(&head, answer->len)) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "the voice engine (espeak-ng) answered nonsense");
        return NULL;
    }
    const guint8 *rest = answer->data + sizeof head;
    struct fms_utterance *utterance = g_new0(struct fms_utterance, 1);
    utterance->rate_hz = head.rate_hz;
    utterance->onsets = g_array_new(FALSE, FALSE, sizeof(struct fms_onset));
    utterance->samples = g_array_new(FALSE, FALSE, sizeof(int16_t));
    g_array_append_vals(utterance->onsets, rest, head.n_onsets);
    g_array_append_vals(utterance->samples, rest + head.n_onsets * sizeof(struct fms_onset), head.n_samples);
    return utterance;
}

struct fms_utterance *fms_engine_speak(const struct fms_order *order, GError **error)
{
    GByteArray *answer = fms_child_run(speak_in_child, order, error);
    if (!answer)
        return NULL;
    struct fms_utterance *utterance = fms_utterance_unpack(answer, order->voice, error);
    g_byte_array_unref(answer);
    return utterance;
}

void fms_utterance_free(struct fms_utterance *utterance)
{
    g_array_unref(utterance->samples);
    g_array_unref(utterance->onsets);
    g_free(utterance);
}

const char *fms_engine_version(const char **folder)
{
    espeak_ng_InitializePath(NULL);
    return espeak_Info(folder);
}

static void list_in_child(const void *user, GByteArray *answer)
{
    GString *list = g_string_new(NULL);
    bool started = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT) > 0;
    for (const espeak_VOICE **voice = started ? espeak_ListVoices(NULL) : NULL; voice && *voice; voice++) {
        g_string_append_printf(list, "%s\t%s\t", (*voice)->identifier, (*voice)->name);
        for (const char *language = (*voice)->languages; *language; language += strlen(language) + 1)
            g_string_append_printf(list, "%d:%s ", language[0], language + 1);
        g_string_append_c(list, '\n');
    }
    g_byte_array_append(answer, (const guint8 *) list->str, (guint) list->len + 1);
}

char *fms_engine_list(GError **error)
{
    GByteArray *answer = fms_child_run(list_in_child, NULL, error);
    if (!answer)
        return NULL;
    if (answer->len > 1 && answer->data[answer->len - 1] == '\0')
        return (char *) g_byte_array_free(answer, FALSE);
    complain(NO_ENGINE, NULL, error);
    g_byte_array_unref(answer);
    return NULL;
}
