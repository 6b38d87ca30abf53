/**
 * A script's bytes: where they come from, and how they are put back.
 */
#pragma once

#include "diags.h"

/** What was read. All belong to the context given. */
struct fms_script_file {
    const char *name;   /**< as the person typed it; "<stdin>" */
    const char *folder; /**< nothing outside it can be had */
    bool piped;         /**< from standard input: there is no file to put anything back in */
    const char *bytes;
    size_t length;
    const char *format; /**< "markdown", "plain", "narakeet" or "fountain"; NULL: what its name and text say */
};

/**
 * Reads a script: a plain file, or standard input where `path` is "-" (its folder is the current one). Never waits for
 * a pipe that has a name. @return false if "script.missing" or "script.size" was added.
 */
bool fms_script_file_read(TALLOC_CTX *ctx, const char *path, struct fms_script_file *file, struct fms_diags *diags);

/**
 * Puts `text` in the place of what was read, whole or not at all: written beside the file, with its permissions, and
 * renamed. A byte order mark that was there stays; a link stays a link.
 * @return false with `error` (FMS_WORLD_MACHINE; FMS_WORLD_UNREADABLE where the file is no longer what was read, and so
 * was left alone).
 */
bool fms_script_file_replace(const struct fms_script_file *file, const char *text, size_t length, GError **error);
