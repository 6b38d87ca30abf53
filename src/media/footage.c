/**
 * Footage: the moving pictures of a file in order of time, two at a time: the one that is shown and the one after it.
 *
 * Times are ticks from the file's first picture. Interlaced pictures become progressive on the way (weave.c).
 */
#include "footage-private.h"

#include <libavutil/common.h>

/* Half a tick of the container is forgiven: Matroska writes 33 ms for 33.3. But no more than that: AVI counts frames. */
#define MOST_SLACK (FMS_MS(1) / 2)

static AVRational half_tick(const AVRational base)
{
    return (AVRational){ base.num, base.den > INT_MAX / 2 ? base.den : base.den * 2 };
}

static bool open_input(struct fms_footage *footage, GError **error)
{
    fms_input_free(footage->input);
    fms_weave_free(footage->weave);
    footage->weave = NULL;
    footage->input = fms_input_open(footage->path, error);
    if (!footage->input)
        return false;
    AVStream *stream = fms_input_find(footage->input, AVMEDIA_TYPE_VIDEO);
    if (!stream)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the file has no moving pictures");
    footage->origin = stream->start_time == AV_NOPTS_VALUE ? 0 : stream->start_time;
    footage->slack = MIN(av_rescale_q(1, half_tick(stream->time_base), FMS_TICK_BASE), MOST_SLACK);
    footage->fresh = true;
    return fms_input_choose(footage->input, stream, error);
}

/* Gives a frame its time in ticks, kept in `pts`; AV_NOPTS_VALUE where it has none. */
static void set_time(const struct fms_footage *footage, AVFrame *frame)
{
    int64_t at = frame->best_effort_timestamp;
    AVRational base = footage->input->stream->time_base;
    if (at != AV_NOPTS_VALUE) {
        at = av_rescale_q(av_sat_sub64(at, footage->origin), base, FMS_TICK_BASE);
        at = CLAMP(at, -FMS_FAR, FMS_FAR);
    }
    frame->pts = at;
    frame->pkt_duration = MAX(av_rescale_q(MIN(frame->pkt_duration, INT32_MAX), base, FMS_TICK_BASE), 1);
}

/* Decoders of some codecs leave it to the container to say that a picture is two fields. */
static void mark_fields(const struct fms_footage *footage, AVFrame *frame)
{
    const AVCodecParameters *params = footage->input->stream->codecpar;
    const AVCodecDescriptor *codec = avcodec_descriptor_get(params->codec_id);
    if (frame->interlaced_frame || params->field_order <= AV_FIELD_PROGRESSIVE || !codec ||
        !(codec->props & AV_CODEC_PROP_INTRA_ONLY))
        return;
    frame->interlaced_frame = 1;
    frame->top_field_first = params->field_order == AV_FIELD_TT || params->field_order == AV_FIELD_TB;
}

static bool decode(struct fms_footage *footage, AVFrame *frame)
{
    if (!fms_input_frame(footage->input, frame))
        return false;
    set_time(footage, frame);
    mark_fields(footage, frame);
    return true;
}

/* The next progressive frame: decoded, or put together from fields once the first of those has been seen. */
static bool pull(struct fms_footage *footage, AVFrame *frame)
{
    if (!footage->weave) {
        if (!decode(footage, frame))
            return false;
        if (!frame->interlaced_frame || footage->cannot_weave)
            return true;
        footage->weave = fms_weave_new(frame, footage->by_field);
        footage->cannot_weave = !footage->weave;
        if (!footage->weave || !fms_weave_send(footage->weave, frame))
            return true;
    }
    while (!fms_weave_take(footage->weave, frame)) {
        bool more = decode(footage, frame);
        bool sent = fms_weave_send(footage->weave, more ? frame : NULL);
        if (!more && !sent)
            return false;
        if (!sent)
            return true; /* of another kind than those before: shown as it is */
    }
    return true;
}

/* The next frame in order of time. One without a time, or out of order, follows when the one before has been shown. */
static void fetch(struct fms_footage *footage)
{
    AVFrame *next = footage->next;
    av_frame_unref(next);
    footage->fresh = false;
    if (!footage->input || !pull(footage, next)) {
        av_frame_unref(next);
        return;
    }
    const AVFrame *before = footage->shown;
    if (before->buf[0] && (next->pts == AV_NOPTS_VALUE || next->pts <= before->pts))
        next->pts = av_sat_add64(before->pts, before->pkt_duration);
}

bool fms_footage_due(const struct fms_footage *footage, fms_ticks at)
{
    const AVFrame *next = footage->next;
    return next->buf[0] && (next->pts <= 0 || next->pts - footage->slack <= at);
}

void fms_footage_advance(struct fms_footage *footage)
{
    AVFrame *spent = footage->shown;
    footage->shown = footage->next;
    footage->next = spent;
    fetch(footage);
}

/* Whether decoding from a time gives a first frame that knows its own time and is due. */
static bool start_from(struct fms_footage *footage, int64_t timestamp, fms_ticks at)
{
    fms_weave_free(footage->weave);
    footage->weave = NULL;
    if (!footage->input || !fms_input_seek(footage->input, timestamp))
        return false;
    fetch(footage);
    return footage->next->buf[0] && footage->next->pts != AV_NOPTS_VALUE && fms_footage_due(footage, at);
}

/* Containers that give only some frames a time, and no index: after a jump the rest are guessed, and guessed wrong. */
static bool can_jump(const struct fms_footage *footage)
{
    static const char *const cannot[] = { "mpeg", "mpegvideo", "m4v", "h264", "hevc", "obu", "gif", "apng", NULL };
    return footage->input && !footage->input->webp && !g_strv_contains(cannot, footage->input->format->iformat->name);
}

/*
 * An index may lie and frames after an open group of pictures may be missing, so where the first frame found is too late,
 * the search begins further in front, at last with the file opened again.
 */
static bool find(struct fms_footage *footage, fms_ticks at, GError **error)
{
    static const int seconds[] = { 0, 2, 10, 60 };
    for (size_t i = 0; i < G_N_ELEMENTS(seconds) && can_jump(footage); i++) {
        AVRational base = footage->input->stream->time_base;
        int64_t back = av_rescale_q(seconds[i], (AVRational){ 1, 1 }, base);
        int64_t target = av_sat_add64(footage->origin, av_rescale_q_rnd(at, FMS_TICK_BASE, base, AV_ROUND_DOWN));
        int64_t from = av_sat_sub64(target, back);
        if (from <= footage->origin)
            break;
        if (start_from(footage, from, at))
            return true;
    }
    if (!footage->fresh && !(at == 0 && can_jump(footage) && start_from(footage, footage->origin, 0))) {
        if (!open_input(footage, error))
            return false;
    }
    if (footage->fresh)
        fetch(footage);
    return true;
}

bool fms_footage_go(struct fms_footage *footage, fms_ticks at, GError **error)
{
    av_frame_unref(footage->shown);
    if (!find(footage, at, error))
        return false;
    if (!footage->next->buf[0])
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "no frame of the clip can be decoded");
    if (footage->next->pts == AV_NOPTS_VALUE)
        footage->next->pts = 0;
    fms_footage_advance(footage);
    return true;
}

struct fms_footage *fms_footage_open(const char *path, GError **error)
{
    struct fms_footage *footage = g_new0(struct fms_footage, 1);
    footage->path = g_strdup(path);
    footage->shown = av_frame_alloc();
    footage->next = av_frame_alloc();
    if (!footage->shown || !footage->next)
        fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
    else if (open_input(footage, error))
        return footage;
    fms_footage_free(footage);
    return NULL;
}

void fms_footage_rest(struct fms_footage *footage)
{
    av_frame_unref(footage->next);
    fms_weave_free(footage->weave);
    footage->weave = NULL;
    fms_input_free(footage->input);
    footage->input = NULL;
}

void fms_footage_free(struct fms_footage *footage)
{
    if (!footage)
        return;
    fms_weave_free(footage->weave);
    av_frame_free(&footage->shown);
    av_frame_free(&footage->next);
    fms_input_free(footage->input);
    g_free(footage->path);
    g_free(footage);
}
