/**
 * What Unicode calls a character.
 */
#pragma once

#include <glib.h>

/** "U+0378 (not assigned)", "U+13000 EGYPTIAN HIEROGLYPH A001". Free with g_free(). Slow: it is for diagnostics. */
char *fms_character_name(gunichar c);
