/*
 * Stacks: columns of texts and boxes that share one height. A text on its own is a stack of one. If a stack is too
 * high, all its sizes go down by one measure, each as far as its own least size; if even that is too high, below it:
 * small words can be read, words outside the frame cannot.
 */
#include "text-draw-private.h"

/** The measure goes from WHOLE (sizes as asked) over HALF (least sizes) to 0 (a quarter of those). */
#define WHOLE 2000
#define HALF 1000

struct member {
    size_t layer;                /**< its index */
    struct fms_text_block block; /**< of a text */
    int32_t gap_px;
};

static int64_t stack_of(const struct fms_layer *layer)
{
    return layer->kind == FMS_LAYER_TEXT ? layer->text.stack : layer->kind == FMS_LAYER_BOX ? layer->box.stack : 0;
}

static void set_text(struct member *member, const struct fms_text_layer *layer, int measure)
{
    double size = CLAMP(layer->size_px, 1, 2000), least = CLAMP(layer->min_size_px, 1, size);
    if (measure >= HALF)
        size = MAX(least, size * (measure - HALF) / (WHOLE - HALF));
    else
        size = least = MAX(1, least * MAX(measure, HALF / 4) / HALF);
    fms_text_block_set(&member->block, size, least);
}

/** Sets all texts at a measure. @return the height of the stack. */
static int64_t set_all(GArray *members, const struct fms_scene *scene, int measure)
{
    int64_t height = 0;
    for (guint i = 0; i < members->len; i++) {
        struct member *member = &g_array_index(members, struct member, i);
        const struct fms_layer *layer = &scene->layers[member->layer];
        if (layer->kind == FMS_LAYER_TEXT)
            set_text(member, &layer->text, measure);
        else
            member->block.height_px = MAX(fms_px(layer->box.h), 0);
        height += member->block.height_px + (i ? member->gap_px : 0);
    }
    return height;
}

static int64_t fit(GArray *members, const struct fms_scene *scene, int64_t room)
{
    int64_t height = set_all(members, scene, WHOLE);
    if (room <= 0 || height <= room)
        return height;
    int fits = 0, over = WHOLE;
    while (over - fits > 8) {
        int middle = (fits + over) / 2;
        *(set_all(members, scene, middle) <= room ? &fits : &over) = middle;
    }
    return set_all(members, scene, fits);
}

/* Marks hang into the margin of the frame; not out of a paper, and not out of the frame. */
static int32_t hang_of(const struct fms_text_layer *text, const struct fms_scene *scene)
{
    int64_t left = text->x, right = scene->width_px - text->x - text->w;
    return text->verbatim || (text->paper_rgba & 255) ? 0 : (int32_t) CLAMP(MIN(left, right), 0, 10000);
}

static void begin(struct member *member, const struct fms_scene *scene)
{
    const struct fms_layer *layer = &scene->layers[member->layer];
    member->gap_px = fms_px(layer->kind == FMS_LAYER_TEXT ? layer->text.gap_px : layer->box.gap_px);
    if (layer->kind != FMS_LAYER_TEXT)
        return;
    const struct fms_text_layer *text = &layer->text;
    member->block = fms_text_block_of(text);
    member->block.hang_px = hang_of(text, scene);
    fms_text_block_begin(&member->block, text->text);
}

static GArray *gather(const struct fms_scene *scene, size_t first)
{
    GArray *members = g_array_new(FALSE, TRUE, sizeof(struct member));
    int64_t stack = stack_of(&scene->layers[first]);
    for (size_t i = first; i < scene->n_layers; i++) {
        if (i > first && (stack == 0 || stack_of(&scene->layers[i]) != stack))
            continue;
        struct member member = { .layer = i };
        begin(&member, scene);
        g_array_append_val(members, member);
    }
    return members;
}

/** The member that says where the stack stands: the first text, or else the first box. */
static struct fms_text_layer anchor(GArray *members, const struct fms_scene *scene)
{
    const struct fms_layer *first = &scene->layers[g_array_index(members, struct member, 0).layer];
    for (guint i = 0; i < members->len; i++) {
        const struct fms_layer *layer = &scene->layers[g_array_index(members, struct member, i).layer];
        if (layer->kind == FMS_LAYER_TEXT)
            return layer->text;
    }
    return (struct fms_text_layer){ .y = first->box.y, .h = 0 };
}

static void open_stack(const struct fms_opening *opening, size_t first, struct fms_item **items)
{
    const struct fms_scene *scene = opening->scene;
    GArray *members = gather(scene, first);
    struct fms_text_layer place = anchor(members, scene);
    int64_t height = fit(members, scene, place.h), spare = place.h - height, y = fms_px(place.y);
    if (spare > 0 && place.valign != FMS_ALIGN_START)
        y += place.valign == FMS_ALIGN_END ? spare : spare / 2;
    for (guint i = 0; i < members->len; i++) {
        struct member *member = &g_array_index(members, struct member, i);
        const struct fms_layer *layer = &scene->layers[member->layer];
        y += i ? member->gap_px : 0;
        if (layer->kind == FMS_LAYER_TEXT) {
            fms_text_block_finish(&member->block);
            items[member->layer] = fms_text_open(opening, &layer->text, &member->block, fms_px(y));
            fms_text_block_clear(&member->block);
        } else {
            items[member->layer] = fms_box_open(opening, &layer->box, y);
        }
        y += member->block.height_px;
    }
    g_array_free(members, TRUE);
}

void fms_stacks_open(const struct fms_opening *opening, struct fms_item **items)
{
    fms_fonts_lock();
    for (size_t i = 0; i < opening->scene->n_layers; i++) {
        const struct fms_layer *layer = &opening->scene->layers[i];
        if (items[i] || (layer->kind != FMS_LAYER_TEXT && layer->kind != FMS_LAYER_BOX))
            continue;
        if (layer->kind == FMS_LAYER_BOX && layer->box.stack == 0)
            items[i] = fms_box_open(opening, &layer->box, layer->box.y);
        else
            open_stack(opening, i, items);
    }
    fms_fonts_unlock();
}
