/**
 * An input: one local file, read by us and by nobody else.
 *
 * A script may name any file, and a file may be anything. So the libraries never open a name themselves: we open the
 * file, if it is a plain one, and hand over its bytes; a container that asks for a second file is refused. Only kinds of
 * containers and codecs that people film and record with are admitted, found out by content alone. No playlists, no
 * picture sequences, no devices, no subtitles that look like media.
 */
#include "webp-private.h"

#include <libavutil/imgutils.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_BYTES 65536
#define MAX_BARREN 1000000 /* packets in a row from which no frame comes */

static const char containers[] =
    "mov,matroska,avi,mpegts,mpeg,mpegvideo,m4v,flv,asf,ogg,mxf,nut,ivf,h264,hevc,obu,yuv4mpegpipe,gif,apng,"
    "wav,w64,aiff,mp3,flac,aac,caf,au,ac3,eac3,dts,amr,wv,ape,tta,voc";

static const char codecs[] =
    "h264,hevc,av1,libdav1d,libaom-av1,vp8,vp9,libvpx,libvpx-vp9,mpeg4,msmpeg4,msmpeg4v2,msmpeg4v1,mpeg1video,"
    "mpeg2video,"
    "h263,flv,vc1,wmv1,wmv2,wmv3,theora,libtheora,prores,dnxhd,cfhd,mjpeg,ffv1,huffyuv,ffvhuff,utvideo,rawvideo,v210,"
    "v410,png,apng,gif,"
    "qtrle,dvvideo,magicyuv,jpeg2000,libopenjpeg,"
    "aac,aac_fixed,aac_latm,mp1float,mp2,mp2float,mp3,mp3float,vorbis,libvorbis,opus,libopus,flac,alac,ac3,ac3_fixed,"
    "eac3,dca,truehd,"
    "wmav1,wmav2,wmapro,wmalossless,amrnb,amrwb,libopencore_amrnb,libopencore_amrwb,ape,tta,wavpack,speex,libspeex,gsm,"
    "gsm_ms,"
    "pcm_s8,pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be,"
    "pcm_alaw,pcm_mulaw,pcm_u16le,pcm_u16be,pcm_u24le,pcm_u24be,pcm_dvd,pcm_bluray,adpcm_ima_wav,adpcm_ima_qt,adpcm_ms,"
    "adpcm_swf";

int fms_plain_file_open(const char *path, int64_t *size, GError **error)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a fifo would wait for a writer */
    if (fd < 0) {
        bool missing = errno == ENOENT || errno == ENOTDIR;
        fms_av_fail(error, missing ? FMS_WORLD_MISSING : FMS_WORLD_UNREADABLE, 0, "cannot open the file: %s",
                    g_strerror(errno));
        return -1;
    }
    if (fstat(fd, &about) < 0 || !S_ISREG(about.st_mode)) {
        close(fd);
        fms_av_fail(error, FMS_WORLD_FORBIDDEN, 0, "not a plain file");
        return -1;
    }
    *size = about.st_size;
    return fd;
}

static int read_bytes(void *opaque, uint8_t *out, int n)
{
    const struct fms_input *input = opaque;
    ssize_t got;
    do
        got = read(input->fd, out, (size_t) n);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return AVERROR(errno);
    return got ? (int) got : AVERROR_EOF;
}

static int64_t seek_bytes(void *opaque, int64_t offset, int whence)
{
    const struct fms_input *input = opaque;
    if (whence & AVSEEK_SIZE)
        return input->size;
    off_t at = lseek(input->fd, offset, whence & ~AVSEEK_FORCE);
    return at < 0 ? AVERROR(errno) : at;
}

/* What a container refers to outside of itself is not followed. */
static int refuse_open(AVFormatContext *format, AVIOContext **bytes, const char *url, int flags, AVDictionary **options)
{
    return AVERROR(EPERM);
}

static bool prepare(struct fms_input *input, GError **error)
{
    uint8_t *buffer = av_malloc(BUFFER_BYTES);
    AVIOContext *bytes =
        buffer ? avio_alloc_context(buffer, BUFFER_BYTES, 0, input, read_bytes, NULL, seek_bytes) : NULL;
    input->format = avformat_alloc_context();
    input->packet = av_packet_alloc();
    if (!bytes || !input->format || !input->packet) {
        if (!bytes)
            av_free(buffer);
        return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
    }
    input->format->pb = bytes;
    input->format->io_open = refuse_open;
    input->format->flags |= AVFMT_FLAG_BITEXACT;
    return true;
}

/* avformat_open_input() frees the context when it fails, but leaves the bytes, which are ours. */
static int open_container(struct fms_input *input)
{
    AVIOContext *bytes = input->format->pb;
    AVDictionary *options = NULL;
    av_dict_set(&options, "format_whitelist", containers, 0);
    av_dict_set(&options, "codec_whitelist", codecs, 0);
    av_dict_set(&options, "protocol_whitelist", "", 0);
    av_dict_set(&options, "probesize", "5000000", 0);
    av_dict_set(&options, "max_streams", "64", 0);
    int code = avformat_open_input(&input->format, "", NULL, &options);
    av_dict_free(&options);
    if (code < 0) {
        av_freep(&bytes->buffer);
        avio_context_free(&bytes);
    }
    return code;
}

/* Looking for streams may decode a first frame already: the limits must hold there too. */
static int find_streams(struct fms_input *input)
{
    unsigned n = input->format->nb_streams;
    AVDictionary **options = g_new0(AVDictionary *, n + 1);
    for (unsigned i = 0; i < n; i++)
        av_dict_set_int(&options[i], "max_pixels", FMS_MAX_CLIP_PIXELS, 0);
    int code = avformat_find_stream_info(input->format, options);
    for (unsigned i = 0; i < n; i++)
        av_dict_free(&options[i]);
    g_free(options);
    return code;
}

/* Some containers show a stream only when its packets come, too late for find_streams() to set it a limit. */
static bool sizes_are_sane(const struct fms_input *input, GError **error)
{
    for (unsigned i = 0; i < input->format->nb_streams; i++) {
        const AVCodecParameters *params = input->format->streams[i]->codecpar;
        if (params->codec_type == AVMEDIA_TYPE_VIDEO && params->width * (int64_t) params->height > FMS_MAX_CLIP_PIXELS)
            return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "its pictures are larger than 40 megapixels");
    }
    return true;
}

/* An animated WebP passes for a container with one stream of milliseconds. */
static bool open_webp(struct fms_input *input, GError **error)
{
    input->webp = fms_webp_open(input->fd, input->size);
    AVStream *stream = input->webp ? avformat_new_stream(input->format, NULL) : NULL;
    if (!stream)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the moving picture is damaged, or too large");
    stream->codecpar->codec_type = AVMEDIA_TYPE_VIDEO;
    stream->codecpar->codec_id = AV_CODEC_ID_WEBP;
    stream->time_base = (AVRational){ 1, 1000 };
    stream->start_time = 0;
    stream->duration = fms_webp_length_ms(input->webp);
    return true;
}

static struct fms_input *open_input(const char *path, bool search, GError **error)
{
    fms_av_init();
    struct fms_input *input = g_new0(struct fms_input, 1);
    input->fd = fms_plain_file_open(path, &input->size, error);
    if (input->fd < 0 || !prepare(input, error)) {
        fms_input_free(input);
        return NULL;
    }
    uint8_t head[FMS_WEBP_HEAD];
    if (pread(input->fd, head, sizeof head, 0) == sizeof head && fms_webp_moves(head, sizeof head)) {
        if (open_webp(input, error))
            return input;
        fms_input_free(input);
        return NULL;
    }
    int code = open_container(input);
    if (code >= 0 && search)
        code = find_streams(input);
    if (code < 0) {
        fms_av_fail(error, FMS_WORLD_UNREADABLE, 0,
                    "not a picture, film or sound of a kind that can be read, or damaged");
        fms_input_free(input);
        return NULL;
    }
    if (!sizes_are_sane(input, error)) {
        fms_input_free(input);
        return NULL;
    }
    return input;
}

struct fms_input *fms_input_open(const char *path, GError **error)
{
    return open_input(path, true, error);
}

struct fms_input *fms_input_open_own(const char *path, GError **error)
{
    return open_input(path, false, error);
}

void fms_input_free(struct fms_input *input)
{
    if (!input)
        return;
    avcodec_free_context(&input->decoder);
    if (input->format) {
        AVIOContext *bytes = input->format->pb;
        if (input->format->iformat)
            avformat_close_input(&input->format);
        avformat_free_context(input->format); /* one that was never opened; else none by now */
        if (bytes)
            av_freep(&bytes->buffer);
        avio_context_free(&bytes);
    }
    av_packet_free(&input->packet);
    fms_webp_free(input->webp);
    if (input->fd >= 0)
        close(input->fd);
    g_free(input);
}

AVStream *fms_input_find(struct fms_input *input, enum AVMediaType type)
{
    for (unsigned i = 0; i < input->format->nb_streams; i++) {
        AVStream *stream = input->format->streams[i];
        if (stream->codecpar->codec_type == type && !(stream->disposition & AV_DISPOSITION_ATTACHED_PIC))
            return stream;
    }
    return NULL;
}

/* What a picture takes depends on its kind as well as on its size. Sound comes in small portions. */
static int bounded_buffer(AVCodecContext *decoder, AVFrame *frame, int flags)
{
    if (decoder->codec_type != AVMEDIA_TYPE_VIDEO)
        return avcodec_default_get_buffer2(decoder, frame, flags);
    int64_t bytes = av_image_get_buffer_size(frame->format, frame->width, frame->height, 1);
    if (bytes < 0 || bytes > FMS_MAX_FRAME_BYTES)
        return AVERROR(ENOMEM);
    return avcodec_default_get_buffer2(decoder, frame, flags);
}

AVCodecContext *fms_decoder_new(const AVCodecParameters *params, const AVCodec *codec, int64_t max_pixels, int lowres,
                                GError **error)
{
    if (!codec)
        codec = avcodec_find_decoder(params->codec_id);
    AVCodecContext *decoder = codec ? avcodec_alloc_context3(codec) : NULL;
    if (!decoder) {
        fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "no decoder for %s", avcodec_get_name(params->codec_id));
        return NULL;
    }
    int code = avcodec_parameters_to_context(decoder, params);
    decoder->thread_count = 1;
    decoder->max_pixels = max_pixels;
    decoder->lowres = lowres;
    if (codec->type == AVMEDIA_TYPE_VIDEO)
        decoder->get_buffer2 = bounded_buffer;
    decoder->flags |= AV_CODEC_FLAG_BITEXACT;
    if (code >= 0)
        code = avcodec_open2(decoder, codec, NULL);
    if (code < 0) {
        fms_av_fail(error, FMS_WORLD_UNREADABLE, code, "cannot decode %s", avcodec_get_name(params->codec_id));
        avcodec_free_context(&decoder);
    }
    return decoder;
}

/* Transparent WebM keeps its alpha beside the pictures, where only libvpx looks for it. */
static const AVCodec *decoder_for(const AVStream *stream)
{
    static const struct {
        enum AVCodecID id;
        const char *name;
    } transparent[] = { { AV_CODEC_ID_VP8, "libvpx" }, { AV_CODEC_ID_VP9, "libvpx-vp9" } };
    const AVDictionaryEntry *alpha = av_dict_get(stream->metadata, "alpha_mode", NULL, 0);
    const AVCodec *found = NULL;
    for (size_t i = 0; alpha && !strcmp(alpha->value, "1") && i < G_N_ELEMENTS(transparent); i++)
        if (transparent[i].id == stream->codecpar->codec_id)
            found = avcodec_find_decoder_by_name(transparent[i].name);
    return found ? found : avcodec_find_decoder(stream->codecpar->codec_id);
}

bool fms_input_choose(struct fms_input *input, AVStream *stream, GError **error)
{
    for (unsigned i = 0; i < input->format->nb_streams; i++)
        input->format->streams[i]->discard = AVDISCARD_ALL;
    stream->discard = AVDISCARD_DEFAULT;
    input->stream = stream;
    if (input->webp)
        return true;
    const AVCodec *codec = decoder_for(stream);
    g_auto(GStrv) admitted = g_strsplit(codecs, ",", -1);
    if (codec && !g_strv_contains((const char *const *) admitted, codec->name))
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "no decoder for %s", codec->name);
    input->decoder = fms_decoder_new(stream->codecpar, codec, FMS_MAX_CLIP_PIXELS, 0, error);
    if (input->decoder)
        input->decoder->pkt_timebase = stream->time_base;
    return input->decoder != NULL;
}

/* Hands the decoder the next packet of the stream, or the end. A packet of no bytes would mean the end to it. */
static void feed(struct fms_input *input)
{
    while (!input->drained && av_read_frame(input->format, input->packet) >= 0) {
        bool ours = input->packet->stream_index == input->stream->index && input->packet->size > 0;
        if (ours)
            avcodec_send_packet(input->decoder, input->packet);
        av_packet_unref(input->packet);
        if (ours)
            return;
    }
    if (!input->drained)
        avcodec_send_packet(input->decoder, NULL);
    input->drained = true;
}

bool fms_input_frame(struct fms_input *input, AVFrame *frame)
{
    if (input->webp)
        return fms_webp_frame(input->webp, frame);
    for (int barren = 0; barren < MAX_BARREN; barren++) {
        int code = avcodec_receive_frame(input->decoder, frame);
        if (code == 0)
            return true;
        if (code == AVERROR_EOF)
            return false;
        if (code == AVERROR(EAGAIN) && input->drained)
            return false;
        if (code == AVERROR(EAGAIN))
            feed(input);
    }
    return false;
}

bool fms_input_packet(struct fms_input *input)
{
    if (input->webp)
        return fms_webp_skip(input->webp);
    bool more = av_read_frame(input->format, input->packet) >= 0;
    av_packet_unref(input->packet);
    return more;
}

bool fms_input_seek(struct fms_input *input, int64_t timestamp)
{
    if (av_seek_frame(input->format, input->stream->index, timestamp, AVSEEK_FLAG_BACKWARD) < 0)
        return false;
    avcodec_flush_buffers(input->decoder);
    input->drained = false;
    return true;
}
