/**
 * The engine: runs the steps of a plan whose results the store lacks, on all cores, in the plan's order but for dear ones.
 * Progress is told on the calling thread.
 */
#pragma once

#include "diags.h"
#include "plan.h"
#include "store.h"

/**
 * How one kind of step is made. Called on a worker thread, several at once. It reads `stop` atomically.
 *
 * @param inputs  paths of the results of step->needs, in their order.
 * @param draft   path to write the result to; what is there when it returns true becomes the result.
 * @param stop    becomes nonzero when the build is being given up; a long step looks at it now and then.
 * @return false with `error` set. A pure function of the step and its inputs.
 */
typedef bool fms_make_step(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                           const int *stop, GError **error);

struct fms_makers {
    void *user;
    fms_make_step *make[FMS_N_STEP_KINDS];
    /** Asked for each step that failed, in order, on the building thread: true if somebody else sees to it; it is no error. Or NULL. */
    bool (*forgive)(void *user, const struct fms_step *step, const GError *error);
};

/**
 * Runs the steps of a plan whose results the store lacks: of those whose needs are done, dear ones first. Steps with
 * the same key are made once. What only results read that are there already is not made: a film needs no segments. A step
 * that another process is making is waited for, and other work is done meanwhile.
 *
 * A step that fails becomes one error at its span, in the order of the plan whatever the number of workers; what needs
 * it is skipped without a word, and everything else goes on, so that all failures are reported at once and everything
 * made is kept. Codes, by what the maker's GError says:
 *
 *   FMS_WORLD_MISSING "asset.missing" · FORBIDDEN "asset.forbidden" · UNREADABLE "asset.unreadable",
 *   but for film and check, which read nothing of the author's
 *   FMS_WORLD_MACHINE, G_FILE_ERROR and G_IO_ERROR "machine.failed", FMS_WORLD_SPEECH "machine.speech"
 *   any other: "voice.unavailable" for takes, else "build." and the kind's name
 *
 * FMS_WORLD_MACHINE (disk full, codec missing) and FMS_WORLD_SPEECH (a server that is not there) also end the build: no further step begins, and the same words are
 * reported once. Cancelling does the same without a word, and asks the makers to stop.
 *
 * @param tally  receives how many steps ran and how many results were there; or NULL. Twins count as found.
 * @return true if every result that is not only read by others of the plan is in the store.
 */
bool fms_build_run(const struct fms_plan *plan, struct fms_store *store, const struct fms_makers *makers,
                   const struct fms_build_options *options, struct fms_build_tally *tally, struct fms_diags *diags);

/** Which steps a build would run, by what lies in the store: one a step, twins false but the first; to be freed with g_free(). */
bool *fms_build_foresee(const struct fms_plan *plan, struct fms_store *store);
