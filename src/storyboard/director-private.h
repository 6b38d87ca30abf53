/**
 * Inside the storyboard: the director, who goes through the script block by block and makes shots.
 *
 * Words and pictures that belong together gather in a passage; whatever ends it (a heading, a rule, a quotation, the
 * next picture) has it made into shots first. Shots and beats are made here and nowhere else.
 */
#pragma once

#include "board.h"
#include "phrases-private.h"

#define FMS_PAUSE_BREATH FMS_MS(120)
#define FMS_PAUSE_SENTENCE FMS_MS(350)
#define FMS_PAUSE_PARAGRAPH FMS_MS(700)
#define FMS_PAUSE_RULE FMS_MS(800)
#define FMS_PAUSE_CHAPTER FMS_MS(900)
#define FMS_PAUSE_CREDITS FMS_MS(1200)

#define FMS_LEAD_CHAPTER FMS_MS(500)
#define FMS_LEAD_QUOTE FMS_MS(400)
#define FMS_LEAD FMS_MS(250)

/** A picture that waits for its words. */
struct fms_sight {
    struct fms_view view;
    struct fms_span span;
};

struct fms_director {
    struct fms_board *board;
    const struct fms_script *script;
    const struct fms_world *world;
    struct fms_diags *diags;
    const char *voice;
    int64_t pace;
    GArray *shots;     /**< struct fms_shot */
    GArray *credits;   /**< struct fms_credit */
    GArray *citations; /**< struct fms_citation */
    GHashTable *names; /**< of shots: how often each was asked for */
    GHashTable *cited;
    GArray *sights; /**< struct fms_sight: the passage's pictures */
    GArray *pieces; /**< struct fms_piece: the passage's words */
    size_t paragraph, shot_in_paragraph, named_paragraph;
    struct fms_beat *last_beat; /**< of the film so far; its pause depends on what follows */
    bool cuts;                  /**< the next shot follows by a cut */
    bool full;                  /**< the film is longer than any film */
    size_t n_beats;
    int64_t speech_ms;
};

/** Makes a shot, named; `kind`, `span`, `join` and `lead` are set. Borrowed until the next is made. */
struct fms_shot *fms_director_shot(struct fms_director *director, enum fms_shot_kind kind, const char *name,
                                   struct fms_span span);

/** The name of the next shot of a paragraph: "p3.2". A child of the board. */
const char *fms_director_paragraph_name(struct fms_director *director, size_t paragraph);

/** "chapter-two-bulges": `prefix`, and the words of `text` in small letters; `fallback` where it has none. */
const char *fms_director_slug(struct fms_director *director, const char *prefix, const char *text,
                              const char *fallback);

/** Gives `shot` beats from pieces, after those that it has. */
void fms_director_beats(struct fms_director *director, struct fms_shot *shot, const struct fms_piece *pieces, size_t n,
                        bool shown);

/** Makes the silence after the last beat at least `pause`. */
void fms_director_pause(struct fms_director *director, fms_ticks pause);

/** Bytes [begin, end) of a text with white space folded and cut off; a child of the board. */
const char *fms_director_words(struct fms_director *director, const struct fms_text *text, size_t begin, size_t end);

/** Cuts [begin, end) of a text into pieces of the current paragraph, appended to `out`; the last ends it. */
void fms_director_cut(struct fms_director *director, const struct fms_text *text, size_t begin, size_t end,
                      struct fms_breath breath, GArray *out);

/** What may be said in one breath, and be set on one card. */
extern const struct fms_breath fms_breath_usual;

/** Adds [begin, end) of a text to the passage. */
void fms_passage_narrate(struct fms_director *director, const struct fms_text *text, size_t begin, size_t end);

/** Makes the passage's shots and empties it. */
void fms_passage_close(struct fms_director *director);

/** Adds an image to the passage, or the reasons why not to the diagnostics. */
void fms_sight_read(struct fms_director *director, const struct fms_block *block);

/** Probes what the script calls `name`; NULL with a diagnostic at `span` added. */
const struct fms_asset *fms_sight_probe(struct fms_director *director, const char *name, struct fms_span span);

/** A quotation to be set: bytes of a text. Ranges may be empty. */
struct fms_card {
    const struct fms_text *text;
    struct fms_range intro, words, after; /**< only `words` are set */
    const char *speaker, *work;
};

/** Makes the cards of a quotation; one shot or several. */
void fms_cards_make(struct fms_director *director, const struct fms_card *card);

/** Makes a blockquote's cards. */
void fms_cards_blockquote(struct fms_director *director, const struct fms_block *block);

/** Makes a paragraph's narration, and the cards of the quotations in it. */
void fms_cards_paragraph(struct fms_director *director, const struct fms_block *block);
