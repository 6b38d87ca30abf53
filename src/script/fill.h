/**
 * Variables: a script that says `{{name}}` where a film of each row of data says something else.
 *
 * A value is text and nothing more. Before the script is read, each variable is replaced by letters of a script that nobody speaks,
 * as many as the value needs; when it is read, they are replaced by the value. So no value can become markup, a
 * direction, a key or a second paragraph, and everything that a reader knows about places holds: a mistake in a value is pointed at in
 * the data.
 */
#pragma once

#include "script.h"

/** What a row says. */
struct fms_values {
    size_t n;
    struct fms_value {
        const char *name;     /**< "town": what stands between the braces, without blanks around it */
        const char *text;     /**< UTF-8; line breaks are blanks */
        struct fms_span span; /**< in the data */
    } * items;                /**< no name twice */
};

/** As many variables as a script may have. */
enum { FMS_MOST_VARIABLES = 1000 };

/**
 * The source with its variables hidden. A backslash before the braces makes them words. Errors: "data.unknown" (no column of
 * that name), "data.empty" (the row says nothing there), "script.reserved" (it has such letters itself).
 * @return a child of `ctx` that borrows all that it was given; NULL if an error was added.
 */
struct fms_source *fms_fill_hide(TALLOC_CTX *ctx, const struct fms_source *source, const struct fms_values *values,
                                 struct fms_diags *diags);

/** Puts the values where the variables were, in all texts of a script that was read from hidden sources, before anybody has borrowed it. */
void fms_fill_script(struct fms_script *script, const struct fms_values *values);

/** A text with its variables filled in: an output's name. Those that are unknown stay. A child of `ctx`. */
char *fms_fill_words(TALLOC_CTX *ctx, const char *text, const struct fms_values *values);
