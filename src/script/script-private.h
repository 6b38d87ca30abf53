/**
 * Inside the script room: texts and scripts under construction, and what the readers share.
 *
 * A draft is one text that grows piece by piece and remembers where each piece stood. A manuscript is the script that
 * grows block by block. Readers fill them; nobody else sees them.
 */
#pragma once

#include "script.h"

#include <stdint.h>

/** A text under construction: white space folded, control characters dropped, every byte with its way back. */
struct fms_draft {
    const struct fms_source *source;
    GString *text;
    GArray *marks;     /**< struct fms_text_mark */
    GArray *lines;     /**< size_t: where in the text each line of it begins */
    size_t begin, end; /**< range of the source that it came from */
    bool blank, line;  /**< white space, a line break is due before the next character */
    size_t blank_at;
};

void fms_draft_init(struct fms_draft *draft, const struct fms_source *source);
void fms_draft_clear(struct fms_draft *draft);

/** Empties a draft for the next text. */
void fms_draft_reset(struct fms_draft *draft);

/** Adds bytes [from, to) of the source as they stand. */
void fms_draft_add(struct fms_draft *draft, size_t from, size_t to);

/** Adds other text that stands for what is at `at` in the source: a decoded entity, an unescaped scalar. */
void fms_draft_put(struct fms_draft *draft, size_t at, const char *utf8, size_t length);

/** Ends a line: a blank, but nothing between two characters of a script that sets none (Han, Kana). */
void fms_draft_break(struct fms_draft *draft, size_t at);

/** Where line `i` of the draft's text begins and ends. */
void fms_draft_line(const struct fms_draft *draft, size_t i, size_t *begin, size_t *end);

/** Bytes [begin, end) of the draft, without blanks at its ends, as a text of its own; its strings belong to `ctx`. */
struct fms_text fms_draft_slice(TALLOC_CTX *ctx, const struct fms_draft *draft, size_t begin, size_t end);

/** All of a draft. */
struct fms_text fms_draft_text(TALLOC_CTX *ctx, const struct fms_draft *draft);

/** Does the text end a sentence? Closing quotation marks and brackets after the full stop do not hide it. */
bool fms_ends_sentence(const char *text, size_t length);

/** Does it end with a full stop, looked at the same way? Questions and exclamations have none. */
bool fms_ends_full_stop(const char *text, size_t length);

/** A script under construction. Strings are children of `ctx`. */
struct fms_manuscript {
    TALLOC_CTX *ctx;
    const struct fms_source *source;
    const struct fms_world *world; /**< or NULL */
    struct fms_diags *diags;
    struct fms_meta meta;
    GArray *blocks;
    GArray *held, *held_credits; /**< struct fms_block: the same lines as paragraphs and as credits */
    size_t n_said;               /**< diagnostics of the readers, so that a hostile script cannot make millions */
};

/** Adds a block. Lines held before it were no closing lines, so they become paragraphs first. */
void fms_manuscript_add(struct fms_manuscript *script, const struct fms_block *block);

/**
 * Adds every line of the draft as a credit, split where one of `separators` stands.
 * @param held  the lines may turn out to be narration: `paragraph` if anything but credits follows.
 */
void fms_manuscript_credits(struct fms_manuscript *script, const struct fms_draft *draft, int separators,
                            const struct fms_block *paragraph);

/** Adds an error or a warning, unless a hundred have been said. */
void fms_manuscript_error(struct fms_manuscript *script, size_t begin, size_t end, const char *code, const char *hint,
                          const char *message);
void fms_manuscript_warn(struct fms_manuscript *script, size_t begin, size_t end, const char *code, const char *hint,
                         const char *message);

/** Sets the title, and the series where `separators` parts one off and none is known. */
void fms_manuscript_title(struct fms_manuscript *script, const struct fms_draft *draft, int separators);

/** What may stand between a role and its names. */
enum { FMS_BAR = 1, FMS_COLON = 2 };

/** Parts of a line, as bytes of the text that it is in. */
struct fms_halves {
    size_t left_begin, left_end, right_begin, right_end;
};

/** Splits bytes [begin, end) at the first of `separators`. @return false if none stands there. */
bool fms_halves_split(const char *text, size_t begin, size_t end, int separators, struct fms_halves *halves);

/** Would a person take this line for a credit where nothing announces credits? */
bool fms_credit_plausible(const char *text, size_t begin, size_t end, int separators);

/** Is this the heading of credits, in one of the languages that the table knows? */
bool fms_credits_heading(const char *text, size_t length);

/** Is this line drawn from nothing but dashes, stars and blanks: a rule, or the frame of a table? */
bool fms_line_drawn(const char *line, size_t length, const char *strokes);

/**
 * Reads front matter if the source begins with it.
 * @param body  receives where the rest begins.
 * @return false if it is so broken that nothing after it can be trusted; errors are in the diagnostics either way.
 */
bool fms_front_matter_read(struct fms_manuscript *script, size_t *body);

/** The readers: everything from byte `from` on becomes blocks. */
void fms_markdown_read(struct fms_manuscript *script, size_t from);
void fms_plain_read(struct fms_manuscript *script, size_t from);

/** Refuses Markdown that is nested deeper than a person nests. @return false if an error was added. */
bool fms_markdown_guard(struct fms_manuscript *script, size_t from);

/** Decodes an entity, `&`…`;`. @return its length in `out`; 0 if the name is not known. */
size_t fms_entity_decode(const char *entity, size_t length, char out[8]);

/** An image that md4c has found; `at` is somewhere behind its alternative text. @return where it ends. */
size_t fms_image_end(const struct fms_source *source, size_t at);

/** Where the file's name is written in an image of bytes [begin, end); all of the image where it is somewhere else. */
struct fms_span fms_image_target(const struct fms_source *source, size_t begin, size_t end);

/**
 * Reads the attributes `{name=value …}` that stand at `at`, if any, into the block.
 * @return where they end; `at` if there are none.
 */
size_t fms_attributes_read(struct fms_manuscript *script, size_t at, struct fms_block *block);
