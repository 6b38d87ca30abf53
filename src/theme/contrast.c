/*
 * Grounds are few: a card's gradient at either end with either light at its full strength, or a picture that is white or
 * black. What lies between words and ground (paper, panel, scrim) is laid over each of them, and the worst counts.
 */
#include "contrast.h"

#include <math.h>
#include <string.h>

/* What is drawn is rounded, and its colours are coarser than its light: hundredths to be on the safe side. */
enum { ROUNDING = 15 };

double fms_luminance(double red, double green, double blue)
{
    const double parts[] = { red, green, blue }, weights[] = { 0.2126, 0.7152, 0.0722 };
    double sum = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        double v = CLAMP(parts[i] / 255, 0, 1);
        sum += weights[i] * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double fms_contrast_of(double a, double b)
{
    return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

static double luminance_of(uint32_t rgba)
{
    return fms_luminance(rgba >> 24, rgba >> 16 & 255, rgba >> 8 & 255);
}

double fms_contrast_of_colours(uint32_t a, uint32_t b)
{
    return fms_contrast_of(luminance_of(a), luminance_of(b));
}

/* `over` on an opaque ground. */
static uint32_t blend(uint32_t over, uint32_t ground)
{
    uint32_t alpha = over & 255, out = 0xFF;
    for (int shift = 8; shift < 32; shift += 8) {
        uint32_t a = over >> shift & 255, b = ground >> shift & 255;
        out |= ((a * alpha + b * (255 - alpha) + 127) / 255) << shift;
    }
    return out;
}

static double contrast_on(uint32_t ink, uint32_t ground)
{
    return fms_contrast_of(luminance_of(blend(ink, ground)), luminance_of(ground));
}

/* Can an ink be read on what is laid over paper over any picture? */
static bool is_read(uint32_t ink, uint32_t ground, uint32_t paper)
{
    const uint32_t pictures[] = { 0xFFFFFFFF, 0x000000FF };
    for (size_t i = 0; i < G_N_ELEMENTS(pictures); i++)
        if (100 * contrast_on(ink, blend(ground, blend(paper, pictures[i]))) < FMS_CONTRAST_LEAST + ROUNDING)
            return false;
    return true;
}

uint32_t fms_contrast_weakened(uint32_t ground, uint32_t paper, uint32_t ink)
{
    while (ground & 255 && !is_read(ink, ground, paper))
        ground--;
    return ground;
}

uint32_t fms_theme_picture_accent(const struct fms_theme *theme)
{
    return is_read(theme->accent, 0, theme->caption_paper) ? theme->accent : theme->caption_ink;
}

enum { GROUNDS_MOST = 6 };

struct grounds {
    const char *name;
    size_t n;
    uint32_t rgba[GROUNDS_MOST];
};

static struct grounds card_grounds(const struct fms_theme *theme)
{
    const uint32_t ends[] = { theme->ground_top, theme->ground_bottom }, lights[] = { 0, theme->glow, theme->glow2 };
    struct grounds grounds = { .name = "the ground" };
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(lights); k++)
            grounds.rgba[grounds.n++] = blend(lights[k], ends[i] | 0xFF);
    return grounds;
}

static struct grounds laid_over(struct grounds grounds, uint32_t rgba, const char *name)
{
    for (size_t i = 0; i < grounds.n; i++)
        grounds.rgba[i] = blend(rgba, grounds.rgba[i]);
    grounds.name = name;
    return grounds;
}

/* What a slot's words stand on, by its element. */
static struct grounds grounds_of(const struct fms_theme *theme, const struct fms_slot *slot)
{
    static const struct {
        const char *start, *name;
        size_t paper; /* offset of the colour between picture and words; 0: they stand on a card */
    } rows[] = { { "caption.", "a picture, without its own paper", 0 },
                 { "third.", "caption-paper over a picture", offsetof(struct fms_theme, caption_paper) },
                 { "poster.", "scrim over a picture", offsetof(struct fms_theme, scrim) } };
    struct grounds picture = { "a picture", 2, { 0xFFFFFFFF, 0x000000FF } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (!g_str_has_prefix(slot->name, rows[i].start))
            continue;
        uint32_t paper = 0;
        if (rows[i].paper)
            memcpy(&paper, (const char *) theme + rows[i].paper, sizeof paper);
        return laid_over(picture, paper, rows[i].name);
    }
    struct grounds card = card_grounds(theme);
    return strcmp(slot->name, "panel.code") ? card : laid_over(card, theme->panel, "panel");
}

static void add(GArray *pairs, const char *ink, uint32_t rgba, const struct grounds *grounds)
{
    struct fms_contrast worst = { ink, grounds->name, rgba, 0, INT32_MAX };
    for (size_t i = 0; i < grounds->n; i++) {
        int32_t hundredths = (int32_t) (contrast_on(rgba, grounds->rgba[i]) * 100);
        if (hundredths < worst.hundredths) {
            worst.hundredths = hundredths;
            worst.over = grounds->rgba[i];
        }
    }
    g_array_append_val(pairs, worst);
}

/* Rules and logos are no words. */
static bool holds_words(const struct fms_slot *slot)
{
    return !g_str_has_suffix(slot->name, ".rule") && !g_str_has_suffix(slot->name, ".logo");
}

static bool same_colours(const struct fms_slot *a, const struct fms_slot *b)
{
    return a->rgba == b->rgba && !a->paper == !b->paper && a->paper_rgba == b->paper_rgba;
}

static void add_slot(GArray *pairs, const struct fms_theme *theme, const struct fms_slot *slot)
{
    struct grounds grounds = grounds_of(theme, slot);
    if (slot->paper)
        grounds = laid_over(grounds, slot->paper_rgba, "its paper");
    add(pairs, slot->name, slot->rgba, &grounds);
}

static void add_slots(GArray *pairs, const struct fms_theme *theme)
{
    for (size_t i = 0; fms_theme_slot_names()[i]; i++)
        for (enum fms_shape shape = 0; shape < FMS_N_SHAPES; shape++) {
            const struct fms_slot *slot = &theme->slots[shape][i];
            if (holds_words(slot) && (shape == 0 || !same_colours(slot, &theme->slots[shape - 1][i])))
                add_slot(pairs, theme, slot);
        }
}

/* Values and names of a chart's series are set in its colours, strong words in the accent. */
static void add_tokens(GArray *pairs, const struct fms_theme *theme)
{
    const struct {
        const char *name;
        uint32_t rgba;
    } inks[] = { { "accent", theme->accent },
                 { "muted", theme->muted },
                 { "series2", theme->series2 },
                 { "series3", theme->series3 },
                 { "series4", theme->series4 } };
    struct grounds card = card_grounds(theme), mark = laid_over(card, theme->mark, "mark");
    for (size_t i = 0; i < G_N_ELEMENTS(inks); i++)
        add(pairs, inks[i].name, inks[i].rgba, &card);
    add(pairs, "ink", theme->ink, &mark);
}

struct fms_contrast *fms_theme_contrasts(TALLOC_CTX *ctx, const struct fms_theme *theme, size_t *n)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(struct fms_contrast));
    add_slots(pairs, theme);
    add_tokens(pairs, theme);
    *n = pairs->len;
    struct fms_contrast *result = talloc_memdup(ctx, pairs->data, pairs->len * sizeof *result);
    g_array_free(pairs, TRUE);
    return result;
}

void fms_theme_check_contrast(const struct fms_theme *theme, const struct fms_source *source, struct fms_diags *diags)
{
    size_t n;
    struct fms_contrast *pairs = fms_theme_contrasts(NULL, theme, &n);
    for (size_t i = 0; i < n; i++)
        if (pairs[i].hundredths < FMS_CONTRAST_LEAST)
            fms_warning(diags, fms_theme_place(source, pairs[i].ink), "theme.contrast",
                        "most can read 4.5 to 1; make the one lighter or the other darker",
                        "%s (#%06x) stands out from %s (#%06x at worst) by %d.%02d to 1 only", pairs[i].ink,
                        pairs[i].rgba >> 8, pairs[i].ground, pairs[i].over >> 8, pairs[i].hundredths / 100,
                        pairs[i].hundredths % 100);
    talloc_free(pairs);
}
