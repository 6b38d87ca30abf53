/**
 * The video writer: frames in, a segment out, an MP4 with one H.264 stream.
 *
 * Segments are joined without being encoded again, so everything that the stream's header says must depend on the
 * parameters alone and each segment must stand for itself: closed groups of pictures, a keyframe first. One thread,
 * and cpu-independent decisions, so that the same frames make the same bytes everywhere.
 *
 * An encoder holds frames of 6 MB that wait and of 10 MB that others refer to, and there is one for each worker. A constant rate,
 * said so, makes the same pictures with one frame less that waits. Without a pyramid of B-frames, two less are referred to, and
 * a film of the same quality is 4 % smaller (SSIM, the walk of bench/). The presets from veryfast on look ten frames
 * and more ahead; eight cost nothing in quality at the same size, but the slower presets are for those who want their own.
 */
#include "media-private.h"

#include <string.h>

struct fms_video_writer {
    struct fms_output *output;
    AVCodecContext *encoder;
    AVFrame *frame; /* a shell around the caller's planes */
    int64_t n_frames;
    bool good;
};

static void describe(AVCodecContext *encoder, const struct fms_video_params *params)
{
    encoder->width = params->width_px;
    encoder->height = params->height_px;
    encoder->time_base = (AVRational){ params->rate_den, params->rate_num };
    encoder->framerate = (AVRational){ params->rate_num, params->rate_den };
    encoder->sample_aspect_ratio = (AVRational){ 1, 1 };
    encoder->pix_fmt = AV_PIX_FMT_YUV420P;
    encoder->color_primaries = AVCOL_PRI_BT709;
    encoder->color_trc = AVCOL_TRC_BT709;
    encoder->colorspace = AVCOL_SPC_BT709;
    encoder->color_range = AVCOL_RANGE_MPEG;
    encoder->chroma_sample_location = AVCHROMA_LOC_LEFT;
    encoder->thread_count = 1;
    encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_CLOSED_GOP | AV_CODEC_FLAG_BITEXACT;
    encoder->gop_size =
        (int) ((params->rate_num * INT64_C(25) + params->rate_den * 3 - 1) / (params->rate_den * INT64_C(3)));
}

static const char *params_of(const char *preset)
{
#define ALWAYS "cpu-independent=1:open-gop=0:lookahead-threads=1:sliced-threads=0:force-cfr=1:b-pyramid=none"
    return g_str_equal(preset, "veryfast") ? ALWAYS ":rc-lookahead=8" : ALWAYS;
#undef ALWAYS
}

static bool start_encoder(struct fms_video_writer *writer, const struct fms_video_params *params, GError **error)
{
    const AVCodec *codec = avcodec_find_encoder_by_name("libx264");
    writer->encoder = codec ? avcodec_alloc_context3(codec) : NULL;
    if (!writer->encoder)
        return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "FFmpeg was built without x264");
    describe(writer->encoder, params);
    AVDictionary *options = NULL;
    char crf[16];
    g_snprintf(crf, sizeof crf, "%d.%d", params->crf_tenths / 10, params->crf_tenths % 10);
    av_dict_set(&options, "preset", params->preset, 0);
    av_dict_set(&options, "profile", "high", 0);
    av_dict_set(&options, "crf", crf, 0);
    av_dict_set(&options, "x264-params", params_of(params->preset), 0);
    return fms_encoder_start(writer->encoder, &options, error);
}

struct fms_video_writer *fms_video_open(const char *path, const struct fms_video_params *params, GError **error)
{
    g_assert(params->width_px > 0 && params->height_px > 0 && params->rate_num > 0 && params->rate_den > 0);
    struct fms_video_writer *writer = g_new0(struct fms_video_writer, 1);
    writer->output = fms_output_open(path, error);
    writer->frame = av_frame_alloc();
    AVDictionary *options = NULL;
    av_dict_set_int(&options, "video_track_timescale", params->rate_num, 0);
    av_dict_set_int(&options, "movie_timescale", FMS_MP4_TIMESCALE, 0);
    writer->good = writer->output && writer->frame && start_encoder(writer, params, error) &&
                   fms_output_add(writer->output, writer->encoder, error) &&
                   fms_output_begin(writer->output, &options, error);
    av_dict_free(&options);
    if (writer->good)
        return writer;
    fms_video_close(writer, NULL);
    return NULL;
}

/* The planes belong to the caller, who outlives the call; the encoder has copied them when it returns. */
static void keep(void *opaque, uint8_t *data)
{
}

bool fms_video_write(struct fms_video_writer *writer, const struct fms_frame *frame, GError **error)
{
    AVFrame *shell = writer->frame;
    g_assert(frame->width_px == writer->encoder->width && frame->height_px == writer->encoder->height);
    shell->format = AV_PIX_FMT_YUV420P;
    shell->width = frame->width_px;
    shell->height = frame->height_px;
    shell->pts = writer->n_frames++;
    for (int i = 0; i < 3; i++) {
        shell->data[i] = frame->plane[i];
        shell->linesize[i] = (int) frame->stride_bytes[i];
    }
    size_t size = (size_t) frame->stride_bytes[0] * (size_t) frame->height_px;
    shell->buf[0] = av_buffer_create(frame->plane[0], size, keep, NULL, AV_BUFFER_FLAG_READONLY);
    writer->good = writer->good && shell->buf[0] && fms_output_encode(writer->output, writer->encoder, shell, error);
    av_frame_unref(shell);
    return writer->good;
}

bool fms_video_close(struct fms_video_writer *writer, GError **error)
{
    bool good = writer->good && fms_output_encode(writer->output, writer->encoder, NULL, error);
    if (writer->output)
        good = fms_output_close(writer->output, good, error) && good;
    avcodec_free_context(&writer->encoder);
    av_frame_free(&writer->frame);
    g_free(writer);
    return good;
}
