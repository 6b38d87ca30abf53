#include "qc-private.h"

#include <math.h>

/* A film of 300 frames at 30 a second, as it should be; a row spoils one thing. */
#define FRAME (FMS_TICKS_PER_SECOND / 30)

struct film {
    struct fms_film_facts found;
    struct fms_qc_facts facts;
    struct fms_timeline timeline;
    struct fms_board board;
    struct fms_cue cues[3];
    struct fms_asset music;
    struct fms_shot cards, picture;
    struct fms_place_shot shots[3];
    struct fms_place_beat beats[2];
    struct fms_take take;
    int64_t black[2];
    guint n_black;
};

static void good(struct film *film)
{
    *film = (struct film){
        .found = { .video = 300 * FRAME,
                   .sound = 300 * FRAME,
                   .n_frames = 300,
                   .n_keyframes = 4,
                   .moov_first = true,
                   .contiguous = true,
                   .width_px = 1920,
                   .height_px = 1080 },
        .facts = { .integrated_lufs = -16, .true_peak_dbtp = -1, .loudness_clufs = -1600, .true_peak_cdbtp = -100 },
        .timeline = { .rate = { 30, 1 }, .n_frames = 300, .n_beats = 2, .n_cues = 3 },
        .cues = { { 0, 30 * FRAME, "a", { NULL, 0, 0 } },
                  { 30 * FRAME, 60 * FRAME, "b", { NULL, 0, 0 } },
                  { 90 * FRAME, 300 * FRAME, "c", { NULL, 0, 0 } } },
    };
    film->cards.kind = FMS_SHOT_WORDS;
    film->picture.kind = FMS_SHOT_PICTURE;
    film->shots[0] = (struct fms_place_shot){ &film->cards, 0, 100, 0, 6, 0 };
    film->shots[1] = (struct fms_place_shot){ &film->picture, 100, 200, 6, 0, 0 };
    film->shots[2] = (struct fms_place_shot){ &film->cards, 200, 300, 0, 0, 0 };
    film->timeline.shots = film->shots;
    film->timeline.n_shots = 3;
    film->timeline.board = &film->board;
    film->timeline.cues = film->cues;
    film->take.n_words = 3;
    film->beats[0].take = film->beats[1].take = &film->take;
    film->timeline.beats = film->beats;
}

#define SPOIL(name, statement)                                                                                         \
    static void name(struct film *film)                                                                                \
    {                                                                                                                  \
        statement;                                                                                                     \
    }

SPOIL(nothing, (void) film)
SPOIL(sound_a_frame_long, film->found.sound += FRAME)
SPOIL(sound_too_long, film->found.sound += FRAME + 1)
SPOIL(sound_too_short, film->found.sound -= FRAME + 1)
SPOIL(picture_too_long, film->found.video += FRAME + 1)
SPOIL(apart, film->found.video += FRAME; film->found.sound -= FRAME)
SPOIL(frame_lost, film->found.n_frames--)
SPOIL(frame_doubled, film->found.n_frames++)
SPOIL(gap, film->found.contiguous = false)
SPOIL(no_keyframe, film->found.n_keyframes = 0)
SPOIL(black, film->n_black = 1)
SPOIL(black_before_picture, film->n_black = 1; film->black[0] = 93)
SPOIL(black_picture, film->n_black = 2; film->black[0] = 94; film->black[1] = 199)
SPOIL(black_picture_and_after, film->n_black = 2; film->black[0] = 150; film->black[1] = 200)
SPOIL(black_nowhere, film->n_black = 2; film->black[0] = INT64_MIN; film->black[1] = INT64_MAX)
SPOIL(no_size, film->found.height_px = 0)
SPOIL(index_last, film->found.moov_first = false)
SPOIL(nearly_loud, film->facts.integrated_lufs = -15.5)
SPOIL(too_loud, film->facts.integrated_lufs = -15.49)
SPOIL(too_soft, film->facts.integrated_lufs = -16.51; film->facts.true_peak_dbtp = -2.01)
SPOIL(held_down, film->facts.integrated_lufs = -25; film->facts.true_peak_dbtp = -1.99)
SPOIL(held_down_to_silence, film->facts.integrated_lufs = -61)
SPOIL(silent, film->facts.integrated_lufs = -HUGE_VAL)
SPOIL(only_shown, film->take.n_words = 0; film->facts.integrated_lufs = -HUGE_VAL)
SPOIL(not_a_number, film->facts.integrated_lufs = NAN)
SPOIL(nearly_peak, film->facts.true_peak_dbtp = -0.91)
SPOIL(peak, film->facts.true_peak_dbtp = -0.89)
SPOIL(peak_unknown, film->facts.true_peak_dbtp = NAN)
SPOIL(nothing_to_hear, film->timeline.n_beats = 0; film->facts.integrated_lufs = -HUGE_VAL)
SPOIL(silent_music, film->timeline.n_beats = 0; film->board.music.asset = &film->music;
      film->facts.integrated_lufs = -HUGE_VAL; film->facts.true_peak_dbtp = -HUGE_VAL)
SPOIL(whispering_music, film->timeline.n_beats = 0; film->facts.integrated_lufs = -56.1;
      film->facts.true_peak_dbtp = -40)
SPOIL(soft_music, film->timeline.n_beats = 0; film->facts.integrated_lufs = -55.9; film->facts.true_peak_dbtp = -40)
SPOIL(loud_music, film->timeline.n_beats = 0; film->facts.integrated_lufs = -12)
SPOIL(overlap, film->cues[1].begin--)
SPOIL(swapped, struct fms_cue cue = film->cues[0]; film->cues[0] = film->cues[1]; film->cues[1] = cue)
SPOIL(no_length, film->cues[0].end = 0)
SPOIL(backwards, film->cues[2].end = film->cues[2].begin - 1)
SPOIL(past_the_end, film->cues[2].end++)
SPOIL(before_the_start, film->cues[0].begin = -1)
SPOIL(wordless, film->cues[2].text = "")

static const struct {
    void (*spoil)(struct film *film);
    const char *codes; /* all errors, in order */
} rows[] = {
    { nothing, "" },
    { sound_a_frame_long, "" },
    { sound_too_long, "qc.sound-length qc.sync " },
    { sound_too_short, "qc.sound-length qc.sync " },
    { picture_too_long, "qc.video-length qc.sync " },
    { apart, "qc.sync " },
    { frame_lost, "qc.frames " },
    { frame_doubled, "qc.frames " },
    { gap, "qc.gap " },
    { no_keyframe, "qc.keyframes " },
    { black, "qc.black " },
    { black_before_picture, "qc.black " },
    { black_picture, "" }, /* a dissolve's head belongs to the picture */
    { black_picture_and_after, "qc.black " },
    { black_nowhere, "qc.black " },
    { no_size, "qc.size " },
    { index_last, "qc.moov " },
    { nearly_loud, "" },
    { too_loud, "qc.loudness " },
    { too_soft, "qc.loudness " },
    { held_down, "" },
    { held_down_to_silence, "qc.loudness " },
    { silent, "qc.loudness " },
    { only_shown, "" },
    { not_a_number, "qc.loudness " },
    { nearly_peak, "" },
    { peak, "qc.peak " },
    { peak_unknown, "qc.peak " },
    { nothing_to_hear, "" },
    { silent_music, "" },
    { whispering_music, "" }, /* the mix would have to raise it by more than 40 dB */
    { soft_music, "qc.loudness " },
    { loud_music, "qc.loudness " },
    { overlap, "qc.caption-order " },
    { swapped, "qc.caption-order " },
    { no_length, "qc.caption-length " },
    { backwards, "qc.caption-length " },
    { past_the_end, "qc.caption-outside " },
    { before_the_start, "qc.caption-order qc.caption-outside " },
    { wordless, "qc.caption-empty " },
};

static bool judge(const struct film *film, struct fms_diags *diags)
{
    g_autoptr(GArray) black = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_array_append_vals(black, film->black, film->n_black);
    return fms_qc_judge(&film->found, black, &film->timeline, &film->facts, diags);
}

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        void *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        struct film film;
        good(&film);
        rows[i].spoil(&film);
        bool passed = judge(&film, diags);
        GString *codes = g_string_new(NULL);
        for (size_t k = 0; k < fms_diags_count(diags); k++)
            g_string_append_printf(codes, "%s ", fms_diags_get(diags, k)->code);
        g_test_message("row %zu", i);
        g_assert_cmpstr(codes->str, ==, rows[i].codes);
        g_assert_cmpint(passed, ==, !*rows[i].codes);
        g_string_free(codes, TRUE);
        talloc_free(ctx);
    }
}

/* An error that somebody else has added is not the film's. */
static void test_earlier_errors(void)
{
    void *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct film film;
    good(&film);
    fms_error(diags, (struct fms_span){ NULL, 0, 0 }, "else.where", NULL, "something");
    g_assert_true(judge(&film, diags));
    talloc_free(ctx);
}

/* What is no film does not play, and nothing else is said about it. */
static void test_unplayable(void)
{
    static const char *const files[] = { "no-such-film.mp4", "meson.build" };
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        void *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        struct film film;
        good(&film);
        char *path = g_build_filename(g_getenv("FMS_TEST_DATA") ? g_getenv("FMS_TEST_DATA") : ".", files[i], NULL);
        g_assert_false(fms_qc_check(path, &film.timeline, &film.facts, NULL, diags));
        g_assert_cmpuint(fms_diags_count(diags), ==, 1);
        g_assert_cmpstr(fms_diags_get(diags, 0)->code, ==, "qc.unplayable");
        g_free(path);
        talloc_free(ctx);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/qc/rows", test_rows);
    g_test_add_func("/qc/earlier-errors", test_earlier_errors);
    g_test_add_func("/qc/unplayable", test_unplayable);
    return g_test_run();
}
