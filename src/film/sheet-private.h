/**
 * A contact sheet: frames of scenes, smaller, in rows.
 */
#pragma once

#include "frame.h"
#include "scene.h"

/** The frame of a scene on which most of it is seen: what enters is there, what leaves is not gone; of several such the last. */
int64_t fms_sheet_moment(const struct fms_scene *scene);

/** Copies a frame into a part of another, smaller: each pixel is the mean of those that it stands for. All numbers are even. */
void fms_sheet_paste(struct fms_frame *sheet, const struct fms_frame *frame, int32_t x, int32_t y, int32_t w,
                     int32_t h);
