/*
 * Drawings of a theme: `SHAPE/ELEMENT.svg`. A rectangle with the id "slot:title.heading" is that slot's box; the group with
 * the id "ornament" is drawn under the words, its classes "fill-accent", "stroke-ink" in the tokens' colours. `card.svg` is for
 * every element that has none of its own. Here only names and boxes are read; what is drawn, and whether it may be, is picture's.
 */
#include "theme-private.h"

#include <string.h>

static const char *const element_names[] = {
#define X(id, name) name,
    FMS_THEME_ELEMENTS(X)
#undef X
        NULL
};

/* A drawing on its way. */
struct drawing {
    struct fms_theme_reading *reading;
    const struct fms_source *source;
    enum fms_shape shape;
    double x, y, w, h; /* its view box */
    int depth, moved;  /* elements we are in; the outermost of them with a transform, 0: none */
    bool has_ornament, good;
};

/* GMarkup tells lines and characters. */
static struct fms_span here(const struct drawing *drawing, GMarkupParseContext *context)
{
    const char *text = drawing->source->text, *at = text, *next;
    gint line, column;
    g_markup_parse_context_get_position(context, &line, &column);
    for (; line > 1 && (next = strchr(at, '\n')); line--)
        at = next + 1;
    size_t offset = MIN((size_t) (at - text) + (size_t) MAX(column - 1, 0), drawing->source->length);
    while (offset > 0 && text[offset] != '<') /* it stands behind the tag */
        offset--;
    return (struct fms_span){ drawing->source, offset, offset };
}

static const char *attribute(const char *name, const char **names, const char **values)
{
    for (; *names; names++, values++)
        if (!strcmp(*names, name))
            return *values;
    return NULL;
}

static double number(const char *text)
{
    double value = text ? g_ascii_strtod(text, NULL) : 0;
    return value > -1e6 && value < 1e6 ? value : 0;
}

static void read_view(struct drawing *drawing, const char **names, const char **values)
{
    const char *box = attribute("viewBox", names, values);
    double *to[] = { &drawing->x, &drawing->y, &drawing->w, &drawing->h };
    if (!box) {
        drawing->w = number(attribute("width", names, values));
        drawing->h = number(attribute("height", names, values));
        return;
    }
    for (size_t i = 0; i < 4; i++) {
        char *end;
        *to[i] = g_ascii_strtod(box + strspn(box, " ,\t\r\n"), &end);
        box = end;
    }
}

static int32_t permille(double value, double whole)
{
    double part = value * 1000 / whole;
    return part > 0 && part < 1000 ? (int32_t) (part + 0.5) : part >= 1000 ? 1000 : 0;
}

static void complain(struct drawing *drawing, GMarkupParseContext *context, const char *code, const char *hint,
                     const char *what)
{
    drawing->good = fms_error(drawing->reading->diags, here(drawing, context), code, hint, "%s", what);
}

static void read_slot(struct drawing *drawing, GMarkupParseContext *context, const char *id, const char **names,
                      const char **values)
{
    int slot = fms_theme_word(id, fms_theme_slot_names());
    if (slot < 0) {
        char *what = g_strdup_printf("there is no slot '%s'", id),
             *hint = fms_hint_words(NULL, id, fms_theme_slot_names());
        complain(drawing, context, "theme.unknown", hint, what);
        talloc_free(hint);
        g_free(what);
    } else if (drawing->moved) {
        complain(drawing, context, "theme.drawing", "take it out of the group, or ungroup",
                 "a slot stands under a transform");
    } else if (!(drawing->w > 0 && drawing->h > 0)) {
        complain(drawing, context, "theme.drawing", NULL, "a drawing with slots needs a viewBox");
    } else {
        double x = number(attribute("x", names, values)) - drawing->x,
               y = number(attribute("y", names, values)) - drawing->y;
        const int32_t box[4] = { permille(x, drawing->w), permille(y, drawing->h),
                                 permille(number(attribute("width", names, values)), drawing->w),
                                 permille(number(attribute("height", names, values)), drawing->h) };
        fms_theme_put_box(drawing->reading->theme, drawing->shape, slot, box);
    }
}

/* "fill-accent stroke-ink": a class that begins so and ends in no token is a slip. */
static void check_classes(struct drawing *drawing, GMarkupParseContext *context, const char *classes)
{
    static const char *const paints[] = { "fill-", "stroke-", "stop-" };
    char **each = g_strsplit_set(classes, " \t\r\n", -1);
    for (char **class = each; *class; class ++)
        for (size_t i = 0; i < G_N_ELEMENTS(paints); i++) {
            const char *token = *class + strlen(paints[i]);
            if (!g_str_has_prefix(*class, paints[i]) || fms_theme_word(token, fms_theme_colours()) >= 0)
                continue;
            char *what = g_strdup_printf("there is no colour '%s'", token);
            char *hint = fms_hint_words(NULL, token, fms_theme_colours());
            complain(drawing, context, "theme.unknown", hint, what);
            talloc_free(hint);
            g_free(what);
        }
    g_strfreev(each);
}

static void start(GMarkupParseContext *context, const char *name, const char **names, const char **values, void *user,
                  GError **error)
{
    struct drawing *drawing = user;
    const char *id = attribute("id", names, values), *classes = attribute("class", names, values);
    drawing->depth++;
    if (drawing->depth == 1)
        read_view(drawing, names, values);
    if (attribute("transform", names, values) && !drawing->moved)
        drawing->moved = drawing->depth;
    drawing->has_ornament |= id && !strcmp(id, FMS_THEME_ORNAMENT);
    if (id && g_str_has_prefix(id, "slot:"))
        read_slot(drawing, context, id + strlen("slot:"), names, values);
    if (classes)
        check_classes(drawing, context, classes);
}

static void finish(GMarkupParseContext *context, const char *name, void *user, GError **error)
{
    struct drawing *drawing = user;
    drawing->moved = drawing->moved == drawing->depth ? 0 : drawing->moved;
    drawing->depth--;
}

static bool parse(struct drawing *drawing)
{
    static const GMarkupParser parser = { .start_element = start, .end_element = finish };
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, drawing, NULL);
    GError *error = NULL;
    bool read =
        g_markup_parse_context_parse(context, drawing->source->text, (gssize) drawing->source->length, &error) &&
        g_markup_parse_context_end_parse(context, &error);
    if (!read) {
        complain(drawing, context, "theme.drawing", NULL, error->message);
        g_error_free(error);
    }
    g_markup_parse_context_free(context);
    return drawing->good;
}

static bool is_card(enum fms_theme_element element)
{
    return element <= FMS_ELEMENT_END;
}

static void put_ornament(const struct drawing *drawing, int element, const struct fms_asset *asset)
{
    struct fms_theme *theme = drawing->reading->theme;
    for (enum fms_shape shape = 0; shape < FMS_N_SHAPES; shape++)
        for (enum fms_theme_element of = 0; of < FMS_N_THEME_ELEMENTS; of++)
            if (fms_theme_reaches(drawing->shape, shape) &&
                (element < 0 ? is_card(of) : of == (enum fms_theme_element) element))
                theme->ornaments[shape][of] = asset;
}

/* `element` -1: of all cards. */
static bool read_drawing(struct fms_theme_reading *reading, enum fms_shape shape, int element)
{
    char *path = talloc_asprintf(reading->theme, "%s%s/%s.svg", reading->folder, fms_theme_shape_name(shape),
                                 element < 0 ? "card" : element_names[element]);
    GError *error = NULL;
    struct drawing drawing = { .reading = reading, .shape = shape, .good = true };
    drawing.source = fms_theme_text(reading->files, reading->diags, reading->place, path, &error);
    if (!drawing.source) {
        bool missing = g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING);
        if (!missing)
            fms_error(reading->diags, (struct fms_span){ reading->source, 0, 0 }, "theme.drawing", NULL, "%s",
                      error->message);
        g_error_free(error);
        return missing;
    }
    if (!parse(&drawing))
        return false;
    const struct fms_asset *asset =
        drawing.has_ornament ? reading->files->drawing(reading->files->user, reading->place, path, &error) : NULL;
    put_ornament(&drawing, element, asset);
    if (!error)
        return true;
    fms_error(reading->diags, (struct fms_span){ drawing.source, 0, 0 }, "theme.drawing", NULL, "%s", error->message);
    g_error_free(error);
    return false;
}

bool fms_theme_read_drawings(struct fms_theme_reading *reading)
{
    bool good = true;
    for (enum fms_shape shape = 0; shape < FMS_N_SHAPES; shape++)
        for (int element = -1; element < FMS_N_THEME_ELEMENTS; element++)
            good = read_drawing(reading, shape, element) && good;
    return good;
}
