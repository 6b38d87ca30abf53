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
        if (layer->runs[i].reading)
            fms_recipe_string(recipe, "reading", layer->runs[i].reading);
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

static void scrim_recipe(const struct fms_scrim_layer *layer, GString *recipe)
{
    FMS_SCRIM_FIELDS(NUM, STR)
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
    case FMS_LAYER_SCRIM: scrim_recipe(&layer->scrim, recipe); return;
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

/* When a layer may be seen: frames from <= n < to. */
struct stretch {
    int64_t from, to;
};

static struct stretch stretch_of(int64_t enter_frame, int64_t leave_frame, int64_t leave_frames)
{
    return (struct stretch){ enter_frame, leave_frame < 0 ? INT64_MAX : leave_frame + MAX(leave_frames, 0) };
}

/* What stands in a stack says where the others stand; a text with cues comes with them. */
static struct stretch seen(const struct fms_layer *layer)
{
#define OF(kind) stretch_of(layer->kind.enter_frame, layer->kind.leave_frame, layer->kind.leave_frames)
    static const struct stretch always = { INT64_MIN, INT64_MAX };
    switch (layer->kind) {
    case FMS_LAYER_STILL: return OF(still);
    case FMS_LAYER_CLIP: return OF(clip);
    case FMS_LAYER_BOX: return layer->box.stack ? always : OF(box);
    case FMS_LAYER_TEXT: return layer->text.stack || layer->text.n_cues ? always : OF(text);
    case FMS_LAYER_COUNTER: return OF(counter);
    case FMS_LAYER_CURVE: return OF(curve);
    case FMS_LAYER_GROUND:
    case FMS_LAYER_SCRIM:
    case FMS_LAYER_ROLL: break;
    }
    return always;
#undef OF
}

/* A scrim looks at all that is ever beneath it. @return the number of layers up to the last one. */
static size_t looked_at(const struct fms_scene *scene)
{
    size_t n = scene->n_layers;
    while (n > 0 && scene->layers[n - 1].kind != FMS_LAYER_SCRIM)
        n--;
    return n;
}

const struct fms_scene *fms_scene_between(TALLOC_CTX *ctx, const struct fms_scene *scene, int64_t from, int64_t n)
{
    const size_t whole = looked_at(scene);
    struct fms_scene *part = talloc_memdup(ctx, scene, sizeof *scene);
    struct fms_layer *layers = talloc_array(part, struct fms_layer, scene->n_layers);
    part->n_layers = 0;
    for (size_t i = 0; i < scene->n_layers; i++) {
        struct stretch stretch = seen(&scene->layers[i]);
        if (i == 0 || i < whole || (stretch.from < from + n && stretch.to > from))
            layers[part->n_layers++] = scene->layers[i];
    }
    part->layers = talloc_realloc(part, layers, struct fms_layer, MAX(part->n_layers, 1));
    return part;
}
