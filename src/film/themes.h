/**
 * Themes as a designer works on them: which there are, a new one to begin with, a look at what is wrong, and a sheet that shows
 * everything that a theme sets, in every shape.
 */
#pragma once

#include "diags.h"
#include "film.h"

/** A theme that is installed. */
struct fms_film_theme {
    const char *name, *title, *use; /**< "evening", "Evening", "documentary: serif on a moving dusk" */
    bool is_light;                  /**< its ink is darker than its ground */
};

/** Those that are installed, by name. @return a child of `ctx`; NULL if an error was added. */
struct fms_film_theme *fms_film_themes(TALLOC_CTX *ctx, size_t *n, struct fms_diags *diags);

/**
 * Makes a folder with a theme.yaml, which has all that a brand changes first, and a logo to draw over. It can be built with at once.
 * Nothing that is there is overwritten.
 *
 * Errors: "theme.missing"; "project.exists"; "machine.project".
 * @param from  the theme that it extends; NULL: the base's.
 * @param file  receives the path of the theme.yaml, a child of `ctx`.
 */
enum fms_outcome fms_film_theme_new(TALLOC_CTX *ctx, const char *folder, const char *from, const char **file,
                                    struct fms_diags *diags);

/**
 * Looks a theme over: all that loading it finds; and, as warnings, colours that stand out too little ("theme.contrast"), families
 * that are not installed ("theme.font"), long words that have no room at a slot's least size ("theme.words"), words that would
 * stand where platforms lay their own over a film ("theme.safe").
 * @param theme  a folder, or the name of one that is installed.
 */
enum fms_outcome fms_film_theme_check(TALLOC_CTX *ctx, const char *theme, struct fms_diags *diags);

/** A sheet that is asked for. */
struct fms_sheet_request {
    const char *theme;  /**< a folder, or a name */
    const char *output; /**< path of the picture, JPEG */
    const char *store;
    const char *aspect; /**< shapes with commas; NULL: 16:9,1:1,9:16 */
    int32_t row_px;     /**< height of a row of frames */
};

/** Draws every element of a theme in every shape, filled with the house's sample script, on one sheet. Errors: also "machine.output". */
enum fms_outcome fms_film_theme_sheet(TALLOC_CTX *ctx, const struct fms_sheet_request *request,
                                      struct fms_diags *diags);
