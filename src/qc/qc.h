/**
 * The director system: the whole-film check before anything leaves the house.
 */
#pragma once

#include "diags.h"
#include "timeline.h"

/** What was measured on the way: of each segment when it was made, and of the sound after its encoder. */
struct fms_qc_facts {
    double integrated_lufs, true_peak_dbtp;
    int32_t loudness_clufs, true_peak_cdbtp; /**< promised */
};

/**
 * Checks a finished film against its timeline: it plays; video and sound as long as the timeline says and as each other to
 * within a frame; every frame in its place; no black keyframe; loudness within 0.5 LU and true peak as promised; captions in
 * order and inside the film; moov first.
 *
 * Every failure is an error with a code "qc.…". @return true if there was none.
 */
bool fms_qc_check(const char *film, const struct fms_timeline *timeline, const struct fms_qc_facts *facts,
                  struct fms_diags *diags);
