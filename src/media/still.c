/**
 * Stills. The kind is told by the first bytes and the whole file goes to that kind's decoder: no container code is
 * asked, and the decoder refuses a size above the limit when it reads it, before it allocates.
 */
#include "media-private.h"

#include <libavutil/display.h>
#include <libavutil/pixdesc.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_BYTES (256 * 1024 * 1024)

static bool looks_like_bmp(const uint8_t *bytes, size_t length)
{
    static const uint8_t header_sizes[] = { 12, 40, 52, 56, 64, 108, 124 };
    if (length < 18 || memcmp(bytes, "BM", 2) != 0 || memcmp(bytes + 6, "\0\0\0\0", 4) != 0)
        return false;
    return memchr(header_sizes, bytes[14], sizeof header_sizes) && memcmp(bytes + 15, "\0\0\0", 3) == 0;
}

enum AVCodecID fms_still_sniff(const uint8_t *bytes, size_t length)
{
    static const struct {
        const char *magic;
        size_t length;
        enum AVCodecID codec;
    } kinds[] = {
        { "\xff\xd8\xff", 3, AV_CODEC_ID_MJPEG }, { "\x89PNG\r\n\x1a\n", 8, AV_CODEC_ID_PNG },
        { "GIF87a", 6, AV_CODEC_ID_GIF },         { "GIF89a", 6, AV_CODEC_ID_GIF },
        { "II*\0", 4, AV_CODEC_ID_TIFF },         { "MM\0*", 4, AV_CODEC_ID_TIFF },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (length >= kinds[i].length && memcmp(bytes, kinds[i].magic, kinds[i].length) == 0)
            return kinds[i].codec;
    if (length >= 12 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0)
        return AV_CODEC_ID_WEBP;
    return looks_like_bmp(bytes, length) ? AV_CODEC_ID_BMP : AV_CODEC_ID_NONE;
}

/* The file as a packet, which has the zeros behind it that decoders read over the end into. */
static AVPacket *read_whole(const char *path, GError **error)
{
    int64_t size;
    int fd = fms_plain_file_open(path, &size, error);
    if (fd < 0)
        return NULL;
    AVPacket *packet = av_packet_alloc();
    if (size == 0 || size > MAX_BYTES)
        fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, size ? "a picture file of more than 256 MB" : "the file is empty");
    else if (!packet || av_new_packet(packet, (int) size) < 0)
        fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory for a picture file");
    int64_t at = 0;
    ssize_t got = 1;
    while (packet && packet->data && at < size && got > 0) {
        got = read(fd, packet->data + at, (size_t) (size - at));
        at += MAX(got, 0);
    }
    close(fd);
    if (packet && packet->data && at == size)
        return packet;
    if (packet && packet->data)
        fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the file cannot be read to its end");
    av_packet_free(&packet);
    return NULL;
}

static AVFrame *decode(AVCodecContext *decoder, const AVPacket *packet)
{
    AVFrame *frame = av_frame_alloc();
    int code = frame ? avcodec_send_packet(decoder, packet) : AVERROR(ENOMEM);
    if (code >= 0)
        code = avcodec_receive_frame(decoder, frame);
    if (code == AVERROR(EAGAIN)) {
        avcodec_send_packet(decoder, NULL);
        code = avcodec_receive_frame(decoder, frame);
    }
    bool damaged = code < 0 || frame->decode_error_flags || (frame->flags & AV_FRAME_FLAG_CORRUPT);
    if (damaged)
        av_frame_free(&frame);
    return frame;
}

/* The JPEG decoder alone gives a file that ends early out as a picture that ends in grey, unless it is told to be strict. */
static AVCodecContext *open_decoder(enum AVCodecID codec, GError **error)
{
    AVCodecParameters *params = avcodec_parameters_alloc();
    if (!params) {
        fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
        return NULL;
    }
    params->codec_type = AVMEDIA_TYPE_VIDEO;
    params->codec_id = codec;
    AVCodecContext *decoder = fms_decoder_new(params, NULL, FMS_MAX_PIXELS, error);
    avcodec_parameters_free(&params);
    if (decoder && codec == AV_CODEC_ID_MJPEG)
        decoder->err_recognition = AV_EF_EXPLODE;
    return decoder;
}

/* The GIF decoder fills up what is missing. A whole file ends in a semicolon, perhaps with padding behind it. */
static bool ends_early(enum AVCodecID codec, const AVPacket *packet)
{
    int last = packet->size - 1;
    while (last > 0 && packet->data[last] == 0)
        last--;
    return codec == AV_CODEC_ID_GIF && packet->data[last] != ';';
}

/* The decoder tells it of a JPEG, in either way; of the others it tells nothing reliable. */
static struct fms_turn turn_of(const AVFrame *frame, enum AVCodecID codec, const AVPacket *packet)
{
    if (codec != AV_CODEC_ID_MJPEG)
        return fms_turn_from_exif(fms_exif_orientation(codec, packet->data, (size_t) packet->size));
    const AVFrameSideData *matrix = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    if (matrix && matrix->size >= 9 * sizeof(int32_t))
        return fms_turn_from_matrix((const int32_t *) (const void *) matrix->data);
    const AVDictionaryEntry *exif = av_dict_get(frame->metadata, "Orientation", NULL, 0);
    return fms_turn_from_exif(exif ? atoi(exif->value) : 1);
}

/* A raster of the decoded picture, its inks mixed, its profile beside it. */
static bool make_raster(const AVFrame *frame, enum fms_inks_kind inks, struct fms_raster *out, GError **error)
{
    const AVFrameSideData *profile = av_frame_get_side_data(frame, AV_FRAME_DATA_ICC_PROFILE);
    const uint8_t *bytes = profile ? profile->data : NULL;
    size_t length = profile ? profile->size : 0;
    if (!fms_raster_from_frame(frame, true, out, error))
        return false;
    if (inks != FMS_INKS_NONE)
        return fms_cmyk_mix(out, inks, bytes, length, error);
    bool grey = out->plane[0] == out->plane[1] || av_pix_fmt_desc_get(frame->format)->nb_components < 3;
    if (profile)
        out->lut = fms_profile_table(bytes, length, grey);
    return true;
}

static bool read_packet(AVPacket *packet, struct fms_raster *out, GError **error)
{
    if (fms_heif_sniff(packet->data, (size_t) packet->size))
        return fms_heif_read(packet, out, error);
    enum AVCodecID codec = fms_still_sniff(packet->data, (size_t) packet->size);
    if (codec == AV_CODEC_ID_NONE)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "not a picture of a kind that can be read");
    AVCodecContext *decoder = open_decoder(codec, error);
    if (!decoder)
        return false;
    bool jpeg = codec == AV_CODEC_ID_MJPEG;
    enum fms_inks_kind inks = jpeg ? fms_cmyk_unveil(packet->data, (size_t) packet->size) : FMS_INKS_NONE;
    AVFrame *frame = ends_early(codec, packet) ? NULL : decode(decoder, packet);
    avcodec_free_context(&decoder);
    if (!frame)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the picture is damaged, or larger than 200 megapixels");
    struct fms_turn turn = turn_of(frame, codec, packet);
    av_packet_unref(packet); /* large pictures need the room */
    bool good = make_raster(frame, inks, out, error);
    av_frame_free(&frame);
    return good && fms_turn_raster(out, turn, error);
}

bool fms_still_read(const char *path, struct fms_raster *out, GError **error)
{
    fms_av_init();
    memset(out, 0, sizeof *out);
    AVPacket *packet = read_whole(path, error);
    bool good = packet && read_packet(packet, out, error);
    av_packet_free(&packet);
    return good;
}
