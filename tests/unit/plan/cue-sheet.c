/* What is heard: music that changes, silences, clips' own sound, effects. */
#include "cue-sheet-private.h"
#include "stage-rig.h"

static const char *const texts[] = { "One two.", "Red sea.", "Old man." };
static struct fms_asset bed = {
    .name = "bed.ogg", .kind = FMS_ASSET_SOUND, .has_sound = true, .duration = FMS_MS(60000)
};
static struct fms_asset march = {
    .name = "march.ogg", .kind = FMS_ASSET_SOUND, .has_sound = true, .duration = FMS_MS(60000)
};
static struct fms_asset bell = {
    .name = "bell.ogg", .kind = FMS_ASSET_SOUND, .has_sound = true, .duration = FMS_MS(1000)
};
static struct fms_asset wave = {
    .name = "wave.mp4", .digest = { "d" }, .kind = FMS_ASSET_CLIP, .has_sound = true, .duration = FMS_MS(2000)
};

static const struct fms_cuesheet *sheet_of(struct fixture *fix)
{
    struct fms_stage stage = { &fix->timeline, fix->theme, &fix->world, &fix->settings, "en", fix->diags };
    return fms_cuesheet_of(fix->ctx, &stage);
}

enum { SECOND_SHOT = 100 * 1600, SECOND_BEAT = 110 * 1600, SECOND = 48000 };

static void one_bed_for_all(void)
{
    struct fixture fix;
    set_up(&fix, texts, 3);
    fix.board.music.asset = &bed;
    fix.board.music.gain_cdb = -600;
    const struct fms_cuesheet *sheet = sheet_of(&fix);
    g_assert_cmpuint(sheet->n_music, ==, 1);
    g_assert_cmpint(sheet->music[0].from, ==, 0);
    g_assert_cmpint(sheet->music[0].to, ==, sheet->n_samples);
    g_assert_cmpint(sheet->music[0].gain_cdb, ==, -600);
    g_assert_cmpint(sheet->music[0].fade_out, ==, FMS_MUSIC_FADE_OUT);
    g_assert_cmpuint(sheet->n_voices, ==, 3);
    talloc_free(fix.ctx);
}

static void music_changes_over(void)
{
    struct fms_shot_cue cue = { .kind = FMS_CUE_MUSIC, .music = { &march, 0, FMS_MS(1000) } };
    struct fixture fix;
    set_up(&fix, texts, 3);
    fix.board.music.asset = &bed;
    fix.shots[1].n_cues = 1;
    fix.shots[1].cues = &cue;
    const struct fms_cuesheet *sheet = sheet_of(&fix);
    g_assert_cmpuint(sheet->n_music, ==, 2);
    g_assert_cmpint(sheet->music[0].to, ==, SECOND_BEAT + SECOND / 2);
    g_assert_cmpint(sheet->music[1].from, ==, SECOND_BEAT - SECOND / 2);
    g_assert_cmpint(sheet->music[0].fade_out, ==, SECOND);
    g_assert_cmpint(sheet->music[1].fade_in, ==, SECOND);
    g_assert_true(sheet->music[1].asset == &march);
    talloc_free(fix.ctx);
}

static void music_stops_and_starts(void)
{
    struct fms_shot_cue stop = { .kind = FMS_CUE_MUSIC }, start = { .kind = FMS_CUE_MUSIC, .music = { &march, 0, 0 } };
    struct fixture fix;
    set_up(&fix, texts, 3);
    fix.board.music.asset = &bed;
    fix.shots[1].n_cues = fix.shots[2].n_cues = 1;
    fix.shots[1].cues = &stop;
    fix.shots[2].cues = &start;
    const struct fms_cuesheet *sheet = sheet_of(&fix);
    g_assert_cmpuint(sheet->n_music, ==, 2);
    g_assert_cmpint(sheet->music[0].to, ==, SECOND_BEAT + FMS_MUSIC_FADE_OUT);
    g_assert_cmpint(sheet->music[1].from, ==, SECOND_BEAT + SECOND_SHOT);
    g_assert_cmpint(sheet->music[1].fade_in, ==, FMS_MUSIC_FADE_IN);
    talloc_free(fix.ctx);
}

/* A silence in the first shot does not know of the music that begins later in it. */
static void a_silence_parts_the_music(void)
{
    struct fms_shot_cue cue = { .kind = FMS_CUE_MUSIC, .beat = 0, .at = 4, .music = { &march, 0, 0 } };
    struct fixture fix;
    set_up(&fix, texts, 3);
    fix.board.music.asset = &bed;
    fix.beats[0].hush = true;
    fix.beats[0].pause = FMS_MS(1000);
    fix.shots[1].n_cues = 1;
    fix.shots[1].cues = &cue;
    const struct fms_cuesheet *sheet = sheet_of(&fix);
    g_assert_cmpuint(sheet->n_music, ==, 3);
    g_assert_true(sheet->music[0].asset == &bed && sheet->music[1].asset == &bed && sheet->music[2].asset == &march);
    int64_t said = 10 * 1600 + 24000;
    g_assert_cmpint(sheet->music[0].to - sheet->music[0].fade_out, ==, said);
    g_assert_cmpint(sheet->music[1].from, ==, said + SECOND);
    talloc_free(fix.ctx);
}

static void clips_are_heard_where_asked(void)
{
    struct fms_view view = {
        .asset = &wave, .alt = "", .in = FMS_MS(500), .speed_permille = 500, .gain_cdb = -300, .parts = ""
    };
    struct fixture fix;
    set_up(&fix, texts, 3);
    fix.shots[1].kind = FMS_SHOT_PICTURE;
    fix.shots[1].view = &view;
    g_assert_cmpuint(sheet_of(&fix)->n_sounds, ==, 0);
    view.heard = true;
    const struct fms_cuesheet *sheet = sheet_of(&fix);
    g_assert_cmpuint(sheet->n_sounds, ==, 1);
    g_assert_cmpint(sheet->sounds[0].at, ==, SECOND_SHOT - HALF * 1600);
    g_assert_cmpint(sheet->sounds[0].n, ==, 3 * SECOND); /* a second and a half at half the speed */
    g_assert_cmpint(sheet->sounds[0].from_sample_in_asset, ==, SECOND / 2);
    g_assert_cmpint(sheet->sounds[0].gain_cdb, ==, -300);
    view.loops = true;
    g_assert_cmpint(sheet_of(&fix)->sounds[0].n, ==, (100 + 2 * HALF) * 1600);
    talloc_free(fix.ctx);
}

static void effects_sound_at_their_word(void)
{
    struct fms_shot_cue cue = { .kind = FMS_CUE_SOUND, .beat = 0, .at = 4, .sound = &bell, .gain_cdb = -100 };
    struct fixture fix;
    set_up(&fix, texts, 3);
    fix.shots[1].n_cues = 1;
    fix.shots[1].cues = &cue;
    const struct fms_cuesheet *sheet = sheet_of(&fix);
    g_assert_cmpuint(sheet->n_sounds, ==, 1);
    g_assert_cmpint(sheet->sounds[0].at, ==, SECOND_BEAT + 16000);
    g_assert_cmpint(sheet->sounds[0].n, ==, SECOND);
    g_assert_false(sheet->sounds[0].ducked);
    talloc_free(fix.ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cue-sheet/bed", one_bed_for_all);
    g_test_add_func("/cue-sheet/change", music_changes_over);
    g_test_add_func("/cue-sheet/stop", music_stops_and_starts);
    g_test_add_func("/cue-sheet/silence", a_silence_parts_the_music);
    g_test_add_func("/cue-sheet/clip", clips_are_heard_where_asked);
    g_test_add_func("/cue-sheet/effect", effects_sound_at_their_word);
    return g_test_run();
}
