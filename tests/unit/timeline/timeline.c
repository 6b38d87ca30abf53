#include "paper-board.h"

#define SECOND FMS_TICKS_PER_SECOND

static const struct fms_rate fps30 = { 30, 1 };

/* Lengths of one spoken shot, in frames. */
static void test_lengths(void)
{
    static const struct {
        struct fms_rate rate;
        fms_ticks lead, least, pause;
        int64_t n_samples;
        int64_t at, n_frames;
    } rows[] = {
        { { 30, 1 }, 0, 0, 0, 1600, 0, 1 },                /* exactly a frame */
        { { 30, 1 }, 0, 0, 0, 1601, 0, 2 },                /* a sample more: padded, never cut */
        { { 30, 1 }, FMS_MS(500), 0, 0, 1600, 24000, 16 }, /* the lead comes first */
        { { 30, 1 }, FMS_MS(501), 0, 0, 1600, 25600, 17 }, /* speech starts on a frame */
        { { 30, 1 }, 0, 0, FMS_MS(400), 1600, 0, 13 },     /* the pause counts */
        { { 30, 1 }, 0, SECOND, 0, 1600, 0, 30 },          /* at least */
        { { 30, 1 }, 0, SECOND + 1, 0, 1600, 0, 31 },      /* at least, rounded up */
        { { 24, 1 }, 0, 0, 0, 2001, 0, 2 },
        { { 60, 1 }, 0, 0, 0, 801, 0, 2 },
        { { 30000, 1001 }, FMS_MS(10), 0, 0, 1600, 1602, 2 }, /* frame 1 begins between samples: the next one */
        { { 30, 1 }, 0, 0, 0, -1, 0, 1 },                     /* a broken take still has a frame */
        { { 30, 1 }, 0, 0, 0, 1, 0, 1 },
        { { 30, 1 }, -SECOND, -SECOND, -SECOND, 1600, 0, 1 }, /* a hostile board */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct paper *paper = paper_new("en");
        struct paper_beat beat = { "Go.", rows[i].n_samples, rows[i].pause };
        struct fms_shot *shot = paper_shot(paper, FMS_SHOT_WORDS, "w", &beat, 1);
        shot->lead = rows[i].lead;
        shot->least = rows[i].least;
        struct fms_timeline *timeline = paper_resolve(paper, rows[i].rate, 0);
        g_assert_cmpint(timeline->beats[0].at, ==, rows[i].at);
        g_assert_cmpint(timeline->n_frames, ==, rows[i].n_frames);
        paper_free(paper);
    }
}

#define CUT FMS_TRANSITION_CUT
#define DISSOLVE FMS_TRANSITION_DISSOLVE
#define DIP FMS_TRANSITION_DIP
#define WIPE FMS_TRANSITION_WIPE_LEFT

/* Half the frames of the transition between two shots, and what it is in the end. */
static void test_transitions(void)
{
    static const struct {
        struct fms_rate rate;
        struct fms_join join;
        int64_t before, after; /* frames */
        int64_t half;
        enum fms_transition how;
    } rows[] = {
        { { 30, 1 }, { DISSOLVE, 0 }, 90, 90, 6, DISSOLVE },
        { { 24, 1 }, { DISSOLVE, 0 }, 90, 90, 5, DISSOLVE },
        { { 24000, 1001 }, { DISSOLVE, 0 }, 90, 90, 5, DISSOLVE },
        { { 25, 1 }, { DISSOLVE, 0 }, 90, 90, 5, DISSOLVE },
        { { 30000, 1001 }, { DISSOLVE, 0 }, 90, 90, 6, DISSOLVE },
        { { 50, 1 }, { DISSOLVE, 0 }, 90, 90, 10, DISSOLVE },
        { { 60, 1 }, { DISSOLVE, 0 }, 90, 90, 12, DISSOLVE },
        { { 30, 1 }, { CUT, 0 }, 90, 90, 0, CUT },
        { { 30, 1 }, { CUT, SECOND }, 90, 90, 0, CUT }, /* a cut takes no time, whatever is said */
        { { 30, 1 }, { DISSOLVE, 0 }, 36, 90, 6, DISSOLVE },
        { { 30, 1 }, { DISSOLVE, 0 }, 35, 90, 5, DISSOLVE }, /* a third of the shorter neighbour */
        { { 30, 1 }, { DISSOLVE, 0 }, 90, 12, 2, DISSOLVE },
        { { 30, 1 }, { DISSOLVE, 0 }, 5, 90, 0, CUT }, /* no frame: a cut */
        { { 30, 1 }, { WIPE, 0 }, 90, 90, 9, WIPE },   /* each has its own usual length */
        { { 30, 1 }, { WIPE, SECOND }, 90, 90, 15, WIPE },
        { { 30, 1 }, { WIPE, FMS_MS(500) }, 90, 90, 8, WIPE }, /* 15 frames: the nearest even number, up */
        { { 25, 1 }, { WIPE, FMS_MS(500) }, 90, 90, 6, WIPE }, /* 12.5 frames */
        { { 24000, 1001 }, { WIPE, SECOND }, 90, 90, 12, WIPE },
        { { 30, 1 }, { WIPE, 100 * SECOND }, 90, 60, 10, WIPE },
        { { 30, 1 }, { WIPE, INT64_MAX / 2 }, 90, 60, 10, WIPE },
        { { 30, 1 }, { WIPE, FMS_MS(10) }, 90, 90, 0, CUT }, /* less than a frame */
        { { 30, 1 }, { WIPE, -SECOND }, 90, 90, 9, WIPE },   /* a hostile board */
        { { 30, 1 }, { DIP, 0 }, 90, 90, 12, DIP },
        { { 30, 1 }, { DIP, 2 * SECOND }, 240, 240, 30, DIP },
        { { 30, 1 }, { DIP, FMS_MS(200) }, 90, 90, 12, DIP }, /* faster, it would flash */
        { { 30, 1 }, { DIP, 0 }, 72, 90, 12, DIP },
        { { 30, 1 }, { DIP, 0 }, 71, 90, 6, DISSOLVE }, /* no room for two slow ramps */
        { { 30, 1 }, { DIP, 2 * SECOND }, 90, 90, 15, DIP },
        { { 30, 1 }, { DIP, 2 * SECOND }, 90, 24, 4, DISSOLVE },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct paper *paper = paper_new("en");
        paper_shot(paper, FMS_SHOT_TITLE, "a", NULL, 0)->least = fms_ticks_from_frames(rows[i].before, rows[i].rate);
        paper_shot(paper, FMS_SHOT_TITLE, "b", NULL, 0)->least = fms_ticks_from_frames(rows[i].after, rows[i].rate);
        paper->shots[0].join.how = DISSOLVE; /* with nothing before it */
        paper->shots[1].join = rows[i].join;
        struct fms_timeline *timeline = paper_resolve(paper, rows[i].rate, 0);
        g_assert_cmpint(timeline->shots[0].how, ==, CUT);
        g_assert_cmpint(timeline->shots[0].head, ==, 0);
        g_assert_cmpint(timeline->shots[0].tail, ==, rows[i].half);
        g_assert_cmpint(timeline->shots[1].how, ==, rows[i].how);
        g_assert_cmpint(timeline->shots[1].head, ==, rows[i].half);
        g_assert_cmpint(timeline->shots[1].tail, ==, 0);
        g_assert_cmpint(timeline->n_frames, ==, rows[i].before + rows[i].after);
        paper_free(paper);
    }
}

/* A film of many: no transition makes it longer or shorter, and each shot keeps a third of its frames to itself. */
static void test_many_transitions(void)
{
    static const struct fms_join joins[] = {
        { FMS_TRANSITION_CUT, 0 },          { FMS_TRANSITION_PUSH_LEFT, FMS_MS(800) },
        { FMS_TRANSITION_DIP, 0 },          { FMS_TRANSITION_CIRCLE, SECOND },
        { FMS_TRANSITION_CUT, 0 },          { FMS_TRANSITION_ZOOM, 10 * SECOND },
        { FMS_TRANSITION_SLICE_UP, SECOND }
    };
    static const int64_t lengths[] = { 90, 90, 100, 30, 60, 100, 45 }, halves[] = { 0, 12, 12, 5, 0, 10, 7, 0 };
    struct paper *paper = paper_new("en");
    for (size_t i = 0; i < G_N_ELEMENTS(joins); i++) {
        struct fms_shot *shot = paper_shot(paper, FMS_SHOT_TITLE, "s", NULL, 0);
        shot->least = fms_ticks_from_frames(lengths[i], fps30);
        shot->join = joins[i];
    }
    struct fms_timeline *timeline = paper_resolve(paper, fps30, 0);
    int64_t at = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(joins); at += lengths[i++]) {
        g_assert_cmpint(timeline->shots[i].begin, ==, at);
        g_assert_cmpint(timeline->shots[i].end, ==, at + lengths[i]);
        g_assert_cmpint(timeline->shots[i].how, ==, joins[i].how);
        g_assert_cmpint(timeline->shots[i].head, ==, halves[i]);
        g_assert_cmpint(timeline->shots[i].tail, ==, halves[i + 1]);
    }
    g_assert_cmpint(timeline->n_frames, ==, 515);
    paper_free(paper);
}

/* A roll lasts as long as it is told; one of nothing is left out, and so are its joins. */
static void test_credits(void)
{
    for (int64_t roll = 0; roll <= 300; roll += 300) {
        struct paper *paper = paper_new("en");
        struct paper_beat beat = { "The end.", 48000, SECOND };
        paper_shot(paper, FMS_SHOT_WORDS, "w", &beat, 1);
        paper_shot(paper, FMS_SHOT_CREDITS, "credits", NULL, 0)->join.how = FMS_TRANSITION_DISSOLVE;
        struct fms_timeline *timeline = paper_resolve(paper, fps30, roll);
        g_assert_cmpint(timeline->n_frames, ==, 60 + roll); /* the pause before the credits counts */
        g_assert_cmpuint(timeline->n_shots, ==, roll ? 2 : 1);
        g_assert_cmpint(timeline->shots[0].tail, ==, roll ? 6 : 0);
        paper_free(paper);
    }
}

/* An hour and more of lines that fit no frame: every place is what counting from the start says. */
static void test_no_drift(void)
{
    static const struct fms_rate rates[] = { { 30, 1 }, { 30000, 1001 }, { 24000, 1001 }, { 25, 1 } };
    enum { BEATS = 2000, SAMPLES = 86399 };
    for (size_t r = 0; r < G_N_ELEMENTS(rates); r++) {
        struct paper *paper = paper_new("en");
        struct paper_beat *beats = g_new(struct paper_beat, BEATS);
        for (size_t i = 0; i < BEATS; i++)
            beats[i] = (struct paper_beat){ "So it goes on and on.", SAMPLES, FMS_MS(333) + 1 };
        paper_shot(paper, FMS_SHOT_WORDS, "w", beats, BEATS);
        struct fms_timeline *timeline = paper_resolve(paper, rates[r], 0);
        int64_t frame = 0, frame_ticks = fms_frame_ticks(rates[r]), sample_ticks = SECOND / FMS_SAMPLE_RATE;
        for (size_t i = 0; i < BEATS; i++) {
            int64_t at = (frame * frame_ticks + sample_ticks - 1) / sample_ticks;
            g_assert_cmpint(timeline->beats[i].at, ==, at);
            int64_t next = (at + SAMPLES) * sample_ticks + FMS_MS(333) + 1;
            frame = (next + frame_ticks - 1) / frame_ticks;
        }
        g_assert_cmpint(timeline->n_frames, ==, frame);
        g_assert_cmpint(timeline->n_frames * frame_ticks, >, 3600 * SECOND);
        g_free(beats);
        paper_free(paper);
    }
}

static void test_chapters(void)
{
    static const struct {
        const char *marks; /* a shot each: - none, a letter a chapter of that name */
        const char *expected;
    } rows[] = {
        { "---", "" },
        { "a--", "a 0-3;" },
        { "-b-", "Tides 0-1;b 1-3;" },
        { "-bc", "Tides 0-1;b 1-2;c 2-3;" },
        { "ab-", "a 0-1;b 1-3;" },
    };
    static const char *const headings[] = { ['a'] = "a", ['b'] = "b", ['c'] = "c" };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct paper *paper = paper_new("en");
        for (const char *p = rows[i].marks; *p; p++) {
            struct fms_shot *shot = paper_shot(paper, FMS_SHOT_TITLE, "s", NULL, 0);
            shot->least = SECOND;
            shot->starts_chapter = *p != '-';
            shot->heading = *p != '-' ? headings[(int) *p] : NULL;
        }
        struct fms_timeline *timeline = paper_resolve(paper, fps30, 0);
        GString *found = g_string_new(NULL);
        for (size_t k = 0; k < timeline->n_chapters; k++)
            g_string_append_printf(found, "%s %d-%d;", timeline->chapters[k].title,
                                   (int) (timeline->chapters[k].begin / SECOND),
                                   (int) (timeline->chapters[k].end / SECOND));
        g_assert_cmpstr(found->str, ==, rows[i].expected);
        g_string_free(found, TRUE);
        paper_free(paper);
    }
}

/* All takes that cannot be had are reported at once. */
static void test_unspeakable(void)
{
    struct paper *paper = paper_new("en");
    struct paper_beat beats[] = { { "Yes.", 0, 0 }, { "An unspeakable one.", 0, 0 }, { "unspeakable again", 0, 0 } };
    paper_shot(paper, FMS_SHOT_WORDS, "w", beats, 3);
    g_assert_null(paper_resolve(paper, fps30, 0));
    g_assert_cmpuint(fms_diags_n_errors(paper->diags), ==, 2);
    for (size_t i = 0; i < 2; i++)
        g_assert_cmpstr(fms_diags_get(paper->diags, i)->code, ==, "voice.unavailable");
    paper_free(paper);
}

static void test_empty(void)
{
    for (int shots = 0; shots < 2; shots++) {
        struct paper *paper = paper_new("en");
        if (shots)
            paper_shot(paper, FMS_SHOT_CREDITS, "credits", NULL, 0);
        g_assert_null(paper_resolve(paper, fps30, 0));
        g_assert_cmpuint(fms_diags_n_errors(paper->diags), ==, 1);
        g_assert_cmpstr(fms_diags_get(paper->diags, 0)->code, ==, "time.empty");
        paper_free(paper);
    }
}

/* A line that is shown and not said, between two that are, and a film of nothing else. */
static void test_mute(void)
{
    static const struct paper_beat beats[] = {
        { "Stand in a harbour.", 96000, FMS_MS(500), NULL },
        { "Shown only, and for all that rather long.", 0, FMS_MS(2000), "0+41=m:" },
        { "Wait.", 48000, FMS_MS(500), NULL },
    };
    struct paper *paper = paper_new("en");
    paper_shot(paper, FMS_SHOT_WORDS, "p1.1", beats, 3);
    struct fms_timeline *timeline = paper_resolve(paper, fps30, 0);
    g_assert_cmpint(timeline->beats[1].at, ==, 75 * 1600);
    g_assert_cmpint(timeline->beats[2].at, ==, 138 * 1600); /* a tenth of a second and the pause later */
    g_assert_cmpuint(timeline->n_cues, ==, 3);
    g_assert_cmpstr(timeline->cues[1].text, ==, beats[1].text);
    for (size_t i = 0; i < 3; i++) {
        g_assert_cmpint(timeline->cues[i].begin, ==, fms_ticks_from_samples(timeline->beats[i].at));
        g_assert_cmpint(timeline->cues[i].end, >, timeline->cues[i].begin);
    }
    g_assert_cmpint(timeline->cues[1].end, <, timeline->cues[2].begin);
    paper_free(paper);
    paper = paper_new("en");
    paper_shot(paper, FMS_SHOT_WORDS, "p1.1", &beats[1], 1);
    timeline = paper_resolve(paper, fps30, 0);
    g_assert_cmpint(timeline->n_frames, ==, 63);
    g_assert_cmpuint(timeline->n_cues, ==, 1);
    g_assert_cmpint(timeline->cues[0].end, ==, fms_ticks_from_frames(62, fps30));
    paper_free(paper);
}

static void test_dump(void)
{
    struct paper *paper = paper_new("en");
    struct paper_beat beats[] = { { "Stand in a \"harbour\".", 96000, FMS_MS(500) }, { "Wait.", 24001, SECOND } };
    struct fms_shot *title = paper_shot(paper, FMS_SHOT_TITLE, "title", NULL, 0);
    title->least = 3 * SECOND;
    struct fms_shot *shot = paper_shot(paper, FMS_SHOT_PICTURE, "p1.1", beats, 2);
    shot->join.how = FMS_TRANSITION_DISSOLVE;
    shot->starts_chapter = true;
    shot->heading = "Two bulges";
    GString *out = g_string_new(NULL);
    fms_timeline_dump(paper_resolve(paper, fps30, 0), out);
    g_assert_cmpstr(out->str, ==,
                    "film 211 frames at 30/1 0:00:07.033\n"
                    "shot title 0-90 0:00:00.000-0:00:03.000 cut head 0 tail 6\n"
                    "shot p1.1 90-211 0:00:03.000-0:00:07.033 dissolve head 6 tail 0\n"
                    "  beat 90 0:00:03.000 sample 144000+96000 \"Stand in a \\\"harbour\\\".\"\n"
                    "    word 144000 \"Stand\"\n"
                    "    word 171428 \"in\"\n"
                    "    word 185142 \"a\"\n"
                    "    word 194285 \"\\\"harbour\\\".\"\n"
                    "  beat 165 0:00:05.500 sample 264000+24001 \"Wait.\"\n"
                    "    word 264000 \"Wait.\"\n"
                    "cue 90-163 0:00:03.000-0:00:05.433 \"Stand in a \\\"harbour\\\".\"\n"
                    "cue 165-193 0:00:05.500-0:00:06.433 \"Wait.\"\n"
                    "chapter 0-90 0:00:00.000-0:00:03.000 \"Tides\"\n"
                    "chapter 90-211 0:00:03.000-0:00:07.033 \"Two bulges\"\n");
    g_string_free(out, TRUE);
    paper_free(paper);
}

/* A scene with a length of its own: its last shot is held until all of it has lasted so long. */
static void test_together(void)
{
    static const struct {
        size_t n_together;
        fms_ticks together;
        int64_t end;
    } rows[] = {
        { 0, 0, 180 },          /* three shots of two seconds */
        { 2, 3 * SECOND, 180 }, /* long enough */
        { 2, 8 * SECOND, 300 }, /* two of them take eight seconds, after two for the first */
        { 3, 8 * SECOND, 240 }, { 1, 5 * SECOND, 270 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct paper *paper = paper_new("en");
        for (size_t k = 0; k < 3; k++)
            paper_shot(paper, FMS_SHOT_PICTURE, "p", NULL, 0)->least = 2 * SECOND;
        paper->shots[2].n_together = rows[i].n_together;
        paper->shots[2].together = rows[i].together;
        g_assert_cmpint(paper_resolve(paper, fps30, 0)->n_frames, ==, rows[i].end);
        paper_free(paper);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/timeline/lengths", test_lengths);
    g_test_add_func("/timeline/transitions", test_transitions);
    g_test_add_func("/timeline/many-transitions", test_many_transitions);
    g_test_add_func("/timeline/credits", test_credits);
    g_test_add_func("/timeline/together", test_together);
    g_test_add_func("/timeline/no-drift", test_no_drift);
    g_test_add_func("/timeline/chapters", test_chapters);
    g_test_add_func("/timeline/unspeakable", test_unspeakable);
    g_test_add_func("/timeline/empty", test_empty);
    g_test_add_func("/timeline/mute", test_mute);
    g_test_add_func("/timeline/dump", test_dump);
    return g_test_run();
}
