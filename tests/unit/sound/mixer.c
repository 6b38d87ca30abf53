/*
 * The mix: takes where they belong to the sample, music that keeps its distance and comes back, loops that cannot be
 * heard.
 */
#include "meter-private.h"
#include "synth.h"

static const struct fms_take SPEECH = { .path = "speech", .n_samples = 6 * SECOND };
static const struct fms_take WORD = { .path = "speech", .n_samples = SECOND };
static const struct fms_take IMPULSES = { .path = "impulse", .n_samples = 5000 };

static const struct fake_file FILES[] = {
    { "loud", 200 * SECOND, 0, 0.9, NULL },
    { "quiet", 200 * SECOND, 0, 0.01, NULL },
    { "tone", 10 * SECOND + 1234, 440, 0.25, NULL },
    { "sting", SECOND, 440, 0.25, NULL },
    { "tiny", 1, 0, 0.5, NULL },
    { "silent", 100 * SECOND, 100, 0, NULL },
    { "empty", 0, 0, 0, NULL },
    { NULL },
};

static struct fms_asset asset(const char *path)
{
    return (struct fms_asset){ .name = path, .path = path, .kind = FMS_ASSET_SOUND, .has_sound = true };
}

/* Mixes a sheet in portions. @return what came out, g_free() it. */
static float *mix(const struct fms_cuesheet *sheet, int64_t portion)
{
    GError *error = NULL;
    fake_files = FILES;
    struct fms_mixer *mixer = fms_mixer_open(sheet, &fake_port, fake_take, &error);
    g_assert_no_error(error);
    float *out = g_new0(float, 2 * (sheet->n_samples + portion));
    int64_t at = 0, n;
    while ((n = fms_mixer_read(mixer, out + 2 * at, portion, &error)) > 0)
        at += n;
    g_assert_no_error(error);
    g_assert_cmpint(n, ==, 0);
    g_assert_cmpint(at, ==, sheet->n_samples);
    fms_mixer_close(mixer);
    g_assert_cmpint(fake_open_readers, ==, 0);
    return out;
}

static double lufs(const float *sound, double from, double to)
{
    struct fms_meter *meter = fms_meter_new_quick();
    fms_meter_add(meter, sound + 2 * llround(from * SECOND), llround((to - from) * SECOND));
    double loudness = fms_meter_read(meter).integrated_lufs;
    fms_meter_free(meter);
    return loudness;
}

static void test_placement(void)
{
    static const int64_t AT[] = { 0, 5000, 10001, 47999, 96000 };
    struct fms_voice_cue voices[G_N_ELEMENTS(AT)];
    for (size_t i = 0; i < G_N_ELEMENTS(AT); i++)
        voices[i] = (struct fms_voice_cue){ &IMPULSES, AT[i] };
    struct fms_cuesheet sheet = { .n_samples = 98000, .n_voices = G_N_ELEMENTS(AT), .voices = voices };
    for (int64_t portion = 977; portion < 200000; portion *= 14) {
        float *out = mix(&sheet, portion);
        for (int64_t i = 0; i < sheet.n_samples; i++) {
            bool impulse = false;
            for (size_t k = 0; k < G_N_ELEMENTS(AT); k++)
                impulse |= i == AT[k] + 100 || i == AT[k] + IMPULSES.n_samples - 100;
            g_assert_cmpfloat(out[2 * i], ==, impulse ? 1 : 0);
            g_assert_cmpfloat(out[2 * i + 1], ==, impulse ? 1 : 0);
        }
        g_free(out);
    }
}

/* Voice and music as stems: the same sheet with and without the other. */
static void test_ducking(void)
{
    static const char *const MUSIC[] = { "loud", "quiet", "tone" };
    const struct fms_voice_cue voices[] = { { &SPEECH, 10 * SECOND },
                                            { &SPEECH, 17 * SECOND },
                                            { &SPEECH, 30 * SECOND } };
    for (size_t i = 0; i < G_N_ELEMENTS(MUSIC); i++) {
        struct fms_asset music = asset(MUSIC[i]);
        const struct fms_music_cue cue = bed(&music, 0, 45 * SECOND);
        struct fms_cuesheet voice = { .n_samples = 45 * SECOND, .n_voices = 3, .voices = voices };
        struct fms_cuesheet both = voice;
        both.n_music = 1;
        both.music = &cue;
        float *speech = mix(&voice, 4096), *all = mix(&both, 4096);
        for (int64_t k = 0; k < 2 * both.n_samples; k++)
            all[k] -= speech[k];
        double voiced = lufs(speech, 10, 16), under = lufs(all, 10, 16), clear = lufs(all, 4, 9.7);
        double pause = lufs(all, 16, 17), back = lufs(all, 24, 29.7);
        g_test_message("%s: voice %.1f, under it %.1f, in the clear %.1f, in a short pause %.1f, after %.1f", MUSIC[i],
                       voiced, under, clear, pause, back);
        g_assert_cmpfloat(voiced - under, >=, 12);
        g_assert_cmpfloat(voiced - lufs(all, 10, 10.4), >=, 12);
        g_assert_cmpfloat(voiced - under, <=, 18);
        g_assert_cmpfloat_with_epsilon(clear, -20, 0.5);
        g_assert_cmpfloat_with_epsilon(pause, under, 0.5);
        g_assert_cmpfloat_with_epsilon(back, clear, 0.5);
        g_free(all);
        g_free(speech);
    }
}

/* From one sample to the next nothing jumps more than a tone of that height can, at any seam or ramp. */
static void test_seams(void)
{
    const struct fms_voice_cue voices[] = { { &WORD, 30 * SECOND } };
    struct fms_asset music = asset("tone");
    const struct fms_music_cue cue = bed(&music, SECOND, 58 * SECOND);
    struct fms_cuesheet sheet = {
        .n_samples = 60 * SECOND, .n_music = 1, .music = &cue, .n_voices = 1, .voices = voices
    };
    struct fms_cuesheet voice = sheet;
    voice.n_music = 0;
    float *out = mix(&sheet, 4096), *speech = mix(&voice, 4096);
    double peak = 0, step = 0;
    for (int64_t i = 0; i < 2 * sheet.n_samples; i++) {
        out[i] -= speech[i];
        peak = fmax(peak, fabsf(out[i]));
        step = i >= 2 ? fmax(step, fabsf(out[i] - out[i - 2])) : step;
    }
    g_assert_cmpfloat(step, <, peak * 2 * G_PI * 440 / SECOND * 1.2);
    for (int tenths = 40; tenths < 280;
         tenths += 4) /* two tones that cross may add up or cancel, but never to a hole */
        g_assert_cmpfloat(lufs(out, tenths / 10.0, tenths / 10.0 + 0.5), >, lufs(out, 4, 8) - 6);
    for (int64_t i = 0; i < sheet.n_samples; i++)
        g_assert_true((i > SECOND && i < 58 * SECOND) || out[2 * i] == 0);
    g_free(speech);
    g_free(out);
}

/* Noise crossed with other noise keeps its power. */
static void test_equal_power(void)
{
    struct fake_file files[] = { { "bed", 10 * SECOND, 0, 0.3, NULL }, { NULL } };
    struct fms_asset music = asset("bed");
    const struct fms_music_cue cue = bed(&music, 0, 40 * SECOND);
    struct fms_cuesheet sheet = { .n_samples = 40 * SECOND, .n_music = 1, .music = &cue };
    fake_files = files;
    struct fms_mixer *mixer = fms_mixer_open(&sheet, &fake_port, fake_take, NULL);
    float *out = g_new0(float, 2 * sheet.n_samples);
    g_assert_cmpint(fms_mixer_read(mixer, out, sheet.n_samples, NULL), ==, sheet.n_samples);
    for (int halves = 4; halves < 72; halves++)
        g_assert_cmpfloat_with_epsilon(lufs(out, halves / 2.0, halves / 2.0 + 0.5), lufs(out, 2, 7), 0.7);
    fms_mixer_close(mixer);
    g_free(out);
}

static void test_fades(void)
{
    struct fms_asset music = asset("loud");
    const struct fms_music_cue cue = bed(&music, 0, 20 * SECOND);
    struct fms_cuesheet sheet = { .n_samples = 20 * SECOND, .n_music = 1, .music = &cue };
    float *out = mix(&sheet, 4096);
    g_assert_cmpfloat(fabsf(out[0]), <, 1e-6);
    g_assert_cmpfloat(fabsf(out[2 * sheet.n_samples - 1]), <, 1e-6);
    g_assert_cmpfloat(lufs(out, 0, 0.5), <, lufs(out, 2, 16) - 10);
    g_assert_cmpfloat(lufs(out, 19.5, 20), <, lufs(out, 2, 16) - 20);
    g_assert_cmpfloat_with_epsilon(lufs(out, 1.5, 2), lufs(out, 16.5, 17), 0.5);
    g_free(out);
}

/* A take that starts or ends in full sound gets an edge, and hangs over the end of the film without harm. */
static void test_edges(void)
{
    const struct fms_voice_cue voices[] = { { &WORD, 1000 }, { &SPEECH, 60000 } };
    struct fms_cuesheet sheet = { .n_samples = 2 * SECOND, .n_voices = 2, .voices = voices };
    float *out = mix(&sheet, 4096);
    g_assert_cmpfloat(fabsf(out[2 * 1000]), <, 0.001);
    g_assert_cmpfloat(fabsf(out[2 * (sheet.n_samples - 1)]), <, 0.001);
    g_free(out);
}

static void test_odd_sheets(void)
{
    static const char *const MUSIC[] = { "sting", "tiny", "silent", "empty", "quiet" };
    static const int64_t LENGTHS[] = { 0, 1, 2, 100, SECOND / 3, 5 * SECOND };
    for (size_t i = 0; i < G_N_ELEMENTS(MUSIC); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(LENGTHS); k++) {
            struct fms_asset music = asset(MUSIC[i]);
            const struct fms_music_cue cues[] = { bed(&music, 0, LENGTHS[k] / 2),
                                                  bed(&music, LENGTHS[k] / 2, LENGTHS[k]) };
            const struct fms_voice_cue late = { &WORD, LENGTHS[k] };
            struct fms_cuesheet sheet = { .n_samples = LENGTHS[k], .n_music = 2, .music = cues };
            sheet.n_voices = 1;
            sheet.voices = &late;
            float *out = mix(&sheet, 333);
            for (int64_t s = 0; s < 2 * LENGTHS[k]; s++)
                g_assert_true(fabsf(out[s]) <= 1);
            g_free(out);
        }
    }
}

static void test_portions(void)
{
    const struct fms_voice_cue voices[] = { { &SPEECH, 1234 }, { &WORD, 9 * SECOND } };
    struct fms_asset music = asset("tone");
    const struct fms_music_cue cue = bed(&music, 77, 12 * SECOND);
    struct fms_cuesheet sheet = {
        .n_samples = 13 * SECOND, .n_music = 1, .music = &cue, .n_voices = 2, .voices = voices
    };
    float *whole = mix(&sheet, sheet.n_samples), *pieces = mix(&sheet, 997);
    size_t bytes = (size_t) (2 * sheet.n_samples) * sizeof(float);
    g_assert_cmpmem(whole, bytes, pieces, bytes);
    g_free(pieces);
    g_free(whole);
}

static void test_failures(void)
{
    GError *error = NULL;
    struct fms_asset music = asset("missing");
    const struct fms_music_cue cue = bed(&music, 0, SECOND);
    struct fms_cuesheet sheet = { .n_samples = SECOND, .n_music = 1, .music = &cue };
    fake_files = FILES;
    g_assert_null(fms_mixer_open(&sheet, &fake_port, fake_take, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_clear_error(&error);
    g_assert_cmpint(fake_open_readers, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mixer/placement", test_placement);
    g_test_add_func("/mixer/ducking", test_ducking);
    g_test_add_func("/mixer/seams", test_seams);
    g_test_add_func("/mixer/equal-power", test_equal_power);
    g_test_add_func("/mixer/fades", test_fades);
    g_test_add_func("/mixer/edges", test_edges);
    g_test_add_func("/mixer/odd-sheets", test_odd_sheets);
    g_test_add_func("/mixer/portions", test_portions);
    g_test_add_func("/mixer/failures", test_failures);
    return g_test_run();
}
