/*
 * Rules about how the script is built: title, headings, quotations, pace, sentences.
 */
#include "director-private.h"
#include "lint-private.h"

#define TITLE_MS 4000
#define TITLE_WPM 200 /* to be read, not spoken */
#define SENTENCE_MS 21000
#define SLOW_WPM 100
#define FAST_WPM 200

/* Only blockquotes: in running text, "she said" may be all that there is to say. */
void fms_lint_source(struct fms_linter *linter)
{
    for (size_t i = 0; i < linter->script->n_blocks; i++) {
        const struct fms_block *block = &linter->script->blocks[i];
        if (block->kind == FMS_BLOCK_QUOTE && block->source_line.length == 0)
            fms_lint_say(linter, block->span,
                         "end it with a line that begins with a dash: > — Ada Example, *A Book of Seas*",
                         "nobody is named for this quotation");
    }
}

void fms_lint_pace(struct fms_linter *linter)
{
    const struct fms_meta *meta = &linter->script->meta;
    if (meta->pace_wpm > FAST_WPM || (meta->pace_wpm > 0 && meta->pace_wpm < SLOW_WPM))
        fms_lint_say(linter, meta->pace_span, "120 to 175 is how narrators speak",
                     "%d words a minute are too %s to follow with ease", (int) meta->pace_wpm,
                     meta->pace_wpm > FAST_WPM ? "fast" : "slow");
}

/* A sentence ends with the first beat that more than a breath follows. What others said is not ours to shorten. */
void fms_lint_sentence(struct fms_linter *linter)
{
    const struct fms_board *board = linter->board;
    int64_t ms = 0;
    struct fms_span span = { 0 };
    for (size_t i = 0; i < board->n_shots; i++)
        for (size_t k = 0; k < board->shots[i].n_beats; k++) {
            const struct fms_beat *beat = &board->shots[i].beats[k];
            if (ms == 0)
                span = beat->span;
            span.end = MAX(span.end, beat->span.end);
            ms += fms_lint_beat_ms(linter, beat);
            if (beat->pause <= FMS_PAUSE_BREATH)
                continue;
            if (ms > SENTENCE_MS && board->shots[i].kind != FMS_SHOT_QUOTE)
                fms_lint_say(linter, span, "make two or three of it",
                             "a sentence of about %d seconds is hard to follow by ear", (int) (ms / 1000));
            ms = 0;
        }
}

void fms_lint_title(struct fms_linter *linter)
{
    const struct fms_text *title = &linter->script->meta.title;
    if (fms_phrase_measure(title->utf8, 0, title->length, TITLE_WPM).ms > TITLE_MS)
        fms_lint_say(linter, title->span, "a handful of words is enough; the narration has room for the rest",
                     "the title is longer than it takes to read while its card stands");
}

void fms_lint_heading(struct fms_linter *linter)
{
    const struct fms_script *script = linter->script;
    for (size_t i = 0; i < script->n_blocks; i++) {
        const struct fms_block *block = &script->blocks[i], *next = i + 1 < script->n_blocks ? block + 1 : NULL;
        if (block->kind == FMS_BLOCK_HEADING &&
            (!next || (next->kind == FMS_BLOCK_HEADING && next->level <= block->level)))
            fms_lint_say(linter, block->span, "write what belongs under it, or leave it out",
                         "there is nothing under this heading");
    }
}
