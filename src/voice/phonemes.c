/*
 * What the engine makes of a line's words, in IPA: for people who wonder why a name sounds as it does.
 */
#include "voice.h"

#include "child-private.h"
#include "diags.h"
#include "espeak-private.h"
#include "reading-private.h"
#include "spoken-private.h"
#include "voices-private.h"

#include <espeak-ng/speak_lib.h>
#include <string.h>

#define TO_IPA 2 /* phoneme mode of espeak_TextToPhonemes() */
#define MOST_CLAUSES 10000

struct question {
    const char *text, *voice;
};

static int on_sound(short *samples, int n, espeak_EVENT *events)
{
    return 0;
}

/* One clause a line. */
static void write_in_child(const void *user, GByteArray *answer)
{
    const struct question *question = user;
    bool started = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT) > 0;
    espeak_SetSynthCallback(on_sound);
    const void *at = question->text;
    if (started && espeak_SetVoiceByName(question->voice) == EE_OK) {
        /* The switch that makes the engine read brackets is thrown by speaking. */
        espeak_Synth("a", 2, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakPHONEMES, NULL, NULL);
        for (int i = 0; at && i < MOST_CLAUSES; i++) {
            const char *clause = espeak_TextToPhonemes(&at, espeakCHARS_UTF8, TO_IPA);
            if (clause && *clause) {
                g_byte_array_append(answer, (const guint8 *) clause, (guint) strlen(clause));
                g_byte_array_append(answer, (const guint8 *) "\n", 1);
            }
        }
    }
    g_byte_array_append(answer, (const guint8 *) "", 1);
}

/* Emphasis and spelling are commands, which are no sounds. */
static size_t drop_commands(struct fms_say *says, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (says[i].kind != FMS_SAY_EMPHASIS && says[i].kind != FMS_SAY_SPELL)
            says[kept++] = says[i];
    return kept;
}

static char *ask(TALLOC_CTX *ctx, const char *text, const char *voice, GError **error)
{
    const struct question question = { text, voice };
    GByteArray *answer = fms_child_run(write_in_child, &question, error);
    if (!answer)
        return NULL;
    bool whole = answer->len > 0 && answer->data[answer->len - 1] == '\0';
    char *phonemes = talloc_strdup(ctx, whole ? g_strchomp((char *) answer->data) : "");
    g_byte_array_unref(answer);
    return phonemes;
}

char *fms_voice_phonemes(TALLOC_CTX *ctx, const struct fms_line *line, GError **error)
{
    size_t n;
    TALLOC_CTX *scratch = talloc_new(NULL);
    struct fms_say *says = fms_say_read(scratch, line->say, line->text, &n, error);
    char *voice = says ? fms_voices_match(line->language, line->voice, error) : NULL, *phonemes = NULL;
    if (voice && fms_voice_write_sounds(says, n, voice, error)) {
        says = fms_reading_add(scratch, line->text, line->language, says, &n);
        struct fms_spoken *spoken = fms_spoken_new(line->text, says, drop_commands(says, n));
        phonemes = ask(ctx, spoken->text->str, voice, error);
        fms_spoken_free(spoken);
    }
    g_free(voice);
    talloc_free(scratch);
    return phonemes;
}
