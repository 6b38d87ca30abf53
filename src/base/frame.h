/**
 * Pictures in memory: the composed frame, and the raster that a decoder hands over.
 *
 * Both cross the ports between picture and media, so they live here and are plain values.
 */
#pragma once

#include "lut.h"
#include "ticks.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * A composed frame: planar Y'CbCr 4:2:0, 8 bits, BT.709, limited range (Y 16–235, C 16–240). Width and height are
 * even. Planes are aligned to 64 bytes and each stride is a multiple of 64, so that a row may be written in whole
 * vectors up to its stride.
 */
struct fms_frame {
    int32_t width_px, height_px;
    uint8_t *plane[3]; /**< Y, Cb, Cr */
    ptrdiff_t stride_bytes[3];
};

/** Allocates a frame, content undefined. Never NULL. Free with fms_frame_free(). */
struct fms_frame *fms_frame_new(int32_t width_px, int32_t height_px);
void fms_frame_free(struct fms_frame *frame);

enum fms_raster_model { FMS_RASTER_RGB, FMS_RASTER_YUV };

/** How Y'CbCr relates to R'G'B', and which primaries are meant. */
enum fms_colour_matrix { FMS_MATRIX_601, FMS_MATRIX_709, FMS_MATRIX_2020 };

/** How code values relate to light. */
enum fms_transfer { FMS_TRANSFER_SDR, FMS_TRANSFER_PQ, FMS_TRANSFER_HLG };

/**
 * A decoded picture, planar, upright (orientation applied), square pixels.
 * Planes: R, G, B for FMS_RASTER_RGB; Y, Cb, Cr for FMS_RASTER_YUV; plane[3] is straight alpha at full size or NULL.
 * Samples are uint8_t where depth is 8, else native-endian uint16_t with `depth` low bits used.
 */
struct fms_raster {
    enum fms_raster_model model;
    int32_t width_px, height_px;
    int depth;        /**< 8 to 16 */
    int sub_x, sub_y; /**< log2 of chroma subsampling; 0 for RGB */
    bool full_range;
    enum fms_colour_matrix matrix;
    enum fms_transfer transfer;
    int32_t peak_nits; /**< of PQ: the brightest that the file says there is, in cd/m²; 0: it does not say */
    struct fms_lut
        *lut; /**< from the file's own R'G'B' to ours, where a profile says so, else NULL; goes with the planes */
    const uint8_t *plane[4];
    ptrdiff_t stride_bytes[4];
    void *owner;
    void (*release)(void *owner); /**< frees the planes; called once by fms_raster_clear() */
};

/** Releases what a raster holds and zeroes it. A zeroed raster may be cleared again. */
void fms_raster_clear(struct fms_raster *raster);

/** What is seen when a clip is over. */
enum fms_clip_after {
    FMS_CLIP_FREEZE, /**< its last frame */
    FMS_CLIP_LOOP    /**< it begins again */
};

/**
 * What is seen of a clip, and when. Frame n shows the clip's moment in + (first + n) frames · speed / 1000; that of out and
 * all behind it are never seen. Moments count from the clip's first picture.
 */
struct fms_clip_view {
    fms_ticks in, out; /**< half-open; out 0: to the clip's end (to be looped, a clip must have an out) */
    int64_t speed_permille;
    enum fms_clip_after after;
    int64_t first;        /**< the film's frames before frame 0 */
    struct fms_rate rate; /**< of the film */
};

struct fms_asset;
struct fms_clip_reader;
struct fms_shelf;

/**
 * The port through which picture gets pixels. `film` wires it to media, tests to synthetic sources. Functions may be
 * called from several threads at once; one reader is used by one thread at a time.
 */
struct fms_pixels_port {
    void *user;

    /** Decodes a still whole. @return false with `error` set; else `out` is the caller's to clear. */
    bool (*still)(void *user, const struct fms_asset *asset, struct fms_raster *out, GError **error);

    /** Opens a clip, conformed to the film's rate. `view` is borrowed for the call. @return NULL with `error` set. */
    struct fms_clip_reader *(*clip_open)(void *user, const struct fms_asset *asset, const struct fms_clip_view *view,
                                         GError **error);

    /**
     * The next frame, in order from 0. `out` borrows from the reader until the next call. @return false with `error` set.
     */
    bool (*clip_next)(struct fms_clip_reader *reader, struct fms_raster *out, GError **error);
    void (*clip_close)(struct fms_clip_reader *reader);

    /** Reads a colour table. @return NULL with `error` set; else the caller's, for fms_lut_free(). */
    struct fms_lut *(*lut)(void *user, const struct fms_asset *asset, GError **error);

    /** Where picture leaves what it has made of stills, for the next scene that is opened with it; or NULL. */
    struct fms_shelf *shelf;
};
