/**
 * Inside the film room: a theme that no script asks for.
 */
#pragma once

#include "house-private.h"
#include "themes.h"

/** A theme, the house that found its files, and what its spans point into. */
struct fms_theme_on_desk {
    struct fms_house *house;
    struct fms_theme *theme;
    const struct fms_source *source; /**< of its theme.yaml */
};

/**
 * Loads a theme by its folder or its name. What it extends with "./" lies beside its folder.
 * @return false if an error was added. All are children of `ctx`.
 */
bool fms_theme_open(TALLOC_CTX *ctx, const char *theme, struct fms_theme_on_desk *desk, struct fms_diags *diags);
