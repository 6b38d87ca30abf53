/**
 * Clips, conformed: frame n is what the clip shows at in + n frames of the film, whatever the clip's own rate.
 *
 * The reader holds the frame that is shown and the one after it. It moves on when the next one's time has come, and
 * shows the last one for ever. What comes out has square pixels, stands upright and keeps the first frame's size.
 */
#include "media-private.h"

#include <libavutil/common.h>
#include <libswscale/swscale.h>

#include <string.h>

struct fms_clip_reader {
    struct fms_input *input;
    AVFrame *shown, *next; /* `next` without data: nothing follows */
    int64_t first;         /* timestamp that is the clip's moment 0 */
    fms_ticks in, frame;   /* in point, length of a film's frame */
    int64_t n;             /* frames handed out */
    struct fms_turn turn;
    int32_t width_px, height_px; /* before turning, square pixels */
    struct SwsContext *scaler;
    struct fms_raster raster; /* of `shown`; none yet if it has no owner */
};

static bool aspect_is_sane(AVRational aspect)
{
    return aspect.num > 0 && aspect.den > 0 && aspect.num <= INT64_C(4) * aspect.den &&
           aspect.den <= INT64_C(4) * aspect.num;
}

static int64_t time_of(const AVFrame *frame)
{
    return frame->best_effort_timestamp;
}

/* The next frame in order of time. One without a time, or out of order, follows when the one before has been shown. */
static void decode_next(struct fms_clip_reader *reader)
{
    av_frame_unref(reader->next);
    if (!fms_input_frame(reader->input, reader->next)) {
        av_frame_unref(reader->next);
        return;
    }
    const AVFrame *before = reader->shown;
    if (before->buf[0] && (time_of(reader->next) == AV_NOPTS_VALUE || time_of(reader->next) <= time_of(before)))
        reader->next->best_effort_timestamp = av_sat_add64(time_of(before), MAX(before->pkt_duration, 1));
}

static void move_on(struct fms_clip_reader *reader)
{
    AVFrame *spent = reader->shown;
    fms_raster_clear(&reader->raster);
    reader->shown = reader->next;
    reader->next = spent;
    decode_next(reader);
}

/* Half a tick of the container is forgiven: Matroska writes 33 ms for 33.3. */
static bool is_due(const struct fms_clip_reader *reader, const AVFrame *frame, fms_ticks at)
{
    AVRational base = reader->input->stream->time_base;
    int64_t since = av_sat_sub64(time_of(frame), reader->first);
    if (since <= 0)
        return true;
    if (since > INT64_MAX / 4)
        return false;
    if (base.den > INT_MAX / 2)
        return av_compare_ts(since, base, at, FMS_TICK_BASE) <= 0;
    return av_compare_ts(2 * since - 1, (AVRational){ base.num, base.den * 2 }, at, FMS_TICK_BASE) <= 0;
}

static bool open_input(struct fms_clip_reader *reader, const char *path, GError **error)
{
    fms_input_free(reader->input);
    reader->input = fms_input_open(path, error);
    if (!reader->input)
        return false;
    AVStream *stream = fms_input_find(reader->input, AVMEDIA_TYPE_VIDEO);
    if (!stream)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the file has no moving pictures");
    reader->first = stream->start_time == AV_NOPTS_VALUE ? 0 : stream->start_time;
    return fms_input_choose(reader->input, stream, error);
}

/* Whether decoding from a time gives a first frame that knows its own time and is due at the in point. */
static bool start_from(struct fms_clip_reader *reader, int64_t timestamp)
{
    if (!fms_input_seek(reader->input, timestamp))
        return false;
    decode_next(reader);
    const AVFrame *found = reader->next;
    return found->buf[0] && time_of(found) != AV_NOPTS_VALUE && is_due(reader, found, reader->in);
}

/* Containers that give only some frames a time, and no index: after a jump the rest are guessed, and guessed wrong. */
static bool can_jump(const struct fms_clip_reader *reader)
{
    static const char *const cannot[] = { "mpeg", "mpegvideo", "m4v", "h264", "hevc", "obu", NULL };
    return !g_strv_contains(cannot, reader->input->format->iformat->name);
}

/*
 * Goes before the in point. An index may lie and frames after an open group of pictures may be missing, so where the
 * first frame found is too late, the search begins further in front, at last with the file opened again.
 */
static bool seek(struct fms_clip_reader *reader, const char *path, GError **error)
{
    static const int seconds[] = { 0, 2, 10, 60 };
    AVRational base = reader->input->stream->time_base;
    int64_t target = av_sat_add64(reader->first, av_rescale_q_rnd(reader->in, FMS_TICK_BASE, base, AV_ROUND_DOWN));
    for (size_t i = 0; i < G_N_ELEMENTS(seconds) && reader->in > 0 && can_jump(reader); i++) {
        int64_t from = av_sat_sub64(target, av_rescale_q(seconds[i], (AVRational){ 1, 1 }, base));
        if (from <= reader->first)
            break;
        if (start_from(reader, from))
            return true;
    }
    if (reader->in > 0 && !open_input(reader, path, error))
        return false;
    decode_next(reader);
    if (time_of(reader->next) == AV_NOPTS_VALUE)
        reader->next->best_effort_timestamp = reader->first;
    return true;
}

static struct fms_turn turn_of(const AVStream *stream)
{
    size_t size = 0;
    const uint8_t *matrix = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    if (matrix && size >= 9 * sizeof(int32_t))
        return fms_turn_from_matrix((const int32_t *) (const void *) matrix);
    return (struct fms_turn){ 0 };
}

/* Size with square pixels: the height stays, the width follows. */
static void settle_size(struct fms_clip_reader *reader)
{
    const AVFrame *frame = reader->shown;
    AVRational aspect = av_guess_sample_aspect_ratio(reader->input->format, reader->input->stream, reader->shown);
    reader->width_px = frame->width;
    reader->height_px = frame->height;
    if (aspect_is_sane(aspect) && aspect.num != aspect.den && sws_isSupportedOutput(frame->format)) {
        int64_t width = av_rescale(frame->width, aspect.num, aspect.den);
        reader->width_px = (int32_t) MAX((width + 1) / 2 * 2, 2);
    }
    if ((int64_t) reader->width_px * reader->height_px > FMS_MAX_PIXELS)
        reader->width_px = frame->width;
}

static AVFrame *scaled(struct fms_clip_reader *reader)
{
    const AVFrame *from = reader->shown;
    AVFrame *to = av_frame_alloc();
    if (!to)
        return NULL;
    to->format = from->format;
    to->width = reader->width_px;
    to->height = reader->height_px;
    reader->scaler =
        sws_getCachedContext(reader->scaler, from->width, from->height, from->format, to->width, to->height, to->format,
                             SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INT, NULL, NULL, NULL);
    if (!reader->scaler || av_frame_get_buffer(to, 0) < 0 || av_frame_copy_props(to, from) < 0 ||
        sws_scale(reader->scaler, (const uint8_t *const *) from->data, from->linesize, 0, from->height, to->data,
                  to->linesize) != to->height)
        av_frame_free(&to);
    return to;
}

static bool make_raster(struct fms_clip_reader *reader, GError **error)
{
    const AVFrame *shown = reader->shown;
    if (shown->width == reader->width_px && shown->height == reader->height_px)
        return fms_raster_from_frame(shown, false, &reader->raster, error) &&
               fms_turn_raster(&reader->raster, reader->turn, error);
    AVFrame *frame = scaled(reader);
    if (!frame)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "a frame of the clip cannot be scaled");
    bool good = fms_raster_from_frame(frame, false, &reader->raster, error) &&
                fms_turn_raster(&reader->raster, reader->turn, error);
    av_frame_free(&frame);
    return good;
}

static bool begin(struct fms_clip_reader *reader, const char *path, GError **error)
{
    if (!open_input(reader, path, error))
        return false;
    reader->turn = turn_of(reader->input->stream);
    if (!seek(reader, path, error))
        return false;
    if (!reader->next->buf[0])
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "no frame of the clip can be decoded");
    move_on(reader);
    settle_size(reader);
    return true;
}

struct fms_clip_reader *fms_clip_open(const char *path, int64_t in_ticks, int32_t rate_num, int32_t rate_den,
                                      GError **error)
{
    g_assert(rate_num > 0 && rate_den > 0);
    struct fms_clip_reader *reader = g_new0(struct fms_clip_reader, 1);
    reader->in = CLAMP(in_ticks, 0, INT64_MAX / 4);
    reader->frame = fms_frame_ticks((struct fms_rate){ rate_num, rate_den });
    reader->shown = av_frame_alloc();
    reader->next = av_frame_alloc();
    if (!reader->shown || !reader->next)
        fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
    else if (begin(reader, path, error))
        return reader;
    fms_clip_close(reader);
    return NULL;
}

bool fms_clip_next(struct fms_clip_reader *reader, struct fms_raster *out, GError **error)
{
    fms_ticks at = reader->in + reader->n * reader->frame;
    while (reader->next->buf[0] && is_due(reader, reader->next, at))
        move_on(reader);
    if (!reader->raster.owner && !make_raster(reader, error))
        return false;
    reader->n++;
    *out = reader->raster;
    out->owner = NULL;
    out->release = NULL;
    return true;
}

void fms_clip_close(struct fms_clip_reader *reader)
{
    if (!reader)
        return;
    fms_raster_clear(&reader->raster);
    sws_freeContext(reader->scaler);
    av_frame_free(&reader->shown);
    av_frame_free(&reader->next);
    fms_input_free(reader->input);
    g_free(reader);
}
