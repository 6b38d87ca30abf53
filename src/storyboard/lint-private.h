/**
 * Inside the linter: what a rule sees and how it speaks.
 */
#pragma once

#include "lint.h"
#include "phrases-private.h"

struct fms_linter {
    const struct fms_board *board;
    const struct fms_script *script;
    struct fms_diags *diags;
    int64_t pace;     /**< words a minute where a line has none of its own */
    const char *code; /**< of the rule at work */
    size_t n_said;    /**< by the rule at work */
};

/**
 * Adds a warning of the rule at work; parameters as for fms_warning().
 * @return false if it was not added because the rule has said enough: then there is nothing to attach a fix to.
 */
bool fms_lint_say(struct fms_linter *linter, struct fms_span span, const char *hint, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/** How long a beat takes, its pause not counted. */
int64_t fms_lint_beat_ms(const struct fms_linter *linter, const struct fms_beat *beat);

/** Is this a block whose text is heard? */
bool fms_lint_heard(const struct fms_block *block);

/** The rules. */
void fms_lint_alt(struct fms_linter *linter);
void fms_lint_still(struct fms_linter *linter);
void fms_lint_clip(struct fms_linter *linter);
void fms_lint_small(struct fms_linter *linter);
void fms_lint_licence(struct fms_linter *linter);
void fms_lint_source(struct fms_linter *linter);
void fms_lint_pace(struct fms_linter *linter);
void fms_lint_sentence(struct fms_linter *linter);
void fms_lint_title(struct fms_linter *linter);
void fms_lint_heading(struct fms_linter *linter);
void fms_lint_marks(struct fms_linter *linter);
void fms_lint_quotes(struct fms_linter *linter);
void fms_lint_doubled(struct fms_linter *linter);
void fms_lint_formula(struct fms_linter *linter);
