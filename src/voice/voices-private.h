/**
 * Which of the engine's voices speaks a language.
 */
#pragma once

#include <glib.h>

/** A voice of the engine's. */
struct fms_engine_voice {
    char *identifier, *name, *title;
    char **languages; /**< "priority:language"; the lower the better */
};

/** All of them, struct fms_engine_voice. Static; NULL with `error` (FMS_WORLD_MACHINE). */
const GPtrArray *fms_voices_all(GError **error);

/**
 * The engine's identifier of the voice for a line.
 *
 * @param language  BCP 47 tag in any case.
 * @param voice     the name of a voice as the engine lists it ("English (America)"), its identifier or the last part
 *                  of that ("en-us"), each perhaps with a variant ("en-us+f2"); "" or NULL: the language's own.
 * @return g_free() it; NULL with `error`: FMS_WORLD_UNSUPPORTED or FMS_WORLD_MACHINE.
 */
char *fms_voices_match(const char *language, const char *voice, GError **error);
