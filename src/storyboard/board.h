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
    FMS_SHOT_PANEL,   /**< something drawn on the spot: shown words, a list, a table, a chart, a number */
    FMS_SHOT_CREDITS, /**< the roll */
    FMS_SHOT_END      /**< the end card: heading, and a line under it; no words, a fixed hold */
};

/** One spoken line. */
struct fms_beat {
    struct fms_line line;
    struct fms_span span;
    bool shown;      /**< these words are set on the card, but for those that are only said (false: spoken only, as an
                 *   introduction on a quotation card). Words that are only shown are in the line, muted by its `say` */
    bool hush;       /**< in its pause everything is silent, music too */
    fms_ticks pause; /**< silence after it: between beats of a sentence, sentences, paragraphs, chapters */
    const char *speaker;               /**< who says it, for captions and the report; NULL: the narrator */
    const struct fms_asset *recording; /**< in which somebody reads it; NULL: a voice speaks it */
};

/** What a panel shows, ready to be set. Numbers are in millionths. */
enum fms_board_panel_kind {
    FMS_BOARD_TEXT, /**< `text`, lines kept */
    FMS_BOARD_CODE, /**< `text`, lines kept */
    FMS_BOARD_LIST, /**< `cells`, one a row; row i enters with the shot's i-th shown beat that begins an item, see `rows` */
    FMS_BOARD_TABLE,  /**< `cells` */
    FMS_BOARD_BARS,   /**< rows of `cells` (label, and what stands at the bar) and `values` */
    FMS_BOARD_LINES,  /**< so too: a point a row, a curve a column */
    FMS_BOARD_NUMBER, /**< `from`, `to`, `decimals`, `pattern`; `title` under it */
    FMS_BOARD_DATE    /**< `from`, `to` in days since 1970-01-01, `title` under it */
};

struct fms_panel {
    enum fms_board_panel_kind kind;
    const char *title; /**< "" where it has none */
    const char *text;
    size_t n_runs; /**< of `text` */
    const struct fms_text_run *runs;
    size_t n_columns, n_rows; /**< of `cells`; the head is a row of it */
    bool has_head;
    const char *const *cells; /**< "" where empty */
    const int32_t *numbers;   /**< of a list: the ordinal of each row, 0: a bullet */
    const int32_t *levels;    /**< of a list: how deep each row lies in others, 0 for the outermost of the panel */
    const int32_t *rows;      /**< of a list: the beat of the shot with which each row enters; -1: with the shot */
    size_t n_series;          /**< of a chart: columns of `values`, n_rows − has_head rows of them */
    const int64_t *values;    /**< of a chart; FMS_NO_VALUE where there is none */
    const char *unit;         /**< of a chart: "mm"; "" where none */
    int64_t from, to;
    int32_t decimals;
    bool grouped; /**< of a number: thousands are set apart, however small it is: "1,250" */
    const char
        *pattern; /**< of a number: what stands around it, `{n}` for the number itself: "{n} km"; of a date: "{y}" for a
                          *   year alone, "" for the language's own way */
};

#define FMS_NO_VALUE INT64_MIN

/** Who is heard or seen: "Ada Example", "harbour master" (or ""). */
struct fms_lower_third {
    const char *name, *role;
};

/** From a moment on other music is heard. */
struct fms_music_change {
    const struct fms_asset *asset; /**< NULL: none */
    int32_t gain_cdb;              /**< hundredths of a decibel */
    fms_ticks fade;                /**< of the change; 0: the house's */
};

enum fms_cue_kind {
    FMS_CUE_REVEAL,      /**< `parts` of the shot's drawing appear */
    FMS_CUE_HIDE,        /**< … disappear */
    FMS_CUE_PICTURE,     /**< `view` covers the picture from here to the shot's end; further shots show it themselves */
    FMS_CUE_PANEL,       /**< `panel` covers it */
    FMS_CUE_LOWER_THIRD, /**< `third` is shown for five seconds, or as long as the shot lasts */
    FMS_CUE_SOUND,       /**< `sound` is heard once */
    FMS_CUE_MUSIC        /**< `music` changes */
};

/** How a picture is shown. */
struct fms_view {
    const struct fms_asset *asset; /**< a still, drawing or clip */
    const char *alt;               /**< alternative text, "" if none */
    int32_t focus_x, focus_y;      /**< millionths; -1: not said */
    int fit;                       /**< an fms_fit; -1: not said */
    const char *move;              /**< "in", "out", "left", "right", "none" or NULL: not said */
    const char *parts; /**< of a drawing: ids that are not there until a cue reveals them, joined by blanks; "" none */
    fms_ticks in, out; /**< of a clip: its part that is shown; out 0: to its end */
    int32_t speed_permille; /**< of a clip; 1000; 0: as fast as makes it as long as its words */
    bool loops;             /**< of a clip: begins again after its end; else its last frame stays */
    bool heard;             /**< of a clip: its own sound is heard, at gain_cdb */
    int32_t gain_cdb;
    const char *credit;          /**< who made it, as the script says, for the roll; NULL: as the asset says */
    const struct fms_asset *lut; /**< the colour table that it is graded with; NULL: none */
};

/** Something that happens at a word of a shot. */
struct fms_shot_cue {
    enum fms_cue_kind kind;
    size_t beat; /**< of the shot; n_beats where the shot has none: with its beginning */
    int32_t at;  /**< byte of the beat's line: the word that begins there; 0: with the beat */
    struct fms_span span;
    const char *parts; /**< ids, joined by blanks */
    const struct fms_view *view;
    const struct fms_panel *panel;
    struct fms_lower_third third;
    const struct fms_asset *sound;
    int32_t gain_cdb; /**< of the sound */
    struct fms_music_change music;
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
    size_t
        n_together; /**< the last shot of a scene with a length of its own: it and those before it, so many in all, … */
    fms_ticks together; /**< … last at least this long together, or this one stays; else 0 */

    const char *heading; /**< title, chapter, end: the words; else NULL */
    const char *kicker;  /**< title: the series; end: the line under the heading; NULL if none */
    const char *words;   /**< quote, words: the text set, the shown beats' lines joined; else NULL */
    const char *speaker; /**< quote: who said it; NULL if unknown */
    const char *work;    /**< quote: where; NULL if unknown */
    bool opens, closes;  /**< quote: the quotation begins, ends on this card (which marks are set) */
    bool starts_chapter; /**< a chapter mark of the container begins here, called `heading` */

    size_t n_runs;                   /**< of `words` */
    const struct fms_text_run *runs; /**< styles, in order */
    const struct fms_view *view;     /**< picture; else NULL */
    const struct fms_panel *panel;   /**< panel; else NULL */
    size_t n_cues;
    const struct fms_shot_cue *cues; /**< in order of place */
};

struct fms_credit {
    const char *role; /**< "" for a line without one */
    const char *names;
};

/** A work or speaker quoted, once each, in order of first appearance. */
struct fms_citation {
    const char *text;
};

/** The frame that the script names for its poster. */
struct fms_poster_wish {
    bool is_named;
    const char *shot; /**< a shot's name, or that of one of its parts; NULL: … */
    fms_ticks at;     /**< … a moment of the film */
    struct fms_span span;
};

struct fms_board {
    const char *title, *series, *author; /**< "" where unknown */
    const char *language;                /**< BCP 47, lower case: front matter's, else guessed */
    const char *theme;                   /**< "" for the default */
    const char *captions;                /**< "burned", "highlight", "track", "off" */
    int32_t loudness_clufs;              /**< 0: the house's own */
    const struct fms_asset *narration;   /**< a recording of what the narrator says; NULL: a voice speaks */
    struct fms_music_change music;       /**< from the film's beginning; its asset NULL if none */
    size_t n_shots;
    const struct fms_shot *shots;
    size_t n_credits;
    const struct fms_credit *credits;
    fms_ticks credits_length; /**< how long they are to take; 0: as long as they need */
    struct fms_span credits_length_span;
    bool credits_cards; /**< they are cards, not a roll */
    size_t n_citations;
    const struct fms_citation *citations;
    struct fms_poster_wish poster;
};

/**
 * Directs a script: breaks it into shots and beats and chooses for each what is seen.
 *
 * What decides: a picture is seen with the words that follow it until the next picture, heading, rule or quotation; longer
 * ones are cut into shots of the same picture that move to and fro, and a clip is never begun again unless it loops (words
 * that outlast it are set). Words without a picture are set themselves. A quotation that somebody introduces (quotation.h)
 * and every blockquote becomes a row of cards; what introduces it is spoken over a picture that waits for words, else on the
 * first card. Fit where the image does not say: drawings `contain` (and rest), upright pictures without a focus `blur`,
 * others `cover`. The title starts a chapter where there are headings. What a shot shows depends on its own passage alone,
 * so that a sentence added elsewhere changes no other shot.
 *
 * A panel is seen with the paragraph that follows it, and with one above it that ends in a colon; without words for 1 s and
 * 0.4 s a word, 8 s at most, or as long as a pause says. Afterwards the picture is seen again that was there before. Where no
 * picture waits for words, the items of a list are rows of panels, six at most in each; items of more than 24 words are
 * prose. In a panel's paragraph, and in what the cast says, quotations make no cards.
 *
 * Directions hold from where they stand: `speaker` up to the next heading, the others until they are said again; `music` from
 * the beginning of a film is the board's. What happens falls due with the next beat, or at the word that `when` names: the
 * first one below the direction, above the next heading and behind the word of the `when` before. A picture on cue stays
 * for the rest of its passage, until the passage's next picture or a panel takes its turn; a panel on cue to the end of its shot. Parts
 * that a direction reveals are hidden from the drawing's first moment.
 *
 * A speaker without a voice of his or her own gets "#2", "#3" …: which of the language's clearly different voices it is, in
 * the order of the cast; the narrator has the first. One who has a role, or of whom the reader knows that he or she speaks,
 * is named by a lower third with the first words that are not on a card. Words in another language than those around them
 * are a beat of their own, so that they have that language's voice: the breath is parted there.
 *
 * Asks `world` for assets, texts and parts only. Errors: "asset.missing", "asset.forbidden", "asset.unreadable" (at the image,
 * the direction or the front matter's value), "image.attribute" (unknown name or bad value), "direction.value", "cue.word"
 * (a word that is not said), "poster.shot", "part.unknown", "cast.unknown", "chart.value" (also in a data file), "front.value" (the film's
 * transition, its music's volume), "script.long" (over a million shots or beats, so that no script takes memory without
 * bounds). Warnings: "panel.large" (more than can be read), "cue.late" (nothing follows), "script.long" (over an hour of speech). Linear in the script's length.
 *
 * @return a child of `ctx` that borrows `script`; NULL if an error was added.
 */
struct fms_board *fms_board_direct(TALLOC_CTX *ctx, const struct fms_script *script, const struct fms_world *world,
                                   struct fms_diags *diags);

/** "title", "chapter" … "end". */
const char *fms_shot_kind_name(enum fms_shot_kind kind);

/** The stable text dump, for `filmset dump --stage=storyboard`. */
void fms_board_dump(const struct fms_board *board, GString *out);

/** The same without places in the script: scripts that make the same film have the same one. */
void fms_board_dump_meaning(const struct fms_board *board, GString *out);

/**
 * The short form, for people and for docs/language.md: a line a shot, a line a beat, a line for what happens at a word;
 * what is usual is not said.
 */
void fms_board_brief(const struct fms_board *board, GString *out);

/**
 * The first line that the narrator says in the film's language; where there is none, the first of all; NULL where nothing
 * is said. Dumps tell of others how they differ from it.
 */
const struct fms_line *fms_board_usual_line(const struct fms_board *board);

/**
 * Guesses the language of a text from its writing system and, within Latin, Cyrillic and Arabic script, its commonest
 * words. @return a BCP 47 tag, a literal; "en-gb" where nothing speaks for another.
 */
const char *fms_language_guess(const char *text);
