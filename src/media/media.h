/**
 * Media: the only room that talks to FFmpeg's libraries. Decoding, encoding, joining.
 *
 * Nothing here opens anything but the one local file that it is given: no protocol but `file`, no playlists or other
 * containers that reference further files. All functions may be called from any thread; an object by one at a time.
 * Failures are GErrors: FMS_WORLD_UNREADABLE (or _MISSING, or _FORBIDDEN if it is not a plain file) for what was to be read,
 * FMS_WORLD_MACHINE for what was to be written. A file that could not be finished is removed.
 */
#pragma once

#include "asset.h"
#include "frame.h"

/** Versions of the encoders, muxer and decoders, for keys. Static. */
const char *fms_media_version(void);

/**
 * Finds out what a file is: kind, size upright, duration, sound. Leaves name, path, digest, creator and licence alone.
 * Drawings (SVG) are not its business. @return false with `error` (FMS_WORLD_UNREADABLE) set.
 */
bool fms_media_probe(const char *path, struct fms_asset *asset, GError **error);

/**
 * Decodes a still (JPEG, PNG, WebP, TIFF, BMP, the first picture of a GIF), told by content: planar, EXIF orientation
 * applied, alpha kept, unpacked without loss. Refuses more than 200 megapixels from the header, and files that end early.
 * On failure `out` is empty.
 */
bool fms_still_read(const char *path, struct fms_raster *out, GError **error);

/** Faster than this, in thousandths, a clip is not shown. */
#define FMS_CLIP_FASTEST_PERMILLE 100000

/**
 * Clips, as fms_pixels_port wants them: rotation and sample aspect applied, interlaced pictures made whole, conformed to the
 * film's rate: a frame is shown from its own time until the next one's. Where the clip has fewer frames than the film
 * asks of it, each field of an interlaced picture is shown at its own time. Colour that the file does not name is BT.709
 * from 720 lines up, else BT.601. A clip that ends early or is damaged plays as far as it goes.
 */
struct fms_clip_reader;
struct fms_clip_reader *fms_clip_open(const char *path, const struct fms_clip_view *view, GError **error);
bool fms_clip_next(struct fms_clip_reader *reader, struct fms_raster *out, GError **error);
void fms_clip_close(struct fms_clip_reader *reader);

/**
 * Sound of any file as stereo float at FMS_SAMPLE_RATE, encoder delay skipped, as fms_pcm_port wants it. The sound of a clip
 * counts from its first picture, and so does `from_sample`, exact to the sample. Mono goes to both sides at full level; more than two channels are mixed so that they cannot clip.
 */
struct fms_pcm_reader;
struct fms_pcm_reader *fms_pcm_open(const char *path, int64_t from_sample, GError **error);
int64_t fms_pcm_read(struct fms_pcm_reader *reader, float *out, int64_t n, GError **error);
void fms_pcm_close(struct fms_pcm_reader *reader);

/**
 * Resamples mono sound whole to FMS_SAMPLE_RATE. @return how many samples, in a g_malloc'd `*out`; always
 * ceil(n · 48000 / rate_hz), delay compensated; -1 with `error` set.
 */
int64_t fms_resample(const float *in, int64_t n, int32_t rate_hz, float **out, GError **error);

/** H.264 High 4:2:0, BT.709 limited, one thread, closed GOPs, cpu-independent, bit-exact. */
struct fms_video_params {
    int32_t width_px, height_px;
    int32_t rate_num, rate_den;
    const char *preset; /**< x264's */
    int32_t crf_tenths;
};

struct fms_video_writer;
/** Opens a segment file (MP4). @return NULL with `error` set. */
struct fms_video_writer *fms_video_open(const char *path, const struct fms_video_params *params, GError **error);
/** Encodes the next frame; borrowed for the call. */
bool fms_video_write(struct fms_video_writer *writer, const struct fms_frame *frame, GError **error);
/** Drains, finishes the file and frees the writer in every case. */
bool fms_video_close(struct fms_video_writer *writer, GError **error);

/** AAC-LC, 48 kHz stereo, in MP4 with its priming in an edit list. */
struct fms_audio_writer;
struct fms_audio_writer *fms_audio_open(const char *path, int32_t bitrate, GError **error);
bool fms_audio_write(struct fms_audio_writer *writer, const float *samples, int64_t n, GError **error);
bool fms_audio_close(struct fms_audio_writer *writer, GError **error);

/** WAV: 32-bit float, 48 kHz stereo, of a length that is known beforehand. At most three hours. */
struct fms_wave_writer;
struct fms_wave_writer *fms_wave_open(const char *path, int64_t n_samples, GError **error);
bool fms_wave_write(struct fms_wave_writer *writer, const float *samples, int64_t n, GError **error);
/** Finishes the file and frees the writer in every case. @return false with `error`, or where it is not as long as was said. */
bool fms_wave_close(struct fms_wave_writer *writer, GError **error);

/** What the join needs beside pictures and sound. Times are ticks of the film. */
struct fms_join_text {
    fms_ticks begin, end;
    const char *text;
};

struct fms_join_params {
    const char *const *segments;   /**< paths, in order */
    const int64_t *segment_frames; /**< the length of each; checked against what the file holds */
    size_t n_segments;
    const char *sound; /**< path */
    int64_t n_frames;  /**< of the film */
    int32_t rate_num, rate_den;
    const char *title, *series, *author, *language; /**< "" where unknown; language BCP 47 */
    const char *credits;                            /**< one text, or "" */
    const struct fms_join_text *captions;           /**< tx3g track, off by default in players */
    size_t n_captions;
    const struct fms_join_text *chapters;
    size_t n_chapters;
};

/**
 * Joins segments and sound into a film without re-encoding: MP4, moov first, colr and VUI BT.709, video and sound of the same
 * length to a frame, captions as a timed-text track, chapters, title and language. The same inputs make the same bytes.
 * Fails (FMS_WORLD_UNREADABLE) if segments differ in their settings, hold other than `segment_frames`, or if the sound is
 * shorter than the film by more than a frame; longer sound is cut.
 */
bool fms_film_join(const char *path, const struct fms_join_params *params, GError **error);

/**
 * Encodes a frame as JPEG (BT.709 frame converted to JFIF's BT.601 full range), in a quality of about 92, or the best in which it
 * has at most `most_bytes` (0: as many as it has). Fails (FMS_WORLD_MACHINE) where it has more in any.
 */
bool fms_jpeg_write(const char *path, const struct fms_frame *frame, int64_t most_bytes, GError **error);

/** The same as PNG, 8 bits of RGB. */
bool fms_png_write(const char *path, const struct fms_frame *frame, GError **error);

/** What the whole-film check wants to know about a finished file. Lengths in ticks. */
struct fms_film_facts {
    fms_ticks video, sound; /**< from first to last, as presented */
    int64_t n_frames;
    int64_t n_keyframes;
    bool moov_first;
    bool contiguous; /**< every frame's time is the one before plus a frame */
    int32_t width_px, height_px;
};

/**
 * What is known of keyframes that were decoded before, in this film or another. A key is the digest of all that the decoder reads of one.
 * Both are called from the caller's thread.
 */
struct fms_keyframe_memory {
    void *user;
    bool (*recall)(void *user, const struct fms_digest *key, bool *black); /**< @return did it play? */
    void (*remember)(void *user, const struct fms_digest *key, bool black);
};

/**
 * Reads a finished film: all packets' times, and decodes its keyframes but for those that are known.
 *
 * @param memory NULL: every keyframe is decoded.
 * @param black  int64_t; receives the film's frame numbers, ascending, of the keyframes whose luma never exceeds 24 in
 *               99 % of the picture. NULL: does not matter.
 * @return false with `error` set if it will not play.
 */
bool fms_film_examine(const char *path, const struct fms_keyframe_memory *memory, struct fms_film_facts *facts,
                      GArray *black, GError **error);
