/**
 * What holds for FFmpeg's libraries as a whole: how they are set up, what versions they are, how their failures are told.
 */
#include "media-private.h"

#include <lcms2.h>
#include <libavfilter/avfilter.h>
#include <libavutil/cpu.h>
#include <libheif/heif.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>

/*
 * The libraries pick their inner loops by processor, and those with floats (AAC, MP3, resampling) round differently
 * from one to the next. Held to what every x86-64 machine of the last fifteen years has, they give the same samples on any
 * node of a cluster. Decoding gets a little slower by it; x264 picks its own loops, which agree.
 */
#if defined(__x86_64__)
#define COMMON_CPU                                                                                                     \
    (AV_CPU_FLAG_CMOV | AV_CPU_FLAG_MMX | AV_CPU_FLAG_MMXEXT | AV_CPU_FLAG_SSE | AV_CPU_FLAG_SSE2 | AV_CPU_FLAG_SSE3 | \
     AV_CPU_FLAG_SSSE3 | AV_CPU_FLAG_SSE4 | AV_CPU_FLAG_SSE42)
#endif

static void set_up(void)
{
    av_log_set_level(AV_LOG_QUIET);
#ifdef COMMON_CPU
    av_force_cpu_flags(av_get_cpu_flags() & COMMON_CPU);
#endif
}

void fms_av_init(void)
{
    static gsize once;
    if (g_once_init_enter(&once)) {
        set_up();
        g_once_init_leave(&once, 1);
    }
}

bool fms_av_fail(GError **error, enum fms_world_error kind, int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    char why[AV_ERROR_MAX_STRING_SIZE];
    if (code < 0 && av_strerror(code, why, sizeof why) == 0)
        g_set_error(error, FMS_WORLD_ERROR, kind, "%s: %s", what, why);
    else
        g_set_error_literal(error, FMS_WORLD_ERROR, kind, what);
    return false;
}

/*
 * libx264 may be replaced under libavcodec without a change of either's number, but it signs what it encodes. A tiny
 * picture tells.
 */
static char *x264_signature(void)
{
    const AVCodec *codec = avcodec_find_encoder_by_name("libx264");
    AVCodecContext *encoder = codec ? avcodec_alloc_context3(codec) : NULL;
    AVPacket *packet = av_packet_alloc();
    AVFrame *frame = av_frame_alloc();
    char *found = NULL;
    if (encoder && packet && frame) {
        encoder->width = encoder->height = frame->width = frame->height = 16;
        encoder->pix_fmt = frame->format = AV_PIX_FMT_YUV420P;
        encoder->time_base = (AVRational){ 1, 25 };
        encoder->thread_count = 1;
        if (avcodec_open2(encoder, codec, NULL) == 0 && av_frame_get_buffer(frame, 0) == 0 &&
            avcodec_send_frame(encoder, frame) == 0 && avcodec_send_frame(encoder, NULL) == 0 &&
            avcodec_receive_packet(encoder, packet) == 0) {
            const char mark[] = "x264 - core ";
            const char *at = memmem(packet->data, (size_t) packet->size, mark, sizeof mark - 1);
            const char *end = at ? memmem(at + sizeof mark, 32, " - ", 3) : NULL;
            found = end ? g_strndup(at, (gsize) (end - at)) : NULL;
        }
    }
    av_packet_free(&packet);
    av_frame_free(&frame);
    avcodec_free_context(&encoder);
    return found ? found : g_strdup("x264 unknown");
}

const char *fms_media_version(void)
{
    static gsize version;
    if (g_once_init_enter(&version)) {
        fms_av_init();
        g_autofree char *x264 = x264_signature();
        char *text =
            g_strdup_printf("media 3, FFmpeg %s (%u %u %u %u %u %u), %s, lcms %d, libheif %s", av_version_info(),
                            avformat_version(), avcodec_version(), avutil_version(), swresample_version(),
                            swscale_version(), avfilter_version(), x264, cmsGetEncodedCMMversion(), heif_get_version());
        g_once_init_leave(&version, (gsize) text);
    }
    return (const char *) version;
}
