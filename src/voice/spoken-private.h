/**
 * The text that the engine is given, and where each of its characters stands in the line.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct fms_spoken {
    GString *text;  /**< UTF-8 without control characters */
    GArray *origin; /**< int32_t a character of `text`: the byte of the line that it came from */
};

/** Prepares a line, valid UTF-8. Free with fms_spoken_free(). */
struct fms_spoken *fms_spoken_new(const char *line);
void fms_spoken_free(struct fms_spoken *spoken);

/**
 * Is the character at `at` a blank that groups the digits of one number ("2 500" with a blank that does not break)?
 * The engine knows the number only without it.
 */
bool fms_spoken_is_grouping(const char *line, const char *at);
