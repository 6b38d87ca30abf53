/**
 * Scrims: soft grounds behind words on pictures. They are opened as all layers are, and know their strength when they have looked
 * at what is beneath.
 */
#pragma once

#include "picture-private.h"

/**
 * Finds how strong scrim `i` of a scene must be: the items beneath it are drawn at moments spread over the scene. Over clips, which
 * only run forward, it keeps its whole strength. @return false with `error` set.
 */
bool fms_scrim_measure(const struct fms_scene *scene, struct fms_item **items, size_t i, GError **error);
