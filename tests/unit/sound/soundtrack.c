/*
 * The whole way: mixed, encoded by an encoder that changes level and peaks, heard again, corrected until it is right.
 */
#include "synth.h"

static const struct fms_take SPEECH = { .path = "speech", .n_samples = 6 * SECOND };

/* An encoder as bad as the test wants it: multiplies, and adds a click now and then that was not there. */
struct encoder {
    double gain_db, click;
    bool rings; /* a peak of its own, whatever it is given */
    GArray *sound;
    bool fails;
    int opened, closed;
};

static struct fake_file files[] = { { "bed", 20 * SECOND, 0, 0.3, NULL }, { "film", 0, 0, 0, NULL }, { NULL } };

static void *encoder_open(void *user, const char *path, int32_t bitrate, GError **error)
{
    struct encoder *encoder = user;
    g_assert_cmpstr(path, ==, "film");
    g_array_set_size(encoder->sound, 0);
    encoder->opened++;
    return encoder;
}

static bool encoder_write(void *sink, const float *samples, int64_t n, GError **error)
{
    struct encoder *encoder = sink;
    if (encoder->fails && encoder->sound->len > 2 * SECOND) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "disk full");
        return false;
    }
    for (int64_t i = 0; i < 2 * n; i++) {
        float x = encoder->rings && i == 0 ? 2 : samples[i] * (float) from_db(encoder->gain_db);
        if (fabsf(x) > 0.7f)
            x *= 1 + (float) encoder->click;
        g_array_append_val(encoder->sound, x);
    }
    return true;
}

static bool encoder_close(void *sink, GError **error)
{
    struct encoder *encoder = sink;
    encoder->closed++;
    files[1].samples = (const float *) (void *) encoder->sound->data;
    files[1].n_samples = encoder->sound->len / 2;
    return true;
}

static bool make(struct encoder *encoder, const struct fms_cuesheet *sheet, const int *stop,
                 struct fms_sound_facts *facts, GError **error)
{
    const struct fms_sound_sink sink = { encoder, encoder_open, encoder_write, encoder_close };
    fake_files = files;
    encoder->sound = g_array_new(FALSE, FALSE, sizeof(float));
    bool good = fms_sound_make(sheet, &fake_port, fake_take, &sink, "film", stop, facts, error);
    g_assert_cmpint(encoder->opened, ==, encoder->closed);
    g_assert_cmpint(fake_open_readers, ==, 0);
    g_array_unref(encoder->sound);
    return good;
}

static struct fms_cuesheet sheet_of(int64_t n_samples, int32_t loudness_clufs, size_t n_voices,
                                    const struct fms_voice_cue *voices)
{
    return (struct fms_cuesheet){ .n_samples = n_samples,
                                  .loudness_clufs = loudness_clufs,
                                  .true_peak_cdbtp = -100,
                                  .bitrate = 192000,
                                  .n_voices = n_voices,
                                  .voices = voices };
}

static const struct fms_voice_cue VOICES[] = { { &SPEECH, 4 * SECOND }, { &SPEECH, 15 * SECOND } };

static const struct {
    const char *name;
    double encoder_gain_db, click;
    int32_t loudness_clufs, true_peak_cdbtp;
    int most_encodings;
} AIMS[] = {
    { "a perfect encoder", 0, 0, -1600, -100, 1 },
    { "a broadcaster", 0, 0, -2300, -100, 1 },
    { "an encoder that is too quiet", -1, 0, -1600, -100, 3 },
    { "an encoder that adds to peaks", 0, 0.15, -1400, -100, 3 },
    { "louder than the peaks allow", 0, 0.05, -900, -200, 4 },
};

static void test_aims(void)
{
    struct fms_asset music = { .name = "bed", .path = "bed", .kind = FMS_ASSET_SOUND };
    const struct fms_music_cue cue = bed(&music, 0, 25 * SECOND);
    for (size_t i = 0; i < G_N_ELEMENTS(AIMS); i++) {
        struct fms_cuesheet sheet = sheet_of(25 * SECOND, AIMS[i].loudness_clufs, 2, VOICES);
        sheet.true_peak_cdbtp = AIMS[i].true_peak_cdbtp;
        sheet.n_music = 1;
        sheet.music = &cue;
        struct encoder encoder = { .gain_db = AIMS[i].encoder_gain_db, .click = AIMS[i].click };
        struct fms_sound_facts facts;
        GError *error = NULL;
        make(&encoder, &sheet, NULL, &facts, &error);
        g_assert_no_error(error);
        g_test_message("%s: %.2f LUFS, %.2f dBTP after %d", AIMS[i].name, facts.film.integrated_lufs,
                       facts.film.true_peak_dbtp, encoder.opened);
        g_assert_cmpfloat_with_epsilon(facts.film.integrated_lufs, AIMS[i].loudness_clufs / 100.0, 0.3);
        g_assert_cmpfloat(facts.film.true_peak_dbtp, <=, AIMS[i].true_peak_cdbtp / 100.0);
        g_assert_cmpint(encoder.opened, <=, AIMS[i].most_encodings);
    }
}

/* Louder than its peaks allow: the peaks are held, and what is missing in loudness is as little as the limiter can make it. */
static void test_out_of_reach(void)
{
    static const struct {
        double click;
        int32_t loudness_clufs;
        double least_peak_dbtp;
    } ROWS[] = {
        { 0, -500, -2 },      { 0, -300, -2 }, { 0.05, -300, -2 },
        { 0.15, -500, -3.5 }, /* its clicks come from 0.7 up: only what stays under -3.1 dB escapes them */
        { 2, -300, -20 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        struct fms_cuesheet sheet = sheet_of(25 * SECOND, ROWS[i].loudness_clufs, 2, VOICES);
        struct encoder encoder = { .click = ROWS[i].click };
        struct fms_sound_facts facts;
        GError *error = NULL;
        make(&encoder, &sheet, NULL, &facts, &error);
        g_assert_no_error(error);
        g_test_message("%.2f LUFS, %.2f dBTP after %d", facts.film.integrated_lufs, facts.film.true_peak_dbtp,
                       encoder.opened);
        g_assert_cmpfloat(facts.film.integrated_lufs, <, ROWS[i].loudness_clufs / 100.0);
        g_assert_cmpfloat(facts.film.true_peak_dbtp, <=, -1);
        g_assert_cmpfloat(facts.film.true_peak_dbtp, >, ROWS[i].least_peak_dbtp);
    }
}

/* What has no loudness stays as it is and is no failure. */
static void test_nothing_to_measure(void)
{
    static const struct fms_take CLICK = { .path = "impulse", .n_samples = 5000 };
    static const struct fms_voice_cue CLICKS[] = { { &CLICK, 0 } };
    static const int64_t LENGTHS[] = { 0, 1, SECOND / 3, 3 * SECOND };
    for (size_t i = 0; i < 2 * G_N_ELEMENTS(LENGTHS); i++) {
        int64_t n = LENGTHS[i / 2];
        size_t n_voices = i % 2 && n == SECOND / 3;
        struct fms_cuesheet sheet = sheet_of(n, -1600, n_voices, CLICKS);
        struct encoder encoder = { 0 };
        struct fms_sound_facts facts;
        GError *error = NULL;
        make(&encoder, &sheet, NULL, &facts, &error);
        g_assert_no_error(error);
        g_assert_cmpint(encoder.opened, ==, 1);
        g_assert_cmpint(files[1].n_samples, ==, n);
        g_assert_cmpfloat(facts.film.integrated_lufs, ==, -HUGE_VAL);
        g_assert_cmpfloat(facts.film.true_peak_dbtp, <=, -1);
    }
}

static void test_failures(void)
{
    struct fms_cuesheet sheet = sheet_of(25 * SECOND, -1600, 2, VOICES);
    struct fms_sound_facts facts;
    GError *error = NULL;
    struct encoder full = { .fails = true };
    g_assert_false(make(&full, &sheet, NULL, &facts, &error));
    g_assert_cmpstr(error->message, ==, "disk full");
    g_clear_error(&error);

    int stop = 1;
    struct encoder unused = { 0 };
    g_assert_false(make(&unused, &sheet, &stop, &facts, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
    g_assert_cmpint(unused.opened, ==, 0);
    g_clear_error(&error);

    struct encoder hopeless = { .rings = true };
    g_assert_false(make(&hopeless, &sheet, NULL, &facts, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
    g_assert_cmpint(hopeless.opened, ==, 8);
    g_clear_error(&error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/soundtrack/aims", test_aims);
    g_test_add_func("/soundtrack/out-of-reach", test_out_of_reach);
    g_test_add_func("/soundtrack/nothing-to-measure", test_nothing_to_measure);
    g_test_add_func("/soundtrack/failures", test_failures);
    return g_test_run();
}
