/**
 * Inside the Markdown reader: its state, and what gathered text becomes.
 */
#pragma once

#include "script-private.h"

#include <md4c.h>

/** What of Markdown counts: an indented line is prose, and `#Heading` needs no blank. */
#define FMS_MARKDOWN_FLAGS                                                                                             \
    (MD_FLAG_PERMISSIVEATXHEADERS | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |         \
     MD_FLAG_TABLES)

enum leaf { LEAF_NONE, LEAF_HEADING, LEAF_CODE, LEAF_HTML, LEAF_CELL };

/** Two marks of a span that Markdown does not know, `[`…`]{…}` or `==`…`==`, as bytes of the source. */
struct fms_markdown_pair {
    size_t open, close; /**< where each begins; `close` 0: it has none */
    bool is_mark;       /**< `==` */
};

/** A list that is open: the number of its next item, 0 where it has none. */
struct fms_markdown_list {
    int64_t next;
};

/** A table under construction. */
struct fms_markdown_table {
    GArray *cells; /**< struct fms_text, row by row */
    size_t n_columns, n_in_row, begin;
    bool head, refused;
};

struct markdown;

/**
 * What another language that is written in Markdown means by it. What is NULL or false is as in ours. It has no spans but
 * Markdown's own: `[…]{…}` and `==…==` are words.
 */
struct fms_markdown_dialect {
    bool spells_code; /**< `` `NATO` `` is said letter by letter */
    bool says_struck; /**< words between tildes stay */
    /** Reads the parts of a script that begins at `from`, by fms_markdown_parse(); NULL: it is one. */
    void (*parts)(struct markdown *md, size_t from);
    /** As fms_markdown_directions(). */
    size_t (*directions)(struct markdown *md, size_t at);
    /** An image before it is added: its alternative text may be anything. @return false if it is not to be added. */
    bool (*image)(struct markdown *md, struct fms_block *image);
    /** Code under a fence that says `info`: gives the panel, which has its text, a name. @return false: as in ours. */
    bool (*code)(struct markdown *md, struct fms_span info, struct fms_block *panel);
    /** A quotation has ended in which nothing stands. */
    void (*empty_quote)(struct markdown *md);
    /** A tag between words, or a block of HTML with the words in it. @return false: as in ours. */
    bool (*html)(struct markdown *md, struct fms_span html);
    void *user;
};

struct markdown {
    struct fms_manuscript *script;
    const struct fms_markdown_dialect *dialect; /* or NULL: ours */
    struct fms_draft text, alt, code;
    GArray *late;   /* images of a heading: they follow it */
    size_t cursor;  /* everything before it has been seen */
    size_t skip_to; /* attributes and directions: text before it has been read */
    enum leaf leaf;
    int level;
    bool line_begins;            /* the next text is the first of its line */
    size_t tried_to;             /* a direction that is not closed before here has been looked at */
    size_t leaf_begin, leaf_end; /* of HTML */
    int n_quotes, n_items, n_images;
    GArray *lists;    /* struct fms_markdown_list */
    bool item_begins; /* the next words are the item, those after them ordinary paragraphs */
    int64_t item_number;
    int n_tildes, struck; /* spans between tildes; the number of the one whose two tildes strike out, 0: none */
    bool in_note;         /* a footnote's text: up to the end of its block */
    size_t note_begin;
    size_t quote_items, quote_item_line; /* list items in the quotation; the line that the last one began */
    int credits_level;                   /* of the heading over credits; 0: none */
    bool spoken;                         /* some text has become a block */
    size_t image_begin;
    char *target;
    GArray *pairs; /* struct fms_markdown_pair, ascending */
    guint next_pair;
    size_t n_inlines;
    struct fms_markdown_table table;
    size_t fence; /* where the code block's fence stands */
};

/** The beginning of the line that `at` is in, its end before the line break, and the beginning of the next one. */
size_t fms_markdown_line_begin(const struct markdown *md, size_t at);
size_t fms_markdown_line_end(const struct markdown *md, size_t at);
size_t fms_markdown_next_line(const struct markdown *md, size_t at);

/** Reads everything from byte `from` on in a dialect; NULL: in ours. */
void fms_markdown_read_as(struct fms_manuscript *script, size_t from, const struct fms_markdown_dialect *dialect);

/** Reads bytes [from, to) of the source, whole lines, as a document of its own. */
void fms_markdown_parse(struct markdown *md, size_t from, size_t to);

/** A block of this kind without any text. */
struct fms_block fms_markdown_block(const struct markdown *md, enum fms_block_kind kind);

/** In the middle of a paragraph: what has been gathered becomes a block. */
void fms_markdown_cut(struct markdown *md);

/** The gathered text becomes a quotation with its source, a heading (title, chapter, credits), a paragraph or item. */
void fms_markdown_add_quote(struct markdown *md);
void fms_markdown_add_heading(struct markdown *md);
void fms_markdown_add_words(struct markdown *md, enum fms_block_kind kind);
void fms_markdown_add_rule(struct markdown *md, size_t begin, size_t end);

/** An image begins and ends; with `chart=` it becomes a panel. */
void fms_markdown_enter_image(struct markdown *md, const MD_SPAN_IMG_DETAIL *detail);
void fms_markdown_leave_image(struct markdown *md);

/** The pairs of everything from byte `from` on, ascending. Free the array. */
GArray *fms_markdown_find_pairs(const struct fms_source *source, size_t from);

/** Emphasis, strength, code and the brackets of a link begin and end. */
void fms_markdown_enter_inline(struct markdown *md, MD_SPANTYPE type);
void fms_markdown_leave_inline(struct markdown *md, MD_SPANTYPE type);

/**
 * A mark of a pair at byte `at` of the source: its inlines begin or end.
 * @return how many bytes of markup stand there; 0: none.
 */
size_t fms_markdown_pair_at(struct markdown *md, struct fms_draft *draft, size_t at);

/**
 * Adds bytes of the source as prose, without footnote marks and `[!NOTE]`, marks of pairs taken for what they are; a footnote's
 * text begins a note.
 */
void fms_markdown_add_prose(struct markdown *md, struct fms_draft *draft, size_t from, size_t n);

/** At the end of a block: says that a footnote was left out, if one was. */
void fms_markdown_end_note(struct markdown *md);

/**
 * The `)` that closes the `(` at `open`, on its line or, within a paragraph, further down; the last one on a line where one
 * inside was left open. @return `open` if there is none.
 */
size_t fms_markdown_find_close(struct markdown *md, size_t open, bool several_lines);

/** Reads the stage directions on the line that begins at `at`. @return where they end; `at`: there are none. */
size_t fms_markdown_directions(struct markdown *md, size_t at);

/** A block of code begins; its text, bytes of the source or others; it ends and becomes a panel. */
void fms_markdown_enter_code(struct markdown *md);
void fms_markdown_add_code(struct markdown *md, const char *text, size_t size);
void fms_markdown_leave_code(struct markdown *md);

/** A table begins, a row and a cell of it ends, it ends and becomes a panel, or credits under their heading. */
void fms_markdown_enter_table(struct markdown *md);
void fms_markdown_leave_cell(struct markdown *md, bool head);
void fms_markdown_leave_row(struct markdown *md);
void fms_markdown_leave_table(struct markdown *md);

/** Is the gathered text a table that md4c takes for prose, because its rows are drawn with fewer than three dashes? */
bool fms_markdown_is_table(const struct markdown *md);

/** The gathered text becomes a panel, a line of it a row. */
void fms_markdown_add_table(struct markdown *md);
