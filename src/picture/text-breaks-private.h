/**
 * Where the lines of a text may end, beyond what Unicode says.
 */
#pragma once

#include <pango/pangocairo.h>
#include <stdbool.h>

/**
 * Adds to a text's attributes: a blank before what leans back on the words before it (a lone dash, a mark that French sets
 * apart) is no place to break, and a word broken for want of room is not dressed up with a hyphen that its language may
 * not know; soft hyphens in the text are shown.
 */
void fms_text_breaks_add(PangoAttrList *attributes, const char *text);

/**
 * Chooses where `n_lines` lines end, none wider than `column` (Pango's units), and forbids every other place: after marks first,
 * then between words, not after short ones; among ideographs where no word seems torn; all lines about as long as each other.
 *
 * @param torn  receives whether even so a line ends within what seems to be a word.
 * @return false, and the layout is as it was, where the text has breaks or soft hyphens of its own, mixes directions, is long, or cannot
 *         be set so.
 */
bool fms_text_breaks_choose(PangoLayout *layout, int column, int n_lines, bool *torn);
