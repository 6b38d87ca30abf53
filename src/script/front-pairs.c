/*
 * The keys of front matter that hold a map of names to values: voices by language, how words are said.
 */
#include "front-private.h"

#include <string.h>

enum { MAX_PAIRS = 256 };

struct pairs {
    struct fms_pairs *into;
    bool (*is_name)(char *name);
    const char *hint;
};

static bool refuse(struct front *front, struct fms_span at, const char *hint, const char *message)
{
    return fms_front_say(front, at, "front.value", hint, message);
}

static bool is_known(const struct fms_pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->n; i++)
        if (g_ascii_strcasecmp(pairs->items[i].name, name) == 0)
            return true;
    return false;
}

/* Reads a scalar into front->value. */
static bool read_scalar(struct front *front, const yaml_event_t *event, const char *hint)
{
    if (event->type != YAML_SCALAR_EVENT)
        return refuse(front, fms_front_span(front, event), hint, "a structure where a word belongs");
    fms_front_set_scalar(front, event);
    return true;
}

/* A name, which `first` is, and its value. */
static bool read_pair(struct front *front, const yaml_event_t *first, const struct pairs *pairs)
{
    TALLOC_CTX *ctx = front->script->ctx;
    if (!read_scalar(front, first, pairs->hint))
        return false;
    char *name = talloc_strdup(ctx, front->value.text->str);
    if (!pairs->is_name(name) || is_known(pairs->into, name) || pairs->into->n == MAX_PAIRS)
        return refuse(front, front->value_span, pairs->hint, "this is no name here, or has been given before");
    yaml_event_t event;
    if (!fms_front_next(front, &event))
        return false;
    bool good = read_scalar(front, &event, pairs->hint);
    yaml_event_delete(&event);
    if (!good)
        return false;
    pairs->into->items = talloc_realloc(ctx, pairs->into->items, struct fms_pair, pairs->into->n + 1);
    pairs->into->items[pairs->into->n++] = (struct fms_pair){ name, fms_draft_text(ctx, &front->value) };
    return true;
}

static bool read_pairs(struct front *front, const yaml_event_t *first, const struct pairs *pairs)
{
    if (first->type == YAML_SCALAR_EVENT && fms_front_is_nothing((const char *) first->data.scalar.value))
        return true;
    if (first->type != YAML_MAPPING_START_EVENT)
        return refuse(front, fms_front_span(front, first), pairs->hint, "a value where names and values belong");
    *pairs->into = (struct fms_pairs){ 0 };
    for (bool more = true, good = true; more; more = more && good) {
        yaml_event_t event;
        if (!fms_front_next(front, &event))
            return false;
        more = event.type != YAML_MAPPING_END_EVENT;
        good = !more || read_pair(front, &event, pairs);
        yaml_event_delete(&event);
        if (!good)
            return false;
    }
    return true;
}

bool fms_front_read_voices(struct front *front, const yaml_event_t *event)
{
    bool of_film = front->target == &front->script->meta;
    struct fms_pairs *into = of_film ? &front->script->meta.voices : &((struct fms_speaker *) front->target)->voices;
    return read_pairs(front, event, &(struct pairs){ into, fms_front_is_tag, "voices: {de: de+f2, fr: fr+m3}" });
}

enum { MOST_WORD_BYTES = 200 };

/* Something that can be found in a sentence and said. */
static bool is_word(char *name)
{
    bool letters = false;
    for (const char *at = name; *at; at = g_utf8_next_char(at))
        letters |= g_unichar_isalnum(g_utf8_get_char(at));
    return letters && strlen(name) <= MOST_WORD_BYTES;
}

bool fms_front_read_lexicon(struct front *front, const yaml_event_t *event)
{
    const struct pairs pairs = { &front->script->meta.lexicon, is_word, "lexicon: {Worcester: Wooster, GIF: /dʒɪf/}" };
    struct fms_pairs *into = pairs.into;
    if (!read_pairs(front, event, &pairs))
        return false;
    for (size_t i = 0; i < into->n; i++)
        if (!is_word((char *) into->items[i].value.utf8))
            return refuse(front, into->items[i].value.span, pairs.hint, "nothing that can be said");
    return true;
}
