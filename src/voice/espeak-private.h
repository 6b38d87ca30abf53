/**
 * espeak-ng, each time in a process of its own: only espeak.c and notation.c know its API.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/** A word began: character `character` (from 0) of the spoken text is heard at `sample`. */
struct fms_onset {
    int64_t sample;
    int32_t character;
};

/** What the engine made, as it made it. */
struct fms_utterance {
    int32_t rate_hz;
    GArray *samples; /**< int16_t */
    GArray *onsets;  /**< struct fms_onset, in the engine's order */
};

/** What is to be spoken, and how. */
struct fms_order {
    const char *text;  /**< plain: nothing in it is markup, but commands (spoken.c) and, where `phonemes`, [[…]] */
    const char *voice; /**< an identifier of the engine's list, perhaps with "+variant" */
    int pace_wpm;      /**< words a minute */
    int64_t pitch_permille; /**< of the voice's own */
    bool phonemes, emphasis;
};

/**
 * Speaks.
 *
 * @return NULL with `error`: FMS_WORLD_UNSUPPORTED (no such voice), FMS_WORLD_UNREADABLE (more than 20 minutes),
 *         FMS_WORLD_MACHINE. Free with fms_utterance_free().
 */
struct fms_utterance *fms_engine_speak(const struct fms_order *order, GError **error);

/**
 * Checks sounds and writes them as the engine does.
 *
 * @param sounds  valid UTF-8: IPA, or the engine's notation in double brackets.
 * @return the notation without brackets, g_free() it; NULL with `error`: FMS_WORLD_UNSUPPORTED (no such voice, or a sound
 *         that it cannot say, which the message names) or FMS_WORLD_MACHINE.
 */
char *fms_engine_notation(const char *sounds, const char *voice, GError **error);
struct fms_say;

/** Checks the ranges of phonemes and writes them as the voice does. @return false with `error` as above. */
bool fms_voice_write_sounds(struct fms_say *says, size_t n, const char *voice, GError **error);

/** What a child answered; errors as above, and FMS_WORLD_MACHINE where the answer is not whole. */
struct fms_utterance *fms_utterance_unpack(const GByteArray *answer, const char *voice, GError **error);
void fms_utterance_free(struct fms_utterance *utterance);

/** The engine's version, a static string; `folder` receives where its data lies, static too. Cheap: starts nothing. */
const char *fms_engine_version(const char **folder);

/**
 * The engine's voices, one a line: "identifier<TAB>name<TAB>priority:language priority:language …".
 * @return g_free() it; NULL with `error`.
 */
char *fms_engine_list(GError **error);
