/**
 * Stills. The kind is told by the first bytes and the whole file goes to that kind's decoder: no container code is
 * asked, and the decoder refuses a size above the limit when it reads it, before it allocates.
 */
#include "media-private.h"

#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_BYTES (256 * 1024 * 1024)

/* How often a picture that is only tried is halved, where its decoder can do that: every code of the file is read all the same. */
#define SMALL 3

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
static AVCodecContext *open_decoder(enum AVCodecID codec, bool small, GError **error)
{
    AVCodecParameters *params = avcodec_parameters_alloc();
    if (!params) {
        fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
        return NULL;
    }
    params->codec_type = AVMEDIA_TYPE_VIDEO;
    params->codec_id = codec;
    bool jpeg = codec == AV_CODEC_ID_MJPEG;
    AVCodecContext *decoder = fms_decoder_new(params, NULL, FMS_MAX_PIXELS, jpeg && small ? SMALL : 0, error);
    avcodec_parameters_free(&params);
    if (decoder && jpeg)
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

/* A picture as it lies in its file: how large, whatever the size at which it was decoded. */
struct lying {
    AVFrame *frame;
    int32_t width_px, height_px;
};

static bool fits(const struct lying *lying)
{
    int bytes = av_image_get_buffer_size(lying->frame->format, lying->width_px, lying->height_px, 1);
    return bytes >= 0 && bytes <= FMS_MAX_FRAME_BYTES;
}

/* What cannot be decoded small (a lossless JPEG, one with strange shares of chroma) may be whole nevertheless. */
static bool decode_packet(const AVPacket *packet, enum AVCodecID codec, bool small, struct lying *out, GError **error)
{
    AVCodecContext *decoder = open_decoder(codec, small, error);
    if (!decoder)
        return false;
    out->frame = ends_early(codec, packet) ? NULL : decode(decoder, packet);
    bool smaller = decoder->lowres > 0;
    if (out->frame) {
        out->width_px = smaller ? decoder->coded_width : out->frame->width;
        out->height_px = smaller ? decoder->coded_height : out->frame->height;
    }
    avcodec_free_context(&decoder);
    if (!out->frame && smaller)
        return decode_packet(packet, codec, false, out, error);
    if (out->frame && !fits(out))
        av_frame_free(&out->frame);
    if (!out->frame)
        fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the picture is damaged, or larger than 200 megapixels");
    return out->frame != NULL;
}

/* @param upright  how large the picture is when it stands upright. */
static bool read_packet(AVPacket *packet, bool small, struct fms_raster *out, struct fms_asset *upright, GError **error)
{
    enum AVCodecID codec = fms_still_sniff(packet->data, (size_t) packet->size);
    bool jpeg = codec == AV_CODEC_ID_MJPEG;
    enum fms_inks_kind inks = jpeg ? fms_cmyk_unveil(packet->data, (size_t) packet->size) : FMS_INKS_NONE;
    struct lying lying;
    if (!decode_packet(packet, codec, small, &lying, error))
        return false;
    struct fms_turn turn = turn_of(lying.frame, codec, packet);
    av_packet_unref(packet); /* large pictures need the room */
    bool good = make_raster(lying.frame, inks, out, error);
    av_frame_free(&lying.frame);
    upright->width_px = turn.transpose ? lying.height_px : lying.width_px;
    upright->height_px = turn.transpose ? lying.width_px : lying.height_px;
    return good && fms_turn_raster(out, turn, error);
}

static bool read_heif(const AVPacket *packet, struct fms_raster *out, struct fms_asset *upright, GError **error)
{
    if (!fms_heif_read(packet, out, error))
        return false;
    upright->width_px = out->width_px;
    upright->height_px = out->height_px;
    return true;
}

static bool read_still(const char *path, bool small, struct fms_raster *out, struct fms_asset *upright, GError **error)
{
    fms_av_init();
    memset(out, 0, sizeof *out);
    AVPacket *packet = read_whole(path, error);
    bool good = false;
    if (packet && fms_heif_sniff(packet->data, (size_t) packet->size))
        good = read_heif(packet, out, upright, error);
    else if (packet && fms_still_sniff(packet->data, (size_t) packet->size) == AV_CODEC_ID_NONE)
        fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "not a picture of a kind that can be read");
    else if (packet)
        good = read_packet(packet, small, out, upright, error);
    av_packet_free(&packet);
    return good;
}

bool fms_still_read(const char *path, struct fms_raster *out, GError **error)
{
    struct fms_asset upright;
    return read_still(path, false, out, &upright, error);
}

bool fms_still_try(const char *path, struct fms_asset *asset, GError **error)
{
    struct fms_raster raster;
    bool good = read_still(path, true, &raster, asset, error);
    fms_raster_clear(&raster);
    return good;
}
