/**
 * Takes that a project keeps: filmset.lock.
 */
#pragma once

#include "diags.h"
#include "line.h"

#include <stdbool.h>

#define FMS_LOCK_FILE "filmset.lock"
#define FMS_LOCK_MOST_ENTRIES 20000
#define FMS_LOCK_MOST_SAMPLES ((int64_t) FMS_SAMPLE_RATE * 1200)

/** A take that is kept. Strings are children of the entry or of whoever made it. */
struct fms_pinned {
    const char *script;       /**< the file's name, for people and for who tells what is not used any more */
    struct fms_digest line;   /**< fms_lock_key() of its line */
    const char *take;         /**< the WAV, as a script would name it */
    struct fms_digest digest; /**< of the WAV */
    int64_t n_samples;
    bool recorded; /**< a person has read it: whatever voice, pace and pitch the script asks for */
    size_t n_words;
    const struct fms_word *words;
    const char *voice; /**< who has said it, for the credits; "" where a person has */
    const char *text;  /**< one line, for people */
};

struct fms_lock {
    size_t n;
    struct fms_pinned **items;
};

/** What a line is found by: all of it, or, where a person has read it, its words and language. */
struct fms_digest fms_lock_key(const struct fms_line *line, bool recorded);

/** @param source  NULL: there is none, and the lock is empty. @return a child of `ctx`; NULL if "takes.syntax" was added. */
struct fms_lock *fms_lock_read(TALLOC_CTX *ctx, const struct fms_source *source, struct fms_diags *diags);

/** The entry for a line, its words checked against the line's; NULL if there is none. */
struct fms_pinned *fms_lock_find(const struct fms_lock *lock, const struct fms_line *line);

/** Puts an entry in, in place of one for the same line. Its strings are borrowed. */
void fms_lock_put(struct fms_lock *lock, const struct fms_pinned *pinned);
void fms_lock_drop(struct fms_lock *lock, const struct fms_pinned *pinned);

bool fms_lock_write(const struct fms_lock *lock, const char *path, GError **error);
