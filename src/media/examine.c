/**
 * The examination of a finished film, as a stranger would read it: every packet's time, every keyframe decoded.
 */
#include "media-private.h"

#include <libavutil/common.h>

#include <string.h>

#define BLACK_LUMA 24

/* The share of the picture that may be brighter in a frame that counts as black: one in a hundred. */
static bool is_black(const AVFrame *frame)
{
    int64_t bright = 0, total = (int64_t) frame->width * frame->height;
    for (int y = 0; y < frame->height; y++) {
        const uint8_t *row = frame->data[0] + (ptrdiff_t) y * frame->linesize[0];
        for (int x = 0; x < frame->width; x++)
            bright += row[x] > BLACK_LUMA;
    }
    return bright * 100 <= total;
}

static int by_time(gconstpointer a, gconstpointer b)
{
    int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;
    return (x > y) - (x < y);
}

/* Takes the frames that the decoder has ready. @return how many. */
static int64_t look_at_frames(struct fms_input *input, AVFrame *frame, bool *black)
{
    int64_t n = 0;
    for (; avcodec_receive_frame(input->decoder, frame) >= 0; n++) {
        if (frame->format == AV_PIX_FMT_YUV420P || frame->format == AV_PIX_FMT_YUVJ420P)
            *black = *black || is_black(frame);
        av_frame_unref(frame);
    }
    return n;
}

/* A keyframe alone: sent, drained, and the decoder made ready for the next. The times of black ones go to `black`. */
static int64_t look_at_key(struct fms_input *input, const AVPacket *packet, AVFrame *frame, GArray *black)
{
    bool is_dark = false;
    avcodec_send_packet(input->decoder, packet);
    avcodec_send_packet(input->decoder, NULL);
    int64_t n = look_at_frames(input, frame, &is_dark);
    avcodec_flush_buffers(input->decoder);
    if (is_dark && black)
        g_array_append_val(black, packet->pts);
    return n;
}

/* Times of the stream become numbers of the film's frames. */
static void number_frames(GArray *black, const AVStream *stream, int64_t first)
{
    for (guint i = 0; black && i < black->len; i++) {
        int64_t *at = &g_array_index(black, int64_t, i);
        *at = av_rescale_q(av_sat_sub64(*at, first), stream->time_base, av_inv_q(stream->avg_frame_rate));
    }
    if (black)
        g_array_sort(black, by_time);
}

static bool times_follow(const GArray *times, AVRational base, AVRational rate)
{
    for (guint i = 1; i < times->len; i++) {
        int64_t step = av_sat_sub64(g_array_index(times, int64_t, i), g_array_index(times, int64_t, i - 1));
        if (av_compare_ts(step, base, 1, av_inv_q(rate)) != 0)
            return false;
    }
    return times->len > 0;
}

/* Reads every packet; times of the pictures go to `times`, the end of the sound to `facts`. */
static bool read_packets(struct fms_input *input, const AVStream *sound, GArray *times, GArray *black,
                         struct fms_film_facts *facts, GError **error)
{
    AVFrame *frame = av_frame_alloc();
    AVPacket *packet = input->packet;
    int64_t decoded = 0, sound_end = 0, end = INT64_MIN;
    while (frame && av_read_frame(input->format, packet) >= 0) {
        if (packet->stream_index == input->stream->index) {
            g_array_append_val(times, packet->pts);
            end = MAX(end, av_sat_add64(packet->pts, packet->duration));
            if (packet->flags & AV_PKT_FLAG_KEY) {
                facts->n_keyframes++;
                decoded += look_at_key(input, packet, frame, black);
            }
        } else if (sound && packet->stream_index == sound->index) {
            sound_end = MAX(sound_end, av_sat_add64(packet->pts, packet->duration));
        }
        av_packet_unref(packet);
    }
    av_frame_free(&frame);
    if (decoded == 0 || decoded < facts->n_keyframes)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the film does not play: a keyframe cannot be decoded");
    g_array_sort(times, by_time);
    number_frames(black, input->stream, g_array_index(times, int64_t, 0));
    facts->n_frames = times->len;
    facts->video =
        av_rescale_q(av_sat_sub64(end, g_array_index(times, int64_t, 0)), input->stream->time_base, FMS_TICK_BASE);
    if (sound)
        facts->sound = av_rescale_q(sound_end, sound->time_base, FMS_TICK_BASE);
    return true;
}

bool fms_film_examine(const char *path, struct fms_film_facts *facts, GArray *black, GError **error)
{
    memset(facts, 0, sizeof *facts);
    struct fms_input *input = fms_input_open(path, error);
    if (!input)
        return false;
    AVStream *pictures = fms_input_find(input, AVMEDIA_TYPE_VIDEO), *sound = fms_input_find(input, AVMEDIA_TYPE_AUDIO);
    g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(int64_t));
    bool good = pictures && !input->webp ? fms_input_choose(input, pictures, error)
                                         : fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the film has no pictures");
    if (good && sound)
        sound->discard = AVDISCARD_DEFAULT;
    good = good && read_packets(input, sound, times, black, facts, error);
    if (good && pictures) {
        facts->moov_first = fms_boxes_moov_first(path);
        facts->contiguous = times_follow(times, pictures->time_base, pictures->avg_frame_rate);
        facts->width_px = pictures->codecpar->width;
        facts->height_px = pictures->codecpar->height;
    }
    fms_input_free(input);
    return good;
}
