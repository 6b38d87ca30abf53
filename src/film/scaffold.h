/**
 * New projects: a folder with a script to begin with, and how an article becomes one.
 */
#pragma once

#include "film.h"

/** What a person asks for. Strings are borrowed for the call. */
struct fms_project_request {
    const char *folder; /**< made if it is not there; its last part names the project */
    const char
        *article; /**< path of a plain text or Markdown file, "-" for standard input; NULL: an example to write over */
    const char *language; /**< BCP 47; NULL: guessed from the article, en-GB for the example */
};

/**
 * Makes the folder with `script.md`, `pictures/` and `.gitignore`. Nothing that is there is ever overwritten: if one of
 * these files is, nothing at all is made. The script passes a check. Pictures of the article that lie beside it are copied;
 * those that do not, or that are none, stay as comments.
 *
 * Diagnostics: "project.exists"; "machine.project" (cannot be written); those of reading the article, all of them warnings
 * but for "script.missing", "script.encoding" and "script.empty".
 *
 * @param script  receives the path of the script, a child of `ctx`.
 */
enum fms_outcome fms_project_new(TALLOC_CTX *ctx, const struct fms_project_request *request, const char **script,
                                 struct fms_diags *diags);
