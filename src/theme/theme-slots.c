/*
 * The section `shapes`: slots by shape, field by field. What is said for all shapes is written into each of them, then
 * what is said for one of them, so that no field needs to know who said it.
 */
#include "contrast.h"
#include "theme-private.h"

#include <string.h>

static const char *const shape_names[] = { "landscape", "square", "portrait", "feed", "wide", NULL };

static const char *const slot_names[] = {
    "title.kicker", "title.rule",    "title.heading", "chapter.rule",   "chapter.heading", "words.text",
    "quote.words",  "quote.rule",    "quote.speaker", "quote.work",     "caption.text",    "credits.column",
    "panel.title",  "panel.text",    "panel.code",    "panel.area",     "list.item",       "number.value",
    "number.label", "third.name",    "third.role",    "end.logo",       "end.heading",     "end.line",
    "bug.logo",     "poster.kicker", "poster.rule",   "poster.heading", "poster.line",     NULL
};
G_STATIC_ASSERT(G_N_ELEMENTS(slot_names) == FMS_N_SLOTS + 1);

static const char *const align_names[] = { "start", "centre", "end", NULL };
static const char *const valign_names[] = { "top", "middle", "bottom", NULL };
static const char *const entrance_names[] = { "cut", "fade", "rise", "words", NULL };

static const struct fms_theme_number slot_rows[] = {
    { "size", offsetof(struct fms_slot, size), 1, 500 },
    { "min", offsetof(struct fms_slot, min_size), 1, 500 },
    { "gap", offsetof(struct fms_slot, gap), 0, 1000 },
    { "stack", offsetof(struct fms_slot, stack), 0, 9 },
    { "weight", offsetof(struct fms_slot, weight), 100, 1000 },
    { "italic", offsetof(struct fms_slot, italic), 0, 1 },
    { "line", offsetof(struct fms_slot, line), 500, 3000 },
    { "tracking", offsetof(struct fms_slot, tracking), -200, 1000 },
    { "pad", offsetof(struct fms_slot, pad), 0, 1000 },
    { NULL, 0, 0, 0 },
};

/* What is read of one slot: the slots of all shapes that have it. */
struct slot_reading {
    bool reached[FMS_N_SHAPES];
    int slot;
};

/* One shape's part of the section; -1: of all of them. */
struct shape_reading {
    int said;
    bool seen[FMS_N_SLOTS];
};

const char *const *fms_theme_slot_names(void)
{
    return slot_names;
}

const char *fms_theme_shape_name(enum fms_shape shape)
{
    return shape_names[shape];
}

bool fms_theme_reaches(enum fms_shape said, enum fms_shape shape)
{
    return said == shape || (said == FMS_SHAPE_SQUARE && shape == FMS_SHAPE_FEED) ||
           (said == FMS_SHAPE_LANDSCAPE && shape == FMS_SHAPE_WIDE);
}

static void put_box(struct fms_slot *slot, const int32_t box[4])
{
    slot->x = box[0];
    slot->y = box[1];
    slot->w = box[2];
    slot->h = box[3];
    slot->has_box = true;
}

void fms_theme_put_box(struct fms_theme *theme, enum fms_shape said, int slot, const int32_t box[4])
{
    for (enum fms_shape shape = 0; shape < FMS_N_SHAPES; shape++)
        if (fms_theme_reaches(said, shape))
            put_box(&theme->slots[shape][slot], box);
}

static bool read_box(struct fms_theme_reading *reading, struct fms_slot *slot, yaml_node_t *node)
{
    yaml_node_item_t *item = node->type == YAML_SEQUENCE_NODE ? node->data.sequence.items.start : NULL;
    bool good = item && node->data.sequence.items.top - item == 4;
    int32_t box[4];
    for (size_t i = 0; good && i < 4; i++) {
        gint64 number;
        const char *text = fms_theme_scalar(yaml_document_get_node(&reading->document, item[i]));
        good = text && g_ascii_string_to_signed(text, 10, 0, 1000, &number, NULL);
        box[i] = good ? (int32_t) number : 0;
    }
    if (!good)
        return fms_error(reading->diags, fms_theme_span(reading, node), "theme.slot", NULL,
                         "a box is [x, y, width, height], per mille of the frame");
    put_box(slot, box);
    return true;
}

static bool read_choice(struct fms_theme_reading *reading, yaml_node_t *node, const char *const *words, int32_t *out)
{
    *out = fms_theme_word(fms_theme_scalar(node), words);
    return *out >= 0 || fms_theme_unknown(reading, node, words);
}

static bool read_slot_colour(struct fms_theme_reading *reading, const char **out, yaml_node_t *node)
{
    const char *name = fms_theme_scalar(node);
    uint32_t unused;
    if (!name || !fms_theme_ink(reading->theme, name, &unused))
        return fms_error(reading->diags, fms_theme_span(reading, node), "theme.slot", NULL, "no colour of that name");
    *out = talloc_strdup(reading->theme, name);
    return true;
}

static bool read_slot_family(struct fms_theme_reading *reading, struct fms_slot *slot, yaml_node_t *node)
{
    const char *name = fms_theme_scalar(node);
    if (!name || !g_hash_table_contains(reading->families, name))
        return fms_error(reading->diags, fms_theme_span(reading, node), "theme.slot", NULL,
                         "no entry of that name under 'type'");
    slot->family = talloc_strdup(reading->theme, name);
    return true;
}

static bool read_entrance(struct fms_theme_reading *reading, struct fms_slot *slot, yaml_node_t *node)
{
    int32_t choice;
    if (!read_choice(reading, node, entrance_names, &choice))
        return false;
    slot->entrance = entrance_names[choice];
    return true;
}

static bool read_field(struct fms_theme_reading *reading, struct fms_slot *slot, yaml_node_t *key, yaml_node_t *value)
{
    static const char *const names[] = { "box",    "size",  "min",      "gap",   "stack",  "weight",
                                         "italic", "line",  "tracking", "align", "valign", "colour",
                                         "family", "enter", "paper",    "pad",   NULL };
    const char *name = fms_theme_scalar(key);
    const struct fms_theme_number *row = fms_theme_number_of(slot_rows, name);
    if (row)
        return fms_theme_read_number(reading, row, slot, value);
    if (!g_strcmp0(name, "box"))
        return read_box(reading, slot, value);
    if (!g_strcmp0(name, "align"))
        return read_choice(reading, value, align_names, &slot->halign);
    if (!g_strcmp0(name, "valign"))
        return read_choice(reading, value, valign_names, &slot->valign);
    if (!g_strcmp0(name, "colour"))
        return read_slot_colour(reading, &slot->ink, value);
    if (!g_strcmp0(name, "paper"))
        return read_slot_colour(reading, &slot->paper, value);
    if (!g_strcmp0(name, "family"))
        return read_slot_family(reading, slot, value);
    if (!g_strcmp0(name, "enter"))
        return read_entrance(reading, slot, value);
    return fms_theme_unknown(reading, key, names);
}

/* A field is said once, and its mistake too. */
static bool read_slot_field(struct fms_theme_reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    const struct slot_reading *slots = to;
    for (int shape = 0; shape < FMS_N_SHAPES; shape++)
        if (slots->reached[shape] && !read_field(reading, &reading->theme->slots[shape][slots->slot], key, value))
            return false;
    return true;
}

static bool read_slot(struct fms_theme_reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    struct shape_reading *shapes = to;
    struct slot_reading slots = { .slot = fms_theme_word(fms_theme_scalar(key), slot_names) };
    if (slots.slot < 0)
        return fms_theme_unknown(reading, key, slot_names);
    if (shapes->seen[slots.slot])
        return fms_theme_wrong(reading, key, "this slot is there twice");
    shapes->seen[slots.slot] = true;
    for (enum fms_shape shape = 0; shape < FMS_N_SHAPES; shape++)
        slots.reached[shape] = shapes->said < 0 || fms_theme_reaches((enum fms_shape) shapes->said, shape);
    return fms_theme_mapping(reading, value, read_slot_field, &slots);
}

bool fms_theme_read_shapes(struct fms_theme_reading *reading, yaml_node_t *node)
{
    static const char *const names[] = { "all", "landscape", "square", "portrait", "feed", "wide", NULL };
    yaml_node_t *sections[G_N_ELEMENTS(names)] = { NULL };
    if (node->type != YAML_MAPPING_NODE)
        return fms_theme_wrong(reading, node, "a mapping is needed here");
    bool good = true;
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++) {
        yaml_node_t *key = yaml_document_get_node(&reading->document, pair->key);
        int i = fms_theme_word(fms_theme_scalar(key), names);
        if (i < 0)
            good = fms_theme_unknown(reading, key, names);
        else
            sections[i] = yaml_document_get_node(&reading->document, pair->value);
    }
    for (int i = 0; names[i]; i++) {
        struct shape_reading shape = { .said = i - 1 };
        good = (!sections[i] || fms_theme_mapping(reading, sections[i], read_slot, &shape)) && good;
    }
    return good;
}

static void settle_slot(struct fms_theme_reading *reading, struct fms_slot *slot)
{
    const struct fms_theme *theme = reading->theme;
    fms_theme_ink(theme, slot->ink, &slot->rgba);
    if (slot->paper)
        fms_theme_ink(theme, slot->paper, &slot->paper_rgba);
    slot->family = slot->family ? g_hash_table_lookup(reading->families, slot->family) : theme->mono;
    slot->size = slot->size * theme->type_scale / 1000;
    slot->min_size = slot->min_size * theme->type_scale / 1000;
    slot->gap = slot->gap * theme->gap_scale / 1000;
}

bool fms_theme_settle(struct fms_theme_reading *reading)
{
    struct fms_theme *theme = reading->theme;
    struct fms_span where = { reading->source, 0, 0 };
    bool good = true;
    theme->mono = g_hash_table_lookup(reading->families, "mono");
    if (!theme->mono)
        good = fms_error(reading->diags, where, "theme.slot", "write `extends: base` to have what is not said",
                         "'type' lacks the entry 'mono', the families of code");
    for (enum fms_shape shape = 0; good && shape < FMS_N_SHAPES; shape++)
        for (int i = 0; i < FMS_N_SLOTS; i++) {
            if (!theme->slots[shape][i].has_box)
                good = fms_error(reading->diags, where, "theme.slot", "write `extends: base` to have what is not said",
                                 "the %s layout lacks the slot '%s'", shape_names[shape], slot_names[i]);
            settle_slot(reading, &theme->slots[shape][i]);
        }
    const uint32_t ink = theme->ink, accent = theme->accent;
    theme->style = fms_theme_style_of(theme);
    theme->accent = fms_theme_picture_accent(theme);
    theme->ink = theme->caption_ink;
    theme->picture_style = fms_theme_style_of(theme);
    theme->ink = ink;
    theme->accent = accent;
    return good;
}
