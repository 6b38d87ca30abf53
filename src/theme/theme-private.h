/**
 * Inside the theme room: what reads one layer of a theme, and the tables of what may stand in it.
 */
#pragma once

#include "theme.h"

#include <yaml.h>

/** A layer on its way into a theme. */
struct fms_theme_reading {
    yaml_document_t document;
    struct fms_theme *theme;
    const struct fms_theme_files *files;
    enum fms_theme_place place;
    const char *folder; /**< of the layer's drawings and logo: to be put before a name; "" for the script's own */
    bool is_brand;
    const struct fms_source *source;
    struct fms_diags *diags;
    GHashTable *families; /**< of all layers so far: "display" → "Noto Serif …"; children of the theme */
};

/* ---- YAML: theme-yaml.c ---- */

struct fms_span fms_theme_span(const struct fms_theme_reading *reading, const yaml_node_t *node);

/** The text of a scalar; NULL where it is something else. */
const char *fms_theme_scalar(const yaml_node_t *node);

/** Adds "theme.syntax". @return false. */
bool fms_theme_wrong(struct fms_theme_reading *reading, const yaml_node_t *node, const char *what);

/** Adds "theme.unknown" with the word that was probably meant. @return false. */
bool fms_theme_unknown(struct fms_theme_reading *reading, const yaml_node_t *node, const char *const *known);

/** Which of these words it is, -1 for none. */
int fms_theme_word(const char *word, const char *const *words);

typedef bool fms_theme_read_pair(struct fms_theme_reading *reading, void *to, yaml_node_t *key, yaml_node_t *value);

/** Reads all pairs of a mapping, also after one that is wrong. */
bool fms_theme_mapping(struct fms_theme_reading *reading, yaml_node_t *node, fms_theme_read_pair *read, void *to);

/** Opens the layer's document. @return false after "theme.syntax". */
bool fms_theme_parse(struct fms_theme_reading *reading);

/* ---- values: theme-tokens.c ---- */

struct fms_theme_number {
    const char *name;
    size_t offset;
    int32_t least, most;
};

/** Finds a row by its name; the rows end with one without. */
const struct fms_theme_number *fms_theme_number_of(const struct fms_theme_number *rows, const char *name);
bool fms_theme_read_number(struct fms_theme_reading *reading, const struct fms_theme_number *row, void *to,
                           yaml_node_t *value);

/** The value of a token or of "#rrggbb[aa]". @return false if it is neither. */
bool fms_theme_ink(const struct fms_theme *theme, const char *name, uint32_t *rgba);

/** The style sheet of all tokens. A child of the theme. */
char *fms_theme_style_of(struct fms_theme *theme);

fms_theme_read_pair fms_theme_read_colour, fms_theme_read_family, fms_theme_read_motion, fms_theme_read_scale;

/* ---- slots: theme-slots.c ---- */

enum { FMS_N_SLOTS = 29 };

/** Reads the section `shapes`. */
bool fms_theme_read_shapes(struct fms_theme_reading *reading, yaml_node_t *node);

/** Shapes that have what is said for `shape`: itself, and the one derived from it. */
bool fms_theme_reaches(enum fms_shape said, enum fms_shape shape);

/** Gives a slot, by its number in the table, a box in all shapes that `said` reaches. */
void fms_theme_put_box(struct fms_theme *theme, enum fms_shape said, int slot, const int32_t box[4]);

/** When all layers are read: tokens become values. Adds "theme.slot" for what is missing. */
bool fms_theme_settle(struct fms_theme_reading *reading);

/* ---- drawings: theme-drawing.c ---- */

/** Reads all drawings of a layer. */
bool fms_theme_read_drawings(struct fms_theme_reading *reading);
