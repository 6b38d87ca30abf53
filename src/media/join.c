/**
 * The join: segments and sound become the film without being encoded again.
 *
 * Three lanes (pictures, sound, captions) give packets with times of the film. They are laid into the file in turns of half a
 * second, so that a player never has to look far ahead, and the index is moved in front. Last, boxes.c sets
 * right in place what the muxer could not be told.
 */
#include "lane-private.h"

#include <libavutil/mathematics.h>

#include <string.h>

enum { PICTURES, SOUND, CAPTIONS, N_LANES };

struct join {
    const struct fms_join_params *params;
    struct fms_output *output;
    struct fms_lane lanes[N_LANES];
    size_t n_lanes;
};

/* AVChapter has no maker of its own in the library's face; the context frees what it is given. */
static bool add_chapters(AVFormatContext *format, const struct fms_join_params *params)
{
    if (params->n_chapters == 0)
        return true;
    format->chapters = av_calloc(params->n_chapters, sizeof *format->chapters);
    for (size_t i = 0; format->chapters && i < params->n_chapters; i++) {
        AVChapter *chapter = av_mallocz(sizeof *chapter);
        if (!chapter)
            return false;
        format->chapters[format->nb_chapters++] = chapter;
        chapter->id = (int64_t) i;
        chapter->time_base = FMS_TICK_BASE;
        chapter->start = params->chapters[i].begin;
        chapter->end = params->chapters[i].end;
        av_dict_set(&chapter->metadata, "title", params->chapters[i].text, 0);
    }
    return format->chapters != NULL;
}

static void add_text(AVDictionary **metadata, const char *key, const char *value)
{
    if (value && *value)
        av_dict_set(metadata, key, value, 0);
}

static void add_metadata(AVFormatContext *format, const struct fms_join_params *params)
{
    add_text(&format->metadata, "title", params->title);
    add_text(&format->metadata, "artist", params->author);
    add_text(&format->metadata, "album", params->series);
    add_text(&format->metadata, "comment", params->credits);
}

static bool add_lane(struct join *join, const char *handler, GError **error)
{
    struct fms_lane *lane = &join->lanes[join->n_lanes++];
    lane->params = join->params;
    lane->packet = av_packet_alloc();
    lane->out = fms_output_add(join->output, NULL, error);
    if (!lane->out)
        return false;
    av_dict_set(&lane->out->metadata, "language", fms_language_code(join->params->language), 0);
    av_dict_set(&lane->out->metadata, "handler_name", handler, 0);
    return lane->packet || fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
}

static bool add_lanes(struct join *join, GError **error)
{
    struct fms_lane *lanes = join->lanes;
    if (!add_lane(join, "Pictures", error) || !fms_lane_pictures(&lanes[PICTURES], error))
        return false;
    if (!add_lane(join, "Sound", error) || !fms_lane_sound(&lanes[SOUND], error))
        return false;
    lanes[PICTURES].out->disposition = lanes[SOUND].out->disposition = AV_DISPOSITION_DEFAULT;
    if (join->params->n_captions == 0)
        return true;
    const AVCodecParameters *pictures = lanes[PICTURES].out->codecpar;
    return add_lane(join, "Captions", error) &&
           fms_lane_captions(&lanes[CAPTIONS], pictures->width, pictures->height, error);
}

/* The muxer wants at least 10,000 ticks a second, and a whole number of them to a frame. */
static bool begin(struct join *join, GError **error)
{
    int timescale = join->params->rate_num;
    while (timescale < 10000)
        timescale *= 2;
    for (size_t i = 0; i < join->n_lanes; i++)
        join->lanes[i].out->time_base = join->lanes[i].time_base;
    add_metadata(join->output->format, join->params);
    if (!add_chapters(join->output->format, join->params))
        return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
    AVDictionary *options = NULL;
    av_dict_set(&options, "movflags", "+faststart+write_colr", 0);
    av_dict_set_int(&options, "video_track_timescale", timescale, 0);
    av_dict_set_int(&options, "movie_timescale", FMS_MP4_TIMESCALE, 0);
    return fms_output_begin(join->output, &options, error);
}

/*
 * The lane whose turn it is: of those with a packet in the earliest half second, the last; NULL when all are done. Captions
 * come before what they are shown with, or the muxer takes the track for one with a hole and fills it.
 */
static struct fms_lane *whose_turn(struct join *join)
{
    struct fms_lane *best = NULL;
    int64_t best_turn = 0;
    for (size_t i = 0; i < join->n_lanes; i++) {
        struct fms_lane *lane = &join->lanes[i];
        if (!lane->ready)
            continue;
        int64_t turn =
            av_rescale_q_rnd(MAX(lane->packet->dts, 0), lane->time_base, (AVRational){ 1, 2 }, AV_ROUND_DOWN);
        if (!best || turn <= best_turn) {
            best = lane;
            best_turn = turn;
        }
    }
    return best;
}

static bool write_all(struct join *join, GError **error)
{
    struct fms_lane *lane;
    while ((lane = whose_turn(join))) {
        AVPacket *packet = lane->packet;
        packet->stream_index = lane->out->index;
        packet->pos = -1;
        av_packet_rescale_ts(packet, lane->time_base, lane->out->time_base);
        int code = av_write_frame(join->output->format, packet);
        av_packet_unref(packet);
        if (code < 0)
            return fms_av_fail(error, FMS_WORLD_MACHINE, code, "cannot write the film");
        if (!lane->next(lane, error))
            return false;
    }
    return true;
}

bool fms_film_join(const char *path, const struct fms_join_params *params, GError **error)
{
    g_assert(params->n_segments > 0 && params->rate_num > 0 && params->rate_den > 0);
    struct join join = { .params = params, .output = fms_output_open(path, error) };
    if (!join.output)
        return false;
    bool good = add_lanes(&join, error) && begin(&join, error) && write_all(&join, error);
    for (size_t i = 0; i < join.n_lanes; i++)
        fms_lane_clear(&join.lanes[i]);
    good = fms_output_close(join.output, good, error) && good;
    return good && fms_boxes_finish(path, fms_language_code(params->language), error);
}
