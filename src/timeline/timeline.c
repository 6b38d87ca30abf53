/*
 * Places are counted in whole frames and whole samples from the first shot on: no length is ever rounded twice and
 * nothing is carried on as a fraction, so the last word of an hour is as exact as the first. A shot is as long as its
 * parts, rounded up to frames; the sound between the parts is silence, so rounding up is never heard.
 *
 * A shot that would have no frame (a roll of nothing) is left out, so that whoever reads a timeline never meets one.
 */
#include "timeline.h"

#include "captions-private.h"

/* Silence and speech of one shot, counted from its first frame. */
struct ruler {
    struct fms_rate rate;
    int64_t origin; /* the shot's first frame */
    fms_ticks at;   /* of the film: what is placed so far */
    int64_t end;    /* the first frame after what is placed so far */
};

/* The first sample that begins in a frame or after. */
static int64_t first_sample(int64_t frame, struct fms_rate rate)
{
    fms_ticks t = fms_ticks_from_frames(frame, rate);
    int64_t sample = fms_samples_floor(t);
    return sample + (fms_ticks_from_samples(sample) < t);
}

static const struct fms_take *ask(const struct fms_world *world, const struct fms_beat *beat, struct fms_diags *diags)
{
    GError *error = NULL;
    const struct fms_take *take = world->take(world->user, &beat->line, &error);
    if (take)
        return take;
    fms_error(diags, beat->span, "voice.unavailable", "`filmset voices` lists the voices and languages installed",
              "cannot speak this line: %s", error ? error->message : "the voice gave no reason");
    g_clear_error(&error);
    return NULL;
}

/* Puts a beat on the next whole frame; its pause follows it. */
static int64_t place_beat(struct ruler *ruler, const struct fms_beat *beat, const struct fms_take *take)
{
    int64_t frame = MAX(fms_frames_ceil(ruler->at, ruler->rate), ruler->end);
    int64_t at = first_sample(frame, ruler->rate);
    fms_ticks spoken = fms_ticks_from_samples(at + MAX(take->n_samples, 0));
    ruler->at = spoken + MAX(beat->pause, 0);
    ruler->end = MAX(fms_frames_ceil(spoken, ruler->rate), frame + 1);
    return at;
}

static int64_t frames_of_shot(const struct ruler *ruler, const struct fms_shot *shot, int64_t roll_frames)
{
    int64_t parts = MAX(fms_frames_ceil(ruler->at, ruler->rate), ruler->end) - ruler->origin;
    int64_t least = fms_frames_ceil(MAX(shot->least, 0), ruler->rate);
    int64_t roll = shot->kind == FMS_SHOT_CREDITS ? roll_frames : 0;
    return MAX(MAX(parts, least), roll);
}

/* Arrays in the making; the timeline's own are const. */
struct placing {
    struct fms_timeline *timeline;
    struct fms_place_shot *shots;
    struct fms_place_beat *beats;
    const struct fms_world *world;
    struct fms_diags *diags;
    int64_t roll_frames;
};

/* Where the scene begins that ends with a shot: the first of the places of its last n_together shots. */
static int64_t begin_of_scene(const struct placing *placing, const struct fms_shot *last)
{
    size_t i = placing->timeline->n_shots;
    while (i > 0 && placing->shots[i - 1].shot > last - last->n_together)
        i--;
    return placing->shots[i].begin;
}

static void place_shot(struct placing *placing, const struct fms_shot *shot)
{
    struct fms_timeline *timeline = placing->timeline;
    struct ruler ruler = { timeline->rate, timeline->n_frames, 0, timeline->n_frames };
    struct fms_place_shot *place = &placing->shots[timeline->n_shots];
    *place = (struct fms_place_shot){ .shot = shot, .begin = ruler.origin, .first_beat = timeline->n_beats };
    ruler.at = fms_ticks_from_frames(ruler.origin, ruler.rate) + (shot->n_beats ? MAX(shot->lead, 0) : 0);
    for (size_t i = 0; i < shot->n_beats; i++) {
        const struct fms_beat *beat = &shot->beats[i];
        const struct fms_take *take = ask(placing->world, beat, placing->diags);
        if (take)
            placing->beats[timeline->n_beats++] = (struct fms_place_beat){
                .beat = beat, .take = take, .at = place_beat(&ruler, beat, take), .shot = timeline->n_shots
            };
    }
    place->end = place->begin + frames_of_shot(&ruler, shot, placing->roll_frames);
    if (shot->n_together > 0)
        place->end = MAX(place->end, begin_of_scene(placing, shot) + fms_frames_ceil(shot->together, timeline->rate));
    timeline->n_frames = place->end;
    timeline->n_shots += place->end > place->begin;
}

/* The nearest even number of frames, halved: 0 for less than one. */
static int64_t half_of(fms_ticks length, struct fms_rate rate)
{
    fms_ticks frame = fms_frame_ticks(rate);
    return (length + frame) / (2 * frame);
}

/* Half the frames of a join's transition. A dip that would be too fast is slowed down; without room for it, it is the house's
 * own dissolve. */
static int64_t half_transition(struct fms_join join, int64_t room, struct fms_rate rate, enum fms_transition *how)
{
    int64_t usual = half_of(fms_transition_usual(join.how), rate);
    int64_t half = join.length > 0 && usual > 0 ? half_of(join.length, rate) : usual;
    if (join.how == FMS_TRANSITION_DIP && room < usual)
        return half_transition((struct fms_join){ FMS_TRANSITION_DISSOLVE, 0 }, room, rate, how);
    half = MIN(join.how == FMS_TRANSITION_DIP ? MAX(half, usual) : half, room);
    *how = half > 0 ? join.how : FMS_TRANSITION_CUT;
    return half;
}

/* Both neighbours are at least three times as long as what is between them. */
static void place_transitions(struct placing *placing)
{
    for (size_t i = 1; i < placing->timeline->n_shots; i++) {
        struct fms_place_shot *before = &placing->shots[i - 1], *after = &placing->shots[i];
        int64_t room = MIN(before->end - before->begin, after->end - after->begin) / 6;
        before->tail = after->head = half_transition(after->shot->join, room, placing->timeline->rate, &after->how);
    }
}

static void place_shots(struct placing *placing)
{
    struct fms_timeline *timeline = placing->timeline;
    const struct fms_board *board = timeline->board;
    size_t n_beats = 0;
    for (size_t i = 0; i < board->n_shots; i++)
        n_beats += board->shots[i].n_beats;
    placing->shots = talloc_zero_array(timeline, struct fms_place_shot, board->n_shots + 1);
    placing->beats = talloc_zero_array(timeline, struct fms_place_beat, n_beats + 1);
    for (size_t i = 0; i < board->n_shots; i++)
        place_shot(placing, &board->shots[i]);
    place_transitions(placing);
    timeline->shots = placing->shots;
    timeline->beats = placing->beats;
}

/* What a chapter is called that has no heading of its own. */
static const char *name_of_film(const struct fms_board *board)
{
    if (board->title && *board->title)
        return board->title;
    return board->series && *board->series ? board->series : "1";
}

static void add_chapter(struct fms_timeline *timeline, struct fms_chapter *chapters, fms_ticks begin, const char *title)
{
    fms_ticks end = fms_ticks_from_frames(timeline->n_frames, timeline->rate);
    if (timeline->n_chapters)
        chapters[timeline->n_chapters - 1].end = begin;
    if (!title || !*title)
        title = name_of_film(timeline->board);
    chapters[timeline->n_chapters++] = (struct fms_chapter){ begin, end, title };
}

/* Players want the first chapter to begin with the film: what comes before the first heading is named as the film. */
static void place_chapters(struct fms_timeline *timeline)
{
    struct fms_chapter *chapters = talloc_zero_array(timeline, struct fms_chapter, timeline->n_shots + 1);
    timeline->chapters = chapters;
    for (size_t i = 0; i < timeline->n_shots; i++) {
        const struct fms_place_shot *place = &timeline->shots[i];
        if (!place->shot->starts_chapter)
            continue;
        if (!timeline->n_chapters && place->begin > 0)
            add_chapter(timeline, chapters, 0, NULL);
        add_chapter(timeline, chapters, fms_ticks_from_frames(place->begin, timeline->rate), place->shot->heading);
    }
}

struct fms_timeline *fms_timeline_resolve(TALLOC_CTX *ctx, const struct fms_board *board, struct fms_rate rate,
                                          const struct fms_world *world, int64_t roll_frames, struct fms_diags *diags)
{
    struct fms_timeline *timeline = talloc_zero(ctx, struct fms_timeline);
    struct placing placing = { timeline, NULL, NULL, world, diags, roll_frames };
    size_t n_errors = fms_diags_n_errors(diags);
    timeline->board = board;
    timeline->rate = rate;
    place_shots(&placing);
    if (fms_diags_n_errors(diags) == n_errors && !timeline->n_frames)
        fms_error(diags, board->n_shots ? board->shots[0].span : (struct fms_span){ NULL, 0, 0 }, "time.empty",
                  "write something to say or to show", "the film would have no frame");
    if (fms_diags_n_errors(diags) > n_errors) {
        talloc_free(timeline);
        return NULL;
    }
    place_chapters(timeline);
    fms_captions_place(timeline);
    return timeline;
}

fms_ticks fms_timeline_word(const struct fms_timeline *timeline, const struct fms_place_shot *place, size_t beat,
                            int32_t at)
{
    if (beat >= place->shot->n_beats)
        return fms_ticks_from_frames(place->begin, timeline->rate);
    const struct fms_place_beat *spoken = &timeline->beats[place->first_beat + beat];
    int64_t from = 0;
    for (size_t i = 0; at > 0 && i < spoken->take->n_words; i++) {
        from = spoken->take->words[i].from;
        if (spoken->take->words[i].end > at)
            break;
    }
    return fms_ticks_from_samples(spoken->at + from);
}
