/*
 * Sounds in the engine's notation. The engine has no function that says whether it knows a mnemonic: it stops reading at
 * one that it does not know, and drops the rest of the word without a message. So each piece is read twice, the second
 * time with a sound behind it that every voice has: where that is not heard, the piece is not known.
 */
#include "espeak-private.h"

#include "child-private.h"
#include "diags.h"
#include "ipa-private.h"

#include <espeak-ng/speak_lib.h>
#include <string.h>

#define TO_IPA 2       /* phoneme mode of espeak_TextToPhonemes() */
#define MOST_BYTES 160 /* of notation: the engine holds a word's phonemes in 200 bytes */
#define BEHIND "|p"    /* a bar, so that it is not read together with what stands before it */
#define SYMBOLS " !\"#%&'*+,-./:;=?@^_`|~"

enum verdict { GOOD = 'g', NO_ENGINE = 'e', NO_VOICE = 'v', NO_SOUND = 's', TOO_LONG = 'l' };

struct question {
    const char *sounds, *voice;
};

static int on_sound(short *samples, int n, espeak_EVENT *events)
{
    return 0;
}

static char *read_phonemes(const char *mnemonics, const char *behind)
{
    char *text = g_strdup_printf("[[%s%s]]", mnemonics, behind);
    const void *at = text;
    const char *ipa = espeak_TextToPhonemes(&at, espeakCHARS_UTF8, TO_IPA);
    g_free(text);
    return g_strdup(ipa ? ipa : "");
}

static char *ipa_of(const char *mnemonic)
{
    char *alone = read_phonemes(mnemonic, ""), *followed = read_phonemes(mnemonic, BEHIND);
    bool known = strlen(followed) > strlen(alone);
    g_free(followed);
    if (known)
        return alone;
    g_free(alone);
    return NULL;
}

/* Letters, digits and marks; no switch to another language's sounds ("_^_"), and no bracket that could end it. */
static size_t count_allowed(const char *notation)
{
    const char *leap = strstr(notation, "_^");
    size_t n = strspn(notation, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS SYMBOLS);
    return leap ? MIN(n, (size_t) (leap - notation)) : n;
}

static bool is_known(const char *notation, size_t n)
{
    char *piece = g_strndup(notation, n), *ipa = ipa_of(piece);
    g_free(ipa);
    g_free(piece);
    return ipa != NULL;
}

/* The first character that is not allowed, or with which the engine stops reading; NULL if all is well. Longest first: the
 * beginning of a mnemonic need not be one. */
static char *find_bad(const char *notation)
{
    size_t allowed = count_allowed(notation), n = allowed;
    while (n > 0 && !is_known(notation, n))
        n--;
    const char *bad = notation + n;
    return *bad ? g_strndup(bad, (gsize) (g_utf8_next_char(bad) - bad)) : NULL;
}

/* Is there more in it than stress, length and gaps? */
static bool sounds(const char *notation)
{
    return strspn(notation, "',:;%=|_ ") < strlen(notation);
}

static char *unbracket(const char *sounds)
{
    size_t n = strlen(sounds);
    bool bracketed = n >= 4 && g_str_has_prefix(sounds, "[[") && g_str_has_suffix(sounds, "]]");
    return bracketed ? g_strndup(sounds + 2, n - 4) : NULL;
}

static char *translate(const char *sounds, char **bad)
{
    char *notation = unbracket(sounds);
    if (!notation)
        return fms_ipa_translate(sounds, ipa_of, bad);
    *bad = strlen(notation) <= MOST_BYTES ? find_bad(notation) : NULL;
    return notation;
}

static bool begin(const char *voice)
{
    espeak_SetSynthCallback(on_sound);
    if (espeak_SetVoiceByName(voice) != EE_OK || strcmp(espeak_GetCurrentVoice()->identifier, voice) != 0)
        return false;
    /* The switch that makes the engine read brackets is thrown by speaking. */
    espeak_Synth("a", 2, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakPHONEMES, NULL, NULL);
    return true;
}

static void answer_with(GByteArray *answer, enum verdict verdict, const char *text)
{
    guint8 letter = (guint8) verdict;
    g_byte_array_append(answer, &letter, 1);
    g_byte_array_append(answer, (const guint8 *) text, (guint) strlen(text) + 1);
}

static void translate_in_child(const void *user, GByteArray *answer)
{
    const struct question *question = user;
    char *bad = NULL;
    bool started = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT) > 0;
    if (!started || !begin(question->voice)) {
        answer_with(answer, started ? NO_VOICE : NO_ENGINE, "");
        return;
    }
    char *notation = translate(question->sounds, &bad);
    if (!bad && !sounds(notation))
        bad = g_strdup(question->sounds);
    if (bad)
        answer_with(answer, NO_SOUND, bad);
    else
        answer_with(answer, strlen(notation) <= MOST_BYTES ? GOOD : TOO_LONG, notation);
}

static char *read_answer(const GByteArray *answer, const struct question *question, GError **error)
{
    const char *text = (const char *) answer->data + 1;
    enum fms_world_error code = FMS_WORLD_UNSUPPORTED;
    switch ((enum verdict) answer->data[0]) {
    case GOOD: return g_strdup(text);
    case NO_VOICE: g_set_error(error, FMS_WORLD_ERROR, code, "no voice '%s'", question->voice); return NULL;
    case NO_SOUND:
        g_set_error(error, FMS_WORLD_ERROR, code, "the voice has no sound '%s' for '%s'", text, question->sounds);
        return NULL;
    case TOO_LONG:
        g_set_error(error, FMS_WORLD_ERROR, code, "these are too many sounds for one word: '%s'", question->sounds);
        return NULL;
    case NO_ENGINE: break;
    }
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "the voice engine (espeak-ng) cannot start");
    return NULL;
}

char *fms_engine_notation(const char *sounds, const char *voice, GError **error)
{
    struct question question = { sounds, voice };
    GByteArray *answer = fms_child_run(translate_in_child, &question, error);
    if (!answer)
        return NULL;
    bool whole = answer->len >= 2 && answer->data[answer->len - 1] == '\0';
    char *notation = whole ? read_answer(answer, &question, error) : NULL;
    if (!whole)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "the voice engine (espeak-ng) answered nonsense");
    g_byte_array_unref(answer);
    return notation;
}
