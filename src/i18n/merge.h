/**
 * Catalogues of a script: a template, and one brought up to date without losing what is translated.
 */
#pragma once

#include "phrases.h"

/** What is told of a phrase in a catalogue. */
struct fms_phrase_note {
    fms_ticks begin, length; /**< when it is heard or seen, and how long; length 0: not known */
};

/**
 * A catalogue of a script's phrases, nothing translated: each text once, with its places and times in comments.
 * @param notes  one a phrase. @param language  "" for a template. @return a child of `ctx`.
 */
struct fms_po *fms_po_template(TALLOC_CTX *ctx, const struct fms_phrases *phrases, const struct fms_phrase_note *notes,
                               const char *title, const char *language);

struct fms_merge_tally {
    size_t kept, fuzzy, fresh, obsolete;
};

/**
 * The template with the translations of `old` (NULL: none). A text that `old` does not have takes the translation of the text most like
 * it, six tenths of the letter pairs alike, as fuzzy: it is not used until somebody has looked at it. What the script has no more is
 * kept as obsolete. `template` is changed and returned.
 */
struct fms_po *fms_po_merge(struct fms_po *template, const struct fms_po *old, struct fms_merge_tally *tally);
