/**
 * Inside the storyboard: numbers as people write them, with either decimal sign, grouped digits and units around them.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <talloc.h>

/** A number and what stands around it. */
struct fms_quantity {
    int64_t millionths;
    int32_t decimals;   /**< as written */
    bool grouped;       /**< its thousands are set apart, as written */
    const char *before; /**< "$", trimmed */
    const char *after;  /**< " km", blanks kept in front, folded to one */
};

/**
 * Reads the number in a text: up to twelve digits before the decimal sign and six behind. `1,234.5` and `1.234,5` are clear
 * by themselves; `1.234` is what the language makes of it. Digits may be grouped by commas, points, apostrophes or (narrow) blanks.
 *
 * @return false where there is no number, several, or too large a one. Strings are children of `ctx`.
 */
bool fms_quantity_read(TALLOC_CTX *ctx, const char *text, const char *language, struct fms_quantity *out);
