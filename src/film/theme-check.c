/*
 * What shows only when fonts are asked: families that are not there, and words too long for their slot. And where a slot's box
 * reaches into what a player or a platform covers.
 */
#include "themes-private.h"

#include "contrast.h"
#include "picture.h"
#include "platforms.h"

#include <string.h>

enum { SHORTER_PX = 1080, ENDLESS_PX = 100000 };

/* ---- families ---- */

static void check_family(const struct fms_theme_on_desk *desk, const char *families, GHashTable *seen)
{
    char **list = g_strsplit(families, ",", -1);
    for (char **family = list; *family; family++) {
        g_strstrip(*family);
        if (!**family || !g_hash_table_add(seen, talloc_strdup(desk->theme, *family)) ||
            fms_fonts_has_family(fms_theme_families(desk->theme, *family, "en")))
            continue;
        fms_warning(desk->house->diags, fms_theme_place(desk->source, "type"), "theme.font",
                    "install it, or say what shall stand in for it", "no font of the family '%s' is installed",
                    *family);
    }
    g_strfreev(list);
}

/* ---- long words ---- */

/* Of languages that build long ones; no better end of a line is within them. */
static const struct {
    const char *language, *word;
} long_words[] = {
    { "de", "Verkehrssicherungspflicht" }, { "fi", "Lentokonesuihkuturbiini" }, { "ru", "Достопримечательность" },
    { "el", "Ηλεκτροεγκεφαλογράφημα" },    { "hu", "Megvalósíthatatlanság" },   { "en", "Incomprehensibilities" },
};

/* Counters are as small as they must be, code is cut, credits wrap. */
static bool wraps_words(const struct fms_slot *slot)
{
    static const char *const others[] = { "number.value", "panel.code", "credits.column", NULL };
    return !g_strv_contains(others, slot->name) && !g_str_has_suffix(slot->name, ".rule") &&
           !g_str_has_suffix(slot->name, ".logo");
}

/* Width of the frame whose shorter side has SHORTER_PX. */
static int32_t frame_width(enum fms_shape shape)
{
    static const int32_t widths[FMS_N_SHAPES] = { [FMS_SHAPE_LANDSCAPE] = 1920,
                                                  [FMS_SHAPE_SQUARE] = 1080,
                                                  [FMS_SHAPE_PORTRAIT] = 1080,
                                                  [FMS_SHAPE_FEED] = 1080,
                                                  [FMS_SHAPE_WIDE] = 2520 };
    return widths[shape];
}

static int32_t width_of(const struct fms_theme_on_desk *desk, const struct fms_slot *slot, const char *word,
                        const char *language)
{
    int32_t width = 0, height = 0;
    const struct fms_text_layer layer = { .text = word,
                                          .language = language,
                                          .family = fms_theme_families(desk->theme, slot->family, language),
                                          .weight = slot->weight,
                                          .italic = slot->italic,
                                          .size_px = slot->min_size * SHORTER_PX / 1000,
                                          .min_size_px = slot->min_size * SHORTER_PX / 1000,
                                          .line_permille = slot->line,
                                          .tracking_permille = slot->tracking,
                                          .w = ENDLESS_PX,
                                          .h = SHORTER_PX };
    fms_text_measure(&layer, &width, &height);
    return width;
}

/* The first word that is too long is enough. */
static void check_words(const struct fms_theme_on_desk *desk, enum fms_shape shape, const struct fms_slot *slot)
{
    int32_t room = slot->w * frame_width(shape) / 1000;
    if (slot->paper)
        room -= 2 * slot->min_size * slot->pad / 1000 * SHORTER_PX / 1000;
    for (size_t i = 0; i < G_N_ELEMENTS(long_words); i++) {
        int32_t width = width_of(desk, slot, long_words[i].word, long_words[i].language);
        if (width <= room)
            continue;
        fms_warning(desk->house->diags, fms_theme_place(desk->source, slot->name), "theme.words",
                    "make the box wider, or `min` smaller",
                    "'%s' has no room in '%s' of the %s layout, even at its least size: %d of %d pixels",
                    long_words[i].word, slot->name, fms_theme_shape_name(shape), width, room);
        return;
    }
}

/* ---- the safe area ---- */

/* Graphics keep 5 % from each edge (EBU R 95); in portrait, what platforms leave free. A poster, the credits' roll and the logo in
 * its corner, which tells nothing, are no part of it. */
static void check_place(const struct fms_theme_on_desk *desk, enum fms_shape shape, const struct fms_slot *slot)
{
    static const struct fms_zone usual = { 50, 50, 950, 950 };
    const struct fms_zone *safe = shape == FMS_SHAPE_PORTRAIT ? &fms_layouts_zone : &usual;
    bool aside = slot->x < safe->left || slot->x + slot->w > safe->right;
    bool above = slot->stack == 0 && slot->h > 0 && (slot->y < safe->top || slot->y + slot->h > safe->bottom);
    if (!aside && !above)
        return;
    fms_warning(
        desk->house->diags, fms_theme_place(desk->source, slot->name), "theme.safe", NULL,
        "the box of '%s' in the %s layout reaches out of [%d, %d, %d, %d], what players and platforms leave free",
        slot->name, fms_theme_shape_name(shape), safe->left, safe->top, safe->right - safe->left,
        safe->bottom - safe->top);
}

static bool is_placed(const struct fms_slot *slot)
{
    return strcmp(slot->name, "credits.column") != 0 && !g_str_has_prefix(slot->name, "poster.") &&
           strcmp(slot->name, "bug.logo") != 0;
}

enum fms_outcome fms_film_theme_check(TALLOC_CTX *ctx, const char *theme, struct fms_diags *diags)
{
    struct fms_theme_on_desk desk;
    if (!fms_theme_open(ctx, theme, &desk, diags))
        return FMS_SCRIPT_AT_FAULT;
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    fms_theme_check_contrast(desk.theme, desk.source, diags);
    for (enum fms_shape shape = 0; shape < FMS_N_SHAPES; shape++)
        for (size_t i = 0; fms_theme_slot_names()[i]; i++) {
            const struct fms_slot *slot = &desk.theme->slots[shape][i];
            check_family(&desk, slot->family, seen);
            if (wraps_words(slot))
                check_words(&desk, shape, slot);
            if (is_placed(slot))
                check_place(&desk, shape, slot);
        }
    g_hash_table_destroy(seen);
    return FMS_DONE;
}
