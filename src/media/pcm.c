/**
 * Sound of any file as stereo float at the house's rate.
 *
 * What a codec adds in front is skipped by the decoder, which reads it from the container. The sound of a clip counts
 * from the clip's first picture, as fms_clip_open() does, so that both stay together; a hole in it becomes silence. One
 * channel goes to both sides at full level; more than two are mixed down so that they cannot clip.
 *
 * An in-point is found to the sample. Where a container counts time in samples, we go there directly, early enough for the
 * codec to have settled, and start the resampler at a moment in which its phases are those that they would have been. Any
 * other container rounds its times or guesses them, so there everything from the beginning is decoded and dropped.
 */
#include "media-private.h"

#include <libavutil/channel_layout.h>
#include <libavutil/common.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>

#include <string.h>

#define SAMPLE_BASE ((AVRational){ 1, FMS_SAMPLE_RATE })
#define SETTLE_SAMPLES FMS_SAMPLE_RATE      /* before an in-point: what codecs and the resampler need, and much more */
#define HOLE_SAMPLES (FMS_SAMPLE_RATE / 50) /* less is the rounding of a container */
#define HOLE_MAX_SAMPLES (FMS_SAMPLE_RATE * 120) /* more is a broken time stamp */

struct fms_pcm_reader {
    struct fms_input *input;
    AVFrame *frame;
    SwrContext *swr;
    AVChannelLayout layout; /* what `swr` was made for, as are: */
    int format, rate;
    int64_t base;     /* the timestamp of sample 0 */
    int64_t produced; /* sample pairs that came out of `swr` */
    int64_t skip;     /* pairs still to be thrown away: sound before the first picture or before the in-point */
    bool started, ended;
    float *ready; /* pairs [served, n_ready) wait */
    int64_t served, n_ready, capacity;
};

static bool no_memory(GError **error)
{
    return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory for sound");
}

/* The house's stereo from what there is. Layouts that say nothing give their first two channels. */
static bool set_mix(SwrContext *swr, const AVChannelLayout *layout)
{
    int n = layout->nb_channels;
    if (n > 2 && layout->order == AV_CHANNEL_ORDER_NATIVE)
        return av_opt_set_double(swr, "rematrix_maxval", 1.0, 0) >= 0;
    double *matrix = g_new0(double, 2 * (size_t) n);
    matrix[0] = 1;
    matrix[n + (n > 1 ? 1 : 0)] = 1;
    bool good = swr_set_matrix(swr, matrix, n) >= 0;
    g_free(matrix);
    return good;
}

static bool start_resampler(struct fms_pcm_reader *reader, GError **error)
{
    const AVFrame *frame = reader->frame;
    AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO, in = { 0 };
    if (frame->ch_layout.order == AV_CHANNEL_ORDER_UNSPEC && frame->ch_layout.nb_channels <= 8)
        av_channel_layout_default(&in, frame->ch_layout.nb_channels);
    else
        av_channel_layout_copy(&in, &frame->ch_layout);
    swr_free(&reader->swr);
    int code = swr_alloc_set_opts2(&reader->swr, &stereo, AV_SAMPLE_FMT_FLT, FMS_SAMPLE_RATE, &in, frame->format,
                                   frame->sample_rate, 0, NULL);
    bool good = code >= 0 && set_mix(reader->swr, &in) && swr_init(reader->swr) >= 0;
    av_channel_layout_uninit(&in);
    av_channel_layout_copy(&reader->layout, &frame->ch_layout);
    reader->format = frame->format;
    reader->rate = frame->sample_rate;
    return good || fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "sound with %d channels at %d Hz cannot be converted",
                               frame->ch_layout.nb_channels, frame->sample_rate);
}

static bool same_kind(const struct fms_pcm_reader *reader)
{
    const AVFrame *frame = reader->frame;
    return reader->swr && reader->format == frame->format && reader->rate == frame->sample_rate &&
           av_channel_layout_compare(&reader->layout, &frame->ch_layout) == 0;
}

/* Converts `n` samples, or drains the resampler if `in` is NULL, behind what waits already. */
static bool convert(struct fms_pcm_reader *reader, const uint8_t **in, int n, GError **error)
{
    int room = swr_get_out_samples(reader->swr, n) + 64;
    if (reader->n_ready + room > reader->capacity) {
        int64_t capacity = (reader->n_ready + room) * 2;
        float *grown = g_try_realloc_n(reader->ready, (gsize) capacity, 2 * sizeof *grown);
        if (!grown)
            return no_memory(error);
        reader->ready = grown;
        reader->capacity = capacity;
    }
    uint8_t *to = (uint8_t *) (reader->ready + 2 * reader->n_ready);
    int got = swr_convert(reader->swr, &to, room, in, n);
    if (got < 0)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, got, "sound cannot be converted");
    int64_t dropped = MIN(reader->skip, got);
    memmove(to, to + 2 * sizeof(float) * (size_t) dropped, 2 * sizeof(float) * (size_t) (got - dropped));
    reader->skip -= dropped;
    reader->produced += got;
    reader->n_ready += got - dropped;
    return true;
}

/* Before a frame goes in: silence up to its time, or a note of how much of the beginning is to be dropped. */
static bool keep_time(struct fms_pcm_reader *reader)
{
    const AVFrame *frame = reader->frame;
    int64_t stamp = frame->best_effort_timestamp;
    if (stamp == AV_NOPTS_VALUE)
        return true;
    AVRational base = reader->input->stream->time_base;
    int64_t wanted = av_rescale_q(av_sat_sub64(stamp, reader->base), base, SAMPLE_BASE);
    if (ABS(wanted / 2) > INT64_MAX / 4)
        return true;
    int64_t hole = wanted - reader->produced - swr_get_delay(reader->swr, FMS_SAMPLE_RATE);
    if (!reader->started && hole < 0 && hole >= -HOLE_MAX_SAMPLES) {
        reader->skip -= hole;
        reader->produced = hole;
    }
    if (hole > HOLE_MAX_SAMPLES || hole <= (reader->started ? HOLE_SAMPLES : 0))
        return true;
    return swr_inject_silence(reader->swr, (int) av_rescale(hole, frame->sample_rate, FMS_SAMPLE_RATE)) >= 0;
}

/*
 * How much of a frame counts. AAC always decodes whole frames; in an MP4 it is the last packet's length that tells where
 * the sound ends. Only lengths that are counted in samples can be trusted with it.
 */
static int counted_samples(const struct fms_pcm_reader *reader)
{
    const AVFrame *frame = reader->frame;
    AVRational base = reader->input->stream->time_base;
    bool in_samples = base.num == 1 && base.den == frame->sample_rate;
    bool mp4 = g_str_has_prefix(reader->input->format->iformat->name, "mov");
    if (!mp4 || !in_samples || frame->pkt_duration <= 0)
        return frame->nb_samples;
    return (int) MIN(frame->pkt_duration, frame->nb_samples);
}

/* Takes in the frame that was decoded last; `place` sees to where it belongs. */
static bool take_in(struct fms_pcm_reader *reader, bool (*place)(struct fms_pcm_reader *reader), GError **error)
{
    const AVFrame *frame = reader->frame;
    if (frame->sample_rate < 1000 || frame->sample_rate > 768000 || frame->ch_layout.nb_channels <= 0)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "sound of no usable rate or without channels");
    if (!same_kind(reader)) {
        if (reader->swr && !convert(reader, NULL, 0, error))
            return false;
        if (!start_resampler(reader, error))
            return false;
    }
    if (!place(reader))
        return no_memory(error);
    reader->started = true;
    return convert(reader, (const uint8_t **) (uintptr_t) frame->extended_data, counted_samples(reader), error);
}

/* Makes more ready. At the end what the resampler holds comes out. */
static bool refill(struct fms_pcm_reader *reader, GError **error)
{
    reader->served = reader->n_ready = 0;
    while (reader->n_ready == 0 && !reader->ended) {
        if (!fms_input_frame(reader->input, reader->frame)) {
            reader->ended = true;
            return !reader->swr || convert(reader, NULL, 0, error);
        }
        bool good = take_in(reader, keep_time, error);
        av_frame_unref(reader->frame);
        if (!good)
            return false;
    }
    return true;
}

static bool begin(struct fms_pcm_reader *reader, const char *path, GError **error)
{
    reader->input = fms_input_open(path, error);
    if (!reader->input)
        return false;
    AVStream *sound = fms_input_find(reader->input, AVMEDIA_TYPE_AUDIO);
    AVStream *pictures = fms_input_find(reader->input, AVMEDIA_TYPE_VIDEO);
    if (!sound)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the file has no sound");
    if (!fms_input_choose(reader->input, sound, error))
        return false;
    if (!fms_input_frame(reader->input, reader->frame))
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "no sound of the file can be decoded");
    int64_t own = reader->frame->best_effort_timestamp;
    reader->base = own == AV_NOPTS_VALUE ? 0 : own;
    if (pictures && pictures->start_time != AV_NOPTS_VALUE)
        reader->base = av_rescale_q(pictures->start_time, pictures->time_base, sound->time_base);
    bool good = take_in(reader, keep_time, error);
    av_frame_unref(reader->frame);
    return good;
}

/* Are the container's times whole samples, and to be trusted? */
static bool counts_samples(const struct fms_pcm_reader *reader)
{
    static const char *const exact[] = { "mov", "wav", "w64", "flac", "aiff", "caf", "ogg", NULL };
    g_assert(reader->input);
    const AVStream *stream = reader->input->stream;
    char *name = g_strndup(reader->input->format->iformat->name, strcspn(reader->input->format->iformat->name, ","));
    bool good = g_strv_contains(exact, name) && stream->time_base.num == 1 && stream->time_base.den == reader->rate;
    g_free(name);
    return good;
}

/* Before the first frame after a jump goes in: what comes out counts from its time, and begins on a phase of the
 * resampler's that it would have had. */
static bool land(struct fms_pcm_reader *reader)
{
    int period = reader->rate / (int) av_gcd(reader->rate, FMS_SAMPLE_RATE);
    int64_t place = reader->frame->best_effort_timestamp - reader->base, early = (place % period + period) % period;
    int64_t produced = (place - early) / period * (FMS_SAMPLE_RATE / (reader->rate / period));
    reader->skip += reader->produced - produced;
    reader->produced = produced;
    return early == 0 || swr_inject_silence(reader->swr, (int) early) >= 0;
}

/* The next frame whose time is known. */
static bool find_stamped(struct fms_pcm_reader *reader)
{
    while (fms_input_frame(reader->input, reader->frame)) {
        if (reader->frame->best_effort_timestamp != AV_NOPTS_VALUE)
            return true;
        av_frame_unref(reader->frame);
    }
    return false;
}

/* Goes to a little before the in-point. @return false without `error` if that led nowhere. */
static bool jump(struct fms_pcm_reader *reader, int64_t from, GError **error)
{
    int64_t place = av_rescale(from - SETTLE_SAMPLES, reader->rate, FMS_SAMPLE_RATE);
    if (!fms_input_seek(reader->input, reader->base + place) || !find_stamped(reader))
        return false;
    bool near =
        reader->frame->best_effort_timestamp - reader->base <= place && reader->frame->sample_rate == reader->rate;
    reader->skip -= reader->n_ready;
    reader->n_ready = 0;
    swr_free(&reader->swr);
    bool good = near && take_in(reader, land, error);
    av_frame_unref(reader->frame);
    return good;
}

/* Drops what waits already and lies before the in-point. */
static void drop_ready(struct fms_pcm_reader *reader)
{
    reader->served = MIN(reader->skip, reader->n_ready);
    reader->skip -= reader->served;
}

static struct fms_pcm_reader *open_at(const char *path, int64_t from, bool may_jump, GError **error)
{
    struct fms_pcm_reader *reader = g_new0(struct fms_pcm_reader, 1);
    reader->frame = av_frame_alloc();
    bool good = reader->frame ? begin(reader, path, error) : no_memory(error);
    reader->skip += from;
    if (good && may_jump && from > 2 * SETTLE_SAMPLES && counts_samples(reader))
        good = jump(reader, from, error);
    if (good) {
        drop_ready(reader);
        return reader;
    }
    fms_pcm_close(reader);
    return NULL;
}

struct fms_pcm_reader *fms_pcm_open(const char *path, int64_t from_sample, GError **error)
{
    GError *why = NULL;
    struct fms_pcm_reader *reader = open_at(path, from_sample, true, &why);
    if (!reader && !why)
        reader = open_at(path, from_sample, false, &why);
    if (why)
        g_propagate_error(error, why);
    return reader;
}

int64_t fms_pcm_read(struct fms_pcm_reader *reader, float *out, int64_t n, GError **error)
{
    int64_t done = 0;
    while (done < n) {
        if (reader->served == reader->n_ready && !refill(reader, error))
            return -1;
        int64_t some = MIN(n - done, reader->n_ready - reader->served);
        if (some == 0)
            break;
        memcpy(out + 2 * done, reader->ready + 2 * reader->served, 2 * sizeof *out * (size_t) some);
        reader->served += some;
        done += some;
    }
    return done;
}

void fms_pcm_close(struct fms_pcm_reader *reader)
{
    if (!reader)
        return;
    swr_free(&reader->swr);
    av_frame_free(&reader->frame);
    av_channel_layout_uninit(&reader->layout);
    fms_input_free(reader->input);
    g_free(reader->ready);
    g_free(reader);
}
