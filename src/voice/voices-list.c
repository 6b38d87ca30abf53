/*
 * What there is to choose from.
 */
#include "voices-private.h"

#include "language-tag.h"
#include "voice.h"

#include <stdlib.h>
#include <string.h>

/* The last part of an identifier: "gmw/en-US" is "en-us" in a script, which may be written in any case. */
static char *name_of(TALLOC_CTX *ctx, const char *identifier)
{
    const char *slash = strrchr(identifier, '/');
    char *lower = g_ascii_strdown(slash ? slash + 1 : identifier, -1), *name = talloc_strdup(ctx, lower);
    g_free(lower);
    return name;
}

/* The tag of the lowest number, "5:en-us" before "10:en". */
static char *best_language(TALLOC_CTX *ctx, char *const *languages)
{
    const char *best = "";
    int64_t least = G_MAXINT;
    for (; *languages; languages++) {
        const char *colon = strchr(*languages, ':');
        int64_t priority = g_ascii_strtoll(*languages, NULL, 10);
        if (!colon || priority >= least)
            continue;
        least = priority;
        best = colon + 1;
    }
    char *lower = g_ascii_strdown(best, -1), *language = talloc_strdup(ctx, lower);
    g_free(lower);
    return language;
}

static bool speaks(char *const *languages, const char *wanted)
{
    bool does = false;
    char *tag = g_ascii_strdown(wanted, -1);
    for (; *languages && !does; languages++) {
        const char *colon = strchr(*languages, ':');
        char *own = g_ascii_strdown(colon ? colon + 1 : "", -1);
        does = fms_language_is(own, tag);
        g_free(own);
    }
    g_free(tag);
    return does;
}

static int by_language(const void *a, const void *b)
{
    const struct fms_voice_entry *x = a, *y = b;
    int order = strcmp(x->language, y->language);
    return order ? order : strcmp(x->name, y->name);
}

struct fms_voice_entry *fms_voices_list(TALLOC_CTX *ctx, const char *language, size_t *n, GError **error)
{
    const GPtrArray *voices = fms_voices_all(error);
    *n = 0;
    if (!voices)
        return NULL;
    struct fms_voice_entry *entries = talloc_zero_array(ctx, struct fms_voice_entry, voices->len + 1);
    for (guint i = 0; i < voices->len; i++) {
        const struct fms_engine_voice *voice = voices->pdata[i];
        if (language && !speaks(voice->languages, language))
            continue;
        entries[(*n)++] = (struct fms_voice_entry){ best_language(entries, voice->languages),
                                                    name_of(entries, voice->identifier), voice->name };
    }
    qsort(entries, *n, sizeof *entries, by_language);
    return entries;
}

char *fms_voice_pick(TALLOC_CTX *ctx, const char *language, size_t n)
{
    static const char *const variants[FMS_VOICES_APART] = {
        "f3", "m7", "Annie", "paul", "f1", "pablo", "belinda", "ed"
    };
    char *identifier = fms_voices_match(language, "", NULL);
    if (!identifier)
        return NULL;
    char *name = name_of(ctx, identifier), *full = talloc_asprintf(ctx, "%s+%s", name, variants[n % FMS_VOICES_APART]);
    talloc_free(name);
    g_free(identifier);
    return full;
}
