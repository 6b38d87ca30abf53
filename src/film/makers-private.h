/**
 * The makers of steps, one a kind: where the backends meet. Each is a fms_make_step (see engine.h) whose `user` is the
 * house; what it touches of the house is read-only while a plan runs.
 */
#pragma once

#include "engine.h"
#include "house-private.h"

/** The domain of what the whole-film check finds: our fault, not the script's or the machine's. */
#define FMS_CHECK_FAILED g_quark_from_static_string("fms-check-failed")

fms_make_step fms_make_alignment, fms_make_take, fms_make_segment, fms_make_poster, fms_make_mix, fms_make_film,
    fms_make_check, fms_make_stem;
