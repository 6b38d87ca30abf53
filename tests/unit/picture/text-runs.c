/*
 * Runs of a text, verbatim texts, and lines that enter one by one: what is drawn, where, and in which ink.
 */
#include "picture-stage.h"

static const struct fms_rect whole = { 0, 0, 960, 540 };
static const struct fms_rect box = { 120, 80, 720, 380 };

/** Samples of the frame whose chroma says red, and those that are bright grey; the mean column of the first. */
struct count {
    int red, grey, column;
};

static struct count count(const struct fms_layer *layer, int64_t n)
{
    struct fms_frame *frame = stage_frame(layer, 1, 960, 540, n);
    struct count count = { 0 };
    int64_t sum = 0;
    for (int y = 0; y < 270; y++)
        for (int x = 0; x < 480; x++) {
            bool red = frame->plane[2][y * frame->stride_bytes[2] + x] > 150;
            count.red += red;
            sum += red ? 2 * x : 0;
            count.grey += !red && frame->plane[0][2 * y * frame->stride_bytes[0] + 2 * x] > 150;
        }
    count.column = (int) (sum / MAX(count.red, 1));
    fms_frame_free(frame);
    return count;
}

static const struct {
    const char *language, *text;
    int begin, end; /* bytes of one of its words */
    bool late;      /* it lies in the right half of what is drawn */
} texts[] = {
    { "en", "the tides rise", 4, 9, false }, { "zh-cn", "海水的潮汐", 9, 15, true },
    { "ar", "مد وجزر وبحر", 14, 22, false }, /* the last word, on the left */
    { "hi", "ज्वार और भाटा", 23, 35, true },  { "en", "the ти́де rise", 4, 14, false },
};

/** A strong or marked word alone has the other colour, where it stands, and the rest is as it was. */
static void test_colours(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        for (int style = FMS_STYLE_STRONG; style <= FMS_STYLE_MARK; style++) {
            struct fms_text_run run = { texts[i].begin, texts[i].end, (enum fms_text_style) style };
            struct fms_layer layer = stage_text(texts[i].text, texts[i].language, box, 90);
            layer.text.halign = FMS_ALIGN_CENTRE;
            layer.text.runs = &run;
            layer.text.n_runs = 1;
            struct count without = count(&layer, 0);
            g_assert_cmpint(without.red, ==, 0);
            layer.text.strong_rgba = layer.text.mark_rgba = 0xC02020FF;
            struct count with = count(&layer, 0);
            g_test_message("text %zu, style %d: %d red at %d, %d grey", i, style, with.red, with.column, with.grey);
            if (style == FMS_STYLE_CODE) {
                g_assert_cmpint(with.red, ==, 0);
                continue;
            }
            g_assert_cmpint(with.red, >, 300);
            g_assert_cmpint(with.grey, >, 300);
            if (i < 4 && i != 0)
                g_assert_cmpint(with.column > 480, ==, texts[i].late);
        }
}

/** Each style changes what is drawn; runs that lie outside or cut characters in two are no harm. */
static void test_styles(void)
{
    struct fms_layer plain = stage_text("the tides rise \xE6\xBD\xAE\xE6\xB1\x90", "en", box, 60);
    struct fms_frame *before = stage_frame(&plain, 1, 960, 540, 0);
    for (int style = FMS_STYLE_EMPHASIS; style <= FMS_STYLE_CODE; style++) {
        struct fms_text_run run = { 4, 9, (enum fms_text_style) style };
        struct fms_layer layer = plain;
        layer.text.runs = &run;
        layer.text.n_runs = 1;
        struct fms_frame *frame = stage_frame(&layer, 1, 960, 540, 0);
        g_assert_false(stage_same(frame, before));
        fms_frame_free(frame);
    }
    struct fms_text_run odd[] = { { -9, 0, FMS_STYLE_STRONG },    { 5, 5, FMS_STYLE_MARK },
                                  { 9, 2, FMS_STYLE_CODE },       { 16, 19, FMS_STYLE_STRONG },
                                  { 20, 900, FMS_STYLE_MARK },    { 17, 18, FMS_STYLE_MARK },
                                  { 500, 600, FMS_STYLE_STRONG }, { 0, 900, FMS_STYLE_EMPHASIS } };
    plain.text.strong_rgba = plain.text.mark_rgba = 0xFF0000FF;
    plain.text.runs = odd;
    plain.text.n_runs = G_N_ELEMENTS(odd);
    struct fms_frame *frame = stage_frame(&plain, 1, 960, 540, 0);
    g_assert_false(stage_same(frame, before));
    fms_frame_free(frame);
    fms_frame_free(before);
}

/** Words enter with their runs, and end in the picture that is there without an entrance. */
static void test_words(void)
{
    struct fms_text_run runs[] = { { 0, 9, FMS_STYLE_MARK },
                                   { 4, 9, FMS_STYLE_STRONG },
                                   { 10, 14, FMS_STYLE_EMPHASIS } };
    struct fms_text_cue cues[] = { { 0, 10 }, { 4, 20 }, { 10, 30 } };
    struct fms_layer cut = stage_text("the tides rise", "en", box, 80), layer;
    cut.text.runs = runs;
    cut.text.n_runs = 3;
    cut.text.strong_rgba = 0xC02020FF;
    cut.text.mark_rgba = 0x2020C0FF;
    layer = cut;
    layer.text.entrance = FMS_ENTER_WORDS;
    layer.text.enter_frames = 6;
    layer.text.cues = cues;
    layer.text.n_cues = 3;
    g_assert_cmpint(count(&layer, 17).red, ==, 0);
    g_assert_cmpint(count(&layer, 28).red, ==, count(&cut, 0).red);
    struct fms_frame *a = stage_frame(&cut, 1, 960, 540, 0), *b = stage_frame(&layer, 1, 960, 540, 36);
    g_assert_true(stage_same(a, b));
    fms_frame_free(a);
    fms_frame_free(b);
}

static struct fms_rect ink_of(const struct fms_layer *layer, int64_t n)
{
    struct fms_frame *frame = stage_frame(layer, 1, 960, 540, n);
    struct fms_rect ink = stage_ink(frame, whole);
    fms_frame_free(frame);
    return ink;
}

/** Lines enter one after another, or with the first word in them. */
static void test_lines(void)
{
    struct fms_layer layer = stage_text("one two\nthree\nfour", "en", box, 70);
    struct fms_rect all = ink_of(&layer, 0);
    layer.text.entrance = FMS_ENTER_LINES;
    layer.text.enter_frame = 10;
    layer.text.enter_frames = 20;
    g_assert_cmpint(ink_of(&layer, 9).w, ==, 0);
    g_assert_cmpint(ink_of(&layer, 19).h, <, all.h / 2);
    g_assert_cmpint(ink_of(&layer, 28).h, <, all.h * 3 / 4);
    g_assert_cmpint(ink_of(&layer, 50).h, ==, all.h);
    struct fms_text_cue cues[] = { { 0, 10 }, { 4, 15 }, { 8, 100 } };
    layer.text.cues = cues;
    layer.text.n_cues = 3; /* the last cue's words go on in the last line */
    g_assert_cmpint(ink_of(&layer, 99).h, <, all.h / 2);
    g_assert_cmpint(ink_of(&layer, 120).h, ==, all.h);
}

/** Code keeps its lines and blanks from the left; it gets smaller, then it is cut. */
static void test_verbatim(void)
{
    static const struct {
        const char *text;
        int n_lines, indent; /* of the first line, more than 20 px */
    } rows[] = {
        { "if (a)\n    b();\n\nc();", 4, 0 }, { "    x\nyyyyyyyyyyyy", 2, 1 }, { "\tx", 1, 1 }, { "مد = 5", 1, 0 }
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_layer layer = stage_text(rows[i].text, i == 3 ? "ar" : "en", box, 40);
        layer.text.family = "DejaVu Sans Mono";
        layer.text.verbatim = 1;
        layer.text.valign = FMS_ALIGN_START;
        struct fms_rect ink = ink_of(&layer, 0);
        g_assert_cmpint(ink.h, >, (rows[i].n_lines - 1) * 40);
        g_assert_cmpint(ink.h, <, rows[i].n_lines * 60);
        struct fms_frame *frame = stage_frame(&layer, 1, 960, 540, 0);
        struct fms_rect first = stage_ink(frame, (struct fms_rect){ 0, box.y, 960, 45 });
        g_assert_cmpint(first.x > box.x + 20, ==, rows[i].indent);
        fms_frame_free(frame);
    }
    struct fms_layer layer = stage_text("0123456789012345678901234567890123456789\n0", "en", box, 40);
    layer.text.family = "DejaVu Sans Mono";
    layer.text.verbatim = 1;
    struct fms_rect smaller = ink_of(&layer, 0);
    g_assert_cmpint(smaller.w, >, 660);
    g_assert_cmpint(smaller.h, <, 90);
    layer.text.min_size_px = 40;
    struct fms_rect cut = ink_of(&layer, 0);
    g_assert_cmpint(cut.h, >, smaller.h);
    g_assert_cmpint(cut.x + cut.w, <=, box.x + box.w);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text-runs/colours", test_colours);
    g_test_add_func("/text-runs/styles", test_styles);
    g_test_add_func("/text-runs/words", test_words);
    g_test_add_func("/text-runs/lines", test_lines);
    g_test_add_func("/text-runs/verbatim", test_verbatim);
    return g_test_run();
}
