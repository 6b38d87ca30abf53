/**
 * The script: what the author wrote, as a document tree with a span for everything.
 *
 * Readers (Markdown, plain text) turn bytes into the same tree; no stage after this one knows which reader it was.
 * The tree is one talloc context, frozen when the reader returns, and borrows the source.
 */
#pragma once

#include "diags.h"

/**
 * A piece of text without its markup, white space folded to single blanks, and the way back to the source: byte
 * `in_text` of the text came from byte `in_source`; between two marks both advance together.
 */
struct fms_text_mark {
    size_t in_text, in_source;
};

struct fms_text {
    const char *utf8; /**< NUL-terminated; "" where there is none */
    size_t length;
    size_t n_marks;
    const struct fms_text_mark *marks; /**< ascending in `in_text`, the first at 0; none for "" */
    struct fms_span span;              /**< all of it in the source, markup included */
};

/** The span in the source of bytes [begin, end) of a text. */
struct fms_span fms_text_span(const struct fms_text *text, size_t begin, size_t end);

/** `name=value` on an element: `{focus=40%,70%}`; a bare word has the value "". */
struct fms_attribute {
    const char *name, *value;
    struct fms_span span;
};

enum fms_block_kind {
    FMS_BLOCK_PARAGRAPH, /**< text: narration */
    FMS_BLOCK_HEADING,   /**< text: a chapter; level 1 to 6 */
    FMS_BLOCK_IMAGE,     /**< target, text (the alternative text), attributes: seen with the words that follow */
    FMS_BLOCK_QUOTE,     /**< text; source_line where the last line begins with a dash, else empty */
    FMS_BLOCK_ITEM,      /**< text: one item of a list, spoken like a paragraph */
    FMS_BLOCK_RULE,      /**< a cut with a breath */
    FMS_BLOCK_CREDIT     /**< role and names; the role may be empty (a line of its own) */
};

struct fms_block {
    enum fms_block_kind kind;
    int level;
    struct fms_text text;
    struct fms_text source_line; /**< of a quote, without the dash */
    struct fms_text role, names; /**< of a credit */
    const char *target;          /**< of an image: the file as written, percent-decoded; else NULL */
    struct fms_span target_span; /**< where it is written; the whole image where that cannot be told */
    size_t n_attributes;
    const struct fms_attribute *attributes;
    struct fms_span span;
};

/** The attribute called `name`, or NULL. */
const struct fms_attribute *fms_block_attribute(const struct fms_block *block, const char *name);

/** Front matter: what is known about the film as a whole. Texts are empty where nothing was said. */
struct fms_meta {
    struct fms_text title, series, author;
    struct fms_text language; /**< BCP 47 as written */
    struct fms_text voice;
    struct fms_text theme, music, aspect;
    struct fms_text captions; /**< "burned", "track" or "off" */
    int64_t pace_wpm;         /**< words a minute, 0: the house's own */
    struct fms_span pace_span;
    int32_t loudness_clufs; /**< hundredths of LUFS, 0: the house's own */
};

struct fms_script {
    const struct fms_source *source;
    struct fms_meta meta;
    size_t n_blocks;
    const struct fms_block *blocks;
};

/**
 * Checks that bytes are UTF-8 and makes a source of them: BOM dropped, NUL-terminated. UTF-16 and Latin-1 are recognised
 * for the hint.
 *
 * @param name  as the person typed it; copied, like the bytes.
 * @return a child of `ctx`; NULL if an error was added: "script.encoding" (not UTF-8: says which byte, where, and how to
 *         convert; also for NUL bytes) or "script.size" (over 256 MiB).
 */
struct fms_source *fms_source_new(TALLOC_CTX *ctx, const char *name, const void *bytes, size_t length,
                                  struct fms_diags *diags);

enum fms_script_format { FMS_FORMAT_MARKDOWN, FMS_FORMAT_PLAIN };

/** By the file name's ending: .md and .markdown are Markdown; anything else is plain text unless it begins with `---`. */
enum fms_script_format fms_script_format_of(const struct fms_source *source);

/**
 * Reads a script. Linear in its length.
 *
 * Plain text: the first line is `Series丨Title` (separators 丨 | ｜ │ : ：) or just a title, where it is short, ends
 * without a full stop and more follows; then paragraphs, one a line or separated by blank lines, indented or not;
 * closing lines `Role丨Names` (a bar, or a colon where every closing line has one) are credits.
 *
 * Markdown: see docs/language.md.
 *
 * Errors: "script.empty" (nothing to say or show), "front.syntax", "front.unknown" (unknown key, with "did you
 * mean"), "front.value", "image.syntax", "image.target", "image.attribute" (braces never closed), "markdown.depth".
 * Warnings: "markdown.code", "markdown.table", "markdown.html", "markdown.note" (left out). At most a hundred are said.
 *
 * @return a child of `ctx` that borrows `source`; NULL if an error was added.
 */
struct fms_script *fms_script_read(TALLOC_CTX *ctx, const struct fms_source *source, enum fms_script_format format,
                                   struct fms_diags *diags);

/**
 * The same for those who want to know all mistakes at once: what could be read is returned even where errors were added.
 * What was found wrong is not in it. Never NULL.
 */
struct fms_script *fms_script_salvage(TALLOC_CTX *ctx, const struct fms_source *source, enum fms_script_format format,
                                      struct fms_diags *diags);

/** The stable text dump of a script, an element a line with `line:column-line:column`, half open; for `filmset dump --stage=script` and the golden tests. */
void fms_script_dump(const struct fms_script *script, GString *out);
