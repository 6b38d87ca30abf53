/**
 * The examination of a finished film, as a stranger would read it: every packet's time, every keyframe decoded that was not
 * before. A film waits for nothing but this at its end, so that two decode.
 */
#include "media-private.h"

#include <libavutil/common.h>

#include <string.h>

#define BLACK_LUMA 24

/* Counted up when what is said below of a keyframe gets another meaning: what was judged before is judged again. */
#define JUDGEMENT 1

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

/* A keyframe on its way to be decoded, and what came of it. */
struct key_frame {
    AVPacket *packet;
    struct fms_digest key; /* of what the decoder reads of it */
    bool plays, black;
};

/* Who decodes keyframes: each of them every second of a round's. */
struct looker {
    AVCodecContext *decoder;
    AVFrame *frame;
    struct key_frame *round;
    size_t first, n; /* of the round, every N_LOOKERS from the first */
};

enum { N_LOOKERS = 2, ROUND = 8 };

/* The keyframes of a film, a round at a time, so that their number does not matter. */
struct looking {
    const struct fms_keyframe_memory *memory; /* NULL: none */
    struct looker lookers[N_LOOKERS];
    struct key_frame round[ROUND];
    size_t n;
    struct fms_digest head; /* of what they are decoded with */
    int64_t n_playing;
    GArray *black; /* times of the stream */
};

/* Takes the frames that the decoder has ready. */
static void take_frames(struct looker *looker, struct key_frame *key)
{
    AVFrame *frame = looker->frame;
    for (; avcodec_receive_frame(looker->decoder, frame) >= 0; key->plays = true) {
        if (frame->format == AV_PIX_FMT_YUV420P || frame->format == AV_PIX_FMT_YUVJ420P)
            key->black = key->black || is_black(frame);
        av_frame_unref(frame);
    }
}

/* Each keyframe alone: sent, drained, and the decoder made ready for the next. */
static gpointer look(gpointer user)
{
    struct looker *looker = user;
    for (size_t i = looker->first; i < looker->n; i += N_LOOKERS) {
        avcodec_send_packet(looker->decoder, looker->round[i].packet);
        avcodec_send_packet(looker->decoder, NULL);
        take_frames(looker, &looker->round[i]);
        avcodec_flush_buffers(looker->decoder);
    }
    return NULL;
}

static void decode_round(struct looking *looking)
{
    GThread *others[N_LOOKERS] = { NULL };
    for (size_t i = N_LOOKERS; i-- > 0;) {
        struct looker *looker = &looking->lookers[i];
        looker->round = looking->round;
        looker->first = i;
        looker->n = looking->n;
        if (i > 0 && looking->n > i)
            others[i] = g_thread_try_new("look", look, looker, NULL);
        if (!others[i])
            look(looker);
    }
    for (size_t i = 1; i < N_LOOKERS; i++)
        if (others[i])
            g_thread_join(others[i]);
}

static void count_key(struct looking *looking, const AVPacket *packet, bool black)
{
    looking->n_playing++;
    if (black)
        g_array_append_val(looking->black, packet->pts);
}

static void look_at_round(struct looking *looking)
{
    decode_round(looking);
    for (size_t i = 0; i < looking->n; i++) {
        struct key_frame *key = &looking->round[i];
        if (key->plays)
            count_key(looking, key->packet, key->black);
        if (key->plays && looking->memory)
            looking->memory->remember(looking->memory->user, &key->key, key->black);
        av_packet_free(&key->packet);
    }
    looking->n = 0;
}

/* What a keyframe is judged by besides its own bytes: the decoder, what that is told beforehand, and how the judgement is made. */
static struct fms_digest head_of(const AVCodecParameters *film)
{
    const void *told = film->extradata ? film->extradata : (const void *) "";
    struct fms_digest digest = fms_digest_of_bytes(told, film->extradata ? (size_t) film->extradata_size : 0);
    GString *recipe = g_string_new(NULL);
    fms_recipe_number(recipe, "judgement", JUDGEMENT);
    fms_recipe_string(recipe, "media", fms_media_version());
    fms_recipe_string(recipe, "told", digest.hex);
    digest = fms_recipe_key(recipe);
    g_string_free(recipe, TRUE);
    return digest;
}

static bool begin_looking(struct looking *looking, const AVStream *stream, GError **error)
{
    const AVCodecParameters *film = stream->codecpar;
    looking->black = g_array_new(FALSE, FALSE, sizeof(int64_t));
    looking->head = head_of(film);
    for (size_t i = 0; i < N_LOOKERS; i++) {
        struct looker *looker = &looking->lookers[i];
        looker->frame = av_frame_alloc();
        if (!looker->frame)
            return fms_av_fail(error, FMS_WORLD_MACHINE, 0, "out of memory");
        looker->decoder = fms_decoder_new(stream->codecpar, NULL, FMS_MAX_CLIP_PIXELS, 0, error);
        if (!looker->decoder)
            return false;
        looker->decoder->pkt_timebase = stream->time_base;
        looker->decoder->skip_loop_filter = AVDISCARD_ALL; /* it makes nothing readable that was not, nor black */
    }
    return true;
}

/* `black`, unless NULL, gets the times of the keyframes that are black. */
static void end_looking(struct looking *looking, GArray *black)
{
    if (looking->n > 0)
        look_at_round(looking);
    if (black)
        g_array_append_vals(black, looking->black->data, looking->black->len);
    g_array_unref(looking->black);
    for (size_t i = 0; i < N_LOOKERS; i++) {
        av_frame_free(&looking->lookers[i].frame);
        avcodec_free_context(&looking->lookers[i].decoder);
    }
}

static struct fms_digest key_of(const struct looking *looking, const AVPacket *packet)
{
    struct fms_digest bytes = fms_digest_of_bytes(packet->data, (size_t) packet->size);
    GString *recipe = g_string_new("keyframe\n");
    fms_recipe_string(recipe, "head", looking->head.hex);
    fms_recipe_string(recipe, "packet", bytes.hex);
    struct fms_digest key = fms_recipe_key(recipe);
    g_string_free(recipe, TRUE);
    return key;
}

static void add_key(struct looking *looking, const AVPacket *packet)
{
    struct key_frame *next = &looking->round[looking->n];
    bool black = false;
    *next = (struct key_frame){ .key = looking->memory ? key_of(looking, packet) : (struct fms_digest){ "" } };
    if (looking->memory && looking->memory->recall(looking->memory->user, &next->key, &black)) {
        count_key(looking, packet, black);
        return;
    }
    next->packet = av_packet_clone(packet);
    looking->n += next->packet != NULL;
    if (looking->n == ROUND)
        look_at_round(looking);
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

/* Reads every packet; times of the pictures go to `times`, keyframes to who looks at them. @return the end of the last picture. */
static int64_t read_packets(struct fms_input *input, const AVStream *sound, GArray *times, struct looking *looking,
                            struct fms_film_facts *facts)
{
    AVPacket *packet = input->packet;
    int64_t sound_end = 0, end = INT64_MIN;
    while (av_read_frame(input->format, packet) >= 0) {
        if (packet->stream_index == input->stream->index) {
            g_array_append_val(times, packet->pts);
            end = MAX(end, av_sat_add64(packet->pts, packet->duration));
            if (packet->flags & AV_PKT_FLAG_KEY) {
                facts->n_keyframes++;
                add_key(looking, packet);
            }
        } else if (sound && packet->stream_index == sound->index) {
            sound_end = MAX(sound_end, av_sat_add64(packet->pts, packet->duration));
        }
        av_packet_unref(packet);
    }
    if (sound)
        facts->sound = av_rescale_q(sound_end, sound->time_base, FMS_TICK_BASE);
    return end;
}

static bool watch(struct fms_input *input, const struct fms_keyframe_memory *memory, const AVStream *sound,
                  GArray *times, GArray *black, struct fms_film_facts *facts, GError **error)
{
    struct looking looking = { .memory = memory };
    bool ready = begin_looking(&looking, input->stream, error);
    int64_t end = ready ? read_packets(input, sound, times, &looking, facts) : 0;
    end_looking(&looking, black);
    if (!ready)
        return false;
    if (looking.n_playing == 0 || looking.n_playing < facts->n_keyframes)
        return fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the film does not play: a keyframe cannot be decoded");
    g_array_sort(times, by_time);
    number_frames(black, input->stream, g_array_index(times, int64_t, 0));
    facts->n_frames = times->len;
    facts->video =
        av_rescale_q(av_sat_sub64(end, g_array_index(times, int64_t, 0)), input->stream->time_base, FMS_TICK_BASE);
    return true;
}

bool fms_film_examine(const char *path, const struct fms_keyframe_memory *memory, struct fms_film_facts *facts,
                      GArray *black, GError **error)
{
    memset(facts, 0, sizeof *facts);
    struct fms_input *input = fms_input_open(path, error);
    if (!input)
        return false;
    AVStream *pictures = fms_input_find(input, AVMEDIA_TYPE_VIDEO), *sound = fms_input_find(input, AVMEDIA_TYPE_AUDIO);
    g_autoptr(GArray) times = g_array_new(FALSE, FALSE, sizeof(int64_t));
    bool good = pictures && !input->webp;
    input->stream = pictures;
    if (!good)
        fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "the film has no pictures");
    good = good && watch(input, memory, sound, times, black, facts, error);
    if (good && pictures) {
        facts->moov_first = fms_boxes_moov_first(path);
        facts->contiguous = times_follow(times, pictures->time_base, pictures->avg_frame_rate);
        facts->width_px = pictures->codecpar->width;
        facts->height_px = pictures->codecpar->height;
    }
    fms_input_free(input);
    return good;
}
