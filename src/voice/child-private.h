/**
 * Work done in a child process: what it computes starts from the same state every time, and a crash of foreign code
 * is an error and not the end of the film.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/** Runs in the child: single-threaded, locale "C", no terminal and no sound server. Appends its answer to `answer`. */
typedef void fms_child_work(const void *order, GByteArray *answer);

/**
 * Forks, runs `work` there and hands back what it answered. Safe from any thread.
 *
 * @return owned by the caller; NULL with `error` (FMS_WORLD_MACHINE) where the child died, ran for more than 30
 *         seconds of processor time or answered more than 200 MB.
 */
GByteArray *fms_child_run(fms_child_work *work, const void *order, GError **error);
