/**
 * The audio writer: stereo samples in, AAC-LC in an MP4 out. The encoder's priming stands before time 0 and an edit list
 * says so; the last packet is as long as the sound that is left for it.
 */
#include "media-private.h"

#include <libavutil/channel_layout.h>

struct fms_audio_writer {
    struct fms_output *output;
    AVCodecContext *encoder;
    AVFrame *frame; /* filled up to `filled` samples */
    int filled;
    int64_t n_samples; /* before `frame` */
    bool good;
};

static bool start_encoder(struct fms_audio_writer *writer, int32_t bitrate, GError **error)
{
    const AVCodec *codec = avcodec_find_encoder_by_name("aac");
    writer->encoder = codec ? avcodec_alloc_context3(codec) : NULL;
    if (!writer->encoder)
        return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "FFmpeg was built without its AAC encoder");
    writer->encoder->sample_rate = FMS_SAMPLE_RATE;
    writer->encoder->sample_fmt = AV_SAMPLE_FMT_FLTP;
    writer->encoder->ch_layout = (AVChannelLayout) AV_CHANNEL_LAYOUT_STEREO;
    writer->encoder->time_base = (AVRational){ 1, FMS_SAMPLE_RATE };
    writer->encoder->bit_rate = bitrate;
    writer->encoder->thread_count = 1;
    writer->encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
    AVDictionary *options = NULL;
    av_dict_set(&options, "aac_coder", "fast", 0); /* at this bitrate both better and quicker than the usual one */
    return fms_encoder_start(writer->encoder, &options, error);
}

static bool allocate_frame(struct fms_audio_writer *writer, GError **error)
{
    AVFrame *frame = writer->frame = av_frame_alloc();
    if (!frame)
        return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
    frame->format = AV_SAMPLE_FMT_FLTP;
    frame->ch_layout = (AVChannelLayout) AV_CHANNEL_LAYOUT_STEREO;
    frame->sample_rate = FMS_SAMPLE_RATE;
    g_assert(writer->encoder);
    frame->nb_samples = writer->encoder->frame_size;
    return av_frame_get_buffer(frame, 0) >= 0 || fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
}

struct fms_audio_writer *fms_audio_open(const char *path, int32_t bitrate, GError **error)
{
    struct fms_audio_writer *writer = g_new0(struct fms_audio_writer, 1);
    AVDictionary *options = NULL;
    av_dict_set_int(&options, "movie_timescale", FMS_MP4_TIMESCALE, 0);
    writer->output = fms_output_open(path, error);
    writer->good = writer->output && start_encoder(writer, bitrate, error) && allocate_frame(writer, error) &&
                   fms_output_add(writer->output, writer->encoder, error) &&
                   fms_output_begin(writer->output, &options, error);
    av_dict_free(&options);
    if (writer->good)
        return writer;
    fms_audio_close(writer, NULL);
    return NULL;
}

/* The encoder may still hold the frame before, so the buffer is made writable first. */
static bool send_frame(struct fms_audio_writer *writer, GError **error)
{
    writer->frame->nb_samples = writer->filled;
    writer->frame->pts = writer->n_samples;
    writer->good = fms_output_encode(writer->output, writer->encoder, writer->frame, error);
    writer->n_samples += writer->filled;
    writer->filled = 0;
    writer->frame->nb_samples = writer->encoder->frame_size;
    if (writer->good && av_frame_make_writable(writer->frame) < 0)
        writer->good = fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
    return writer->good;
}

bool fms_audio_write(struct fms_audio_writer *writer, const float *samples, int64_t n, GError **error)
{
    for (int64_t at = 0; at < n && writer->good;) {
        float *left = (float *) writer->frame->data[0], *right = (float *) writer->frame->data[1];
        int some = (int) MIN(n - at, writer->encoder->frame_size - writer->filled);
        for (int i = 0; i < some; i++) {
            left[writer->filled + i] = samples[2 * (at + i)];
            right[writer->filled + i] = samples[2 * (at + i) + 1];
        }
        writer->filled += some;
        at += some;
        if (writer->filled == writer->encoder->frame_size && !send_frame(writer, error))
            return false;
    }
    return writer->good;
}

bool fms_audio_close(struct fms_audio_writer *writer, GError **error)
{
    bool good = writer->good && (writer->filled == 0 || send_frame(writer, error)) &&
                fms_output_encode(writer->output, writer->encoder, NULL, error);
    if (writer->output)
        good = fms_output_close(writer->output, good, error) && good;
    avcodec_free_context(&writer->encoder);
    av_frame_free(&writer->frame);
    g_free(writer);
    return good;
}
