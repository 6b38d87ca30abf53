/*
 * A window on a film. Everything is moved by the window's first frame and brought inside it; what has nothing left is out.
 */
#include "timeline.h"

struct window {
    const struct fms_timeline *whole;
    int64_t first, n;     /* frames */
    fms_ticks begin, end; /* the same as moments of the whole film */
};

/* A frame of the whole film as one of the excerpt's. */
static int64_t frame_in(const struct window *window, int64_t frame)
{
    return CLAMP(frame - window->first, 0, window->n);
}

static fms_ticks moment_in(const struct window *window, fms_ticks t)
{
    return CLAMP(t, window->begin, window->end) - window->begin;
}

static void take_beats(struct fms_timeline *excerpt, struct fms_place_beat *beats, const struct window *window,
                       const struct fms_place_shot *place)
{
    size_t first = place->first_beat;
    for (size_t i = first;
         i < window->whole->n_beats && window->whole->beats[i].shot == window->whole->beats[first].shot; i++) {
        struct fms_place_beat beat = window->whole->beats[i];
        fms_ticks from = fms_ticks_from_samples(beat.at), to = fms_ticks_from_samples(beat.at + beat.take->n_samples);
        if (place->shot->n_beats == 0 || from >= window->end || to <= window->begin)
            continue;
        beat.at -= fms_samples_floor(window->begin);
        beat.shot = excerpt->n_shots;
        beats[excerpt->n_beats++] = beat;
    }
}

static void take_shots(struct fms_timeline *excerpt, const struct window *window)
{
    const struct fms_timeline *whole = window->whole;
    struct fms_place_shot *shots = talloc_array(excerpt, struct fms_place_shot, whole->n_shots);
    struct fms_place_beat *beats = talloc_array(excerpt, struct fms_place_beat, whole->n_beats);
    for (size_t i = 0; i < whole->n_shots; i++) {
        struct fms_place_shot place = whole->shots[i];
        int64_t shown = frame_in(window, place.begin - place.head), gone = frame_in(window, place.end + place.tail);
        if (shown == gone)
            continue;
        place.begin = frame_in(window, place.begin);
        place.end = frame_in(window, place.end);
        place.head = place.begin - shown;
        place.tail = gone - place.end;
        place.first_beat = excerpt->n_beats;
        take_beats(excerpt, beats, window, &whole->shots[i]);
        shots[excerpt->n_shots++] = place;
    }
    excerpt->shots = shots;
    excerpt->beats = beats;
}

static void take_cues(struct fms_timeline *excerpt, const struct window *window)
{
    struct fms_cue *cues = talloc_array(excerpt, struct fms_cue, window->whole->n_cues);
    for (size_t i = 0; i < window->whole->n_cues; i++) {
        struct fms_cue cue = window->whole->cues[i];
        cue.begin = moment_in(window, cue.begin);
        cue.end = moment_in(window, cue.end);
        if (cue.begin < cue.end)
            cues[excerpt->n_cues++] = cue;
    }
    excerpt->cues = cues;
}

static void take_chapters(struct fms_timeline *excerpt, const struct window *window)
{
    struct fms_chapter *chapters = talloc_array(excerpt, struct fms_chapter, window->whole->n_chapters);
    for (size_t i = 0; i < window->whole->n_chapters; i++) {
        struct fms_chapter chapter = window->whole->chapters[i];
        chapter.begin = moment_in(window, chapter.begin);
        chapter.end = moment_in(window, chapter.end);
        if (chapter.begin < chapter.end)
            chapters[excerpt->n_chapters++] = chapter;
    }
    excerpt->chapters = chapters;
}

struct fms_timeline *fms_timeline_excerpt(TALLOC_CTX *ctx, const struct fms_timeline *whole, int64_t first, int64_t n)
{
    g_assert(!whole->whole && first >= 0 && n > 0 && first + n <= whole->n_frames);
    const struct window window = { .whole = whole,
                                   .first = first,
                                   .n = n,
                                   .begin = fms_ticks_from_frames(first, whole->rate),
                                   .end = fms_ticks_from_frames(first + n, whole->rate) };
    struct fms_timeline *excerpt = talloc_zero(ctx, struct fms_timeline);
    *excerpt = (struct fms_timeline){
        .board = whole->board, .rate = whole->rate, .n_frames = n, .whole = whole, .first = first
    };
    take_shots(excerpt, &window);
    take_cues(excerpt, &window);
    take_chapters(excerpt, &window);
    return excerpt;
}
