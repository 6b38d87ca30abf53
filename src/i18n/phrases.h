/**
 * What of a script is to be translated, and a script with its texts in another language.
 *
 * A phrase is one text as it stands in the script, markup and all, on one line: what a translator reads and writes is the language of
 * scripts, and is read again by the script's own reader. So a translation can do what the script can, and no more.
 */
#pragma once

#include "po.h"
#include "script.h"

/** How a phrase stands in the script. */
enum fms_phrase_writing {
    FMS_PHRASE_LINE,  /**< line breaks are blanks */
    FMS_PHRASE_LINES, /**< line breaks are kept */
    FMS_PHRASE_YAML   /**< a scalar of YAML */
};

struct fms_phrase {
    const char *context; /**< what it is, a literal: "narration", "heading" … */
    const char *id;      /**< the text */
    enum fms_phrase_writing writing;
    struct fms_span span;
};

struct fms_phrases {
    size_t n;
    const struct fms_phrase *items; /**< in the order of the script */
};

/** The phrases of a script; a text of nothing but signs and numbers is none. @return a child of `ctx` that borrows the script's sources. */
struct fms_phrases *fms_phrases_of(TALLOC_CTX *ctx, const struct fms_script *script);

/**
 * A source with the phrases that stand in it translated. What has no translation, or a fuzzy one, stays as it is.
 * @return a child of `ctx` that borrows `source` and the catalogue's.
 */
struct fms_source *fms_phrases_translate(TALLOC_CTX *ctx, const struct fms_phrases *phrases,
                                         const struct fms_source *source, GHashTable *index);

/** The translation of a phrase, or NULL: there is none that is used. */
const struct fms_po_entry *fms_phrase_translation(const struct fms_phrase *phrase, GHashTable *index);

/**
 * Compares a script with its translation, element by element. Error "translation.shape": a text has become another element, or several. Warning
 * "translation.markup": its markup is not that of the original.
 * @return false if an error was added.
 */
bool fms_translation_compare(const struct fms_script *original, const struct fms_script *translation,
                             struct fms_diags *diags);
