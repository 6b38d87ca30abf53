/**
 * A track's file, faster or slower than it was recorded, as on a tape: pitch goes with speed.
 */
#pragma once

#include "loop-private.h"

#define FMS_LEAST_SPEED_PERMILLE 250
#define FMS_MOST_SPEED_PERMILLE 4000

struct fms_varispeed;

/**
 * Opens a track's file at its in-point. Sample i of what is read is what the file has at in-point + i · speed / 1000,
 * to the sample; at 1000 it is the file, untouched. @return NULL with `error` set. All arguments must outlive it.
 */
struct fms_varispeed *fms_varispeed_open(const struct fms_pcm_port *port, const struct fms_track *track,
                                         GError **error);

/** The next `n` pairs, exactly. @return false with `error`. */
bool fms_varispeed_read(struct fms_varispeed *varispeed, float *out, int64_t n, GError **error);
void fms_varispeed_close(struct fms_varispeed *varispeed);

/** How many samples of a file `n` samples are made of, at most. */
int64_t fms_varispeed_appetite(int64_t n, int32_t speed_permille);
