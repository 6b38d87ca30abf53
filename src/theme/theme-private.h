/**
 * Inside the theme room: from the text of a theme.yaml to a theme.
 */
#pragma once

#include "theme.h"

/** Reads a theme.yaml. `path` is for messages. @return a child of `ctx`; NULL if an error was added. */
struct fms_theme *fms_theme_read(TALLOC_CTX *ctx, const char *name, const char *path, const char *text, size_t length,
                                 struct fms_diags *diags);

/** The slot of that name for a shape, or NULL. */
const struct fms_slot *fms_theme_find_slot(const struct fms_theme *theme, enum fms_shape shape, const char *name);
