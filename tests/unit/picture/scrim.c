/*
 * Scrims: as strong as words need on the picture beneath, for the whole scene, and no stronger.
 */
#include "picture-stage.h"

#include "scrim-private.h"

enum { WIDTH = 320, HEIGHT = 180, FRAMES = 60 };

static uint8_t white(int32_t x, int32_t y)
{
    return 255;
}

static uint8_t black(int32_t x, int32_t y)
{
    return 0;
}

/* Bright on the right only. */
static uint8_t half(int32_t x, int32_t y)
{
    return x < 160 ? 20 : 255;
}

static uint8_t noise(int32_t x, int32_t y)
{
    return (uint8_t) ((uint32_t) (x * 7919 + y * 104729) * 2654435761U >> 24);
}

static struct fms_layer scrim_for(struct fms_rect words, uint32_t ink)
{
    return (struct fms_layer){ .kind = FMS_LAYER_SCRIM,
                               .scrim = { .y = 90,
                                          .w = WIDTH,
                                          .h = 90,
                                          .fade_px = 40,
                                          .rgba = 0x0A1018E0,
                                          .ink_rgba = ink,
                                          .words_x = words.x,
                                          .words_y = words.y,
                                          .words_w = words.w,
                                          .words_h = words.h,
                                          .last_frame = FRAMES - 1 } };
}

/* Frame `n` of a picture that is panned from its left to its right half, or stands, under a scrim. */
static struct fms_frame *shoot(uint8_t (*at)(int32_t, int32_t), bool pans, struct fms_layer scrim, int64_t n)
{
    static struct fms_asset asset = { .kind = FMS_ASSET_STILL, .width_px = WIDTH, .height_px = HEIGHT };
    struct pattern pattern = { WIDTH, HEIGHT, at };
    const struct fms_pixels_port port = stage_port(&pattern);
    struct fms_layer layers[2] = { { .kind = FMS_LAYER_STILL }, scrim };
    layers[0].still = (struct fms_still_layer){ .asset = &asset,
                                                .w = WIDTH,
                                                .h = HEIGHT,
                                                .from_zoom = pans ? 2000000 : 1000000,
                                                .to_zoom = pans ? 2000000 : 1000000,
                                                .from_x = pans ? 250000 : 500000,
                                                .from_y = 500000,
                                                .to_x = pans ? 750000 : 500000,
                                                .to_y = 500000,
                                                .move_end = pans ? FRAMES : 0,
                                                .leave_frame = -1 };
    struct fms_scene scene = { WIDTH, HEIGHT, { 30, 1 }, FRAMES, G_N_ELEMENTS(layers), layers };
    struct fms_picture *picture = fms_picture_open(&scene, n, &port, NULL);
    struct fms_frame *frame = fms_frame_new(WIDTH, HEIGHT);
    g_assert_nonnull(picture);
    g_assert_true(fms_picture_frame(picture, n, frame, NULL));
    fms_picture_close(picture);
    return frame;
}

static int luma(const struct fms_frame *frame, int x, int y)
{
    return frame->plane[0][y * frame->stride_bytes[0] + x];
}

static const struct fms_rect words = { 20, 100, 120, 60 };

/* Grey that white is read on by 4.5 to 1 is R'G'B' 118, luma 117. */
static void white_words_darken_a_white_picture(void)
{
    struct fms_frame *frame = shoot(white, false, scrim_for(words, 0xFFFFFFFF), 0);
    g_assert_cmpint(luma(frame, 60, 140), <=, 117);
    g_assert_cmpint(luma(frame, 60, 140), >=, 105); /* no more of it is lost */
    g_assert_cmpint(luma(frame, 300, 140), ==, luma(frame, 60, 140));
    g_assert_cmpint(luma(frame, 60, 70), >, luma(frame, 60, 140)); /* it comes softly */
    g_assert_cmpint(luma(frame, 60, 70), <, 235);
    g_assert_cmpint(luma(frame, 60, 45), ==, 235);
    fms_frame_free(frame);
}

static void a_dark_picture_stays_as_it_is(void)
{
    struct fms_frame *frame = shoot(black, false, scrim_for(words, 0xFFFFFFFF), 0);
    g_assert_cmpint(luma(frame, 60, 140), ==, 16);
    fms_frame_free(frame);
    frame = shoot(half, false, scrim_for(words, 0xFFFFFFFF), 0);
    g_assert_cmpint(luma(frame, 300, 140), ==, 235); /* bright, but no words stand there */
    fms_frame_free(frame);
}

/* What comes under the words later counts from the first frame on. */
static void one_strength_serves_a_movement(void)
{
    struct fms_frame *first = shoot(half, true, scrim_for(words, 0xFFFFFFFF), 0);
    struct fms_frame *last = shoot(half, true, scrim_for(words, 0xFFFFFFFF), FRAMES - 1);
    g_assert_cmpint(luma(last, 60, 140), <=, 117);
    g_assert_cmpint(luma(first, 60, 140), <, luma(first, 60, 20));
    fms_frame_free(first);
    fms_frame_free(last);
}

/* Also in a stretch of the scene in which what is bright is not there yet. */
static void stretches_agree(void)
{
    static const struct fms_layer bright = { .kind = FMS_LAYER_BOX,
                                             .box = { .w = WIDTH,
                                                      .h = HEIGHT,
                                                      .rgba = 0xFFFFFFFF,
                                                      .growth = FMS_GROW_NONE,
                                                      .enter_frame = 40,
                                                      .leave_frame = -1 } };
    const struct fms_layer layers[] = { { .kind = FMS_LAYER_GROUND,
                                          .ground = { .top_rgba = 0x606060FF, .bottom_rgba = 0x606060FF } },
                                        bright,
                                        scrim_for(words, 0xFFFFFFFF) };
    const struct fms_scene scene = { WIDTH, HEIGHT, { 30, 1 }, FRAMES, G_N_ELEMENTS(layers), layers };
    const struct fms_scene *early = fms_scene_between(NULL, &scene, 0, 10);
    const struct fms_scene *scenes[] = { &scene, early };
    struct fms_frame *frames[2];
    for (int i = 0; i < 2; i++) {
        struct fms_picture *picture = fms_picture_open(scenes[i], 0, NULL, NULL);
        frames[i] = fms_frame_new(WIDTH, HEIGHT);
        g_assert_true(fms_picture_frame(picture, 0, frames[i], NULL));
        fms_picture_close(picture);
    }
    g_assert_true(stage_same(frames[0], frames[1]));
    g_assert_cmpint(luma(frames[0], 60, 140), <, luma(frames[0], 60, 20));
    fms_frame_free(frames[0]);
    fms_frame_free(frames[1]);
    talloc_free((void *) early);
}

static void noise_is_as_dark_as_it_must_be(void)
{
    struct fms_frame *frame = shoot(noise, false, scrim_for(words, 0xFFFFFFFF), 0);
    int64_t sum = 0;
    for (int y = 100; y < 160; y++)
        for (int x = 20; x < 140; x++)
            sum += luma(frame, x, y);
    g_assert_cmpint(sum / (60 * 120), <=, 117);
    fms_frame_free(frame);
}

/* Where no strength is enough, all of it. */
static void what_cannot_be_read_gets_all_of_it(void)
{
    struct fms_frame *frame = shoot(white, false, scrim_for(words, 0x303030FF), 0);
    g_assert_cmpint(luma(frame, 60, 140), ==, 235); /* dark words stand out from white */
    fms_frame_free(frame);
    frame = shoot(white, false, scrim_for(words, 0x8C8C8CFF), 0);
    g_assert_cmpint(luma(frame, 60, 140), <, 60);
    fms_frame_free(frame);
}

/* ---- how often it looks ---- */

static guint n_draws;

static bool count(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    n_draws++;
    return true;
}

static bool ignore(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    return true;
}

/* Times that the lowest of `n` stills is drawn to measure a scrim that lasts to `last`; each but the first comes after the one before. */
static guint draws_beneath(size_t n, int64_t last, bool moves)
{
    struct fms_layer *layers = g_new0(struct fms_layer, n + 1);
    struct fms_item counting = { count, NULL }, silent = { ignore, NULL };
    struct fms_item **items = g_new0(struct fms_item *, n + 1);
    for (size_t i = 0; i < n; i++) {
        layers[i] = (struct fms_layer){ .kind = FMS_LAYER_STILL };
        layers[i].still.enter_frame = (int64_t) i;
        layers[i].still.move_end = moves ? FRAMES : 0;
        items[i] = i == 0 ? &counting : &silent;
    }
    layers[n] = scrim_for(words, 0xFFFFFFFF);
    layers[n].scrim.last_frame = last;
    const struct fms_scene scene = { WIDTH, HEIGHT, { 30, 1 }, FRAMES, n + 1, layers };
    const struct fms_opening opening = { .scene = &scene };
    items[n] = fms_scrim_open(&opening, &layers[n].scrim);
    n_draws = 0;
    g_assert_true(fms_scrim_measure(&scene, items, n, NULL));
    items[n]->close(items[n]);
    g_free(items);
    g_free(layers);
    return n_draws;
}

/* A hundred pictures are not drawn a hundred times each, and one frame is looked at once. */
static void it_looks_no_oftener_than_it_must(void)
{
    g_assert_cmpuint(draws_beneath(1, FRAMES - 1, false), ==, 1);
    g_assert_cmpuint(draws_beneath(1, 0, true), ==, 1);
    g_assert_cmpuint(draws_beneath(1, FRAMES - 1, true), ==, 9);
    g_assert_cmpuint(draws_beneath(5, FRAMES - 1, false), ==, 5);
    g_assert_cmpuint(draws_beneath(5, 0, false), ==, 1);
    g_assert_cmpuint(draws_beneath(100, FRAMES - 1, false), ==, 17);
    g_assert_cmpuint(draws_beneath(100, FRAMES - 1, true), ==, 25);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/scrim/white-words-darken-a-white-picture", white_words_darken_a_white_picture);
    g_test_add_func("/scrim/a-dark-picture-stays-as-it-is", a_dark_picture_stays_as_it_is);
    g_test_add_func("/scrim/one-strength-serves-a-movement", one_strength_serves_a_movement);
    g_test_add_func("/scrim/stretches-agree", stretches_agree);
    g_test_add_func("/scrim/noise-is-as-dark-as-it-must-be", noise_is_as_dark_as_it_must_be);
    g_test_add_func("/scrim/what-cannot-be-read-gets-all-of-it", what_cannot_be_read_gets_all_of_it);
    g_test_add_func("/scrim/it-looks-no-oftener-than-it-must", it_looks_no_oftener_than_it_must);
    return g_test_run();
}
