/**
 * Numbers and dates as a language writes them.
 */
#pragma once

#include "number-style.h"

#include <stdint.h>
#include <talloc.h>

/** What parts thousands in numbers up to `most`, millionths: nothing below ten thousand, so that years stay years. */
const char *fms_number_group(const struct fms_number_style *style, int64_t most);

/** Writes millionths with so many decimals, rounded. A child of `ctx`. */
char *fms_number_text(TALLOC_CTX *ctx, const struct fms_number_style *style, int64_t millionths, int decimals);
