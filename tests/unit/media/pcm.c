/* Sound: length, alignment and level of what comes out, from our own writer and from foreign files. */
#include "rig.h"

/* All of a file from a sample on, and how many pairs. */
static float *read_from(const char *name, int64_t from, int64_t *n)
{
    g_autofree char *path = rig_path(name);
    g_autoptr(GError) error = NULL;
    struct fms_pcm_reader *reader = fms_pcm_open(path, from, &error);
    g_assert_no_error(error);
    GArray *all = g_array_new(FALSE, FALSE, sizeof(float));
    float some[2 * 777];
    int64_t got;
    while ((got = fms_pcm_read(reader, some, 777, &error)) > 0)
        g_array_append_vals(all, some, (guint) (2 * got));
    g_assert_no_error(error);
    g_assert_cmpint(got, ==, 0);
    fms_pcm_close(reader);
    *n = all->len / 2;
    return (float *) (void *) g_array_free(all, FALSE);
}

static float *read_all(const char *name, int64_t *n)
{
    return read_from(name, 0, n);
}

/* Where the loudest sample of one side is. */
static int64_t peak(const float *samples, int64_t n, int side)
{
    int64_t best = 0;
    for (int64_t i = 0; i < n; i++)
        if (fabsf(samples[2 * i + side]) > fabsf(samples[2 * best + side]))
            best = i;
    return best;
}

static void write_click(const char *name, int64_t n, int64_t at)
{
    g_autofree char *path = rig_path(name);
    g_autofree float *samples = g_new0(float, 2 * (size_t) n + 2);
    if (n > at)
        samples[2 * at] = samples[2 * at + 1] = 0.9f;
    struct fms_audio_writer *writer = fms_audio_open(path, 192000, NULL);
    g_assert_true(fms_audio_write(writer, samples, n, NULL));
    g_assert_true(fms_audio_close(writer, NULL));
}

/* What the writer wrote comes back at its place and in its length, to the sample. */
static void test_click(void)
{
    static const struct {
        int64_t n, at;
    } rows[] = { { 48000, 24000 }, { 1, 0 },       { 1024, 512 },   { 1025, 1024 },
                 { 5000, 0 },      { 5000, 4999 }, { 96123, 95000 } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t n;
        write_click("click.mp4", rows[i].n, rows[i].at);
        g_autofree float *samples = read_all("click.mp4", &n);
        g_test_message("%d samples, click at %d", (int) rows[i].n, (int) rows[i].at);
        g_assert_cmpint(n, ==, rows[i].n);
        g_assert_cmpint(peak(samples, n, 0), ==, rows[i].at);
        g_assert_cmpint(peak(samples, n, 1), ==, rows[i].at);
    }
}

/* A click one second into files of all kinds. */
static void test_foreign(void)
{
    static const struct {
        const char *name, *options;
        int64_t slack_at, slack_n;
    } rows[] = {
        { "same.wav", "", 0, 0 },           { "deep.wav", "-c:a pcm_s24le", 0, 0 },
        { "cd.wav", "-ar 44100", 1, 1 },    { "phone.wav", "-ar 8000", 3, 6 },
        { "same.flac", "", 0, 0 },          { "mono.mp3", "-ac 1", 2, 1200 },
        { "cd.mp3", "-ar 44100", 3, 1200 }, { "same.ogg", "-c:a libvorbis", 2, 1200 },
        { "same.opus", "", 2, 1000 },       { "same.m4a", "-c:a aac", 1, 0 },
        { "same.aiff", "", 0, 0 },          { "same.mka", "-c:a libopus", 2, 1000 },
    };
    RIG_DO("ffmpeg -v error -y -f lavfi -i \"aevalsrc='0.8*eq(n,48000)|0.8*eq(n,48000)':s=48000:d=2\" click.wav");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t n;
        RIG_DO("ffmpeg -v error -y -i click.wav %s %s", rows[i].options, rows[i].name);
        g_autofree float *samples = read_all(rows[i].name, &n);
        g_test_message("%s: %d samples, click at %d", rows[i].name, (int) n, (int) peak(samples, n, 0));
        g_assert_cmpint(ABS(n - 96000), <=, rows[i].slack_n);
        g_assert_cmpint(ABS(peak(samples, n, 0) - 48000), <=, rows[i].slack_at);
        g_assert_cmpint(ABS(peak(samples, n, 1) - 48000), <=, rows[i].slack_at);
    }
}

/* Half of full scale in each channel: what arrives on the left and on the right. */
static void test_levels(void)
{
    static const struct {
        const char *layout, *values;
        double left, right;
    } rows[] = {
        { "mono", "0.5", 0.5, 0.5 },
        { "stereo", "0.5|-0.25", 0.5, -0.25 },
        { "5.1", "0.5|0.25|0|0|0|0", 0.5 / 2.4142, 0.25 / 2.4142 },
        { "5.1", "1|1|1|1|1|1", 1, 1 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t n;
        RIG_DO("ffmpeg -v error -y -f lavfi -i \"aevalsrc='%s':s=48000:d=0.5:c=%s\" -c:a pcm_f32le level.wav",
               rows[i].values, rows[i].layout);
        g_autofree float *samples = read_all("level.wav", &n);
        g_assert_cmpint(n, ==, 24000);
        g_assert_cmpfloat_with_epsilon(samples[2 * 12000], rows[i].left, 1e-3);
        g_assert_cmpfloat_with_epsilon(samples[2 * 12000 + 1], rows[i].right, 1e-3);
    }
}

/* The sound of a clip counts from its first picture. */
static void test_clip_sound(void)
{
    static const struct {
        const char *shift;
        int64_t want;
    } rows[] = { { "0", 48000 }, { "0.5", 72000 }, { "-0.25", 36000 } };
    RIG_DO("ffmpeg -v error -y -f lavfi -i \"aevalsrc='0.8*eq(n,48000)|0.8*eq(n,48000)':s=48000:d=2\" click.wav && "
           "ffmpeg -v error -y -f lavfi -i testsrc2=s=64x64:r=25:d=3 -c:v libx264 pictures.mp4");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t n;
        RIG_DO("ffmpeg -v error -y -i pictures.mp4 -itsoffset %s -i click.wav -c:v copy -c:a flac shifted.mkv",
               rows[i].shift);
        g_autofree float *samples = read_all("shifted.mkv", &n);
        g_test_message("shift %s: click at %d", rows[i].shift, (int) peak(samples, n, 0));
        g_assert_cmpint(ABS(peak(samples, n, 0) - rows[i].want), <=, 48);
    }
}

/* What is read from an in-point on is what is read from the beginning, to the sample, whatever way leads there. */
static void test_in_points(void)
{
    static const struct {
        const char *name, *options;
        double slack; /* a codec fills up noise at random; a sample too early or late would make 0.05 */
    } rows[] = {
        { "same.wav", "", 0 },
        { "cd.wav", "-ar 44100", 1e-5 },
        { "phone.wav", "-ar 8000", 1e-5 },
        { "same.flac", "", 0 },
        { "cd.flac", "-ar 44100", 1e-5 },
        { "same.m4a", "-c:a aac -b:a 192k", 0.02 },
        { "cd.m4a", "-ar 44100 -c:a aac -b:a 192k", 0.02 },
        { "same.ogg", "-c:a libvorbis", 0.02 },
        { "same.opus", "", 0.02 },
        { "same.mp3", "", 0.02 },
        { "same.mka", "-c:a libopus", 0.02 },
        { "clip.mp4", "-f lavfi -i testsrc2=s=64x64:r=25:d=15 -c:v libx264 -c:a aac -shortest", 0.02 },
    };
    static const int64_t points[] = { 0, 1, 47, 5000, 96001, 96002, 300000, 480001, 719998, 720100, 5000000 };
    RIG_DO("ffmpeg -v error -y -f lavfi -i \"aevalsrc='0.3*sin(2*PI*(200+40*t)*t)|0.3*sin(2*PI*(900-30*t)*t)"
           ":s=48000:d=15'\" sweep.wav");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t n, m;
        RIG_DO("ffmpeg -v error -y -i sweep.wav %s %s", rows[i].options, rows[i].name);
        g_autofree float *all = read_all(rows[i].name, &n);
        for (size_t k = 0; k < G_N_ELEMENTS(points); k++) {
            g_autofree float *part = read_from(rows[i].name, points[k], &m);
            double worst = 0;
            g_assert_cmpint(m, ==, MAX(n - points[k], 0));
            for (int64_t s = 0; s < 2 * m; s++)
                worst = fmax(worst, fabsf(part[s] - all[2 * points[k] + s]));
            g_test_message("%s from %d: differs by %g", rows[i].name, (int) points[k], worst);
            g_assert_cmpfloat(worst, <=, rows[i].slack);
        }
    }
}

static void test_probe(void)
{
    static const struct {
        const char *name;
        double slack_s;
    } rows[] = { { "same.wav", 0 },  { "same.flac", 0 },  { "same.m4a", 0.03 },
                 { "cd.mp3", 0.06 }, { "raw.mp3", 0.06 }, { "same.opus", 0.03 } };
    RIG_DO("ffmpeg -v error -y -f lavfi -i \"sine=d=2:r=48000\" -ac 2 click.wav && for f in same.wav same.flac "
           "same.m4a cd.mp3 same.opus; "
           "do ffmpeg -v error -y -i click.wav $f; done; ffmpeg -v error -y -i click.wav -q:a 3 -write_xing 0 "
           "-id3v2_version 0 raw.mp3");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_asset asset = { 0 };
        g_autofree char *path = rig_path(rows[i].name);
        g_test_message("%s", rows[i].name);
        g_assert_true(fms_media_probe(path, &asset, NULL));
        g_assert_cmpint(asset.kind, ==, FMS_ASSET_SOUND);
        g_assert_true(asset.has_sound);
        g_assert_cmpint(asset.width_px, ==, 0);
        g_assert_cmpint(ABS(asset.duration - 2 * FMS_TICKS_PER_SECOND), <=,
                        (int64_t) (rows[i].slack_s * FMS_TICKS_PER_SECOND));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    rig_open();
    g_test_add_func("/pcm/click", test_click);
    g_test_add_func("/pcm/foreign", test_foreign);
    g_test_add_func("/pcm/levels", test_levels);
    g_test_add_func("/pcm/in-points", test_in_points);
    g_test_add_func("/pcm/clip-sound", test_clip_sound);
    g_test_add_func("/pcm/probe", test_probe);
    return rig_close(g_test_run());
}
