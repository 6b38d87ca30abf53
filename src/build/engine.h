/**
 * The engine: runs the steps of a plan whose results the store lacks, on all cores, dearest first.
 * Progress is told on the calling thread.
 */
#pragma once

#include "diags.h"
#include "plan.h"
#include "store.h"

/**
 * How one kind of step is made. Called on a worker thread, several at once.
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
};

/**
 * Runs a plan. A step that fails becomes one diagnostic at its span ("build." and its kind's name, or the code that fits
 * the GError: "voice.unavailable", "asset.unreadable", "machine.failed"); steps that do not need it go on, so that
 * all failures are reported at once and everything made is kept.
 *
 * @return true if every result is in the store.
 */
bool fms_build_run(const struct fms_plan *plan, struct fms_store *store, const struct fms_makers *makers,
                   const struct fms_build_options *options, struct fms_build_tally *tally, struct fms_diags *diags);
