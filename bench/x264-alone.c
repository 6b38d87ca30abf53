/*
 * x264 alone: encodes raw frames that lie in memory and throws the packets away. What a film made of those frames costs
 * at least.
 *
 *     x264-alone FRAMES WIDTH HEIGHT PRESET CRF WORKERS THREADS
 *
 * FRAMES is a file of planar 4:2:0 frames, mapped and never copied; in /dev/shm it costs no disk. Each of WORKERS encoders
 * gets an equal part of them and THREADS threads (0: as many as x264 likes). The settings are ffmpeg's, but with one thread
 * Filmset's own (cpu-independent).
 */
#include <fcntl.h>
#include <glib.h>
#include <libavcodec/avcodec.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct job {
    uint8_t *frames;
    int64_t n, frame_bytes;
    int width, height, threads;
    const char *preset, *crf;
};

static AVCodecContext *open_encoder(const struct job *job)
{
    const AVCodec *codec = avcodec_find_encoder_by_name("libx264");
    AVCodecContext *encoder = codec ? avcodec_alloc_context3(codec) : NULL;
    if (!encoder)
        g_error("FFmpeg was built without x264");
    encoder->width = job->width;
    encoder->height = job->height;
    encoder->time_base = (AVRational){ 1, 30 };
    encoder->framerate = (AVRational){ 30, 1 };
    encoder->pix_fmt = AV_PIX_FMT_YUV420P;
    encoder->thread_count = job->threads;
    AVDictionary *options = NULL;
    av_dict_set(&options, "preset", job->preset, 0);
    av_dict_set(&options, "crf", job->crf, 0);
#define LIKE_OURS "b-pyramid=none:rc-lookahead=8"
    av_dict_set(&options, "x264-params",
                job->threads == 1 ? LIKE_OURS ":cpu-independent=1:lookahead-threads=1" : LIKE_OURS, 0);
    if (avcodec_open2(encoder, codec, &options) < 0)
        g_error("x264 does not take these settings");
    av_dict_free(&options);
    return encoder;
}

static void keep(void *opaque, uint8_t *data)
{
}

static int64_t drain(AVCodecContext *encoder, AVPacket *packet)
{
    int64_t bytes = 0;
    while (avcodec_receive_packet(encoder, packet) == 0) {
        bytes += packet->size;
        av_packet_unref(packet);
    }
    return bytes;
}

static gpointer encode(gpointer user)
{
    const struct job *job = user;
    AVCodecContext *encoder = open_encoder(job);
    AVPacket *packet = av_packet_alloc();
    AVFrame *frame = av_frame_alloc();
    int64_t bytes = 0;
    for (int64_t n = 0; n < job->n; n++) {
        uint8_t *at = job->frames + n * job->frame_bytes;
        frame->format = AV_PIX_FMT_YUV420P;
        frame->width = job->width;
        frame->height = job->height;
        frame->pts = n;
        frame->buf[0] = av_buffer_create(at, (size_t) job->frame_bytes, keep, NULL, AV_BUFFER_FLAG_READONLY);
        av_image_fill_arrays(frame->data, frame->linesize, at, AV_PIX_FMT_YUV420P, job->width, job->height, 1);
        if (avcodec_send_frame(encoder, frame) < 0)
            g_error("x264 refuses a frame");
        av_frame_unref(frame);
        bytes += drain(encoder, packet);
    }
    avcodec_send_frame(encoder, NULL);
    bytes += drain(encoder, packet);
    av_frame_free(&frame);
    av_packet_free(&packet);
    avcodec_free_context(&encoder);
    return GSIZE_TO_POINTER((gsize) bytes);
}

static uint8_t *map(const char *path, int64_t *size)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat facts;
    if (file < 0 || fstat(file, &facts) < 0 || facts.st_size == 0)
        g_error("%s cannot be read", path);
    uint8_t *bytes = mmap(NULL, (size_t) facts.st_size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
    if (bytes == MAP_FAILED)
        g_error("%s cannot be mapped", path);
    close(file);
    *size = facts.st_size;
    return bytes;
}

int main(int argc, char **argv)
{
    if (argc != 8)
        g_error("usage: x264-alone FRAMES WIDTH HEIGHT PRESET CRF WORKERS THREADS");
    struct job whole = { .width = atoi(argv[2]), .height = atoi(argv[3]), .preset = argv[4], .crf = argv[5] };
    int64_t size, workers = CLAMP(atoi(argv[6]), 1, 64);
    whole.threads = atoi(argv[7]);
    whole.frame_bytes = (int64_t) whole.width * whole.height * 3 / 2;
    whole.frames = map(argv[1], &size);
    whole.n = size / whole.frame_bytes;
    struct job jobs[64];
    GThread *threads[64];
    gsize bytes = 0;
    for (int64_t i = 0; i < workers; i++) {
        int64_t from = whole.n * i / workers, to = whole.n * (i + 1) / workers;
        jobs[i] = whole;
        jobs[i].frames += from * whole.frame_bytes;
        jobs[i].n = to - from;
        threads[i] = g_thread_new("encoder", encode, &jobs[i]);
    }
    for (int64_t i = 0; i < workers; i++)
        bytes += GPOINTER_TO_SIZE(g_thread_join(threads[i]));
    g_print("%" G_GINT64_FORMAT " frames, %" G_GSIZE_FORMAT " bytes\n", whole.n, bytes);
    return 0;
}
