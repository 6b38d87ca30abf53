/**
 * The plan: steps, and the key of each.
 *
 * A step is (kind, its inputs as values, the keys of the steps it reads, the version of the code that makes it). Its
 * recipe is the canonical text of all that; the recipe's SHA-256 is its key and its result's place in the store. Plans
 * are pure: the same timeline makes the same keys on every machine.
 */
#pragma once

#include "cuesheet.h"
#include "diags.h"
#include "platforms.h"
#include "scene.h"
#include "steps.h"
#include "transition.h"
#include "world.h"

struct fms_board;
struct fms_theme;
struct fms_timeline;

/** x264's settings; part of every segment's key. */
struct fms_video_settings {
    int32_t width_px, height_px;
    struct fms_rate rate;
    const char *preset;
    int32_t crf_tenths; /**< 205: crf 20.5 */
};

/**
 * Frames [from, from + n) of `scene`; where `into` is set, a transition from them to its frames [into_from, into_from + n).
 * Frame k of a transition of n shows it at (k + 1)/(n + 1) of its way, so that no frame is one picture alone. Of one that is not wholly
 * shown, `before` and `after` frames are left out.
 */
struct fms_segment {
    const struct fms_scene *scene, *into;
    int64_t from, into_from, n;
    int64_t before, after;
    enum fms_transition how; /**< where `into` is set: not a cut */
    int64_t dip_rgba;        /**< a dip: the colour between the pictures, else 0 */
    const struct fms_video_settings *video;
};

/** A recording, and the lines that somebody reads in it. */
struct fms_session {
    const struct fms_asset *recording;
    size_t n;
    const struct fms_line *const *lines; /**< in the script's order, in the voices that they are compared with */
    struct fms_span span;
};

/** A line, where it stands, and what of a recording it is; NULL: it is spoken, by `engine`: whose version it is, as one string. */
struct fms_take_order {
    const struct fms_line *line;
    const struct fms_cut *cut;
    const char *engine;
    struct fms_span span;
};

struct fms_step {
    enum fms_step_kind kind;
    struct fms_digest key;
    const char *recipe;   /**< the text that `key` is the digest of */
    const char *label;    /**< for people: "shot p3.2", "take 12" */
    const char *film;     /**< of a union of several plans: what the film is called; else NULL */
    const char *sort;     /**< what its time is learnt under: "take", "segment veryfast"; NULL: not learnt */
    struct fms_span span; /**< the place in the script that it comes from */
    int64_t cost;       /**< expected work, any unit, the same for all kinds: orders steps and feeds the progress bar */
    size_t n_clips;     /**< decoded side by side while it is made, with some 30 MB of frames each at 1080 lines */
    int64_t most_bytes; /**< poster: that the JPEG may have; 0: as many as it has */
    size_t n_needs;
    const size_t *needs;                      /**< indices of steps of the same plan whose results it reads */
    const struct fms_plan_settings *settings; /**< check: what was promised; else NULL */
    union {
        const struct fms_session *session;   /**< alignment */
        struct fms_take_order take;          /**< take */
        struct fms_segment segment;          /**< segment, and poster with n = 1 */
        const struct fms_cuesheet *cuesheet; /**< mix */
        const struct fms_timeline *timeline; /**< film, check */
        struct {
            const struct fms_cuesheet *sheet;
            enum fms_stem which;
        } stem; /**< stem; needs the mix, whose gain it has */
    };
};

struct fms_plan {
    size_t n_steps;
    const struct fms_step *steps;       /**< every step after those it needs */
    size_t film, poster, check;         /**< indices; 0 where the plan is not one film's */
    size_t stems[FMS_N_STEMS];          /**< the same; 0 where none are wanted */
    size_t posters[FMS_MOST_PLATFORMS]; /**< the same, of each platform */
};

/** What a plan depends on beside the timeline. */
struct fms_plan_settings {
    struct fms_video_settings video;
    int32_t loudness_clufs, true_peak_cdbtp; /**< promised of the finished film */
    bool stems;                              /**< the parts of the mix are wanted, too */
    const struct fms_platform *platform;     /**< that it is made for; NULL: none */
    uint32_t posters;                        /**< bit i: fms_platforms[i] has one of its own */
    int32_t voice_over_lu;                   /**< how much louder a voice is than what lies under it; 0: as usual */
    const char *encoder;                     /**< versions of encoders, decoders and muxer, as one string */
    const char *compositor;                  /**< versions of what draws, as one string */
    const char *voice;                       /**< version of the voice, as one string */
    const char *voice_title;                 /**< what the credits call it */
};

/** Before the first wave: one step a recording. @return a child of `ctx` that borrows `sessions`. */
struct fms_plan *fms_plan_alignments(TALLOC_CTX *ctx, const struct fms_session *sessions, size_t n, const char *voice);

/** The first wave: one step a distinct take, in order of first use. @return a child of `ctx` that borrows what the orders name. */
struct fms_plan *fms_plan_takes(TALLOC_CTX *ctx, const struct fms_take_order *orders, size_t n);

/** The key of a take step, as in fms_plan_takes(). */
struct fms_digest fms_plan_take_key(const struct fms_take_order *order);

/**
 * The second wave: segments, mix, film, poster, check. Asks `world` for fonts. Of an excerpt only what is in it is planned, with the
 * keys that it has in the whole film where it is not cut; its sound is as loud as there, so no loudness is promised of it.
 * Errors: "font.glyph" (a character that no font has). @return a child of `ctx`; NULL if an error was added.
 */
struct fms_plan *fms_plan_film(TALLOC_CTX *ctx, const struct fms_timeline *timeline, const struct fms_theme *theme,
                               const struct fms_world *world, const struct fms_plan_settings *settings,
                               struct fms_diags *diags);

/**
 * All steps of several plans as one, in their order. What plans have in common stays where it is, as twins: the engine makes it once.
 * @param names  of the films, for people.
 * @return a child of `ctx` that borrows the plans and their names.
 */
struct fms_plan *fms_plan_union(TALLOC_CTX *ctx, const struct fms_plan *const *plans, const char *const *names,
                                size_t n);

/**
 * How many frames the credits of a board take, for the timeline; 0 if there are none, -1 after an error ("machine.credits",
 * "font.glyph"). The author's credits, and with them the voice and the cast, the music, the pictures' makers and licences, the
 * sources, the fonts. As many as the board asks for, where a roll of whole pixels a frame can meet that.
 */
int64_t fms_plan_credits_frames(const struct fms_board *board, const struct fms_theme *theme,
                                const struct fms_world *world, const struct fms_plan_settings *settings,
                                struct fms_diags *diags);

/**
 * Looks whether what a film's cards set has room in the theme's slots, at the least sizes that they allow. Shots that have too little are
 * parted (part.h) and the film is timed anew, until all have room or no more can be parted; of what has none then, "text.room" warns.
 * @param roll_frames  as it was timed.
 * @return the timeline, or another, a child of `ctx` that borrows `timeline`; NULL if an error was added.
 */
const struct fms_timeline *fms_plan_rooms(TALLOC_CTX *ctx, const struct fms_timeline *timeline,
                                          const struct fms_theme *theme, const struct fms_world *world,
                                          const struct fms_plan_settings *settings, int64_t roll_frames,
                                          struct fms_diags *diags);

/** The stable text dump, for `filmset dump --stage=plan`. */
void fms_plan_dump(const struct fms_plan *plan, GString *out);
