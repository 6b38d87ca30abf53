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
    GArray *inlines;   /**< struct fms_inline in order of their beginnings; one that is still open ends at SIZE_MAX */
    GArray *open;      /**< struct fms_open_inline, the innermost last */
    size_t begin, end; /**< range of the source that it came from */
    bool blank, line;  /**< white space, a line break is due before the next character */
    bool verbatim;     /**< blanks and line breaks stay as they are, tabs become blanks; nothing is trimmed */
    size_t blank_at;
};

/** An inline of a draft that has begun and not ended. */
struct fms_open_inline {
    guint index;    /**< among the draft's inlines */
    size_t closing; /**< byte of the source that ends it; SIZE_MAX: whoever reads will say */
};

void fms_draft_init(struct fms_draft *draft, const struct fms_source *source);
void fms_draft_clear(struct fms_draft *draft);

/** Empties a draft for the next text. */
void fms_draft_reset(struct fms_draft *draft);

/** Empties a draft in the middle of a paragraph: inlines that are open go on in the next text. */
void fms_draft_restart(struct fms_draft *draft);

/** Begins an inline before the next character. `span.end` need not be known yet; `value` must outlive the texts. */
void fms_draft_open(struct fms_draft *draft, enum fms_inline_kind kind, const char *value, struct fms_span span,
                    size_t closing);

/** Ends the innermost open inline of a kind behind the last character; in the source it ends at `end`. */
void fms_draft_close(struct fms_draft *draft, enum fms_inline_kind kind, size_t end);

/** Ends the inlines that byte `at` of the source closes. */
void fms_draft_close_at(struct fms_draft *draft, size_t at, size_t end);

/** The inlines of bytes [begin, end) of the draft, as those of `text`. */
void fms_draft_slice_inlines(TALLOC_CTX *ctx, const struct fms_draft *draft, size_t begin, size_t end,
                             struct fms_text *text);

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
    const struct fms_source
        *source; /**< the one that is being read: the script's, an included one's, the project file's */
    const struct fms_world *world; /**< or NULL */
    struct fms_diags *diags;
    struct fms_meta meta;
    GArray *blocks;
    GArray *held, *held_credits;      /**< struct fms_block: the same lines as paragraphs and as credits */
    GArray *cast;                     /**< struct fms_speaker */
    GArray *shared_credits;           /**< struct fms_block: the project file's */
    GHashTable *speakers, *strangers; /**< names as they compare, of the cast and of nobody; NULL before the first */
    int credits_level;                /**< of the heading over credits where a script is included; 0: none */
    GPtrArray *including;             /**< sources that are being read, the script first */
    size_t n_includes, included_bytes, n_lines;
    bool said;             /**< the last diagnostic has been added */
    bool too_long, failed; /**< there are as many blocks as there may be; an error has been added */
    size_t n_said;         /**< diagnostics of the readers, so that a hostile script cannot make millions */
};

/** An element of bytes [begin, end) of the source that is being read, with nothing in it. */
struct fms_block fms_manuscript_block(const struct fms_manuscript *script, enum fms_block_kind kind, size_t begin,
                                      size_t end);

/**
 * Adds a paragraph, item or quotation whose text is the draft. Each line of it that begins with the name of somebody in the cast,
 * strong and with a colon, begins a block of its own with that speaker.
 */
void fms_manuscript_say(struct fms_manuscript *script, const struct fms_draft *draft, const struct fms_block *block);

/**
 * Counts the lines of the source that is being read, blank ones aside. @return false, with "script.limit", where there are
 * more than a script may have: nothing is made of them then, for each would take memory.
 */
bool fms_manuscript_takes_lines(struct fms_manuscript *script);

/** Is there no sense in reading on: so many errors, or so many blocks? */
bool fms_manuscript_is_full(const struct fms_manuscript *script);

/**
 * Puts the script that a direction names in its place: `name` is its value. Errors are "asset.missing", "asset.forbidden",
 * "asset.unreadable", "include.cycle" and "include.limit".
 */
void fms_manuscript_include(struct fms_manuscript *script, const struct fms_text *name);

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

/** The fix of the diagnostic added last, if it was added. */
void fms_manuscript_fix(struct fms_manuscript *script, size_t begin, size_t end, const char *replacement);

/** Sets the title, and the series where `separators` parts one off and none is known; in an included script, adds a heading. */
void fms_manuscript_title(struct fms_manuscript *script, const struct fms_draft *draft, int separators);

/** What may stand between a role and its names. */
enum { FMS_BAR = 1, FMS_COLON = 2 };

/** Bytes [begin, end) of a draft as a credit. */
struct fms_block fms_manuscript_credit(struct fms_manuscript *script, const struct fms_draft *draft, size_t begin,
                                       size_t end, int separators);

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

/**
 * Where the front matter stands: its keys are bytes [*begin, *end) of the source. @return where the rest begins; 0: there is
 * none, or it is never closed.
 */
size_t fms_front_matter_span(const struct fms_source *source, size_t *begin, size_t *end);

/**
 * The same for an included script, whose front matter says nothing: warns ("include.front") where it has keys.
 * @return where the rest begins.
 */
size_t fms_front_matter_skip(struct fms_manuscript *script);

/** Finds the project file, if there is one, and reads it, before the front matter. */
void fms_project_open(struct fms_manuscript *script);

/** Reads the keys of the source, which is the project file. */
void fms_project_read(struct fms_manuscript *script);

/** When all has been read: adds the project file's credits whose roles the script does not have. */
void fms_project_credit(struct fms_manuscript *script);

/**
 * The place of a key of front matter in the order in which they are written; behind all others for one that is none.
 * @param canonical  receives its name as it should be written, or NULL.
 */
size_t fms_front_key_rank(const char *name, size_t length, const char **canonical);

/** Reads everything from byte `from` of the source on by the reader of a format. */
void fms_script_read_format(struct fms_manuscript *script, enum fms_script_format format, size_t from);

/** Says why a file that the script names at `at` cannot be used: "asset.missing" and its like. `error` NULL: there is none. */
void fms_manuscript_tell_file(struct fms_manuscript *script, struct fms_span at, const char *name, const GError *error);

/** The readers: everything from byte `from` on becomes blocks. */
void fms_markdown_read(struct fms_manuscript *script, size_t from);
void fms_plain_read(struct fms_manuscript *script, size_t from);
void fms_fountain_read(struct fms_manuscript *script, size_t from);
void fms_narakeet_read(struct fms_manuscript *script, size_t from);

/** Does a script hold what Narakeet's scripts have, and ours have not? Linear. */
bool fms_narakeet_likely(const struct fms_source *source);

/** Refuses Markdown that is nested deeper than a person nests. @return false if an error was added. */
bool fms_markdown_guard(struct fms_manuscript *script, size_t from);

/** Decodes an entity, `&`…`;`. @return its length in `out`; 0 if the name is not known. */
size_t fms_entity_decode(const char *entity, size_t length, char out[8]);

/** An image that md4c has found; `at` is somewhere behind its alternative text. @return where it ends. */
size_t fms_image_end(const struct fms_source *source, size_t at);

/** Where the file's name is written in an image of bytes [begin, end); all of the image where it is somewhere else. */
struct fms_span fms_image_target(const struct fms_source *source, size_t begin, size_t end);

/**
 * Reads the attributes `{name=value …}` that stand at `at`, if any, into the block; they end on the same line. Errors are
 * named after the block's kind: "image.attribute", "direction.attribute", "panel.attribute", "span.attribute".
 * @return where they end; `at` if there are none.
 */
size_t fms_attributes_read(struct fms_manuscript *script, size_t at, struct fms_block *block);

/** The largest tables and charts that anybody could read off a screen, and more. */
enum { FMS_TABLE_COLUMNS_MAX = 64, FMS_TABLE_ROWS_MAX = 1000 };

/** The data of a chart, typed a row a line. `draft` is verbatim. @return a child of the script; NULL after an error. */
const struct fms_table *fms_chart_read(struct fms_manuscript *script, const struct fms_draft *draft);

/** A name or role as it compares with others: in any case, composed or not. Free the string. */
char *fms_name_fold(const char *name, size_t length);

/** When all has been read: warns of names that more than one paragraph begins with and that are nobody's. */
void fms_speakers_finish(struct fms_manuscript *script);

/** What the name of a stage direction stands for. */
struct fms_direction_name {
    enum fms_direction_kind direction; /**< it is one of these; none where it is a panel … */
    enum fms_panel_kind panel;         /**< … and then one of these */
    bool speaks_alone;                 /**< `(pause)` is no prose, though nothing follows the name */
    bool happens;                      /**< may stand in `(when …: …)` */
    bool bare; /**< with a value such as "2s", "slow" or "bed.ogg" behind it, and no colon, it is a slip and no prose */
    const char *hint; /**< an example */
};

/** How it is listed: in small letters, with hyphens. A literal. */
const char *fms_direction_name_text(const struct fms_direction_name *name);

/** The direction or panel called so, in any case, with blanks or low lines for hyphens; NULL if there is none. */
const struct fms_direction_name *fms_direction_named(const char *name, size_t length);

/** The name that a word misses by one letter, or NULL. Words that are as likely meant as words miss none. */
const char *fms_direction_nearly(const char *word, size_t length);
