/*
 * Front matter: a few `key: value` lines between two `---` lines, and the project file, which is made of nothing else.
 * libyaml hands over events; we take a flat mapping of scalars and short lists from them, and of the cast two levels
 * more, and refuse everything else (anchors, tags, mappings inside), so that no YAML trick reaches the film.
 */
#include "front-private.h"

#include <string.h>

enum { MAX_BYTES = 64 << 10, MAX_ITEMS = 64 };

/* The byte of the source at which libyaml's character `index` stands. */
static size_t byte_of(struct front *front, size_t index)
{
    const char *text = front->script->source->text + front->begin;
    if (index < front->seen_characters)
        front->seen_characters = front->seen_bytes = 0;
    while (front->seen_characters < index && front->begin + front->seen_bytes < front->end) {
        front->seen_bytes += (size_t) (g_utf8_next_char(text + front->seen_bytes) - (text + front->seen_bytes));
        front->seen_characters++;
    }
    return front->begin + front->seen_bytes;
}

struct fms_span fms_front_span(struct front *front, const yaml_event_t *event)
{
    size_t begin = byte_of(front, event->start_mark.index);
    return (struct fms_span){ front->script->source, begin, byte_of(front, event->end_mark.index) };
}

static bool next(struct front *front, yaml_event_t *event)
{
    static const char hint[] =
        "put a value that holds a colon, or begins with a sign, in quotes: title: \"Tides: why?\"";
    if (yaml_parser_parse(&front->parser, event))
        return true;
    const yaml_parser_t *parser = &front->parser;
    size_t at = parser->error == YAML_READER_ERROR ? front->begin + parser->problem_offset
                                                   : byte_of(front, parser->problem_mark.index);
    at = MIN(at, front->end);
    bool tab = front->script->source->text[at] == '\t';
    char *message = g_strdup_printf("cannot read the %s: %s", front->is_project ? "project file" : "front matter",
                                    tab               ? "a tab stands here"
                                    : parser->problem ? parser->problem
                                                      : "no YAML");
    fms_front_say(front, (struct fms_span){ front->script->source, at, at + tab }, "front.syntax",
                  tab ? "write blanks instead of the tab" : hint, message);
    g_free(message);
    return false;
}

static bool is_dressed(const yaml_event_t *event)
{
    if (event->type == YAML_SCALAR_EVENT)
        return event->data.scalar.anchor || event->data.scalar.tag;
    if (event->type == YAML_SEQUENCE_START_EVENT)
        return event->data.sequence_start.anchor || event->data.sequence_start.tag;
    if (event->type == YAML_MAPPING_START_EVENT)
        return event->data.mapping_start.anchor || event->data.mapping_start.tag;
    return event->type == YAML_ALIAS_EVENT;
}

bool fms_front_next(struct front *front, yaml_event_t *event)
{
    if (!next(front, event))
        return false;
    if (!is_dressed(event))
        return true;
    fms_front_say(front, fms_front_span(front, event), "front.syntax", "write the value out",
                  "anchors, aliases and tags have no place here");
    yaml_event_delete(event);
    return false;
}

static void add_scalar(struct front *front, const yaml_event_t *event, struct fms_span span)
{
    const char *value = (const char *) event->data.scalar.value;
    size_t length = event->data.scalar.length;
    bool quoted = event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
                  event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    size_t at = span.begin + quoted;
    if (at + length <= span.end && memcmp(front->script->source->text + at, value, length) == 0)
        fms_draft_add(&front->value, at, at + length);
    else
        fms_draft_put(&front->value, at, value, length);
}

void fms_front_set_scalar(struct front *front, const yaml_event_t *event)
{
    front->value_span = fms_front_span(front, event);
    fms_draft_reset(&front->value);
    add_scalar(front, event, front->value_span);
}

/* Reads items up to the end of a list. `key` may be NULL: then nobody wants them. */
static bool read_list(struct front *front, const struct fms_front_key *key)
{
    yaml_event_t event;
    for (size_t n = 0; fms_front_next(front, &event); n++) {
        bool is_end = event.type == YAML_SEQUENCE_END_EVENT, is_item = event.type == YAML_SCALAR_EVENT;
        struct fms_span span = fms_front_span(front, &event);
        front->value_span.end = span.end;
        if (is_item && n && key && key->joined)
            fms_draft_put(&front->value, span.begin, key->joined, strlen(key->joined));
        if (is_item)
            add_scalar(front, &event, span);
        yaml_event_delete(&event);
        if (is_end)
            return true;
        if (!is_item || n >= MAX_ITEMS)
            return fms_front_say(front, span, "front.value", NULL, "this list is too long or has a structure inside");
    }
    return false;
}

static bool read_value(struct front *front, const struct fms_front_key *key)
{
    yaml_event_t event;
    if (!fms_front_next(front, &event))
        return false;
    front->value_span = fms_front_span(front, &event);
    fms_draft_reset(&front->value);
    if (key && key->read) {
        bool good = key->read(front, &event);
        yaml_event_delete(&event);
        return good;
    }
    bool is_list = event.type == YAML_SEQUENCE_START_EVENT, is_map = event.type == YAML_MAPPING_START_EVENT;
    if (event.type == YAML_SCALAR_EVENT)
        add_scalar(front, &event, front->value_span);
    yaml_event_delete(&event);
    if (is_map)
        return fms_front_say(front, front->value_span, "front.value", "a value is one line, or a list of words",
                             "a structure where a value belongs");
    if (is_list && !read_list(front, key))
        return false;
    if (key)
        fms_front_take(front, key, is_list);
    return true;
}

static void read_pairs(struct front *front)
{
    bool seen[FMS_N_FRONT_KEYS] = { false };
    yaml_event_t event;
    while (fms_front_next(front, &event)) {
        struct fms_span span = front->key_span = fms_front_span(front, &event);
        bool is_key = event.type == YAML_SCALAR_EVENT, is_end = event.type == YAML_MAPPING_END_EVENT;
        const char *name = is_key ? (const char *) event.data.scalar.value : "";
        const struct fms_front_key *key = is_key ? fms_front_find_key(front, name) : NULL;
        yaml_event_delete(&event);
        if (is_end)
            return;
        if (!is_key) {
            fms_front_say(front, span, "front.syntax", NULL, "a key is one word: title, language …");
            return;
        }
        if (key && seen[fms_front_key_index(key)])
            fms_front_say(front, span, "front.value", "keep one of them", "this key has been given before");
        if (key)
            seen[fms_front_key_index(key)] = true;
        if (!read_value(front, key))
            return;
    }
}

static void read_document(struct front *front)
{
    yaml_event_t event = { 0 };
    do {
        yaml_event_delete(&event);
        if (!fms_front_next(front, &event))
            return;
    } while (event.type == YAML_STREAM_START_EVENT || event.type == YAML_DOCUMENT_START_EVENT);
    struct fms_span span = fms_front_span(front, &event);
    bool is_map = event.type == YAML_MAPPING_START_EVENT, is_none = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
    if (is_map)
        read_pairs(front);
    else if (!is_none)
        fms_front_say(front, span, "front.syntax", "one `key: value` a line, e.g. title: Tides",
                      "this is not made of keys and values");
}

/* The byte after the line that begins at `at`, its break included. */
static size_t line_after(const struct fms_source *source, size_t at)
{
    at += strcspn(source->text + at, "\r\n");
    if (source->text[at] == '\r' && source->text[at + 1] == '\n')
        return at + 2;
    return at + (source->text[at] != '\0');
}

static bool is_fence(const struct fms_source *source, size_t at, const char *fence)
{
    const char *p = source->text + at;
    if (strncmp(p, fence, 3) != 0)
        return false;
    p += 3 + strspn(p + 3, " \t");
    return strchr("\r\n", *p) != NULL;
}

/* A `---` that opens front matter has a key under it; above prose it is a rule. */
static bool opens(const struct fms_source *source)
{
    if (!is_fence(source, 0, "---"))
        return false;
    const char *p = source->text + line_after(source, 0);
    bool direct = !strchr("\r\n", *p);
    p += strspn(p, " \t\r\n");
    if (!*p)
        return false;
    size_t word = strspn(p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");
    return direct || (word && p[word] == ':');
}

static void read_yaml(struct front *front)
{
    front->target = &front->script->meta;
    fms_draft_init(&front->value, front->script->source);
    if (!yaml_parser_initialize(&front->parser))
        g_error("out of memory");
    yaml_parser_set_encoding(&front->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&front->parser, (const unsigned char *) front->script->source->text + front->begin,
                                 front->end - front->begin);
    read_document(front);
    yaml_parser_delete(&front->parser);
    fms_draft_clear(&front->value);
}

void fms_project_read(struct fms_manuscript *script)
{
    const struct fms_source *project = script->source;
    struct front front = { .script = script, .is_project = true, .end = project->length };
    if (project->length > MAX_BYTES)
        fms_front_say(&front, (struct fms_span){ project, 0, 0 }, "front.syntax", NULL,
                      "the project file is over 64 KiB");
    else
        read_yaml(&front);
}

size_t fms_front_matter_span(const struct fms_source *source, size_t *begin, size_t *end)
{
    *begin = *end = line_after(source, 0);
    if (!opens(source))
        return 0;
    while (*end < source->length && !is_fence(source, *end, "---") && !is_fence(source, *end, "..."))
        *end = line_after(source, *end);
    return *end < source->length ? line_after(source, *end) : 0;
}

size_t fms_front_matter_skip(struct fms_manuscript *script)
{
    const struct fms_source *source = script->source;
    size_t begin, end, body = fms_front_matter_span(source, &begin, &end);
    size_t key = begin + strspn(source->text + begin, " \t\r\n");
    if (body > 0 && key < end && source->text[key] != '#')
        fms_manuscript_warn(script, 0, 3, "include.front", "say it in the script that includes this one",
                            "the front matter of an included script says nothing");
    return body;
}

bool fms_front_matter_read(struct fms_manuscript *script, size_t *body)
{
    const struct fms_source *source = script->source;
    struct front front = { .script = script, .begin = line_after(source, 0) };
    *body = 0;
    if (!opens(source))
        return true;
    struct fms_span head = { source, 0, 3 };
    front.end = front.begin;
    while (!is_fence(source, front.end, "---") && !is_fence(source, front.end, "...")) {
        if (front.end >= source->length)
            return fms_front_say(&front, head, "front.syntax",
                                 "end it with a line `---`; a rule at the top needs a blank line below",
                                 "the front matter is never closed");
        front.end = line_after(source, front.end);
        if (front.end - front.begin > MAX_BYTES)
            return fms_front_say(&front, head, "front.syntax", "end it with a line `---`",
                                 "the front matter is over 64 KiB");
    }
    *body = line_after(source, front.end);
    read_yaml(&front);
    return true;
}
