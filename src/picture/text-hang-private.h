/**
 * Hanging punctuation: marks at the edge that a column is aligned to stand outside it, so that its letters make the edge.
 */
#pragma once

#include <pango/pangocairo.h>
#include <stdbool.h>

/** How far a line's marks hang out, in Pango's units: those that open it, and those that close it. */
struct fms_hang {
    int opening, closing;
};

/** What may hang out of a line: quotation marks that open it; full stops, commas, dashes and quotation marks that close it. */
struct fms_hang fms_text_hang(PangoLayout *layout, const PangoLayoutLine *line);
