#include "film.h"

#include "voice.h"

struct fms_film_voice *fms_film_voices(TALLOC_CTX *ctx, const char *language, size_t *n, struct fms_diags *diags)
{
    static const struct fms_span nowhere;
    GError *error = NULL;
    struct fms_voice_entry *entries = fms_voices_list(ctx, language, n, &error);
    if (!entries) {
        fms_error(diags, nowhere, "machine.voice", "is the package espeak-ng-data installed?",
                  "the voice cannot start: %s", error->message);
        g_error_free(error);
        return NULL;
    }
    struct fms_film_voice *voices = talloc_array(ctx, struct fms_film_voice, *n + 1);
    talloc_steal(voices, entries);
    for (size_t i = 0; i < *n; i++)
        voices[i] = (struct fms_film_voice){ entries[i].language, entries[i].name, entries[i].title };
    return voices;
}
