/*
 * Front matter: a few `key: value` lines between two `---` lines. libyaml hands over events; we take a flat mapping of
 * scalars and short lists from them and refuse everything else (anchors, tags, mappings inside), so that no YAML trick
 * reaches the film. Values are forgiving where there is only one thing that a person can have meant.
 */
#include "script-private.h"

#include <string.h>
#include <yaml.h>

enum { MAX_BYTES = 64 << 10, MAX_ITEMS = 64 };

struct front {
    struct fms_manuscript *script;
    size_t begin, end; /* of the YAML in the source */
    yaml_parser_t parser;
    size_t seen_characters, seen_bytes; /* libyaml counts characters; the way back counts on from here */
    struct fms_draft value;
    struct fms_span key_span, value_span;
};

static bool say(struct front *front, struct fms_span at, const char *code, const char *hint, const char *message)
{
    fms_manuscript_error(front->script, at.begin, at.end, code, hint, message);
    return false;
}

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

static struct fms_span span_of(struct front *front, const yaml_event_t *event)
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
    char *message = g_strdup_printf("cannot read the front matter: %s", parser->problem ? parser->problem : "no YAML");
    say(front, (struct fms_span){ front->script->source, at, at }, "front.syntax", hint, message);
    g_free(message);
    return false;
}

static struct fms_text *text_slot(struct front *front, size_t offset)
{
    return (struct fms_text *) (void *) ((char *) &front->script->meta + offset);
}

/* What a person writes for "nothing". */
static bool is_nothing(const char *value)
{
    return !*value || strcmp(value, "~") == 0 || g_ascii_strcasecmp(value, "null") == 0;
}

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (g_ascii_strcasecmp(word, *words) == 0)
            return true;
    return false;
}

struct key {
    const char *name;
    bool (*take)(struct front *front, const struct key *key);
    size_t offset;      /* of the text in struct fms_meta */
    const char *joined; /* what joins the items of a list; NULL: no lists */
    const char *hint;
};

static bool wrong(struct front *front, const struct key *key)
{
    char *message = g_strdup_printf("'%.40s' is no value for '%s'", front->value.text->str, key->name);
    char *valid = g_utf8_make_valid(message, -1); /* the cut may fall inside a character */
    say(front, front->value_span, "front.value", key->hint, valid);
    g_free(valid);
    g_free(message);
    return false;
}

static bool take_text(struct front *front, const struct key *key)
{
    *text_slot(front, key->offset) = fms_draft_text(front->script->ctx, &front->value);
    return true;
}

/* A BCP 47 tag; `en_GB` is meant as one. */
static bool take_language(struct front *front, const struct key *key)
{
    char *tag = front->value.text->str;
    g_strdelimit(tag, "_", '-');
    size_t primary = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    bool shaped = primary >= 2 && primary <= 3 && (!tag[primary] || tag[primary] == '-') && strlen(tag) <= 35;
    for (const char *p = tag; *p; p++)
        shaped = shaped && (g_ascii_isalnum(*p) || *p == '-') && !(*p == '-' && (p[1] == '-' || !p[1]));
    return shaped ? take_text(front, key) : wrong(front, key);
}

static bool take_music(struct front *front, const struct key *key)
{
    static const char *const none[] = { "none", "off", "no", "false", NULL };
    return is_one_of(front->value.text->str, none) || take_text(front, key);
}

static bool take_captions(struct front *front, const struct key *key)
{
    static const char *const burned[] = { "burned", "burnt", "on", "yes", "true", NULL };
    static const char *const track[] = { "track", NULL }, *const off[] = { "off", "no", "false", "none", NULL };
    const char *value = front->value.text->str;
    struct fms_text *captions = text_slot(front, key->offset);
    if (!is_one_of(value, burned) && !is_one_of(value, track) && !is_one_of(value, off))
        return wrong(front, key);
    take_text(front, key);
    captions->utf8 = is_one_of(value, burned) ? "burned" : is_one_of(value, track) ? "track" : "off";
    captions->length = strlen(captions->utf8);
    return true;
}

static bool take_aspect(struct front *front, const struct key *key)
{
    static const char *const shapes[] = { "16:9", "9:16", "1:1", "4:5", NULL };
    char **items = g_strsplit(front->value.text->str, ",", -1);
    GString *joined = g_string_new(NULL);
    bool good = true;
    for (char **item = items; *item && good; item++) {
        good = is_one_of(g_strstrip(*item), shapes);
        if (good && !strstr(joined->str, *item))
            g_string_append_printf(joined, "%s%s", joined->len ? "," : "", *item);
    }
    if (good) {
        struct fms_text *aspect = text_slot(front, key->offset);
        take_text(front, key);
        aspect->utf8 = talloc_strdup(front->script->ctx, joined->str);
        aspect->length = joined->len;
    }
    g_strfreev(items);
    g_string_free(joined, TRUE);
    return good || wrong(front, key);
}

/* A number in hundredths, with a unit after it or not. No strtod: this must not know locales. */
static bool read_hundredths(const char *text, const char *unit, int64_t *out)
{
    bool negative = *text == '-' || g_str_has_prefix(text, "−");
    text += *text == '-' || *text == '+' ? 1 : negative ? strlen("−") : 0;
    int64_t value = 0;
    int n_digits = 0, n_decimals = 0;
    for (; g_ascii_isdigit(*text) && n_digits < 6; text++, n_digits++)
        value = value * 10 + (*text - '0');
    value *= 100;
    if (n_digits && *text == '.')
        for (text++; g_ascii_isdigit(*text) && n_decimals < 2; text++)
            value += (*text - '0') * (n_decimals++ ? 1 : 10);
    text += *text == ' ';
    *out = negative ? -value : value;
    return n_digits && (!*text || g_ascii_strcasecmp(text, unit) == 0);
}

static bool take_pace(struct front *front, const struct key *key)
{
    int64_t pace;
    if (!read_hundredths(front->value.text->str, "wpm", &pace) || pace % 100 || pace < 8000 || pace > 45000)
        return wrong(front, key);
    front->script->meta.pace_wpm = pace / 100;
    front->script->meta.pace_span = front->value_span;
    return true;
}

static bool take_loudness(struct front *front, const struct key *key)
{
    int64_t loudness;
    if (!read_hundredths(front->value.text->str, "LUFS", &loudness) || loudness < -4000 || loudness > -500)
        return wrong(front, key);
    front->script->meta.loudness_clufs = (int32_t) loudness;
    return true;
}

#define AT(member) offsetof(struct fms_meta, member)

static const struct key keys[] = {
    { "title", take_text, AT(title) },
    { "series", take_text, AT(series) },
    { "author", take_text, AT(author), ", " },
    { "language", take_language, AT(language), NULL, "a language tag: en-GB, zh-CN, de, ar …" },
    { "voice", take_text, AT(voice), NULL },
    { "pace", take_pace, 0, NULL, "words a minute, 80 to 450: pace: 150" },
    { "theme", take_text, AT(theme) },
    { "music", take_music, AT(music) },
    { "aspect", take_aspect, AT(aspect), ",", "one or more of 16:9, 9:16, 1:1, 4:5: aspect: [16:9, 9:16]" },
    { "captions", take_captions, AT(captions), NULL,
      "burned (drawn into the picture), track (can be switched on) or off" },
    { "loudness", take_loudness, 0, NULL, "LUFS, -40 to -5: loudness: -16" },
};

static const struct key *find_key(const char *name)
{
    if (g_ascii_strcasecmp(name, "lang") == 0)
        name = "language";
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (g_ascii_strcasecmp(name, keys[i].name) == 0)
            return &keys[i];
    return NULL;
}

static void tell_unknown(struct front *front, const char *name)
{
    const char *names[G_N_ELEMENTS(keys) + 1] = { NULL };
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        names[i] = keys[i].name;
    const char *nearest = fms_nearest_word(name, names);
    char *all = g_strjoinv(", ", (char **) names);
    char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : g_strdup_printf("the keys are %s", all);
    char *message =
        g_strdup_printf("unknown key in the front matter%s%s%s", *name ? ": '" : "", name, *name ? "'" : "");
    say(front, front->key_span, "front.unknown", hint, message);
    g_free(message);
    g_free(hint);
    g_free(all);
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

/* The next event, if it is one that front matter may have. */
static bool next_plain(struct front *front, yaml_event_t *event)
{
    if (!next(front, event))
        return false;
    if (!is_dressed(event))
        return true;
    say(front, span_of(front, event), "front.syntax", "write the value out",
        "anchors, aliases and tags have no place in front matter");
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

/* Reads items up to the end of a list. `key` may be NULL: then nobody wants them. */
static bool read_list(struct front *front, const struct key *key)
{
    yaml_event_t event;
    for (size_t n = 0; next_plain(front, &event); n++) {
        bool is_end = event.type == YAML_SEQUENCE_END_EVENT, is_item = event.type == YAML_SCALAR_EVENT;
        struct fms_span span = span_of(front, &event);
        front->value_span.end = span.end;
        if (is_item && n && key && key->joined)
            fms_draft_put(&front->value, span.begin, key->joined, strlen(key->joined));
        if (is_item)
            add_scalar(front, &event, span);
        yaml_event_delete(&event);
        if (is_end)
            return true;
        if (!is_item || n >= MAX_ITEMS)
            return say(front, span, "front.value", NULL, "this list is too long or has a structure inside");
    }
    return false;
}

static bool read_value(struct front *front, const struct key *key)
{
    yaml_event_t event;
    if (!next_plain(front, &event))
        return false;
    front->value_span = span_of(front, &event);
    fms_draft_reset(&front->value);
    bool is_list = event.type == YAML_SEQUENCE_START_EVENT, is_map = event.type == YAML_MAPPING_START_EVENT;
    if (event.type == YAML_SCALAR_EVENT)
        add_scalar(front, &event, front->value_span);
    yaml_event_delete(&event);
    if (is_map)
        return say(front, front->value_span, "front.value", "a value is one line, or a list of words",
                   "a structure where a value belongs");
    if (is_list && !read_list(front, key))
        return false;
    if (!key || is_nothing(front->value.text->str))
        return true;
    if (is_list && !key->joined)
        wrong(front, key);
    else
        key->take(front, key);
    return true;
}

static void read_pairs(struct front *front)
{
    bool seen[G_N_ELEMENTS(keys)] = { false };
    yaml_event_t event;
    while (next_plain(front, &event)) {
        struct fms_span span = front->key_span = span_of(front, &event);
        bool is_key = event.type == YAML_SCALAR_EVENT, is_end = event.type == YAML_MAPPING_END_EVENT;
        const char *name = is_key ? (const char *) event.data.scalar.value : "";
        const struct key *key = is_key ? find_key(name) : NULL;
        if (is_key && !key)
            tell_unknown(front, name);
        yaml_event_delete(&event);
        if (is_end)
            return;
        if (!is_key) {
            say(front, span, "front.syntax", NULL, "a key is one word: title, language …");
            return;
        }
        if (key && seen[key - keys])
            say(front, span, "front.value", "keep one of them", "this key has been given before");
        if (key)
            seen[key - keys] = true;
        if (!read_value(front, key))
            return;
    }
}

static void read_document(struct front *front)
{
    yaml_event_t event = { 0 };
    do {
        yaml_event_delete(&event);
        if (!next_plain(front, &event))
            return;
    } while (event.type == YAML_STREAM_START_EVENT || event.type == YAML_DOCUMENT_START_EVENT);
    struct fms_span span = span_of(front, &event);
    bool is_map = event.type == YAML_MAPPING_START_EVENT, is_none = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
    if (is_map)
        read_pairs(front);
    else if (!is_none)
        say(front, span, "front.syntax", "one `key: value` a line, e.g. title: Tides",
            "the front matter is not made of keys and values");
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
            return say(&front, head, "front.syntax",
                       "end it with a line `---`; a rule at the top needs a blank line below",
                       "the front matter is never closed");
        if (front.end - front.begin > MAX_BYTES)
            return say(&front, head, "front.syntax", "end it with a line `---`", "the front matter is over 64 KiB");
        front.end = line_after(source, front.end);
    }
    *body = line_after(source, front.end);
    read_yaml(&front);
    return true;
}
