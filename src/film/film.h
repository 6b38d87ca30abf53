/**
 * One compile of one script: the only place that wires stages, World and backends together.
 */
#pragma once

#include "cuesheet.h"
#include "diags.h"
#include "platforms.h"
#include "script-file.h"
#include "steps.h"
#include "ticks.h"

#include <talloc.h>

struct fms_values;

/** What a person asks for. Strings are borrowed for the call; NULL (or the value named) where nothing was said. */
struct fms_film_request {
    const char *script; /**< path */
    const char
        *format; /**< its format: "markdown", "plain", "narakeet" or "fountain"; NULL: what its name and text say */
    const char *output;   /**< path of the film; NULL: the script's name with .mp4, beside it */
    const char *store;    /**< folder of the store */
    const char *language; /**< of the films, tags joined by commas; NULL: the script's `languages`, else its own */
    const char *aspect;   /**< shapes, joined by commas, see frame-format.h; NULL: the script's, else 16:9 */
    const char *size;     /**< the same; NULL: the script's, else 1080p */
    const char *theme;    /**< NULL: the script's, else the house's */
    bool reduced_motion;  /**< a calm film, whatever the script says */
    const char *preset;   /**< x264's; NULL: the house's */
    int32_t crf_tenths;   /**< -1: the house's */
    const char *profile;  /**< one or more names of base/profiles.h, with commas; NULL: the script's, else "podcast" */
    int32_t loudness_clufs; /**< 0: the profile's if it is named here, else the script's, else the profile's */
    bool draft;             /**< half size, fastest preset, same timing */
    bool stems;             /**< the parts of the mix, too, as WAV files */
    fms_ticks from, to;     /**< of the film only what is shown in [from, to), by whole frames; `to` 0: to its end */
    const char *shot;       /**< of the film only this shot, with its transitions; NULL: no such wish */
    bool brief;             /**< of a dump: the storyboard's short form */
    int64_t store_limit;    /**< bytes that the store is trimmed to after a build that made anything; 0: none */
    const struct fms_values *values; /**< what the script's variables say, see fill.h; NULL: it has none */
    struct fms_build_options build;
};

/** A film that was made, for the person to read. Strings are children of the context given. */
struct fms_film_made {
    const char *film, *vtt, *srt, *poster; /**< paths; NULL where there are no captions */
    const char *stems[FMS_N_STEMS];        /**< paths; NULL where they are not wanted */
    size_t n_posters;                      /**< of platforms */
    const char *posters[FMS_MOST_PLATFORMS];
    fms_ticks duration;
    int32_t width_px, height_px;
    int64_t film_bytes;
    size_t n_shots, n_captions, n_chapters;
    double integrated_lufs, true_peak_dbtp;
};

struct fms_film_result {
    size_t n_films; /**< those that were made */
    struct fms_film_made *films;
    const char *report; /**< path */
    struct fms_build_tally tally;
};

/** How it ended; the values are the program's exit statuses. */
enum fms_outcome {
    FMS_DONE = 0,
    FMS_SCRIPT_AT_FAULT = 1,
    FMS_OUR_BUG = 70,
    FMS_MACHINE_AT_FAULT = 74,
    FMS_CANCELLED = 130
};

/**
 * Compiles a script into its films, one of each language and shape that it asks for, and puts each film and what goes with it in their places, whole or
 * not at all: where anything fails, what was there before stays. A film that fails does not keep the others; what is wrong with it is said,
 * and the outcome is not FMS_DONE.
 */
enum fms_outcome fms_film_build(TALLOC_CTX *ctx, const struct fms_film_request *request, struct fms_film_result *result,
                                struct fms_diags *diags);

/** What became of the films of a data file. */
struct fms_film_rows {
    size_t n_rows, n_films, n_failed; /**< rows; films that were made, in all shapes; rows that failed */
    struct fms_build_tally tally;
};

/** Who is told of each row, counted from 1, when it is done or found wrong; all is borrowed for the call. `made` is NULL where nothing was begun. */
struct fms_rows_teller {
    void *user;
    void (*row)(void *user, size_t n, const struct fms_film_result *made, const struct fms_diags *diags);
};

/**
 * Makes a film of a script for each row of a data file: its first line names the columns, `{{name}}` in the script is what the row
 * says there. Every row is read and directed before the first film is begun. A row that is wrong does not keep the others.
 *
 * The request's output may name columns, too; where it names none, the row's number is added to it. Progress is told of all.
 * @param diags  receives what is wrong with the data as a whole: "data.head", "data.rows", "data.quote". The rows' own go to the teller.
 */
enum fms_outcome fms_film_build_rows(TALLOC_CTX *ctx, const struct fms_film_request *request, const char *data,
                                     const struct fms_rows_teller *teller, struct fms_film_rows *result,
                                     struct fms_diags *diags);

/**
 * Draws the frame that is shown at a moment, in each film that the script asks for, as it is before it is encoded: into the
 * request's output, which ends in .png or .jpg (named as films are where there are several). Missing takes are made.
 * @param paths  receives the files' paths, NULL-terminated, a child of `ctx`.
 */
enum fms_outcome fms_film_still(TALLOC_CTX *ctx, const struct fms_film_request *request, fms_ticks at,
                                const char *const **paths, struct fms_diags *diags);

/**
 * Tells what a build of the script would run and why: held against the record of its last build, field by field; or, where
 * nothing has changed since, what the last build ran and why. Missing takes are made, for without them no time is known.
 *
 * @param what  a step's label, or its last word ("p3.2", "sound"): only this one, with all that is known, and nothing where
 *              there is none; NULL: all.
 */
enum fms_outcome fms_film_explain(TALLOC_CTX *ctx, const struct fms_film_request *request, const char *what,
                                  GString *out, struct fms_diags *diags);

/** What lies in a store, and what was done to it. */
struct fms_film_store {
    int64_t n_results, n_memos, n_builds, bytes, memo_bytes, oldest_s, freed_bytes, n_damaged;
};

/** What can be done to a store. */
enum fms_store_task { FMS_STORE_STAT, FMS_STORE_VERIFY, FMS_STORE_GC, FMS_STORE_CLEAR };

/** Looks after a store; `limit` is for FMS_STORE_GC. Errors: "machine.store". */
enum fms_outcome fms_film_store(const char *folder, enum fms_store_task task, int64_t limit,
                                struct fms_film_store *found, struct fms_diags *diags);

/** A voice that a script can name. */
struct fms_film_voice {
    const char *language, *name, *title; /**< "en-us", "en-us", "English (America)" */
};

/**
 * The voices installed, by language and name; with `language`, those that speak it or a more exact form of it.
 * @param n  receives how many. @return a child of `ctx`; NULL if an error ("machine.voice") was added.
 */
struct fms_film_voice *fms_film_voices(TALLOC_CTX *ctx, const char *language, size_t *n, struct fms_diags *diags);

/** A line that was said. Strings are its children. */
struct fms_film_said {
    const char *voice;    /**< for people */
    const char *phonemes; /**< in IPA, a clause a line; "" where the voice does not tell */
    double seconds;
    size_t n_words;
    struct fms_film_word {
        const char *text;
        double from_s, to_s;
    } * words;
};

/**
 * Says words as a film would: read and directed as a script (`file`), with what the project file in its folder says. Writes a WAV to `path`.
 * @param said  a child of `ctx`, in any case.
 */
enum fms_outcome fms_film_say(TALLOC_CTX *ctx, const struct fms_film_request *request,
                              const struct fms_script_file *file, const char *path, struct fms_film_said **said,
                              struct fms_diags *diags);

/** What can be done with takes. */
enum fms_takes_task { FMS_TAKES_LIST, FMS_TAKES_EXPORT, FMS_TAKES_PIN, FMS_TAKES_UNPIN, FMS_TAKES_REPLACE };

struct fms_takes_order {
    enum fms_takes_task task;
    size_t n_numbers;
    const size_t *numbers; /**< of takes, from 1; none: all */
    const char *path;      /**< export: a folder, or a .wav for one take; replace: the recording */
};

/** A spoken line of a film. */
struct fms_film_take {
    size_t number, line; /**< `line`: of the script, or of the file that it includes */
    const char *state;   /**< "spoken", "recorded", "pinned" or "replaced" */
    const char *voice, *text;
    double seconds;
};

/**
 * Looks after the takes of a script in its own language, missing ones made. What is pinned or replaced lies beside the script, in `takes/` and
 * `filmset.lock`. @param takes  receives `n` of them, children of `ctx`, as they were before.
 */
enum fms_outcome fms_film_takes(TALLOC_CTX *ctx, const struct fms_film_request *request,
                                const struct fms_takes_order *order, struct fms_film_take **takes, size_t *n,
                                struct fms_diags *diags);

/** Appends the dump of a stage ("script", "storyboard", "timeline" or "plan"). The last two make missing takes. */
enum fms_outcome fms_film_dump(TALLOC_CTX *ctx, const struct fms_film_request *request, const char *stage, GString *out,
                               struct fms_diags *diags);

/**
 * Looks a script over without making anything: reads it, directs it, tries its pictures, theme and voice, and lints it.
 * All that is wrong is found at once; whether the fonts have every character shows when a film is made.
 *
 * @param file    as fms_script_file_read() or an editor has it; borrowed for the call.
 * @param store   folder in which it is remembered what pictures are, so that the next check is quick; NULL for none.
 * @param source  receives what the diagnostics point into, a child of `ctx` like all that they need; NULL where `file` is
 *                no text.
 */
enum fms_outcome fms_film_check(TALLOC_CTX *ctx, const struct fms_script_file *file, const char *store,
                                const struct fms_source **source, struct fms_diags *diags);

/** A script in another form. Strings are children of the context given. */
struct fms_film_format {
    const char *text;
    size_t length;
    bool same; /**< it is the script as it was read, byte for byte */
};

/**
 * Prints a script in its canonical form, or as Markdown. What was printed is read again and must mean the same; where that is
 * not so, "build.print" is said and the outcome is FMS_OUR_BUG. A script with errors is not printed.
 * @param file  borrowed for the call.
 */
enum fms_outcome fms_film_format(TALLOC_CTX *ctx, const struct fms_script_file *file, bool to_markdown,
                                 struct fms_film_format *format, struct fms_diags *diags);
