/**
 * How well a theme's colours stand out from what they stand on: WCAG 2's contrast ratio, from 1 to 21. Small type needs 4.5.
 */
#pragma once

#include "theme.h"

/** The least ratio of a theme's inks, in hundredths (WCAG 2.1, success criterion 1.4.3). */
enum { FMS_CONTRAST_LEAST = 450 };

/** Relative luminance, 0 to 1, of R'G'B' from 0 to 255. */
double fms_luminance(double red, double green, double blue);

/** The ratio of two luminances. */
double fms_contrast_of(double a, double b);

/**
 * A ground that is laid between `paper` and words in `ink`, as behind a marked word of a caption, weakened until the words can be
 * read on it over any picture; as it is where they can. All 0xRRGGBBAA, `ink` opaque.
 */
uint32_t fms_contrast_weakened(uint32_t ground, uint32_t paper, uint32_t ink);

/** The ratio of two colours, 0xRRGGBBAA, as if opaque. */
double fms_contrast_of_colours(uint32_t a, uint32_t b);

/** The accent on pictures: the theme's own, or the captions' ink where that cannot be read on the captions' ground over any picture. */
uint32_t fms_theme_picture_accent(const struct fms_theme *theme);

/** An ink and the worst of what may be behind it: of a card, its gradient with either of its lights; of what stands on a picture, a
 * white one or a black one. */
struct fms_contrast {
    const char *ink;     /**< a slot, "quote.work", or a colour, "series2" */
    const char *ground;  /**< for people: "the ground", "mark", "a picture" */
    uint32_t rgba, over; /**< 0xRRGGBBAA; what is behind it is opaque */
    int32_t hundredths;
};

/**
 * All pairs of a theme: every slot that holds words, in every shape where its colours are others than in the one before; the
 * colours of charts, of strong and of marked words. An array, a child of `ctx`. Strings are literals or the theme's.
 */
struct fms_contrast *fms_theme_contrasts(TALLOC_CTX *ctx, const struct fms_theme *theme, size_t *n);

/**
 * Says of a theme whatever stands out too little: "theme.contrast", warnings, each where the source first names the ink.
 * @param source  of the theme; NULL: nowhere in particular.
 */
void fms_theme_check_contrast(const struct fms_theme *theme, const struct fms_source *source, struct fms_diags *diags);
