#include "picture-stage.h"

/** A clip whose frame k is grey of level k, in any format; frames come one after another only. */
struct fms_clip_reader {
    int next;
    struct fms_raster raster;
    uint16_t samples[64 * 64];
};

static struct fms_raster kind;
static int n_open;

static struct fms_clip_view seen;

static struct fms_clip_reader *open_clip(void *user, const struct fms_asset *asset, const struct fms_clip_view *view,
                                         GError **error)
{
    struct fms_clip_reader *reader = g_new0(struct fms_clip_reader, 1);
    reader->next = (int) (fms_frames_floor(view->in, view->rate) + view->first);
    seen = *view;
    reader->raster = kind;
    n_open++;
    return reader;
}

static bool next(struct fms_clip_reader *reader, struct fms_raster *out, GError **error)
{
    int level = 16 + reader->next++;
    uint8_t *bytes = (uint8_t *) reader->samples;
    for (int i = 0; i < 64 * 64; i++) {
        if (kind.depth == 8)
            bytes[i] = (uint8_t) level;
        else
            reader->samples[i] = (uint16_t) (level << (kind.depth - 8));
    }
    *out = reader->raster;
    static uint16_t chroma[64 * 64];
    for (int i = 0; i < 64 * 64; i++) {
        if (kind.depth == 8)
            ((uint8_t *) chroma)[i] = 128;
        else
            chroma[i] = (uint16_t) (128 << (kind.depth - 8));
    }
    out->plane[0] = bytes;
    out->plane[1] = out->plane[2] = (uint8_t *) chroma;
    return true;
}

static void close_clip(struct fms_clip_reader *reader)
{
    g_free(reader);
    n_open--;
}

static const struct fms_pixels_port port = { NULL, NULL, open_clip, next, close_clip };
static const struct fms_asset asset = { .name = "clip", .kind = FMS_ASSET_CLIP };

static struct fms_layer clip(int fit)
{
    return (struct fms_layer){
        .kind = FMS_LAYER_CLIP,
        .clip = { .leave_frame = -1, .fit = fit, .w = 96, .h = 54, .asset = &asset, .pad_rgba = 0xFFFFFFFF }
    };
}

static void set_kind(int width, int height, int depth, int sub)
{
    kind = (struct fms_raster){ .model = FMS_RASTER_YUV,
                                .width_px = width,
                                .height_px = height,
                                .depth = depth,
                                .sub_x = sub,
                                .sub_y = sub,
                                .matrix = FMS_MATRIX_709 };
    for (int i = 0; i < 3; i++)
        kind.stride_bytes[i] = depth == 8 ? 64 : 128;
}

static void expect(struct fms_picture *picture, struct fms_frame *frame, int64_t n, int level)
{
    GError *error = NULL;
    g_assert_true(fms_picture_frame(picture, n, frame, &error));
    g_assert_no_error(error);
    g_assert_cmpint(frame->plane[0][27 * frame->stride_bytes[0] + 48], ==, level);
}

/** In order, with gaps, twice the same, begun in the middle: always the frame that was asked for, in every format. */
static void test_order(void)
{
    static const int kinds[][4] = {
        { 64, 36, 8, 1 }, { 63, 35, 8, 1 }, { 64, 36, 10, 1 }, { 33, 33, 12, 0 }, { 1, 1, 8, 1 }
    };
    struct fms_layer layer = clip(FMS_FIT_COVER);
    layer.clip.in_ticks = fms_ticks_from_frames(3, (struct fms_rate){ 30, 1 });
    struct fms_scene scene = { 96, 54, { 30, 1 }, 100, 1, &layer };
    struct fms_frame *frame = fms_frame_new(96, 54);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        set_kind(kinds[i][0], kinds[i][1], kinds[i][2], kinds[i][3]);
        struct fms_picture *picture = fms_picture_open(&scene, 0, &port, NULL);
        expect(picture, frame, 0, 19);
        expect(picture, frame, 1, 20);
        expect(picture, frame, 1, 20);
        expect(picture, frame, 7, 26);
        fms_picture_close(picture);
        picture = fms_picture_open(&scene, 40, &port, NULL);
        expect(picture, frame, 40, 59);
        expect(picture, frame, 42, 61);
        fms_picture_close(picture);
    }
    fms_frame_free(frame);
    g_assert_cmpint(n_open, ==, 0);
}

/** One that comes on cue begins to run then, fades in over what is there, and looks the same wherever one begins to look. */
static void test_cue(void)
{
    struct fms_layer layers[] = {
        { .kind = FMS_LAYER_BOX,
          .box = { .w = 96, .h = 54, .rgba = 0xFFFFFFFF, .growth = FMS_GROW_NONE, .leave_frame = -1 } },
        clip(FMS_FIT_COVER)
    };
    layers[1].clip.enter_frame = 10;
    layers[1].clip.enter_frames = 4;
    struct fms_scene scene = { 96, 54, { 30, 1 }, 100, 2, layers };
    struct fms_frame *frame = fms_frame_new(96, 54);
    set_kind(64, 36, 8, 1);
    struct fms_picture *picture = fms_picture_open(&scene, 0, &port, NULL);
    expect(picture, frame, 9, 235);
    g_assert_true(fms_picture_frame(picture, 11, frame, NULL));
    int half_way = frame->plane[0][27 * frame->stride_bytes[0] + 48];
    g_assert_cmpint(half_way, >, 60);
    g_assert_cmpint(half_way, <, 220);
    expect(picture, frame, 20, 16 + 10);
    fms_picture_close(picture);
    picture = fms_picture_open(&scene, 11, &port, NULL);
    expect(picture, frame, 11, half_way);
    expect(picture, frame, 30, 16 + 20);
    fms_picture_close(picture);
    fms_frame_free(frame);
}

static void test_fit(void)
{
    struct fms_layer layer = clip(FMS_FIT_CONTAIN);
    struct fms_scene scene = { 96, 54, { 30, 1 }, 100, 1, &layer };
    struct fms_frame *frame = fms_frame_new(96, 54);
    set_kind(36, 36, 8, 1);
    struct fms_picture *picture = fms_picture_open(&scene, 0, &port, NULL);
    expect(picture, frame, 4, 20);
    g_assert_cmpint(frame->plane[0][0], ==, 235);
    g_assert_cmpint(frame->plane[0][95], ==, 235);
    fms_picture_close(picture);
    layer.clip.fit = FMS_FIT_BLUR;
    layer.clip.dim_permille = 500;
    picture = fms_picture_open(&scene, 0, &port, NULL);
    expect(picture, frame, 100, 16 + 50);
    g_assert_cmpint(frame->plane[0][0], <, 60);
    fms_picture_close(picture);
    fms_frame_free(frame);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/clip/order", test_order);
    g_test_add_func("/clip/cue", test_cue);
    g_test_add_func("/clip/fit", test_fit);
    return g_test_run();
}
