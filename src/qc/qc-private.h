/**
 * The judgement of the check, apart from the measuring: what the house holds a film to, over facts as plain values.
 */
#pragma once

#include "media.h"
#include "qc.h"

/** Judges a film that plays; `black` as fms_film_examine() gives it. @return true if no error was added. */
bool fms_qc_judge(const struct fms_film_facts *film, const GArray *black, const struct fms_timeline *timeline,
                  const struct fms_qc_facts *facts, struct fms_diags *diags);
