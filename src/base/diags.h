/**
 * Sources, spans and diagnostics: what was read, where in it, and what is wrong there.
 *
 * Three kinds of failure are never mixed. The author's mistake is a diagnostic with a span, a stable code and a
 * hint; all of them are collected before anybody gives up. The world's failure is a GError; the first caller that
 * holds a span turns it into a diagnostic. Our own bug is an assert.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <talloc.h>

/** A text as it was read. `text` is valid UTF-8, NUL-terminated, with no BOM; lines end in \n, \r\n or \r. */
struct fms_source {
    const char *name; /**< as the person typed it, for messages */
    const char *text;
    size_t length; /**< bytes, the NUL not counted */
};

/** Bytes [begin, end) of a source. `source` may be NULL: "nowhere in particular". */
struct fms_span {
    const struct fms_source *source;
    size_t begin, end;
};

enum fms_severity { FMS_ERROR, FMS_WARNING };

/** One diagnostic. Strings belong to the collection. */
struct fms_diag {
    enum fms_severity severity;
    struct fms_span span;
    const char *code; /**< stable, "area.what", listed in docs/diagnostics.md */
    const char *message;
    const char *hint; /**< or NULL */
};

/** A collection of diagnostics in the order in which they were added. */
struct fms_diags;

/** Makes an empty collection, a child of `ctx`. Spans added to it must not outlive their sources. */
struct fms_diags *fms_diags_new(TALLOC_CTX *ctx);

/**
 * Adds an error. @param code a literal; @param hint or NULL, copied; @param format of the message, one line with
 * neither capital nor full stop. @return false always, so that a caller can report and fail in one statement.
 */
bool fms_error(struct fms_diags *diags, struct fms_span span, const char *code, const char *hint, const char *format,
               ...) G_GNUC_PRINTF(5, 6);

/** Adds a warning; parameters as for fms_error(). */
void fms_warning(struct fms_diags *diags, struct fms_span span, const char *code, const char *hint, const char *format,
                 ...) G_GNUC_PRINTF(5, 6);

size_t fms_diags_count(const struct fms_diags *diags);
const struct fms_diag *fms_diags_get(const struct fms_diags *diags, size_t i);
size_t fms_diags_n_errors(const struct fms_diags *diags);

/** Line and column of a byte, both from 1; the column counts code points. */
struct fms_place {
    size_t line, column;
};

/** Where byte `offset` of `source` is. Cost: linear in `offset`. */
struct fms_place fms_source_place(const struct fms_source *source, size_t offset);

/**
 * Prints one diagnostic as compilers do: `file:line:column: error: message [code]`, the line, carets under the span
 * (aligned under wide and combining characters; control and bidirectional characters shown as U+FFFD), the hint.
 */
void fms_diag_print(const struct fms_diag *diag, FILE *out);

/** Prints all, in order of source position within the order of sources as first seen. */
void fms_diags_print(const struct fms_diags *diags, FILE *out);

/**
 * The word of `words` (NULL-terminated) nearest to `word` by edit distance, for "did you mean"; NULL if none is
 * within a third of its length.
 */
const char *fms_nearest_word(const char *word, const char *const *words);

/** A failure of the world: disk, codec, voice. Domain for GErrors raised by any room. */
#define FMS_WORLD_ERROR (fms_world_error_quark())
GQuark fms_world_error_quark(void);

/** What went wrong, as far as the exit status and the hint depend on it. */
enum fms_world_error {
    FMS_WORLD_MISSING,     /**< no such file: the script's fault */
    FMS_WORLD_FORBIDDEN,   /**< outside the script's folder, not a plain file …: the script's fault */
    FMS_WORLD_UNREADABLE,  /**< there, but not what it should be (broken picture): the script's fault */
    FMS_WORLD_UNSUPPORTED, /**< no voice for this language …: the script's fault */
    FMS_WORLD_MACHINE      /**< disk full, out of memory, codec missing: the machine's fault */
};
