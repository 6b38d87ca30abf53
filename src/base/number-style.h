/**
 * How a language writes numbers and dates: what is read by it and what is set.
 */
#pragma once

struct fms_number_style {
    const char *language;      /**< prefix of a tag */
    const char *group, *point; /**< between thousands, before decimals */
    const char *date;          /**< pattern of a date, see FMS_COUNTER_FIELDS */
    const char *months;        /**< joined by |; "" where the pattern needs none */
};

/** The style of a language; for languages that the table does not have, that of ISO 31: a thin blank and a point, dates as ISO 8601. */
const struct fms_number_style *fms_number_style_of(const char *language);
