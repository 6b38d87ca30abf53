/**
 * Inside the storyboard: the director, who goes through the script block by block and makes shots.
 *
 * Words and pictures that belong together gather in a passage; whatever ends it (a heading, a rule, a quotation, the
 * next picture) has it made into shots first. Shots and beats are made here and nowhere else.
 */
#pragma once

#include "board.h"
#include "inlines-private.h"
#include "phrases-private.h"

#define FMS_PAUSE_JOINT FMS_MS(40) /**< where a breath is parted only because the language changes */
#define FMS_PAUSE_BREATH FMS_MS(120)
#define FMS_PAUSE_SENTENCE FMS_MS(350)
#define FMS_PAUSE_PARAGRAPH FMS_MS(700)
#define FMS_PAUSE_RULE FMS_MS(800)
#define FMS_PAUSE_CHAPTER FMS_MS(900)
#define FMS_PAUSE_CREDITS FMS_MS(1200)

#define FMS_LEAD_CHAPTER FMS_MS(500)
#define FMS_LEAD_QUOTE FMS_MS(400)
#define FMS_LEAD FMS_MS(250)

#define FMS_MOST_PARTS 64 /**< of one drawing that come and go */

/** The parts of a drawing that are not seen now. It belongs to one image, and goes with it through its shots. */
struct fms_parts {
    bool begun; /**< the drawing has been seen */
    size_t n;
    const char *hidden[FMS_MOST_PARTS];
};

/** A part that appears by itself: at the next `word`, or in its turn where that is NULL. */
struct fms_reveal {
    const char *id, *word;
};

/** A picture that waits for its words. */
struct fms_sight {
    struct fms_view view;
    struct fms_span span;
    size_t block;
    bool carried; /**< it was seen before; without further words it is not seen again */
    bool freezes; /**< a clip that stands still at its end until the words end */
    bool has_join;
    struct fms_join join;    /**< how its first shot follows, where the author says so */
    struct fms_parts *parts; /**< of a drawing; else NULL */
    size_t n_reveals;
    const struct fms_reveal *reveals;
    struct fms_span reveal_span;
};

/** A place in the narration: byte `at` of the text of a block. */
struct fms_spot {
    size_t block, at;
};

/** Something that happens when the narration has come to a spot, or to what is said next after it. */
struct fms_due {
    struct fms_spot spot;
    struct fms_shot_cue cue;
    const struct fms_sight *sight; /**< of FMS_CUE_PICTURE */
};

/** Where dues come from; each kind has a queue of its own, in order of place. */
enum fms_due_kind {
    FMS_DUE_DIRECT, /**< with what is said next */
    FMS_DUE_WORD,   /**< `(when …)` */
    FMS_DUE_PART,   /**< a part in its turn */
    FMS_N_DUE_KINDS
};

struct fms_due_queue {
    GArray *dues; /**< struct fms_due */
    size_t next;
};

/**
 * What is said where it differs from a line's text, `list`, with what the lexicon says of the text's words. @return `list` or a child of
 * `ctx`.
 */
const char *fms_lexicon_apply(TALLOC_CTX *ctx, const struct fms_pairs *lexicon, const char *text, const char *list);

/** What the directions have said about the voice. Zero: nothing. */
struct fms_tone {
    size_t speaker; /**< of the cast, from 1; 0: the narrator */
    const char *voice, *language;
    int64_t pace_wpm;
    int32_t pace_permille, pitch_permille, volume_cdb;
    const struct fms_asset *recording; /**< of this passage */
    bool unrecorded;                   /**< this passage is spoken, whatever the film has */
};

/** Panels that wait for the paragraph that is said while they are seen: the parts of one element, or none. */
struct fms_panels {
    GPtrArray *panels; /**< const struct fms_panel */
    const struct fms_block *block;
    size_t at; /**< index of the block */
};

struct fms_director {
    struct fms_board *board;
    const struct fms_script *script;
    const struct fms_world *world;
    struct fms_diags *diags;
    size_t block;      /**< the one at hand */
    GArray *shots;     /**< struct fms_shot */
    GArray *credits;   /**< struct fms_credit */
    GArray *citations; /**< struct fms_citation */
    GHashTable *names; /**< of shots: how often each was asked for */
    GHashTable *cited;
    size_t n_unusable; /**< files that were asked for in vain */
    GArray *sights;    /**< struct fms_sight: the passage's pictures */
    GArray *pieces;    /**< struct fms_piece: the passage's words */
    size_t paragraph, shot_in_paragraph, named_paragraph;
    struct fms_beat *last_beat; /**< of the film so far; its pause depends on what follows */
    bool rests;                 /**< an author has said how long it is */
    bool full;                  /**< the film is longer than any film */
    size_t n_beats;
    int64_t speech_ms;

    struct fms_join usual;       /**< how shots follow one another */
    const struct fms_asset *lut; /**< the colour table of photographs and clips; NULL: none */
    bool has_join;
    struct fms_join join; /**< how the next shot does */
    fms_ticks hold;       /**< silence before the next beat, added to its shot's lead */

    GHashTable *cast;   /**< folded name → index + 1 */
    size_t *voices;     /**< by the cast: which of the language's clearly different voices is theirs, from 2 */
    size_t n_strangers; /**< names that are nobody's */
    bool *introduced;   /**< by the cast: a lower third has named the speaker */
    struct fms_tone tone;
    const struct fms_manner *manner; /**< how what is cut next is said */

    struct fms_due_queue dues[FMS_N_DUE_KINDS];
    struct fms_spot matched; /**< where the last `when` ended */
    size_t n_unmatched;
    const struct fms_sight *seen; /**< what the last shot showed at its end; NULL: no picture */
    struct fms_parts *parts;      /**< of the drawing that the script named last; NULL: it was none */
    const struct fms_asset *drawing;

    struct fms_panels panels;
    size_t ahead;    /**< the first block behind the directions at hand */
    size_t n_held;   /**< of the directions right above, those that wait for the picture below them */
    bool blind;      /**< the picture at hand cannot be had: nobody knows its parts */
    size_t narrated; /**< blocks before this one are no list that is set */

    size_t scene_first; /**< shot with which the scene begins */
    fms_ticks scene_least;
    GArray *end_cards; /**< const struct fms_block * */

    struct fms_inline_cursor *spoken, *shown, *cut;
    struct fms_fold said, set; /**< what was folded last for a line, for a card */
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

/** Sets bytes [begin, end) of a text as a shot's words, with their styles. */
void fms_director_set(struct fms_director *director, struct fms_shot *shot, const struct fms_text *text, size_t begin,
                      size_t end);

/** Says block `i` of the script as a paragraph of its own, in its speaker's manner: its pieces join the passage. */
void fms_director_say(struct fms_director *director, size_t i);

/** Cuts [begin, end) of a text into pieces of the current paragraph, appended to `out`; the last ends it. */
void fms_director_cut(struct fms_director *director, const struct fms_text *text, size_t begin, size_t end,
                      struct fms_breath breath, GArray *out);

/** What may be said in one breath, and be set on one card. */
extern const struct fms_breath fms_breath_usual;

/** Adds [begin, end) of a text to the passage. */
void fms_passage_narrate(struct fms_director *director, const struct fms_text *text, size_t begin, size_t end);

/** Makes the passage's shots and empties it. */
void fms_passage_close(struct fms_director *director);

/** The same, but what is seen at the end is seen again with further words, if there are any. */
void fms_passage_break(struct fms_director *director);

/** Adds an image to the passage, or the reasons why not to the diagnostics. */
void fms_sight_read(struct fms_director *director, const struct fms_block *block);

/** Reads an image. @return false with errors added. */
bool fms_sight_of(struct fms_director *director, const struct fms_block *block, struct fms_sight *sight);

/** Reads one attribute into a sight; errors are added. The sight's asset may be NULL. */
void fms_sight_attribute(struct fms_director *director, const struct fms_attribute *attribute, struct fms_sight *sight);

/** Looks at what only all attributes together and the asset tell. @return false with an error added. */
bool fms_sight_check(struct fms_director *director, const struct fms_block *block, struct fms_sight *sight);

/** How long a clip can be seen with its words. */
fms_ticks fms_sight_length(const struct fms_sight *sight);

/** Probes what the script calls `name`; NULL with a diagnostic at `span` added. */
const struct fms_asset *fms_sight_probe(struct fms_director *director, const char *name, struct fms_span span);

/** The same for a colour table: anything else is an error, too. */
const struct fms_asset *fms_sight_probe_lut(struct fms_director *director, const char *name, struct fms_span span);

/** Whether a name may be that of a file; false with "asset.forbidden" added. */
bool fms_asset_is_local(struct fms_director *director, const char *name, struct fms_span span);

/** Adds the diagnostic of a file that cannot be had. */
void fms_asset_report(struct fms_director *director, const char *name, struct fms_span span, const GError *error);

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

/** The sound file that a direction names, probed; NULL with an error added. */
const struct fms_asset *fms_direction_sound(struct fms_director *director, const struct fms_block *block,
                                            const char *hint);

/** Makes the cast's table and the narrator's manner. */
void fms_manners_init(struct fms_director *director);

/** Has the next words said as the tone, and `marked` where it names somebody of the cast, want it. */
void fms_manner_settle(struct fms_director *director, const struct fms_text *marked);

/** The speaker called so, from 1; 0 with "cast.unknown" added. */
size_t fms_cast_find(struct fms_director *director, const struct fms_text *name);

/** Follows a stage direction. */
void fms_direction_follow(struct fms_director *director, const struct fms_block *block);

/** Follows `(when …: …)`. */
void fms_direction_anchor(struct fms_director *director, const struct fms_block *block);

/** Makes a due of a direction that something happens by; false with an error added, or for other directions. */
bool fms_direction_due(struct fms_director *director, const struct fms_block *block, struct fms_due *due);

/** Reports a value that a direction cannot take. @return false. */
bool fms_direction_refuse(struct fms_director *director, struct fms_span span, const char *hint, const char *format,
                          ...) G_GNUC_PRINTF(4, 5);

/** Adds a due to a queue; its spot is not before the queue's last one. */
void fms_due_add(struct fms_director *director, enum fms_due_kind kind, const struct fms_due *due);

/**
 * Gives a shot the cues that fall due before byte `end` of a block's text: those before `begin` with beat `beat`
 * itself, others at the byte of its line.
 */
void fms_dues_attach(struct fms_director *director, struct fms_shot *shot, size_t beat, const struct fms_piece *piece,
                     const struct fms_fold *fold);

/** Gives a shot without beats the cues that are due before a block. */
void fms_dues_attach_silent(struct fms_director *director, struct fms_shot *shot, size_t block);

/** Gives the credits what is still due to be heard; "cue.late" is added for anything else. */
void fms_dues_attach_last(struct fms_director *director, struct fms_shot *shot);

/** Adds a cue to the shot that is being made. */
void fms_shot_add_cue(struct fms_director *director, struct fms_shot *shot, const struct fms_shot_cue *cue);

/** A place of words in a text. */
struct fms_found {
    bool found;
    struct fms_range range;
    size_t block;
};

/**
 * Looks for `words` in the narration of the script's blocks from a spot up to the next heading: whole words, any case,
 * punctuation ignored; where writing sets no blanks, anywhere. Linear in what is looked through.
 */
struct fms_found fms_words_find(const struct fms_script *script, struct fms_spot from, const char *words);

/** The same in bytes [range) of one text. */
struct fms_found fms_words_find_in(const struct fms_text *text, struct fms_range range, const char *words);

/** The word of the narration from a spot up to the next heading that is most like `words`; a child of `ctx`, or NULL. */
const char *fms_words_nearest(TALLOC_CTX *ctx, const struct fms_script *script, struct fms_spot from,
                              const char *words);

struct fms_parts *fms_parts_new(struct fms_director *director);

/** Hides parts, or shows them again: ids between blanks or commas. @return false where they are too many. */
bool fms_parts_hide(struct fms_director *director, struct fms_parts *parts, const char *ids);
void fms_parts_show(struct fms_parts *parts, const char *ids);

/** What is hidden now, joined by blanks. */
const char *fms_parts_join(struct fms_director *director, const struct fms_parts *parts);

/** Ids joined by single blanks; "part.unknown" is added for each that the drawing lacks. */
const char *fms_parts_check(struct fms_director *director, const struct fms_asset *drawing, const char *ids,
                            struct fms_span span);

/** Reads `reveal="coast, river@water"`. */
bool fms_reveals_read(struct fms_director *director, const struct fms_attribute *attribute, struct fms_sight *sight);

/** Makes the dues of a sight's reveals for the pieces that it is seen with. */
void fms_reveals_spread(struct fms_director *director, const struct fms_sight *sight, const struct fms_piece *pieces,
                        size_t n);

/** Reads a panel, which then waits for its paragraph. */
void fms_panel_read(struct fms_director *director, const struct fms_block *block);

/** Whether block `i` is a paragraph that introduces the panel under it; then both are read. */
bool fms_panel_introduced(struct fms_director *director, size_t i);

/** The panel of `(when …: panel)`; NULL with errors added. */
const struct fms_panel *fms_panel_of(struct fms_director *director, const struct fms_block *block);

/** Makes the shots of panels that wait, with the passage's pieces or without any. */
void fms_panels_show(struct fms_director *director);

/** Makes the chart of a panel into `panel`. @return false with errors added. */
bool fms_chart_fill(struct fms_director *director, const struct fms_block *block, struct fms_panel *panel);

/** The rows of the CSV file that an attribute names, as a table; NULL with errors added. */
const struct fms_table *fms_csv_read(struct fms_director *director, const struct fms_attribute *data);

/** Makes the counter of a number or a date into `panel`. @return false with an error added. */
bool fms_counter_fill(struct fms_director *director, const struct fms_block *block, struct fms_panel *panel);
bool fms_calendar_fill(struct fms_director *director, const struct fms_block *block, struct fms_panel *panel);

/**
 * Makes the panels of the list that begins at block `i`, or of the title and the list under it.
 * @return how many blocks that were; 0 where there is no list, or none that is set.
 */
size_t fms_list_direct(struct fms_director *director, size_t i);
