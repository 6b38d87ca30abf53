/**
 * From a shot and its place to the scene that shows it: the theme's slots filled with the shot's content.
 */
#pragma once

#include "board.h"
#include "plan.h"
#include "theme.h"
#include "timeline.h"

/** What every scene of a film has in common. */
struct fms_stage {
    const struct fms_timeline *timeline; /**< NULL while only a roll is asked for */
    const struct fms_theme *theme;
    const struct fms_world *world;
    const struct fms_plan_settings *settings;
    const char *language;
    struct fms_diags *diags;
};

/** How long the scene of a shot is, in frames: what transitions take of it included. */
int64_t fms_place_frames(const struct fms_place_shot *place);

/** The scene of shot `i`, a child of `ctx`. Adds "font.glyph" errors and goes on. Never NULL. */
struct fms_scene *fms_scene_of_shot(TALLOC_CTX *ctx, const struct fms_stage *stage, size_t i);

/** The first caption that begins at a frame of the film or later: they are in order. The number of captions, if none does. */
size_t fms_first_cue(const struct fms_timeline *timeline, int64_t frame);

/** How fast a clip runs that is seen so long, per mille: as the script says, or so that it lasts as long, from 250 to 4000. */
int64_t fms_view_speed(const struct fms_view *view, fms_ticks seen);

/** The digest of the fonts of a text; "" after adding an error at `span`. */
const char *fms_stage_fonts(const struct fms_stage *stage, struct fms_span span, const char *family, int weight,
                            bool italic, const char *text);

/** Per mille of the frame's shorter side, in pixels. */
int64_t fms_stage_px(const struct fms_stage *stage, int64_t permille);
