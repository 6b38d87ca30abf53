/**
 * Weaving: interlaced pictures hold two moments, one in the odd lines and one in the even. FFmpeg's bwdif makes whole pictures
 * of them: integers only, the same on every processor.
 */
#include "footage-private.h"

#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>

struct fms_weave {
    AVFilterGraph *graph;
    AVFilterContext *in, *out;
    int width, height, format;
    bool ended;
};

static bool link_up(struct fms_weave *weave, bool by_field)
{
    g_autofree char *source =
        g_strdup_printf("video_size=%dx%d:pix_fmt=%d:time_base=1/%" G_GINT64_FORMAT ":pixel_aspect=1/1", weave->width,
                        weave->height, weave->format, FMS_TICKS_PER_SECOND);
    const char *how = by_field ? "mode=send_field:deint=interlaced" : "mode=send_frame:deint=interlaced";
    AVFilterContext *middle = NULL;
    AVFilterGraph *graph = weave->graph;
    graph->nb_threads = 1;
    avfilter_graph_set_auto_convert(graph, AVFILTER_AUTO_CONVERT_NONE);
    return avfilter_graph_create_filter(&weave->in, avfilter_get_by_name("buffer"), "in", source, NULL, graph) >= 0 &&
           avfilter_graph_create_filter(&middle, avfilter_get_by_name("bwdif"), "bwdif", how, NULL, graph) >= 0 &&
           avfilter_graph_create_filter(&weave->out, avfilter_get_by_name("buffersink"), "out", NULL, NULL, graph) >=
               0 &&
           avfilter_link(weave->in, 0, middle, 0) >= 0 && avfilter_link(middle, 0, weave->out, 0) >= 0 &&
           avfilter_graph_config(graph, NULL) >= 0;
}

struct fms_weave *fms_weave_new(const AVFrame *like, bool by_field)
{
    struct fms_weave *weave = g_new0(struct fms_weave, 1);
    weave->width = like->width;
    weave->height = like->height;
    weave->format = like->format;
    weave->graph = avfilter_graph_alloc();
    if (weave->graph && link_up(weave, by_field))
        return weave;
    fms_weave_free(weave);
    return NULL;
}

bool fms_weave_send(struct fms_weave *weave, AVFrame *frame)
{
    if (weave->ended)
        return false;
    if (frame && (frame->width != weave->width || frame->height != weave->height || frame->format != weave->format))
        return false;
    weave->ended = !frame;
    return av_buffersrc_add_frame(weave->in, frame) >= 0;
}

bool fms_weave_take(struct fms_weave *weave, AVFrame *frame)
{
    av_frame_unref(frame);
    if (av_buffersink_get_frame(weave->out, frame) < 0)
        return false;
    AVRational base = av_buffersink_get_time_base(weave->out);
    if (frame->pts != AV_NOPTS_VALUE)
        frame->pts = av_rescale_q(frame->pts, base, FMS_TICK_BASE);
    frame->pkt_duration = MAX(frame->pkt_duration, 1);
    return true;
}

void fms_weave_free(struct fms_weave *weave)
{
    if (!weave)
        return;
    avfilter_graph_free(&weave->graph);
    g_free(weave);
}
