/*
 * The check is the last one who looks at the film before an audience does. It trusts nobody in the house: it compares the
 * finished file with the timeline, which is what was promised, and says everything that is wrong and not only the first.
 */
#include "qc-private.h"

#include <math.h>

/* What is being judged, and to whom it is told. */
struct judge {
    const struct fms_film_facts *film;
    const GArray *black;
    const struct fms_timeline *timeline;
    const struct fms_qc_facts *facts;
    struct fms_diags *diags;
};

static const struct fms_span nowhere = { NULL, 0, 0 };

static double seconds(fms_ticks t)
{
    return (double) t / (double) FMS_TICKS_PER_SECOND;
}

/* Are two lengths the same to within a frame? */
static bool agree(const struct judge *judge, fms_ticks a, fms_ticks b)
{
    fms_ticks frame = fms_frame_ticks(judge->timeline->rate);
    return a - b <= frame && b - a <= frame;
}

static void judge_lengths(const struct judge *judge)
{
    const struct fms_film_facts *film = judge->film;
    fms_ticks promised = fms_ticks_from_frames(judge->timeline->n_frames, judge->timeline->rate);
    if (film->n_frames != judge->timeline->n_frames)
        fms_error(judge->diags, nowhere, "qc.frames", NULL,
                  "the film has %" G_GINT64_FORMAT " frames and should have %" G_GINT64_FORMAT, film->n_frames,
                  judge->timeline->n_frames);
    if (!agree(judge, film->video, promised))
        fms_error(judge->diags, nowhere, "qc.video-length", NULL, "the picture lasts %.3f s and should last %.3f s",
                  seconds(film->video), seconds(promised));
    if (!agree(judge, film->sound, promised))
        fms_error(judge->diags, nowhere, "qc.sound-length", NULL, "the sound lasts %.3f s and should last %.3f s",
                  seconds(film->sound), seconds(promised));
    if (!agree(judge, film->sound, film->video))
        fms_error(judge->diags, nowhere, "qc.sync", NULL, "the picture lasts %.3f s and the sound %.3f s",
                  seconds(film->video), seconds(film->sound));
}

/* A picture may be as dark as it likes: a starry night, a clip that fades in. What the house sets itself is never black. */
static bool shows_picture(const struct fms_timeline *timeline, int64_t frame)
{
    for (size_t i = 0; i < timeline->n_shots; i++) {
        const struct fms_place_shot *place = &timeline->shots[i];
        bool is_shown = frame >= place->begin - place->head && frame < place->end + place->tail;
        if (is_shown && place->shot->kind == FMS_SHOT_PICTURE)
            return true;
    }
    return false;
}

static void judge_black(const struct judge *judge)
{
    int64_t first = -1, n = 0;
    for (guint i = 0; i < judge->black->len; i++) {
        int64_t frame = g_array_index(judge->black, int64_t, i);
        if (shows_picture(judge->timeline, frame))
            continue;
        first = n++ == 0 ? frame : first;
    }
    if (n > 0)
        fms_error(judge->diags, nowhere, "qc.black", NULL,
                  "%" G_GINT64_FORMAT " of the %" G_GINT64_FORMAT " keyframes are black where no picture is shown, "
                  "the first of them frame %" G_GINT64_FORMAT,
                  n, judge->film->n_keyframes, first);
}

static void judge_picture(const struct judge *judge)
{
    const struct fms_film_facts *film = judge->film;
    if (!film->contiguous)
        fms_error(judge->diags, nowhere, "qc.gap", NULL, "a frame of the film is missing, doubled or out of its place");
    if (film->n_keyframes < 1)
        fms_error(judge->diags, nowhere, "qc.keyframes", NULL, "the film has no keyframe to start playing from");
    judge_black(judge);
    if (film->width_px <= 0 || film->height_px <= 0)
        fms_error(judge->diags, nowhere, "qc.size", NULL, "the film has no picture size");
    if (!film->moov_first)
        fms_error(judge->diags, nowhere, "qc.moov", NULL,
                  "the film's index lies at its end, so that a browser would have to load all of it first");
}

/* How far a reading may lie from the promise: the loudness that EBU R 128 allows, the peak within the meter's own error. */
static const double LOUDNESS_LU = 0.5, PEAK_DB = 0.1;

/* What is softer is silence; and what would have to be raised by more than this the sound editor leaves as it is. */
static const double SILENCE_LUFS = -60, MOST_RAISE_LU = 40;

/* So close under its ceiling the sound is held down by its peaks. */
static const double HELD_DOWN_DB = 1;

/* Less than one block of the meter has no loudness. */
static bool is_measurable(const struct fms_timeline *timeline)
{
    return fms_ticks_from_frames(timeline->n_frames, timeline->rate) >= FMS_MS(400);
}

/* Are words heard? What is only shown has a take without a word. */
static bool is_narrated(const struct fms_timeline *timeline)
{
    for (size_t i = 0; i < timeline->n_beats; i++)
        if (timeline->beats[i].take && timeline->beats[i].take->n_words > 0)
            return true;
    return false;
}

/* Narration is never silent; music may be, if its file is. */
static bool may_be_silent(const struct judge *judge, double promised_lufs)
{
    double lufs = judge->facts->integrated_lufs;
    return !is_narrated(judge->timeline) && !(lufs >= SILENCE_LUFS && promised_lufs - lufs <= MOST_RAISE_LU);
}

static bool is_loud(const struct judge *judge)
{
    const struct fms_qc_facts *facts = judge->facts;
    double promised = facts->loudness_clufs / 100.0, excess = facts->integrated_lufs - promised;
    bool is_held_down = facts->true_peak_dbtp >= facts->true_peak_cdbtp / 100.0 - HELD_DOWN_DB;
    if (facts->loudness_clufs == 0 || may_be_silent(judge, promised))
        return true;
    return fabs(excess) <= LOUDNESS_LU || (excess < 0 && is_held_down && facts->integrated_lufs >= SILENCE_LUFS);
}

static void judge_sound(const struct judge *judge)
{
    const struct fms_qc_facts *facts = judge->facts;
    double loudness = facts->loudness_clufs / 100.0, peak = facts->true_peak_cdbtp / 100.0;
    if (!is_measurable(judge->timeline))
        return;
    if (!is_loud(judge))
        fms_error(judge->diags, nowhere, "qc.loudness", NULL, "the sound has %.2f LUFS and should have %.2f",
                  facts->integrated_lufs, loudness);
    if (!(facts->true_peak_dbtp <= peak + PEAK_DB))
        fms_error(judge->diags, nowhere, "qc.peak", NULL, "the sound peaks at %.2f dBTP and should stay below %.2f",
                  facts->true_peak_dbtp, peak);
}

static void judge_captions(const struct judge *judge)
{
    const struct fms_timeline *timeline = judge->timeline;
    fms_ticks last = 0, end = fms_ticks_from_frames(timeline->n_frames, timeline->rate);
    for (size_t i = 0; i < timeline->n_cues; i++) {
        const struct fms_cue *cue = &timeline->cues[i];
        if (cue->begin < last)
            fms_error(judge->diags, cue->span, "qc.caption-order", NULL,
                      "caption %zu begins before the one before ends", i + 1);
        if (cue->end <= cue->begin)
            fms_error(judge->diags, cue->span, "qc.caption-length", NULL, "caption %zu is never shown", i + 1);
        if (cue->begin < 0 || cue->end > end)
            fms_error(judge->diags, cue->span, "qc.caption-outside", NULL, "caption %zu lies outside the film", i + 1);
        if (!cue->text || !*cue->text)
            fms_error(judge->diags, cue->span, "qc.caption-empty", NULL, "caption %zu says nothing", i + 1);
        last = cue->end;
    }
}

bool fms_qc_judge(const struct fms_film_facts *film, const GArray *black, const struct fms_timeline *timeline,
                  const struct fms_qc_facts *facts, struct fms_diags *diags)
{
    const struct judge judge = { film, black, timeline, facts, diags };
    size_t n_errors = fms_diags_n_errors(diags);
    judge_lengths(&judge);
    judge_picture(&judge);
    judge_sound(&judge);
    judge_captions(&judge);
    return fms_diags_n_errors(diags) == n_errors;
}

bool fms_qc_check(const char *film, const struct fms_timeline *timeline, const struct fms_qc_facts *facts,
                  const struct fms_keyframe_memory *memory, struct fms_diags *diags)
{
    struct fms_film_facts found = { 0 };
    g_autoptr(GArray) black = g_array_new(FALSE, FALSE, sizeof(int64_t));
    GError *error = NULL;
    if (fms_film_examine(film, memory, &found, black, &error))
        return fms_qc_judge(&found, black, timeline, facts, diags);
    fms_error(diags, nowhere, "qc.unplayable", NULL, "the film does not play: %s",
              error ? error->message : "no reason is known");
    g_clear_error(&error);
    return false;
}
