/**
 * The text that the engine is given, and where each of its characters stands in the line.
 */
#pragma once

#include "say.h"

#include <stdbool.h>

struct fms_spoken {
    GString *text;              /**< UTF-8. Its only control characters are the engine's commands, and those are ours */
    GArray *origin;             /**< int32_t a character of `text`: the byte of the line that it came from */
    GArray *pauses;             /**< struct fms_pause */
    bool phonemes;              /**< double brackets in `text` hold phonemes, and there are no others */
    bool emphasis;              /**< some of it is said louder than the rest */
    bool mute;                  /**< some of the line is not in `text` */
    const struct fms_say *says; /**< as given */
    size_t n_says;
};

/**
 * Prepares a line, valid UTF-8.
 *
 * @param says  what is said otherwise, read for this line; phonemes already in the engine's notation. Borrowed.
 * @return free with fms_spoken_free().
 */
struct fms_spoken *fms_spoken_new(const char *line, const struct fms_say *says, size_t n_says);
void fms_spoken_free(struct fms_spoken *spoken);

/** As fms_voice_letters(), of what is prepared. */
char *fms_voice_unread(TALLOC_CTX *ctx, const struct fms_spoken *spoken, const char *language, bool *native);

/**
 * Is the character at `at` a blank that groups the digits of one number ("2 500" with a blank that does not break)?
 * The engine knows the number only without it.
 */
bool fms_spoken_is_grouping(const char *line, const char *at);
