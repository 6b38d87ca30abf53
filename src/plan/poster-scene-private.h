/**
 * The poster's scene.
 */
#pragma once

#include "scenes-private.h"

/**
 * The film's title, composed by the theme over a picture of the film: the one that the script names or that is seen at the time it
 * names, else the picture that is seen longest, photographs and clips before drawings. A film without pictures has the theme's
 * ground. Where the named time shows a card, that is the poster as it stands.
 *
 * @param frame  receives the frame of the scene that is the poster.
 * @return a child of `ctx`; NULL where the film has no title.
 */
struct fms_scene *fms_scene_of_poster(TALLOC_CTX *ctx, const struct fms_stage *stage, int64_t *frame);
