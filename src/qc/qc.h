/**
 * The director system: the whole-film check before anything leaves the house.
 */
#pragma once

#include "diags.h"
#include "media.h"
#include "timeline.h"

/** What was measured on the way: of each segment when it was made, and of the sound after its encoder. */
struct fms_qc_facts {
    double integrated_lufs, true_peak_dbtp;
    int32_t loudness_clufs, true_peak_cdbtp; /**< promised; a loudness of 0 is none */
};

/**
 * Checks a finished film against its timeline: it plays; video and sound as long as the timeline says and as each other to
 * within a frame; every frame in its place; no black keyframe but where a picture (or clip) of the author's is shown; loudness within 0.5 LU and true peak as promised; captions in
 * order and inside the film; moov first.
 *
 * Every failure is an error: "qc.unplayable" (then nothing else), "qc.frames", "qc.video-length", "qc.sound-length",
 * "qc.sync", "qc.gap", "qc.keyframes", "qc.black", "qc.size", "qc.moov", "qc.loudness", "qc.peak", "qc.caption-order",
 * "qc.caption-length", "qc.caption-outside", "qc.caption-empty". A film under 0.4 s has no
 * loudness to check, nor has one without narration whose music is silent (under -60 LUFS, or 40 LU and more under the promise, which
 * the mix leaves as it is). Sound may be quieter than promised where its true peak lies within 1 dB of its ceiling: then
 * the peaks did not allow more. The peak may lie 0.1 dB over its promise, the meter's own error. `memory` as
 * for fms_film_examine(). @return true if there was none.
 */
bool fms_qc_check(const char *film, const struct fms_timeline *timeline, const struct fms_qc_facts *facts,
                  const struct fms_keyframe_memory *memory, struct fms_diags *diags);
