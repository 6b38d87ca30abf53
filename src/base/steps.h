/**
 * Kinds of steps, and what a build takes from and tells its caller: shared by plan, build, film and the faces.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum fms_step_kind {
    FMS_STEP_ALIGN,   /**< a recording and the lines that are read in it → where each is */
    FMS_STEP_TAKE,    /**< a spoken line → a take file */
    FMS_STEP_SEGMENT, /**< frames of a scene, or of a transition between two → an encoded closed segment */
    FMS_STEP_MIX,     /**< a cue sheet → the encoded sound */
    FMS_STEP_FILM,    /**< segments, sound, captions, chapters → the film */
    FMS_STEP_POSTER,  /**< one frame → a JPEG */
    FMS_STEP_CHECK,   /**< a film → the director's verdict */
    FMS_STEP_STEM,    /**< a cue sheet → one part of its mix as WAV */
    FMS_N_STEP_KINDS
};

/** "alignment", "take", "segment", "mix", "film", "poster", "check", "stem". */
const char *fms_step_kind_name(enum fms_step_kind kind);

/** What a build tells while it runs. */
struct fms_progress {
    int64_t done, total;    /**< expected work of the steps that have to run, and of what is done of it; any unit */
    int64_t left_us;        /**< time until the end, as far as can be told; -1: it cannot */
    size_t n_done, n_total; /**< the same as counts of steps */
    const char *label;      /**< of the step finished last; NULL for a heartbeat (every 200 ms) */
};

/** A piece of work that was done: for a trace. Times are g_get_monotonic_time()'s. */
struct fms_build_event {
    const char *kind, *label; /**< borrowed for the call */
    int lane;                 /**< 0: what compiles the script; then one for each worker */
    int64_t begin_us, end_us;
};

struct fms_build_options {
    int jobs; /**< worker threads, at least 1 */
    void *user;
    void (*progress)(void *user, const struct fms_progress *progress); /**< on the building thread; or NULL */
    void (*event)(void *user, const struct fms_build_event *event);    /**< on the building thread; or NULL */
    const int *cancel; /**< or NULL; read atomically; nonzero: stop, keep what is done */
};

/** What a build did, by kind of step. */
struct fms_build_tally {
    size_t ran[FMS_N_STEP_KINDS], found[FMS_N_STEP_KINDS];
};
