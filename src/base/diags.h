/**
 * Sources, spans and diagnostics: what was read, where in it, and what is wrong there.
 *
 * Three kinds of failure are never mixed. The author's mistake is a diagnostic with a span, a stable code and a
 * hint; all of them are collected before anybody gives up. The world's failure is a GError; the first caller that
 * holds a span turns it into a diagnostic. Our own bug is an assert.
 *
 * Errors never cascade. A mistake is reported once, where the author can mend it, by the first stage that meets it. What
 * was found wrong is left out of the result, not guessed at, so that nothing is built on it that a later stage could
 * stumble over; what still stands is read on, so that one run finds all mistakes that do not depend on each other.
 *
 * Nothing here is global: collections, sources and indices live in the context that they were made in and go with it, so
 * that a process may read as many scripts as it likes.
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
    size_t length;                         /**< bytes, the NUL not counted */
    const struct fms_patchwork *patchwork; /**< what it was made of, see patchwork.h; NULL: read as it is */
};

/** Bytes [begin, end) of a source. `source` may be NULL: "nowhere in particular". */
struct fms_span {
    const struct fms_source *source;
    size_t begin, end;
};

enum fms_severity { FMS_ERROR, FMS_WARNING };

/** What would mend it: these bytes of the source, replaced. Both ends stand on whole characters. */
struct fms_fix {
    struct fms_span span;
    const char *replacement; /**< "" takes the bytes away */
};

/** One diagnostic. Strings belong to the collection. */
struct fms_diag {
    enum fms_severity severity;
    struct fms_span span;
    const char *code; /**< stable, "area.what", listed in docs/diagnostics.md */
    const char *message;
    const char *hint;            /**< or NULL */
    const struct fms_fix *fixes; /**< made together or not at all */
    size_t n_fixes;
};

/** A collection of diagnostics in the order in which they were added. */
struct fms_diags;

/** Makes an empty collection, a child of `ctx`. Of spans in a patchwork (patchwork.h) it keeps the origin. Spans added to it must not outlive their sources. */
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

/**
 * Attaches a fix to the diagnostic added last; called again, one more part of the same fix. Only where there is one thing
 * that the author can have meant: `filmset check --fix` makes it without asking. `replacement` is copied. Of a patchwork there is nothing to fix.
 */
void fms_diag_fix(struct fms_diags *diags, struct fms_span span, const char *replacement);

size_t fms_diags_count(const struct fms_diags *diags);
const struct fms_diag *fms_diags_get(const struct fms_diags *diags, size_t i);
size_t fms_diags_n_errors(const struct fms_diags *diags);

/** Line and column of a byte, both from 1; the column counts code points. */
struct fms_place {
    size_t line, column;
};

/** Where byte `offset` of `source` is; behind its end, the end. Cost: linear in `offset`; for many of them, see below. */
struct fms_place fms_source_place(const struct fms_source *source, size_t offset);

/** An index of a source, for many places. */
struct fms_places;

/** Makes the index, a child of `ctx` that borrows `source`. Cost: linear in the source, a fifth of it in memory. */
struct fms_places *fms_places_new(TALLOC_CTX *ctx, const struct fms_source *source);

/** The same as fms_source_place(). Cost: logarithmic, however long the lines are. */
struct fms_place fms_places_at(const struct fms_places *places, size_t offset);

/** How diagnostics are told. */
enum fms_diag_format {
    /**
     * As compilers do: `file:line:column: error: message [code]`, the line, carets under the span (aligned under wide and
     * combining characters; a tab is one cell; control and bidirectional characters shown as U+FFFD), the hint. Of a span
     * over several lines the first is shown.
     */
    FMS_DIAG_TEXT,
    /**
     * One object a line: file, line, column, endLine, endColumn (from 1, in code points, the end half open), begin, end
     * (bytes, a byte order mark not counted), severity, code, message; hint and fix where there are any. A fix is an array
     * of parts with the same places and `replacement`. Without a place, everything before severity is left out.
     */
    FMS_DIAG_JSON,
    /** Annotations of GitHub Actions: `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=CODE::message`. */
    FMS_DIAG_GITHUB
};

/** The format called "text", "json" or "github". @return false for any other name. */
bool fms_diag_format_named(const char *name, enum fms_diag_format *format);

/** Prints all, in order of source position within the order of sources as first seen. Linear in diagnostics and sources. */
void fms_diags_print(const struct fms_diags *diags, enum fms_diag_format format, FILE *out);

/**
 * Makes the fixes of a source's diagnostics. The parts of one fix are made together; a fix that overlaps or touches one
 * made before it in the text waits for the next round. Fixes that would change nothing are none.
 *
 * @param n_made receives how many diagnostics were fixed.
 * @return the text after it, a child of `ctx`; NULL if none was made.
 */
char *fms_fixes_apply(TALLOC_CTX *ctx, const struct fms_diags *diags, const struct fms_source *source, size_t *n_made);

/**
 * The word of `words` (NULL-terminated) nearest to `word` by edit distance, for "did you mean"; NULL if none is
 * within a third of its length, or of a file's without its ending. Two letters swapped are one slip, and one is allowed from two letters on.
 */
const char *fms_nearest_word(const char *word, const char *const *words);

/** The word of `words` that `word` must be: of four letters or more, one slip away, and no other as near. NULL if none. */
const char *fms_certain_word(const char *word, const char *const *words);

/** The hint for a word that is not one of `words`: "did you mean 'fit'?", else "one of focus, move, fit". Child of `ctx`. */
char *fms_hint_words(TALLOC_CTX *ctx, const char *word, const char *const *words);

/**
 * Fixes a wrong word of the diagnostic added last, if it must be one of `words` (fms_certain_word): where it stands at the
 * beginning or the end of `within`, which is in the source of the diagnostic.
 */
void fms_diag_fix_word(struct fms_diags *diags, struct fms_span within, const char *word, const char *const *words);

/** A failure of the world: disk, codec, voice. Domain for GErrors raised by any room. */
#define FMS_WORLD_ERROR (fms_world_error_quark())
GQuark fms_world_error_quark(void);

/** What went wrong, as far as the exit status and the hint depend on it. */
enum fms_world_error {
    FMS_WORLD_MISSING,     /**< no such file: the script's fault */
    FMS_WORLD_FORBIDDEN,   /**< outside the script's folder, not a plain file …: the script's fault */
    FMS_WORLD_UNREADABLE,  /**< there, but not what it should be (broken picture): the script's fault */
    FMS_WORLD_UNSUPPORTED, /**< no voice for this language …: the script's fault */
    FMS_WORLD_MACHINE,     /**< disk full, out of memory, codec missing: the machine's fault */
    FMS_WORLD_SPEECH       /**< a program or a server that speaks for us fails: the machine's fault */
};
