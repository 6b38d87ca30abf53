/**
 * Lanes: what a film is joined from, each a source of packets in order of decoding with times of the film.
 */
#pragma once

#include "media-private.h"

struct fms_lane {
    const struct fms_join_params *params;
    AVStream *out;           /* where its packets go */
    AVRational time_base;    /* of its packets */
    struct fms_input *input; /* being read, or NULL */
    AVPacket *packet;        /* the next one, if `ready` */
    bool ready;
    size_t segment;      /* pictures: which one is read; captions: which caption comes next */
    int64_t base, index; /* pictures: frames before this segment; packets so far */
    int64_t delay;       /* pictures: how many frames decoding runs ahead of showing */
    int64_t at;          /* captions: end of what was said so far */
    bool (*next)(struct fms_lane *lane, GError **error);
};

/**
 * Pictures: looks through all segments (H.264 with the same header, a keyframe first, as long as said) and starts at the first.
 * `params` of the stream are copied to `out`.
 */
bool fms_lane_pictures(struct fms_lane *lane, GError **error);
/** Sound: cut to the film's length; fails if it is shorter by more than a frame. */
bool fms_lane_sound(struct fms_lane *lane, GError **error);
/** Captions, with empty samples between them, so that the lane covers the film without a hole. */
bool fms_lane_captions(struct fms_lane *lane, int32_t width_px, int32_t height_px, GError **error);
void fms_lane_clear(struct fms_lane *lane);
