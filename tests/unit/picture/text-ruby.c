/*
 * Readings: they stand above their words and within the box, side by side, and make smaller type where there is no room.
 */
#include "picture-stage.h"

static const struct fms_rect box = { 120, 80, 720, 380 };
static const struct fms_rect all = { 0, 0, 960, 540 };

static struct fms_layer text_of(const char *text, const struct fms_text_run *runs, size_t n)
{
    struct fms_layer layer = stage_text(text, "ja", box, 80);
    layer.text.valign = FMS_ALIGN_START;
    layer.text.runs = runs;
    layer.text.n_runs = n;
    return layer;
}

static struct fms_rect ink_in(const struct fms_layer *layer, struct fms_rect within)
{
    struct fms_frame *frame = stage_frame(layer, 1, 960, 540, 0);
    struct fms_rect ink = stage_ink(frame, within);
    fms_frame_free(frame);
    return ink;
}

/** The reading's ink is over the middle of its word, apart from it, and inside the box; the word's line is as it was, lower down. */
static void test_above(void)
{
    const struct fms_text_run run = { 9, 15, FMS_STYLE_RUBY, "かんじ" };
    struct fms_layer plain = text_of("これは漢字です", NULL, 0), ruby = text_of(plain.text.text, &run, 1);
    struct fms_rect before = ink_in(&plain, all), after = ink_in(&ruby, all);
    int32_t base_y = after.y + after.h - before.h;
    struct fms_rect reading = ink_in(&ruby, (struct fms_rect){ 0, 0, 960, base_y });
    int32_t middle = reading.x + reading.w / 2, word = box.x + 4 * 80;
    g_test_message("reading %d+%d at %d+%d of %d; middle %d of %d", reading.x, reading.w, reading.y, reading.h, base_y,
                   middle, word);
    g_assert_cmpint(reading.y, >=, box.y);
    g_assert_cmpint(reading.y + reading.h, <, base_y);
    g_assert_cmpint(reading.h, >=, 28);
    g_assert_cmpint(reading.h, <, 44);
    g_assert_cmpint(ABS(middle - word), <, 10);
    g_assert_cmpint(before.x, ==, after.x);
    g_assert_cmpint(before.w, ==, after.w);
}

/** Long readings of words that stand side by side do not run into each other, nor out of the column. */
static void test_beside(void)
{
    const struct fms_text_run runs[] = { { 0, 3, FMS_STYLE_RUBY, "うけたまわ" },
                                         { 3, 6, FMS_STYLE_RUBY, "こころざし" } };
    struct fms_layer layer = text_of("承志", runs, 2);
    struct fms_rect ink = ink_in(&layer, all);
    g_assert_cmpint(ink.x, >=, box.x - 1);
    struct fms_rect first = ink_in(&layer, (struct fms_rect){ 0, 0, box.x + 79, ink.y + 20 });
    struct fms_rect seam = ink_in(&layer, (struct fms_rect){ box.x + 79, 0, 2, ink.y + 20 });
    g_assert_cmpint(first.w, >, 50);
    g_assert_cmpint(seam.w, <=, 1);
}

/** Two lines with readings take more room than without; in a low box they are set smaller. */
static void test_fit(void)
{
    static const char text[] = "これは漢字ですこれは漢字ですこれは漢字です";
    const struct fms_text_run runs[] = { { 9, 15, FMS_STYLE_RUBY, "かんじ" }, { 30, 36, FMS_STYLE_RUBY, "かんじ" } };
    struct fms_layer plain = text_of(text, NULL, 0), ruby = text_of(text, runs, 2);
    int32_t width[2], height[2];
    fms_text_measure(&plain.text, &width[0], &height[0]);
    fms_text_measure(&ruby.text, &width[1], &height[1]);
    g_assert_cmpint(height[1], >, height[0]);
    ruby.text.h = height[1] - 20;
    struct fms_rect ink = ink_in(&ruby, all);
    g_assert_cmpint(ink.y, >=, box.y);
    g_assert_cmpint(ink.y + ink.h, <=, box.y + height[1] - 20);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text-ruby/above", test_above);
    g_test_add_func("/text-ruby/beside", test_beside);
    g_test_add_func("/text-ruby/fit", test_fit);
    return g_test_run();
}
