/**
 * Numbers and dates as a language writes them.
 */
#pragma once

#include <stdint.h>
#include <talloc.h>

struct fms_number_style {
    const char *language;      /**< prefix of a tag */
    const char *group, *point; /**< between thousands, before decimals */
    const char *date;          /**< pattern of a date, see FMS_COUNTER_FIELDS */
    const char *months;        /**< joined by |; "" where the pattern needs none */
};

/** The style of a language; for languages that the table does not have, that of ISO 31: a thin blank and a point, dates as ISO 8601. */
const struct fms_number_style *fms_number_style_of(const char *language);

/** What parts thousands in numbers up to `most`, millionths: nothing below ten thousand, so that years stay years. */
const char *fms_number_group(const struct fms_number_style *style, int64_t most);

/** Writes millionths with so many decimals, rounded. A child of `ctx`. */
char *fms_number_text(TALLOC_CTX *ctx, const struct fms_number_style *style, int64_t millionths, int decimals);
