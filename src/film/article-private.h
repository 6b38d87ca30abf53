/**
 * Inside film: an article as a script.
 */
#pragma once

#include "diags.h"
#include "script-file.h"

/** A picture of the article that comes along. */
struct fms_article_picture {
    const char *from; /**< path */
    const char *name; /**< in the project's folder `pictures` */
};

struct fms_article {
    const char *text; /**< Markdown, with front matter */
    size_t n_pictures;
    const struct fms_article_picture *pictures;
};

/**
 * Makes a script of an article: what can be narrated, in Markdown that reads back as the same words.
 * @param title     where the article has none.
 * @param language  or NULL: the article's own, else guessed.
 * @return false if an error was added.
 */
bool fms_article_read(TALLOC_CTX *ctx, const struct fms_script_file *file, const char *title, const char *language,
                      struct fms_article *article, struct fms_diags *diags);
