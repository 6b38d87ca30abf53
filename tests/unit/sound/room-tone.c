/*
 * The room: soft, not in step on both sides, faded around what is meant to be silent, the same at any portions.
 */
#include "room-tone-private.h"

#include "synth.h"

#define END (10 * SECOND)

static const struct fms_take TAKE = { .n_samples = SECOND };
static const struct fms_voice_cue VOICE = { &TAKE, 0 };
static const struct fms_silence SILENCES[] = { { 3 * SECOND, 4 * SECOND }, { 6 * SECOND, 7 * SECOND } };
static const struct fms_cuesheet SHEET = {
    .n_samples = END, .n_voices = 1, .voices = &VOICE, .n_silences = 2, .silences = SILENCES
};

static float *tone(const struct fms_cuesheet *sheet, int64_t portion)
{
    float *out = g_new0(float, 2 * (END + portion));
    struct fms_room_tone room;
    fms_room_tone_begin(&room, sheet);
    for (int64_t at = 0; at < END; at += portion)
        fms_room_tone_add(&room, at, portion, out + 2 * at);
    return out;
}

static double level_db(const float *out, int64_t from, int64_t to, int side)
{
    double sum = 0;
    for (int64_t i = from; i < to; i++)
        sum += (double) out[2 * i + side] * (double) out[2 * i + side];
    return to_db(sqrt(sum / (double) (to - from)));
}

static void test_level(void)
{
    float *out = tone(&SHEET, 4800);
    double together = 0, left = 0;
    for (int side = 0; side < 2; side++)
        g_assert_cmpfloat_with_epsilon(level_db(out, SECOND, 2 * SECOND, side), -81.7, 0.5);
    for (int64_t i = SECOND; i < 2 * SECOND; i++) {
        together += (double) out[2 * i] * (double) out[2 * i + 1];
        left += (double) out[2 * i] * (double) out[2 * i];
    }
    g_assert_cmpfloat(fabs(together), <, 0.2 * left);
    g_free(out);
}

static void test_silences(void)
{
    float *out = tone(&SHEET, 4800);
    for (size_t k = 0; k < G_N_ELEMENTS(SILENCES); k++) {
        for (int64_t i = SILENCES[k].from; i < SILENCES[k].to; i++)
            g_assert_true(out[2 * i] == 0 && out[2 * i + 1] == 0);
        g_assert_cmpfloat(level_db(out, SILENCES[k].from - 480, SILENCES[k].from, 0), <, -110);
        g_assert_cmpfloat(level_db(out, SILENCES[k].from - SECOND / 2, SILENCES[k].from - SECOND / 3, 0), >, -83);
    }
    g_assert_true(fabsf(out[0]) < 1e-6f && fabsf(out[2 * END - 2]) < 1e-6f);
    g_free(out);
}

static void test_portions(void)
{
    float *one = tone(&SHEET, 977), *other = tone(&SHEET, END);
    for (int64_t i = 0; i < 2 * END; i++)
        g_assert_cmpfloat(one[i], ==, other[i]);
    g_free(one);
    g_free(other);
}

static void test_nobody(void)
{
    const struct fms_cuesheet music = { .n_samples = END };
    float *out = tone(&music, 4800);
    for (int64_t i = 0; i < 2 * END; i++)
        g_assert_true(out[i] == 0);
    g_free(out);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/room-tone/level", test_level);
    g_test_add_func("/room-tone/silences", test_silences);
    g_test_add_func("/room-tone/portions", test_portions);
    g_test_add_func("/room-tone/nobody", test_nobody);
    return g_test_run();
}
