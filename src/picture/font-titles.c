/*
 * The names and licences of fonts, for the credits: the family as Fontconfig knows it, the licence as the font's own table has it.
 */
#include "fonts-private.h"
#include "picture.h"

#include <hb-ot.h>
#include <pango/pangofc-font.h>
#include <string.h>
#include <talloc.h>

/* How a licence is called by those who know it. */
static const char *licence_of(PangoFont *font)
{
    static const char *const known[][2] = {
        { "SIL Open Font License", "SIL OFL 1.1" }, { "Apache License", "Apache 2.0" },
        { "Bitstream", "Bitstream Vera" },          { "GNU General Public License", "GPL with font exception" },
        { "Creative Commons", "Creative Commons" },
    };
    char words[512] = "";
    unsigned int size = sizeof words;
    hb_font_t *own = pango_font_get_hb_font(font);
    if (own)
        hb_ot_name_get_utf8(hb_font_get_face(own), HB_OT_NAME_ID_LICENSE, hb_language_from_string("en", -1), &size,
                            words);
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (strstr(words, known[i][0]))
            return known[i][1];
    return NULL;
}

static void add_title(const PangoGlyphItem *run, GString *titles)
{
    PangoFont *font = run->item->analysis.font;
    PangoFontDescription *description = pango_font_describe(font);
    const char *family = pango_font_description_get_family(description), *licence = licence_of(font);
    char *title = licence ? g_strdup_printf("%s (%s)\n", family, licence) : g_strdup_printf("%s\n", family);
    if (!strstr(titles->str, title))
        g_string_append(titles, title);
    g_free(title);
    pango_font_description_free(description);
}

char *fms_fonts_titles(void *ctx, const char *family, int weight, const char *language, const char *text)
{
    const struct fms_letters letters = { .family = family, .language = language, .weight = weight };
    GString *titles = g_string_new(NULL);
    fms_fonts_lock();
    PangoLayout *layout = fms_fonts_layout(&letters, text);
    fms_fonts_resize(layout, &letters, 32);
    for (GSList *line = pango_layout_get_lines_readonly(layout); line; line = line->next)
        for (GSList *run = ((PangoLayoutLine *) line->data)->runs; run; run = run->next)
            add_title(run->data, titles);
    g_object_unref(layout);
    fms_fonts_unlock();
    char *result = talloc_strndup(ctx, titles->str, titles->len);
    g_string_free(titles, TRUE);
    return result;
}

bool fms_fonts_has_family(const char *family)
{
    const struct fms_letters letters = { .family = family, .language = "en", .weight = 400 };
    PangoFontFamily **families;
    int n = 0;
    bool has = false;
    fms_fonts_lock();
    PangoLayout *layout = fms_fonts_layout(&letters, "");
    pango_font_map_list_families(pango_context_get_font_map(pango_layout_get_context(layout)), &families, &n);
    for (int i = 0; i < n && !has; i++)
        has = g_ascii_strcasecmp(pango_font_family_get_name(families[i]), family) == 0;
    g_free(families);
    g_object_unref(layout);
    fms_fonts_unlock();
    return has;
}
