/**
 * What may be in a drawing, and the names in it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/** Sets `error` (FMS_WORLD_UNREADABLE): "cannot use this drawing: …". @return false. */
bool fms_drawing_refuse(GError **error, const char *why);

/** Whether the text of a drawing asks for nothing outside itself and can be parsed in reasonable time. Else sets `error`. */
bool fms_drawing_check(const char *text, size_t length, GError **error);

/**
 * Checks it and writes the ids of its elements, in order, each with its NUL, and another NUL at the end. Ids with blanks,
 * very long ones, and those for which there is no room are left out.
 */
bool fms_drawing_ids(const char *text, size_t length, char *out, size_t room, GError **error);
