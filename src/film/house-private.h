/**
 * The house: what one compile has open. World and makers work on it.
 *
 * A compile makes one film or many of one script. An edition is what the script says in one language: its tree, its board, its
 * takes. A variant is one film of an edition: in one shape. What a house has open, all editions use; what an edition has, all its variants.
 */
#pragma once

#include "board.h"
#include "diags.h"
#include "fill.h"
#include "film.h"
#include "frame.h"
#include "guests.h"
#include "mixer.h"
#include "phrases.h"
#include "plan.h"
#include "profiles.h"
#include "script.h"
#include "store.h"
#include "theme.h"
#include "timeline.h"
#include "world.h"

/** What is said and shown, before anybody knows in which shape. */
struct fms_edition {
    struct fms_house *house;
    const char *language; /**< as script or person asked for it; NULL: the script's own, whatever that is */
    bool own;             /**< it is the script's own: nothing is translated */
    struct fms_po *po;    /**< its translation; else NULL */
    GHashTable *index;    /**< of `po` */
    const struct fms_script *script;
    const struct fms_board *board;
    struct fms_theme *theme;
    const char *voice_title; /**< what the credits call the voice */
    GPtrArray *used;         /**< its assets, in order of first use */
    bool failed;             /**< an error was added: none of its films can be made */
};

/** One film. */
struct fms_variant {
    const struct fms_edition *edition;
    const char *aspect; /**< "9:16" */
    const struct fms_profile *profile;
    const char *stem; /**< place of the film without its ending */
    struct fms_plan_settings settings;
    const struct fms_timeline *timeline;
    const struct fms_plan *plan;
    GPtrArray *used; /**< assets that only its own shape asks for, or that too, in order of first use */
    bool failed;     /**< an error was added: this film is not made, others may be */
};

struct fms_house {
    const struct fms_film_request *request;
    const char *format; /* of the script, as the person says; NULL: as it says itself */
    struct fms_diags *diags;
    struct fms_store *store; /**< NULL where nothing is kept: a check without a store */
    const char *folder;      /**< of the script: nothing outside it can be had */

    const struct fms_source *source;
    struct fms_script *script;   /**< as it is written */
    struct fms_phrases *phrases; /**< of it; NULL where nothing is translated */
    bool own_only;               /**< no film but in the script's own language */
    bool quiet_translation;      /**< what is not translated is told of otherwise */
    struct fms_theme *theme;     /**< which every edition has, whatever its script says; NULL: what it says */
    const char *voice;           /**< version of the voice, as one string */
    size_t n_editions;
    struct fms_edition *editions;
    size_t n_variants; /**< in the order of their editions */
    struct fms_variant *variants;
    const char *stem;                  /**< place of the report without its ending */
    const struct fms_plan *plan;       /**< that runs now */
    const struct fms_plan *takes_plan; /**< the first wave's */
    struct fms_world world;
    struct fms_build_tally tally;

    GHashTable *assets;              /**< name → fms_asset, children of the house */
    GHashTable *identities;          /**< path → what stat said of it before it was read; children of the house */
    GPtrArray *used;                 /**< the same in order of first use */
    GHashTable *cuts;                /**< fms_line → fms_cut: lines that are read in a recording */
    GHashTable *takes;               /**< key → fms_take */
    const struct fms_guests *guests; /**< voices that the person has named */
    GHashTable *pins;                /**< fms_line → fms_pinned: lines whose takes the project keeps */
    struct fms_lock *lock;           /**< all that it keeps */
    bool mending;                    /**< takes are looked after: one that is not there is told of, and made */
    GHashTable *engines;             /**< fms_guest → its version, as one string */
    GHashTable *fallen;              /**< fms_guest → struct fms_fall: those that failed in this compile */
    GHashTable *stand_ins;           /**< fms_line → fms_line: lines of guests that failed, in another voice */
    GHashTable *fonts;               /**< question → digest */
    GHashTable *trials;              /**< path → what was found there and not yet asked for; NULL before any trial */
    GHashTable *parts;               /**< name of a drawing → its ids, NULL-terminated */
    struct fms_shelf *shelf;         /**< stills that one step leaves for the next */
    GHashTable *texts;               /**< name → fms_source, children of the house */
    GHashTable *hidden;              /**< the same of included scripts whose variables are hidden, see fill.h */
    GPtrArray *asking;               /**< whose assets are being asked for; NULL: nobody's in particular */
};

/** "Nowhere in particular". */
static const struct fms_span fms_nowhere = { 0 };

/** A house for one compile, a child of `ctx`; the request is borrowed. */
struct fms_house *fms_house_open(TALLOC_CTX *ctx, const struct fms_film_request *request, struct fms_diags *diags);

/** What was read becomes house->source; NULL where an error was added. */
void fms_house_open_script(struct fms_house *house, const struct fms_script_file *file);

/** Reads house->script from the file that the request names. @return false if an error was added. */
bool fms_house_read_source(struct fms_house *house);

/**
 * Runs the stages up to the one called "script", "storyboard", "timeline" or "plan"; NULL: all that a build has before its films are made.
 * @return false if nothing is left that could be gone on with, or the build was cancelled.
 */
bool fms_house_run_stages(struct fms_house *house, const char *last);

/** Readies the embedded voice and the person's own. @return false if an error was added. */
bool fms_house_start_voice(struct fms_house *house);

/** Makes the takes of all that the editions' boards say. @return false if no edition has all of its own. */
bool fms_house_make_takes(struct fms_house *house);

/** How a compile ends whose diagnostics are these. */
enum fms_outcome fms_house_outcome(const struct fms_house *house, bool good);

/** Opens the store that the request names. @return false if "machine.store" was added. */
bool fms_house_open_store(struct fms_house *house);

/** The format of house->source: what the person named, else what its name and text say. */
enum fms_script_format fms_house_format(const struct fms_house *house);

/** A file of the house's own (a theme's drawing), probed, by its whole path; otherwise as World's `asset`. */
const struct fms_asset *fms_house_own_asset(struct fms_house *house, const char *path, GError **error);

/**
 * Tries the pictures that a script names, side by side; `fms_house_tried` then has what was found.
 * What cannot be found or read is told when it is asked for.
 */
void fms_house_try_assets(struct fms_house *house, const struct fms_script *script);

/**
 * Takes what a trial of the file found: its note in `note` (g_free), or NULL with `error`.
 * @return false where it was not tried, or was taken already
 */
bool fms_house_tried(struct fms_house *house, const char *path, char **note, GError **error);

/** The note (talloc, no parent) of the file that `asset` has the path of, recalled or probed; any thread may ask. */
char *fms_house_try_asset(struct fms_house *house, struct fms_asset *asset, GError **error);

/** Where installed themes lie; NULL-terminated, a child of `ctx`. */
const char *const *fms_house_theme_folders(TALLOC_CTX *ctx);

/** Pixels of pictures and clips as they are filmed: the backends' own decoders. It holds as long as the house. */
struct fms_pixels_port fms_house_port(const struct fms_house *house);

/** The path of a file that comes with the program: "sample/sample.md"; NULL where it is not installed. A child of `ctx`. */
char *fms_house_data(TALLOC_CTX *ctx, const char *name);

/** The door through which themes are read, a child of the house. */
const struct fms_theme_files *fms_house_theme_files(struct fms_house *house);

/** World's `text`; `user` is the house. */
const struct fms_source *fms_house_text(void *user, const char *name, GError **error);

/** The same for whoever reads a script: its variables are hidden. */
const struct fms_source *fms_house_script_text(void *user, const char *name, GError **error);

/** Opens the door: fills house->world. */
void fms_house_open_world(struct fms_house *house);

/** Digest of a file, remembered under what stat says of it so that it is read once. */
bool fms_house_digest(struct fms_house *house, const char *path, struct fms_digest *out, GError **error);

/**
 * Is every asset still the file that was digested? Asked when a step has been made, before its result is kept: a picture
 * changed in the middle of a build must not lie in the store under the old one's key. Any thread.
 */
bool fms_house_assets_unchanged(const struct fms_house *house, GError **error);

/**
 * Runs a plan with the real backends, adding to house->tally.
 * @param from, to  per mille of the whole compile's work that this plan is, for the progress display.
 * @return false if an error was added.
 */
bool fms_house_run(struct fms_house *house, const struct fms_plan *plan, int from, int to);

/** Keeps the record of a build, for the next to be compared with: the takes, and the steps of `plan`. */
void fms_house_record(struct fms_house *house, const struct fms_plan *plan);

/** fms_film_explain(), when all is planned. */
void fms_house_explain(struct fms_house *house, const struct fms_plan *plan, const char *what, GString *out);

/** Trims the store to the request's limit if this build made anything. */
void fms_house_trim_store(struct fms_house *house);

/** What is known of a mix. @return false with `error` set. */
bool fms_house_sound(struct fms_house *house, const struct fms_digest *mix_key, const char *mix_path,
                     struct fms_sound_facts *facts, GError **error);

/** Whether captions were asked for at all. */
bool fms_board_has_captions(const struct fms_board *board);

/* ---- editions: edition.c ---- */

/** Its own script: as it is written, or translated. Like those that follow: @return false if an error was added. */
bool fms_edition_read(struct fms_edition *edition);

/** Directs it: the board. */
bool fms_edition_direct(struct fms_edition *edition);

/** Loads its theme, with the brand over it, and tries its voice. */
bool fms_edition_load_theme(struct fms_edition *edition);
bool fms_edition_try_voice(struct fms_edition *edition);

/** Its language as far as it is known; "" where it is not. */
const char *fms_edition_language(const struct fms_edition *edition);

/* ---- recordings: recordings.c ---- */

/**
 * Finds what the editions' boards say is read in recordings: house->cuts. Warnings: "voice.missing", "voice.repeated".
 * @return false if an error was added.
 */
bool fms_house_cut_recordings(struct fms_house *house);

/** What of a recording a board's line is; NULL: it is spoken. */
const struct fms_cut *fms_house_cut(const struct fms_house *house, const struct fms_line *line);

/* ---- who speaks: casting.c ---- */

/** Reads the person's file of voices. @return a child of `ctx`; NULL if an error was added. */
const struct fms_guests *fms_persons_guests(TALLOC_CTX *ctx, struct fms_diags *diags);

/** The same into house->guests. @return false if an error was added. */
bool fms_house_open_guests(struct fms_house *house);

/** The guest that a line or a speaker asks for; NULL: the embedded voice. */
const struct fms_guest *fms_house_guest(const struct fms_house *house, const char *language, const char *voice);

/** What is to be made of a board's line: by whom it is spoken, or where it is recorded. On the compiling thread. */
struct fms_take_order fms_house_order(struct fms_house *house, const struct fms_line *line, struct fms_span span);

/** The title of a voice, for the credits; after a fall, of the one that stands in. NULL as for fms_voice_title_of(). */
const char *fms_house_voice_title(const struct fms_house *house, const char *language, const char *voice);

/** For fms_makers: a guest that has a fallback falls. */
bool fms_house_forgive(void *user, const struct fms_step *step, const GError *error);

/** Tells of the guests that have fallen since the last call ("voice.fallback"). @return whether there were any. */
bool fms_house_recast(struct fms_house *house);

/**
 * Finds the takes that the project keeps for the boards' lines: house->pins and house->cuts. Errors "takes.syntax", "takes.missing",
 * "takes.changed"; warning "takes.unused". @return false if an error was added.
 */
bool fms_house_pin_takes(struct fms_house *house);

/* ---- variants: variant.c and matrix.c ---- */

/** Chooses the languages to make films in, as request and script say: fills house->editions. */
bool fms_house_choose_editions(struct fms_house *house);

/** The name of a language's catalogue: "po/de.po". A child of `ctx`. */
char *fms_catalogue_name(TALLOC_CTX *ctx, const char *language);

/** Reads a catalogue into edition->po; without one, "translation.missing" is said. */
bool fms_edition_read_catalogue(struct fms_edition *edition);

/** Chooses the films to make of the house's editions, as request and scripts say: fills house->variants. */
bool fms_house_choose_variants(struct fms_house *house);

/** Settles what its edition's script and the request say of a film. */
bool fms_variant_settle(struct fms_variant *variant);

/** Is only a stretch of the film asked for? */
bool fms_film_is_excerpt(const struct fms_film_request *request);

/** Times and plans a film whose edition's takes are in the store. */
bool fms_variant_time(struct fms_variant *variant);
bool fms_variant_plan(struct fms_variant *variant);

/**
 * Makes sure, before anything is made, that a film's outputs can be put in their places and that none of them is a file that
 * the film is made of.
 */
bool fms_variant_check_places(struct fms_variant *variant);

/** The same for the report. */
bool fms_house_check_report(struct fms_house *house);

/** Draws a plan's poster into a file at once, without the store; a JPEG or a PNG. @return false with `error` set. */
bool fms_film_draw(const struct fms_house *house, const struct fms_plan *plan, const char *path, bool as_png,
                   GError **error);

/** Puts the finished films and what goes with them in their places. @return false if an error was added. */
bool fms_house_deliver(TALLOC_CTX *ctx, struct fms_house *house, struct fms_film_result *result);
