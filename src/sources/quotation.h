/**
 * Quotations inside running text, and who said them.
 *
 * A quotation that a speaker introduces becomes a card; a quoted title or phrase stays in its sentence. What counts as
 * an introduction: words that end in a verb of saying and a colon or comma right before the opening mark ("X once
 * said:"), or the same right after the closing mark (", said X."), in the languages of the table in saying-words.c; in
 * other languages a colon right before the mark. A colon alone is enough where a full sentence stands between the marks
 * ("The motto: “…”"). Words behind a quotation count only where they name a speaker. A verb of saying and a colon with
 * no marks at all ("The resolution pointed out: …") make the rest of the paragraph a statement of that speaker.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <talloc.h>

/** All positions are bytes of the paragraph's text, half-open. */
struct fms_quotation {
    size_t intro_begin, intro_end; /**< the words that introduce it, colon included; equal if none stand before */
    size_t words_begin, words_end; /**< what was said, without its outer marks */
    size_t end;                    /**< first byte after the closing mark and what attributes it */
    const char *speaker;           /**< "General Secretary Xi Jinping", first letter upper-case; NULL if unknown */
    bool marked;                   /**< false for a statement without quotation marks */
};

/**
 * Finds the quotations of a paragraph that deserve a card, in order and not overlapping.
 *
 * Knows the quotation marks of every language (“” „“ «» ‹› 「」 『』 《》 are titles and never quotations, "" and '' by
 * their surroundings; nested marks belong to the outer quotation). A mark that is never closed ends with the paragraph.
 *
 * @param language BCP 47; decides the verbs.
 * @param n        receives how many.
 * @return a child of `ctx`, NULL if none.
 */
struct fms_quotation *fms_quotations_find(TALLOC_CTX *ctx, const char *text, const char *language, size_t *n);

/** The parts of a source line: "Ada Example, *A Book of Seas*, p. 12 [@example1999]". Strings are children of `ctx`. */
struct fms_source_line {
    const char *speaker; /**< before the first comma; all of it where there is none */
    const char *work;    /**< the rest, NULL if none, citation key dropped */
    const char *key;     /**< of [@key], NULL if none */
};

struct fms_source_line fms_source_line_parse(TALLOC_CTX *ctx, const char *line);
