/**
 * Language tags (BCP 47), as far as tables are looked up by them.
 */
#pragma once

#include <stdbool.h>

/** Is `language` the tag or a more exact one? "zh-hant-tw" is "zh-hant" and "zh"; "zho" is not "zh". */
bool fms_language_is(const char *language, const char *tag);

/** Is `language` one of `tags` (NULL-terminated), or a more exact one? */
bool fms_language_in(const char *language, const char *const *tags);

/** Is the language read from right to left? */
bool fms_language_is_leftward(const char *language);
