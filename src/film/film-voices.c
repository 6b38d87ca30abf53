#include "film.h"

#include "house-private.h"
#include "voice.h"

#include <string.h>

static void add(GArray *voices, const char *language, const char *name, const char *title)
{
    const struct fms_film_voice voice = { language, name, title };
    g_array_append_val(voices, voice);
}

/* One row a language; one that speaks any stands under "*". */
static void add_guests(GArray *voices, const struct fms_guests *guests, const char *language)
{
    for (size_t i = 0; i < guests->n; i++) {
        const struct fms_guest *guest = &guests->items[i];
        bool any = !guest->languages || !guest->languages[0];
        if (any)
            add(voices, "*", guest->name, guest->title);
        for (size_t k = 0; !any && guest->languages[k]; k++)
            if (!language || fms_guest_speaks(guest, language))
                add(voices, guest->languages[k], guest->name, guest->title);
    }
}

struct fms_film_voice *fms_film_voices(TALLOC_CTX *ctx, const char *language, size_t *n, struct fms_diags *diags)
{
    GError *error = NULL;
    size_t n_embedded;
    struct fms_voice_entry *entries = fms_voices_list(ctx, language, &n_embedded, &error);
    if (!entries) {
        fms_error(diags, fms_nowhere, "machine.voice", "is the package espeak-ng-data installed?",
                  "the voice cannot start: %s", error->message);
        g_error_free(error);
        return NULL;
    }
    const struct fms_guests *guests = fms_persons_guests(ctx, diags);
    GArray *voices = g_array_new(FALSE, FALSE, sizeof(struct fms_film_voice));
    for (size_t i = 0; i < n_embedded; i++)
        add(voices, entries[i].language, entries[i].name, entries[i].title);
    if (guests)
        add_guests(voices, guests, language);
    *n = voices->len;
    struct fms_film_voice *all = talloc_array(ctx, struct fms_film_voice, voices->len + 1);
    memcpy(all, voices->data, voices->len * sizeof *all);
    g_array_unref(voices);
    return all;
}
