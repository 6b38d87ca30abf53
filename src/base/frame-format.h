/**
 * The shapes and sizes in which films are made.
 *
 * A size counts the lines of the shorter side, as in "1080p": a phone's film of that size is 1080 pixels wide.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The names of all shapes, "16:9" first; NULL-terminated. */
const char *const *fms_aspect_names(void);

/** The names of all sizes, the smallest first; NULL-terminated. */
const char *const *fms_size_names(void);

/** A size that nobody has asked for. */
#define FMS_SIZE_USUAL "1080p"

/**
 * The pixels of a frame, even both ways.
 * @param aspect  the first `n` bytes are a shape's name.
 * @param size    a size's name.
 * @return false if there is no such shape or size; then the rest stays as it was.
 */
bool fms_frame_format(const char *aspect, size_t n, const char *size, int32_t *width_px, int32_t *height_px);
