/*
 * A frame as a picture. In a JPEG, the film's BT.709 limited colours become the BT.601 full range that JFIF means; in a PNG, RGB.
 */
#include "media-private.h"

#include <libswscale/swscale.h>

/* Of the encoder's 1 to 31; 2 is about 92 on the usual scale. */
enum { BEST_QUALITY = 2, LEAST_QUALITY = 31 };

/* What a file of one kind takes. */
struct form {
    const char *name;
    enum AVCodecID codec;
    enum AVPixelFormat pixels;
};

static const struct form jpeg = { "JPEG", AV_CODEC_ID_MJPEG, AV_PIX_FMT_YUVJ420P };
static const struct form png = { "PNG", AV_CODEC_ID_PNG, AV_PIX_FMT_RGB24 };

static AVFrame *convert(const struct form *form, const struct fms_frame *frame)
{
    int width = frame->width_px, height = frame->height_px;
    AVFrame *out = av_frame_alloc();
    struct SwsContext *scaler = sws_getContext(
        width, height, AV_PIX_FMT_YUV420P, width, height, form->pixels,
        SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INP | SWS_FULL_CHR_H_INT, NULL, NULL, NULL);
    bool good = out && scaler;
    if (good) {
        out->format = form->pixels;
        out->width = width;
        out->height = height;
        out->color_range = AVCOL_RANGE_JPEG;
        int strides[3] = { (int) frame->stride_bytes[0], (int) frame->stride_bytes[1], (int) frame->stride_bytes[2] };
        good = sws_setColorspaceDetails(scaler, sws_getCoefficients(SWS_CS_ITU709), 0,
                                        sws_getCoefficients(SWS_CS_ITU601), 1, 0, 1 << 16, 1 << 16) >= 0 &&
               av_frame_get_buffer(out, 0) >= 0 &&
               sws_scale(scaler, (const uint8_t *const *) frame->plane, strides, 0, height, out->data, out->linesize) ==
                   height;
    }
    sws_freeContext(scaler);
    if (!good)
        av_frame_free(&out);
    return out;
}

static AVCodecContext *open_encoder(const struct form *form, const AVFrame *frame, int quality, GError **error)
{
    const AVCodec *codec = avcodec_find_encoder(form->codec);
    AVCodecContext *encoder = codec ? avcodec_alloc_context3(codec) : NULL;
    if (!encoder) {
        fms_av_fail(error, FMS_WORLD_MACHINE, 0, "FFmpeg was built without its %s encoder", form->name);
        return NULL;
    }
    encoder->width = frame->width;
    encoder->height = frame->height;
    encoder->pix_fmt = form->pixels;
    encoder->color_range = AVCOL_RANGE_JPEG;
    encoder->time_base = (AVRational){ 1, 25 };
    encoder->sample_aspect_ratio = (AVRational){ 1, 1 };
    encoder->thread_count = 1;
    encoder->flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_QSCALE;
    encoder->global_quality = quality * FF_QP2LAMBDA;
    AVDictionary *options = NULL;
    if (!fms_encoder_start(encoder, &options, error))
        avcodec_free_context(&encoder);
    return encoder;
}

static bool encode(const struct form *form, AVFrame *frame, int quality, AVPacket *packet, GError **error)
{
    AVCodecContext *encoder = open_encoder(form, frame, quality, error);
    frame->quality = quality * FF_QP2LAMBDA;
    int code = encoder ? avcodec_send_frame(encoder, frame) : AVERROR_UNKNOWN;
    code = code < 0 ? code : avcodec_receive_packet(encoder, packet);
    if (encoder && code < 0)
        fms_av_fail(error, FMS_WORLD_MACHINE, code, "cannot encode a %s", form->name);
    avcodec_free_context(&encoder);
    return code >= 0;
}

/* In the best quality in which it is small enough. */
static bool encode_within(const struct form *form, AVFrame *frame, int64_t most_bytes, AVPacket *packet, GError **error)
{
    for (int quality = BEST_QUALITY; quality <= LEAST_QUALITY; quality++) {
        av_packet_unref(packet);
        if (!encode(form, frame, quality, packet, error))
            return false;
        if (most_bytes == 0 || packet->size <= most_bytes)
            return true;
    }
    return fms_av_fail(error, FMS_WORLD_MACHINE, 0,
                       "a %s of %d×%d has more than %" G_GINT64_FORMAT " bytes in any quality", form->name,
                       frame->width, frame->height, most_bytes);
}

static bool write_frame(const struct form *form, const char *path, const struct fms_frame *frame, int64_t most_bytes,
                        GError **error)
{
    fms_av_init();
    AVFrame *converted = convert(form, frame);
    if (!converted)
        return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "a frame cannot be converted for a %s", form->name);
    AVPacket *packet = av_packet_alloc();
    bool good = packet && encode_within(form, converted, most_bytes, packet, error);
    g_autoptr(GError) why = NULL;
    if (good && !g_file_set_contents(path, (const char *) packet->data, packet->size, &why))
        good = fms_av_fail(error, FMS_WORLD_MACHINE, 0, "cannot write a %s: %s", form->name, why->message);
    av_packet_free(&packet);
    av_frame_free(&converted);
    return good;
}

bool fms_jpeg_write(const char *path, const struct fms_frame *frame, int64_t most_bytes, GError **error)
{
    return write_frame(&jpeg, path, frame, most_bytes, error);
}

bool fms_png_write(const char *path, const struct fms_frame *frame, GError **error)
{
    return write_frame(&png, path, frame, 0, error);
}
