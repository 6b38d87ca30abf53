#include "fonts-private.h"

#include "diags.h"
#include "language-tag.h"
#include "picture.h"
#include "text-breaks-private.h"
#include "text-runs-private.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-font.h>
#include <string.h>

/** Longer texts are cut: nothing longer can be read on a frame, and laying it out would take minutes. */
#define MOST_BYTES 65536
#define MOST_RUNS 1000

static GMutex mutex;

/*
 * Pango asks the environment which language letters are in that the text's own language does not use, and Fontconfig
 * which language the person at the machine reads: both would choose other fonts than the next machine does. Both ask
 * only after this, and Pango remembers what it was told.
 */
static void forget_reader(void)
{
    static gsize done;
    if (!g_once_init_enter(&done))
        return;
    g_unsetenv("PANGO_LANGUAGE");
    g_unsetenv("LANGUAGE");
    g_setenv("FC_LANG", "en", TRUE);
    g_once_init_leave(&done, 1);
}

void fms_fonts_lock(void)
{
    g_mutex_lock(&mutex);
    forget_reader();
}

void fms_fonts_unlock(void)
{
    g_mutex_unlock(&mutex);
}

/* Hinting would bend letters to a grid that a moving or scaled picture does not have. */
static PangoContext *context_new(void)
{
    static PangoFontMap *map;
    if (!map)
        map = pango_cairo_font_map_new();
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
    return context;
}

/** Scripts whose letters join, or hang from one line: spacing would tear them apart. */
static bool is_joined(const char *text)
{
    static const GUnicodeScript joined[] = {
        G_UNICODE_SCRIPT_ARABIC,  G_UNICODE_SCRIPT_SYRIAC,   G_UNICODE_SCRIPT_MONGOLIAN,
        G_UNICODE_SCRIPT_NKO,     G_UNICODE_SCRIPT_MANDAIC,  G_UNICODE_SCRIPT_DEVANAGARI,
        G_UNICODE_SCRIPT_BENGALI, G_UNICODE_SCRIPT_GURMUKHI, G_UNICODE_SCRIPT_PHAGS_PA,
    };
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(at));
        for (size_t i = 0; i < G_N_ELEMENTS(joined); i++)
            if (script == joined[i])
                return true;
    }
    return false;
}

/*
 * Families name letters for one part of the world; without more, other scripts would be drawn in whatever Fontconfig
 * happens to find first. These are asked after those that were asked for.
 */
static const char serif_family[] =
    ", Noto Naskh Arabic, Noto Serif Hebrew, Noto Serif Devanagari, Noto Serif Bengali, Noto Serif Tamil,"
    " Noto Serif Telugu, Noto Serif Gujarati, Noto Serif Gurmukhi, Noto Serif Kannada, Noto Serif Malayalam,"
    " Noto Serif Sinhala, Noto Serif Thai, Noto Serif Lao, Noto Serif Khmer, Noto Serif Myanmar, Noto Serif Georgian,"
    " Noto Serif Armenian, Noto Serif Ethiopic, Noto Serif Tibetan, serif";
static const char sans_family[] =
    ", Noto Sans Arabic, Noto Sans Hebrew, Noto Sans Devanagari, Noto Sans Bengali, Noto Sans Tamil, Noto Sans Telugu,"
    " Noto Sans Gujarati, Noto Sans Gurmukhi, Noto Sans Kannada, Noto Sans Malayalam, Noto Sans Sinhala,"
    " Noto Sans Thai, Noto Sans Lao, Noto Sans Khmer, Noto Sans Myanmar, Noto Sans Georgian, Noto Sans Armenian,"
    " Noto Sans Ethiopic, Noto Serif Tibetan, sans-serif";

static const char mono_family[] = ", Noto Sans Mono, DejaVu Sans Mono, Liberation Mono, monospace";

char *fms_fonts_families(const char *asked)
{
    if (!asked || !*asked)
        asked = "Noto Sans";
    bool mono = strstr(asked, "Mono") || strstr(asked, "mono");
    return g_strconcat(asked, mono ? mono_family : "", strstr(asked, "Serif") ? serif_family : sans_family, NULL);
}

struct fms_letters fms_letters_of(const struct fms_text_layer *layer)
{
    return (struct fms_letters){
        .family = layer->family,
        .language = layer->language,
        .weight = (int) CLAMP(layer->weight, 100, 1000),
        .italic = layer->italic != 0,
        .tracking_permille = (int) CLAMP(layer->tracking_permille, -500, 2000),
        .mono = layer->mono,
        .runs = layer->runs,
        .n_runs = MIN(layer->n_runs, MOST_RUNS),
    };
}

void fms_fonts_resize(PangoLayout *layout, const struct fms_letters *letters, double size_px)
{
    PangoFontDescription *font = pango_font_description_new();
    char *family = fms_fonts_families(letters->family);
    pango_font_description_set_family(font, family);
    g_free(family);
    pango_font_description_set_weight(font, (PangoWeight) CLAMP(letters->weight, 100, 1000));
    pango_font_description_set_style(font, letters->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(font, size_px * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    PangoAttrList *attributes = pango_attr_list_new();
    const char *text = pango_layout_get_text(layout);
    int spacing = (int) (size_px * PANGO_SCALE * CLAMP(letters->tracking_permille, -500, 2000) / 1000);
    if (spacing && !is_joined(text))
        pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(spacing));
    fms_text_breaks_add(attributes, text);
    fms_text_runs_add(attributes, text, letters);
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
}

bool fms_letters_leftward(const struct fms_letters *letters)
{
    return letters->language && fms_language_is_leftward(letters->language);
}

/* Text without a letter, a number or a date, has the direction of its language. */
PangoLayout *fms_fonts_layout(const struct fms_letters *letters, const char *text)
{
    PangoContext *context = context_new();
    const char *language = letters->language && *letters->language ? letters->language : "en";
    pango_context_set_language(context, pango_language_from_string(language));
    pango_context_set_base_dir(context,
                               fms_letters_leftward(letters) ? PANGO_DIRECTION_WEAK_RTL : PANGO_DIRECTION_WEAK_LTR);
    PangoLayout *layout = pango_layout_new(context);
    char *valid = g_utf8_make_valid(text ? text : "", (gssize) strnlen(text ? text : "", MOST_BYTES));
    pango_layout_set_text(layout, valid, -1);
    g_free(valid);
    g_object_unref(context);
    return layout;
}

static FcPattern *pattern_of(const PangoGlyphItem *run)
{
    return pango_fc_font_get_pattern(PANGO_FC_FONT(run->item->analysis.font));
}

static const char *file_of(const PangoGlyphItem *run)
{
    FcChar8 *file;
    return FcPatternGetString(pattern_of(run), FC_FILE, 0, &file) == FcResultMatch ? (const char *) file : NULL;
}

/** Adds a run's font file to the set, or names the character for which there is no glyph. */
static bool add_run(const PangoGlyphItem *run, const char *text, GHashTable *files, GError **error)
{
    for (int i = 0; i < run->glyphs->num_glyphs; i++) {
        if (!(run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG))
            continue;
        gunichar missing = g_utf8_get_char(text + run->item->offset + run->glyphs->log_clusters[i]);
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED, "no font installed has the character U+%04X",
                    missing);
        return false;
    }
    if (file_of(run))
        g_hash_table_add(files, g_strdup(file_of(run)));
    return true;
}

/** Adds all of a layout's font files. */
static bool add_runs(PangoLayout *layout, GHashTable *files, GError **error)
{
    for (GSList *line = pango_layout_get_lines_readonly(layout); line; line = line->next)
        for (GSList *run = ((PangoLayoutLine *) line->data)->runs; run; run = run->next)
            if (!add_run(run->data, pango_layout_get_text(layout), files, error))
                return false;
    return true;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static char **sorted(void *ctx, GHashTable *files)
{
    guint n = g_hash_table_size(files), i = 0;
    char **paths = talloc_array(ctx, char *, n + 1);
    GHashTableIter iter;
    gpointer file;
    g_hash_table_iter_init(&iter, files);
    while (g_hash_table_iter_next(&iter, &file, NULL))
        paths[i++] = talloc_strdup(paths, file);
    paths[n] = NULL;
    qsort(paths, n, sizeof *paths, compare);
    return paths;
}

/* One file may hold many faces, and a face many weights; Fontconfig's rules may thicken or slant any of them. */
static void describe_run(const PangoGlyphItem *run, char **paths, GString *faces)
{
    FcPattern *pattern = pattern_of(run);
    const char *file = file_of(run);
    int nth = 0, face = 0;
    FcBool embolden = FcFalse;
    FcMatrix *matrix;
    FcChar8 *variations;
    while (file && paths[nth] && strcmp(paths[nth], file) != 0)
        nth++;
    FcPatternGetInteger(pattern, FC_INDEX, 0, &face);
    FcPatternGetBool(pattern, FC_EMBOLDEN, 0, &embolden);
    g_string_append_printf(faces, "%d+%d: file %d, face %d", run->item->offset, run->item->length, nth, face);
    if (embolden)
        g_string_append(faces, ", emboldened");
    if (FcPatternGetMatrix(pattern, FC_MATRIX, 0, &matrix) == FcResultMatch) {
        const double cells[] = { matrix->xx, matrix->xy, matrix->yx, matrix->yy };
        g_string_append(faces, ", matrix");
        for (size_t i = 0; i < G_N_ELEMENTS(cells); i++)
            g_string_append_printf(faces, " %d", (int) (CLAMP(cells[i], -1000, 1000) * 65536));
    }
    if (FcPatternGetString(pattern, FC_FONT_VARIATIONS, 0, &variations) == FcResultMatch)
        g_string_append_printf(faces, ", variations %s", (const char *) variations);
    g_string_append_c(faces, '\n');
}

static char *describe(PangoLayout *layout, char **paths)
{
    GString *faces = g_string_new(NULL);
    for (GSList *line = pango_layout_get_lines_readonly(layout); line; line = line->next)
        for (GSList *run = ((PangoLayoutLine *) line->data)->runs; run; run = run->next)
            describe_run(run->data, paths, faces);
    char *text = talloc_strdup(paths, faces->str);
    g_string_free(faces, TRUE);
    return text;
}

static char **files_of(void *ctx, const struct fms_letters *letters, const char *text, char **faces, GError **error)
{
    GHashTable *files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fms_fonts_lock();
    PangoLayout *layout = fms_fonts_layout(letters, text);
    fms_fonts_resize(layout, letters, 32);
    char **paths = add_runs(layout, files, error) ? sorted(ctx, files) : NULL;
    if (paths && faces)
        *faces = describe(layout, paths);
    g_object_unref(layout);
    fms_fonts_unlock();
    g_hash_table_destroy(files);
    return paths;
}

char **fms_fonts_of(void *ctx, const char *family, int weight, bool italic, const char *language, const char *text,
                    char **faces, GError **error)
{
    struct fms_letters letters = { .family = family, .language = language, .weight = weight, .italic = italic };
    return files_of(ctx, &letters, text, faces, error);
}

/* A line of code that is cut ends in an ellipsis that is not in its text; nor are readings. */
char **fms_fonts_of_text(void *ctx, const struct fms_text_layer *layer, char **faces, GError **error)
{
    struct fms_letters letters = fms_letters_of(layer);
    GString *text = g_string_new(layer->text);
    g_string_append(text, layer->verbatim ? "\n\u2026" : "");
    for (size_t i = 0; i < letters.n_runs; i++)
        if (letters.runs[i].reading)
            g_string_append_printf(text, "\n%s", letters.runs[i].reading);
    char **paths = files_of(ctx, &letters, text->str, faces, error);
    g_string_free(text, TRUE);
    return paths;
}
