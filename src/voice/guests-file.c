/*
 * The person's file of voices: a map of names to what each is. One table says which keys there are, what they hold and whose they are.
 *
 *     bella:
 *       server: http://localhost:8880/v1
 *       model: kokoro
 *       voice: af_bella
 *       languages: [en-us]
 */
#include "guests-private.h"

#include <string.h>
#include <yaml.h>

#define OF_PROGRAM (1U << FMS_GUEST_PROGRAM)
#define OF_SERVER (1U << FMS_GUEST_SERVER)

enum { MOST_ITEMS = 64, MOST_GUESTS = 256 };

struct reading {
    TALLOC_CTX *ctx;
    const struct fms_source *source;
    const char *folder;
    struct fms_diags *diags;
    yaml_document_t document;
    GArray *guests; /* struct fms_guest */
};

enum value { TEXT, NUMBER, SECONDS, FLAG, LIST, FORMAT, ADDRESS };

static const struct key {
    const char *name;
    enum value value;
    unsigned whose; /* bits; 0: everybody's */
    size_t offset;
    int64_t least, most;
} KEYS[] = {
    { "program", LIST, OF_PROGRAM, offsetof(struct fms_guest, program), 0, 0 },
    { "server", ADDRESS, OF_SERVER, offsetof(struct fms_guest, server), 0, 0 },
    { "model", TEXT, OF_SERVER, offsetof(struct fms_guest, model), 0, 0 },
    { "voice", TEXT, OF_SERVER, offsetof(struct fms_guest, voice), 0, 0 },
    { "format", FORMAT, OF_SERVER, offsetof(struct fms_guest, format), 0, 0 },
    { "key", TEXT, OF_SERVER, offsetof(struct fms_guest, key), 0, 0 },
    { "title", TEXT, 0, offsetof(struct fms_guest, title), 0, 0 },
    { "languages", LIST, 0, offsetof(struct fms_guest, languages), 0, 0 },
    { "default", FLAG, 0, offsetof(struct fms_guest, is_default), 0, 0 },
    { "fallback", TEXT, 0, offsetof(struct fms_guest, fallback), 0, 0 },
    { "version", TEXT, 0, offsetof(struct fms_guest, version), 0, 0 },
    { "timeout", SECONDS, 0, offsetof(struct fms_guest, timeout_s), 1, 600 },
    { "retries", NUMBER, 0, offsetof(struct fms_guest, retries), 0, 10 },
    { "pace", NUMBER, 0, offsetof(struct fms_guest, pace_wpm), 80, 450 },
};

/* ---- places and texts ---- */

static size_t byte_of(const struct reading *reading, size_t character)
{
    const char *text = reading->source->text;
    return (size_t) (g_utf8_offset_to_pointer(text, (glong) character) - text);
}

static struct fms_span span_of(const struct reading *reading, const yaml_node_t *node)
{
    return (struct fms_span){ reading->source, byte_of(reading, node->start_mark.index),
                              byte_of(reading, node->end_mark.index) };
}

static bool wrong(const struct reading *reading, const yaml_node_t *node, const char *what)
{
    return fms_error(reading->diags, span_of(reading, node), "voices.value", NULL, "%s", what);
}

static const char *text_of(const yaml_node_t *node)
{
    const char *text = node->type == YAML_SCALAR_NODE ? (const char *) node->data.scalar.value : NULL;
    return text && strlen(text) == node->data.scalar.length ? text : NULL;
}

/* "~/voices/amy.onnx" is in the person's home. */
static char *expand(TALLOC_CTX *ctx, const char *text)
{
    return g_str_has_prefix(text, "~/") ? talloc_asprintf(ctx, "%s%s", g_get_home_dir(), text + 1)
                                        : talloc_strdup(ctx, text);
}

/* ---- values ---- */

static bool read_list(const struct reading *reading, yaml_node_t *node, void *field)
{
    size_t n = 0;
    const char **items = talloc_zero_array(reading->ctx, const char *, MOST_ITEMS + 1);
    *(const char ***) field = items;
    if (text_of(node)) {
        items[0] = expand(reading->ctx, text_of(node));
        return true;
    }
    if (node->type != YAML_SEQUENCE_NODE)
        return wrong(reading, node, "a list is wanted here: [a, b]");
    for (yaml_node_item_t *item = node->data.sequence.items.start; item < node->data.sequence.items.top; item++) {
        const yaml_node_t *child = yaml_document_get_node((yaml_document_t *) &reading->document, *item);
        if (!text_of(child) || n == MOST_ITEMS)
            return wrong(reading, child, "a list of at most 64 texts is wanted here");
        items[n++] = expand(reading->ctx, text_of(child));
    }
    return n > 0 || wrong(reading, node, "this list is empty");
}

static bool read_number(const struct reading *reading, const struct key *key, const yaml_node_t *node, int64_t *field)
{
    char *text = g_strdup(text_of(node) ? text_of(node) : "");
    if (key->value == SECONDS && g_str_has_suffix(text, "s"))
        text[strlen(text) - 1] = '\0';
    gint64 value = 0;
    bool good = g_ascii_string_to_signed(g_strstrip(text), 10, key->least, key->most, &value, NULL);
    g_free(text);
    *field = value;
    if (good)
        return true;
    return fms_error(reading->diags, span_of(reading, node), "voices.value", NULL,
                     "`%s` is a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "%s", key->name, key->least,
                     key->most, key->value == SECONDS ? ", in seconds" : "");
}

static bool read_flag(const struct reading *reading, const yaml_node_t *node, int64_t *field)
{
    const char *text = text_of(node);
    *field = text && !strcmp(text, "true");
    return *field || (text && !strcmp(text, "false")) || wrong(reading, node, "true or false is wanted here");
}

static bool read_text(const struct reading *reading, const struct key *key, const yaml_node_t *node, const char **field)
{
    static const char *const formats[] = { "wav", "flac", "mp3", "opus", "aac", NULL };
    const char *text = text_of(node);
    *field = talloc_strdup(reading->ctx, text ? text : "");
    if (!text || (!*text && key->offset != offsetof(struct fms_guest, fallback)))
        return wrong(reading, node, "a text is wanted here");
    if (key->value == FORMAT && !g_strv_contains(formats, text))
        return wrong(reading, node, "a format is wav, flac, mp3, opus or aac");
    if (key->value == ADDRESS && !g_str_has_prefix(text, "http://") && !g_str_has_prefix(text, "https://"))
        return wrong(reading, node, "a server's address begins with http:// or https://");
    return true;
}

static bool read_value(const struct reading *reading, const struct key *key, yaml_node_t *node, struct fms_guest *guest)
{
    void *field = (char *) guest + key->offset;
    switch (key->value) {
    case NUMBER:
    case SECONDS: return read_number(reading, key, node, field);
    case FLAG: return read_flag(reading, node, field);
    case LIST: return read_list(reading, node, field);
    case TEXT:
    case FORMAT:
    case ADDRESS: return read_text(reading, key, node, field);
    }
    return false;
}

/* ---- a guest ---- */

static const struct key *find_key(const struct reading *reading, const yaml_node_t *node)
{
    const char *names[G_N_ELEMENTS(KEYS) + 1] = { NULL }, *word = text_of(node) ? text_of(node) : "";
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        names[i] = KEYS[i].name;
        if (!strcmp(word, KEYS[i].name))
            return &KEYS[i];
    }
    char *hint = fms_hint_words(NULL, word, names);
    fms_error(reading->diags, span_of(reading, node), "voices.unknown", hint, "a voice has no '%s'", word);
    talloc_free(hint);
    return NULL;
}

static bool read_keys(const struct reading *reading, yaml_node_t *node, struct fms_guest *guest, unsigned *seen)
{
    bool good = true;
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++) {
        yaml_document_t *document = (yaml_document_t *) &reading->document;
        const struct key *key = find_key(reading, yaml_document_get_node(document, pair->key));
        good &= key && read_value(reading, key, yaml_document_get_node(document, pair->value), guest);
        *seen |= key ? 1U << (key - KEYS) : 0;
    }
    return good;
}

/* Every key that was seen is one of this kind's. */
static bool is_of_kind(const struct reading *reading, const yaml_node_t *node, enum fms_guest_kind kind, unsigned seen)
{
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++)
        if (seen >> i & 1 && KEYS[i].whose && !(KEYS[i].whose >> kind & 1))
            return fms_error(reading->diags, span_of(reading, node), "voices.value", NULL,
                             "a voice that is a %s has no `%s`", kind == FMS_GUEST_PROGRAM ? "program" : "server",
                             KEYS[i].name);
    return true;
}

static void lower_languages(const struct reading *reading, struct fms_guest *guest)
{
    char **tags = (char **) guest->languages;
    for (size_t i = 0; tags && tags[i]; i++)
        for (char *at = tags[i]; *at; at++)
            *at = *at == '_' ? '-' : g_ascii_tolower(*at);
}

/* What was not said gets its value. */
static bool complete(const struct reading *reading, const yaml_node_t *node, struct fms_guest *guest, unsigned seen)
{
    if (!guest->program == !guest->server)
        return wrong(reading, node, "a voice is either a `program` or a `server`");
    guest->kind = guest->program ? FMS_GUEST_PROGRAM : FMS_GUEST_SERVER;
    if (guest->server && (!guest->model || !guest->voice))
        return wrong(reading, node, "a server's voice needs `model` and `voice`, as the server calls them");
    guest->format = guest->server && !guest->format ? "wav" : guest->format;
    if (!guest->title)
        guest->title = guest->name;
    lower_languages(reading, guest);
    return is_of_kind(reading, node, guest->kind, seen);
}

/* A name that a script can write: as the embedded voices' are, without their variants. */
static bool is_name(const char *name)
{
    return name && *name && strlen(name) <= 64 &&
           strspn(name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "._-") == strlen(name);
}

static bool read_guest(const struct reading *reading, const yaml_node_t *key, yaml_node_t *node)
{
    struct fms_guest guest = { .timeout_s = 60, .retries = 3, .pace_wpm = FMS_GUEST_PACE, .folder = reading->folder };
    unsigned seen = 0;
    if (!is_name(text_of(key)))
        return wrong(reading, key, "a voice's name is letters, digits, dots and dashes");
    if (node->type != YAML_MAPPING_NODE)
        return wrong(reading, node, "what the voice is stands below its name: `program` or `server`");
    guest.name = talloc_strdup(reading->ctx, text_of(key));
    if (!read_keys(reading, node, &guest, &seen) || !complete(reading, key, &guest, seen))
        return false;
    g_array_append_val(reading->guests, guest);
    return true;
}

static bool read_guests(const struct reading *reading, yaml_node_t *root)
{
    bool good = true;
    if (!root)
        return true; /* an empty file says nothing */
    if (root->type != YAML_MAPPING_NODE)
        return wrong(reading, root, "a map of names to voices is wanted here");
    for (yaml_node_pair_t *pair = root->data.mapping.pairs.start; pair < root->data.mapping.pairs.top; pair++) {
        yaml_document_t *document = (yaml_document_t *) &reading->document;
        const yaml_node_t *key = yaml_document_get_node(document, pair->key);
        if (reading->guests->len == MOST_GUESTS)
            return wrong(reading, key, "these are too many voices");
        good &= read_guest(reading, key, yaml_document_get_node(document, pair->value));
    }
    return good;
}

static bool read_file(struct reading *reading)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        g_error("out of memory");
    yaml_parser_set_input_string(&parser, (const unsigned char *) reading->source->text, reading->source->length);
    bool good = yaml_parser_load(&parser, &reading->document);
    if (good) {
        good = read_guests(reading, yaml_document_get_root_node(&reading->document));
        yaml_document_delete(&reading->document);
    } else {
        size_t at = byte_of(reading, parser.problem_mark.index);
        fms_error(reading->diags, (struct fms_span){ reading->source, at, at }, "voices.syntax", NULL, "%s",
                  parser.problem ? parser.problem : "not YAML");
    }
    yaml_parser_delete(&parser);
    return good;
}

struct fms_guests *fms_guests_read(TALLOC_CTX *ctx, const struct fms_source *source, const char *folder,
                                   struct fms_diags *diags)
{
    struct fms_guests *guests = talloc_zero(ctx, struct fms_guests);
    struct reading reading = { .ctx = guests,
                               .source = source,
                               .folder = folder,
                               .diags = diags,
                               .guests = g_array_new(FALSE, FALSE, sizeof(struct fms_guest)) };
    bool good = !source || read_file(&reading);
    fms_guests_add_installed(guests, reading.guests);
    guests->n = reading.guests->len;
    guests->items = talloc_memdup(guests, reading.guests->data, guests->n * sizeof(struct fms_guest));
    g_array_unref(reading.guests);
    if (good)
        return guests;
    talloc_free(guests);
    return NULL;
}
