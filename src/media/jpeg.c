/**
 * A frame as JPEG: the film's BT.709 limited colours become the BT.601 full range that JFIF means.
 */
#include "media-private.h"

#include <libswscale/swscale.h>

#define QUALITY 2 /* of the encoder's 1 to 31; about 92 on the usual scale */

static AVFrame *to_jfif(const struct fms_frame *frame)
{
    int width = frame->width_px, height = frame->height_px;
    AVFrame *out = av_frame_alloc();
    struct SwsContext *scaler = sws_getContext(
        width, height, AV_PIX_FMT_YUV420P, width, height, AV_PIX_FMT_YUVJ420P,
        SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INP | SWS_FULL_CHR_H_INT, NULL, NULL, NULL);
    bool good = out && scaler;
    if (good) {
        out->format = AV_PIX_FMT_YUVJ420P;
        out->width = width;
        out->height = height;
        out->quality = QUALITY * FF_QP2LAMBDA;
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

static AVCodecContext *open_encoder(const AVFrame *frame, GError **error)
{
    const AVCodec *codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    AVCodecContext *encoder = codec ? avcodec_alloc_context3(codec) : NULL;
    if (!encoder) {
        fms_av_fail(error, FMS_WORLD_MACHINE, 0, "FFmpeg was built without its JPEG encoder");
        return NULL;
    }
    encoder->width = frame->width;
    encoder->height = frame->height;
    encoder->pix_fmt = AV_PIX_FMT_YUVJ420P;
    encoder->color_range = AVCOL_RANGE_JPEG;
    encoder->time_base = (AVRational){ 1, 25 };
    encoder->sample_aspect_ratio = (AVRational){ 1, 1 };
    encoder->thread_count = 1;
    encoder->flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_QSCALE;
    encoder->global_quality = QUALITY * FF_QP2LAMBDA;
    AVDictionary *options = NULL;
    if (!fms_encoder_start(encoder, &options, error))
        avcodec_free_context(&encoder);
    return encoder;
}

bool fms_jpeg_write(const char *path, const struct fms_frame *frame, GError **error)
{
    fms_av_init();
    AVFrame *jfif = to_jfif(frame);
    if (!jfif)
        return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "a frame cannot be converted for a JPEG");
    AVCodecContext *encoder = open_encoder(jfif, error);
    AVPacket *packet = av_packet_alloc();
    bool good = encoder && packet;
    if (good) {
        int code = avcodec_send_frame(encoder, jfif);
        code = code < 0 ? code : avcodec_receive_packet(encoder, packet);
        good = code >= 0 || fms_av_fail(error, FMS_WORLD_MACHINE, code, "cannot encode a JPEG");
    }
    g_autoptr(GError) why = NULL;
    if (good && !g_file_set_contents(path, (const char *) packet->data, packet->size, &why))
        good = fms_av_fail(error, FMS_WORLD_MACHINE, 0, "cannot write a JPEG: %s", why->message);
    av_packet_free(&packet);
    avcodec_free_context(&encoder);
    av_frame_free(&jfif);
    return good;
}
