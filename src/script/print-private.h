/**
 * Inside the printer: a script's source as lines, what replaces a piece of it, and the blocks that come of both.
 */
#pragma once

#include "print.h"
#include "script-private.h"

/** A line of the source inside its containers: bytes [begin, end) without the line break and without their marks. */
struct fms_print_line {
    size_t begin, end;
    size_t first;  /**< its first byte that is no blank; `end` where there is none */
    size_t indent; /**< columns from the containers' edge to `first` */
    size_t column; /**< of `first` on the page, for the tabs behind it */
    bool lazy;     /**< a paragraph of a container goes on here without the container's mark */
};

/** Bytes [begin, end) of the source in another form. */
struct fms_print_mark {
    size_t begin, end;
    char *text;
    bool alone; /**< a stage direction: it has a line of its own */
};

/** A block at the top of a script, in the form that is proposed, and where it stood. */
struct fms_print_chunk {
    size_t begin, end; /**< bytes of the source, whole lines without the last line break */
    char *text;        /**< its uniform form, without a line break at the end */
    bool kept;         /**< left as written */
};

struct fms_printer {
    TALLOC_CTX *ctx;
    const struct fms_script *script;
    const char *source;
    GArray *marks;  /**< struct fms_print_mark, ascending */
    GArray *rules;  /**< size_t: where the tree's rules begin */
    GArray *quotes; /**< size_t: where source lines of quotations begin */
    size_t next;    /**< everything before it has been printed: a mark ran over a line's end */
};

/** The marks of a script: its stage directions and attributes in canonical form. The strings belong to `ctx`. */
GArray *fms_print_marks(TALLOC_CTX *ctx, const struct fms_script *script);

/** The first mark that ends behind byte `at`, or NULL. */
const struct fms_print_mark *fms_print_mark_at(const GArray *marks, size_t at);

/** Splits bytes [begin, end) of the source into lines. Free the array. */
GArray *fms_print_lines(const char *source, size_t begin, size_t end);

/** The line behind a container's mark of so many bytes; of the blanks behind that, one goes, or all unless they are kept. */
struct fms_print_line fms_print_behind(const char *source, const struct fms_print_line *line, size_t bytes, bool keep);

/** Takes `n` columns of indent from a line. */
void fms_print_indent(const char *source, struct fms_print_line *line, size_t n);

/** The body of a Markdown script, from byte `from` of the source on: struct fms_print_chunk. */
GArray *fms_print_body(struct fms_printer *printer, size_t from);

/** What a line begins where it stands first in its container. */
enum fms_line_kind {
    FMS_LINE_BLANK,
    FMS_LINE_TEXT,
    FMS_LINE_HEADING,
    FMS_LINE_FENCE,
    FMS_LINE_RULE,
    FMS_LINE_QUOTE,
    FMS_LINE_ITEM,
    FMS_LINE_HTML
};

/** The mark of a list item. */
struct fms_print_item {
    char sign;      /**< - + * . ) */
    int64_t number; /**< of `.` and `)` */
    size_t
        width; /**< columns from the mark's first to the content's first; behind a mark alone, of the mark and a blank */
    size_t bytes; /**< of the mark */
    bool empty;
};

enum fms_line_kind fms_print_line_kind(const char *source, const struct fms_print_line *line);

/** Does the line end a paragraph that stands above it? */
bool fms_print_interrupts(const char *source, const struct fms_print_line *line);

/** Reads the mark of a list item; only of lines of that kind. */
struct fms_print_item fms_print_item(const char *source, const struct fms_print_line *line);

/** The level of the heading that a line underlines, 1 or 2; 0: it is no underline. */
int fms_print_underline(const char *source, const struct fms_print_line *line);

/**
 * What ends the HTML that begins on this line: "" a blank line; else bytes that stand on its last line, in any case.
 * NULL: the line begins none.
 */
const char *fms_print_html_end(const char *source, const struct fms_print_line *line);

/** Appends bytes [begin, end) of the source with their marks replaced; directions get lines of their own. */
void fms_print_text(struct fms_printer *printer, size_t begin, size_t end, GString *out);

/** A table from `lines` on: appends it aligned. @return how many lines it has; 0: it is none, or one too odd to align. */
size_t fms_print_table(struct fms_printer *printer, const struct fms_print_line *lines, size_t n, GString *out);

/** The front matter between its two lines, bytes [begin, end), in its canonical form. @return a string of `ctx`. */
char *fms_print_front(TALLOC_CTX *ctx, const char *source, size_t begin, size_t end);

/** A value as YAML, in quotes where it needs them; `flow`: inside brackets. */
void fms_print_scalar(GString *out, const char *value, bool flow);

/** Appends `{a=b}` for attributes in their canonical order. Nothing for none. */
void fms_print_attributes(GString *out, const struct fms_attribute *attributes, size_t n);

/**
 * What CommonMark makes of a script's body, in a form that two texts share exactly if they differ only in what the printer may
 * change: blocks, spans, targets of links, HTML and words, without white space between words. Free the string.
 */
GString *fms_print_rendering(const struct fms_script *script, size_t from);
