#include "picture-stage.h"

static const struct fms_roll_row rows[] = {
    { FMS_ROLL_TITLE, "A Title", NULL },
    { FMS_ROLL_HEADING, "Crew", NULL },
    { FMS_ROLL_PAIR, "Director", "Jo Example" },
    { FMS_ROLL_PAIR, "Second unit and everything else that a day needs",
      "Ann Other, Bea Third, Cee Fourth, Dee Fifth, Eve" },
    { FMS_ROLL_PAIR, "", "No Role" },
    { FMS_ROLL_PAIR, NULL, NULL },
    { FMS_ROLL_PAIR, "مخرج", "سارة مثال" },
    { FMS_ROLL_TEXT, "A line of sources that is long enough to be wrapped once or twice in its column of text.", NULL },
};

static struct fms_layer roll(void)
{
    return (struct fms_layer){ .kind = FMS_LAYER_ROLL,
                               .roll = { .language = "en",
                                         .family = "Noto Sans",
                                         .weight = 400,
                                         .x = 80,
                                         .w = 480,
                                         .title_px = 36,
                                         .size_px = 22,
                                         .small_px = 16,
                                         .line_permille = 1000,
                                         .rgba = 0xFFFFFFFF,
                                         .muted_rgba = 0x808080FF,
                                         .speed_px = 3,
                                         .n_rows = G_N_ELEMENTS(rows),
                                         .rows = rows } };
}

/** Each frame is the one before, three pixels further up. */
static void test_whole_pixels(void)
{
    struct fms_layer layer = roll();
    for (int n = 40; n < 120; n += 13) {
        struct fms_frame *a = stage_frame(&layer, 1, 640, 360, n), *b = stage_frame(&layer, 1, 640, 360, n + 1);
        for (int y = 0; y < 357; y++)
            g_assert_cmpmem(b->plane[0] + y * b->stride_bytes[0], 640, a->plane[0] + (y + 3) * a->stride_bytes[0], 640);
        struct fms_frame *c = stage_frame(&layer, 1, 640, 360, n + 2);
        for (int y = 0; y < 177; y++)
            g_assert_cmpmem(c->plane[1] + y * c->stride_bytes[1], 320, a->plane[1] + (y + 3) * a->stride_bytes[1], 320);
        fms_frame_free(a);
        fms_frame_free(b);
        fms_frame_free(c);
    }
}

/** It enters at the bottom with frame 0 and is gone after its length, not before. */
static void test_length(void)
{
    static const int sizes[][2] = { { 640, 360 }, { 360, 640 } };
    for (int i = 0; i < 2; i++) {
        struct fms_layer layer = roll();
        layer.roll.x = 20;
        layer.roll.w = sizes[i][0] - 40;
        int64_t height = fms_roll_height(&layer.roll, sizes[i][0], sizes[i][1], NULL);
        int64_t last = (height + sizes[i][1] + 2) / 3;
        static const int seen[] = { 0, 1, 1, 0 };
        const int64_t frames[] = { 0, 12, last - 8, last };
        for (int k = 0; k < 4; k++) {
            struct fms_frame *frame = stage_frame(&layer, 1, sizes[i][0], sizes[i][1], frames[k]);
            struct fms_rect ink = stage_ink(frame, (struct fms_rect){ 0, 0, sizes[i][0], sizes[i][1] });
            g_assert_cmpint(ink.w > 0, ==, seen[k]);
            g_assert_true(!ink.w || (ink.x >= 20 && ink.x + ink.w <= sizes[i][0] - 20));
            fms_frame_free(frame);
        }
    }
}

/** A pair keeps to its sides of the middle. */
static void test_pair(void)
{
    struct fms_layer layer = roll();
    layer.roll.rows = rows + 2;
    layer.roll.n_rows = 1;
    struct fms_frame *frame = stage_frame(&layer, 1, 640, 360, 60);
    struct fms_rect role = stage_ink(frame, (struct fms_rect){ 0, 0, 320, 360 });
    struct fms_rect name = stage_ink(frame, (struct fms_rect){ 320, 0, 320, 360 });
    g_assert_cmpint(role.x + role.w, >, 300);
    g_assert_cmpint(role.x + role.w, <, 320);
    g_assert_cmpint(name.x, >, 320);
    g_assert_cmpint(name.x, <, 340);
    fms_frame_free(frame);
}

/** The layer's weight is the weight of its letters: bolder ones leave more ink. */
static void test_weight(void)
{
    int64_t ink[2] = { 0 };
    for (int i = 0; i < 2; i++) {
        struct fms_layer layer = roll();
        layer.roll.weight = i ? 700 : 400;
        struct fms_frame *frame = stage_frame(&layer, 1, 640, 360, 80);
        for (int y = 0; y < 360; y++)
            for (int x = 0; x < 640; x++)
                ink[i] += frame->plane[0][y * frame->stride_bytes[0] + x] - 16;
        fms_frame_free(frame);
    }
    g_assert_cmpint(ink[1], >, ink[0] * 11 / 10);
}

static void test_many(void)
{
    struct fms_roll_row *many = g_new(struct fms_roll_row, 2000);
    for (int i = 0; i < 2000; i++)
        many[i] = (struct fms_roll_row){ FMS_ROLL_PAIR, "Role", "Name of Somebody" };
    struct fms_layer layer = roll();
    layer.roll.rows = many;
    layer.roll.n_rows = 2000;
    struct fms_frame *frame = stage_frame(&layer, 1, 640, 360, 9000);
    g_assert_cmpint(stage_ink(frame, (struct fms_rect){ 0, 0, 640, 360 }).h, >, 300);
    fms_frame_free(frame);
    layer.roll.n_rows = 0;
    g_assert_cmpint(fms_roll_height(&layer.roll, 640, 360, NULL), ==, 0);
    fms_frame_free(stage_frame(&layer, 1, 640, 360, 5));
    g_free(many);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/roll/whole-pixels", test_whole_pixels);
    g_test_add_func("/roll/length", test_length);
    g_test_add_func("/roll/pair", test_pair);
    g_test_add_func("/roll/many", test_many);
    g_test_add_func("/roll/weight", test_weight);
    return g_test_run();
}
