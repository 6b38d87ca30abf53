#include "picture-stage.h"

static const struct fms_rect whole = { 0, 0, 960, 540 };
static const struct fms_rect box = { 120, 80, 720, 380 };

static struct fms_rect ink_of(const struct fms_layer *layers, size_t n_layers, int64_t n)
{
    struct fms_frame *frame = stage_frame(layers, n_layers, 960, 540, n);
    struct fms_rect ink = stage_ink(frame, whole);
    fms_frame_free(frame);
    return ink;
}

static bool lies_in(struct fms_rect ink, struct fms_rect within)
{
    return ink.x >= within.x && ink.y >= within.y && ink.x + ink.w <= within.x + within.w &&
           ink.y + ink.h <= within.y + within.h;
}

static const struct {
    const char *language, *text;
} texts[] = {
    { "en-gb", "Tides" },
    { "en-gb",
      "The sea will leave you, and come back, and do it all again before the day is done, for ever and ever." },
    { "de", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" },
    { "zh-cn", "海水会离开你，然后回来，一天之内再来一次。这就是潮汐的节奏，从不停歇。" },
    { "ja", "潮の満ち引きは、海の鼓動である。" },
    { "ar", "البحر يتركك ثم يعود ويفعل ذلك مرة أخرى قبل نهاية اليوم" },
    { "hi", "हमारा समुद्र तुम्हें छोड़ देगा और फिर लौट आएगा" },
    { "th", "ทะเลจะจากคุณไปและกลับมาอีกครั้ง" },
    { "en-gb", "one\ntwo\n\nthree" },
    { "en-gb", "j" }, /* reaches out to the left of where it stands */
};

/** All ink of every text at every size lies in its box, wherever it is aligned; but for marks at the edge that it is aligned to. */
static void test_inside(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        for (int size = 16; size <= 256; size *= 2)
            for (int align = 0; align < 3; align++) {
                struct fms_layer layer = stage_text(texts[i].text, texts[i].language, box, size);
                layer.text.halign = layer.text.valign = align;
                struct fms_rect ink = ink_of(&layer, 1, 0);
                g_test_message("text %zu at %d: %d,%d %dx%d", i, size, ink.x, ink.y, ink.w, ink.h);
                g_assert_cmpint(ink.w, >, 0);
                struct fms_rect room = box;
                room.w += align == FMS_ALIGN_END ? size / 3 : 0;
                g_assert_true(lies_in(ink, room));
            }
}

/** Marks at the edge of a column stand outside it, so that its letters make the edge; not those inside, nor out of a paper. */
static void test_hanging(void)
{
    static const struct {
        const char *language, *text, *letters; /* the same without the marks at the edge */
        int align, side;                       /* which side is looked at: -1 left, 1 right */
    } rows[] = {
        { "en", "“Tides”", "Tides”", FMS_ALIGN_START, -1 },      { "fr", "« Tides »", "« Tides", FMS_ALIGN_END, 1 },
        { "en", "The tides.", "The tides", FMS_ALIGN_END, 1 },   { "zh-cn", "「潮汐」", "潮汐」", FMS_ALIGN_START, -1 },
        { "zh-cn", "这是潮汐。", "这是潮汐", FMS_ALIGN_END, 1 }, { "ar", "مد وجزر.", "مد وجزر", FMS_ALIGN_END, -1 },
        { "ar", "«مد وجزر", "مد وجزر", FMS_ALIGN_START, 1 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_layer with = stage_text(rows[i].text, rows[i].language, box, 80);
        struct fms_layer without = stage_text(rows[i].letters, rows[i].language, box, 80);
        with.text.halign = without.text.halign = rows[i].align;
        struct fms_rect a = ink_of(&with, 1, 0), b = ink_of(&without, 1, 0);
        int out = rows[i].side < 0 ? b.x - a.x : a.x + a.w - b.x - b.w;
        bool full_width = rows[i].language[0] == 'z';
        g_test_message("row %zu: %d px out", i, out);
        g_assert_cmpint(out, >, full_width ? -20 : 4); /* half of a wide mark is blank: its ink stays in the column */
        g_assert_cmpint(out, <, full_width ? 40 : 60);
        with.text.paper_rgba = 0xFF;
        struct fms_rect c = ink_of(&with, 1, 0);
        g_assert_cmpint(rows[i].side < 0 ? c.x : -(c.x + c.w), >, rows[i].side < 0 ? a.x : -(a.x + a.w));
    }
    struct fms_layer edge = stage_text("“Tides”", "en", (struct fms_rect){ 0, 80, 960, 380 }, 80);
    g_assert_cmpint(ink_of(&edge, 1, 0).w, >, 200);
    g_assert_cmpint(ink_of(&edge, 1, 0).x, >, 0); /* there is no room for it */
}

/** Text that could never fit is made smaller than asked rather than leave its box. */
static void test_much(void)
{
    GString *text = g_string_new("");
    for (int i = 0; i < 120; i++)
        g_string_append(text, "words and ");
    struct fms_layer layer = stage_text(text->str, "en", box, 60);
    layer.text.min_size_px = 40;
    g_assert_true(lies_in(ink_of(&layer, 1, 0), box));
    g_string_free(text, TRUE);
}

/** Lines begin where their script begins. */
static void test_sides(void)
{
    struct fms_layer left = stage_text("Tides", "en", box, 48), right = stage_text("مد وجزر", "ar", box, 48);
    struct fms_rect a = ink_of(&left, 1, 0), b = ink_of(&right, 1, 0);
    g_assert_cmpint(a.x, <, box.x + 10);
    g_assert_cmpint(b.x + b.w, >, box.x + box.w - 10);
    left.text.halign = right.text.halign = FMS_ALIGN_END;
    a = ink_of(&left, 1, 0);
    b = ink_of(&right, 1, 0);
    g_assert_cmpint(a.x + a.w, >, box.x + box.w - 10);
    g_assert_cmpint(b.x, <, box.x + 10);
}

/** Two lines are of nearly one length, not one full and a word. */
static void test_balance(void)
{
    struct fms_layer layer = stage_text("The sea will leave you, and come back, and do it all again", "en", box, 40);
    struct fms_rect ink = ink_of(&layer, 1, 0);
    g_assert_cmpint(ink.h, >, 50);
    g_assert_cmpint(ink.w, <, 640);
    struct fms_frame *frame = stage_frame(&layer, 1, 960, 540, 0);
    int32_t middle = ink.y + ink.h / 2;
    struct fms_rect lower = stage_ink(frame, (struct fms_rect){ 0, middle, 960, 540 - middle });
    g_assert_cmpint(lower.w, >, ink.w * 3 / 4);
    fms_frame_free(frame);
}

/** A break in the text is kept while all lines fit; where any has to be broken, it is a blank. */
static void test_breaks_in_text(void)
{
    static const char broken[] = "Stand in a\nharbour for a day", flat[] = "Stand in a harbour for a day";
    static const struct {
        int32_t width_px;
        bool kept;
    } rows[] = { { 800, true }, { 430, true }, { 330, false }, { 200, false } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_rect column = { 40, 0, rows[i].width_px, 540 };
        struct fms_layer a = stage_text(broken, "en", column, 48), b = stage_text(flat, "en", column, 48);
        struct fms_frame *with = stage_frame(&a, 1, 960, 540, 0), *without = stage_frame(&b, 1, 960, 540, 0);
        g_test_message("column of %d px", rows[i].width_px);
        g_assert_cmpint(stage_same(with, without), ==, !rows[i].kept);
        fms_frame_free(with);
        fms_frame_free(without);
    }
    struct fms_layer layer = stage_text(broken, "en", box, 48);
    struct fms_rect ink = ink_of(&layer, 1, 0);
    g_assert_cmpint(ink.w, <, 440); /* as wide as its upper line */
    g_assert_cmpint(ink.h, >, 80);
}

static void test_nothing(void)
{
    static const char *const odd[] = { "", " ", "\n", "\xff", "\xe2\x80\x8f", NULL };
    for (size_t i = 0; i < G_N_ELEMENTS(odd); i++) {
        struct fms_layer layer = stage_text(odd[i], "en", box, 40);
        layer.text.entrance = FMS_ENTER_WORDS;
        struct fms_text_cue cue = { 0, 0 };
        layer.text.cues = &cue;
        layer.text.n_cues = 1;
        layer.text.paper_rgba = 0xFF;
        ink_of(&layer, 1, 0);
    }
    struct fms_layer layer = stage_text("far away", "en", (struct fms_rect){ -3000000, 9000000, 1, 1 }, 40);
    g_assert_cmpint(ink_of(&layer, 1, 0).w, ==, 0);
    layer = stage_text("huge", "en", (struct fms_rect){ 0, 0, 960, 0 }, 1000000);
    layer.text.min_size_px = 1000000;
    ink_of(&layer, 1, 0);
}

/** A stack keeps its order, does not overlap, and stands where its first member says. */
static void test_stack(void)
{
    struct fms_layer layers[3] = {
        stage_text("First", "en", box, 60),
        { .kind = FMS_LAYER_BOX,
          .box = { .x = 120, .w = 100, .h = 6, .rgba = 0xFFFFFFFF, .stack = 1, .gap_px = 20, .leave_frame = -1 } },
        stage_text("Third", "en", box, 40)
    };
    layers[0].text.stack = layers[2].text.stack = 1;
    layers[2].text.gap_px = 30;
    struct fms_rect a = ink_of(layers, 1, 0), all = ink_of(layers, 3, 0);
    g_assert_cmpint(all.h, >, a.h + 56);
    g_assert_cmpint(all.y, <, a.y);
    g_assert_cmpint(ABS((all.y + all.h / 2) - (box.y + box.h / 2)), <, 20);
    struct fms_frame *frame = stage_frame(layers, 3, 960, 540, 0);
    int rules = 0;
    for (int y = 0; y < 540; y++)
        rules += frame->plane[0][y * frame->stride_bytes[0] + 121] == 235 &&
                 frame->plane[0][y * frame->stride_bytes[0] + 218] == 235;
    g_assert_cmpint(rules, ==, 6);
    fms_frame_free(frame);
    layers[0].text.size_px = layers[2].text.size_px = 400;
    layers[0].text.min_size_px = layers[2].text.min_size_px = 300;
    g_assert_true(lies_in(ink_of(layers, 3, 0), box));
}

/** Words come at their cues and not before; nothing else is there. */
static void test_words(void)
{
    static const struct {
        const char *language, *text;
        bool leftward;
    } rows[] = { { "en", "one two three", false }, { "ar", "مد وجزر وبحر", true } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const char *second = strchr(rows[i].text, ' ') + 1, *third = strchr(second, ' ') + 1;
        struct fms_text_cue cues[] = { { 0, 10 },
                                       { (int32_t) (second - rows[i].text), 20 },
                                       { (int32_t) (third - rows[i].text), 30 } };
        struct fms_layer layer = stage_text(rows[i].text, rows[i].language, box, 60);
        layer.text.entrance = FMS_ENTER_WORDS;
        layer.text.enter_frames = 5;
        layer.text.cues = cues;
        layer.text.n_cues = 3;
        struct fms_rect seen[5];
        static const int frames[] = { 9, 15, 25, 35, 99 };
        for (int k = 0; k < 5; k++)
            seen[k] = ink_of(&layer, 1, frames[k]);
        g_assert_cmpint(seen[0].w, ==, 0);
        for (int k = 2; k < 4; k++) {
            g_assert_cmpint(seen[k].w, >, seen[k - 1].w + 40);
            if (rows[i].leftward)
                g_assert_cmpint(seen[k].x + seen[k].w, ==, seen[1].x + seen[1].w);
            else
                g_assert_cmpint(seen[k].x, ==, seen[1].x);
        }
        struct fms_layer cut = stage_text(rows[i].text, rows[i].language, box, 60);
        struct fms_frame *a = stage_frame(&cut, 1, 960, 540, 0), *b = stage_frame(&layer, 1, 960, 540, 35);
        g_assert_true(stage_same(a, b));
        fms_frame_free(a);
        fms_frame_free(b);
    }
}

/** Rising text comes from below and fades; all entrances end in the same picture, and leaving ends in none. */
static void test_entrances(void)
{
    struct fms_layer cut = stage_text("Tides", "en", box, 90);
    struct fms_frame *there = stage_frame(&cut, 1, 960, 540, 0);
    for (int entrance = FMS_ENTER_CUT; entrance <= FMS_ENTER_WORDS; entrance++) {
        struct fms_layer layer = cut;
        layer.text.entrance = entrance;
        layer.text.enter_frame = 10;
        layer.text.enter_frames = 12;
        layer.text.leave_frame = 50;
        layer.text.leave_frames = 6;
        g_assert_cmpint(ink_of(&layer, 1, 9).w, ==, 0);
        struct fms_frame *frame = stage_frame(&layer, 1, 960, 540, 21);
        g_assert_true(stage_same(frame, there));
        fms_frame_free(frame);
        g_assert_cmpint(ink_of(&layer, 1, 52).w, >, 0);
        g_assert_cmpint(ink_of(&layer, 1, 56).w, ==, 0);
        int way = ink_of(&layer, 1, 12).y - ink_of(&cut, 1, 0).y;
        g_assert_cmpint(way > 0, ==, entrance >= FMS_ENTER_RISE);
    }
    fms_frame_free(there);
}

/** A translucent paper has one shade: its parts neither overlap nor leave a gap. */
static void test_paper(void)
{
    struct fms_layer layers[] = { { .kind = FMS_LAYER_BOX,
                                    .box = { .w = 960, .h = 540, .rgba = 0xFFFFFFFF, .leave_frame = -1 } },
                                  stage_text("One line and another one that is longer", "en", box, 70) };
    layers[1].text.rgba = 0;
    layers[1].text.paper_rgba = 0x00000080;
    layers[1].text.paper_pad_px = 15;
    struct fms_frame *frame = stage_frame(layers, 2, 960, 540, 0);
    int shades = 0, dark = 0;
    for (int y = 0; y < 540; y++)
        for (int x = 0; x < 960; x++) {
            int value = frame->plane[0][y * frame->stride_bytes[0] + x];
            shades += value != 235 && value != 125;
            dark += value == 125;
        }
    g_assert_cmpint(shades, ==, 0);
    g_assert_cmpint(dark, >, 30000);
    fms_frame_free(frame);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/inside", test_inside);
    g_test_add_func("/text/hanging", test_hanging);
    g_test_add_func("/text/much", test_much);
    g_test_add_func("/text/sides", test_sides);
    g_test_add_func("/text/balance", test_balance);
    g_test_add_func("/text/breaks-in-text", test_breaks_in_text);
    g_test_add_func("/text/nothing", test_nothing);
    g_test_add_func("/text/stack", test_stack);
    g_test_add_func("/text/words", test_words);
    g_test_add_func("/text/entrances", test_entrances);
    g_test_add_func("/text/paper", test_paper);
    return g_test_run();
}
