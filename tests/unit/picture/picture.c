#include "picture-stage.h"

static uint8_t checks(int32_t x, int32_t y)
{
    return (uint8_t) ((x / 9 + y / 7) % 2 * 200 + 20);
}

static const struct fms_asset asset = { .name = "pattern", .kind = FMS_ASSET_STILL };
static const struct fms_text_cue cues[] = { { 0, 4 }, { 4, 9 }, { 8, 14 } };
static const struct fms_roll_row rows[] = { { FMS_ROLL_TITLE, "Title", NULL }, { FMS_ROLL_PAIR, "Role", "Name" } };

/** A scene with everything in it that moves. */
static void make(struct fms_layer layers[5])
{
    layers[0] =
        (struct fms_layer){ .kind = FMS_LAYER_GROUND,
                            .ground = { .top_rgba = 0x203050FF, .glow_rgba = 0xFFA050A0, .drift_permille = 40 } };
    layers[1] = (struct fms_layer){ .kind = FMS_LAYER_STILL,
                                    .still = { .x = 20,
                                               .y = 31,
                                               .w = 141,
                                               .h = 99,
                                               .from_zoom = 1000000,
                                               .to_zoom = 1200000,
                                               .to_x = 900000,
                                               .move_begin = 5,
                                               .move_end = 25,
                                               .leave_frame = -1,
                                               .asset = &asset } };
    layers[2] = (struct fms_layer){ .kind = FMS_LAYER_BOX,
                                    .box = { .x = 30,
                                             .y = 20,
                                             .w = 200,
                                             .h = 5,
                                             .rgba = 0xFF000080,
                                             .enter_frame = 3,
                                             .enter_frames = 20,
                                             .leave_frame = -1 } };
    layers[3] = stage_text("one two three", "en", (struct fms_rect){ 10, 10, 300, 160 }, 40);
    layers[3].text.entrance = FMS_ENTER_WORDS;
    layers[3].text.enter_frames = 8;
    layers[3].text.cues = cues;
    layers[3].text.n_cues = G_N_ELEMENTS(cues);
    layers[4] = (struct fms_layer){ .kind = FMS_LAYER_ROLL,
                                    .roll = { .x = 0,
                                              .w = 320,
                                              .title_px = 20,
                                              .size_px = 16,
                                              .small_px = 12,
                                              .line_permille = 1000,
                                              .rgba = 0xFFFFFFFF,
                                              .muted_rgba = 0xFFFFFF80,
                                              .speed_px = 5,
                                              .n_rows = 2,
                                              .rows = rows } };
}

/** A frame is the same whatever was drawn before it: in order, begun in the middle, or backwards. */
static void test_pure(void)
{
    struct fms_layer layers[5];
    struct pattern pattern = { 333, 222, checks, false };
    struct fms_pixels_port port = stage_port(&pattern);
    struct fms_frame *all[40], *frame = fms_frame_new(320, 180);
    make(layers);
    struct fms_scene scene = { 320, 180, { 30, 1 }, 40, 5, layers };
    struct fms_picture *picture = fms_picture_open(&scene, 0, &port, NULL);
    for (int n = 0; n < 40; n++) {
        all[n] = fms_frame_new(320, 180);
        g_assert_true(fms_picture_frame(picture, n, all[n], NULL));
    }
    fms_picture_close(picture);
    for (int from = 39; from >= 0; from -= 13) {
        picture = fms_picture_open(&scene, from, &port, NULL);
        for (int n = from; n < 40; n++) {
            memset(frame->plane[0], n, (size_t) frame->stride_bytes[0] * 180);
            g_assert_true(fms_picture_frame(picture, n, frame, NULL));
            g_assert_true(stage_same(frame, all[n]));
        }
        g_assert_true(fms_picture_frame(picture, from, frame, NULL));
        g_assert_true(stage_same(frame, all[from]));
        fms_picture_close(picture);
    }
    for (int n = 0; n < 40; n++)
        fms_frame_free(all[n]);
    fms_frame_free(frame);
}

enum { N_COMING = 8 };

/** Layers of each kind that come and go; one of a stack, on which another's place depends, is gone early. */
static void make_coming(struct fms_layer layers[N_COMING])
{
    static const struct fms_curve_point points[] = { { 200, 900 }, { 900, 300 }, { 2000, 1200 } };
    struct fms_layer all[5];
    make(all);
    layers[0] = all[0];
    layers[1] = all[1];
    layers[1].still.enter_frame = 6;
    layers[1].still.enter_frames = 4;
    layers[1].still.leave_frame = 16;
    layers[1].still.leave_frames = 5;
    layers[2] = all[2];
    layers[2].box.leave_frame = 12;
    layers[2].box.leave_frames = 6;
    layers[3] = stage_text("first", "en", (struct fms_rect){ 10, 10, 300, 160 }, 30);
    layers[3].text.leave_frame = 13;
    layers[4] = stage_text("second", "en", (struct fms_rect){ 10, 90, 300, 30 }, 30);
    layers[4].text.enter_frame = 13;
    layers[4].text.leave_frame = 26;
    layers[4].text.leave_frames = 3;
    layers[5] = stage_text("above", "en", (struct fms_rect){ 160, 10, 150, 160 }, 24);
    layers[5].text.stack = 1;
    layers[5].text.leave_frame = 5;
    layers[6] = stage_text("below", "en", (struct fms_rect){ 160, 10, 150, 160 }, 24);
    layers[6].text.stack = 1;
    layers[7] = (struct fms_layer){ .kind = FMS_LAYER_CURVE,
                                    .curve = { .rgba = 0x40FF40FF,
                                               .width_tenths = 30,
                                               .enter_frame = 9,
                                               .enter_frames = 7,
                                               .leave_frame = 22,
                                               .leave_frames = 4,
                                               .n_points = 3,
                                               .points = points } };
}

/** What cannot be seen in a stretch is not in its scene, and nobody can tell from its frames. */
static void test_between(void)
{
    struct fms_layer layers[N_COMING];
    struct pattern pattern = { 333, 222, checks, false };
    struct fms_pixels_port port = stage_port(&pattern);
    struct fms_frame *whole = fms_frame_new(320, 180), *part = fms_frame_new(320, 180);
    make_coming(layers);
    struct fms_scene scene = { 320, 180, { 30, 1 }, 40, N_COMING, layers };
    struct fms_picture *all = fms_picture_open(&scene, 0, &port, NULL);
    size_t fewest = N_COMING;
    for (int from = 0; from < 35; from++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        const struct fms_scene *between = fms_scene_between(ctx, &scene, from, 3);
        struct fms_picture *some = fms_picture_open(between, from, &port, NULL);
        for (int n = from; n < from + 3; n++) {
            g_assert_true(fms_picture_frame(all, n, whole, NULL) && fms_picture_frame(some, n, part, NULL));
            g_assert_true(stage_same(whole, part));
        }
        fewest = MIN(fewest, between->n_layers);
        fms_picture_close(some);
        talloc_free(ctx);
    }
    g_assert_cmpuint(fewest, ==, 3); /* the ground and the stack */
    fms_picture_close(all);
    fms_frame_free(whole);
    fms_frame_free(part);
}

static gpointer draw_some(gpointer layers)
{
    struct pattern pattern = { 333, 222, checks, false };
    struct fms_pixels_port port = stage_port(&pattern);
    struct fms_scene scene = { 320, 180, { 30, 1 }, 40, 5, layers };
    struct fms_frame *frame = fms_frame_new(320, 180);
    for (int i = 0; i < 5; i++) {
        struct fms_picture *picture = fms_picture_open(&scene, 0, &port, NULL);
        g_assert_true(fms_picture_frame(picture, 30, frame, NULL));
        fms_picture_close(picture);
    }
    return frame;
}

static void test_threads(void)
{
    struct fms_layer layers[5];
    GThread *threads[4];
    make(layers);
    struct fms_frame *alone = draw_some(layers);
    for (int i = 0; i < 4; i++)
        threads[i] = g_thread_new("draw", draw_some, layers);
    for (int i = 0; i < 4; i++) {
        struct fms_frame *frame = g_thread_join(threads[i]);
        g_assert_true(stage_same(frame, alone));
        fms_frame_free(frame);
    }
    fms_frame_free(alone);
}

/** With no layers, or none that covers, a frame is black: nothing of what was in memory remains. */
static void test_black(void)
{
    struct fms_layer box = { .kind = FMS_LAYER_BOX,
                             .box = { .x = -5, .y = -5, .w = 9, .h = 9, .rgba = 0xFFFFFF80, .leave_frame = -1 } };
    struct fms_frame *frame = stage_frame(&box, 1, 64, 64, 0);
    g_assert_cmpint(frame->plane[0][0], ==, 126);
    g_assert_cmpint(frame->plane[0][4], ==, 16);
    g_assert_cmpint(frame->plane[1][20 * frame->stride_bytes[1] + 20], ==, 128);
    fms_frame_free(frame);
    frame = stage_frame(NULL, 0, 64, 64, 0);
    g_assert_cmpint(frame->plane[0][0], ==, 16);
    fms_frame_free(frame);
}

/** It is the same text each time, and no library's version is missing. */
static void test_version(void)
{
    const char *version = fms_picture_version();
    g_test_message("%s", version);
    g_assert_true(version == fms_picture_version());
    g_assert_true(g_regex_match_simple("^picture \\d+(, lib\\S+\\.so\\S* \\d+ \\d+){9}$", version, 0, 0));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/picture/pure", test_pure);
    g_test_add_func("/picture/between", test_between);
    g_test_add_func("/picture/threads", test_threads);
    g_test_add_func("/picture/black", test_black);
    g_test_add_func("/picture/version", test_version);
    return g_test_run();
}
