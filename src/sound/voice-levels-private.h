/**
 * How loud each line of a film is, and what brings it where it belongs.
 */
#pragma once

#include "mixer.h"

struct fms_voice_level {
    double gain_db; /**< of the line, behind its chain */
    double lufs;    /**< how loud it is then; −HUGE_VAL for silence */
};

/**
 * Listens to all takes of a sheet. Whoever speaks is as loud as everybody else over the film as a whole (-20 LUFS, and what
 * a cue asks for beside it); a line of theirs keeps its distance to the others, up to 2 LU.
 *
 * @param stop  read now and then, or NULL.
 * @return one for each voice cue, g_free() them; NULL with `error` set.
 */
struct fms_voice_level *fms_voice_levels_measure(const struct fms_cuesheet *sheet, fms_read_take *read_take,
                                                 const int *stop, GError **error);
