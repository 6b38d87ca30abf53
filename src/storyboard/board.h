/**
 * The storyboard: shots and beats. What is seen while what is said, before anybody knows how long it takes.
 *
 * A beat is what is said in one breath: a sentence, or a breath group of a long one. A shot is what is seen during one or
 * more beats, about 3 to 8 s of them. Boards are frozen and borrow the script and the world's assets.
 */
#pragma once

#include "diags.h"
#include "line.h"
#include "scene.h"
#include "transition.h"
#include "world.h"

struct fms_script;

enum fms_shot_kind {
    FMS_SHOT_TITLE,   /**< series, title; no words, a fixed hold */
    FMS_SHOT_CHAPTER, /**< a heading: shown, and spoken like a line of its own */
    FMS_SHOT_PICTURE, /**< a still, drawing or clip fills the frame; captions may be burned in */
    FMS_SHOT_WORDS,   /**< the beats' own words, set in motion over the theme's ground */
    FMS_SHOT_QUOTE,   /**< a quotation card; a long quotation takes several in a row */
    FMS_SHOT_CREDITS  /**< the roll */
};

/** One spoken line. */
struct fms_beat {
    struct fms_line line;
    struct fms_span span;
    bool shown; /**< these words are set on the card (false: spoken only, as an introduction on a quotation card) */
    fms_ticks pause; /**< silence after it: between beats of a sentence, sentences, paragraphs, chapters */
};

struct fms_shot {
    enum fms_shot_kind kind;
    const char *name; /**< unique, stable, for people: "title", "p3.2", "chapter-two-bulges", "credits" */
    struct fms_span span;
    struct fms_join join; /**< how it follows the shot before it; the first one's is a cut */
    size_t n_beats;
    const struct fms_beat *beats;
    fms_ticks lead;  /**< silence before its first beat */
    fms_ticks least; /**< it lasts at least this long */

    const char *heading; /**< title, chapter: the words; else NULL */
    const char *kicker;  /**< title: the series; NULL if none */
    const char *words;   /**< quote, words: the text set, the shown beats' lines joined; else NULL */
    const char *speaker; /**< quote: who said it; NULL if unknown */
    const char *work;    /**< quote: where; NULL if unknown */
    bool opens, closes;  /**< quote: the quotation begins, ends on this card (which marks are set) */
    bool starts_chapter; /**< a chapter mark of the container begins here, called `heading` */

    const struct fms_asset *asset; /**< picture; else NULL */
    const char *alt;               /**< picture: alternative text, "" if none */
    int32_t focus_x, focus_y;      /**< picture: millionths; -1: not said */
    int fit;                       /**< picture: an fms_fit; -1: not said */
    const char *move;              /**< picture: "in", "out", "left", "right", "none" or NULL: not said */
};

struct fms_credit {
    const char *role; /**< "" for a line without one */
    const char *names;
};

/** A work or speaker quoted, once each, in order of first appearance. */
struct fms_citation {
    const char *text;
};

struct fms_board {
    const char *title, *series, *author; /**< "" where unknown */
    const char *language;                /**< BCP 47, lower case: front matter's, else guessed */
    const char *theme;                   /**< "" for the default */
    const char *captions;                /**< "burned", "track", "off" */
    int32_t loudness_clufs;              /**< 0: the house's own */
    const struct fms_asset *music;       /**< NULL if none */
    size_t n_shots;
    const struct fms_shot *shots;
    size_t n_credits;
    const struct fms_credit *credits;
    size_t n_citations;
    const struct fms_citation *citations;
};

/**
 * Directs a script: breaks it into shots and beats and chooses for each what is seen.
 *
 * What decides: a picture is seen with the words that follow it until the next picture, heading, rule or quotation; longer
 * ones are cut into shots of the same picture that move to and fro, and a clip is never begun again (words that outlast it
 * are set). Words without a picture are set themselves. A quotation that somebody introduces (quotation.h) and every
 * blockquote becomes a row of cards; what introduces it is spoken over a picture that waits for words, else on the first
 * card. Fit where the image does not say: drawings `contain` (and rest), upright pictures without a focus `blur`, others
 * `cover`. The title starts a chapter where there are headings. What a shot shows depends on its own passage alone, so that
 * a sentence added elsewhere changes no other shot.
 *
 * Asks `world` for assets only. Errors: "asset.missing", "asset.forbidden", "asset.unreadable" (at the image or the
 * front matter's value), "image.attribute" (unknown name or bad value), "script.long" (over a million shots or beats, so
 * that no script takes memory without bounds). Warnings: "script.long" (over an hour of speech).
 *
 * @return a child of `ctx` that borrows `script`; NULL if an error was added.
 */
struct fms_board *fms_board_direct(TALLOC_CTX *ctx, const struct fms_script *script, const struct fms_world *world,
                                   struct fms_diags *diags);

/** The stable text dump, for `filmset dump --stage=storyboard`. */
void fms_board_dump(const struct fms_board *board, GString *out);

/**
 * Guesses the language of a text from its writing system and, within Latin, Cyrillic and Arabic script, its commonest
 * words. @return a BCP 47 tag, a literal; "en-gb" where nothing speaks for another.
 */
const char *fms_language_guess(const char *text);
