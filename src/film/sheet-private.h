/**
 * A contact sheet: frames of scenes, smaller, in rows.
 */
#pragma once

#include "frame.h"
#include "scene.h"

/** A frame of a scene, and how many of its layers are seen on it. */
struct fms_sheet_moment {
    const struct fms_scene *scene;
    int64_t frame;
    size_t n_seen;
};

/**
 * Of `n` frames of a scene from `from` on the one on which most of it is seen: what enters is there, what leaves is not gone; of
 * several such the last.
 */
struct fms_sheet_moment fms_sheet_moment(const struct fms_scene *scene, int64_t from, int64_t n);

/** Copies a frame into a part of another, smaller: each pixel is the mean of those that it stands for. All numbers are even. */
void fms_sheet_paste(struct fms_frame *sheet, const struct fms_frame *frame, int32_t x, int32_t y, int32_t w,
                     int32_t h);
