/*
 * What each transition costs a pixel, beside copying the same frame: `micro-transitions [WIDTH HEIGHT [ROUNDS]]`.
 *
 * A round composes a whole transition of 18 frames, opened anew as a film's segment does; copies of the same frames
 * alternate with it, so that what else the machine does falls on both. The least of all rounds counts.
 */
#include "picture.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FRAMES = 18 };

struct bench {
    struct fms_frame *a, *b, *out;
    int32_t width_px, height_px;
};

static struct fms_frame *noise(int32_t width_px, int32_t height_px, uint32_t seed)
{
    struct fms_frame *frame = fms_frame_new(width_px, height_px);
    for (int p = 0; p < 3; p++)
        for (int64_t i = 0; i < frame->stride_bytes[p] * (p ? height_px / 2 : height_px); i++) {
            seed = seed * 1664525u + 1013904223u;
            frame->plane[p][i] = (uint8_t) (16 + (seed >> 25));
        }
    return frame;
}

/* Nanoseconds of this thread, so that others on the machine count little. */
static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static int64_t compose(const struct bench *bench, enum fms_transition how)
{
    int64_t begin = now();
    struct fms_optical *optical = fms_optical_open(how, bench->width_px, bench->height_px, 0x203040FF);
    for (int n = 0; n < FRAMES; n++)
        fms_optical_frame(optical, bench->a, bench->b, FMS_OPTICAL_ONE * (n + 1) / (FRAMES + 1), bench->out);
    fms_optical_close(optical);
    return now() - begin;
}

static int64_t copy(const struct bench *bench)
{
    int64_t begin = now();
    for (int n = 0; n < FRAMES; n++)
        for (int p = 0; p < 3; p++)
            memcpy(bench->out->plane[p], (n % 2 ? bench->a : bench->b)->plane[p],
                   (size_t) (bench->out->stride_bytes[p] * (p ? bench->height_px / 2 : bench->height_px)));
    return now() - begin;
}

static void measure(const struct bench *bench, enum fms_transition how, int rounds)
{
    int64_t composed = INT64_MAX, copied = INT64_MAX;
    for (int i = 0; i < rounds; i++) {
        composed = MIN(composed, compose(bench, how));
        copied = MIN(copied, copy(bench));
    }
    double pixels = (double) bench->width_px * bench->height_px * FRAMES;
    g_print("%-14s %6.3f ns a pixel, copy %6.3f, ratio %5.2f\n", fms_transition_name(how), (double) composed / pixels,
            (double) copied / pixels, (double) composed / (double) MAX(copied, 1));
}

int main(int argc, char **argv)
{
    int32_t width_px = argc > 2 ? atoi(argv[1]) : 1920, height_px = argc > 2 ? atoi(argv[2]) : 1080;
    int rounds = argc > 3 ? atoi(argv[3]) : 8;
    if (width_px <= 0 || height_px <= 0 || width_px % 2 || height_px % 2 || rounds <= 0) {
        g_printerr("usage: micro-transitions [WIDTH HEIGHT [ROUNDS]], width and height even\n");
        return 2;
    }
    struct bench bench = { noise(width_px, height_px, 1), noise(width_px, height_px, 2),
                           fms_frame_new(width_px, height_px), width_px, height_px };
    memset(bench.out->plane[0], 0, (size_t) (bench.out->stride_bytes[0] * height_px));
    for (int how = 0; how < FMS_N_TRANSITIONS; how++)
        measure(&bench, (enum fms_transition) how, rounds);
    fms_frame_free(bench.a);
    fms_frame_free(bench.b);
    fms_frame_free(bench.out);
    return 0;
}
