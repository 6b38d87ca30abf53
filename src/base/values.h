/**
 * Values as authors write them, in scripts and in front matter. Every function returns false, and leaves its result alone, where
 * the text is no such value or out of range. White space around and between a number and its unit is free, a decimal
 * sign may be a point or a comma, a minus sign may be the typographer's.
 */
#pragma once

#include "ticks.h"

#include <stdbool.h>
#include <stddef.h>

/** A length: `2s`, `2`, `500ms`, `1.5 s`, `2 min`, or a clock's `0:05.5`; at most three decimals, at most `most`. */
bool fms_value_seconds(const char *text, fms_ticks most, fms_ticks *out);

#define FMS_LEVEL_LEAST (-9600) /**< hundredths of a decibel: nothing is heard */
#define FMS_LEVEL_MOST 1200

/**
 * A level in hundredths of a decibel, FMS_LEVEL_LEAST to FMS_LEVEL_MOST: `-6dB`; `50%` of the amplitude (0% is
 * FMS_LEVEL_LEAST, at most 400%); `soft` (or `low`, `quiet`: -6 dB), `normal`, `loud` (or `high`: +4 dB).
 */
bool fms_value_level(const char *text, int32_t *cdb);

/** A share in per mille: `110%`, `1.1`, within [least, most]. */
bool fms_value_permille(const char *text, int32_t least, int32_t most, int32_t *out);

/** Without the white space at both ends; a child of `ctx`. */
char *fms_value_trim(void *ctx, const char *text, size_t length);

/** Parts `text` at its first `|`, `丨`, `｜` or `│`; both halves trimmed, the second "" where there is none. */
void fms_value_halves(void *ctx, const char *text, char *halves[2]);
