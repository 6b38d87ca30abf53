/**
 * Footage and weave: how a file's moving pictures become progressive frames in order of time.
 */
#pragma once

#include "media-private.h"

/** A time that no film reaches, small enough that sums of a few of them do not overflow. */
#define FMS_FAR (INT64_MAX / 4)

struct fms_weave;

/** The moving pictures of a file. Frames' times are in their `pts`, in ticks from the file's first picture. */
struct fms_footage {
    char *path;
    struct fms_input *input; /**< NULL when it rests */
    struct fms_weave *weave; /**< NULL until a frame is interlaced */
    bool by_field;           /**< interlaced frames become two each; set before the first fms_footage_go() */
    bool cannot_weave;       /**< interlaced frames of this kind stay as they are */
    bool fresh;              /**< nothing has been decoded since it was opened */
    int64_t origin;          /**< timestamp of the first picture */
    fms_ticks slack;         /**< what the container may have rounded off a time */
    AVFrame *shown, *next;   /**< `next` without data: nothing follows */
};

/** Opens the pictures of a file. Go somewhere before anything is shown. @return NULL with `error` set. */
struct fms_footage *fms_footage_open(const char *path, GError **error);

/** Shows a frame at or before a moment, or the file's first; how long before, is the file's matter. */
bool fms_footage_go(struct fms_footage *footage, fms_ticks at, GError **error);

/** Whether there is a next frame and its time has come. */
bool fms_footage_due(const struct fms_footage *footage, fms_ticks at);

/** Shows the next frame. */
void fms_footage_advance(struct fms_footage *footage);

/** Lets go of file and decoder; the frame that is shown stays, and going somewhere opens them again. */
void fms_footage_rest(struct fms_footage *footage);
void fms_footage_free(struct fms_footage *footage);

/**
 * Makes progressive frames out of interlaced ones (bwdif). Times in `pts`, in ticks.
 * @param like      a frame of the kind that will be sent.
 * @param by_field  each field becomes a frame, at its own time; else each pair of them.
 * @return NULL where frames of this kind cannot be woven.
 */
struct fms_weave *fms_weave_new(const AVFrame *like, bool by_field);

/** Sends a frame, which is emptied; NULL: the end. @return false, with the frame as it was, if it is of another kind or after the end. */
bool fms_weave_send(struct fms_weave *weave, AVFrame *frame);

/** Takes the next frame, if there is one by now. */
bool fms_weave_take(struct fms_weave *weave, AVFrame *frame);
void fms_weave_free(struct fms_weave *weave);
