/*
 * The keys of front matter and project files that hold more than a value: who speaks, and the credits that many films share.
 */
#include "front-private.h"

#include <string.h>

enum { MAX_CAST = 64, MAX_CREDITS = 256 };

static bool refuse(struct front *front, struct fms_span at, const char *hint, const char *message)
{
    return fms_front_say(front, at, "front.value", hint, message);
}

static struct fms_speaker *speaker_at(struct front *front, guint i)
{
    return &g_array_index(front->script->cast, struct fms_speaker, i);
}

/* Whoever is called by the value, new if nobody is; the number of MAX_CAST after an error. */
static guint find_speaker(struct front *front)
{
    GArray *cast = front->script->cast;
    char *folded = fms_name_fold(front->value.text->str, front->value.text->len);
    guint found = 0;
    for (bool same = false; found < cast->len; found++) {
        char *other = fms_name_fold(speaker_at(front, found)->name.utf8, speaker_at(front, found)->name.length);
        same = strcmp(other, folded) == 0;
        g_free(other);
        if (same)
            break;
    }
    g_free(folded);
    if (found < cast->len)
        return found;
    if (!front->value.text->len || cast->len == MAX_CAST) {
        refuse(front, front->value_span, NULL,
               cast->len < MAX_CAST ? "a name is missing" : "a cast has at most 64 members");
        return MAX_CAST;
    }
    const struct fms_text none = { .utf8 = "", .span = front->value_span };
    struct fms_speaker speaker = { .name = fms_draft_text(front->script->ctx, &front->value),
                                   .voice = none,
                                   .language = none,
                                   .role = none,
                                   .pitch_permille = 1000 };
    g_array_append_val(cast, speaker);
    return found;
}

/* Takes one value of somebody; a structure there ends the reading. */
static bool read_field(struct front *front, const struct fms_front_key *key)
{
    yaml_event_t event;
    if (!fms_front_next(front, &event))
        return false;
    bool is_scalar = event.type == YAML_SCALAR_EVENT;
    struct fms_span span = fms_front_span(front, &event);
    if (key && key->read) {
        bool good = key->read(front, &event);
        yaml_event_delete(&event);
        return good;
    }
    if (is_scalar)
        fms_front_set_scalar(front, &event);
    yaml_event_delete(&event);
    if (!is_scalar)
        return refuse(front, span, "a value is one line", "a structure where a value belongs");
    if (key)
        fms_front_take(front, key, false);
    return true;
}

static bool read_fields(struct front *front, guint speaker)
{
    bool seen[FMS_N_FRONT_KEYS] = { false };
    yaml_event_t event;
    while (fms_front_next(front, &event)) {
        bool is_key = event.type == YAML_SCALAR_EVENT, is_end = event.type == YAML_MAPPING_END_EVENT;
        struct fms_span span = front->key_span = fms_front_span(front, &event);
        const struct fms_front_key *key =
            is_key ? fms_front_find_cast_key(front, (const char *) event.data.scalar.value) : NULL;
        yaml_event_delete(&event);
        if (is_end)
            return true;
        if (!is_key)
            return refuse(front, span, NULL, "a key is one word: voice, language, role …");
        if (key && seen[fms_front_key_index(key)])
            refuse(front, span, "keep one of them", "this key has been given before");
        if (key)
            seen[fms_front_key_index(key)] = true;
        front->target = speaker_at(front, speaker);
        bool good = read_field(front, key);
        front->target = &front->script->meta;
        if (!good)
            return false;
    }
    return false;
}

/* What follows a name: a voice, or a map of what is said of him or her. */
static bool read_speaker(struct front *front, guint speaker)
{
    yaml_event_t event;
    if (!fms_front_next(front, &event))
        return false;
    yaml_event_type_t type = event.type;
    struct fms_span span = fms_front_span(front, &event);
    if (type == YAML_SCALAR_EVENT)
        fms_front_set_scalar(front, &event);
    yaml_event_delete(&event);
    if (type == YAML_MAPPING_START_EVENT)
        return read_fields(front, speaker);
    if (type != YAML_SCALAR_EVENT)
        return refuse(front, span, "Anna: {voice: en+f3, role: author}", "a list where a voice belongs");
    if (!fms_front_is_nothing(front->value.text->str))
        speaker_at(front, speaker)->voice = fms_draft_text(front->script->ctx, &front->value);
    return true;
}

/* One of the cast: an item of the list, or a key and what follows it. */
static bool read_member(struct front *front, const yaml_event_t *event, bool in_map, bool seen[MAX_CAST])
{
    struct fms_span span = fms_front_span(front, event);
    if (event->type != YAML_SCALAR_EVENT)
        return refuse(front, span, "a name each: cast: [Anna, Ben]", "a structure where a name belongs");
    fms_front_set_scalar(front, event);
    guint speaker = find_speaker(front);
    if (speaker == MAX_CAST)
        return false;
    if (seen[speaker])
        refuse(front, span, "keep one of them", "this name has been given before");
    seen[speaker] = true;
    return !in_map || read_speaker(front, speaker);
}

bool fms_front_read_cast(struct front *front, const yaml_event_t *first)
{
    bool seen[MAX_CAST] = { false }, in_map = first->type == YAML_MAPPING_START_EVENT, more = true;
    if (first->type == YAML_SCALAR_EVENT) {
        bool nothing = fms_front_is_nothing((const char *) first->data.scalar.value);
        return nothing || read_member(front, first, false, seen);
    }
    while (more) {
        yaml_event_t event;
        if (!fms_front_next(front, &event))
            return false;
        more = event.type != YAML_MAPPING_END_EVENT && event.type != YAML_SEQUENCE_END_EVENT;
        bool good = !more || read_member(front, &event, in_map, seen);
        yaml_event_delete(&event);
        if (!good)
            return false;
    }
    return true;
}

static bool read_credit(struct front *front, const yaml_event_t *event)
{
    if (event->type != YAML_SCALAR_EVENT || front->script->shared_credits->len == MAX_CREDITS)
        return refuse(front, fms_front_span(front, event), "one line each: - Music | Sam Test",
                      event->type == YAML_SCALAR_EVENT ? "at most 256 credits are shared" : "a credit is one line");
    fms_front_set_scalar(front, event);
    struct fms_block credit =
        fms_manuscript_credit(front->script, &front->value, 0, front->value.text->len, FMS_BAR | FMS_COLON);
    if (credit.names.length || credit.role.length)
        g_array_append_val(front->script->shared_credits, credit);
    return true;
}

bool fms_front_read_credits(struct front *front, const yaml_event_t *first)
{
    if (first->type == YAML_SCALAR_EVENT)
        return fms_front_is_nothing((const char *) first->data.scalar.value) || read_credit(front, first);
    if (first->type != YAML_SEQUENCE_START_EVENT)
        return refuse(front, fms_front_span(front, first), "a list of lines: - Music | Sam Test", "credits are a list");
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!fms_front_next(front, &event))
            return false;
        more = event.type != YAML_SEQUENCE_END_EVENT;
        bool good = !more || read_credit(front, &event);
        yaml_event_delete(&event);
        if (!good)
            return false;
    }
    return true;
}
