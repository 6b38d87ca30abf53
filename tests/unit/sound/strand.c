/*
 * Music that changes, clips' own sound, effects: where they begin to the sample, how they come and go, how loud they are.
 */
#include "meter-private.h"
#include "synth.h"

#include <malloc.h>

static const struct fms_take SPEECH = { .path = "speech", .n_samples = 6 * SECOND };
static float ticks[2 * 3 * SECOND]; /* ones at sample 1000 of each second, and nothing else */

static const struct fake_file FILES[] = {
    { "noise", 3600 * SECOND, 0, 0.2, NULL },     { "loud", 200 * SECOND, 0, 0.9, NULL },
    { "quiet", 200 * SECOND, 0, 0.005, NULL },    { "tone", 20 * SECOND, 440, 0.05, NULL },
    { "short", SECOND * 4 / 5, 440, 0.05, NULL }, { "tiny", SECOND / 5, 440, 0.05, NULL },
    { "ticks", 3 * SECOND, 0, 0, ticks },         { NULL },
};

static struct fms_asset asset(const char *path)
{
    return (struct fms_asset){ .name = path, .path = path, .kind = FMS_ASSET_SOUND, .has_sound = true };
}

static struct fms_mixer *open_mixer(const struct fms_cuesheet *sheet)
{
    GError *error = NULL;
    fake_files = FILES;
    for (int i = 0; i < 3; i++)
        ticks[2 * (i * SECOND + 1000)] = ticks[2 * (i * SECOND + 1000) + 1] = 1;
    struct fms_mixer *mixer = fms_mixer_open(sheet, &fake_port, fake_take, &error);
    g_assert_no_error(error);
    return mixer;
}

static float *mix(const struct fms_cuesheet *sheet)
{
    GError *error = NULL;
    struct fms_mixer *mixer = open_mixer(sheet);
    float *out = g_new0(float, 2 * sheet->n_samples + 2);
    g_assert_cmpint(fms_mixer_read(mixer, out, sheet->n_samples, &error), ==, sheet->n_samples);
    g_assert_no_error(error);
    fms_mixer_close(mixer);
    g_assert_cmpint(fake_open_readers, ==, 0);
    return out;
}

static float *mix_sounds(const struct fms_sound_cue *cues, size_t n, int64_t n_samples)
{
    struct fms_cuesheet sheet = { .n_samples = n_samples, .n_sounds = n, .sounds = cues };
    return mix(&sheet);
}

static double lufs(const float *sound, double from, double to)
{
    struct fms_meter *meter = fms_meter_new_quick();
    fms_meter_add(meter, sound + 2 * llround(from * SECOND), llround((to - from) * SECOND));
    double loudness = fms_meter_read(meter).integrated_lufs;
    fms_meter_free(meter);
    return loudness;
}

static double rms_db(const float *sound, int64_t from, int64_t to)
{
    double sum = 0;
    for (int64_t i = 2 * from; i < 2 * to; i++)
        sum += (double) sound[i] * sound[i];
    return to_db(sqrt(sum / (double) (2 * (to - from))));
}

/* The largest jump from one sample to the next on the left side, and where it is. */
static double largest_step(const float *sound, int64_t n, int64_t *where)
{
    double largest = fabsf(sound[0]);
    *where = 0;
    for (int64_t i = 1; i <= n; i++) {
        double step = fabs((i < n ? sound[2 * i] : 0) - (double) sound[2 * i - 2]);
        if (step > largest) {
            largest = step;
            *where = i;
        }
    }
    return largest;
}

/* The in-point of the file is heard at `at`, whatever comes before. */
static void test_in_points(void)
{
    static const struct {
        int64_t in, at, n;
        int64_t heard[4]; /* ends with -1 */
    } ROWS[] = {
        { 0, 0, 3 * SECOND, { 1000, SECOND + 1000, 2 * SECOND + 1000, -1 } },
        { 0, 777, 3 * SECOND, { 1777, SECOND + 1777, 2 * SECOND + 1777, -1 } },
        { 500, 12345, SECOND, { 12845, -1 } },
        { SECOND, 12345, SECOND, { 13345, -1 } },
        { SECOND + 999, 5000, 3 * SECOND, { 5001, 5001 + SECOND, -1 } },
        { 5 * SECOND, 0, SECOND, { -1 } }, /* behind its end */
        { 0, 4 * SECOND, SECOND, { -1 } }, /* behind the film's */
    };
    struct fms_asset file = asset("ticks");
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        const struct fms_sound_cue cue = {
            .asset = &file, .from_sample_in_asset = ROWS[i].in, .at = ROWS[i].at, .n = ROWS[i].n, .speed_permille = 1000
        };
        float *out = mix_sounds(&cue, 1, 4 * SECOND);
        int k = 0;
        for (int64_t s = 0; s < 4 * SECOND; s++) {
            if (out[2 * s] == 0)
                continue;
            g_assert_cmpint(s, ==, ROWS[i].heard[k++]);
            if (s >= ROWS[i].at + FMS_LEAST_FADE && s < 3 * SECOND)
                g_assert_cmpfloat(out[2 * s], >, 0.99f);
        }
        g_assert_cmpint(ROWS[i].heard[k], ==, -1);
        g_free(out);
    }
}

/* A tone that is cut out of the middle, that ends before its cue, that loops, that changes speed: never a click. */
static void test_no_clicks(void)
{
    static const struct {
        const char *path;
        struct fms_sound_cue cue;
        double ends_s; /* where the sound is over */
    } ROWS[] = {
        { "tone", { .from_sample_in_asset = 4827, .at = 1000, .n = 2 * SECOND, .speed_permille = 1000 }, 2.03 },
        { "tone", { .from_sample_in_asset = 27, .at = 1000, .n = 100, .speed_permille = 1000 }, 0.03 },
        { "tone", { .from_sample_in_asset = 27, .at = 1000, .n = 1, .speed_permille = 1000 }, 0.03 },
        { "tone", { .at = 1000, .n = 9 * SECOND, .speed_permille = 1000 }, 5 }, /* beyond the film */
        { "short", { .at = 1000, .n = 4 * SECOND, .speed_permille = 1000 }, 0.83 },
        { "short",
          { .from_sample_in_asset = 99, .at = 1000, .n = 4 * SECOND, .loop = true, .speed_permille = 1000 },
          4.03 },
        { "tiny",
          { .at = 1000, .n = 4 * SECOND, .loop = true, .speed_permille = 1000 },
          0.23 }, /* too short to repeat */
        { "tone", { .from_sample_in_asset = 999, .at = 0, .n = 2 * SECOND, .speed_permille = 1500 }, 2.01 },
        { "short", { .at = 0, .n = 3 * SECOND, .speed_permille = 500 }, 1.62 },
        { "short", { .at = 0, .n = 3 * SECOND, .loop = true, .speed_permille = 777 }, 3.01 },
        { "tone",
          { .at = 0, .n = 3 * SECOND, .fade_in = SECOND, .fade_out = 9 * SECOND, .speed_permille = 1000 },
          3.01 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        struct fms_asset file = asset(ROWS[i].path);
        struct fms_sound_cue cue = ROWS[i].cue;
        cue.asset = &file;
        float *out = mix_sounds(&cue, 1, 5 * SECOND);
        int64_t where;
        double step = largest_step(out, 5 * SECOND, &where);
        double most = 0.05 * 2 * G_PI * 440 / SECOND * MAX(cue.speed_permille, 1000) / 1000;
        g_test_message("row %zu: step %.5f at %d, a tone's own %.5f", i, step, (int) where, most);
        g_assert_cmpfloat(step, <, most * 1.25);
        for (int64_t s = 0; s < cue.at; s++)
            g_assert_true(out[2 * s] == 0);
        for (int64_t s = llround(ROWS[i].ends_s * SECOND); s < 5 * SECOND; s++)
            g_assert_true(out[2 * s] == 0);
        if (cue.n > SECOND && ROWS[i].ends_s > 1) {
            int64_t middle = cue.at + llround(ROWS[i].ends_s * SECOND / 2);
            g_assert_cmpfloat(rms_db(out, middle - 2000, middle + 2000), >, -37);
        }
        g_free(out);
    }
}

static void test_levels(void)
{
    static const struct {
        const char *path;
        int32_t gain_cdb;
        bool ducked;
        double clear_lufs; /* HUGE_VAL: as in the file */
    } ROWS[] = {
        { "loud", 0, true, -20 },   { "loud", 0, false, -20 },      { "loud", -600, true, -26 },
        { "loud", 300, true, -17 }, { "quiet", 0, true, HUGE_VAL }, { "quiet", 0, false, HUGE_VAL },
    };
    const struct fms_voice_cue voice = { &SPEECH, 10 * SECOND };
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        struct fms_asset file = asset(ROWS[i].path);
        const struct fms_sound_cue cue = { .asset = &file,
                                           .n = 20 * SECOND,
                                           .gain_cdb = ROWS[i].gain_cdb,
                                           .ducked = ROWS[i].ducked,
                                           .speed_permille = 1000 };
        struct fms_cuesheet sheet = { .n_samples = 20 * SECOND, .n_sounds = 1, .sounds = &cue, .n_voices = 1 };
        sheet.voices = &voice;
        struct fms_cuesheet alone = sheet;
        alone.n_sounds = 0;
        float *out = mix(&sheet), *speech = mix(&alone);
        for (int64_t k = 0; k < 2 * sheet.n_samples; k++)
            out[k] -= speech[k];
        double clear = lufs(out, 1, 7), under = lufs(out, 10, 16), voiced = lufs(speech, 10, 16);
        g_test_message("%s %d: clear %.1f, under %.1f, voice %.1f", ROWS[i].path, ROWS[i].gain_cdb, clear, under,
                       voiced);
        if (isfinite(ROWS[i].clear_lufs))
            g_assert_cmpfloat_with_epsilon(clear, ROWS[i].clear_lufs, 0.3);
        else
            g_assert_cmpfloat_with_epsilon(clear, -47, 3);
        if (ROWS[i].ducked)
            g_assert_cmpfloat(voiced - (under - ROWS[i].gain_cdb / 100.0), >=, 12);
        g_assert_cmpfloat(clear - under, >=, ROWS[i].ducked ? 11.9 : -0.1);
        g_assert_cmpfloat(clear - under, <=, ROWS[i].ducked ? 17 : 0.1);
        g_free(out);
        g_free(speech);
    }
}

/* One music into another: the power stays, and each is alone outside of the change. */
static void test_music_changes(void)
{
    struct fms_asset first = asset("noise"), second = asset("loud");
    struct fms_music_cue cues[] = { bed(&first, 0, 21 * SECOND), bed(&second, 19 * SECOND, 40 * SECOND) };
    cues[0].fade_out = cues[1].fade_in = 2 * SECOND;
    struct fms_cuesheet sheet = { .n_samples = 45 * SECOND, .n_music = 2, .music = cues };
    float *out = mix(&sheet);
    for (int halves = 4; halves < 72; halves++)
        g_assert_cmpfloat_with_epsilon(lufs(out, halves / 2.0, halves / 2.0 + 0.5), -20, 0.8);
    g_assert_cmpfloat(lufs(out, 39.5, 40), <, -40); /* it stops: faded out over three seconds */
    for (int64_t i = 80 * SECOND; i < 2 * sheet.n_samples; i++)
        g_assert_true(out[i] == 0);
    struct fms_cuesheet alone = sheet;
    alone.n_music = 1;
    float *only = mix(&alone);
    int64_t same = 0;
    while (out[same] == only[same])
        same++;
    g_assert_cmpint(same / 2, >=, 19 * SECOND - 1);
    g_assert_cmpint(same / 2, <, 19 * SECOND + 100);
    g_free(only);
    cues[0].gain_cdb = -600;
    cues[0].ducked = false;
    float *lower = mix(&sheet);
    g_assert_cmpfloat_with_epsilon(lufs(lower, 4, 18), lufs(out, 4, 18) - 6, 0.1);
    g_assert_cmpfloat_with_epsilon(lufs(lower, 22, 35), lufs(out, 22, 35), 0.1);
    g_free(lower);
    g_free(out);
}

/* A hundred effects: as many as may are heard, no more are open, and equal ones are listened to once. */
static void test_crowd(void)
{
    struct fms_asset file = asset("tone");
    struct fms_sound_cue cues[100];
    for (int i = 0; i < 100; i++)
        cues[i] = (struct fms_sound_cue){ .asset = &file, .at = i * 10, .n = 3 * SECOND, .speed_permille = 1000 };
    fake_most_readers = 0;
    float *all = mix_sounds(cues, 100, 4 * SECOND);
    g_assert_cmpint(fake_most_readers, ==, FMS_MOST_SOUNDS);
    float *some = mix_sounds(cues, FMS_MOST_SOUNDS, 4 * SECOND);
    g_assert_cmpmem(all, 8 * 4 * SECOND, some, 8 * 4 * SECOND);
    g_free(all);
    g_free(some);
    for (int i = 0; i < 100; i++) {
        cues[i].at = i * SECOND / 25;
        cues[i].n = SECOND / 50;
    }
    all = mix_sounds(cues, 100, 4 * SECOND); /* one after the other: all of them */
    for (int i = 0; i < 99; i++)
        g_assert_cmpfloat(rms_db(all, i * SECOND / 25, i * SECOND / 25 + SECOND / 50), >, -40);
    g_free(all);
}

static const struct fms_sound_cue *odd_cues(const struct fms_asset *file, size_t *n)
{
    static struct fms_sound_cue cues[] = {
        { .at = -5000, .n = 10000, .speed_permille = 1000 },
        { .at = 100, .n = -1, .speed_permille = 1000 },
        { .at = 100, .n = 0, .speed_permille = 1000 },
        { .at = INT64_MAX, .n = INT64_MAX, .speed_permille = 1000 },
        { .at = 100,
          .n = INT64_MAX,
          .fade_in = INT64_MAX,
          .fade_out = INT64_MAX,
          .loop = true,
          .speed_permille = 1000 },
        { .at = 100, .n = 9000, .from_sample_in_asset = -7, .speed_permille = 1000 },
        { .at = 100, .n = 9000, .speed_permille = 0 },
        { .at = 100, .n = 9000, .speed_permille = -1000 },
        { .at = 100, .n = 9000, .speed_permille = 249 },
        { .at = 100, .n = 9000, .speed_permille = 4001 },
        { .at = 100, .n = 9000, .speed_permille = INT32_MAX },
        { .at = 100, .n = 9000, .gain_cdb = INT32_MIN, .speed_permille = 250 },
        { .at = 100, .n = 9000, .gain_cdb = INT32_MAX, .speed_permille = 4000 },
        { .at = 50, .n = 9000, .fade_in = -1, .fade_out = -1, .speed_permille = 1000 }, /* out of order, too */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cues); i++)
        cues[i].asset = file;
    *n = G_N_ELEMENTS(cues);
    return cues;
}

static void test_odd_sheets(void)
{
    struct fms_asset file = asset("tone");
    size_t n;
    const struct fms_sound_cue *cues = odd_cues(&file, &n);
    for (size_t i = 0; i < n; i++) {
        float *out = mix_sounds(&cues[i], 1, SECOND);
        for (int64_t s = 0; s < 2 * SECOND; s++)
            g_assert_true(fabsf(out[s]) <= 2);
        bool mute = cues[i].speed_permille < 250 || cues[i].speed_permille > 4000;
        g_assert_true(!mute || rms_db(out, 0, SECOND) < -200);
        g_free(out);
    }
    g_free(mix_sounds(cues, n, SECOND));
}

/* A mixer of an hour holds what one of a minute does. */
static size_t held_by(int64_t seconds)
{
    struct fms_asset file = asset("noise");
    const struct fms_sound_cue sounds[] = {
        { .asset = &file, .n = seconds * SECOND, .speed_permille = 1999 },
        { .asset = &file, .from_sample_in_asset = 99, .n = seconds * SECOND, .loop = true, .speed_permille = 1000 },
    };
    const struct fms_music_cue music = bed(&file, 0, seconds * SECOND);
    struct fms_cuesheet sheet = { .n_samples = seconds * SECOND, .n_music = 1, .music = &music, .n_sounds = 2 };
    sheet.sounds = sounds;
    float out[2 * 4096];
    size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
    struct fms_mixer *mixer = open_mixer(&sheet);
    for (int i = 0; i < 500; i++)
        g_assert_cmpint(fms_mixer_read(mixer, out, 4096, NULL), ==, 4096);
    size_t held = mallinfo2().uordblks + mallinfo2().hblkhd - before;
    fms_mixer_close(mixer);
    return held;
}

static void test_memory(void)
{
    held_by(60); /* what is made once a process */
    size_t minute = held_by(60), long_film = held_by(600);
    g_test_message("a minute %zu bytes, ten %zu", minute, long_film);
    g_assert_cmpuint(long_film, <=, minute + 4096);
    g_assert_cmpuint(minute, <, 1 << 20);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/strand/in-points", test_in_points);
    g_test_add_func("/strand/no-clicks", test_no_clicks);
    g_test_add_func("/strand/levels", test_levels);
    g_test_add_func("/strand/music-changes", test_music_changes);
    g_test_add_func("/strand/crowd", test_crowd);
    g_test_add_func("/strand/odd-sheets", test_odd_sheets);
    g_test_add_func("/strand/memory", test_memory);
    return g_test_run();
}
