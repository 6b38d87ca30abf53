#include "scene.h"

#define NUM(f) fms_recipe_number(recipe, #f, layer->f);
#define STR(f) fms_recipe_string(recipe, #f, layer->f);

static void ground_recipe(const struct fms_ground_layer *layer, GString *recipe)
{
    FMS_GROUND_FIELDS(NUM, STR)
}

static void still_recipe(const struct fms_still_layer *layer, GString *recipe)
{
    FMS_STILL_FIELDS(NUM, STR)
}

static void clip_recipe(const struct fms_clip_layer *layer, GString *recipe)
{
    FMS_CLIP_FIELDS(NUM, STR)
}

static void box_recipe(const struct fms_box_layer *layer, GString *recipe)
{
    FMS_BOX_FIELDS(NUM, STR)
}

static void text_recipe(const struct fms_text_layer *layer, GString *recipe)
{
    FMS_TEXT_FIELDS(NUM, STR)
    for (size_t i = 0; i < layer->n_cues; i++) {
        fms_recipe_number(recipe, "cue", layer->cues[i].begin);
        fms_recipe_number(recipe, "at", layer->cues[i].frame);
    }
    for (size_t i = 0; i < layer->n_runs; i++) {
        fms_recipe_number(recipe, "run", layer->runs[i].begin);
        fms_recipe_number(recipe, "end", layer->runs[i].end);
        fms_recipe_number(recipe, "style", layer->runs[i].style);
    }
}

static void counter_recipe(const struct fms_counter_layer *layer, GString *recipe)
{
    FMS_COUNTER_FIELDS(NUM, STR)
}

static void curve_recipe(const struct fms_curve_layer *layer, GString *recipe)
{
    FMS_CURVE_FIELDS(NUM, STR)
    for (size_t i = 0; i < layer->n_points; i++) {
        fms_recipe_number(recipe, "px", layer->points[i].x);
        fms_recipe_number(recipe, "py", layer->points[i].y);
    }
}

static void roll_recipe(const struct fms_roll_layer *layer, GString *recipe)
{
    FMS_ROLL_FIELDS(NUM, STR)
    for (size_t i = 0; i < layer->n_rows; i++) {
        fms_recipe_number(recipe, "row", layer->rows[i].kind);
        fms_recipe_string(recipe, "left", layer->rows[i].left);
        fms_recipe_string(recipe, "right", layer->rows[i].right);
        fms_recipe_string(recipe, "beside", layer->rows[i].beside);
    }
}

void fms_layer_recipe(const struct fms_layer *layer, GString *recipe)
{
    fms_recipe_number(recipe, "layer", layer->kind);
    switch (layer->kind) {
    case FMS_LAYER_GROUND: ground_recipe(&layer->ground, recipe); return;
    case FMS_LAYER_STILL: still_recipe(&layer->still, recipe); return;
    case FMS_LAYER_CLIP: clip_recipe(&layer->clip, recipe); return;
    case FMS_LAYER_BOX: box_recipe(&layer->box, recipe); return;
    case FMS_LAYER_TEXT: text_recipe(&layer->text, recipe); return;
    case FMS_LAYER_ROLL: roll_recipe(&layer->roll, recipe); return;
    case FMS_LAYER_COUNTER: counter_recipe(&layer->counter, recipe); return;
    case FMS_LAYER_CURVE: curve_recipe(&layer->curve, recipe); return;
    }
}

void fms_scene_recipe(const struct fms_scene *scene, GString *recipe)
{
    fms_recipe_number(recipe, "width", scene->width_px);
    fms_recipe_number(recipe, "height", scene->height_px);
    fms_recipe_number(recipe, "rate_num", scene->rate.num);
    fms_recipe_number(recipe, "rate_den", scene->rate.den);
    for (size_t i = 0; i < scene->n_layers; i++)
        fms_layer_recipe(&scene->layers[i], recipe);
}
