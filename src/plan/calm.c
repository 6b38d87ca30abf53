#include "calm-private.h"

/* Between the two views of a movement, so that what mattered at either end is seen. */
static void hold_still(struct fms_still_layer *still)
{
    still->from_zoom = still->to_zoom = still->from_zoom < still->to_zoom ? still->from_zoom : still->to_zoom;
    still->from_x = still->to_x = (still->from_x + still->to_x) / 2;
    still->from_y = still->to_y = (still->from_y + still->to_y) / 2;
}

static void calm(struct fms_layer *layer)
{
    switch (layer->kind) {
    case FMS_LAYER_GROUND: layer->ground.drift_permille = 0; return;
    case FMS_LAYER_STILL: hold_still(&layer->still); return;
    case FMS_LAYER_BOX: layer->box.growth = FMS_GROW_NONE; return;
    case FMS_LAYER_TEXT: layer->text.fades_only = 1; return;
    case FMS_LAYER_CLIP:
    case FMS_LAYER_ROLL:
    case FMS_LAYER_COUNTER:
    case FMS_LAYER_CURVE:
    case FMS_LAYER_SCRIM: return;
    }
}

void fms_calm_layers(struct fms_layer *layers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        calm(&layers[i]);
}
