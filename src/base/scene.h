/**
 * A scene: what one shot shows, as plain values. `plan` writes it, `picture` draws it.
 *
 * A scene is a stack of layers over a black frame, the first at the bottom. All frame numbers count from the scene's
 * own start, so a scene does not know where it stands on the film and looks the same wherever it is put. Positions are
 * whole pixels of the frame; colours are 0xRRGGBBAA (BT.709 R'G'B', straight alpha).
 *
 * The field lists make the structs and their recipes: what is drawn with cannot be missing from the key.
 */
#pragma once

#include "asset.h"
#include "frame.h"

#include <stdbool.h>
#include <stddef.h>
#include <talloc.h>

enum fms_layer_kind {
    FMS_LAYER_GROUND,
    FMS_LAYER_STILL,
    FMS_LAYER_CLIP,
    FMS_LAYER_BOX,
    FMS_LAYER_TEXT,
    FMS_LAYER_ROLL,
    FMS_LAYER_COUNTER,
    FMS_LAYER_CURVE,
    FMS_LAYER_SCRIM
};

/**
 * A layer that comes and goes fades in over enter_frames from enter_frame on, and out over leave_frames from leave_frame
 * on; enter_frame 0 and enter_frames 0: there from the start; leave_frame -1: it stays.
 */
#define FMS_PRESENCE_FIELDS(NUM, STR) NUM(enter_frame) NUM(enter_frames) NUM(leave_frame) NUM(leave_frames)

/** Fills the frame with the theme's ground: a soft gradient with two wide lights that wander slowly, dithered. */
/* clang-format off */
#define FMS_GROUND_FIELDS(NUM, STR) \
    NUM(top_rgba)    /* colour at the top edge (alpha ignored) */ \
    NUM(bottom_rgba) /* colour at the bottom edge (alpha ignored) */ \
    NUM(glow_rgba)   /* first light; its alpha is its strength */ \
    NUM(glow2_rgba)  /* second light */ \
    NUM(seed)        /* where the lights start and whither they go, any number */ \
    NUM(drift_permille) /* how far they wander in a second, per mille of the frame's width; 0: still */
/* clang-format on */

enum fms_fit { FMS_FIT_COVER, FMS_FIT_CONTAIN, FMS_FIT_BLUR, FMS_FIT_STRETCH };

/**
 * A still or drawing. `cover` fills the box and crops; `contain` shows all of it over pad_rgba; `blur` shows all of it
 * over a blurred, dimmed copy that covers; `stretch` fills the box, whatever becomes of its shape. The movement goes from one view to another, eased, between two frames: a
 * view is a zoom (1,000,000 = the whole fitted picture) and the point of the picture at the box's centre (millionths
 * of its width and height; clamped so that a covering picture never shows its edge).
 */
/* clang-format off */
#define FMS_STILL_FIELDS(NUM, STR) \
    STR(asset_digest) \
    NUM(fit) \
    NUM(x) NUM(y) NUM(w) NUM(h) /* the box */ \
    NUM(pad_rgba) \
    NUM(from_zoom) NUM(from_x) NUM(from_y) \
    NUM(to_zoom) NUM(to_x) NUM(to_y) \
    NUM(move_begin) NUM(move_end) /* frames */ \
    NUM(dim_permille) /* how much darker, for text that stands on it: 0 as it is, 1000 black */ \
    STR(lut_digest) /* of the colour table that it is graded with, or NULL */ \
    STR(part)    /* of a drawing: the id of the element that alone is drawn, in its own place; "" or NULL: all of it */ \
    STR(without) /* of a drawing: ids of elements that are not drawn, joined by blanks; "" or NULL: none */ \
    STR(style)   /* of a drawing: a style sheet over its own, such as a theme's colours; "" or NULL: none */ \
    NUM(over)     /* 1: what is under it is seen where it is transparent (so it is with every part), and, with FMS_FIT_BLUR, around it if \
                     its corners are */ \
    NUM(mirrored) /* of a drawing, 1: left and right are changed */ \
    NUM(lift_px)  /* how far above the box's middle a picture stands that does not cover it */ \
    FMS_PRESENCE_FIELDS(NUM, STR)
/* clang-format on */

/** A clip. Fit and box as for stills; what is seen of it as in struct fms_clip_view. */
/* clang-format off */
#define FMS_CLIP_FIELDS(NUM, STR) \
    STR(asset_digest) \
    NUM(fit) \
    NUM(x) NUM(y) NUM(w) NUM(h) \
    NUM(pad_rgba) \
    NUM(in_ticks) /* the clip's moment that enter_frame shows */ \
    NUM(out_ticks)      /* the clip's moment that is not seen any more; 0: its end */ \
    NUM(speed_permille) /* 1000: as it was filmed */ \
    NUM(after)          /* an fms_clip_after */ \
    STR(lut_digest)     /* of the colour table that it is graded with, or NULL */ \
    NUM(dim_permille) \
    NUM(lift_px) \
    FMS_PRESENCE_FIELDS(NUM, STR) /* it begins to run at enter_frame */
/* clang-format on */

/** Where a box grows from while it enters. */
enum fms_growth { FMS_GROW_RIGHTWARD, FMS_GROW_LEFTWARD, FMS_GROW_UPWARD, FMS_GROW_DOWNWARD, FMS_GROW_NONE };

/** A filled rectangle: an accent rule, a panel, the bar of a chart. Grows while it enters, eased; FMS_GROW_NONE fades. */
/* clang-format off */
#define FMS_BOX_FIELDS(NUM, STR) \
    NUM(x) NUM(y) NUM(w) NUM(h) \
    NUM(rgba) \
    NUM(radius_px) /* of its corners, antialiased; 0: square */ \
    NUM(growth) /* an fms_growth */ \
    NUM(stack) NUM(gap_px) /* as for text */ \
    FMS_PRESENCE_FIELDS(NUM, STR)
/* clang-format on */

/**
 * A ground for words that stand on a picture: a soft shade as strong as they need on what is beneath it (4.5 to 1, everywhere, for
 * the whole scene), and no stronger; none where the picture bears them as it is. It goes out around its place.
 */
/* clang-format off */
#define FMS_SCRIM_FIELDS(NUM, STR) \
    NUM(x) NUM(y) NUM(w) NUM(h) /* where it has its strength */ \
    NUM(fade_px)                /* how far around it it goes out */ \
    NUM(rgba)                   /* its alpha is the most that it may have, which it has over clips */ \
    NUM(ink_rgba)               /* of the faintest of the words */ \
    NUM(words_x) NUM(words_y) NUM(words_w) NUM(words_h) /* where they stand */ \
    NUM(first_frame) NUM(last_frame) /* when they are seen */
/* clang-format on */

enum fms_align { FMS_ALIGN_START, FMS_ALIGN_CENTRE, FMS_ALIGN_END };

enum fms_entrance {
    FMS_ENTER_CUT,   /**< there from enter_frame */
    FMS_ENTER_FADE,  /**< fades in */
    FMS_ENTER_RISE,  /**< fades in and rises by a third of its size, eased */
    FMS_ENTER_WORDS, /**< each word fades and rises when its cue comes */
    FMS_ENTER_LINES /**< each line does when the first cue in it comes; without cues, half an entrance after the one above */
};

/**
 * Text, laid out in a box: wrapped, lines balanced, aligned by the direction of its language ("start" is right where that is
 * read from right to left, also for words of another one, so that all of a film has one edge). If it does not fit, its size
 * goes down to min_size_px.
 *
 * Layers with the same `stack` (not 0) are set one under another in their order, `gap_px` before each but the first,
 * and the stack as a whole is aligned by the first member's valign in the first member's y and h; each keeps its own x,
 * w and halign. If the stack is too high, the sizes of its texts go down together.
 */
/* clang-format off */
#define FMS_TEXT_FIELDS(NUM, STR) \
    STR(text) \
    STR(language) /* BCP 47, for shaping and line breaks */ \
    STR(family)   /* font families, comma-separated, in order of preference */ \
    STR(fonts)    /* digest of the font files that this text resolves to */ \
    NUM(weight) NUM(italic) /* Pango's 100–1000; 0 or 1 */ \
    NUM(size_px) NUM(min_size_px) \
    NUM(rgba) \
    NUM(x) NUM(y) NUM(w) NUM(h) NUM(halign) NUM(valign) \
    NUM(stack) NUM(gap_px) \
    NUM(line_permille)     /* line height, per mille of the font's own */ \
    NUM(tracking_permille) /* extra letter spacing, per mille of the size */ \
    NUM(paper_rgba) NUM(paper_pad_px) /* ground behind each line; alpha 0: none */ \
    NUM(strong_rgba) NUM(mark_rgba)   /* ink of strong runs; ground of marked ones. alpha 0: none of their own */ \
    STR(mono)                         /* families of code runs, as `family`; NULL where there are none */ \
    NUM(verbatim) /* 1: lines are kept as they are (code): not wrapped, not balanced, blanks kept; too wide: smaller, then cut at
                     min_size_px with an ellipsis */ \
    NUM(entrance) NUM(fades_only) /* 1: what enters only fades, in its place */ \
    NUM(enter_frame) NUM(enter_frames) \
    NUM(leave_frame) NUM(leave_frames) /* gone after leave_frame + leave_frames; leave_frame -1: stays */
/* clang-format on */

/** How a run of a text differs from the rest of it. */
enum fms_text_style {
    FMS_STYLE_EMPHASIS, /**< slanted where the script has slanted type, else heavier */
    FMS_STYLE_STRONG,   /**< heavier, in strong_rgba */
    FMS_STYLE_CODE,     /**< in the mono families */
    FMS_STYLE_MARK,     /**< on a ground of mark_rgba, as with a marker */
    FMS_STYLE_RUBY      /**< kept on one line, with `reading` set small above it */
};

/** Bytes [begin, end) of a text have a style. Runs may overlap or lie in each other; they are in order of `begin`. */
struct fms_text_run {
    int32_t begin, end;
    enum fms_text_style style;
    const char *reading; /**< of FMS_STYLE_RUBY; else NULL */
};

/** The word that begins at byte `begin` of the text enters at `frame`. */
struct fms_text_cue {
    int32_t begin;
    int64_t frame;
};

enum fms_counter_kind {
    FMS_COUNTER_NUMBER, /**< `from` and `to` are numbers in millionths */
    FMS_COUNTER_DATE    /**< `from` and `to` are days since 1970-01-01 */
};

/**
 * A number or a date that counts from one value to another, eased, between two frames, and stays. What is shown is
 * `pattern` with `{n}` replaced by the number (digits grouped by `group`, `decimals` of them behind `point`), or with
 * `{d}`, `{dd}`, `{m}`, `{mm}`, `{month}` (of `months`, twelve names joined by |) and `{y}` replaced by the day's parts. It is one
 * line in the box, as large as its widest value allows, whatever min_size_px; figures all have the width of the widest, so that
 * nothing trembles. `language` says how figures are grouped (in India by three, then by twos) and on which side a number without
 * words stands. `fonts` is the digest for all that may come: the figures, −, `group`, `point`, `pattern` and `months`.
 */
/* clang-format off */
#define FMS_COUNTER_FIELDS(NUM, STR) \
    NUM(kind) NUM(from) NUM(to) NUM(decimals) \
    STR(pattern) STR(group) STR(point) STR(months) \
    STR(language) STR(family) STR(fonts) NUM(weight) \
    NUM(size_px) NUM(min_size_px) NUM(rgba) \
    NUM(x) NUM(y) NUM(w) NUM(h) NUM(halign) NUM(valign) \
    NUM(count_begin) NUM(count_end) /* frames */ \
    FMS_PRESENCE_FIELDS(NUM, STR)
/* clang-format on */

/** A point of a curve, in tenths of a pixel of the frame. */
struct fms_curve_point {
    int32_t x, y;
};

/** The line of a chart, antialiased, with round joins, drawn from its first point to its last while it enters; and what is under it. */
/* clang-format off */
#define FMS_CURVE_FIELDS(NUM, STR) \
    NUM(rgba) NUM(width_tenths) /* of the stroke, tenths of a pixel */ \
    NUM(area_rgba) NUM(base_y)  /* fill between the curve and the horizontal at base_y (pixels); alpha 0: none */ \
    NUM(dot_tenths)             /* radius of a dot on each point, tenths of a pixel; 0: none */ \
    NUM(mirrored)               /* 1: it is drawn from its last point to its first (right-to-left films) */ \
    FMS_PRESENCE_FIELDS(NUM, STR)
/* clang-format on */

enum fms_roll_row_kind {
    FMS_ROLL_TITLE,   /**< large, centred: `left` */
    FMS_ROLL_HEADING, /**< small, muted, centred, with room above: `left` */
    FMS_ROLL_PAIR,    /**< `left` is a role, end-aligned to the middle; `right` the names, start-aligned, wrapped */
    FMS_ROLL_TEXT     /**< centred, wrapped: `left` (sources, notes) */
};

struct fms_roll_row {
    enum fms_roll_row_kind kind;
    const char *left, *right; /**< `right` NULL unless a pair */
    const char *beside; /**< of a pair: names that stand beside those of `right`, in a second column; NULL: none */
};

/**
 * Credits that roll upwards: the first row enters at the bottom edge at frame 0 and the last leaves at the top, by
 * speed_px each frame, a whole number, so that nothing shimmers. Portrait frames (w < h) set pairs one under another.
 * With speed 0 they are a card: they stand in the middle of their box, and come and go.
 */
/* clang-format off */
#define FMS_ROLL_FIELDS(NUM, STR) \
    STR(language) STR(family) STR(fonts) \
    NUM(weight) /* of names and titles */ \
    NUM(x) NUM(w) /* the column of text */ \
    NUM(y) NUM(h) /* what a card stands in the middle of */ \
    NUM(title_px) NUM(size_px) NUM(small_px) /* sizes of title rows, of pairs and text, of headings and roles */ \
    NUM(line_permille) \
    NUM(rgba) NUM(muted_rgba) \
    NUM(speed_px) \
    NUM(extra_px) /* height added to what the rows take, spread evenly between them; may be less than 0 */ \
    FMS_PRESENCE_FIELDS(NUM, STR)
/* clang-format on */

#define NUM(f) int64_t f;
#define STR(f) const char *f;
struct fms_ground_layer {
    FMS_GROUND_FIELDS(NUM, STR)
};
struct fms_still_layer {
    FMS_STILL_FIELDS(NUM, STR)
    const struct fms_asset *asset; /**< for the port; its digest is the key's */
    const struct fms_asset *lut;   /**< the colour table, or NULL */
};
struct fms_clip_layer {
    FMS_CLIP_FIELDS(NUM, STR)
    const struct fms_asset *asset, *lut;
};
struct fms_box_layer {
    FMS_BOX_FIELDS(NUM, STR)
};
struct fms_scrim_layer {
    FMS_SCRIM_FIELDS(NUM, STR)
};
struct fms_text_layer {
    FMS_TEXT_FIELDS(NUM, STR)
    size_t n_cues;
    const struct fms_text_cue *cues; /**< in order of `begin`; part of the recipe */
    size_t n_runs;
    const struct fms_text_run *runs; /**< part of the recipe */
    const char *slot; /**< the theme's that it is set in, for whoever examines a scene; nothing is drawn by it */
};
struct fms_counter_layer {
    FMS_COUNTER_FIELDS(NUM, STR)
};
struct fms_curve_layer {
    FMS_CURVE_FIELDS(NUM, STR)
    size_t n_points;
    const struct fms_curve_point *points; /**< at least two; part of the recipe */
};
struct fms_roll_layer {
    FMS_ROLL_FIELDS(NUM, STR)
    size_t n_rows;
    const struct fms_roll_row *rows; /**< part of the recipe */
};
#undef NUM
#undef STR

struct fms_layer {
    enum fms_layer_kind kind;
    union {
        struct fms_ground_layer ground;
        struct fms_still_layer still;
        struct fms_clip_layer clip;
        struct fms_box_layer box;
        struct fms_text_layer text;
        struct fms_roll_layer roll;
        struct fms_counter_layer counter;
        struct fms_curve_layer curve;
        struct fms_scrim_layer scrim;
    };
};

struct fms_scene {
    int32_t width_px, height_px; /**< even */
    struct fms_rate rate;
    int64_t n_frames; /**< frames 0 … n_frames-1 may be asked for */
    size_t n_layers;
    const struct fms_layer *layers;
};

/** Appends one layer, as the recipe of a scene has it. */
void fms_layer_recipe(const struct fms_layer *layer, GString *recipe);

/** Appends all of a scene to a recipe, but for its length: a longer scene that starts the same draws the same. */
void fms_scene_recipe(const struct fms_scene *scene, GString *recipe);

/**
 * The scene with those of its layers that may be seen in the frames from..from+n-1, and its first: it looks the same there. A child
 * of `ctx`; what its layers have is the scene's.
 */
const struct fms_scene *fms_scene_between(TALLOC_CTX *ctx, const struct fms_scene *scene, int64_t from, int64_t n);
