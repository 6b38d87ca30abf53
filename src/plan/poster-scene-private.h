/**
 * The poster's scene.
 */
#pragma once

#include "scenes-private.h"

/**
 * The film's title, composed by the theme over a picture of the film: the one that the script names or that is seen at the time it
 * names, else the picture that is seen longest, photographs and clips before drawings. A film without pictures has the theme's
 * ground. Where a card is seen then, that is the poster, as it stands and without captions; of a named shot with everything on it.
 *
 * Errors: "poster.time" (the film is over then).
 *
 * @param frame  receives the frame of the scene that is the poster.
 * @return a child of `ctx`; NULL where the film has no title and nothing is named.
 */
struct fms_scene *fms_scene_of_poster(TALLOC_CTX *ctx, const struct fms_stage *stage, int64_t *frame);

/**
 * The same for one more poster, in the shape that the stage's settings have. Of a film without a title, the picture alone, else
 * its first card. Never NULL. Warnings: "text.room" (the card has no room in the poster's shape).
 *
 * @param told  the film's own shape, of whose cards that has been told.
 */
struct fms_scene *fms_scene_of_other_poster(TALLOC_CTX *ctx, const struct fms_stage *stage, enum fms_shape told,
                                            int64_t *frame);
