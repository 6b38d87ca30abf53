/**
 * What the files of this room share. Order of use: an input is opened (input.c), one of its streams is chosen, its frames are
 * decoded, made into rasters (unpack.c) and turned upright (turn.c). What is written goes through an output (output.c).
 *
 * Who detects a failure speaks; who passes it on is silent.
 */
#pragma once

#include "diags.h"
#include "media.h"

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>

#define FMS_TICK_BASE ((AVRational){ 1, (int) FMS_TICKS_PER_SECOND })
/*
 * The clock of the MP4s' edit lists, chapters and captions: samples, and frames of all our rates, are whole numbers of it, so
 * that no length in a file is rounded.
 */
#define FMS_MP4_TIMESCALE 240000

/*
 * What a file may make of the memory: a still of this many pixels, a clip's frame of this many (8192 × 4320 and a little;
 * decoders keep up to seventeen), and no decoded picture of more bytes than this.
 */
#define FMS_MAX_PIXELS INT64_C(200000000)
#define FMS_MAX_CLIP_PIXELS INT64_C(40000000)
#define FMS_MAX_FRAME_BYTES INT64_C(400000000)

/** Settings of the libraries that hold for the whole process; every way into the room calls it first. Cheap. */
void fms_av_init(void);

/** Sets `error`: what did not work and, where `code` is an AVERROR, why. @return false, to report and fail in one. */
bool fms_av_fail(GError **error, enum fms_world_error kind, int code, const char *format, ...) G_GNUC_PRINTF(4, 5);

/** Opens a plain file for reading, never blocking. @return the descriptor, -1 with `error` set. */
int fms_plain_file_open(const char *path, int64_t *size, GError **error);

/** A media file that is being read and, once one is chosen, the stream that is decoded. */
struct fms_input {
    int fd;
    int64_t size;
    AVFormatContext *format;
    AVStream *stream;
    AVCodecContext *decoder;
    AVPacket *packet;
    struct fms_webp
        *webp; /* an animated WebP, which no container of FFmpeg's reads; `format` then only holds its stream */
    bool drained;
};

/** Opens a container of a known kind and finds out what streams it has. @return NULL with `error` set. */
struct fms_input *fms_input_open(const char *path, GError **error);
/** The same for an MP4 of our own, whose header says all: nothing is decoded to find out more. */
struct fms_input *fms_input_open_own(const char *path, GError **error);
void fms_input_free(struct fms_input *input);

/** The first stream of a type that is not a cover picture; NULL if there is none. */
AVStream *fms_input_find(struct fms_input *input, enum AVMediaType type);

/** Chooses the stream to decode and opens its decoder; all other streams are passed over from here on. */
bool fms_input_choose(struct fms_input *input, AVStream *stream, GError **error);

/** Decodes the next frame. Damaged packets are passed over. @return false at the end. */
bool fms_input_frame(struct fms_input *input, AVFrame *frame);

/** Reads a packet of any stream and forgets it. @return false at the end. */
bool fms_input_packet(struct fms_input *input);

/** Goes to the last keyframe at or before a time of the chosen stream. */
bool fms_input_seek(struct fms_input *input, int64_t timestamp);

/**
 * A decoder of the house's settings: one thread, pictures of no more than `max_pixels` and FMS_MAX_FRAME_BYTES.
 * @param codec NULL: FFmpeg's first choice. @return NULL with `error` set.
 */
AVCodecContext *fms_decoder_new(const AVCodecParameters *params, const AVCodec *codec, int64_t max_pixels, int lowres,
                                GError **error);

/** How a stored picture becomes upright: out(x, y) is the source at (x, y), or (y, x) if transposed, counted from the far
 *  edge where flipped. */
struct fms_turn {
    bool transpose, flip_x, flip_y;
};
struct fms_turn fms_turn_from_exif(int orientation);
struct fms_turn fms_turn_from_matrix(const int32_t matrix[9]);
/** EXIF orientation, 1 to 8 (or nonsense, if the file says so), of a TIFF, PNG or WebP file; 1 where there is none. */
int fms_exif_orientation(enum AVCodecID codec, const uint8_t *bytes, size_t length);
/** Replaces a raster by the turned one. On failure it is cleared. */
bool fms_turn_raster(struct fms_raster *raster, struct fms_turn turn, GError **error);

/** Allocates planes for the model, size, depth and subsampling that a raster states; the release is set. */
bool fms_raster_allocate(struct fms_raster *raster, bool alpha, GError **error);
int32_t fms_raster_plane_width(const struct fms_raster *raster, int plane);
int32_t fms_raster_plane_height(const struct fms_raster *raster, int plane);

/**
 * A raster of a decoded frame. Planar samples are borrowed by reference, everything else is unpacked without loss.
 * @param still where the frame says nothing: BT.601 and, for grey, full range; else as for video.
 */
bool fms_raster_from_frame(const AVFrame *frame, bool still, struct fms_raster *out, GError **error);

/**
 * The table of an embedded colour profile, for a raster's `lut`; NULL where it changes nothing (sRGB), is broken or is of another
 * kind than the picture. @param grey whether all three of the picture's channels are one.
 */
struct fms_lut *fms_profile_table(const uint8_t *bytes, size_t length, bool grey);

/** Four inks to sRGB's R'G'B', 0 no ink and 255 all of it, by a profile (or NULL: by a plain formula). Never NULL. */
struct fms_inks;
struct fms_inks *fms_inks_new(const uint8_t *profile, size_t length);
void fms_inks_mix(const struct fms_inks *inks, const uint8_t *cmyk, uint8_t *rgb, int32_t n);
void fms_inks_free(struct fms_inks *inks);

/** What four components of a JPEG are. Adobe's programs write inks inverted, as they are or as Y'CbCr and black. */
enum fms_inks_kind { FMS_INKS_NONE, FMS_INKS_CMYK, FMS_INKS_INVERTED, FMS_INKS_YCCK };

/** Looks for four inks in a JPEG file, and changes it so that the decoder hands them out unmixed. */
enum fms_inks_kind fms_cmyk_unveil(uint8_t *bytes, size_t length);

/** Replaces a raster whose four planes are such inks by one of R'G'B'. On failure it is cleared. */
bool fms_cmyk_mix(struct fms_raster *raster, enum fms_inks_kind kind, const uint8_t *profile, size_t length,
                  GError **error);

/** Whether a file begins like a HEIC or AVIF still. */
bool fms_heif_sniff(const uint8_t *bytes, size_t length);
/** Decodes such a still, upright, with its profile's table. On failure `out` is left as it was. */
bool fms_heif_read(const AVPacket *packet, struct fms_raster *out, GError **error);

/** The decoder for a picture file that begins with these bytes; AV_CODEC_ID_NONE if it is none that we know. */
enum AVCodecID fms_still_sniff(const uint8_t *bytes, size_t length);
/** Is a still whole, and how large? As fms_still_read(), in less time and room: only size is filled in. @return false with `error` set. */
bool fms_still_try(const char *path, struct fms_asset *asset, GError **error);

/** An MP4 that is being written. */
struct fms_output {
    AVFormatContext *format;
    char *path;
};
struct fms_output *fms_output_open(const char *path, GError **error);
/** Adds a stream for an encoder, or none. @return NULL with `error` set. */
AVStream *fms_output_add(struct fms_output *output, const AVCodecContext *encoder, GError **error);
/** Writes the header. `options` is consumed. */
bool fms_output_begin(struct fms_output *output, AVDictionary **options, GError **error);
/** Sends a frame (NULL: drains) and writes the packets that come out, as stream 0. */
bool fms_output_encode(struct fms_output *output, AVCodecContext *encoder, const AVFrame *frame, GError **error);
/** Finishes the file if `good`, else removes it; frees in every case. */
bool fms_output_close(struct fms_output *output, bool good, GError **error);

/** An encoder by name with `options` (consumed) applied. @return false with `error` set. */
bool fms_encoder_start(AVCodecContext *encoder, AVDictionary **options, GError **error);

/** ISO 639-2/T code of a BCP 47 tag, "und" where not known. */
const char *fms_language_code(const char *bcp47);

/** True if the file's moov stands before its mdat. */
bool fms_boxes_moov_first(const char *path);
/**
 * Sets right what the muxer could not be told: captions off, so that players show them only when asked, and the language
 * (ISO 639-2/T) of the chapters.
 */
bool fms_boxes_finish(const char *path, const char *language, GError **error);
