/*
 * Tokens: colours, families, and numbers of the whole theme. A new one is a row of a table.
 */
#include "theme-private.h"

#include <string.h>

static const struct fms_theme_number motion_rows[] = {
    { "drift", offsetof(struct fms_theme, drift), 0, 100 },
    { "entrance", offsetof(struct fms_theme, entrance_ms), 0, 5000 },
    { "zoom", offsetof(struct fms_theme, zoom_permille_s), 0, 50 },
    { "roll", offsetof(struct fms_theme, roll_px), 1, 20 },
    { NULL, 0, 0, 0 },
};

static const struct fms_theme_number scale_rows[] = {
    { "type", offsetof(struct fms_theme, type_scale), 700, 1400 },
    { "gaps", offsetof(struct fms_theme, gap_scale), 300, 2000 },
    { NULL, 0, 0, 0 },
};

static const struct {
    const char *name;
    size_t offset;
} colour_rows[] = {
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
    { "scrim", offsetof(struct fms_theme, scrim) },
    { "extra1", offsetof(struct fms_theme, extra1) },
    { "extra2", offsetof(struct fms_theme, extra2) },
};

const char *const *fms_theme_colours(void)
{
    static const char *names[G_N_ELEMENTS(colour_rows) + 1];
    for (size_t i = 0; i < G_N_ELEMENTS(colour_rows); i++)
        names[i] = colour_rows[i].name;
    return names;
}

static uint32_t *colour_at(struct fms_theme *theme, int row)
{
    return (uint32_t *) (void *) ((char *) theme + colour_rows[row].offset);
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

bool fms_theme_colour(const struct fms_theme *theme, const char *name, uint32_t *rgba)
{
    int row = fms_theme_word(name, fms_theme_colours());
    if (row >= 0)
        memcpy(rgba, (const char *) theme + colour_rows[row].offset, sizeof *rgba);
    return row >= 0;
}

bool fms_theme_ink(const struct fms_theme *theme, const char *name, uint32_t *rgba)
{
    return fms_theme_colour(theme, name, rgba) || parse_colour(name, rgba);
}

char *fms_theme_style_of(struct fms_theme *theme)
{
    static const char *const paints[][3] = { { "fill", "fill", "fill-opacity" },
                                             { "stroke", "stroke", "stroke-opacity" },
                                             { "stop", "stop-color", "stop-opacity" } };
    char *css = talloc_strdup(theme, "");
    for (int i = 0; i < (int) G_N_ELEMENTS(colour_rows); i++) {
        uint32_t rgba = *colour_at(theme, i), permille = ((rgba & 255) * 1000 + 127) / 255;
        for (size_t k = 0; k < G_N_ELEMENTS(paints); k++)
            css = talloc_asprintf_append(css, ".%s-%s{%s:#%06x !important;%s:%u.%03u !important}\n", paints[k][0],
                                         colour_rows[i].name, paints[k][1], rgba >> 8, paints[k][2], permille / 1000,
                                         permille % 1000);
    }
    return css;
}

const struct fms_theme_number *fms_theme_number_of(const struct fms_theme_number *rows, const char *name)
{
    for (; name && rows->name; rows++)
        if (!strcmp(rows->name, name))
            return rows;
    return NULL;
}

bool fms_theme_read_number(struct fms_theme_reading *reading, const struct fms_theme_number *row, void *to,
                           yaml_node_t *value)
{
    int32_t *out = (int32_t *) (void *) ((char *) to + row->offset);
    const char *text = fms_theme_scalar(value);
    gint64 number;
    if (!text || !g_ascii_string_to_signed(text, 10, row->least, row->most, &number, NULL))
        return fms_error(reading->diags, fms_theme_span(reading, value), "theme.slot", NULL,
                         "'%s' is a whole number from %d to %d", row->name, row->least, row->most);
    *out = (int32_t) number;
    return true;
}

bool fms_theme_read_colour(struct fms_theme_reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    int row = fms_theme_word(fms_theme_scalar(key), fms_theme_colours());
    if (row < 0)
        return fms_theme_unknown(reading, key, fms_theme_colours());
    return parse_colour(fms_theme_scalar(value), colour_at(to, row)) ||
           fms_error(reading->diags, fms_theme_span(reading, value), "theme.slot", NULL,
                     "a colour is written \"#rrggbb\" or \"#rrggbbaa\"");
}

bool fms_theme_read_family(struct fms_theme_reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    if (!fms_theme_scalar(key) || !fms_theme_scalar(value))
        return fms_theme_wrong(reading, value, "a list of font families in one string is needed here");
    g_hash_table_insert(reading->families, talloc_strdup(reading->theme, fms_theme_scalar(key)),
                        talloc_strdup(reading->theme, fms_theme_scalar(value)));
    return true;
}

static bool read_transition(struct fms_theme_reading *reading, yaml_node_t *value)
{
    const char *text = fms_theme_scalar(value), *why = "one line is needed";
    struct fms_join join = { FMS_TRANSITION_DISSOLVE, 0 };
    if (!text || !fms_transition_parse(text, &join, &why))
        return fms_error(reading->diags, fms_theme_span(reading, value), "theme.slot", "transition: dissolve 0.5s",
                         "transition '%.80s': %s", text ? text : "", why);
    reading->theme->transition = talloc_strdup(reading->theme, text);
    return true;
}

static bool read_reduced(struct fms_theme_reading *reading, yaml_node_t *value)
{
    static const char *const words[] = { "false", "true", NULL };
    int is_on = fms_theme_word(fms_theme_scalar(value), words);
    reading->theme->reduced_motion = is_on == 1;
    return is_on >= 0 || fms_theme_unknown(reading, value, words);
}

bool fms_theme_read_motion(struct fms_theme_reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    static const char *const names[] = { "drift", "entrance", "zoom", "roll", "transition", "reduced", NULL };
    const char *name = fms_theme_scalar(key);
    const struct fms_theme_number *row = fms_theme_number_of(motion_rows, name);
    if (!g_strcmp0(name, "transition"))
        return read_transition(reading, value);
    if (!g_strcmp0(name, "reduced"))
        return read_reduced(reading, value);
    return row ? fms_theme_read_number(reading, row, to, value) : fms_theme_unknown(reading, key, names);
}

bool fms_theme_read_scale(struct fms_theme_reading *reading, void *to, yaml_node_t *key, yaml_node_t *value)
{
    static const char *const names[] = { "type", "gaps", NULL };
    const struct fms_theme_number *row = fms_theme_number_of(scale_rows, fms_theme_scalar(key));
    return row ? fms_theme_read_number(reading, row, to, value) : fms_theme_unknown(reading, key, names);
}
