/**
 * Animated WebP: a container of its own, that an input reads where FFmpeg does not.
 */
#pragma once

#include "media-private.h"

/** As much of a file as says whether it is one. */
#define FMS_WEBP_HEAD 30

struct fms_webp;

bool fms_webp_moves(const uint8_t *head, size_t length);

/** Reads the file whole; the descriptor stays the caller's. @return NULL where it is no animated WebP, or too large. */
struct fms_webp *fms_webp_open(int fd, int64_t size);

/** The next picture: RGBA, all of the canvas, its time and length in milliseconds. @return false at the end or where it is damaged. */
bool fms_webp_frame(struct fms_webp *webp, AVFrame *frame);

/** Passes over a picture. @return false if there is none. */
bool fms_webp_skip(struct fms_webp *webp);

/** From here to the end. */
int64_t fms_webp_length_ms(struct fms_webp *webp);
void fms_webp_free(struct fms_webp *webp);
