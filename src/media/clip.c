/**
 * Clips, conformed: frame n is what the clip shows at that moment of the film, whatever the clip's own rate.
 *
 * The reader moves on when the next frame's time has come. What comes out has square pixels, stands upright and keeps the
 * first frame's size. A clip that shows its last frame for good needs neither file nor decoder any more.
 */
#include "footage-private.h"

#include <libavutil/common.h>
#include <libswscale/swscale.h>

#include <string.h>

struct fms_clip_reader {
    struct fms_footage *footage;
    struct fms_clip_view view;
    fms_ticks frame, at; /* length of a film's frame; the moment that is shown */
    int64_t n;           /* frames handed out */
    struct fms_turn turn;
    int32_t width_px, height_px; /* before turning, square pixels */
    int32_t peak_nits;           /* of all frames; -1 before the first */
    struct SwsContext *scaler;
    struct fms_raster raster; /* of what is shown; none yet if it has no owner */
};

static bool aspect_is_sane(AVRational aspect)
{
    return aspect.num > 0 && aspect.den > 0 && aspect.num <= INT64_C(4) * aspect.den &&
           aspect.den <= INT64_C(4) * aspect.num;
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
    const AVFrame *frame = reader->footage->shown;
    struct fms_input *input = reader->footage->input;
    AVRational aspect = input ? av_guess_sample_aspect_ratio(input->format, input->stream, reader->footage->shown)
                              : (AVRational){ 1, 1 };
    reader->width_px = frame->width;
    reader->height_px = frame->height;
    if (aspect_is_sane(aspect) && aspect.num != aspect.den && sws_isSupportedOutput(frame->format)) {
        int64_t width = av_rescale(frame->width, aspect.num, aspect.den);
        reader->width_px = (int32_t) MAX((width + 1) / 2 * 2, 2);
    }
    if ((int64_t) reader->width_px * reader->height_px > FMS_MAX_CLIP_PIXELS)
        reader->width_px = frame->width;
}

static AVFrame *scaled(struct fms_clip_reader *reader)
{
    const AVFrame *from = reader->footage->shown;
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

/* What the first frame says of its peak holds for all: a curve that changes from frame to frame would flicker. */
static bool make_upright(struct fms_clip_reader *reader, const AVFrame *frame, GError **error)
{
    struct fms_raster *raster = &reader->raster;
    if (!fms_raster_from_frame(frame, false, raster, error))
        return false;
    if (reader->peak_nits < 0)
        reader->peak_nits = raster->peak_nits;
    raster->peak_nits = reader->peak_nits;
    return fms_turn_raster(raster, reader->turn, error);
}

static bool make_raster(struct fms_clip_reader *reader, GError **error)
{
    const AVFrame *shown = reader->footage->shown;
    if (shown->width == reader->width_px && shown->height == reader->height_px)
        return make_upright(reader, shown, error);
    AVFrame *frame = scaled(reader);
    if (!frame)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "a frame of the clip cannot be scaled");
    bool good = make_upright(reader, frame, error);
    av_frame_free(&frame);
    return good;
}

static bool loops(const struct fms_clip_reader *reader)
{
    const struct fms_clip_view *view = &reader->view;
    return view->after == FMS_CLIP_LOOP && view->out > view->in;
}

/* The clip's moment that frame `n` of the reader shows. */
static fms_ticks moment_of(const struct fms_clip_reader *reader, int64_t n)
{
    const struct fms_clip_view *view = &reader->view;
    int64_t frames = av_sat_add64(view->first, n);
    fms_ticks since = av_rescale_rnd(frames, reader->frame * view->speed_permille, 1000, AV_ROUND_DOWN);
    since = CLAMP(since, 0, FMS_FAR);
    return view->in + (loops(reader) ? since % (view->out - view->in) : since);
}

/* Whether the frame that follows is not to be seen any more, or there is none. */
static bool is_over(const struct fms_clip_reader *reader)
{
    const struct fms_footage *footage = reader->footage;
    fms_ticks out = reader->view.out;
    return !footage->next->buf[0] || (out > 0 && footage->next->pts >= out - footage->slack);
}

/* Shows what is to be seen at a moment. */
static bool show(struct fms_clip_reader *reader, fms_ticks at, GError **error)
{
    struct fms_footage *footage = reader->footage;
    if (at < reader->at) {
        fms_raster_clear(&reader->raster);
        if (!fms_footage_go(footage, at, error))
            return false;
    }
    reader->at = at;
    while (!is_over(reader) && fms_footage_due(footage, at)) {
        fms_raster_clear(&reader->raster);
        fms_footage_advance(footage);
    }
    if (is_over(reader) && !loops(reader) && footage->input)
        fms_footage_rest(footage);
    return true;
}

/* Each field is worth a frame of its own where the clip has fewer frames than the film asks of it. */
static bool wants_fields(const struct fms_clip_reader *reader)
{
    AVRational own = reader->footage->input->stream->avg_frame_rate;
    struct fms_rate film = reader->view.rate;
    if (own.num <= 0 || own.den <= 0)
        return false;
    double frames = (double) own.num / own.den * (double) reader->view.speed_permille / 1000;
    return frames < 0.99 * film.num / film.den;
}

static bool begin(struct fms_clip_reader *reader, GError **error)
{
    reader->turn = turn_of(reader->footage->input->stream);
    reader->footage->by_field = wants_fields(reader);
    reader->at = moment_of(reader, 0);
    if (!fms_footage_go(reader->footage, reader->at, error))
        return false;
    settle_size(reader);
    return true;
}

struct fms_clip_reader *fms_clip_open(const char *path, const struct fms_clip_view *view, GError **error)
{
    g_assert(view->rate.num > 0 && view->rate.den > 0 && view->speed_permille > 0);
    struct fms_clip_reader *reader = g_new0(struct fms_clip_reader, 1);
    reader->view = *view;
    reader->peak_nits = -1;
    reader->view.in = CLAMP(view->in, 0, FMS_FAR);
    reader->view.out = CLAMP(view->out, 0, FMS_FAR);
    reader->view.speed_permille = MIN(view->speed_permille, FMS_CLIP_FASTEST_PERMILLE);
    reader->frame = fms_frame_ticks(view->rate);
    reader->footage = fms_footage_open(path, error);
    if (reader->footage && begin(reader, error))
        return reader;
    fms_clip_close(reader);
    return NULL;
}

bool fms_clip_next(struct fms_clip_reader *reader, struct fms_raster *out, GError **error)
{
    if (!show(reader, moment_of(reader, reader->n), error))
        return false;
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
    fms_footage_free(reader->footage);
    g_free(reader);
}
