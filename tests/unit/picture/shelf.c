#include "picture-stage.h"

static int n_read;

static uint8_t slope(int32_t x, int32_t y)
{
    return (uint8_t) (x / 4 + y / 8);
}

static bool count_still(void *user, const struct fms_asset *asset, struct fms_raster *out, GError **error)
{
    n_read++;
    return stage_still(user, asset, out, error);
}

static const struct fms_asset asset = { .name = "pattern", .kind = FMS_ASSET_STILL };

static struct fms_layer still(const char *digest)
{
    return (struct fms_layer){ .kind = FMS_LAYER_STILL,
                               .still = { .asset_digest = digest,
                                          .fit = FMS_FIT_COVER,
                                          .w = 320,
                                          .h = 180,
                                          .from_zoom = 1000000,
                                          .from_x = 400000,
                                          .from_y = 500000,
                                          .to_zoom = 1300000,
                                          .to_x = 600000,
                                          .to_y = 500000,
                                          .move_end = 50,
                                          .leave_frame = -1,
                                          .asset = &asset } };
}

/** Frame 20 of a still, drawn with a shelf or without. */
static struct fms_frame *shoot(const char *digest, struct fms_shelf *shelf)
{
    static struct pattern pattern = { 640, 360, slope, false };
    struct fms_pixels_port port = { .user = &pattern, .still = count_still, .shelf = shelf };
    struct fms_layer layer = still(digest);
    struct fms_scene scene = { 320, 180, { 30, 1 }, 100, 1, &layer };
    struct fms_picture *picture = fms_picture_open(&scene, 0, &port, NULL);
    struct fms_frame *frame = fms_frame_new(320, 180);
    g_assert_true(fms_picture_frame(picture, 20, frame, NULL));
    fms_picture_close(picture);
    return frame;
}

static void assert_reads(const char *digest, struct fms_shelf *shelf, int wanted)
{
    n_read = 0;
    fms_frame_free(shoot(digest, shelf));
    g_assert_cmpint(n_read, ==, wanted);
}

/** What lies on the shelf is not read again, and looks the same. */
static void test_same(void)
{
    struct fms_shelf *shelf = fms_shelf_new(1 << 20);
    struct fms_frame *plain = shoot("a", NULL), *first = shoot("a", shelf);
    n_read = 0;
    struct fms_frame *second = shoot("a", shelf);
    g_assert_cmpint(n_read, ==, 0);
    g_assert_true(stage_same(plain, first));
    g_assert_true(stage_same(plain, second));
    fms_frame_free(plain);
    fms_frame_free(first);
    fms_frame_free(second);
    assert_reads("b", shelf, 1);
    fms_shelf_free(shelf);
}

/** How many bytes a shelf must have for one picture: one alone may be four times its measure. */
static size_t one_picture(void)
{
    size_t bytes = 1 << 10;
    for (n_read = 2; n_read == 2; bytes += 1 << 10) {
        struct fms_shelf *shelf = fms_shelf_new(bytes);
        n_read = 0;
        fms_frame_free(shoot("a", shelf));
        fms_frame_free(shoot("a", shelf));
        fms_shelf_free(shelf);
    }
    return 4 * bytes;
}

/** What is larger than the shelf lies there alone. */
static void test_alone(void)
{
    struct fms_shelf *shelf = fms_shelf_new(one_picture() / 2);
    assert_reads("a", shelf, 1);
    assert_reads("a", shelf, 0);
    assert_reads("b", shelf, 1);
    assert_reads("a", shelf, 1);
    fms_shelf_free(shelf);
}

/** There is room for two; what was used longest ago goes. */
static void test_room(void)
{
    struct fms_shelf *shelf = fms_shelf_new(2 * one_picture());
    assert_reads("a", shelf, 1);
    assert_reads("b", shelf, 1);
    assert_reads("a", shelf, 0);
    assert_reads("c", shelf, 1);
    assert_reads("a", shelf, 0);
    assert_reads("b", shelf, 1);
    fms_shelf_free(shelf);
}

/** What is much larger than the shelf never lies on it. */
static void test_small(void)
{
    struct fms_shelf *shelf = fms_shelf_new(1000);
    assert_reads("a", shelf, 1);
    assert_reads("a", shelf, 1);
    fms_shelf_free(shelf);
}

static gpointer shoot_many(gpointer shelf)
{
    for (int i = 0; i < 20; i++)
        fms_frame_free(shoot(i % 2 ? "a" : "b", shelf));
    return NULL;
}

static void test_threads(void)
{
    struct fms_shelf *shelf = fms_shelf_new(one_picture());
    GThread *other = g_thread_new("other", shoot_many, shelf);
    shoot_many(shelf);
    g_thread_join(other);
    fms_shelf_free(shelf);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shelf/same", test_same);
    g_test_add_func("/shelf/room", test_room);
    g_test_add_func("/shelf/small", test_small);
    g_test_add_func("/shelf/alone", test_alone);
    g_test_add_func("/shelf/threads", test_threads);
    return g_test_run();
}
