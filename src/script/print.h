/**
 * The printer: the canonical form of a script, and any script as Markdown.
 *
 * What the author wrote is kept as it was written: words, their markup, links, comments, HTML, entities, footnotes. The form of
 * blocks is made uniform: line ends, blanks at the ends of lines, one blank line between blocks, `#` headings, `---` rules,
 * `-` bullets and `1.` numbers, `>` quotations with a source line `> — Name, Work`, stage directions one a line, attributes in
 * one order, aligned tables, keys of the front matter in the order of docs/language.md.
 *
 * Every form is tried before it is taken: what was printed is read again, and both the script's tree and what CommonMark makes
 * of it (links and comments, which the tree has not) must be what they were. A block whose uniform form would change either is
 * left as it was written. So printing can lose nothing; and what has been printed prints as itself.
 */
#pragma once

#include "script.h"

/** What came of printing. */
struct fms_printed {
    char *text; /**< NUL-terminated, lines end in \n */
    size_t length;
    size_t n_left; /**< blocks that were left as written, because their uniform form would have meant something else */
};

/**
 * Prints the canonical form of a script in its own format. Plain text and screenplays have fewer forms to choose from: line ends,
 * blanks at the ends of lines and spare blank lines are all that changes in them.
 *
 * @param script  as read from `format` without an error; its source is what is printed.
 * @param world   the one that it was read with: what is printed is read again, includes and all.
 * @return false if the source cannot even be repeated with other line ends; `printed` is then the source as it is.
 */
bool fms_script_print(TALLOC_CTX *ctx, const struct fms_script *script, enum fms_script_format format,
                      const struct fms_world *world, struct fms_printed *printed);

/**
 * Prints a script that was read from any format as Markdown: its blocks one by one, with nothing in its words that could be
 * taken for markup. Comments and notes of the other format are not in the tree, so they are gone; what was included stands in
 * its place. @return a string that belongs to `ctx`.
 */
char *fms_script_to_markdown(TALLOC_CTX *ctx, const struct fms_script *script);

/** Prints blocks [from, to) of a script alone, as above; for one who has something else to put between them. */
char *fms_script_blocks_to_markdown(TALLOC_CTX *ctx, const struct fms_script *script, size_t from, size_t to);
