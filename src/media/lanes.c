/**
 * The three lanes of a join. Times are set anew from counting: packet n of the pictures is decoded at frame n - delay, and
 * shown at its segment's start plus its own place in it. So nothing that a segment's container rounds can add up.
 */
#include "lane-private.h"

#include <string.h>

#define AAC_FRAME 1024
#define CAPTION_BASE ((AVRational){ 1, FMS_MP4_TIMESCALE })

static AVRational frame_base(const struct fms_join_params *params)
{
    return (AVRational){ params->rate_den, params->rate_num };
}

static bool next_packet(struct fms_input *input)
{
    while (av_read_frame(input->format, input->packet) >= 0) {
        if (input->packet->stream_index == input->stream->index)
            return true;
        av_packet_unref(input->packet);
    }
    return false;
}

static struct fms_input *open_one(const char *path, enum AVMediaType type, enum AVCodecID codec, GError **error)
{
    struct fms_input *input = fms_input_open_own(path, error);
    if (!input)
        return NULL;
    input->stream = fms_input_find(input, type);
    if (input->stream && input->stream->codecpar->codec_id == codec)
        return input;
    fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "a part of the film holds no %s", avcodec_get_name(codec));
    fms_input_free(input);
    return NULL;
}

/* Frame of the segment at which a packet is shown. */
static int64_t frame_of(const struct fms_lane *lane, const struct fms_input *input)
{
    int64_t frame = av_rescale_q(input->packet->pts, input->stream->time_base, frame_base(lane->params));
    return CLAMP(frame, -1, INT32_MAX); /* no time, or a mad one, is no frame of any segment */
}

static bool same_header(const AVCodecParameters *a, const AVCodecParameters *b)
{
    return a->width == b->width && a->height == b->height && a->extradata_size == b->extradata_size &&
           a->extradata_size > 0 && memcmp(a->extradata, b->extradata, (size_t) a->extradata_size) == 0;
}

/* A segment's packets are its frames 0 … n-1, a keyframe first; notes how far decoding must run ahead. */
static bool check_packets(struct fms_lane *lane, struct fms_input *input, size_t i, GError **error)
{
    int64_t n = lane->params->segment_frames[i], count = 0, first = INT64_MAX, last = INT64_MIN;
    bool key = false;
    for (; next_packet(input); count++) {
        int64_t frame = frame_of(lane, input);
        key = count == 0 ? (input->packet->flags & AV_PKT_FLAG_KEY) != 0 : key;
        first = MIN(first, frame);
        last = MAX(last, frame);
        lane->delay = MAX(lane->delay, count - frame);
        av_packet_unref(input->packet);
    }
    if (n > 0 && count == n && first == 0 && last == n - 1 && key)
        return true;
    return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0,
                       "segment %zu holds %" G_GINT64_FORMAT " frames, not the %" G_GINT64_FORMAT " that it should", i,
                       count, n);
}

static bool check_segment(struct fms_lane *lane, size_t i, GError **error)
{
    struct fms_input *input = open_one(lane->params->segments[i], AVMEDIA_TYPE_VIDEO, AV_CODEC_ID_H264, error);
    if (!input)
        return false;
    bool good = true;
    if (i == 0)
        good = avcodec_parameters_copy(lane->out->codecpar, input->stream->codecpar) >= 0;
    else if (!same_header(lane->out->codecpar, input->stream->codecpar))
        good = fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "segment %zu was encoded with other settings", i);
    good = good && check_packets(lane, input, i, error);
    fms_input_free(input);
    return good;
}

static bool next_picture(struct fms_lane *lane, GError **error)
{
    const struct fms_join_params *params = lane->params;
    lane->ready = false;
    for (;;) {
        if (lane->segment == params->n_segments)
            return true;
        if (!lane->input)
            lane->input = open_one(params->segments[lane->segment], AVMEDIA_TYPE_VIDEO, AV_CODEC_ID_H264, error);
        if (!lane->input)
            return false;
        if (next_packet(lane->input))
            break;
        fms_input_free(lane->input);
        lane->input = NULL;
        lane->base += params->segment_frames[lane->segment++];
    }
    lane->input->packet->pts = lane->base + frame_of(lane, lane->input);
    lane->input->packet->dts = lane->index++ - lane->delay;
    lane->input->packet->duration = 1;
    av_packet_move_ref(lane->packet, lane->input->packet);
    lane->ready = true;
    return true;
}

bool fms_lane_pictures(struct fms_lane *lane, GError **error)
{
    const struct fms_join_params *params = lane->params;
    int64_t total = 0;
    for (size_t i = 0; i < params->n_segments; i++) {
        if (!check_segment(lane, i, error))
            return false;
        total += params->segment_frames[i];
    }
    if (total != params->n_frames)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the segments do not add up to the film");
    AVCodecParameters *codec = lane->out->codecpar;
    codec->codec_tag = 0;
    codec->color_primaries = AVCOL_PRI_BT709;
    codec->color_trc = AVCOL_TRC_BT709;
    codec->color_space = AVCOL_SPC_BT709;
    codec->color_range = AVCOL_RANGE_MPEG;
    lane->out->avg_frame_rate = (AVRational){ params->rate_num, params->rate_den };
    lane->time_base = frame_base(params);
    lane->next = next_picture;
    return next_picture(lane, error);
}

/* The film's length in samples, the last one whole. */
static int64_t film_samples(const struct fms_join_params *params)
{
    return av_rescale(params->n_frames, (int64_t) FMS_SAMPLE_RATE * params->rate_den, params->rate_num);
}

/* A packet holds a whole AAC frame, but what counts of it ends with the film. */
static bool next_sound(struct fms_lane *lane, GError **error)
{
    int64_t end = film_samples(lane->params);
    lane->ready = false;
    if (lane->at < end && next_packet(lane->input)) {
        AVPacket *packet = lane->input->packet;
        av_packet_rescale_ts(packet, lane->input->stream->time_base, lane->time_base);
        bool follows = lane->index++ ? packet->pts == lane->at : packet->pts >= -4 * AAC_FRAME && packet->pts <= 0;
        if (!follows)
            return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the sound has a hole");
        packet->dts = packet->pts;
        packet->duration = MIN(AAC_FRAME, end - packet->pts);
        lane->at = packet->pts + packet->duration;
        av_packet_move_ref(lane->packet, packet);
        lane->ready = true;
        return true;
    }
    int64_t frame = av_rescale(FMS_SAMPLE_RATE, lane->params->rate_den, lane->params->rate_num);
    return end - lane->at <= frame || fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the sound is shorter than the film");
}

bool fms_lane_sound(struct fms_lane *lane, GError **error)
{
    lane->input = open_one(lane->params->sound, AVMEDIA_TYPE_AUDIO, AV_CODEC_ID_AAC, error);
    if (!lane->input)
        return false;
    const AVCodecParameters *codec = lane->input->stream->codecpar;
    if (codec->sample_rate != FMS_SAMPLE_RATE || avcodec_parameters_copy(lane->out->codecpar, codec) < 0)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the sound is not at %d Hz", FMS_SAMPLE_RATE);
    lane->out->codecpar->codec_tag = 0;
    lane->time_base = (AVRational){ 1, FMS_SAMPLE_RATE };
    lane->next = next_sound;
    return next_sound(lane, error);
}

/* A tx3g sample: the text's length in bytes, big-endian, and the text. No bytes of text: nothing is shown. */
static bool make_sample(AVPacket *packet, const char *text)
{
    size_t length = strlen(text);
    while (length > G_MAXUINT16)
        length = (size_t) (g_utf8_find_prev_char(text, text + length) - text);
    av_packet_unref(packet);
    if (av_new_packet(packet, (int) length + 2) < 0)
        return false;
    packet->data[0] = (uint8_t) (length >> 8);
    packet->data[1] = (uint8_t) length;
    memcpy(packet->data + 2, text, length);
    packet->flags |= AV_PKT_FLAG_KEY;
    return true;
}

static int64_t caption_time(const struct fms_join_params *params, fms_ticks t)
{
    int64_t end = av_rescale_q(params->n_frames, frame_base(params), CAPTION_BASE);
    return CLAMP(av_rescale_q(t, FMS_TICK_BASE, CAPTION_BASE), 0, end);
}

static bool next_caption(struct fms_lane *lane, GError **error)
{
    const struct fms_join_params *params = lane->params;
    int64_t film_end = av_rescale_q(params->n_frames, frame_base(params), CAPTION_BASE);
    const struct fms_join_text *caption = NULL;
    int64_t end = film_end;
    lane->ready = false;
    for (; lane->segment < params->n_captions; lane->segment++) {
        caption = &params->captions[lane->segment];
        if (caption_time(params, caption->end) > lane->at)
            break;
        caption = NULL;
    }
    bool gap = !caption || caption_time(params, caption->begin) > lane->at;
    if (caption)
        end = caption_time(params, gap ? caption->begin : caption->end);
    if (lane->at >= film_end)
        return true;
    if (!make_sample(lane->packet, gap ? "" : caption->text))
        return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
    lane->packet->pts = lane->packet->dts = lane->at;
    lane->packet->duration = end - lane->at;
    lane->at = end;
    lane->segment += !gap;
    lane->ready = true;
    return true;
}

static void put(GByteArray *out, uint32_t value, int n_bytes)
{
    for (int i = n_bytes - 1; i >= 0; i--)
        g_byte_array_append(out, &(uint8_t){ (uint8_t) (value >> (8 * i)) }, 1);
}

/* How a player that draws the text itself is to draw it: white, centred at the bottom, a twentieth of the picture high. */
static bool describe_captions(AVCodecParameters *codec, int32_t width_px, int32_t height_px)
{
    static const char font[] = "Sans-Serif";
    g_autoptr(GByteArray) out = g_byte_array_new();
    put(out, 0, 4);      /* flags */
    put(out, 0x01ff, 2); /* centre, bottom */
    put(out, 0, 4);      /* no ground */
    put(out, 0, 4);      /* box: top, left */
    put(out, (uint32_t) height_px, 2);
    put(out, (uint32_t) width_px, 2);
    put(out, 0, 4); /* style of all characters */
    put(out, 1, 2); /* font */
    put(out, 0, 1); /* plain */
    put(out, (uint32_t) CLAMP(height_px / 20, 8, 255), 1);
    put(out, 0xffffffff, 4);
    put(out, 8 + 2 + 3 + sizeof font - 1, 4);
    g_byte_array_append(out, (const guint8 *) "ftab", 4);
    put(out, 1, 2);
    put(out, 1, 2);
    put(out, sizeof font - 1, 1);
    g_byte_array_append(out, (const guint8 *) font, sizeof font - 1);
    codec->extradata = av_mallocz(out->len + AV_INPUT_BUFFER_PADDING_SIZE);
    if (!codec->extradata)
        return false;
    memcpy(codec->extradata, out->data, out->len);
    codec->extradata_size = (int) out->len;
    return true;
}

bool fms_lane_captions(struct fms_lane *lane, int32_t width_px, int32_t height_px, GError **error)
{
    AVCodecParameters *codec = lane->out->codecpar;
    codec->codec_type = AVMEDIA_TYPE_SUBTITLE;
    codec->codec_id = AV_CODEC_ID_MOV_TEXT;
    codec->width = width_px;
    codec->height = height_px;
    if (!describe_captions(codec, width_px, height_px))
        return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
    lane->time_base = CAPTION_BASE;
    lane->next = next_caption;
    return next_caption(lane, error);
}

void fms_lane_clear(struct fms_lane *lane)
{
    fms_input_free(lane->input);
    av_packet_free(&lane->packet);
    memset(lane, 0, sizeof *lane);
}
