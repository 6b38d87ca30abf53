/**
 * An output: an MP4 that is written by us, with nothing in it of when, where and by which version.
 *
 * A file that could not be finished is removed. The libraries report a full disk late, so it is asked for at the end.
 */
#include "media-private.h"

#include <glib/gstdio.h>

struct fms_output *fms_output_open(const char *path, GError **error)
{
    fms_av_init();
    struct fms_output *output = g_new0(struct fms_output, 1);
    output->path = g_strdup(path);
    g_autofree char *url = g_strconcat("file:", path, NULL);
    int code = avformat_alloc_output_context2(&output->format, NULL, "mp4", url);
    if (code >= 0) {
        output->format->flags |= AVFMT_FLAG_BITEXACT;
        output->format->protocol_whitelist = av_strdup("file");
        code = avio_open2(&output->format->pb, url, AVIO_FLAG_WRITE, NULL, NULL);
    }
    if (code < 0) {
        fms_av_fail(error, FMS_WORLD_MACHINE, code, "cannot write a film file");
        fms_output_close(output, false, NULL);
        return NULL;
    }
    return output;
}

AVStream *fms_output_add(struct fms_output *output, const AVCodecContext *encoder, GError **error)
{
    AVStream *stream = avformat_new_stream(output->format, NULL);
    if (!stream || (encoder && avcodec_parameters_from_context(stream->codecpar, encoder) < 0)) {
        fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
        return NULL;
    }
    if (encoder)
        stream->time_base = encoder->time_base;
    return stream;
}

bool fms_output_begin(struct fms_output *output, AVDictionary **options, GError **error)
{
    int code = avformat_write_header(output->format, options);
    av_dict_free(options);
    return code >= 0 || fms_av_fail(error, FMS_WORLD_MACHINE, code, "cannot begin a film file");
}

bool fms_output_encode(struct fms_output *output, AVCodecContext *encoder, const AVFrame *frame, GError **error)
{
    int code = avcodec_send_frame(encoder, frame);
    AVPacket *packet = av_packet_alloc();
    if (code < 0 || !packet) {
        av_packet_free(&packet);
        return fms_av_fail(error, FMS_WORLD_MACHINE, code, "cannot encode");
    }
    AVStream *stream = output->format->streams[0];
    while ((code = avcodec_receive_packet(encoder, packet)) >= 0) {
        if (encoder->codec_type == AVMEDIA_TYPE_VIDEO)
            packet->duration = 1;
        av_packet_rescale_ts(packet, encoder->time_base, stream->time_base);
        code = av_write_frame(output->format, packet);
        av_packet_unref(packet);
        if (code < 0)
            break;
    }
    av_packet_free(&packet);
    bool good = code == AVERROR(EAGAIN) || code == AVERROR_EOF;
    return good || fms_av_fail(error, FMS_WORLD_MACHINE, code, "cannot write a film file");
}

bool fms_output_close(struct fms_output *output, bool good, GError **error)
{
    AVFormatContext *format = output->format;
    if (good) {
        int code = av_write_trailer(format);
        int closed = avio_closep(&format->pb);
        code = code < 0 ? code : closed;
        good = code >= 0 || fms_av_fail(error, FMS_WORLD_MACHINE, code, "cannot finish a film file");
    } else if (format && format->pb) {
        avio_closep(&format->pb);
    }
    if (!good && format && g_file_test(output->path, G_FILE_TEST_IS_REGULAR))
        g_unlink(output->path);
    avformat_free_context(format);
    g_free(output->path);
    g_free(output);
    return good;
}

bool fms_encoder_start(AVCodecContext *encoder, AVDictionary **options, GError **error)
{
    const char *name = encoder->codec->name; /* where opening fails, the encoder forgets what it was */
    int code = avcodec_open2(encoder, encoder->codec, options);
    av_dict_free(options);
    return code >= 0 || fms_av_fail(error, FMS_WORLD_MACHINE, code, "cannot start the %s encoder", name);
}
