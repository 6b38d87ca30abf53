/**
 * Transitions: how one shot follows another. Their names, their usual lengths, and how an author writes them.
 *
 * A direction is the way in which things move: in `wipe-left` the edge runs from right to left. It is what the author
 * wrote, also in films whose writing runs from right to left.
 */
#pragma once

#include "ticks.h"

#include <stdbool.h>

/**
 * Every transition: enumerator, stable name, the house's own length in milliseconds. What only changes what is seen may be
 * short; what moves over the frame needs longer to be followed. A dip is two ramps of a dissolve's length, for a change
 * of brightness in less time than that is a flash.
 */
/* clang-format off */
#define FMS_TRANSITIONS(X) \
    X(CUT, "cut", 0)                  /* at once */ \
    X(DISSOLVE, "dissolve", 400)      /* the new picture grows through the old one */ \
    X(DIP, "dip", 800)                /* into the theme's ground colour and out of it */ \
    X(WIPE_LEFT, "wipe-left", 600)    /* an edge runs over the frame and leaves the new picture behind it */ \
    X(WIPE_RIGHT, "wipe-right", 600) \
    X(WIPE_UP, "wipe-up", 600) \
    X(WIPE_DOWN, "wipe-down", 600) \
    X(SLIDE_LEFT, "slide-left", 600)  /* the new picture moves in over the old one, which stays */ \
    X(SLIDE_RIGHT, "slide-right", 600) \
    X(SLIDE_UP, "slide-up", 600) \
    X(SLIDE_DOWN, "slide-down", 600) \
    X(PUSH_LEFT, "push-left", 600)    /* the new picture pushes the old one out */ \
    X(PUSH_RIGHT, "push-right", 600) \
    X(PUSH_UP, "push-up", 600) \
    X(PUSH_DOWN, "push-down", 600) \
    X(REVEAL_LEFT, "reveal-left", 600) /* the old picture moves away, the new one lies below it */ \
    X(REVEAL_RIGHT, "reveal-right", 600) \
    X(REVEAL_UP, "reveal-up", 600) \
    X(REVEAL_DOWN, "reveal-down", 600) \
    X(FADE_LEFT, "fade-left", 800)    /* a wipe whose edge is half a frame wide */ \
    X(FADE_RIGHT, "fade-right", 800) \
    X(FADE_UP, "fade-up", 800) \
    X(FADE_DOWN, "fade-down", 800) \
    X(FADE_CIRCLE, "fade-circle", 800) /* the same, round, from the middle */ \
    X(SLICE_LEFT, "slice-left", 800)  /* slats open one after the other */ \
    X(SLICE_RIGHT, "slice-right", 800) \
    X(SLICE_UP, "slice-up", 800) \
    X(SLICE_DOWN, "slice-down", 800) \
    X(CIRCLE, "circle", 600)          /* a disc opens from the middle */ \
    X(RECT, "rect", 600)              /* a rectangle of the frame's shape opens from the middle */ \
    X(RADIAL, "radial", 800)          /* a clock's hand sweeps round once, from twelve */ \
    X(ZOOM, "zoom", 600)              /* flown into the old picture and out of it into the new one */ \
    X(PIXELIZE, "pixelize", 600)      /* the old picture falls into blocks, the new one comes together from them */
/* clang-format on */

#define X(id, name, ms) FMS_TRANSITION_##id,
enum fms_transition { FMS_TRANSITIONS(X) FMS_N_TRANSITIONS };
#undef X

/** How a shot follows the one before it. All zero: a cut. */
struct fms_join {
    enum fms_transition how;
    fms_ticks length; /**< as wished; 0: the house's own */
};

/** The stable name, a literal: "wipe-left". */
const char *fms_transition_name(enum fms_transition how);

/** The house's own length; 0 for a cut. */
fms_ticks fms_transition_usual(enum fms_transition how);

/**
 * The transition of a name or of another's name for it ("none", "fade", "crossfade", "wipe" …), in any case of letters.
 * @return an fms_transition, -1 where unknown.
 */
int fms_transition_of_name(const char *name);

/** All names that fms_transition_of_name() knows, our own first; NULL-terminated. For "did you mean". */
const char *const *fms_transition_names(void);

/** The most that an author may ask for, in seconds. */
#define FMS_TRANSITION_MOST_S 10

/**
 * Reads a transition as an author writes it: `wipe-left`, `wipe-left 0.5s` or only `0.5s`, blanks around each; the `s` may
 * be left out. At most three decimals and FMS_TRANSITION_MOST_S. A length of nothing (`0s`) is a cut; where `out` was a
 * cut, any other length alone makes a dissolve of it.
 *
 * @param out  what the text does not say stays as it was, so that the caller sets the film's own before; all of it
 *             stays where the text is wrong.
 * @param why  where false is returned: the reason, a literal to stand behind "transition 'TEXT': "; else left alone.
 */
bool fms_transition_parse(const char *text, struct fms_join *out, const char **why);
