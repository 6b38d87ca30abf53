/*
 * The mix: takes where they belong to the sample, music that keeps its distance and comes back, loops that cannot be
 * heard.
 */
#include "energy-private.h"
#include "meter-private.h"
#include "synth.h"
#include "voice-levels-private.h"

static const struct fms_take SPEECH = { .path = "speech", .n_samples = 6 * SECOND };
static const struct fms_take WORD = { .path = "speech", .n_samples = SECOND };
static const struct fms_take IMPULSES = { .path = "impulse", .n_samples = 5000 };

static const struct fake_file FILES[] = {
    { "loud", 200 * SECOND, 0, 0.9, NULL },
    { "quiet", 200 * SECOND, 0, 0.01, NULL },
    { "tone", 10 * SECOND + 1234, 440, 0.25, NULL },
    { "hum", 200 * SECOND, 97.3, 0.25, NULL },
    { "drone", 200 * SECOND, 440, 0.25, NULL },
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
        float high = 0;
        for (int64_t i = 0; i < 2 * sheet.n_samples; i++)
            high = fmaxf(high, out[i]);
        for (int64_t i = 0; i < sheet.n_samples; i++) {
            bool impulse = false;
            for (size_t k = 0; k < G_N_ELEMENTS(AT); k++)
                impulse |= i == AT[k] + 100 || i == AT[k] + IMPULSES.n_samples - 100;
            g_assert_true((fabsf(out[2 * i]) > high / 2) == impulse); /* the chain rings, but never so loudly */
            g_assert_cmpfloat_with_epsilon(out[2 * i + 1], out[2 * i], 0.001); /* the room differs */
        }
        g_free(out);
    }
}

/* Voice and music as stems: the same sheet with and without the other. */
static void test_ducking(void)
{
    static const char *const MUSIC[] = { "loud", "quiet", "drone" };
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
        double voiced = lufs(speech, 10, 16), under = lufs(all, 10, 16), clear = lufs(all, 4, 7.5);
        double pause = lufs(all, 16, 17), back = lufs(all, 26, 27.5);
        g_test_message("%s: voice %.1f, under it %.1f, in the clear %.1f, in a short pause %.1f, after %.1f", MUSIC[i],
                       voiced, under, clear, pause, back);
        g_assert_cmpfloat(voiced - under, >=, 12);
        g_assert_cmpfloat(voiced - lufs(all, 10, 10.4), >=, 12);
        g_assert_cmpfloat(voiced - under, <=, 18);
        g_assert_cmpfloat_with_epsilon(clear, -20, 0.5);
        g_assert_true(pause <= under + 0.5 && pause >= under - 1.5); /* the ride is careful at a line's ends */
        g_assert_cmpfloat_with_epsilon(back, clear, 0.5);
        g_free(all);
        g_free(speech);
    }
}

/* The stems of a sheet, g_free() them. */
static struct fms_stems stems_of(const struct fms_cuesheet *sheet)
{
    size_t n = 2 * (size_t) sheet->n_samples;
    struct fms_stems stems = { g_new0(float, n), g_new0(float, n), g_new0(float, n) };
    fake_files = FILES;
    struct fms_mixer *mixer = fms_mixer_open(sheet, &fake_port, fake_take, NULL);
    g_assert_cmpint(fms_mixer_read_stems(mixer, &stems, sheet->n_samples, NULL), ==, sheet->n_samples);
    fms_mixer_close(mixer);
    return stems;
}

static void free_stems(const struct fms_stems *stems)
{
    g_free(stems->voice);
    g_free(stems->music);
    g_free(stems->effects);
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
        g_assert_true((i > SECOND && i < 58 * SECOND) || fabsf(out[2 * i]) < 1e-3f); /* but for the room */
    g_free(speech);
    g_free(out);
}

/* A low hum under voices with pauses of all lengths: whatever turns it up and down, nothing clicks. A click is a step of its second
 * difference, which a hum of 97.3 Hz hardly has. */
static void test_clicks(void)
{
    static const double BEGINS[] = { 4, 10.5, 17.8, 25.8, 34 };
    struct fms_voice_cue voices[G_N_ELEMENTS(BEGINS)];
    for (size_t i = 0; i < G_N_ELEMENTS(BEGINS); i++)
        voices[i] = (struct fms_voice_cue){ &SPEECH, llround(BEGINS[i] * SECOND), 0, i == 2 ? -1500 : 0 };
    struct fms_asset music = asset("hum");
    const struct fms_music_cue cue = bed(&music, 0, 45 * SECOND);
    struct fms_cuesheet sheet = { .n_samples = 45 * SECOND, .n_music = 1, .music = &cue };
    sheet.n_voices = G_N_ELEMENTS(BEGINS);
    sheet.voices = voices;
    struct fms_stems stems = stems_of(&sheet);
    double peak = 0, bend = 0;
    for (int64_t i = 2; i < sheet.n_samples; i++) {
        const float *at = stems.music + 2 * i;
        peak = fmax(peak, fabs((double) at[0]));
        bend = fmax(bend, fabs((double) at[0] - 2 * (double) at[-2] + (double) at[-4]));
    }
    g_test_message("bends by %.3g of its peak", bend / peak);
    g_assert_cmpfloat(bend, <, 1.1 * peak * pow(2 * G_PI * 97.3 / SECOND, 2));
    free_stems(&stems);
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

static void test_stems(void)
{
    const struct fms_voice_cue voices[] = { { &SPEECH, 3 * SECOND }, { &WORD, 12 * SECOND } };
    struct fms_asset music = asset("tone"), clip = asset("loud");
    const struct fms_music_cue cue = bed(&music, SECOND, 15 * SECOND);
    const struct fms_sound_cue sound = {
        .asset = &clip, .at = 5 * SECOND, .n = 2 * SECOND, .ducked = true, .speed_permille = 1000
    };
    struct fms_cuesheet sheet = { .n_samples = 16 * SECOND, .n_voices = 2, .voices = voices };
    sheet.n_music = sheet.n_sounds = 1;
    sheet.music = &cue;
    sheet.sounds = &sound;
    float *out = mix(&sheet, 4096);
    struct fms_stems stems = stems_of(&sheet);
    for (int64_t i = 0; i < 2 * sheet.n_samples; i++)
        g_assert_cmpfloat(out[i], ==, stems.music[i] + stems.effects[i] + stems.voice[i]);
    g_assert_true(isfinite(lufs(stems.voice, 3, 9)) && isfinite(lufs(stems.music, 3, 9)));
    g_assert_cmpfloat(lufs(stems.voice, 9.1, 11.9), ==, -HUGE_VAL);
    g_assert_true(isfinite(lufs(stems.effects, 5, 7)) && !isfinite(lufs(stems.effects, 7.5, 10)));
    free_stems(&stems);
    g_free(out);
}

/*
 * Measured on stems, every 10 ms: while somebody speaks, whatever is under the voice is far enough below it, whoever speaks
 * softly and whatever swells. The music is noise that bursts out twice a second, a clip of noise lies under a part.
 */
static void test_distance(void)
{
    static const int32_t OVER[] = { 0, FMS_ACCESSIBLE_OVER_LU };
    float *bursts = g_new0(float, 2 * 30 * SECOND);
    uint32_t state = 1;
    for (int64_t i = 0; i < 30 * SECOND; i++)
        bursts[2 * i] = bursts[2 * i + 1] = noise(&state) * (i % (SECOND / 2) < SECOND / 10 ? 0.8f : 0.02f);
    const struct fake_file files[] = { { "bursts", 30 * SECOND, 0, 0, bursts },
                                       { "loud", 9 * SECOND, 0, 0.9, NULL },
                                       { NULL } };
    struct fms_asset music = asset("bursts"), clip = asset("loud");
    const struct fms_voice_cue voices[] = { { &SPEECH, 4 * SECOND, 0, 0 },
                                            { &SPEECH, 12 * SECOND, 1, -1000 },
                                            { &SPEECH, 21 * SECOND, 0, 0 } };
    const struct fms_music_cue cue = bed(&music, 0, 30 * SECOND);
    const struct fms_sound_cue sound = {
        .asset = &clip, .at = 10 * SECOND, .n = 9 * SECOND, .ducked = true, .speed_permille = 1000
    };
    for (size_t k = 0; k < G_N_ELEMENTS(OVER); k++) {
        struct fms_cuesheet sheet = { .n_samples = 30 * SECOND, .n_voices = 3, .voices = voices };
        sheet.voice_over_lu = OVER[k];
        sheet.n_music = sheet.n_sounds = 1;
        sheet.music = &cue;
        sheet.sounds = &sound;
        fake_files = files;
        struct fms_stems stems = { g_new0(float, 60 * SECOND), g_new0(float, 60 * SECOND), g_new0(float, 60 * SECOND) };
        struct fms_mixer *mixer = fms_mixer_open(&sheet, &fake_port, fake_take, NULL);
        fms_mixer_read_stems(mixer, &stems, 30 * SECOND, NULL);
        fms_mixer_close(mixer);
        struct fms_energy voice, under;
        fms_energy_begin(&voice, 2);
        fms_energy_begin(&under, 2);
        double least = HUGE_VAL, deepest = -HUGE_VAL;
        for (int64_t at = 0; at < 30 * SECOND; at += FMS_ENERGY_HOP) {
            float both[2 * FMS_ENERGY_HOP];
            for (int64_t i = 0; i < 2 * FMS_ENERGY_HOP; i++)
                both[i] = stems.music[2 * at + i] + stems.effects[2 * at + i];
            fms_energy_add(&voice, stems.voice + 2 * at, FMS_ENERGY_HOP);
            fms_energy_add(&under, both, FMS_ENERGY_HOP);
            double line = at >= 11 * SECOND && at < 20 * SECOND ? -30 : -20, now = fms_energy_momentary(&voice);
            if (now < line - 5)
                continue;
            if (now - fms_energy_momentary(&under) < fms_cuesheet_over_lu(&sheet))
                g_test_message("at %.2f: voice %.2f under %.2f", (double) at / SECOND, now,
                               fms_energy_momentary(&under));
            least = fmin(least, now - fms_energy_momentary(&under));
            deepest = fmax(deepest, now - fms_energy_momentary(&under));
        }
        g_test_message("over %d: %.2f to %.2f LU", fms_cuesheet_over_lu(&sheet), least, deepest);
        g_assert_cmpfloat(least, >=, fms_cuesheet_over_lu(&sheet));
        g_assert_cmpfloat(deepest, <, fms_cuesheet_over_lu(&sheet) + 40);
        free_stems(&stems);
    }
    g_free(bursts);
}

/* How far the music comes back in pauses of several lengths, and that it moves only one way at a time. */
static void test_pauses(void)
{
    static const double PAUSES[] = { 0.5, 1.1, 2, 3, 6 };
    struct fms_asset music = asset("loud");
    double before = -HUGE_VAL;
    for (size_t i = 0; i < G_N_ELEMENTS(PAUSES); i++) {
        const struct fms_voice_cue voices[] = { { &SPEECH, 2 * SECOND },
                                                { &SPEECH, 8 * SECOND + llround(PAUSES[i] * SECOND) } };
        const struct fms_music_cue cue = bed(&music, 0, 24 * SECOND);
        struct fms_cuesheet sheet = { .n_samples = 24 * SECOND, .n_voices = 2, .voices = voices };
        sheet.n_music = 1;
        sheet.music = &cue;
        struct fms_stems stems = stems_of(&sheet);
        double most = -HUGE_VAL;
        int turns = 0;
        double last = 0, direction = 1;
        for (double t = 8; t + 0.4 <= 8 + PAUSES[i]; t += 0.1) {
            double now = lufs(stems.music, t, t + 0.4);
            most = fmax(most, now);
            bool turned = last != 0 && (now - last) * direction < -0.7;
            turns += turned;
            direction = turned ? -direction : direction;
            last = now;
        }
        g_test_message("a pause of %.1f s: up to %.1f LUFS, %d turns", PAUSES[i], most, turns);
        g_assert_cmpint(turns, <=, 1);
        g_assert_cmpfloat(most, >=, before - 0.5);
        g_assert_true(PAUSES[i] > 1.2 ? most > -34 : most < -33);
        before = most;
        free_stems(&stems);
    }
    g_assert_cmpfloat_with_epsilon(before, -20, 0.7);
}

/* Speakers of different levels are brought to one; a line that is meant to be soft stays so, one that strays comes nearer. */
static void test_levels(void)
{
    static const struct fms_take SOFT = { .path = "quarter", .n_samples = 6 * SECOND };
    const struct fms_voice_cue voices[] = { { &SPEECH, 0, 0, 0 },
                                            { &SPEECH, 7 * SECOND, 0,
                                              -600 }, /* says to be soft and is not: so its speaker's mean is */
                                            { &SOFT, 14 * SECOND, 1, 0 },
                                            { &SPEECH, 21 * SECOND, 0, 0 } };
    struct fms_cuesheet sheet = { .n_samples = 28 * SECOND, .n_voices = 4, .voices = voices };
    struct fms_voice_level *levels = fms_voice_levels_measure(&sheet, fake_take, NULL, NULL);
    struct fms_stems stems = stems_of(&sheet);
    for (size_t i = 0; i < 4; i++) {
        double from = (double) voices[i].at / SECOND, heard = lufs(stems.voice, from, from + 6);
        g_test_message("line %zu: gain %.2f dB, %.2f LUFS reckoned, %.2f heard", i, levels[i].gain_db, levels[i].lufs,
                       heard);
        g_assert_cmpfloat_with_epsilon(levels[i].lufs, heard, 0.3);
    }
    g_assert_cmpfloat_with_epsilon(levels[2].lufs, -20, 0.1); /* alone, it is its speaker's mean */
    g_assert_cmpfloat_with_epsilon(levels[0].lufs, levels[3].lufs, 0.01);
    g_assert_cmpfloat(levels[1].gain_db, <, levels[0].gain_db);
    g_assert_cmpfloat(levels[2].gain_db, >, levels[0].gain_db + 6);
    free_stems(&stems);
    g_free(levels);
}

/* Where people speak there is never digital silence, but for a silence that is asked for; and it is soft, and always the same. */
static void test_room(void)
{
    const struct fms_voice_cue voices[] = { { &WORD, SECOND } };
    const struct fms_silence silence = { 4 * SECOND, 5 * SECOND };
    struct fms_cuesheet sheet = { .n_samples = 8 * SECOND, .n_voices = 1, .voices = voices };
    sheet.n_silences = 1;
    sheet.silences = &silence;
    float *out = mix(&sheet, 777), *again = mix(&sheet, 4096);
    for (int64_t i = 0; i < sheet.n_samples; i++) {
        bool silent = i >= silence.from && i < silence.to;
        g_assert_true(!silent || out[2 * i] == 0);
        g_assert_true((i > SECOND / 2 && i < 3 * SECOND) || fabsf(out[2 * i]) < from_db(-60));
        g_assert_cmpfloat(out[2 * i], ==, again[2 * i]);
    }
    g_assert_true(out[2 * 3 * SECOND + 10] != 0 && out[2 * 6 * SECOND + 10] != 0);
    g_free(out);
    g_free(again);
    sheet.n_voices = 0;
    out = mix(&sheet, 4096);
    for (int64_t i = 0; i < 2 * sheet.n_samples; i++)
        g_assert_true(out[i] == 0);
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
    g_test_add_func("/mixer/clicks", test_clicks);
    g_test_add_func("/mixer/seams", test_seams);
    g_test_add_func("/mixer/equal-power", test_equal_power);
    g_test_add_func("/mixer/fades", test_fades);
    g_test_add_func("/mixer/edges", test_edges);
    g_test_add_func("/mixer/stems", test_stems);
    g_test_add_func("/mixer/distance", test_distance);
    g_test_add_func("/mixer/pauses", test_pauses);
    g_test_add_func("/mixer/levels", test_levels);
    g_test_add_func("/mixer/room", test_room);
    g_test_add_func("/mixer/odd-sheets", test_odd_sheets);
    g_test_add_func("/mixer/portions", test_portions);
    g_test_add_func("/mixer/failures", test_failures);
    return g_test_run();
}
