/**
 * Animated WebP, which FFmpeg passes over: the file is cut into its frames, each of which is a small WebP for FFmpeg's
 * decoder, and laid on a canvas. The format: https://developers.google.com/speed/webp/docs/riff_container
 */
#include "webp-private.h"

#include <libswscale/swscale.h>

#include <string.h>
#include <unistd.h>

#define MOST_BYTES (64 << 20)
#define HEADER 12 /* RIFF, size, WEBP */
#define CHUNK 8   /* name, size */
#define FRAME_HEADER 16
#define SHORTEST_MS 11 /* what is shorter was not meant: browsers make a tenth of a second of it */

/* Where a frame goes on the canvas. */
struct place {
    int x, y, width, height;
    bool over, clear; /* blended over what is there; cleared away again before the next frame */
};

struct fms_webp {
    uint8_t *bytes;
    size_t length, at;
    AVCodecContext *decoder;
    AVFrame *canvas, *part;
    AVPacket *packet;
    struct SwsContext *scaler;
    struct place last;
    int64_t time_ms;
};

static size_t number(const uint8_t *bytes, int n)
{
    size_t value = 0;
    for (int i = 0; i < n; i++)
        value |= (size_t) bytes[i] << 8 * i;
    return value;
}

/* The next chunk's data, and past it. NULL at the end, or where the file is cut off. */
static const uint8_t *next_chunk(struct fms_webp *webp, char name[5], size_t *size)
{
    if (webp->length - webp->at < CHUNK)
        return NULL;
    const uint8_t *chunk = webp->bytes + webp->at;
    memcpy(name, chunk, 4);
    name[4] = '\0';
    *size = number(chunk + 4, 4);
    if (*size > webp->length - webp->at - CHUNK)
        return NULL;
    webp->at = MIN(webp->at + CHUNK + *size + *size % 2, webp->length);
    return chunk + CHUNK;
}

static const uint8_t *next_frame(struct fms_webp *webp, size_t *size)
{
    char name[5];
    const uint8_t *data;
    while ((data = next_chunk(webp, name, size)))
        if (strcmp(name, "ANMF") == 0 && *size > FRAME_HEADER + CHUNK)
            return data;
    return NULL;
}

bool fms_webp_skip(struct fms_webp *webp)
{
    size_t size;
    return next_frame(webp, &size) != NULL;
}

/* A frame as a file of its own. Where alpha lies beside the picture, the extended header must announce it. */
static bool wrap(struct fms_webp *webp, const uint8_t *data, size_t size, const struct place *place)
{
    bool alpha = memcmp(data, "ALPH", 4) == 0;
    size_t head = HEADER + (alpha ? CHUNK + 10 : 0);
    av_packet_unref(webp->packet);
    if (av_new_packet(webp->packet, (int) (head + size)) < 0)
        return false;
    uint8_t *to = webp->packet->data;
    memset(to, 0, head);
    static const uint8_t riff[HEADER] = { 'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'E', 'B', 'P' };
    static const uint8_t extended[] = { 'V', 'P', '8', 'X', 10, 0, 0, 0, 0x10 };
    memcpy(to, riff, HEADER);
    for (int i = 0; i < 4; i++)
        to[4 + i] = (uint8_t) ((head + size - 8) >> 8 * i);
    if (alpha) {
        memcpy(to + HEADER, extended, sizeof extended);
        for (int i = 0; i < 3; i++) {
            to[HEADER + 12 + i] = (uint8_t) ((unsigned) (place->width - 1) >> 8 * i);
            to[HEADER + 15 + i] = (uint8_t) ((unsigned) (place->height - 1) >> 8 * i);
        }
    }
    memcpy(to + head, data, size);
    return true;
}

/* Decodes the wrapped frame into `part`, as RGBA of straight alpha. */
static bool decode(struct fms_webp *webp, const struct place *place)
{
    AVFrame *raw = av_frame_alloc();
    bool good = raw && avcodec_send_packet(webp->decoder, webp->packet) >= 0 &&
                avcodec_receive_frame(webp->decoder, raw) >= 0 && raw->width == place->width &&
                raw->height == place->height;
    if (good)
        webp->scaler = sws_getCachedContext(
            webp->scaler, raw->width, raw->height, raw->format, raw->width, raw->height, AV_PIX_FMT_RGBA,
            SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INT, NULL, NULL, NULL);
    av_frame_unref(webp->part);
    webp->part->format = AV_PIX_FMT_RGBA;
    webp->part->width = place->width;
    webp->part->height = place->height;
    good = good && webp->scaler && av_frame_get_buffer(webp->part, 0) >= 0 &&
           sws_scale(webp->scaler, (const uint8_t *const *) raw->data, raw->linesize, 0, raw->height, webp->part->data,
                     webp->part->linesize) == raw->height;
    av_frame_free(&raw);
    return good;
}

static uint8_t *canvas_at(const struct fms_webp *webp, const struct place *place, int y)
{
    return webp->canvas->data[0] + (ptrdiff_t) (place->y + y) * webp->canvas->linesize[0] + 4 * (ptrdiff_t) place->x;
}

static void clear(struct fms_webp *webp, const struct place *place)
{
    for (int y = 0; y < place->height; y++)
        memset(canvas_at(webp, place, y), 0, 4 * (size_t) place->width);
}

/* Straight alpha over straight alpha. */
static void lay_over(uint8_t *to, const uint8_t *from)
{
    unsigned above = from[3] * 255u, below = to[3] * (255u - from[3]), sum = above + below;
    for (int i = 0; sum > 0 && i < 3; i++)
        to[i] = (uint8_t) ((from[i] * above + to[i] * below + sum / 2) / sum);
    to[3] = (uint8_t) ((sum + 127) / 255);
}

static void lay(struct fms_webp *webp, const struct place *place)
{
    for (int y = 0; y < place->height; y++) {
        const uint8_t *from = webp->part->data[0] + (ptrdiff_t) y * webp->part->linesize[0];
        uint8_t *to = canvas_at(webp, place, y);
        if (!place->over)
            memcpy(to, from, 4 * (size_t) place->width);
        for (int x = 0; place->over && x < place->width; x++)
            lay_over(to + 4 * (ptrdiff_t) x, from + 4 * (ptrdiff_t) x);
    }
}

static struct place read_place(const uint8_t *data)
{
    return (struct place){ .x = (int) number(data, 3) * 2,
                           .y = (int) number(data + 3, 3) * 2,
                           .width = (int) number(data + 6, 3) + 1,
                           .height = (int) number(data + 9, 3) + 1,
                           .over = !(data[15] & 2),
                           .clear = data[15] & 1 };
}

bool fms_webp_frame(struct fms_webp *webp, AVFrame *frame)
{
    size_t size;
    const uint8_t *data = next_frame(webp, &size);
    if (!data)
        return false;
    struct place place = read_place(data);
    int64_t length_ms = (int64_t) number(data + 12, 3);
    if (place.x + place.width > webp->canvas->width || place.y + place.height > webp->canvas->height ||
        !wrap(webp, data + FRAME_HEADER, size - FRAME_HEADER, &place) || !decode(webp, &place) ||
        av_frame_make_writable(webp->canvas) < 0)
        return false;
    if (webp->last.clear)
        clear(webp, &webp->last);
    lay(webp, &place);
    webp->last = place;
    av_frame_unref(frame);
    if (av_frame_ref(frame, webp->canvas) < 0)
        return false;
    frame->best_effort_timestamp = frame->pts = webp->time_ms;
    frame->pkt_duration = length_ms < SHORTEST_MS ? 100 : length_ms;
    webp->time_ms += frame->pkt_duration;
    return true;
}

int64_t fms_webp_length_ms(struct fms_webp *webp)
{
    size_t size, begin = webp->at;
    int64_t sum = 0;
    const uint8_t *data;
    while ((data = next_frame(webp, &size))) {
        int64_t length_ms = (int64_t) number(data + 12, 3);
        sum += length_ms < SHORTEST_MS ? 100 : length_ms;
    }
    webp->at = begin;
    return sum;
}

static bool make_canvas(struct fms_webp *webp, int width, int height)
{
    webp->canvas->format = AV_PIX_FMT_RGBA;
    webp->canvas->width = width;
    webp->canvas->height = height;
    struct place all = { 0, 0, width, height, false, false };
    if ((int64_t) width * height > FMS_MAX_CLIP_PIXELS || av_frame_get_buffer(webp->canvas, 0) < 0)
        return false;
    clear(webp, &all);
    return true;
}

static bool set_up(struct fms_webp *webp)
{
    const uint8_t *head = webp->bytes;
    AVCodecParameters *params = avcodec_parameters_alloc();
    webp->canvas = av_frame_alloc();
    webp->part = av_frame_alloc();
    webp->packet = av_packet_alloc();
    if (params) {
        params->codec_type = AVMEDIA_TYPE_VIDEO;
        params->codec_id = AV_CODEC_ID_WEBP;
        webp->decoder = fms_decoder_new(params, NULL, FMS_MAX_CLIP_PIXELS, 0, NULL);
    }
    avcodec_parameters_free(&params);
    webp->at = HEADER;
    return webp->decoder && webp->canvas && webp->part && webp->packet &&
           make_canvas(webp, (int) number(head + HEADER + CHUNK + 4, 3) + 1,
                       (int) number(head + HEADER + CHUNK + 7, 3) + 1);
}

bool fms_webp_moves(const uint8_t *head, size_t length)
{
    return length >= FMS_WEBP_HEAD && memcmp(head, "RIFF", 4) == 0 && memcmp(head + 8, "WEBPVP8X", 8) == 0 &&
           (head[HEADER + CHUNK] & 2);
}

struct fms_webp *fms_webp_open(int fd, int64_t size)
{
    struct fms_webp *webp = g_new0(struct fms_webp, 1);
    int64_t at = 0;
    if (size >= FMS_WEBP_HEAD && size <= MOST_BYTES) {
        webp->bytes = g_malloc((gsize) size);
        webp->length = (size_t) size;
        for (ssize_t got = 1; got > 0 && at < size; at += MAX(got, 0))
            got = pread(fd, webp->bytes + at, (size_t) (size - at), at);
    }
    if (webp->bytes && at == size && fms_webp_moves(webp->bytes, webp->length) && set_up(webp))
        return webp;
    fms_webp_free(webp);
    return NULL;
}

void fms_webp_free(struct fms_webp *webp)
{
    if (!webp)
        return;
    avcodec_free_context(&webp->decoder);
    av_frame_free(&webp->canvas);
    av_frame_free(&webp->part);
    av_packet_free(&webp->packet);
    sws_freeContext(webp->scaler);
    g_free(webp->bytes);
    g_free(webp);
}
