/**
 * What a typewriter has no sign for: straight marks, -- and ... become the signs that the language is printed with.
 */
#pragma once

#include "scene.h"

#include <talloc.h>

struct fms_typewritten {
    const char *text;     /**< UTF-8 */
    const char *language; /**< a lower-case BCP 47 tag */
    bool inside;          /**< it begins within a quotation, as a card that goes on does */
    size_t n_runs;
    const struct fms_text_run *runs; /**< what is code in it stays as it is */
};

/**
 * "…" and '…' become the language's quotation marks, the inner ones within a quotation; a ' in or behind a word an apostrophe,
 * behind a figure a prime, in Hebrew a geresh; -- between words its dash, between figures an en dash; three full stops an ellipsis.
 * In Chinese and Japanese, a thin blank parts ideographs and kana from Latin words and figures.
 * What is typeset already stays: typesetting twice is typesetting once.
 *
 * @param places  NULL, or receives an array, a child of the result: where byte i of the text has gone, for i up to its length.
 * @return a child of `ctx`; the text itself where nothing was to do (then `places` receives NULL).
 */
const char *fms_typeset(TALLOC_CTX *ctx, const struct fms_typewritten *written, int32_t **places);
