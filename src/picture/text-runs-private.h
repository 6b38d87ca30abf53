/**
 * Runs: what of a text looks otherwise than the rest.
 */
#pragma once

#include "fonts-private.h"

/** Adds the attributes of a text's runs: slant, weight and family. Colours are for who draws. */
void fms_text_runs_add(PangoAttrList *attributes, const char *text, const struct fms_letters *letters);

/** Bytes [begin, end) of a text. */
struct fms_text_bytes {
    int32_t begin, end;
};

/** The whole characters of a text that a run touches; none: begin is end. */
struct fms_text_bytes fms_text_run_bytes(const struct fms_text_run *run, const char *text);

/** Whether the character at byte `index` of the text lies in a run of that style. */
bool fms_text_runs_have(const struct fms_letters *letters, enum fms_text_style style, const char *text, int index);
