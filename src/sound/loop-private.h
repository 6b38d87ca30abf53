/**
 * A track's file from its in-point on, for as long as it is asked.
 */
#pragma once

#include "tracks-private.h"

struct fms_loop;

/** Opens a track's file. @return NULL with `error` set. All arguments must outlive it. */
struct fms_loop *fms_loop_open(const struct fms_pcm_port *port, const struct fms_track *track, GError **error);

/** The next `n` pairs, exactly: after the end of a file that does not loop comes silence. @return false with `error`. */
bool fms_loop_read(struct fms_loop *loop, float *out, int64_t n, GError **error);
void fms_loop_close(struct fms_loop *loop);
