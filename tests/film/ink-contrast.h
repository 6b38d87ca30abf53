/**
 * How well the words of a scene stand out from what is really behind them: ground, ornament, panel, paper, and a picture that is
 * white or black, which is the worst that a picture can be.
 */
#pragma once

#include "scene.h"

/** A scene without its words, as it is drawn behind them; what is drawn once is kept. */
struct ink_backdrops;

/** @param logo  the theme's, which counts as words; NULL: none. */
struct ink_backdrops *ink_backdrops_open(const struct fms_scene *scene, const struct fms_asset *logo);
void ink_backdrops_close(struct ink_backdrops *all);

/**
 * The least contrast of layer `i`'s words to what is behind them when they are all there, in hundredths: of each of its inks, in
 * squares as large as a letter, the faintest counts.
 *
 * @param just  the scene with this layer alone, as layer `at`, all of it there, in white.
 */
int ink_contrast_of_layer(struct ink_backdrops *all, size_t i, const struct fms_scene *just, size_t at);
