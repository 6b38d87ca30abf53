#include "script.h"

#include <string.h>

/* The entry of a language, or of the one that it is a form of. */
static const struct fms_text *voice_for(const struct fms_pairs *voices, const char *language)
{
    const struct fms_text *broad = NULL;
    for (size_t i = 0; i < voices->n; i++) {
        const char *name = voices->items[i].name;
        size_t n = strlen(name);
        if (g_ascii_strcasecmp(name, language) == 0)
            return &voices->items[i].value;
        if (g_ascii_strncasecmp(name, language, n) == 0 && language[n] == '-')
            broad = &voices->items[i].value;
    }
    return broad;
}

static void choose_voice(struct fms_text *voice, const struct fms_pairs *voices, const char *language, bool own)
{
    const struct fms_text *named = voice_for(voices, language);
    if (named)
        *voice = *named;
    else if (!own)
        *voice = (struct fms_text){ .utf8 = "", .span = voice->span };
}

void fms_script_set_language(TALLOC_CTX *ctx, struct fms_script *script, const char *language, bool own)
{
    struct fms_meta *meta = &script->meta;
    struct fms_speaker *cast = talloc_memdup(ctx, meta->cast, meta->n_cast * sizeof *cast);
    choose_voice(&meta->voice, &meta->voices, language, own);
    for (size_t i = 0; i < meta->n_cast; i++)
        choose_voice(&cast[i].voice, &cast[i].voices, language, own);
    meta->cast = cast;
    if (!own)
        meta->lexicon = (struct fms_pairs){ 0 };
    if (!own)
        meta->narration = (struct fms_text){ .utf8 = "", .span = meta->narration.span };
    if (own && meta->language.length > 0)
        return;
    meta->language.utf8 = talloc_strdup(ctx, language);
    meta->language.length = strlen(language);
    meta->language.n_marks = 0;
}
