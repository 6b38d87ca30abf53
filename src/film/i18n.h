/**
 * Catalogues of a script: made, brought up to date, looked over. They lie in the folder `po` beside it.
 */
#pragma once

#include "film.h"

struct fms_catalogue {
    const char *path, *language; /**< "" of a template */
    size_t n_texts;              /**< of the script */
    size_t kept, fuzzy, untranslated, obsolete;
};

struct fms_catalogues {
    size_t n;
    struct fms_catalogue *items; /**< a child of the context given, like their strings */
};

/**
 * Writes po/NAME.pot: every text of the script that is heard or seen, with its kind, place and time. The times are those of the
 * film, so its lines are spoken.
 */
enum fms_outcome fms_film_extract(TALLOC_CTX *ctx, const struct fms_film_request *request,
                                  struct fms_catalogues *catalogues, struct fms_diags *diags);

/**
 * Brings the catalogues of the request's languages, else of the script's, up to date, or makes them; what is translated stays. "translation.languages": there
 * are none.
 */
enum fms_outcome fms_film_merge(TALLOC_CTX *ctx, const struct fms_film_request *request,
                                struct fms_catalogues *catalogues, struct fms_diags *diags);

/**
 * Looks translations over. Warnings, at the catalogue's line: "translation.fuzzy", "translation.empty", "translation.gone" (the catalogue does not have this
 * text), "translation.markup", "translation.fast" (a caption that cannot be read in its time). Errors: "translation.missing", "translation.shape" and those of reading.
 */
enum fms_outcome fms_film_check_catalogues(TALLOC_CTX *ctx, const struct fms_film_request *request,
                                           struct fms_catalogues *catalogues, struct fms_diags *diags);
