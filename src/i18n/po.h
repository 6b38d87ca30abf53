/**
 * Catalogues of translations in gettext's format, PO: read from a source, so that every entry has its place, and written.
 *
 * What translators' programs keep is kept: comments, flags, obsolete entries, the header. Plural forms have no place in a film; an
 * entry that has them is left out with a warning.
 */
#pragma once

#include "diags.h"

/** One entry. Strings are never NULL, "" where there is nothing. */
struct fms_po_entry {
    const char *context, *id, *str; /**< without quotation marks and escapes */
    const char *previous;           /**< what `id` was before it was changed */
    const char *notes;              /**< the translator's comments, lines joined by \n; so too the next two */
    const char *extracted;          /**< ours: where and how long */
    const char *references;         /**< "talk.md:12" */
    const char *flags;              /**< but for fuzzy: "c-format, no-wrap" */
    bool fuzzy;                     /**< made for another text, nobody has looked at it yet: not used */
    bool obsolete;                  /**< kept in case the text comes back */
    struct fms_span id_span, str_span;
};

struct fms_po {
    const struct fms_source *source; /**< NULL where it was not read */
    size_t n;
    struct fms_po_entry *entries; /**< the header, if there is one, is the entry whose id and context are "" */
};

/**
 * Reads a catalogue. Errors: "po.syntax" (the first only: what follows cannot be trusted), "po.charset" (not UTF-8), "po.twice".
 * Warning: "po.plural".
 * @return a child of `ctx` that borrows `source`; NULL if an error was added.
 */
struct fms_po *fms_po_read(TALLOC_CTX *ctx, const struct fms_source *source, struct fms_diags *diags);

/** Appends a catalogue as text, lines of at most 79 columns where words allow; gettext's tools write the same. */
void fms_po_write(const struct fms_po *po, GString *out);

/** An index of the entries that are not obsolete. */
GHashTable *fms_po_index(const struct fms_po *po);

/** The entry of a text; NULL if there is none. */
const struct fms_po_entry *fms_po_find(GHashTable *index, const char *context, const char *id);
