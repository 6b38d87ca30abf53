/**
 * Resampling of a whole sound, with what the filter delays put right: sample n stays where it was in time.
 */
#include "media-private.h"

#include <libavutil/channel_layout.h>
#include <libswresample/swresample.h>

#include <string.h>

/* Samples at a time. The library clears room for all that a call may give, so that a call is not offered more than it needs. */
#define PIECE 4096

/* Up to `room` samples of sound, from `n` of `in`, or from what is held back where `in` is NULL. @return how many; negative on failure. */
static int convert(SwrContext *swr, const float *in, int64_t n, float *out, int64_t room)
{
    const uint8_t *from = (const uint8_t *) in;
    uint8_t *to = (uint8_t *) out;
    return swr_convert(swr, &to, (int) room, in ? &from : NULL, (int) n);
}

static bool run(SwrContext *swr, int32_t rate_hz, const float *in, int64_t n, float *out, int64_t room, int64_t *got)
{
    int64_t most = PIECE * (int64_t) FMS_SAMPLE_RATE / rate_hz + PIECE;
    int made = 0;
    *got = 0;
    for (int64_t at = 0; at < n && made >= 0; at += PIECE) {
        made = convert(swr, in + at, MIN(n - at, PIECE), out + *got, MIN(room - *got, most));
        *got += MAX(made, 0);
    }
    do {
        made = made < 0 ? made : convert(swr, NULL, 0, out + *got, MIN(room - *got, most));
        *got += MAX(made, 0);
    } while (made > 0 && *got < room);
    return made >= 0;
}

int64_t fms_resample(const float *in, int64_t n, int32_t rate_hz, float **out, GError **error)
{
    fms_av_init();
    *out = NULL;
    if (n < 0 || rate_hz < 1000 || rate_hz > 768000 || n > INT64_C(1) << 32) {
        fms_av_fail(error, FMS_WORLD_UNREADABLE, 0, "sound at %d Hz cannot be resampled", rate_hz);
        return -1;
    }
    int64_t length = (n * FMS_SAMPLE_RATE + rate_hz - 1) / rate_hz, room = length + 4096, got = 0;
    float *made = g_try_malloc0_n((gsize) room, sizeof *made);
    AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
    SwrContext *swr = NULL;
    bool good = made != NULL;
    if (good && rate_hz == FMS_SAMPLE_RATE && n > 0) {
        memcpy(made, in, (size_t) n * sizeof *in);
    } else if (good && n > 0) {
        good = swr_alloc_set_opts2(&swr, &mono, AV_SAMPLE_FMT_FLT, FMS_SAMPLE_RATE, &mono, AV_SAMPLE_FMT_FLT, rate_hz,
                                   0, NULL) >= 0 &&
               swr_init(swr) >= 0 && run(swr, rate_hz, in, n, made, room, &got);
    }
    swr_free(&swr);
    if (!good) {
        g_free(made);
        fms_av_fail(error, FMS_WORLD_MACHINE, 0, "cannot resample sound");
        return -1;
    }
    if (got > length)
        memset(made + length, 0, (size_t) (got - length) * sizeof *made);
    *out = made;
    return length;
}
