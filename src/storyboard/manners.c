/*
 * Who speaks, and how. A manner is made where something about the voice changes, and shared by all that is said so. The
 * speaker's own values come first, then what the directions say; a speaker without a voice gets a name for a voice that the
 * voice room knows to choose: "#2" is the second clearly different one of the language, as the narrator has the first.
 */
#include "director-private.h"

#include <string.h>

#define MOST_STRANGERS 100 /* for whom a like name is looked for */

static char *folded(TALLOC_CTX *ctx, const char *name)
{
    char *folded = g_utf8_casefold(name, -1);
    char *copy = talloc_strdup(ctx, folded);
    g_free(folded);
    return copy;
}

static const char *lower_tag(TALLOC_CTX *ctx, const char *tag)
{
    char *lower = talloc_strdup(ctx, tag);
    for (char *at = lower; *at; at++)
        *at = *at == '_' ? '-' : g_ascii_tolower(*at);
    return lower;
}

void fms_manners_init(struct fms_director *director)
{
    const struct fms_meta *meta = &director->script->meta;
    director->cast = g_hash_table_new(g_str_hash, g_str_equal);
    director->introduced = talloc_zero_array(director->board, bool, meta->n_cast + 1);
    director->voices = talloc_zero_array(director->board, size_t, meta->n_cast + 1);
    size_t n_voices = 1; /* the narrator has the first */
    for (size_t i = 0; i < meta->n_cast; i++) {
        n_voices += meta->cast[i].voice.length == 0;
        director->voices[i + 1] = n_voices;
        char *name = folded(director->board, meta->cast[i].name.utf8);
        if (!g_hash_table_contains(director->cast, name))
            g_hash_table_insert(director->cast, name, GSIZE_TO_POINTER(i + 1));
    }
    director->tone = (struct fms_tone){ .pace_permille = 1000, .pitch_permille = 1000 };
    fms_manner_settle(director, NULL);
}

static const char *nearest_of(const struct fms_meta *meta, const char *name)
{
    const char **names = g_new0(const char *, meta->n_cast + 1);
    for (size_t i = 0; i < meta->n_cast; i++)
        names[i] = meta->cast[i].name.utf8;
    const char *nearest = fms_nearest_word(name, names);
    g_free(names);
    return nearest;
}

size_t fms_cast_find(struct fms_director *director, const struct fms_text *name)
{
    const struct fms_meta *meta = &director->script->meta;
    char *key = folded(NULL, name->utf8);
    size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(director->cast, key));
    talloc_free(key);
    if (found)
        return found;
    const char *nearest = director->n_strangers++ < MOST_STRANGERS ? nearest_of(meta, name->utf8) : NULL;
    char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest)
                         : g_strdup("name who speaks in the front matter, under `cast:`");
    fms_error(director->diags, name->span, "cast.unknown", hint, "nobody in the cast is called '%.80s'", name->utf8);
    g_free(hint);
    return 0;
}

static void speak_as(struct fms_director *director, size_t speaker, struct fms_manner *manner)
{
    const struct fms_speaker *who = &director->script->meta.cast[speaker - 1];
    manner->speaker = who->name.utf8;
    manner->index = speaker;
    manner->voice =
        who->voice.length > 0 ? who->voice.utf8 : talloc_asprintf(director->board, "#%zu", director->voices[speaker]);
    if (who->language.length > 0)
        manner->language = lower_tag(director->board, who->language.utf8);
    if (who->pace_wpm > 0)
        manner->pace_wpm = who->pace_wpm;
    manner->pitch_permille = who->pitch_permille > 0 ? who->pitch_permille : 1000;
    manner->volume_cdb = who->volume_cdb;
}

/* A voice of one language does not speak another one well: what is said in another has that one's own. */
static void apply_tone(struct fms_manner *manner, const struct fms_tone *tone)
{
    if (tone->language && strcmp(tone->language, manner->language) != 0) {
        manner->voice = manner->voice[0] == '#' ? manner->voice : "";
        manner->language = tone->language;
    }
    if (tone->voice && !manner->speaker)
        manner->voice = tone->voice;
    if (tone->recording || tone->unrecorded)
        manner->recording = tone->recording;
    manner->pace_wpm = tone->pace_wpm > 0 ? tone->pace_wpm : manner->pace_wpm * tone->pace_permille / 1000;
    manner->pace_wpm = CLAMP(manner->pace_wpm, 80, 450);
    manner->pitch_permille = CLAMP(manner->pitch_permille * tone->pitch_permille / 1000, 500, 2000);
    manner->volume_cdb = CLAMP(manner->volume_cdb + tone->volume_cdb, -2000, 600);
}

void fms_manner_settle(struct fms_director *director, const struct fms_text *marked)
{
    const struct fms_meta *meta = &director->script->meta;
    struct fms_manner manner = { .voice = meta->voice.utf8,
                                 .language = director->board->language,
                                 .pace_wpm = meta->pace_wpm > 0 ? meta->pace_wpm : FMS_HOUSE_PACE,
                                 .pitch_permille = 1000 };
    size_t speaker = marked && marked->length > 0 ? fms_cast_find(director, marked) : director->tone.speaker;
    manner.recording = speaker ? NULL : director->board->narration;
    if (speaker)
        speak_as(director, speaker, &manner);
    apply_tone(&manner, &director->tone);
    if (!director->manner || memcmp(&manner, director->manner, sizeof manner) != 0)
        director->manner = talloc_memdup(director->board, &manner, sizeof manner);
}
