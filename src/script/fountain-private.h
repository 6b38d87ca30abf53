/**
 * Inside the reader of Fountain screenplays (fountain.io's syntax 1.1): its state, and lines without their markup.
 */
#pragma once

#include "script-private.h"

/** A line of the source: bytes [begin, end) without white space at its ends. */
struct fountain_line {
    size_t begin, end, next; /* `next`: where the following line begins */
    bool blank, kept_blank;  /* nothing stands in it; two blanks do, which hold a speech together */
    bool crossed_out;        /* it lies in a comment */
    bool trails;             /* blanks stand at its end */
};

struct fountain {
    struct fms_manuscript *script;
    struct fms_draft text;
    GArray *cast;             /**< struct fms_speaker */
    GHashTable *cast_by_name; /**< case-folded name → its place in the cast and one */
    size_t hidden_to;         /**< notes and boneyard: everything before it has been left out */
    size_t no_note_to;        /**< a search for "]]" has run up to here in vain */
    bool no_boneyard_ends;    /**< one for a comment's end, to the end of the script */
    bool after_blank;         /**< a blank line stands before the one at hand */
};

/** The line that begins at `at`, which is less than the source's length. */
struct fountain_line fms_fountain_line(struct fountain *fountain, size_t at);

/**
 * Adds bytes [begin, end) of the source to the draft: without notes, boneyard and backslashes, its emphasis as inlines.
 * Linear, whatever stands there.
 */
void fms_fountain_add(struct fountain *fountain, size_t begin, size_t end);

/** Reads the title page that may stand at `at`. @return where the script itself begins. */
size_t fms_fountain_title_page(struct fountain *fountain, size_t at);

/** What the draft holds, as an element of a kind; the draft is empty afterwards. Nothing is added where it holds nothing. */
struct fms_block fms_fountain_block(struct fountain *fountain, enum fms_block_kind kind);
