/**
 * Where a shot is cut into pieces, each a segment of its own.
 */
#pragma once

#include "scenes-private.h"

#include <glib.h>

/**
 * The ends of a shot's pieces, int64_t each, in order; frames of the shot's scene, the last is `to`.
 *
 * Where captions are burned in, a picture is cut where they come and go, so that a caption that is put right costs what it is seen and
 * not its shot. What is longer than others can wait for is cut evenly. A piece begins with a keyframe and opens its pictures anew: none
 * is shorter than half a second. A clip is decoded up to each cut, so that there is none but at captions in its first ten seconds.
 *
 * @param from, to  the frames of the scene that no transition takes.
 * @return g_array_unref it.
 */
GArray *fms_pieces_of(const struct fms_stage *stage, const struct fms_place_shot *place, const struct fms_scene *scene,
                      int64_t from, int64_t to);
