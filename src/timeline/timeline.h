/**
 * The timeline: the exact place of everything on the film.
 *
 * Every shot begins and ends on a frame; speech is padded with silence up to the next frame, never cut. The timeline
 * borrows the board and the world's takes.
 */
#pragma once

#include "board.h"

/** One shot's place. The film's shots follow one another without a gap. */
struct fms_place_shot {
    const struct fms_shot *shot;
    int64_t begin, end; /**< frames of the film: from cut to cut, the middle of a transition counting as the cut */
    int64_t head, tail; /**< frames that it shows before `begin` and after `end`, during its neighbours' transitions */
    enum fms_transition how; /**< how it follows the shot before it in the end: a cut where `head` is 0 */
    size_t first_beat;       /**< of the timeline's beats, as many as the shot has */
};

/** One beat's place. */
struct fms_place_beat {
    const struct fms_beat *beat;
    const struct fms_take *take;
    int64_t at;  /**< sample of the film at which its first word sounds: the first sample of a frame */
    size_t shot; /**< index of its shot */
};

/** A caption: up to two lines, joined by \n. */
struct fms_cue {
    fms_ticks begin, end; /**< whole frames */
    const char *text;
    struct fms_span span; /**< of its beat; of the first where two short beats share a caption */
};

struct fms_chapter {
    fms_ticks begin, end;
    const char *title;
};

struct fms_timeline {
    const struct fms_board *board;
    struct fms_rate rate;
    int64_t n_frames; /**< length of the film */
    size_t n_shots;   /**< those of the board that have a frame: a roll of nothing is left out */
    const struct fms_place_shot *shots;
    size_t n_beats;
    const struct fms_place_beat *beats;
    size_t n_cues;
    const struct fms_cue *cues;
    size_t n_chapters;
    const struct fms_chapter *chapters;
    const struct fms_timeline *whole; /**< of an excerpt: what it is taken out of; else NULL */
    int64_t first;                    /**< the frame of `whole` that it begins with */
};

/**
 * Gives every shot and beat of a storyboard its place on the film, and captions and chapters theirs.
 *
 * @param rate   frame rate.
 * @param world  asked for the take of each line, in order.
 * @param roll_frames  length of the credit roll in frames; 0 if there is none.
 * @param diags  receives one error per beat whose take cannot be had ("voice.unavailable") and goes on, so that all are
 *               reported at once; "time.empty" if the film would have no frame.
 *
 * A transition lasts as long as its join wishes, else the house's own time (transition.h; 12 frames at 30 fps for a
 * dissolve), in an even number of frames; less where a neighbour is shorter than three times that. Its first half
 * lies before the cut, its second after; one of no frame is a cut. So that nothing flashes, a dip is never shorter than the
 * house's own; where there is no room for that, it is a dissolve. Captions: at most two lines of 42 characters (16 in Chinese and Korean, 13 in
 * Japanese, full width counting one and half width a half; 39 in Russian, 35 in Thai), broken by sense; at least 5/6 s,
 * at most 7 s; one begins on the frame in which its first word's first sample sounds, and ends with its last word and up
 * to 12 frames more; gaps under 0.5 s are closed to two frames. One that could not be read in its time stays longer, as far as the next lets
 * it; those of a quotation's card carry its marks; in a film of several voices none holds words of two, and the first of each
 * speech begins with the speaker's name, "ADA: ", or a dash where the narrator speaks again or the name stands on the
 * screen; two of one line share a caption where the first would have no 5/6 s. Cues never overlap and never cross a chapter.
 *
 * @return the timeline, a child of `ctx`; NULL if an error was added.
 */
struct fms_timeline *fms_timeline_resolve(TALLOC_CTX *ctx, const struct fms_board *board, struct fms_rate rate,
                                          const struct fms_world *world, int64_t roll_frames, struct fms_diags *diags);

/**
 * Frames [first, first + n) of a whole film, as a film of its own: what is seen, heard and read in them, counted from `first`. A shot of
 * which only a transition is seen is there without a frame between its cuts. Its beats are those that are heard, so a shot may have
 * fewer of them than on the board.
 * @return a child of `ctx` that borrows `whole`.
 */
struct fms_timeline *fms_timeline_excerpt(TALLOC_CTX *ctx, const struct fms_timeline *whole, int64_t first, int64_t n);

/**
 * When the word at byte `at` of a shot's beat sounds, on the film: of the word that covers the byte, or the next one. `at` 0 is the beat's
 * beginning; where the shot has no such beat, its own. Not of an excerpt.
 */
fms_ticks fms_timeline_word(const struct fms_timeline *timeline, const struct fms_place_shot *place, size_t beat,
                            int32_t at);

/** How long a caption takes to be read, in per cent of the time that it has: over 100, it is gone before slow readers are done. */
int64_t fms_timeline_reading_percent(const struct fms_timeline *timeline, const struct fms_cue *cue);

/** The stable text dump, for `filmset dump --stage=timeline`. */
void fms_timeline_dump(const struct fms_timeline *timeline, GString *out);
