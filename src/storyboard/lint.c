#include "lint-private.h"

#include <stdarg.h>
#include <string.h>

enum { MOST_SAID = 100 };

/* One row a rule: the only place that knows them all. */
static const struct rule {
    const char *code;
    void (*look)(struct fms_linter *linter);
} rules[] = {
    { "lint.alt", fms_lint_alt },         { "lint.still", fms_lint_still },       { "lint.clip", fms_lint_clip },
    { "lint.small", fms_lint_small },     { "lint.licence", fms_lint_licence },   { "lint.source", fms_lint_source },
    { "lint.pace", fms_lint_pace },       { "lint.sentence", fms_lint_sentence }, { "lint.title", fms_lint_title },
    { "lint.heading", fms_lint_heading }, { "lint.marks", fms_lint_marks },       { "lint.quotes", fms_lint_quotes },
    { "lint.doubled", fms_lint_doubled }, { "lint.formula", fms_lint_formula },
};

bool fms_lint_say(struct fms_linter *linter, struct fms_span span, const char *hint, const char *format, ...)
{
    if (linter->n_said++ >= MOST_SAID)
        return false;
    va_list args;
    va_start(args, format);
    char *message = g_strdup_vprintf(format, args);
    va_end(args);
    fms_warning(linter->diags, span, linter->code, hint, "%s", message);
    g_free(message);
    return true;
}

int64_t fms_lint_beat_ms(const struct fms_linter *linter, const struct fms_beat *beat)
{
    int64_t pace = beat->line.pace_wpm > 0 ? beat->line.pace_wpm : linter->pace;
    return fms_phrase_measure(beat->line.text, 0, strlen(beat->line.text), pace).ms;
}

bool fms_lint_heard(const struct fms_block *block)
{
    return block->kind == FMS_BLOCK_PARAGRAPH || block->kind == FMS_BLOCK_ITEM || block->kind == FMS_BLOCK_QUOTE ||
           block->kind == FMS_BLOCK_HEADING;
}

void fms_board_lint(const struct fms_board *board, const struct fms_script *script, struct fms_diags *diags)
{
    struct fms_linter linter = { board, script, diags, FMS_HOUSE_PACE, NULL, 0 };
    if (script->meta.pace_wpm > 0)
        linter.pace = script->meta.pace_wpm;
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        linter.code = rules[i].code;
        linter.n_said = 0;
        rules[i].look(&linter);
    }
}
