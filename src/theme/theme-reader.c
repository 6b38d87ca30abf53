/*
 * One layer after the other, the one that is extended first.
 */
#include "theme-private.h"

#include <string.h>

enum { EXTENDS_MOST = 8 };

/* What all layers are read into. */
struct loading {
    struct fms_theme_reading reading; /* of the layer that is read; what all share stays */
    struct fms_span where;
    int depth;
};

static bool read_layer(struct loading *loading, const char *name);

/* A folder of the script's; without the leading "./" and with a slash behind it. */
static char *project_folder(TALLOC_CTX *ctx, const char *name)
{
    while (g_str_has_prefix(name, "./"))
        name += 2 + strspn(name + 2, "/");
    size_t n = strlen(name);
    while (n > 0 && name[n - 1] == '/')
        n--;
    return n ? talloc_asprintf(ctx, "%.*s/", (int) n, name) : talloc_strdup(ctx, "");
}

static bool missing(struct loading *loading, const char *name)
{
    char **names = fms_theme_names(loading->reading.theme, loading->reading.files->folders);
    const char *nearest = fms_nearest_word(name, (const char *const *) names);
    char *all = g_strjoinv(", ", names);
    char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest)
                         : g_strdup_printf("themes installed: %s", *all ? all : "none");
    fms_error(loading->reading.diags, loading->where, "theme.missing", hint, "there is no theme called '%s'", name);
    g_free(hint);
    g_free(all);
    return false;
}

static bool read_logo(struct fms_theme_reading *reading, yaml_node_t *node)
{
    const char *name = fms_theme_scalar(node);
    GError *error = NULL;
    if (!name || !*name)
        return fms_theme_wrong(reading, node, "a logo is the name of a picture");
    if (!strcmp(name, "none")) {
        reading->theme->logo = NULL;
        return true;
    }
    char *path = talloc_asprintf(reading->theme, "%s%s", reading->folder, name);
    reading->theme->logo = reading->files->drawing(reading->files->user, reading->place, path, &error);
    if (reading->theme->logo)
        return true;
    fms_error(reading->diags, fms_theme_span(reading, node), "theme.drawing", NULL, "%s", error->message);
    g_error_free(error);
    return false;
}

static bool read_name(struct fms_theme_reading *reading, const char **out, yaml_node_t *node)
{
    const char *text = fms_theme_scalar(node);
    *out = talloc_strdup(reading->theme, text ? text : "");
    return text || fms_theme_wrong(reading, node, "one line is needed here");
}

static const char *const section_names[] = { "name",   "title", "use",  "extends", "colours", "type",
                                             "motion", "scale", "logo", "shapes",  NULL };
enum { NAME, TITLE, USE, EXTENDS, COLOURS, TYPE, MOTION, SCALE, LOGO, SHAPES, N_SECTIONS };

static bool find_sections(struct fms_theme_reading *reading, yaml_node_t *root, yaml_node_t **sections)
{
    bool good = true;
    if (!root && reading->is_brand)
        return true;
    if (!root || root->type != YAML_MAPPING_NODE)
        return fms_error(reading->diags, (struct fms_span){ reading->source, 0, 0 }, "theme.syntax", NULL,
                         "a theme is a mapping with colours, type, motion and shapes");
    for (yaml_node_pair_t *pair = root->data.mapping.pairs.start; pair < root->data.mapping.pairs.top; pair++) {
        yaml_node_t *key = yaml_document_get_node(&reading->document, pair->key);
        int i = fms_theme_word(fms_theme_scalar(key), section_names);
        if (i < 0)
            good = fms_theme_unknown(reading, key, section_names);
        else
            sections[i] = yaml_document_get_node(&reading->document, pair->value);
    }
    return good;
}

/* In the order in which they need one another, whatever their order in the file. */
static bool apply(struct fms_theme_reading *reading, yaml_node_t **sections)
{
    struct fms_theme *theme = reading->theme;
    bool good = !sections[TITLE] || read_name(reading, &theme->title, sections[TITLE]);
    good &= !sections[USE] || read_name(reading, &theme->use, sections[USE]);
    good &= !sections[COLOURS] || fms_theme_mapping(reading, sections[COLOURS], fms_theme_read_colour, theme);
    good &= !sections[TYPE] || fms_theme_mapping(reading, sections[TYPE], fms_theme_read_family, theme);
    good &= !sections[MOTION] || fms_theme_mapping(reading, sections[MOTION], fms_theme_read_motion, theme);
    good &= !sections[SCALE] || fms_theme_mapping(reading, sections[SCALE], fms_theme_read_scale, theme);
    good &= !sections[LOGO] || read_logo(reading, sections[LOGO]);
    good &= !sections[SHAPES] || fms_theme_read_shapes(reading, sections[SHAPES]);
    return good;
}

/* The layer below, with this one's own place in the chain kept. */
static bool read_below(struct loading *loading, yaml_node_t *node)
{
    struct fms_theme_reading own = loading->reading;
    const char *name = fms_theme_scalar(node);
    struct fms_span where = fms_theme_span(&own, node);
    if (own.is_brand)
        return fms_error(own.diags, where, "theme.extends", "the script says which theme: theme: evening",
                         "a brand is laid over the film's theme and extends none");
    if (!name || !*name)
        return fms_theme_wrong(&loading->reading, node, "the name of a theme is needed here");
    if (loading->depth >= EXTENDS_MOST)
        return fms_error(own.diags, where, "theme.extends", NULL, "themes extend one another in a ring, or too deep");
    if (own.place == FMS_THEME_OF_HOUSE && strchr(name, '/'))
        return fms_error(own.diags, where, "theme.extends", NULL, "an installed theme extends installed ones only");
    loading->where = where;
    loading->depth++;
    bool good = read_layer(loading, name);
    loading->depth--;
    loading->reading = own;
    return good;
}

/* `reading` has place, folder and source. */
static bool read_document(struct loading *loading)
{
    struct fms_theme_reading *reading = &loading->reading;
    yaml_node_t *sections[N_SECTIONS] = { NULL };
    if (!fms_theme_parse(reading))
        return false;
    bool good = find_sections(reading, yaml_document_get_root_node(&reading->document), sections) &&
                (!sections[EXTENDS] || read_below(loading, sections[EXTENDS])) && apply(reading, sections);
    yaml_document_delete(&reading->document);
    return good && (reading->is_brand || fms_theme_read_drawings(reading));
}

static bool read_layer(struct loading *loading, const char *name)
{
    struct fms_theme_reading *reading = &loading->reading;
    bool in_project = strchr(name, '/');
    reading->place = in_project ? FMS_THEME_OF_PROJECT : FMS_THEME_OF_HOUSE;
    char *folder = in_project ? project_folder(reading->theme, name)
                              : fms_theme_folder(reading->theme, reading->files->folders, name);
    if (!folder)
        return missing(loading, name);
    reading->folder = in_project ? folder : talloc_asprintf(reading->theme, "%s/", folder);
    GError *error = NULL;
    char *path = talloc_asprintf(reading->theme, "%stheme.yaml", reading->folder);
    reading->source = fms_theme_text(reading->files, reading->diags, reading->place, path, &error);
    if (reading->source)
        return read_document(loading);
    fms_error(reading->diags, loading->where,
              g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING) ? "theme.missing" : "theme.syntax",
              in_project ? "a theme is a folder with a theme.yaml" : NULL, "%s", error->message);
    g_error_free(error);
    return false;
}

static bool read_brand(struct loading *loading, const char *brand)
{
    struct fms_theme_reading *reading = &loading->reading;
    GError *error = NULL;
    char *folder = g_path_get_dirname(brand);
    reading->place = FMS_THEME_OF_PROJECT;
    reading->is_brand = true;
    reading->folder = strcmp(folder, ".") ? talloc_asprintf(reading->theme, "%s/", folder) : "";
    g_free(folder);
    reading->source = fms_theme_text(reading->files, reading->diags, reading->place, brand, &error);
    if (reading->source)
        return read_document(loading);
    fms_error(reading->diags, loading->where, "theme.missing", NULL, "the brand cannot be read: %s", error->message);
    g_error_free(error);
    return false;
}

static struct fms_theme *empty_theme(TALLOC_CTX *ctx, const char *name)
{
    const struct fms_slot usual = { .weight = 400, .line = 1000, .pad = 250, .ink = "ink", .entrance = "fade" };
    struct fms_theme *theme = talloc_zero(ctx, struct fms_theme);
    theme->name = talloc_strdup(theme, name);
    theme->title = theme->name;
    theme->use = theme->transition = "";
    theme->type_scale = theme->gap_scale = 1000;
    theme->roll_px = 4;
    for (size_t shape = 0; shape < FMS_N_SHAPES; shape++) {
        theme->slots[shape] = talloc_zero_array(theme, struct fms_slot, FMS_N_SLOTS);
        for (size_t i = 0; i < FMS_N_SLOTS; i++) {
            theme->slots[shape][i] = usual;
            theme->slots[shape][i].name = fms_theme_slot_names()[i];
        }
    }
    return theme;
}

struct fms_theme *fms_theme_load(TALLOC_CTX *ctx, const struct fms_theme_files *files, const char *name,
                                 const char *brand, struct fms_span where, struct fms_diags *diags)
{
    struct fms_theme *theme = empty_theme(ctx, name);
    struct loading loading = { .where = where };
    loading.reading = (struct fms_theme_reading){ .theme = theme, .files = files, .diags = diags };
    loading.reading.families = g_hash_table_new(g_str_hash, g_str_equal);
    bool good = read_layer(&loading, name);
    good = good && (!brand || read_brand(&loading, brand)) && fms_theme_settle(&loading.reading);
    g_hash_table_destroy(loading.reading.families);
    if (good)
        return theme;
    talloc_free(theme);
    return NULL;
}
