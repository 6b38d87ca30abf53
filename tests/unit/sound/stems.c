/*
 * Stems: each is what the mixer made of its part, as much louder as was said, in step with what is heard of the film.
 */
#include "synth.h"

static const struct fms_take SPEECH = { .path = "speech", .n_samples = 2 * SECOND };
static const struct fake_file FILES[] = { { "tone", 20 * SECOND, 440, 0.25, NULL }, { NULL } };
static const struct fms_voice_cue VOICE = { &SPEECH, 3 * SECOND };

struct tape {
    float *samples;
    int64_t n, most;
};

static bool record(void *user, const float *samples, int64_t n, GError **error)
{
    struct tape *tape = user;
    g_assert_cmpint(tape->n + n, <=, tape->most);
    memcpy(tape->samples + 2 * tape->n, samples, (size_t) (2 * n) * sizeof(float));
    tape->n += n;
    return true;
}

static bool refuse(void *user, const float *samples, int64_t n, GError **error)
{
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "the disk is full");
    return false;
}

static float *stem_of(const struct fms_cuesheet *sheet, enum fms_stem stem, double gain_db)
{
    int64_t n = fms_cuesheet_heard(sheet);
    struct tape tape = { g_new0(float, 2 * n), 0, n };
    const struct fms_stem_order order = { stem, gain_db, record, &tape };
    GError *error = NULL;
    g_assert_true(fms_sound_stem(sheet, &order, &fake_port, fake_take, NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpint(tape.n, ==, n);
    return tape.samples;
}

static struct fms_cuesheet sheet_with(const struct fms_music_cue *music)
{
    fake_files = FILES;
    return (
        struct fms_cuesheet){ .n_samples = 8 * SECOND, .n_voices = 1, .voices = &VOICE, .n_music = 1, .music = music };
}

/* Together they are the mix, 6 dB up; a stretch of the film is that stretch of them. */
static void test_sum(void)
{
    struct fms_asset tone = { .name = "tone", .path = "tone", .kind = FMS_ASSET_SOUND, .has_sound = true };
    const struct fms_music_cue music = bed(&tone, 0, 8 * SECOND);
    struct fms_cuesheet sheet = sheet_with(&music);
    float *mix = g_new0(float, 2 * sheet.n_samples);
    struct fms_mixer *mixer = fms_mixer_open(&sheet, &fake_port, fake_take, NULL);
    g_assert_cmpint(fms_mixer_read(mixer, mix, sheet.n_samples, NULL), ==, sheet.n_samples);
    fms_mixer_close(mixer);
    for (int part = 0; part < 2; part++) {
        sheet.heard_from = part ? 2 * SECOND + 77 : 0;
        sheet.heard_to = part ? 7 * SECOND + 5 : 0;
        float *stems[FMS_N_STEMS];
        for (int i = 0; i < FMS_N_STEMS; i++)
            stems[i] = stem_of(&sheet, (enum fms_stem) i, 20 * log10(2));
        for (int64_t i = 0; i < 2 * fms_cuesheet_heard(&sheet); i++) {
            float bed_sum = stems[FMS_STEM_MUSIC][i] + stems[FMS_STEM_EFFECTS][i];
            g_assert_cmpfloat_with_epsilon(stems[FMS_STEM_MUSIC_AND_EFFECTS][i], bed_sum, 1e-6);
            g_assert_cmpfloat_with_epsilon(stems[FMS_STEM_VOICE][i] + bed_sum, 2 * mix[2 * sheet.heard_from + i], 1e-5);
        }
        for (int i = 0; i < FMS_N_STEMS; i++)
            g_free(stems[i]);
    }
    g_free(mix);
}

/* A full disk, and somebody who has lost patience. */
static void test_failures(void)
{
    struct fms_asset tone = { .name = "tone", .path = "tone", .kind = FMS_ASSET_SOUND, .has_sound = true };
    const struct fms_music_cue music = bed(&tone, 0, 8 * SECOND);
    struct fms_cuesheet sheet = sheet_with(&music);
    const struct fms_stem_order order = { FMS_STEM_MUSIC, 0, refuse, NULL };
    const int stop = 1;
    GError *error = NULL;
    g_assert_false(fms_sound_stem(&sheet, &order, &fake_port, fake_take, NULL, &error));
    g_assert_cmpstr(error->message, ==, "the disk is full");
    g_clear_error(&error);
    g_assert_false(fms_sound_stem(&sheet, &order, &fake_port, fake_take, &stop, &error));
    g_assert_cmpstr(error->message, ==, "stopped");
    g_clear_error(&error);
    g_assert_cmpint(fake_open_readers, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stems/sum", test_sum);
    g_test_add_func("/stems/failures", test_failures);
    return g_test_run();
}
