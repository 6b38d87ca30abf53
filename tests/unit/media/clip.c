/* Clips: which frame is shown when, in points, rates, turning, pixel shape, colour. */
#include "rig.h"

#define STEP 8 /* luma levels from one frame of a test clip to the next */

/*
 * Frame n of the test clip is flat with luma 16 + 8·(n mod 24). The frame of the clip that a raster shows, within 24.
 */
static int shown(const struct fms_raster *raster)
{
    return (rig_sample(raster, 0, 8, 8) - 16 + STEP / 2) / STEP;
}

static void make_clip(const char *name, const char *rate, int n, const char *options)
{
    RIG_DO("ffmpeg -v error -y -f lavfi -i "
           "\"color=black:s=64x48:r=%s,format=yuv420p,geq=lum='16+%d*mod(N,24)':cb=128:cr=128\" "
           "-frames:v %d -crf 8 %s %s",
           rate, STEP, n, options, name);
}

static struct fms_clip_reader *open_clip(const char *name, int64_t in, int num, int den)
{
    g_autofree char *path = rig_path(name);
    g_autoptr(GError) error = NULL;
    struct fms_clip_view view = { .in = in, .speed_permille = 1000, .rate = { num, den } };
    struct fms_clip_reader *reader = fms_clip_open(path, &view, &error);
    g_assert_no_error(error);
    return reader;
}

static const char *const makers[][2] = {
    { "clip.mp4", "-c:v libx264 -g 30 -bf 3" },
    { "clip.mkv", "-c:v libx264 -g 30" },
    { "clip.webm", "-c:v libvpx -b:v 1M -g 20 -deadline realtime" },
    { "clip.ts", "-c:v libx264 -g 30 -x264-params open-gop=1" },
    { "clip.avi", "-c:v mpeg4 -q:v 2 -g 15" },
    { "clip.mov", "-c:v libx265 -preset ultrafast -x265-params log-level=none -g 24" },
    { "clip.mpg", "-c:v mpeg2video -q:v 2 -bf 2 -g 12" },
    { "clip.h264", "-c:v libx264 -bf 2 -g 12" },
};

/* Every frame at its own rate, from the beginning and from in points within groups of pictures. */
static void test_in_point(void)
{
    static const int ins[] = { 0, 1, 29, 30, 31, 47, 71 };
    for (size_t m = 0; m < G_N_ELEMENTS(makers); m++) {
        make_clip(makers[m][0], "25", 75, makers[m][1]);
        for (size_t i = 0; i < G_N_ELEMENTS(ins); i++) {
            struct fms_raster raster;
            struct fms_clip_reader *reader = open_clip(makers[m][0], ins[i] * FMS_MS(40), 25, 1);
            g_test_message("%s from frame %d", makers[m][0], ins[i]);
            for (int n = ins[i]; n < 80; n++) {
                g_assert_true(fms_clip_next(reader, &raster, NULL));
                g_assert_cmpint(shown(&raster), ==, MIN(n, 74) % 24);
                g_assert_null(raster.release);
            }
            fms_clip_close(reader);
        }
    }
}

/* One rate to another: frame n shows what the clip shows at n frames of the film. */
static void test_rates(void)
{
    static const struct {
        const char *from;
        int from_num, from_den, num, den;
    } rows[] = {
        { "30", 30, 1, 60, 1 },
        { "30", 30, 1, 25, 1 },
        { "30000/1001", 30000, 1001, 30, 1 },
        { "24000/1001", 24000, 1001, 30000, 1001 },
        { "12", 12, 1, 24, 1 },
        { "60", 60, 1, 30, 1 },
    };
    static const char *const kinds[] = { "rate.mp4", "rate.mkv" };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
            make_clip(kinds[k], rows[i].from, 60, "-c:v libx264");
            struct fms_clip_reader *reader = open_clip(kinds[k], 0, rows[i].num, rows[i].den);
            g_test_message("%s %s to %d/%d", kinds[k], rows[i].from, rows[i].num, rows[i].den);
            for (int64_t n = 0; n < 90; n++) {
                struct fms_raster raster;
                int64_t want = n * rows[i].den * rows[i].from_num / ((int64_t) rows[i].num * rows[i].from_den);
                g_assert_true(fms_clip_next(reader, &raster, NULL));
                /* Matroska's milliseconds let a frame that is due within one come early */
                int64_t early = (n * rows[i].den * 1000 + rows[i].num) * rows[i].from_num /
                                ((int64_t) rows[i].num * rows[i].from_den * 1000);
                if (k == 0 || shown(&raster) != MIN(early, 59) % 24)
                    g_assert_cmpint(shown(&raster), ==, MIN(want, 59) % 24);
            }
            fms_clip_close(reader);
        }
}

/* Each row: what is seen of 75 frames at 25 a second, in a film of 25; what frame n of the reader must show. */
static void test_view(void)
{
    static const struct {
        const char *about;
        int in, out, speed, first;
        enum fms_clip_after after;
        int shown[10]; /* of the reader's frames 0, 1, 2, 10, 11, 12, 19, 20, 21, 80 */
    } rows[] = {
        { "all", 0, 0, 1000, 0, FMS_CLIP_FREEZE, { 0, 1, 2, 10, 11, 12, 19, 20, 21, 74 } },
        { "part", 5, 16, 1000, 0, FMS_CLIP_FREEZE, { 5, 6, 7, 15, 15, 15, 15, 15, 15, 15 } },
        { "part, later", 5, 16, 1000, 9, FMS_CLIP_FREEZE, { 14, 15, 15, 15, 15, 15, 15, 15, 15, 15 } },
        { "round", 5, 16, 1000, 0, FMS_CLIP_LOOP, { 5, 6, 7, 15, 5, 6, 13, 14, 15, 8 } },
        { "round, later", 5, 16, 1000, 9, FMS_CLIP_LOOP, { 14, 15, 5, 13, 14, 15, 11, 12, 13, 6 } },
        { "all of it, round", 0, 75, 1000, 70, FMS_CLIP_LOOP, { 70, 71, 72, 5, 6, 7, 14, 15, 16, 0 } },
        { "slow", 4, 0, 500, 0, FMS_CLIP_FREEZE, { 4, 4, 5, 9, 9, 10, 13, 14, 14, 44 } },
        { "fast", 4, 0, 2000, 0, FMS_CLIP_FREEZE, { 4, 6, 8, 24, 26, 28, 42, 44, 46, 74 } },
        { "fast and round", 4, 34, 2000, 0, FMS_CLIP_LOOP, { 4, 6, 8, 24, 26, 28, 12, 14, 16, 14 } },
        { "one frame", 30, 31, 1000, 0, FMS_CLIP_LOOP, { 30, 30, 30, 30, 30, 30, 30, 30, 30, 30 } },
    };
    static const int at[] = { 0, 1, 2, 10, 11, 12, 19, 20, 21, 80 };
    for (size_t m = 0; m < G_N_ELEMENTS(makers); m++) {
        g_autofree char *path = rig_path(makers[m][0]);
        for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
            struct fms_clip_view view = { rows[i].in * FMS_MS(40), rows[i].out * FMS_MS(40),
                                          rows[i].speed,           rows[i].after,
                                          rows[i].first,           { 25, 1 } };
            struct fms_clip_reader *reader = fms_clip_open(path, &view, NULL);
            struct fms_raster raster;
            g_test_message("%s %s", makers[m][0], rows[i].about);
            for (int n = 0, k = 0; n <= 80; n++) {
                g_assert_true(fms_clip_next(reader, &raster, NULL));
                if (n == at[k])
                    g_assert_cmpint(shown(&raster), ==, rows[i].shown[k++] % 24);
            }
            fms_clip_close(reader);
        }
    }
}

/* How many files this process has open. */
static int n_open(void)
{
    int n = 0;
    GDir *dir = g_dir_open("/proc/self/fd", 0, NULL);
    while (g_dir_read_name(dir))
        n++;
    g_dir_close(dir);
    return n;
}

/* A clip that will not move any more lets go of its file, at the out point as at the end. */
static void test_early_close(void)
{
    static const int outs[] = { 10, 0 };
    g_autofree char *path = rig_path("clip.mp4");
    for (size_t i = 0; i < G_N_ELEMENTS(outs); i++) {
        struct fms_clip_view view = { 0, outs[i] * FMS_MS(40), 1000, FMS_CLIP_FREEZE, 0, { 25, 1 } };
        int before = n_open();
        struct fms_clip_reader *reader = fms_clip_open(path, &view, NULL);
        struct fms_raster raster;
        for (int n = 0; n < 80; n++) {
            g_assert_true(fms_clip_next(reader, &raster, NULL));
            g_assert_cmpint(n_open(), ==, n >= (outs[i] ? outs[i] : 75) - 1 ? before : before + 1);
        }
        fms_clip_close(reader);
    }
}

/*
 * A bar of four columns moves by four a field. Woven, each picture has one bar of one width; combed lines would show two.
 */
static void test_interlaced(void)
{
    static const struct {
        const char *name, *options;
        int rate, step; /* of the film; columns between two of its frames */
    } rows[] = {
        { "tff.mpg", "-c:v mpeg2video -q:v 2 -flags +ildct+ilme -top 1", 25, 8 },
        { "tff.mpg", "-c:v mpeg2video -q:v 2 -flags +ildct+ilme -top 1", 50, 4 },
        { "tff.mp4", "-c:v libx264 -crf 8 -flags +ildct+ilme -top 1", 50, 4 },
        { "tff.mov", "-c:v prores_ks -flags +ildct -top 1", 25, 8 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        RIG_DO("ffmpeg -v error -y -f lavfi -i \"color=black:s=256x64:r=50,format=yuv422p,geq=lum='if(between(X,"
               "16+4*N,19+4*N),235,16)':cb=128:cr=128,interlace=scan=tff:lowpass=off,format=%s,setfield=tff\" "
               "-frames:v 24 %s %s",
               strstr(rows[i].options, "prores") ? "yuv422p10" : "yuv420p", rows[i].options, rows[i].name);
        struct fms_clip_reader *reader = open_clip(rows[i].name, 0, rows[i].rate, 1);
        g_test_message("%s at %d", rows[i].name, rows[i].rate);
        for (int n = 0; n < 20; n++) {
            struct fms_raster raster;
            g_assert_true(fms_clip_next(reader, &raster, NULL));
            int shift = raster.depth - 8, left = 16 + rows[i].step * n;
            for (int y = 20; n > 1 && y < 40; y++) {
                g_assert_cmpint(rig_sample(&raster, 0, left + 1, y) >> shift, >, 180);
                g_assert_cmpint(rig_sample(&raster, 0, left - 3, y) >> shift, <, 60);
                g_assert_cmpint(rig_sample(&raster, 0, left + 6, y) >> shift, <, 60);
            }
        }
        fms_clip_close(reader);
    }
}

/* The left half is transparent, whatever carries the alpha. */
static void test_alpha(void)
{
    static const char *const rows[][2] = {
        { "vp8.webm", "-c:v libvpx -auto-alt-ref 0 -pix_fmt yuva420p -b:v 1M -deadline realtime" },
        { "vp9.webm", "-c:v libvpx-vp9 -pix_fmt yuva420p -b:v 1M -deadline realtime" },
        { "prores.mov", "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le" },
        { "qtrle.mov", "-c:v qtrle -pix_fmt argb" },
        { "png.mov", "-c:v png -pix_fmt rgba" },
        { "moving.gif", "-vf \"split[a][b];[a]palettegen[p];[b][p]paletteuse\"" },
        { "moving.apng", "-f apng -plays 0" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_raster raster;
        RIG_DO("ffmpeg -v error -y -f lavfi -i "
               "\"color=red:s=64x48:r=25:d=0.32,format=rgba,geq=r=200:g=N:b=0:a='255*gt(X,31)'\" "
               "-frames:v 8 %s %s",
               rows[i][1], rows[i][0]);
        struct fms_clip_reader *reader = open_clip(rows[i][0], 0, 25, 1);
        g_test_message("%s", rows[i][0]);
        for (int n = 0; n < 8; n++) {
            g_assert_true(fms_clip_next(reader, &raster, NULL));
            g_assert_nonnull(raster.plane[3]);
            g_assert_cmpint(rig_sample(&raster, 3, 8, 20) >> (raster.depth - 8), <=, 2);
            g_assert_cmpint(rig_sample(&raster, 3, 56, 20) >> (raster.depth - 8), >=, 253);
        }
        fms_clip_close(reader);
    }
}

/* Frames that come when they like: 0, 40, 80, then a pause to 1000, 1040 ms. */
static void test_uneven(void)
{
    RIG_DO("ffmpeg -v error -y -f lavfi -i \"color=black:s=64x48:r=25,format=yuv420p,geq=lum='16+8*N':cb=128:cr=128,"
           "setpts='if(lt(N,3),N,N+22)/25/TB'\" -frames:v 5 -fps_mode passthrough -c:v libx264 -crf 8 uneven.mkv");
    struct fms_clip_reader *reader = open_clip("uneven.mkv", 0, 25, 1);
    for (int n = 0; n < 30; n++) {
        struct fms_raster raster;
        g_assert_true(fms_clip_next(reader, &raster, NULL));
        g_assert_cmpint(shown(&raster), ==, n < 3 ? n : n < 25 ? 2 : MIN(n - 22, 4));
    }
    fms_clip_close(reader);
}

/* A phone held upright: the stream is wide, a matrix says a quarter turn (counter-clockwise). The left third of the stored picture is dark. */
static void test_turned(void)
{
    RIG_DO("ffmpeg -v error -y -f lavfi -i \"color=white:s=96x64:r=25,format=yuv420p,drawbox=0:0:32:64:black:fill\" "
           "-frames:v 5 -c:v libx264 flat.mp4");
    static const struct {
        const char *rotate;
        int width, height, dark_x, dark_y;
    } rows[] = {
        { "0", 96, 64, 4, 32 }, { "90", 64, 96, 32, 92 }, { "180", 96, 64, 92, 32 }, { "270", 64, 96, 32, 4 }
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_raster raster;
        struct fms_asset asset = { 0 };
        RIG_DO("ffmpeg -v error -y -i flat.mp4 -c copy -metadata:s:v rotate=%s turned.mp4", rows[i].rotate);
        struct fms_clip_reader *reader = open_clip("turned.mp4", 0, 25, 1);
        g_autofree char *path = rig_path("turned.mp4");
        g_test_message("rotate %s", rows[i].rotate);
        g_assert_true(fms_clip_next(reader, &raster, NULL));
        g_assert_cmpint(raster.width_px, ==, rows[i].width);
        g_assert_cmpint(raster.height_px, ==, rows[i].height);
        g_assert_cmpint(rig_sample(&raster, 0, rows[i].dark_x, rows[i].dark_y), <, 30);
        g_assert_cmpint(rig_sample(&raster, 0, rows[i].width - 1 - rows[i].dark_x, rows[i].height - 1 - rows[i].dark_y),
                        >, 200);
        fms_clip_close(reader);
        g_assert_true(fms_media_probe(path, &asset, NULL));
        g_assert_cmpint(asset.width_px, ==, rows[i].width);
    }
}

static void test_colour(void)
{
    static const struct {
        const char *name, *options;
        int width, height, depth, sub_x, sub_y;
        enum fms_raster_model model;
        bool full;
        enum fms_colour_matrix matrix;
        enum fms_transfer transfer;
    } rows[] = {
        { "sd.mp4", "-s 64x48 -c:v libx264 -pix_fmt yuv420p", 64, 48, 8, 1, 1, FMS_RASTER_YUV, false, FMS_MATRIX_601,
          FMS_TRANSFER_SDR },
        { "hd.mp4", "-s 960x720 -c:v libx264 -pix_fmt yuv420p", 960, 720, 8, 1, 1, FMS_RASTER_YUV, false,
          FMS_MATRIX_709, FMS_TRANSFER_SDR },
        { "said.mp4", "-s 64x48 -c:v libx264 -pix_fmt yuv422p -colorspace bt709", 64, 48, 8, 1, 0, FMS_RASTER_YUV,
          false, FMS_MATRIX_709, FMS_TRANSFER_SDR },
        { "full.mp4", "-s 64x48 -c:v libx264 -pix_fmt yuvj444p", 64, 48, 8, 0, 0, FMS_RASTER_YUV, true, FMS_MATRIX_601,
          FMS_TRANSFER_SDR },
        { "pq.mp4",
          "-s 64x48 -c:v libx265 -x265-params log-level=none -pix_fmt yuv420p10le -colorspace bt2020nc -color_trc "
          "smpte2084 -color_primaries bt2020",
          64, 48, 10, 1, 1, FMS_RASTER_YUV, false, FMS_MATRIX_2020, FMS_TRANSFER_PQ },
        { "hlg.mp4",
          "-s 64x48 -c:v libx265 -x265-params log-level=none -pix_fmt yuv420p10le -colorspace bt2020nc -color_trc "
          "arib-std-b67 -color_primaries bt2020",
          64, 48, 10, 1, 1, FMS_RASTER_YUV, false, FMS_MATRIX_2020, FMS_TRANSFER_HLG },
        { "wide.mp4", "-s 64x48 -vf setsar=3/2 -c:v libx264 -pix_fmt yuv420p", 96, 48, 8, 1, 1, FMS_RASTER_YUV, false,
          FMS_MATRIX_601, FMS_TRANSFER_SDR },
        { "pal.mkv", "-vf scale=720:576,setsar=64/45 -c:v ffv1 -pix_fmt yuv420p", 1024, 576, 8, 1, 1, FMS_RASTER_YUV,
          false, FMS_MATRIX_601, FMS_TRANSFER_SDR },
        { "rgb.mkv", "-s 64x48 -c:v ffv1 -pix_fmt bgra", 64, 48, 8, 0, 0, FMS_RASTER_RGB, true, FMS_MATRIX_601,
          FMS_TRANSFER_SDR },
        { "grey.mkv", "-s 64x48 -c:v ffv1 -pix_fmt gray -color_range tv", 64, 48, 8, 1, 1, FMS_RASTER_YUV, false,
          FMS_MATRIX_601, FMS_TRANSFER_SDR },
        { "prores.mov", "-s 64x48 -c:v prores_ks -pix_fmt yuva444p10le", 64, 48, 12, 0, 0, FMS_RASTER_YUV, false,
          FMS_MATRIX_601, FMS_TRANSFER_SDR },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_raster raster;
        RIG_DO("ffmpeg -v error -y -f lavfi -i color=gray:r=25 -frames:v 3 %s %s", rows[i].options, rows[i].name);
        struct fms_clip_reader *reader = open_clip(rows[i].name, 0, 25, 1);
        g_test_message("%s", rows[i].name);
        g_assert_true(fms_clip_next(reader, &raster, NULL));
        g_assert_cmpint(raster.model, ==, rows[i].model);
        g_assert_cmpint(raster.width_px, ==, rows[i].width);
        g_assert_cmpint(raster.height_px, ==, rows[i].height);
        g_assert_cmpint(raster.depth, ==, rows[i].depth);
        g_assert_cmpint(raster.sub_x, ==, rows[i].sub_x);
        g_assert_cmpint(raster.sub_y, ==, rows[i].sub_y);
        g_assert_true(raster.full_range == rows[i].full);
        if (raster.model == FMS_RASTER_YUV)
            g_assert_cmpint(raster.matrix, ==, rows[i].matrix);
        g_assert_cmpint(raster.transfer, ==, rows[i].transfer);
        if (raster.model == FMS_RASTER_YUV)
            g_assert_cmpint(ABS(rig_sample(&raster, 1, 1, 1) - (128 << (raster.depth - 8))), <=, 4);
        fms_clip_close(reader);
    }
}

/* One bit a sample, of either meaning, is black or white. */
static void test_bits(void)
{
    static const char *const formats[] = { "monow", "monob" };
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        struct fms_raster raster;
        RIG_DO("ffmpeg -v error -y -f lavfi -i \"color=white:s=96x64:r=25,drawbox=0:0:32:64:black:fill\" -frames:v 3 "
               "-c:v rawvideo -pix_fmt %s bits.nut",
               formats[i]);
        struct fms_clip_reader *reader = open_clip("bits.nut", 0, 25, 1);
        g_assert_true(fms_clip_next(reader, &raster, NULL));
        g_assert_cmpint(raster.model, ==, FMS_RASTER_RGB);
        g_assert_cmpint(rig_sample(&raster, 0, 4, 32), ==, 0);
        g_assert_cmpint(rig_sample(&raster, 2, 90, 32), ==, 255);
        fms_clip_close(reader);
    }
}

/* A file that ends early plays as far as it goes; one with no frame is refused. */
static void test_truncated(void)
{
    make_clip("whole.mkv", "25", 75, "-c:v libx264 -g 10");
    RIG_DO("head -c $(($(stat -c %%s whole.mkv) / 2)) whole.mkv > half.mkv");
    struct fms_clip_reader *reader = open_clip("half.mkv", 0, 25, 1);
    struct fms_raster raster;
    for (int n = 0; n < 80; n++)
        g_assert_true(fms_clip_next(reader, &raster, NULL));
    fms_clip_close(reader);
    reader = open_clip("half.mkv", 100 * FMS_TICKS_PER_SECOND, 25, 1);
    g_assert_true(fms_clip_next(reader, &raster, NULL));
    fms_clip_close(reader);
}

static void test_probe(void)
{
    static const struct {
        const char *name, *options;
        bool sound;
    } rows[] = {
        { "quiet.mp4", "-an -c:v libx264", false },
        { "loud.mp4", "-c:v libx264 -c:a aac", true },
        { "loud.mkv", "-c:v libx264 -c:a libopus", true },
        { "live.mkv", "-live 1 -c:v libx264 -c:a libopus", true }, /* no length in its header */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_asset asset = { 0 };
        g_autofree char *path = rig_path(rows[i].name);
        RIG_DO("ffmpeg -v error -y -f lavfi -i testsrc2=s=64x48:r=25:d=2 -f lavfi -i sine=d=2 -pix_fmt yuv420p %s %s",
               rows[i].options, rows[i].name);
        g_test_message("%s", rows[i].name);
        g_assert_true(fms_media_probe(path, &asset, NULL));
        g_assert_cmpint(asset.kind, ==, FMS_ASSET_CLIP);
        g_assert_cmpint(asset.width_px, ==, 64);
        g_assert_true(asset.has_sound == rows[i].sound);
        g_assert_cmpint(ABS(asset.duration - 2 * FMS_TICKS_PER_SECOND), <=, FMS_MS(30));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    rig_open();
    g_test_add_func("/clip/in-point", test_in_point);
    g_test_add_func("/clip/view", test_view);
    g_test_add_func("/clip/early-close", test_early_close);
    g_test_add_func("/clip/interlaced", test_interlaced);
    g_test_add_func("/clip/alpha", test_alpha);
    g_test_add_func("/clip/rates", test_rates);
    g_test_add_func("/clip/uneven", test_uneven);
    g_test_add_func("/clip/turned", test_turned);
    g_test_add_func("/clip/colour", test_colour);
    g_test_add_func("/clip/bits", test_bits);
    g_test_add_func("/clip/truncated", test_truncated);
    g_test_add_func("/clip/probe", test_probe);
    return rig_close(g_test_run());
}
