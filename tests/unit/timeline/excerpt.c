#include "paper-board.h"

static const struct fms_rate fps30 = { 30, 1 };

/* Two shots of 100 frames that dissolve into each other for 12; a beat in the middle of each. */
static struct fms_timeline *film(struct paper *paper)
{
    static const struct paper_beat beats[] = { { "Sand.", 1600 * 40, 0 }, { "Salt.", 1600 * 40, 0 } };
    for (size_t i = 0; i < 2; i++) {
        struct fms_shot *shot = paper_shot(paper, FMS_SHOT_WORDS, i ? "two" : "one", &beats[i], 1);
        shot->lead = FMS_MS(1000);
        shot->least = fms_ticks_from_frames(100, fps30);
        shot->join = (struct fms_join){ FMS_TRANSITION_DISSOLVE, 0 };
        shot->starts_chapter = true;
        shot->heading = shot->name;
    }
    return paper_resolve(paper, fps30, 0);
}

/* What lies in [first, first + n): frames of both shots from cut to cut and around it, how many beats and captions. */
static void test_windows(void)
{
    static const struct {
        int64_t first, n;
        size_t n_shots, n_beats, n_chapters;
        int64_t begin, end, head, tail; /* of the last shot */
    } rows[] = {
        { 0, 200, 2, 2, 2, 100, 200, 6, 0 }, { 0, 90, 1, 1, 1, 0, 90, 0, 0 },
        { 0, 100, 2, 1, 1, 100, 100, 6, 0 }, /* of the second only half its dissolve */
        { 103, 97, 2, 1, 1, 0, 97, 0, 0 },   /* of the first only what is left of it */
        { 110, 20, 1, 0, 1, 0, 20, 0, 0 },   /* nobody speaks yet */
        { 110, 21, 1, 1, 1, 0, 21, 0, 0 },   /* one frame of a word */
        { 199, 1, 1, 0, 1, 0, 1, 0, 0 },
    };
    struct paper *paper = paper_new("en");
    struct fms_timeline *whole = film(paper);
    g_assert_cmpint(whole->n_frames, ==, 200);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct fms_timeline *excerpt = fms_timeline_excerpt(paper->ctx, whole, rows[i].first, rows[i].n);
        g_test_message("%d+%d", (int) rows[i].first, (int) rows[i].n);
        g_assert_true(excerpt->whole == whole);
        g_assert_cmpint(excerpt->n_frames, ==, rows[i].n);
        g_assert_cmpuint(excerpt->n_shots, ==, rows[i].n_shots);
        g_assert_cmpuint(excerpt->n_beats, ==, rows[i].n_beats);
        g_assert_cmpuint(excerpt->n_chapters, ==, rows[i].n_chapters);
        const struct fms_place_shot *last = &excerpt->shots[excerpt->n_shots - 1];
        g_assert_cmpint(last->begin, ==, rows[i].begin);
        g_assert_cmpint(last->end, ==, rows[i].end);
        g_assert_cmpint(last->head, ==, rows[i].head);
        g_assert_cmpint(last->tail, ==, rows[i].tail);
        for (size_t b = 0; b < excerpt->n_beats; b++)
            g_assert_cmpuint(excerpt->beats[b].shot, <, excerpt->n_shots);
    }
    paper_free(paper);
}

/* Captions are moved and cut, and lie inside. */
static void test_captions(void)
{
    struct paper *paper = paper_new("en");
    struct fms_timeline *whole = film(paper);
    const struct fms_timeline *excerpt = fms_timeline_excerpt(paper->ctx, whole, 40, 100);
    g_assert_cmpuint(excerpt->n_cues, ==, 2);
    g_assert_cmpint(excerpt->cues[0].begin, ==, 0);
    g_assert_cmpint(excerpt->cues[0].end, ==, whole->cues[0].end - fms_ticks_from_frames(40, fps30));
    g_assert_cmpint(excerpt->cues[1].begin, ==, fms_ticks_from_frames(90, fps30));
    g_assert_cmpint(excerpt->cues[1].end, ==, fms_ticks_from_frames(100, fps30));
    g_assert_cmpint(excerpt->beats[0].at, ==, -10 * 1600);
    paper_free(paper);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/excerpt/windows", test_windows);
    g_test_add_func("/excerpt/captions", test_captions);
    return g_test_run();
}
