/**
 * Probing: what a file is. Nothing is believed that was not tried: a picture is decoded, of a clip and a sound the first
 * frame. A length that the container only guesses is counted.
 */
#include "media-private.h"

#include <libavutil/common.h>

#include <unistd.h>

#define MAX_SECONDS (100 * 3600)

static bool probe_still(const char *path, struct fms_asset *asset, GError **error)
{
    if (!fms_still_try(path, asset, error))
        return false;
    asset->kind = FMS_ASSET_STILL;
    return true;
}

/* From the first packet's time to the last one's end. */
static fms_ticks count_length(struct fms_input *input)
{
    int64_t first = INT64_MAX, end = INT64_MIN, sum = 0;
    AVPacket *packet = input->packet;
    while (av_read_frame(input->format, packet) >= 0) {
        if (packet->stream_index == input->stream->index) {
            int64_t at = packet->pts == AV_NOPTS_VALUE ? packet->dts : packet->pts;
            sum += CLAMP(packet->duration, 0, INT32_MAX);
            if (at != AV_NOPTS_VALUE) {
                first = MIN(first, at);
                end = MAX(end, av_sat_add64(at, CLAMP(packet->duration, 0, INT32_MAX)));
            }
        }
        av_packet_unref(packet);
    }
    int64_t length = end > first ? av_sat_sub64(end, first) : sum;
    return av_rescale_q(length, input->stream->time_base, FMS_TICK_BASE);
}

static fms_ticks length_of(struct fms_input *input)
{
    const AVFormatContext *format = input->format;
    if (input->webp)
        return av_rescale_q(input->stream->duration, input->stream->time_base, FMS_TICK_BASE);
    bool guessed = format->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE;
    if (input->stream->duration > 0 && !guessed)
        return av_rescale_q(input->stream->duration, input->stream->time_base, FMS_TICK_BASE);
    if (format->duration > 0 && !guessed)
        return av_rescale_q(format->duration, AV_TIME_BASE_Q, FMS_TICK_BASE);
    return count_length(input);
}

static bool probe_clip(const char *path, struct fms_asset *asset, GError **error)
{
    struct fms_raster raster;
    struct fms_clip_view view = { .speed_permille = 1000, .rate = { 25, 1 } };
    struct fms_clip_reader *reader = fms_clip_open(path, &view, error);
    bool good = reader && fms_clip_next(reader, &raster, error);
    if (good) {
        asset->kind = FMS_ASSET_CLIP;
        asset->width_px = raster.width_px;
        asset->height_px = raster.height_px;
    }
    fms_clip_close(reader);
    return good;
}

static bool probe_sound(const char *path, struct fms_asset *asset, GError **error)
{
    struct fms_pcm_reader *reader = fms_pcm_open(path, 0, error);
    if (!reader)
        return false;
    fms_pcm_close(reader);
    asset->kind = FMS_ASSET_SOUND;
    return true;
}

static bool probe_container(const char *path, struct fms_asset *asset, GError **error)
{
    struct fms_input *input = fms_input_open(path, error);
    if (!input)
        return false;
    AVStream *pictures = fms_input_find(input, AVMEDIA_TYPE_VIDEO), *sound = fms_input_find(input, AVMEDIA_TYPE_AUDIO);
    bool good = false;
    if (!pictures && !sound)
        fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the file has neither pictures nor sound");
    else
        good = pictures ? probe_clip(path, asset, error) : probe_sound(path, asset, error);
    if (good) {
        input->stream = pictures ? pictures : sound;
        asset->has_sound = sound != NULL;
        asset->duration = length_of(input);
        if (asset->duration <= 0 || asset->duration > FMS_TICKS_PER_SECOND * MAX_SECONDS)
            good = fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the file says that it is %s long",
                               asset->duration > 0 ? "more than 100 hours" : "not at all");
    }
    fms_input_free(input);
    return good;
}

/* Pictures of these kinds may hold several, one after another; with one they are stills. */
static bool moves(const char *path, enum AVCodecID codec)
{
    int n = 0;
    if (codec != AV_CODEC_ID_GIF && codec != AV_CODEC_ID_PNG && codec != AV_CODEC_ID_WEBP)
        return false;
    struct fms_input *input = fms_input_open(path, NULL);
    while (input && n < 2 && fms_input_packet(input))
        n++;
    fms_input_free(input);
    return n == 2;
}

bool fms_media_probe(const char *path, struct fms_asset *asset, GError **error)
{
    uint8_t head[18];
    int64_t size;
    int fd = fms_plain_file_open(path, &size, error);
    if (fd < 0)
        return false;
    ssize_t got = read(fd, head, sizeof head);
    close(fd);
    if (got <= 0)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, got ? "the file cannot be read" : "the file is empty");
    asset->size_bytes = size;
    asset->width_px = asset->height_px = 0;
    asset->duration = 0;
    asset->has_sound = false;
    enum AVCodecID codec = fms_still_sniff(head, (size_t) got);
    bool still = codec != AV_CODEC_ID_NONE || fms_heif_sniff(head, (size_t) got);
    return still && !moves(path, codec) ? probe_still(path, asset, error) : probe_container(path, asset, error);
}
