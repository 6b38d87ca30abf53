/*
 * A theme to begin with: every colour with the value that it has in the theme below, so that a designer sees what there is
 * to change, and a logo of two shapes that shows where a logo stands.
 */
#include "themes-private.h"

#include "new-file-private.h"

#include <string.h>

static const char logo[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 80\" width=\"200\" height=\"80\">\n"
    "  <!-- Draw your own over this one. It stands in a corner of every picture and on the end card. -->\n"
    "  <circle class=\"fill-accent\" cx=\"40\" cy=\"40\" r=\"34\" fill=\"#808080\"/>\n"
    "  <path class=\"fill-ink\" d=\"M92 70 V10 H118 L142 46 V10 H168 V70 H142 L118 34 V70 Z\" fill=\"#808080\"/>\n"
    "</svg>\n";

static const char head[] =
    "# %s: write here what it is for. docs/themes.md explains every word; what is not said is %s's.\n"
    "# filmset themes check %s     tells what is wrong\n"
    "# filmset themes preview %s   shows everything that it sets, in every shape\n"
    "\n"
    "extends: %s\n"
    "title: \"%s\"\n"
    "use: \"our own films\"\n"
    "logo: logo.svg\n"
    "\n"
    "colours:\n";

static const char tail[] =
    "\n"
    "# Families in the order in which they are tried; {cjk} becomes SC, TC, HK, JP or KR.\n"
    "# type:\n"
    "#   display: \"Noto Sans Display, Noto Sans, Noto Sans CJK {cjk}\"   # titles\n"
    "#   text: \"Noto Sans, Noto Sans CJK {cjk}\"                         # captions, lists, tables\n"
    "#   serif: \"Noto Serif, Noto Serif CJK {cjk}\"                      # quotations, words in motion\n"
    "#   mono: \"Noto Sans Mono, Noto Sans Mono CJK {cjk}\"               # code\n"
    "\n"
    "# motion: {transition: dissolve 0.5s, entrance: 400}\n"
    "# scale: {type: 1050}              # per mille of every size of type\n"
    "\n"
    "# One slot, in all shapes or in one; boxes are [x, y, width, height], per mille of the frame.\n"
    "# shapes:\n"
    "#   all: {title.heading: {weight: 700}}\n"
    "#   portrait: {title.heading: {box: [80, 150, 780, 590], size: 110}}\n";

/* What each colour is for. */
static const char *meaning(const char *colour)
{
    static const struct {
        const char *colour, *meaning;
    } rows[] = { { "ground-top", "the gradient behind cards" },
                 { "glow", "its two lights; the last two digits are their strength" },
                 { "ink", "words" },
                 { "muted", "words of less weight: works, labels" },
                 { "accent", "rules, bullets, strong words, the first series of a chart" },
                 { "caption-ink", "captions that are burned in, and what is behind them" },
                 { "panel", "behind code and in tables" },
                 { "mark", "behind marked words" },
                 { "series2", "of charts" },
                 { "scrim", "over a picture, under the poster's words" },
                 { "extra1", "yours, for drawings and papers" } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!strcmp(rows[i].colour, colour))
            return rows[i].meaning;
    return NULL;
}

static void add_colour(GString *out, const struct fms_theme *theme, const char *name)
{
    uint32_t rgba = 0;
    fms_theme_colour(theme, name, &rgba);
    const char *means = meaning(name);
    g_string_append_printf(out, (rgba & 255) == 255 ? "  %s: \"#%06x\"" : "  %s: \"#%08x\"", name,
                           (rgba & 255) == 255 ? rgba >> 8 : rgba);
    g_string_append_printf(out, means ? "   # %s\n" : "\n", means);
}

/* "our-house" is called "Our house" until somebody knows better. */
static char *title_of(TALLOC_CTX *ctx, const char *folder)
{
    char *whole = g_canonicalize_filename(folder, NULL), *base = g_path_get_basename(whole),
         *valid = g_utf8_make_valid(base, -1), letter[7] = "";
    g_strdelimit(valid, "-_\"\\\t\r\n", ' ');
    letter[g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(valid)), letter)] = '\0';
    char *title = talloc_asprintf(ctx, "%s%s", letter, g_utf8_next_char(valid));
    g_free(valid);
    g_free(base);
    g_free(whole);
    return title;
}

static GString *written(TALLOC_CTX *ctx, const struct fms_theme *theme, const char *folder, const char *from)
{
    GString *out = g_string_new(NULL);
    const char *title = title_of(ctx, folder);
    char *line = g_utf8_make_valid(folder, -1);
    g_strdelimit(line, "\r\n", ' ');
    g_string_printf(out, head, title, from, line, line, from, title);
    for (const char *const *name = fms_theme_colours(); *name; name++)
        add_colour(out, theme, *name);
    g_string_append(out, tail);
    g_free(line);
    return out;
}

enum fms_outcome fms_film_theme_new(TALLOC_CTX *ctx, const char *folder, const char *from, const char **file,
                                    struct fms_diags *diags)
{
    struct fms_theme_on_desk desk;
    const char *base = from ? from : "base", *picture = talloc_asprintf(ctx, "%s/logo.svg", folder);
    *file = talloc_asprintf(ctx, "%s/theme.yaml", folder);
    if (strchr(base, '/') || !fms_theme_open(ctx, base, &desk, diags)) {
        if (strchr(base, '/'))
            fms_error(diags, fms_nowhere, "theme.extends", "`filmset themes list` has them",
                      "'%s' is no name of an installed theme", base);
        return FMS_SCRIPT_AT_FAULT;
    }
    bool free = fms_new_file_is_free(*file, diags);
    free &= fms_new_file_is_free(picture, diags);
    if (!free)
        return FMS_SCRIPT_AT_FAULT;
    GString *text = written(ctx, desk.theme, folder, base);
    bool good = fms_new_folder(folder, diags) && fms_new_file_write(picture, logo, sizeof logo - 1, diags) &&
                fms_new_file_write(*file, text->str, text->len, diags);
    g_string_free(text, TRUE);
    return good ? FMS_DONE : FMS_MACHINE_AT_FAULT;
}
