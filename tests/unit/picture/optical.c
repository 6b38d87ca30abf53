/*
 * Every transition against a slow reference, at both ends and between; that it goes evenly and nothing flashes.
 */
#include "optical-reference.h"

/* 16:9, with an odd number of chroma rows and no whole vector of chroma across. */
enum { W = 224, H = 126 };
G_STATIC_ASSERT(W * 9 == H * 16);

#define INK 0x7A5230FF

#define WIPE(edge, shape, x, y)                                                                                        \
    {                                                                                                                  \
        see_wipe, when_##shape, edge, x, y, false, false                                                               \
    }
#define PANE(a, b, x, y)                                                                                               \
    {                                                                                                                  \
        see_pane, NULL, 0, x, y, a, b                                                                                  \
    }

/* How each should look, how fast the new picture may come at its fastest (1: evenly), and how far a sample may be off. */
static const struct row {
    struct reference how;
    double fastest, tolerance;
} rows[FMS_N_TRANSITIONS] = {
    [FMS_TRANSITION_CUT] = { { NULL }, 64, 0 },
    [FMS_TRANSITION_DISSOLVE] = { { see_dissolve }, 1.2, 1 },
    [FMS_TRANSITION_DIP] = { { see_dip }, 1.8, 1 },
    [FMS_TRANSITION_WIPE_LEFT] = { WIPE(0.01, along, -1, 0), 1.05, 2 },
    [FMS_TRANSITION_WIPE_RIGHT] = { WIPE(0.01, along, 1, 0), 1.05, 2 },
    [FMS_TRANSITION_WIPE_UP] = { WIPE(0.01, along, 0, -1), 1.05, 2 },
    [FMS_TRANSITION_WIPE_DOWN] = { WIPE(0.01, along, 0, 1), 1.05, 2 },
    [FMS_TRANSITION_SLIDE_LEFT] = { PANE(false, true, -1, 0), 1.55, 1 },
    [FMS_TRANSITION_SLIDE_RIGHT] = { PANE(false, true, 1, 0), 1.55, 1 },
    [FMS_TRANSITION_SLIDE_UP] = { PANE(false, true, 0, -1), 1.55, 1 },
    [FMS_TRANSITION_SLIDE_DOWN] = { PANE(false, true, 0, 1), 1.55, 1 },
    [FMS_TRANSITION_PUSH_LEFT] = { PANE(true, true, -1, 0), 1.55, 1 },
    [FMS_TRANSITION_PUSH_RIGHT] = { PANE(true, true, 1, 0), 1.55, 1 },
    [FMS_TRANSITION_PUSH_UP] = { PANE(true, true, 0, -1), 1.55, 1 },
    [FMS_TRANSITION_PUSH_DOWN] = { PANE(true, true, 0, 1), 1.55, 1 },
    [FMS_TRANSITION_REVEAL_LEFT] = { PANE(true, false, -1, 0), 1.55, 1 },
    [FMS_TRANSITION_REVEAL_RIGHT] = { PANE(true, false, 1, 0), 1.55, 1 },
    [FMS_TRANSITION_REVEAL_UP] = { PANE(true, false, 0, -1), 1.55, 1 },
    [FMS_TRANSITION_REVEAL_DOWN] = { PANE(true, false, 0, 1), 1.55, 1 },
    [FMS_TRANSITION_FADE_LEFT] = { WIPE(0.5, along, -1, 0), 1.6, 2 },
    [FMS_TRANSITION_FADE_RIGHT] = { WIPE(0.5, along, 1, 0), 1.6, 2 },
    [FMS_TRANSITION_FADE_UP] = { WIPE(0.5, along, 0, -1), 1.6, 2 },
    [FMS_TRANSITION_FADE_DOWN] = { WIPE(0.5, along, 0, 1), 1.6, 2 },
    [FMS_TRANSITION_FADE_CIRCLE] = { WIPE(0.5, circle, 0, 0), 2.2, 2 },
    [FMS_TRANSITION_SLICE_LEFT] = { WIPE(0.01, slats, -1, 0), 2.15, 2 },
    [FMS_TRANSITION_SLICE_RIGHT] = { WIPE(0.01, slats, 1, 0), 2.15, 2 },
    [FMS_TRANSITION_SLICE_UP] = { WIPE(0.01, slats, 0, -1), 2.15, 2 },
    [FMS_TRANSITION_SLICE_DOWN] = { WIPE(0.01, slats, 0, 1), 2.15, 2 },
    [FMS_TRANSITION_CIRCLE] = { WIPE(0.01, circle, 0, 0), 2, 2 },
    [FMS_TRANSITION_RECT] = { WIPE(0.01, rect, 0, 0), 2.1, 2 },
    [FMS_TRANSITION_RADIAL] = { WIPE(0.005, radial, 0, 0), 2, 2 },
    [FMS_TRANSITION_ZOOM] = { { see_zoom }, 3.9, 1.6 },
    [FMS_TRANSITION_PIXELIZE] = { { see_blocks }, 5.3, 1.5 },
};

/* Slopes, with a pattern that shows where each sample went: steep in chroma, for its place matters to parts of a sample. */
static uint8_t drawn_at(int kind, int p, double across, double down, struct spot at)
{
    int slope = (int) (200 * (kind ? across : down)), saw = (kind ? at.x + 2 * at.y : 3 * at.x + at.y) % 10 - 6;
    int teeth = abs((at.x + (kind ? at.y : -at.y) + 64 * 16) % 16 - 8);
    return (uint8_t) (p ? 24 + slope / 20 + teeth * 24 : 28 + slope + saw);
}

static struct fms_frame *drawn(int kind)
{
    struct fms_frame *frame = fms_frame_new(W, H);
    for (int p = 0; p < 3; p++) {
        double width = fms_plane_width(frame, p), height = fms_plane_rows(frame, p);
        for (int32_t y = 0; y < height; y++)
            for (int32_t x = 0; x < width; x++)
                fms_plane_row(frame, p, y)[x] = drawn_at(kind, p, x / width, y / height, (struct spot){ p, x, y });
    }
    return frame;
}

static struct fms_frame *flat(uint8_t luma)
{
    struct fms_frame *frame = fms_frame_new(W, H);
    fms_paint_fill(frame, (struct fms_ink){ luma, 128, 128, 255 });
    return frame;
}

static double mean_luma(const struct fms_frame *frame)
{
    int64_t sum = 0;
    for (int32_t y = 0; y < H; y++)
        for (int32_t x = 0; x < W; x++)
            sum += fms_plane_row(frame, 0, y)[x];
    return (double) sum / (W * H);
}

static bool same(const struct fms_frame *a, const struct fms_frame *b)
{
    for (int p = 0; p < 3; p++)
        for (int32_t y = 0; y < fms_plane_rows(a, p); y++)
            if (memcmp(fms_plane_row(a, p, y), fms_plane_row(b, p, y), (size_t) fms_plane_width(a, p)) != 0)
                return false;
    return true;
}

/* How far a frame is off its reference: at most, and on the whole. */
struct grade {
    double most, mean;
};

static struct grade grade(const struct fms_frame *out, const struct scene_of_two *two, const struct reference *how)
{
    struct grade grade = { 0 };
    double count = 0;
    for (int p = 0; p < 3; p++)
        for (int32_t y = 0; y < fms_plane_rows(out, p); y++)
            for (int32_t x = 0; x < fms_plane_width(out, p); x++, count++) {
                double off = fabs(fms_plane_row(out, p, y)[x] - how->at(two, how, (struct spot){ p, x, y }));
                grade.most = fmax(grade.most, off);
                grade.mean += off;
            }
    grade.mean /= count;
    return grade;
}

/* The quarters, and frames of a transition at which things lie at odd places. */
static int32_t way_of(int k)
{
    return k < 3 ? FMS_OPTICAL_ONE / 4 * (k + 1) : FMS_OPTICAL_ONE * (k - 2) / 20;
}

static void test_reference(void)
{
    struct fms_frame *a = drawn(0), *b = drawn(1), *out = fms_frame_new(W, H);
    struct fms_ink ink = fms_ink_of(INK);
    for (int i = FMS_TRANSITION_DISSOLVE; i < FMS_N_TRANSITIONS; i++) {
        g_assert_nonnull(rows[i].how.at);
        struct fms_optical *optical = fms_optical_open((enum fms_transition) i, W, H, INK);
        for (int k = 0; k < 3 + 19; k++) {
            struct scene_of_two two = { a, b, (double) way_of(k) / FMS_OPTICAL_ONE, { ink.y, ink.cb, ink.cr } };
            fms_optical_frame(optical, a, b, way_of(k), out);
            struct grade found = grade(out, &two, &rows[i].how);
            g_test_message("%s at %.2f: at most %.2f off, %.3f in the mean",
                           fms_transition_name((enum fms_transition) i), two.t, found.most, found.mean);
            g_assert_cmpfloat(found.most, <=, rows[i].tolerance);
            g_assert_cmpfloat(found.mean, <=, 0.5);
        }
        fms_optical_close(optical);
    }
    fms_frame_free(a);
    fms_frame_free(b);
    fms_frame_free(out);
}

static void add_rows(GChecksum *sum, const struct fms_frame *frame)
{
    for (int p = 0; p < 3; p++)
        for (int32_t y = 0; y < fms_plane_rows(frame, p); y++)
            g_checksum_update(sum, fms_plane_row(frame, p, y), fms_plane_width(frame, p));
}

/* The same bytes from every compiler and on every machine. A new sum here wants a new version in versions.c. */
static void test_bytes(void)
{
    struct fms_frame *a = drawn(0), *b = drawn(1), *out = fms_frame_new(W, H);
    GChecksum *sum = g_checksum_new(G_CHECKSUM_MD5);
    for (int i = 0; i < FMS_N_TRANSITIONS; i++) {
        struct fms_optical *optical = fms_optical_open((enum fms_transition) i, W, H, INK);
        for (int k = 0; k < 3 + 19; k++) {
            fms_optical_frame(optical, a, b, way_of(k), out);
            add_rows(sum, out);
        }
        fms_optical_close(optical);
    }
    g_assert_cmpstr(g_checksum_get_string(sum), ==, "8dd41e3b97cfcc7444c0a536611db108");
    g_checksum_free(sum);
    fms_frame_free(a);
    fms_frame_free(b);
    fms_frame_free(out);
}

static void test_ends(void)
{
    struct fms_frame *a = drawn(0), *b = drawn(1), *out = fms_frame_new(W, H);
    for (int i = 0; i < FMS_N_TRANSITIONS; i++) {
        struct fms_optical *optical = fms_optical_open((enum fms_transition) i, W, H, INK);
        fms_optical_frame(optical, a, b, 0, out);
        g_assert_true(same(out, a));
        fms_optical_frame(optical, a, b, FMS_OPTICAL_ONE, out);
        g_assert_true(same(out, b));
        fms_optical_close(optical);
    }
    fms_frame_free(a);
    fms_frame_free(b);
    fms_frame_free(out);
}

/* The ends are not exact by their exception alone: what is next to them is next to the picture. */
static void test_near_the_ends(void)
{
    struct fms_frame *a = flat(40), *b = flat(210), *out = fms_frame_new(W, H);
    for (int i = FMS_TRANSITION_DISSOLVE; i < FMS_N_TRANSITIONS; i++) {
        struct fms_optical *optical = fms_optical_open((enum fms_transition) i, W, H, 0x808080FF);
        fms_optical_frame(optical, a, b, 1, out);
        g_assert_true(same(out, a));
        fms_optical_frame(optical, a, b, FMS_OPTICAL_ONE - 1, out);
        g_assert_true(same(out, b));
        fms_optical_close(optical);
    }
    fms_frame_free(a);
    fms_frame_free(b);
    fms_frame_free(out);
}

/* From black to white, 64 steps: lighter with each, and none too large. */
static void test_even(void)
{
    enum { STEPS = 64 };
    struct fms_frame *a = flat(16), *b = flat(235), *out = fms_frame_new(W, H);
    for (int i = 0; i < FMS_N_TRANSITIONS; i++) {
        struct fms_optical *optical = fms_optical_open((enum fms_transition) i, W, H, 0x7D7D7DFF);
        double before = 16, largest = 0;
        for (int k = 1; k <= STEPS; k++) {
            fms_optical_frame(optical, a, b, FMS_OPTICAL_ONE / STEPS * k, out);
            double now = mean_luma(out);
            g_assert_cmpfloat(now, >=, before);
            largest = fmax(largest, (now - before) / 219 * STEPS);
            before = now;
        }
        g_test_message("%s: %.2f at its fastest", fms_transition_name((enum fms_transition) i), largest);
        g_assert_cmpfloat(largest, <=, rows[i].fastest);
        fms_optical_close(optical);
    }
    fms_frame_free(a);
    fms_frame_free(b);
    fms_frame_free(out);
}

/* Between two pictures of one brightness nothing changes; a dip goes to its colour and back in even small steps. */
static void test_no_flash(void)
{
    enum { FRAMES = 24 }; /* of the shortest dip, at 30 a second */
    struct fms_frame *a = flat(235), *b = flat(235), *out = fms_frame_new(W, H);
    for (int i = 0; i < FMS_N_TRANSITIONS; i++) {
        struct fms_optical *optical = fms_optical_open((enum fms_transition) i, W, H, 0x000000FF);
        double before = 235, largest = 0;
        for (int k = 1; k <= FRAMES; k++) {
            fms_optical_frame(optical, a, b, FMS_OPTICAL_ONE * k / (FRAMES + 1), out);
            largest = fmax(largest, fabs(mean_luma(out) - before));
            before = mean_luma(out);
        }
        g_assert_cmpfloat(largest, <=, i == FMS_TRANSITION_DIP ? 219 * 0.13 : 0);
        fms_optical_close(optical);
    }
    fms_frame_free(a);
    fms_frame_free(b);
    fms_frame_free(out);
}

/* Sizes that are odd in some way: nothing is read or written outside (sanitizers look), all of the frame is drawn. */
static void test_sizes(void)
{
    static const int32_t sizes[][2] = { { 2, 2 }, { 2, 90 }, { 6, 4 }, { 70, 38 }, { 128, 2 }, { 130, 66 } };
    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        struct fms_frame *a = fms_frame_new(sizes[s][0], sizes[s][1]), *out = fms_frame_new(sizes[s][0], sizes[s][1]);
        fms_paint_fill(a, (struct fms_ink){ 99, 77, 144, 255 });
        for (int i = 0; i < FMS_N_TRANSITIONS; i++) {
            struct fms_optical *optical = fms_optical_open((enum fms_transition) i, sizes[s][0], sizes[s][1], 0);
            for (int32_t way = 0; way <= FMS_OPTICAL_ONE; way += FMS_OPTICAL_ONE / 16) {
                fms_paint_fill(out, (struct fms_ink){ 1, 1, 1, 255 });
                fms_optical_frame(optical, a, a, way, out);
                g_assert_true(same(out, a) || (i == FMS_TRANSITION_DIP && way < FMS_OPTICAL_ONE));
            }
            fms_optical_close(optical);
        }
        fms_frame_free(a);
        fms_frame_free(out);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/optical/reference", test_reference);
    g_test_add_func("/optical/bytes", test_bytes);
    g_test_add_func("/optical/ends", test_ends);
    g_test_add_func("/optical/near-the-ends", test_near_the_ends);
    g_test_add_func("/optical/even", test_even);
    g_test_add_func("/optical/no-flash", test_no_flash);
    g_test_add_func("/optical/sizes", test_sizes);
    return g_test_run();
}
