/*
 * A theme.yaml is read as a libyaml document (aliases stay references, so a small file cannot grow large) and laid
 * over tables: a row for every colour, number and slot field. What the tables do not know is an error with the name
 * that was probably meant.
 */
#include "theme-private.h"

#include <string.h>
#include <yaml.h>

static const char *const shape_names[] = { "landscape", "square", "portrait", NULL };

static const char *const slot_names[] = { "title.kicker",    "title.rule",   "title.heading", "chapter.rule",
                                          "chapter.heading", "words.text",   "quote.words",   "quote.rule",
                                          "quote.speaker",   "quote.work",   "caption.text",  "credits.column",
                                          "panel.title",     "panel.text",   "panel.code",    "panel.area",
                                          "list.item",       "number.value", "number.label",  "third.name",
                                          "third.role",      "end.heading",  "end.line",      NULL };

static const char *const align_names[] = { "start", "centre", "end", NULL };
static const char *const valign_names[] = { "top", "middle", "bottom", NULL };
static const char *const entrance_names[] = { "cut", "fade", "rise", "words", NULL };

struct number_row {
    const char *name;
    size_t offset;
    int32_t least, most;
};

static const struct number_row motion_rows[] = {
    { "drift", offsetof(struct fms_theme, drift), 0, 100 },
    { "entrance", offsetof(struct fms_theme, entrance_ms), 0, 5000 },
    { "zoom", offsetof(struct fms_theme, zoom_permille_s), 0, 50 },
    { "roll", offsetof(struct fms_theme, roll_px), 1, 20 },
    { NULL, 0, 0, 0 },
};

static const struct number_row slot_rows[] = {
    { "size", offsetof(struct fms_slot, size), 1, 500 },
    { "min", offsetof(struct fms_slot, min_size), 1, 500 },
    { "gap", offsetof(struct fms_slot, gap), 0, 1000 },
    { "stack", offsetof(struct fms_slot, stack), 0, 9 },
    { "weight", offsetof(struct fms_slot, weight), 100, 1000 },
    { "italic", offsetof(struct fms_slot, italic), 0, 1 },
    { "line", offsetof(struct fms_slot, line), 500, 3000 },
    { "tracking", offsetof(struct fms_slot, tracking), -200, 1000 },
    { NULL, 0, 0, 0 },
};

struct colour_row {
    const char *name;
    size_t offset;
};

static const struct colour_row colour_rows[] = {
    { "ground-top", offsetof(struct fms_theme, ground_top) },
    { "ground-bottom", offsetof(struct fms_theme, ground_bottom) },
    { "glow", offsetof(struct fms_theme, glow) },
    { "glow2", offsetof(struct fms_theme, glow2) },
    { "ink", offsetof(struct fms_theme, ink) },
    { "muted", offsetof(struct fms_theme, muted) },
    { "accent", offsetof(struct fms_theme, accent) },
    { "caption-ink", offsetof(struct fms_theme, caption_ink) },
    { "caption-paper", offsetof(struct fms_theme, caption_paper) },
    { "panel", offsetof(struct fms_theme, panel) },
    { "mark", offsetof(struct fms_theme, mark) },
    { "series2", offsetof(struct fms_theme, series2) },
    { "series3", offsetof(struct fms_theme, series3) },
    { "series4", offsetof(struct fms_theme, series4) },
    { NULL, 0 },
};

/* Everything that reading one theme needs. */
struct reading {
    yaml_document_t document;
    struct fms_theme *theme;
    struct fms_source *source;
    struct fms_diags *diags;
    GHashTable *families; /* borrowed strings: "display" → "Noto Serif …" */
};

/* libyaml counts characters. */
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

static const char *scalar(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE ? (const char *) node->data.scalar.value : NULL;
}

static bool wrong(struct reading *reading, const yaml_node_t *node, const char *what)
{
    return fms_error(reading->diags, span_of(reading, node), "theme.syntax", NULL, "%s", what);
}

static bool unknown(struct reading *reading, const yaml_node_t *node, const char *const *known)
{
    const char *word = scalar(node) ? scalar(node) : "";
    char *hint = fms_hint_words(NULL, word, known);
    fms_error(reading->diags, span_of(reading, node), "theme.unknown", hint, "a theme has no '%s' here", word);
    talloc_free(hint);
    return false;
}

static int word_index(const char *word, const char *const *words)
{
    for (int i = 0; word && words[i]; i++)
        if (!strcmp(word, words[i]))
            return i;
    return -1;
}

static bool parse_int(const char *text, int32_t least, int32_t most, int32_t *out)
{
    gint64 value;
    if (!text || !g_ascii_string_to_signed(text, 10, least, most, &value, NULL))
        return false;
    *out = (int32_t) value;
    return true;
}

/* "#rrggbb" or "#rrggbbaa". */
static bool parse_colour(const char *text, uint32_t *out)
{
    guint64 value;
    size_t n = text ? strlen(text) : 0;
    if ((n != 7 && n != 9) || text[0] != '#' || !g_ascii_string_to_unsigned(text + 1, 16, 0, UINT32_MAX, &value, NULL))
        return false;
    *out = n == 7 ? (uint32_t) (value << 8 | 0xFF) : (uint32_t) value;
    return true;
}

typedef bool read_pair(struct reading *reading, void *to, yaml_node_t *key, yaml_node_t *value);

static bool read_mapping(struct reading *reading, yaml_node_t *node, read_pair *read, void *to)
{
    if (node->type != YAML_MAPPING_NODE)
        return wrong(reading, node, "a mapping is needed here");
    bool good = true;
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++)
        good &= read(reading, to, yaml_document_get_node(&reading->document, pair->key),
                     yaml_document_get_node(&reading->document, pair->value));
    return good;
}

static bool read_number(struct reading *reading, const struct number_row *row, void *to, yaml_node_t *value)
{
    int32_t *out = (int32_t *) (void *) ((char *) to + row->offset);
    if (parse_int(scalar(value), row->least, row->most, out))
        return true;
    return fms_error(reading->diags, span_of(reading, value), "theme.slot", NULL,
                     "'%s' is a whole number from %d to %d", row->name, row->least, row->most);
}

static const struct number_row *find_number(const struct number_row *rows, const char *name)
{
    for (; name && rows->name; rows++)
        if (!strcmp(rows->name, name))
            return rows;
    return NULL;
}

static bool read_colour(struct reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    static const char *names[G_N_ELEMENTS(colour_rows)];
    for (size_t i = 0; i < G_N_ELEMENTS(colour_rows); i++)
        names[i] = colour_rows[i].name;
    int i = word_index(scalar(key), names);
    if (i < 0)
        return unknown(reading, key, names);
    if (parse_colour(scalar(value), (uint32_t *) (void *) ((char *) to + colour_rows[i].offset)))
        return true;
    return fms_error(reading->diags, span_of(reading, value), "theme.slot", NULL,
                     "a colour is written \"#rrggbb\" or \"#rrggbbaa\"");
}

static bool read_motion(struct reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    static const char *const names[] = { "drift", "entrance", "zoom", "roll", NULL };
    const struct number_row *row = find_number(motion_rows, scalar(key));
    return row ? read_number(reading, row, to, value) : unknown(reading, key, names);
}

static bool read_family(struct reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    if (!scalar(key) || !scalar(value))
        return wrong(reading, value, "a list of font families in one string is needed here");
    g_hash_table_insert(to, talloc_strdup(reading->theme, scalar(key)), talloc_strdup(reading->theme, scalar(value)));
    return true;
}

static bool read_box(struct reading *reading, struct fms_slot *slot, yaml_node_t *node)
{
    int32_t *to[] = { &slot->x, &slot->y, &slot->w, &slot->h };
    yaml_node_item_t *item = node->type == YAML_SEQUENCE_NODE ? node->data.sequence.items.start : NULL;
    bool good = item && node->data.sequence.items.top - item == 4;
    for (size_t i = 0; good && i < 4; i++)
        good = parse_int(scalar(yaml_document_get_node(&reading->document, item[i])), 0, 1000, to[i]);
    return good || fms_error(reading->diags, span_of(reading, node), "theme.slot", NULL,
                             "a box is [x, y, width, height], per mille of the frame");
}

static bool read_choice(struct reading *reading, yaml_node_t *node, const char *const *words, int32_t *out)
{
    *out = word_index(scalar(node), words);
    return *out >= 0 || unknown(reading, node, words);
}

static bool read_slot_colour(struct reading *reading, struct fms_slot *slot, yaml_node_t *node)
{
    for (const struct colour_row *row = colour_rows; row->name; row++)
        if (!g_strcmp0(row->name, scalar(node))) {
            memcpy(&slot->rgba, (const char *) reading->theme + row->offset, sizeof slot->rgba);
            return true;
        }
    return parse_colour(scalar(node), &slot->rgba) ||
           fms_error(reading->diags, span_of(reading, node), "theme.slot", NULL, "no colour of that name");
}

static bool read_slot_family(struct reading *reading, struct fms_slot *slot, yaml_node_t *node)
{
    slot->family = scalar(node) ? g_hash_table_lookup(reading->families, scalar(node)) : NULL;
    return slot->family ||
           fms_error(reading->diags, span_of(reading, node), "theme.slot", NULL, "no entry of that name under 'type'");
}

static bool read_slot_field(struct reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    static const char *const names[] = { "box",      "size",  "min",    "gap",    "stack",  "weight", "italic", "line",
                                         "tracking", "align", "valign", "colour", "family", "enter",  NULL };
    struct fms_slot *slot = to;
    const char *name = scalar(key);
    const struct number_row *row = find_number(slot_rows, name);
    int32_t choice;
    if (row)
        return read_number(reading, row, slot, value);
    if (!g_strcmp0(name, "box"))
        return read_box(reading, slot, value);
    if (!g_strcmp0(name, "align"))
        return read_choice(reading, value, align_names, &slot->halign);
    if (!g_strcmp0(name, "valign"))
        return read_choice(reading, value, valign_names, &slot->valign);
    if (!g_strcmp0(name, "colour"))
        return read_slot_colour(reading, slot, value);
    if (!g_strcmp0(name, "family"))
        return read_slot_family(reading, slot, value);
    if (!g_strcmp0(name, "enter")) {
        if (!read_choice(reading, value, entrance_names, &choice))
            return false;
        slot->entrance = entrance_names[choice];
        return true;
    }
    return unknown(reading, key, names);
}

const struct fms_slot *fms_theme_find_slot(const struct fms_theme *theme, enum fms_shape shape, const char *name)
{
    for (size_t i = 0; i < theme->n_slots[shape]; i++)
        if (!strcmp(theme->slots[shape][i].name, name))
            return &theme->slots[shape][i];
    return NULL;
}

static bool read_slot(struct reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    enum fms_shape shape = *(enum fms_shape *) to;
    struct fms_theme *theme = reading->theme;
    int i = word_index(scalar(key), slot_names);
    if (i < 0)
        return unknown(reading, key, slot_names);
    struct fms_slot slot = {
        .name = slot_names[i], .weight = 400, .line = 1000, .rgba = theme->ink, .entrance = "fade"
    };
    if (!read_mapping(reading, value, read_slot_field, &slot))
        return false;
    if (fms_theme_find_slot(theme, shape, slot.name) || theme->n_slots[shape] >= G_N_ELEMENTS(slot_names) - 1)
        return wrong(reading, key, "this slot is there twice");
    struct fms_slot *slots = (struct fms_slot *) (void *) theme->slots[shape]; /* ours until the theme is handed out */
    slots[theme->n_slots[shape]++] = slot;
    return true;
}

static bool read_shape(struct reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    int i = word_index(scalar(key), shape_names);
    if (i < 0)
        return unknown(reading, key, shape_names);
    enum fms_shape shape = (enum fms_shape) i;
    return read_mapping(reading, value, read_slot, &shape);
}

/* The sections in the order in which they need one another, whatever their order in the file. */
static bool read_sections(struct reading *reading, yaml_node_t *root)
{
    static const char *const names[] = { "name", "colours", "type", "motion", "shapes", NULL };
    yaml_node_t *sections[G_N_ELEMENTS(names)] = { NULL };
    if (!root || root->type != YAML_MAPPING_NODE)
        return fms_error(reading->diags, (struct fms_span){ reading->source, 0, 0 }, "theme.syntax", NULL,
                         "a theme is a mapping with name, colours, type, motion and shapes");
    for (yaml_node_pair_t *pair = root->data.mapping.pairs.start; pair < root->data.mapping.pairs.top; pair++) {
        yaml_node_t *key = yaml_document_get_node(&reading->document, pair->key);
        int i = word_index(scalar(key), names);
        if (i < 0)
            return unknown(reading, key, names);
        sections[i] = yaml_document_get_node(&reading->document, pair->value);
    }
    for (size_t i = 1; names[i]; i++)
        if (!sections[i])
            return fms_error(reading->diags, span_of(reading, root), "theme.syntax", NULL, "the theme lacks '%s'",
                             names[i]);
    return read_mapping(reading, sections[1], read_colour, reading->theme) &&
           read_mapping(reading, sections[2], read_family, reading->families) &&
           read_mapping(reading, sections[3], read_motion, reading->theme) &&
           read_mapping(reading, sections[4], read_shape, NULL);
}

static bool complete(struct reading *reading)
{
    bool good = true;
    reading->theme->mono = g_hash_table_lookup(reading->families, "mono");
    if (!reading->theme->mono)
        good = fms_error(reading->diags, (struct fms_span){ reading->source, 0, 0 }, "theme.slot", NULL,
                         "'type' lacks the entry 'mono', the families of code");
    for (enum fms_shape shape = FMS_SHAPE_LANDSCAPE; shape <= FMS_SHAPE_PORTRAIT; shape++)
        for (size_t i = 0; slot_names[i]; i++)
            if (!fms_theme_find_slot(reading->theme, shape, slot_names[i]))
                good = fms_error(reading->diags, (struct fms_span){ reading->source, 0, 0 }, "theme.slot", NULL,
                                 "the %s layout lacks the slot '%s'", shape_names[shape], slot_names[i]);
    return good;
}

static bool parse(struct reading *reading)
{
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *) reading->source->text, reading->source->length);
    bool loaded = yaml_parser_load(&parser, &reading->document);
    if (!loaded)
        fms_error(reading->diags,
                  (struct fms_span){ reading->source, byte_of(reading, parser.problem_mark.index),
                                     byte_of(reading, parser.problem_mark.index) },
                  "theme.syntax", NULL, "%s", parser.problem ? parser.problem : "not YAML");
    yaml_parser_delete(&parser);
    if (!loaded)
        return false;
    bool good = read_sections(reading, yaml_document_get_root_node(&reading->document)) && complete(reading);
    yaml_document_delete(&reading->document);
    return good;
}

struct fms_theme *fms_theme_read(TALLOC_CTX *ctx, const char *name, const char *path, const char *text, size_t length,
                                 struct fms_diags *diags)
{
    struct fms_theme *theme = talloc_zero(ctx, struct fms_theme);
    theme->name = talloc_strdup(theme, name);
    for (size_t i = 0; i < G_N_ELEMENTS(theme->slots); i++)
        theme->slots[i] = talloc_zero_array(theme, struct fms_slot, G_N_ELEMENTS(slot_names));
    /* Diagnostics point into the source, so it lives as long as they do. */
    struct fms_source *source = talloc_zero(diags, struct fms_source);
    *source = (struct fms_source){ talloc_strdup(source, path), talloc_strndup(source, text, length), length };
    struct reading reading = { .theme = theme, .source = source, .diags = diags };
    reading.families = g_hash_table_new(g_str_hash, g_str_equal);
    bool good = parse(&reading);
    g_hash_table_destroy(reading.families);
    if (good)
        return theme;
    talloc_free(theme);
    return NULL;
}
