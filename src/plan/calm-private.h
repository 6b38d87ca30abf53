/**
 * Reduced motion: the same scene for those whom movement makes unwell.
 */
#pragma once

#include "scene.h"

/** Takes out of layers what zooms, drifts, rises or grows: it fades instead, or stands still. Counters still count. */
void fms_calm_layers(struct fms_layer *layers, size_t n);
