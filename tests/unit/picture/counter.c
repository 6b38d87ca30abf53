/*
 * Counters: the figures of a number do not tremble, the widest value fits, and what stands still is where it should be.
 */
#include "picture-stage.h"

static const struct fms_rect whole = { 0, 0, 640, 180 };

static struct fms_layer layer_of(int kind, int64_t from, int64_t to, const char *pattern, const char *language)
{
    return (struct fms_layer){ .kind = FMS_LAYER_COUNTER,
                               .counter = { .kind = kind,
                                            .from = from,
                                            .to = to,
                                            .pattern = pattern,
                                            .group = ",",
                                            .point = ".",
                                            .months = "January|February|March|April|May|June|July|August|September|"
                                                      "October|November|December",
                                            .language = language,
                                            .family = "Noto Sans, Noto Sans CJK SC",
                                            .weight = 400,
                                            .size_px = 40,
                                            .min_size_px = 10,
                                            .rgba = 0xFFFFFFFF,
                                            .x = 40,
                                            .y = 30,
                                            .w = 560,
                                            .h = 120,
                                            .valign = FMS_ALIGN_CENTRE,
                                            .count_begin = 10,
                                            .count_end = 70,
                                            .leave_frame = -1 } };
}

static struct fms_rect ink_of(const struct fms_layer *layer, int64_t n)
{
    struct fms_frame *frame = stage_frame(layer, 1, 640, 180, n);
    struct fms_rect ink = stage_ink(frame, whole);
    fms_frame_free(frame);
    return ink;
}

/** A unit behind the number stays where it is as long as the number has as many figures, also in a font whose 1 is narrow. */
static void test_steady(void)
{
    static const char *const families[] = { "Noto Sans", "Noto Serif CJK SC" };
    for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
        struct fms_layer layer = layer_of(FMS_COUNTER_NUMBER, 111000000, 999000000, "{n}|", "en");
        layer.counter.family = families[i];
        struct fms_rect last = ink_of(&layer, 99);
        for (int n = 0; n < 80; n += 3) {
            struct fms_rect ink = ink_of(&layer, n);
            g_assert_cmpint(ink.x + ink.w, ==, last.x + last.w);
            g_assert_cmpint(ABS(ink.x - last.x), <, 12); /* the ink of a 1 is narrow */
            g_assert_cmpint(ink.y + ink.h, ==, last.y + last.h);
        }
    }
}

/** Whatever it counts from and to, in whatever language, all frames lie in the box; the largest is smaller than asked. */
static void test_fits(void)
{
    static const struct {
        int kind;
        int64_t from, to;
        const char *pattern, *language;
    } rows[] = {
        { FMS_COUNTER_NUMBER, 0, INT64_C(123456789012000000), "about {n} kilometres or so", "en" },
        { FMS_COUNTER_NUMBER, INT64_MIN, INT64_MAX, "{n}", "hi" },
        { FMS_COUNTER_NUMBER, 0, 98765000000, "{n} كيلومتر مربع", "ar" },
        { FMS_COUNTER_DATE, -20000, 20000, "{d} {month} {y} was the day", "en" },
        { FMS_COUNTER_DATE, 0, 12000, "{y}年{m}月{d}日", "zh-cn" },
        { FMS_COUNTER_DATE, 12000, 0, "{n}{n", "en" },
        { FMS_COUNTER_NUMBER, 0, 5000000, "\xff\n{n}\t", "" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        for (int align = 0; align < 3; align++) {
            struct fms_layer layer =
                layer_of(rows[i].kind, rows[i].from, rows[i].to, rows[i].pattern, rows[i].language);
            layer.counter.size_px = 90;
            layer.counter.halign = layer.counter.valign = align;
            for (int n = 0; n < 90; n += 22) {
                struct fms_rect ink = ink_of(&layer, n);
                g_test_message("row %zu, frame %d: %d,%d %dx%d", i, n, ink.x, ink.y, ink.w, ink.h);
                g_assert_cmpint(ink.w, >, 0);
                g_assert_cmpint(ink.x, >=, 38);
                g_assert_cmpint(ink.x + ink.w, <=, 602);
                g_assert_cmpint(ink.y, >=, 30);
                g_assert_cmpint(ink.y + ink.h, <=, 150);
            }
        }
    struct fms_layer nothing = layer_of(FMS_COUNTER_NUMBER, 0, 5, "", "en");
    g_assert_cmpint(ink_of(&nothing, 0).w, ==, 0);
    nothing.counter.pattern = nothing.counter.family = nothing.counter.language = NULL;
    nothing.counter.group = nothing.counter.point = nothing.counter.months = NULL;
    g_assert_cmpint(ink_of(&nothing, 0).w, ==, 0);
}

/** Leftward languages begin at the right and have the unit on the left; numbers alone too. */
static void test_sides(void)
{
    struct fms_layer arabic = layer_of(FMS_COUNTER_NUMBER, 0, 8000000, "{n} كم", "ar");
    struct fms_layer bare = layer_of(FMS_COUNTER_NUMBER, 0, 8000000, "{n}", "ar");
    struct fms_layer english = layer_of(FMS_COUNTER_NUMBER, 0, 8000000, "{n} km", "en");
    struct fms_rect a = ink_of(&arabic, 99), b = ink_of(&bare, 99), c = ink_of(&english, 99);
    g_assert_cmpint(a.x + a.w, >, 590);
    g_assert_cmpint(b.x + b.w, ==, a.x + a.w); /* the number is what stands there */
    g_assert_cmpint(c.x, <, 50);
    arabic.counter.halign = FMS_ALIGN_END;
    g_assert_cmpint(ink_of(&arabic, 99).x, <, 50);
}

/** While a date counts, its year stays where it is; at rest there are no gaps. */
static void test_dates(void)
{
    struct fms_layer layer = layer_of(FMS_COUNTER_DATE, 0, 130, "{d} {month} {y}", "en");
    struct fms_rect rest = ink_of(&layer, 200), counting = ink_of(&layer, 40);
    for (int n = 28; n < 68; n += 4)
        g_assert_cmpint(ABS(ink_of(&layer, n).x + ink_of(&layer, n).w - counting.x - counting.w), <=, 1);
    g_assert_cmpint(rest.w, <, counting.w - 20); /* 11 May 1970 */
}

/** It fades, and each frame is the same whatever was drawn before it. */
static void test_pure(void)
{
    struct fms_layer layer = layer_of(FMS_COUNTER_DATE, 0, 4000, "{d} {month} {y} 😀", "en");
    layer.counter.enter_frame = 5;
    layer.counter.enter_frames = 10;
    layer.counter.leave_frame = 80;
    layer.counter.leave_frames = 4;
    g_assert_cmpint(ink_of(&layer, 4).w, ==, 0);
    g_assert_cmpint(ink_of(&layer, 84).w, ==, 0);
    struct fms_scene scene = { 640, 180, { 30, 1 }, 100, 1, &layer };
    struct fms_picture *picture = fms_picture_open(&scene, 0, NULL, NULL);
    struct fms_frame *frame = fms_frame_new(640, 180);
    for (int n = 0; n < 90; n++) {
        g_assert_true(fms_picture_frame(picture, n, frame, NULL));
        if (n % 11)
            continue;
        struct fms_frame *alone = stage_frame(&layer, 1, 640, 180, n);
        g_assert_true(stage_same(frame, alone));
        fms_frame_free(alone);
    }
    fms_frame_free(frame);
    fms_picture_close(picture);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/counter/steady", test_steady);
    g_test_add_func("/counter/fits", test_fits);
    g_test_add_func("/counter/sides", test_sides);
    g_test_add_func("/counter/dates", test_dates);
    g_test_add_func("/counter/pure", test_pure);
    return g_test_run();
}
