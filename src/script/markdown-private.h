/**
 * Inside the Markdown reader: its state, and what gathered text becomes.
 */
#pragma once

#include "script-private.h"

enum leaf { LEAF_NONE, LEAF_HEADING, LEAF_CODE, LEAF_HTML };

struct markdown {
    struct fms_manuscript *script;
    struct fms_draft text, alt;
    GArray *late;   /* images of a heading: they follow it */
    size_t cursor;  /* everything before it has been seen */
    size_t skip_to; /* attributes: text before it has been read */
    enum leaf leaf;
    int level;
    size_t leaf_begin, leaf_end; /* of code and HTML */
    int n_quotes, n_items, n_images;
    int n_tildes, struck; /* spans between tildes; the number of the one whose two tildes strike out, 0: none */
    bool in_note;         /* a footnote's text: up to the end of its block */
    size_t note_begin;
    size_t quote_items, quote_item_line; /* list items in the quotation; the line that the last one began */
    int credits_level;                   /* of the heading over credits; 0: none */
    bool spoken;                         /* some text has become a block */
    size_t image_begin;
    char *target;
};

/** The beginning of the line that `at` is in, its end before the line break, and the beginning of the next one. */
size_t fms_markdown_line_begin(const struct markdown *md, size_t at);
size_t fms_markdown_line_end(const struct markdown *md, size_t at);
size_t fms_markdown_next_line(const struct markdown *md, size_t at);

/** A block of this kind without any text. */
struct fms_block fms_markdown_block(const struct markdown *md, enum fms_block_kind kind);

/** The gathered text becomes a quotation with its source, a heading (title, chapter, credits), a paragraph or item. */
void fms_markdown_add_quote(struct markdown *md);
void fms_markdown_add_heading(struct markdown *md);
void fms_markdown_add_words(struct markdown *md, enum fms_block_kind kind);
void fms_markdown_add_rule(struct markdown *md, size_t begin, size_t end);

/** Adds bytes of the source as prose, without footnote marks, `[!NOTE]` and `==`; a footnote's text begins a note. */
void fms_markdown_add_prose(struct markdown *md, struct fms_draft *draft, size_t from, size_t n);

/** At the end of a block: says that a footnote was left out, if one was. */
void fms_markdown_end_note(struct markdown *md);

/** The fence that opens a code block without words; the cursor goes behind the one that closes it. */
struct fms_span fms_markdown_empty_code(struct markdown *md);
