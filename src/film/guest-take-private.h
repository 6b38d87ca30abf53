/**
 * Takes of sounds that are not the embedded voice's own.
 */
#pragma once

#include "guests.h"

/**
 * Has a guest speak a line and writes its take to `draft`. @return false with `error`: FMS_WORLD_SPEECH where the guest fails,
 * FMS_WORLD_MACHINE.
 */
bool fms_make_guest_take(const struct fms_guest *guest, const struct fms_line *line, const char *draft, const int *stop,
                         GError **error);

/** A file's sound, mono at FMS_SAMPLE_RATE, at most twenty minutes and a little: float. @return NULL with `error` set. */
GArray *fms_read_sound(const char *path, GError **error);

/**
 * When each word of a line is heard in a sound of it alone, whoever says it: by alignment; where that finds nothing, by letters.
 *
 * @param samples  at FMS_SAMPLE_RATE; its first and last sample are speech. @return a child of `ctx`, never NULL.
 */
struct fms_word *fms_place_words(TALLOC_CTX *ctx, const struct fms_line *line, const float *samples, int64_t n_samples,
                                 size_t *n_words);
