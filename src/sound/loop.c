/*
 * A loop is a chain of readers of one file: while the end of one sounds, the next is opened at the same in-point and faded
 * in over it with equal power, and then takes over.
 */
#include "loop-private.h"

#include "ease-sound-private.h"

#include <math.h>
#include <string.h>

#define BLOCK 1024

struct fms_loop {
    const struct fms_pcm_port *port;
    const struct fms_track *track;
    struct fms_pcm_reader *reader, *next; /* next: only while they cross */
    int64_t at;                           /* of reader, from the in-point */
};

struct fms_loop *fms_loop_open(const struct fms_pcm_port *port, const struct fms_track *track, GError **error)
{
    struct fms_pcm_reader *reader = port->open(port->user, track->path, track->in_point, error);
    if (!reader)
        return NULL;
    struct fms_loop *loop = g_new0(struct fms_loop, 1);
    loop->port = port;
    loop->track = track;
    loop->reader = reader;
    return loop;
}

/* `n` pairs of a reader, silence after its end. */
static bool read_padded(const struct fms_loop *loop, struct fms_pcm_reader *reader, float *out, int64_t n,
                        GError **error)
{
    int64_t got = fms_pcm_fill(loop->port, reader, out, n, error);
    if (got < 0)
        return false;
    memset(out + 2 * got, 0, (size_t) (2 * (n - got)) * sizeof(float));
    return true;
}

static bool read_crossing(struct fms_loop *loop, float *out, int64_t n, GError **error)
{
    float block[2 * BLOCK];
    if (!loop->next)
        loop->next = loop->port->open(loop->port->user, loop->track->path, loop->track->in_point, error);
    if (!loop->next || !read_padded(loop, loop->reader, out, n, error) ||
        !read_padded(loop, loop->next, block, n, error))
        return false;
    int64_t begun = loop->at - (loop->track->n_samples - loop->track->crossfade);
    for (int64_t i = 0; i < n; i++) {
        float x = fms_ease_sound(begun + i, loop->track->crossfade);
        float gain_out = sqrtf(1 - x), gain_in = sqrtf(x);
        for (int k = 0; k < 2; k++)
            out[2 * i + k] = out[2 * i + k] * gain_out + block[2 * i + k] * gain_in;
    }
    return true;
}

static void take_over(struct fms_loop *loop)
{
    loop->port->close(loop->reader);
    loop->reader = loop->next;
    loop->next = NULL;
    loop->at = loop->track->crossfade;
}

bool fms_loop_read(struct fms_loop *loop, float *out, int64_t n, GError **error)
{
    if (!loop->track->loops)
        return read_padded(loop, loop->reader, out, n, error);
    int64_t length = loop->track->n_samples, seam = length - loop->track->crossfade;
    while (n > 0) {
        bool crossing = loop->at >= seam;
        int64_t m = MIN(n, crossing ? MIN(BLOCK, length - loop->at) : seam - loop->at);
        bool good = crossing ? read_crossing(loop, out, m, error) : read_padded(loop, loop->reader, out, m, error);
        if (!good)
            return false;
        loop->at += m;
        if (loop->at == length)
            take_over(loop);
        out += 2 * m;
        n -= m;
    }
    return true;
}

void fms_loop_close(struct fms_loop *loop)
{
    if (!loop)
        return;
    if (loop->next)
        loop->port->close(loop->next);
    loop->port->close(loop->reader);
    g_free(loop);
}
