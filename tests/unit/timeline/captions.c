#include "captions-private.h"
#include "paper-board.h"

#define FRAMES(n) ((n) * (FMS_TICKS_PER_SECOND / 30))
#define SAMPLES(frames) ((frames) *INT64_C(1600))

static const struct fms_rate fps30 = { 30, 1 };

/* Two beats of one shot: when their captions come and go, in frames at 30 a second; -1: there is no second caption. */
static void test_times(void)
{
    static const struct {
        const char *language;
        struct paper_beat beats[2];
        int64_t end, next, next_end;
    } rows[] = {
        /* the last word and twelve frames more */
        { "en",
          { { "The sea leaves.", SAMPLES(60), FRAMES(60) }, { "It comes.", SAMPLES(60), FRAMES(60) } },
          72,
          120,
          192 },
        /* a gap of 15 frames stays, of 14 is closed to two */
        { "en",
          { { "The sea leaves.", SAMPLES(60), FRAMES(27) }, { "It comes.", SAMPLES(60), FRAMES(60) } },
          72,
          87,
          159 },
        { "en",
          { { "The sea leaves.", SAMPLES(60), FRAMES(26) }, { "It comes.", SAMPLES(60), FRAMES(60) } },
          84,
          86,
          158 },
        /* hanging on never reaches the next one */
        { "en", { { "The sea leaves.", SAMPLES(60), 0 }, { "It comes.", SAMPLES(60), FRAMES(60) } }, 58, 60, 132 },
        /* at least 25 frames */
        { "en", { { "No.", SAMPLES(6), FRAMES(60) }, { "It comes.", SAMPLES(60), FRAMES(60) } }, 25, 66, 138 },
        /* no room for 25: two lines of one caption */
        { "en", { { "No.", SAMPLES(6), FRAMES(6) }, { "It comes.", SAMPLES(60), FRAMES(60) } }, 84, -1, 0 },
        { "en", { { "It comes.", SAMPLES(60), FRAMES(6) }, { "No.", SAMPLES(6), 0 } }, 64, 66, 72 },
        /* 20 characters a second: 40 of them stay two seconds, as far as there is room */
        { "en",
          { { "Shore birds follow its edge, back, forth.", SAMPLES(30), FRAMES(90) }, { "Go.", SAMPLES(30), 0 } },
          62,
          120,
          150 },
        { "en",
          { { "Shore birds follow its edge, back, forth.", SAMPLES(30), FRAMES(20) }, { "Go.", SAMPLES(30), 0 } },
          48,
          50,
          80 },
        /* four a second in Japanese */
        { "ja", { { "海は離れ、また戻る。", SAMPLES(40), FRAMES(90) }, { "海。", SAMPLES(30), 0 } }, 75, 130, 160 },
        /* seven seconds at most: what cannot be closed stays open wide enough to be seen */
        { "en", { { "Slow.", SAMPLES(190), FRAMES(23) }, { "Go.", SAMPLES(30), FRAMES(30) } }, 198, 213, 255 },
        /* one word longer than that rule can help: the voice's end wins */
        { "en", { { "Slow.", SAMPLES(205), FRAMES(13) }, { "Go.", SAMPLES(30), FRAMES(30) } }, 205, 218, 260 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct paper *paper = paper_new(rows[i].language);
        paper_shot(paper, FMS_SHOT_WORDS, "w", rows[i].beats, 2);
        struct fms_timeline *timeline = paper_resolve(paper, fps30, 0);
        g_test_message("row %zu", i);
        g_assert_cmpuint(timeline->n_cues, ==, rows[i].next < 0 ? 1 : 2);
        g_assert_cmpint(timeline->cues[0].begin, ==, 0);
        g_assert_cmpint(timeline->cues[0].end / FRAMES(1), ==, rows[i].end);
        if (rows[i].next >= 0) {
            g_assert_cmpint(timeline->cues[1].begin / FRAMES(1), ==, rows[i].next);
            g_assert_cmpint(timeline->cues[1].end / FRAMES(1), ==, rows[i].next_end);
        }
        paper_free(paper);
    }
}

/* A caption goes when its chapter does, and two are not joined across the border. */
static void test_chapters(void)
{
    struct paper *paper = paper_new("en");
    struct paper_beat first = { "No.", SAMPLES(6), FRAMES(4) }, second = { "It comes.", SAMPLES(60), FRAMES(60) };
    paper_shot(paper, FMS_SHOT_WORDS, "a", &first, 1);
    struct fms_shot *shot = paper_shot(paper, FMS_SHOT_WORDS, "b", &second, 1);
    shot->starts_chapter = true;
    shot->heading = "Two";
    shot->lead = FRAMES(10);
    struct fms_timeline *timeline = paper_resolve(paper, fps30, 0);
    g_assert_cmpuint(timeline->n_cues, ==, 2);
    g_assert_cmpint(timeline->cues[0].end, ==, FRAMES(10));
    g_assert_cmpint(timeline->chapters[0].end, ==, FRAMES(10));
    g_assert_cmpint(timeline->cues[1].begin, ==, FRAMES(20));
    paper_free(paper);
}

/* Where the next caption is full already, a hurried one joins the one before. */
static void test_join_backwards(void)
{
    static const struct paper_beat beats[] = {
        { "It comes.", SAMPLES(60), FRAMES(9) },
        { "No.", SAMPLES(6), FRAMES(6) },
        { "When the tide goes out, the boats lie down in the mud and sleep.", SAMPLES(90), 0 },
    };
    struct paper *paper = paper_new("en");
    paper_shot(paper, FMS_SHOT_WORDS, "w", beats, 3);
    struct fms_timeline *timeline = paper_resolve(paper, fps30, 0);
    g_assert_cmpuint(timeline->n_cues, ==, 2);
    g_assert_cmpstr(timeline->cues[0].text, ==, "It comes.\nNo.");
    g_assert_cmpint(timeline->cues[0].end, ==, FRAMES(79));
    g_assert_cmpint(timeline->cues[1].begin, ==, FRAMES(81));
    paper_free(paper);
}

/* Words that are spoken but not shown are captioned; shots without words have no captions. */
static void test_what_is_captioned(void)
{
    struct paper *paper = paper_new("en");
    struct paper_beat beat = { "As Ada Example wrote:", 0, 0, NULL };
    paper_shot(paper, FMS_SHOT_TITLE, "title", NULL, 0)->least = FMS_MS(3000);
    paper_shot(paper, FMS_SHOT_QUOTE, "q", &beat, 1);
    struct fms_timeline *timeline = paper_resolve(paper, fps30, 0);
    g_assert_cmpuint(timeline->n_cues, ==, 1);
    g_assert_cmpstr(timeline->cues[0].text, ==, "As Ada Example wrote:");
    g_assert_cmpint(timeline->cues[0].begin, ==, FRAMES(90));
    paper_free(paper);
}

/* A quotation's marks stand where they stand on its cards, and make nothing later. */
static void test_quotations(void)
{
    static const struct {
        const char *language;
        enum fms_shot_kind kind;
        bool opens, closes;
        const char *first, *last;
    } rows[] = {
        { "en", FMS_SHOT_QUOTE, true, true, "“The sea leaves.", "It comes.”" },
        { "en", FMS_SHOT_QUOTE, true, false, "“The sea leaves.", "It comes." },
        { "en", FMS_SHOT_QUOTE, false, true, "The sea leaves.", "It comes.”" },
        { "fr", FMS_SHOT_QUOTE, true, true, "«\u00A0The sea leaves.", "It comes.\u00A0»" },
        { "de-ch", FMS_SHOT_QUOTE, true, true, "„The sea leaves.", "It comes.“" },
        { "en", FMS_SHOT_WORDS, true, true, "The sea leaves.", "It comes." },
    };
    static const struct paper_beat beats[] = { { "She wrote:", SAMPLES(60), FRAMES(30) },
                                               { "The sea leaves.", SAMPLES(60), FRAMES(30) },
                                               { "It comes.", SAMPLES(60), FRAMES(30) },
                                               { "That was all.", SAMPLES(60), FRAMES(30) } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct paper *paper = paper_new(rows[i].language);
        struct fms_shot *shot = paper_shot(paper, rows[i].kind, "q", beats, 4);
        struct fms_beat *said = (struct fms_beat *) shot->beats;
        said[1].shown = said[2].shown = true;
        shot->opens = rows[i].opens;
        shot->closes = rows[i].closes;
        struct fms_timeline *timeline = paper_resolve(paper, fps30, 0);
        g_test_message("row %zu", i);
        g_assert_cmpuint(timeline->n_cues, ==, 4);
        g_assert_cmpstr(timeline->cues[0].text, ==, "She wrote:");
        g_assert_cmpstr(timeline->cues[1].text, ==, rows[i].first);
        g_assert_cmpstr(timeline->cues[2].text, ==, rows[i].last);
        g_assert_cmpstr(timeline->cues[3].text, ==, "That was all.");
        for (int k = 0; k < 4; k++)
            g_assert_cmpint(timeline->cues[k].begin, ==, FRAMES(90 * k));
        paper_free(paper);
    }
}

/* The rules that hold for every film. */
static void check_cues(const struct fms_timeline *timeline)
{
    fms_ticks frame = fms_frame_ticks(timeline->rate), end = timeline->n_frames * frame;
    for (size_t i = 0; i < timeline->n_cues; i++) {
        const struct fms_cue *cue = &timeline->cues[i];
        g_assert_cmpint(cue->begin % frame, ==, 0);
        g_assert_cmpint(cue->end % frame, ==, 0);
        g_assert_cmpint(cue->begin, <, cue->end);
        g_assert_cmpint(cue->end, <=, end);
        g_assert_cmpint(cue->end - cue->begin, <=, 7 * FMS_TICKS_PER_SECOND);
        g_assert_cmpstr(cue->text, !=, "");
        for (size_t k = 0; k < timeline->n_chapters; k++)
            g_assert_false(cue->begin < timeline->chapters[k].begin && cue->end > timeline->chapters[k].begin);
        if (i + 1 < timeline->n_cues)
            g_assert_cmpint(cue->end, <=, cue[1].begin);
    }
}

static const char *const lines[] = {
    "",
    "No.",
    "Go on.",
    "The sea leaves you, and comes back.",
    "潮水每天来两次，从不停歇，也从不迟到。",
    "When the tide goes out, the boats lie down in the mud, and birds come to see what there is, and eat it.",
};

static void random_shots(struct paper *paper)
{
    for (int n = g_test_rand_int_range(1, 9); n > 0; n--) {
        struct paper_beat beats[6] = { 0 };
        size_t n_beats = (size_t) g_test_rand_int_range(0, 6);
        for (size_t i = 0; i < n_beats; i++)
            beats[i] = (struct paper_beat){ lines[g_test_rand_int_range(0, G_N_ELEMENTS(lines))], 0,
                                            FMS_MS(g_test_rand_int_range(0, 900)) };
        struct fms_shot *shot = paper_shot(paper, FMS_SHOT_WORDS, "w", beats, n_beats);
        shot->lead = FMS_MS(g_test_rand_int_range(0, 900));
        shot->least = FMS_MS(g_test_rand_int_range(1, 4000));
        shot->starts_chapter = g_test_rand_bit();
        shot->heading = "A chapter";
    }
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        if (g_test_rand_bit())
            g_hash_table_insert(paper->lengths, (gpointer) lines[i],
                                GSIZE_TO_POINTER((gsize) g_test_rand_int_range(1, 600000)));
}

static void test_any_film(void)
{
    static const struct fms_rate rates[] = { { 30, 1 }, { 24000, 1001 }, { 25, 1 }, { 60, 1 } };
    static const char *const languages[] = { "en", "zh", "ja", "de" };
    for (int i = 0; i < 1500; i++) {
        struct paper *paper = paper_new(languages[i / 4 % 4]);
        random_shots(paper);
        struct fms_timeline *timeline = paper_resolve(paper, rates[i % 4], 0);
        g_assert_nonnull(timeline);
        check_cues(timeline);
        paper_free(paper);
    }
}

/* Who is heard: a label where the speaker changes, in films of several voices alone. */
static void test_speakers(void)
{
    static const struct {
        const char *language;
        const char *speakers[3]; /* NULL: the narrator */
        const char *third;       /* named on the screen with the second beat */
        const char *cues[3];
    } rows[] = {
        { "en", { NULL, "Ada", "Ada" }, NULL, { "We row.", "ADA: It rains.", "It stops." } },
        { "en", { "Ada", "Ada", "Ada" }, NULL, { "We row.", "It rains.", "It stops." } }, /* one voice needs no name */
        { "en", { "Ada", "Ben", NULL }, NULL, { "ADA: We row.", "BEN: It rains.", "– It stops." } },
        { "en", { NULL, "Ada", NULL }, "Ada", { "We row.", "– It rains.", "– It stops." } }, /* named by the picture */
        { "en", { NULL, "Ada", NULL }, "Ben", { "We row.", "ADA: It rains.", "– It stops." } },
        { "de", { NULL, "Jörg", NULL }, NULL, { "We row.", "JÖRG: It rains.", "– It stops." } },
    };
    static const struct paper_beat words[] = { { "We row.", SAMPLES(60), FRAMES(30) },
                                               { "It rains.", SAMPLES(60), FRAMES(30) },
                                               { "It stops.", SAMPLES(60), FRAMES(30) } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct paper *paper = paper_new(rows[i].language);
        struct fms_shot *shot = paper_shot(paper, FMS_SHOT_PICTURE, "p1.1", words, 3);
        struct fms_shot_cue cue = { .kind = FMS_CUE_LOWER_THIRD, .beat = 1, .third = { rows[i].third, "" } };
        for (size_t k = 0; k < 3; k++)
            ((struct fms_beat *) (uintptr_t) shot->beats)[k].speaker = rows[i].speakers[k];
        shot->n_cues = rows[i].third != NULL;
        shot->cues = &cue;
        struct fms_timeline *timeline = paper_resolve(paper, fps30, 0);
        g_assert_cmpuint(timeline->n_cues, ==, 3);
        for (size_t k = 0; k < 3; k++)
            g_assert_cmpstr(timeline->cues[k].text, ==, rows[i].cues[k]);
        paper_free(paper);
    }
}

/* Two hurried lines share a caption, but never those of two. */
static void test_hurried_speakers(void)
{
    static const struct paper_beat words[] = { { "No.", SAMPLES(6), FRAMES(6) }, { "It comes.", SAMPLES(60), 0 } };
    for (int several = 0; several < 2; several++) {
        struct paper *paper = paper_new("en");
        struct fms_shot *shot = paper_shot(paper, FMS_SHOT_PICTURE, "p1.1", words, 2);
        ((struct fms_beat *) (uintptr_t) shot->beats)[1].speaker = several ? "Ada" : NULL;
        g_assert_cmpuint(paper_resolve(paper, fps30, 0)->n_cues, ==, several ? 2 : 1);
        paper_free(paper);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/captions/speakers", test_speakers);
    g_test_add_func("/captions/hurried-speakers", test_hurried_speakers);
    g_test_add_func("/captions/times", test_times);
    g_test_add_func("/captions/chapters", test_chapters);
    g_test_add_func("/captions/join-backwards", test_join_backwards);
    g_test_add_func("/captions/what-is-captioned", test_what_is_captioned);
    g_test_add_func("/captions/quotations", test_quotations);
    g_test_add_func("/captions/any-film", test_any_film);
    return g_test_run();
}
