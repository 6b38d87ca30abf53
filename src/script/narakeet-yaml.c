/*
 * YAML as scripts of this kind use it: keys and values, at most one map inside. libyaml hands over events; everything that
 * is not a scalar at one of the two levels is passed by, so that nothing a file can hold costs more than its length.
 */
#include "narakeet-private.h"

#include <string.h>
#include <yaml.h>

enum { MAX_ENTRIES = 200, MAX_BYTES = 64 << 10 };

struct reading {
    struct fms_manuscript *script;
    size_t begin, end;
    yaml_parser_t parser;
    size_t seen_characters, seen_bytes;
    GArray *entries;
    int depth;         /* of maps */
    int lists;         /* that are open */
    bool wants_value;  /* a key of the innermost map has been read */
    bool inside_other; /* something nested deeper; up to its end */
};

/* The byte of the source at which libyaml's character `index` stands; asked for in order. */
static size_t byte_of(struct reading *reading, size_t index)
{
    const char *text = reading->script->source->text + reading->begin;
    while (reading->seen_characters < index && reading->begin + reading->seen_bytes < reading->end) {
        reading->seen_bytes += (size_t) (g_utf8_next_char(text + reading->seen_bytes) - (text + reading->seen_bytes));
        reading->seen_characters++;
    }
    return MIN(reading->begin + reading->seen_bytes, reading->end);
}

static struct narakeet_entry *last_entry(struct reading *reading)
{
    return &g_array_index(reading->entries, struct narakeet_entry, reading->entries->len - 1);
}

static void take_scalar(struct reading *reading, const yaml_event_t *event)
{
    const char *value = (const char *) event->data.scalar.value;
    size_t begin = byte_of(reading, event->start_mark.index), end = byte_of(reading, event->end_mark.index);
    struct fms_span span = { reading->script->source, begin, MAX(begin, end) };
    if (reading->lists == 0 && !reading->wants_value) {
        struct narakeet_entry entry = { talloc_strdup(reading->script->ctx, value), "", span, span,
                                        reading->depth - 1 };
        g_array_append_val(reading->entries, entry);
        reading->wants_value = true;
        return;
    }
    struct narakeet_entry *entry = last_entry(reading);
    bool first = *entry->value == '\0';
    entry->value = first ? talloc_strdup(reading->script->ctx, value)
                         : talloc_asprintf(reading->script->ctx, "%s %s", entry->value, value);
    entry->value_span.begin = first ? span.begin : entry->value_span.begin;
    entry->value_span.end = MAX(span.end, entry->value_span.begin);
    reading->wants_value = reading->lists > 0;
}

/* Passes by what is nested too deep, whose first event was handed over. @return false at the end of what can be read. */
static bool pass_by(struct reading *reading)
{
    yaml_event_t event;
    for (int depth = 1; depth > 0;) {
        if (!yaml_parser_parse(&reading->parser, &event))
            return false;
        bool begins = event.type == YAML_MAPPING_START_EVENT || event.type == YAML_SEQUENCE_START_EVENT;
        bool ends = event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT;
        depth += begins - ends;
        yaml_event_delete(&event);
    }
    reading->wants_value = reading->lists > 0;
    return true;
}

/* @return false at the end of what can be read. */
static bool take(struct reading *reading, const yaml_event_t *event)
{
    bool is_value = reading->wants_value && reading->entries->len > 0;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        if (reading->depth > 0)
            take_scalar(reading, event);
        return reading->depth > 0;
    case YAML_MAPPING_START_EVENT:
        if (reading->depth > 0 && (!is_value || reading->depth == 2 || reading->lists > 0))
            return pass_by(reading);
        reading->depth++;
        reading->wants_value = false;
        return true;
    case YAML_SEQUENCE_START_EVENT:
        if (!is_value || reading->lists > 0)
            return pass_by(reading);
        reading->lists++;
        return true;
    case YAML_MAPPING_END_EVENT:
        reading->depth--;
        reading->wants_value = false;
        return reading->depth > 0;
    case YAML_SEQUENCE_END_EVENT:
        reading->lists--;
        reading->wants_value = false;
        return true;
    case YAML_ALIAS_EVENT: reading->wants_value = false; return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT: break;
    }
    return event->type != YAML_STREAM_END_EVENT;
}

static void read_events(struct reading *reading, struct fms_span *bad)
{
    yaml_event_t event;
    for (bool more = true; more && reading->entries->len < MAX_ENTRIES;) {
        if (!yaml_parser_parse(&reading->parser, &event)) {
            size_t at = byte_of(reading, reading->parser.problem_mark.index);
            *bad = (struct fms_span){ reading->script->source, at, MIN(at + 1, reading->end) };
            return;
        }
        bool is_map = reading->depth > 0 || event.type == YAML_MAPPING_START_EVENT;
        bool is_value = event.type == YAML_SCALAR_EVENT || event.type == YAML_SEQUENCE_START_EVENT;
        if (is_value && !is_map)
            *bad = (struct fms_span){ reading->script->source, reading->begin, reading->end };
        more = take(reading, &event) && !(is_value && !is_map);
        yaml_event_delete(&event);
    }
}

GArray *fms_narakeet_yaml(struct fms_manuscript *script, size_t begin, size_t end, struct fms_span *bad)
{
    struct reading reading = { .script = script, .begin = begin, .end = end };
    reading.entries = g_array_new(FALSE, FALSE, sizeof(struct narakeet_entry));
    char *yaml = g_strndup(script->source->text + begin, MIN(end - begin, MAX_BYTES));
    g_strdelimit(yaml, "\t", ' '); /* people indent with tabs, which YAML refuses */
    if (!yaml_parser_initialize(&reading.parser))
        g_error("out of memory");
    yaml_parser_set_encoding(&reading.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reading.parser, (const unsigned char *) yaml, strlen(yaml));
    read_events(&reading, bad);
    yaml_parser_delete(&reading.parser);
    g_free(yaml);
    return reading.entries;
}
