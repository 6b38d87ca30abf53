/*
 * What is behind words is the frame without them, drawn once for each moment and colour of picture: most words of a scene are
 * there at its end, and drawing is what takes the time. Where their ink is, they themselves tell, drawn alone in white.
 */
#include "ink-contrast.h"

#include "contrast.h"
#include "picture.h"

#include <string.h>
#include <talloc.h>

enum {
    SQUARE_PX = 16, /* about a letter */
    INK_LUMA = 60,  /* of a white letter on black, where it is more than a shade */
    SHELF_BYTES = 64 << 20,
    OPAQUE_LUMA = 6, /* so far a pixel of a logo may differ between a black ground and a white one */
    N_PICTURES = 2   /* black, white */
};

struct backdrop {
    int64_t n;
    struct fms_frame *frames[N_PICTURES]; /* the second is NULL where there is no picture */
};

struct ink_backdrops {
    const struct fms_scene *scene; /* with its words */
    struct fms_scene *bare;        /* without */
    const struct fms_asset *logo;
    bool has_pictures;
    GArray *known;
};

/* ---- drawing ---- */

/* A picture of one colour. */
static bool plain_still(void *user, const struct fms_asset *of, struct fms_raster *out, GError **error)
{
    static uint8_t planes[N_PICTURES][64 * 36];
    const uint8_t *plane = planes[*(const int *) user];
    memset(planes[1], 255, sizeof planes[1]);
    *out = (struct fms_raster){ .model = FMS_RASTER_RGB,
                                .width_px = 64,
                                .height_px = 36,
                                .depth = 8,
                                .full_range = true,
                                .plane = { plane, plane, plane },
                                .stride_bytes = { 64, 64, 64 } };
    return true;
}

/* Drawings of the theme stay ready from scene to scene. */
static struct fms_frame *frame_of(const struct fms_scene *scene, int64_t n, int white)
{
    static struct fms_shelf *shelves[N_PICTURES];
    if (!shelves[white])
        shelves[white] = fms_shelf_new(SHELF_BYTES);
    const struct fms_pixels_port port = { .user = &white, .still = plain_still, .shelf = shelves[white] };
    GError *error = NULL;
    struct fms_picture *picture = fms_picture_open(scene, n, &port, &error);
    struct fms_frame *frame = fms_frame_new(scene->width_px, scene->height_px);
    if (!picture || !fms_picture_frame(picture, n, frame, &error))
        g_error("%s", error->message);
    fms_picture_close(picture);
    return frame;
}

/* ---- a scene without its words ---- */

static bool is_logo(const struct fms_layer *layer, const struct fms_asset *logo)
{
    return layer->kind == FMS_LAYER_STILL && logo && layer->still.asset == logo;
}

static bool is_picture(const struct fms_layer *layer)
{
    return layer->kind == FMS_LAYER_CLIP ||
           (layer->kind == FMS_LAYER_STILL && layer->still.asset->kind != FMS_ASSET_VECTOR);
}

/* Makes the words of a layer invisible; their paper and their marks stay. */
static void hide_words(struct fms_layer *layer)
{
    if (layer->kind == FMS_LAYER_TEXT)
        layer->text.rgba = layer->text.strong_rgba = 0;
    else if (layer->kind == FMS_LAYER_COUNTER)
        layer->counter.rgba = 0;
    else if (layer->kind == FMS_LAYER_ROLL)
        layer->roll.rgba = layer->roll.muted_rgba = 0;
}

static struct fms_scene *with_layers(TALLOC_CTX *ctx, const struct fms_scene *scene, struct fms_layer **layers)
{
    struct fms_scene *copy = talloc_memdup(ctx, scene, sizeof *scene);
    copy->layers = *layers = talloc_memdup(copy, scene->layers, scene->n_layers * sizeof **layers);
    return copy;
}

struct ink_backdrops *ink_backdrops_open(const struct fms_scene *scene, const struct fms_asset *logo)
{
    struct ink_backdrops *all = talloc_zero(NULL, struct ink_backdrops);
    struct fms_layer *layers;
    all->scene = scene;
    all->bare = with_layers(all, scene, &layers);
    all->logo = logo;
    all->known = g_array_new(FALSE, FALSE, sizeof(struct backdrop));
    all->bare->n_layers = 0;
    for (size_t k = 0; k < scene->n_layers; k++) {
        all->has_pictures |= is_picture(&scene->layers[k]);
        if (is_logo(&scene->layers[k], logo))
            continue;
        hide_words(&layers[k]);
        layers[all->bare->n_layers++] = layers[k];
    }
    return all;
}

void ink_backdrops_close(struct ink_backdrops *all)
{
    for (guint i = 0; i < all->known->len; i++)
        for (int white = 0; white < N_PICTURES; white++)
            fms_frame_free(g_array_index(all->known, struct backdrop, i).frames[white]);
    g_array_free(all->known, TRUE);
    talloc_free(all);
}

static struct backdrop backdrop_at(struct ink_backdrops *all, int64_t n)
{
    for (guint i = 0; i < all->known->len; i++)
        if (g_array_index(all->known, struct backdrop, i).n == n)
            return g_array_index(all->known, struct backdrop, i);
    struct backdrop made = { .n = n };
    for (int white = 0; white < 1 + all->has_pictures; white++)
        made.frames[white] = frame_of(all->bare, n, white);
    g_array_append_val(all->known, made);
    return made;
}

/* ---- contrast ---- */

struct colour {
    double rgb[3]; /* R'G'B', 0 to 255 */
};

static struct colour colour_at(const struct fms_frame *frame, int32_t x, int32_t y)
{
    const int32_t across = x / 2, down = y / 2;
    double luma = 1.1644 * (frame->plane[0][y * frame->stride_bytes[0] + x] - 16);
    double cb = frame->plane[1][down * frame->stride_bytes[1] + across] - 128;
    double cr = frame->plane[2][down * frame->stride_bytes[2] + across] - 128;
    return (struct colour){ { luma + 1.7927 * cr, luma - 0.2132 * cb - 0.5329 * cr, luma + 2.1124 * cb } };
}

static double luminance_of(struct colour colour)
{
    return fms_luminance(colour.rgb[0], colour.rgb[1], colour.rgb[2]);
}

/* An ink where it is whole, on what is behind it. */
static struct colour laid_on(uint32_t rgba, struct colour behind)
{
    double alpha = (rgba & 255) / 255.0;
    for (int i = 0; i < 3; i++)
        behind.rgb[i] += ((rgba >> (24 - 8 * i) & 255) - behind.rgb[i]) * alpha;
    return behind;
}

/* Where words are, and of what colour: of a logo, whose inks are its own, the pixels of a frame. */
struct ink {
    uint32_t rgba;
    const struct fms_frame *where, *own; /* `own` NULL: all of it has one colour */
    const struct fms_frame *other;       /* a logo on the other ground; where it differs, it is not whole */
};

static bool has_ink(const struct ink *ink, int32_t x, int32_t y)
{
    int luma = ink->where->plane[0][y * ink->where->stride_bytes[0] + x];
    if (!ink->other)
        return luma >= INK_LUMA;
    return ABS(luma - ink->other->plane[0][y * ink->other->stride_bytes[0] + x]) <= OPAQUE_LUMA;
}

static double contrast_in_square(const struct fms_frame *behind, const struct ink *ink, int32_t x0, int32_t y0)
{
    double sums[2] = { 0 };
    int n = 0;
    for (int32_t y = y0; y < MIN(y0 + SQUARE_PX, behind->height_px); y++)
        for (int32_t x = x0; x < MIN(x0 + SQUARE_PX, behind->width_px); x++) {
            if (!has_ink(ink, x, y))
                continue;
            struct colour ground = colour_at(behind, x, y);
            sums[0] += luminance_of(ground);
            sums[1] += luminance_of(ink->own ? colour_at(ink->own, x, y) : laid_on(ink->rgba, ground));
            n++;
        }
    return n ? fms_contrast_of(sums[0] / n, sums[1] / n) : 21;
}

static double contrast_on(const struct fms_frame *behind, const struct ink *ink)
{
    double least = 21;
    for (int32_t y = 0; y < behind->height_px; y += SQUARE_PX)
        for (int32_t x = 0; x < behind->width_px; x += SQUARE_PX) {
            double here = contrast_in_square(behind, ink, x, y);
            least = MIN(least, here);
        }
    return least;
}

/* The middle of a roll, the last frame of a text. */
static int64_t moment_of(const struct fms_scene *scene, const struct fms_layer *layer)
{
    if (layer->kind == FMS_LAYER_ROLL)
        return scene->n_frames / 2;
    bool leaves = layer->kind == FMS_LAYER_TEXT && layer->text.leave_frame >= 0;
    return leaves ? MIN(scene->n_frames, layer->text.leave_frame) - 1 : scene->n_frames - 1;
}

/* The inks of a layer: `white` has each but one of them in black, which is not seen on black. @return how many there are. */
static int inks_of(const struct fms_layer *layer, uint32_t inks[2], struct fms_layer white[2])
{
    const uint32_t shown = 0xFFFFFFFF, unseen = 0x000000FF;
    if (layer->kind == FMS_LAYER_COUNTER) {
        inks[0] = (uint32_t) layer->counter.rgba;
        return 1;
    }
    if (layer->kind == FMS_LAYER_ROLL) {
        inks[0] = (uint32_t) layer->roll.rgba;
        inks[1] = (uint32_t) layer->roll.muted_rgba;
        white[0].roll.muted_rgba = white[1].roll.rgba = unseen;
        return 2;
    }
    inks[0] = (uint32_t) layer->text.rgba;
    inks[1] = (uint32_t) layer->text.strong_rgba;
    white[0].text.paper_rgba &= ~255;
    white[1].text.paper_rgba &= ~255;
    white[0].text.strong_rgba = white[1].text.rgba = unseen;
    white[1].text.strong_rgba = shown;
    return inks[1] & 255 ? 2 : 1;
}

static double contrast_of_words(const struct fms_layer *layer, const struct backdrop *behind, int64_t n,
                                const struct fms_scene *just, size_t at)
{
    struct fms_layer white[2] = { just->layers[at], just->layers[at] };
    uint32_t inks[2];
    double least = 21;
    int n_inks = inks_of(layer, inks, white);
    for (int k = 0; k < n_inks; k++) {
        struct fms_layer *layers;
        struct fms_scene *scene = with_layers(NULL, just, &layers);
        layers[at] = white[k];
        struct fms_frame *where = frame_of(scene, n, 0);
        const struct ink ink = { .rgba = inks[k], .where = where };
        for (int p = 0; p < N_PICTURES && behind->frames[p]; p++) {
            double here = contrast_on(behind->frames[p], &ink);
            least = MIN(least, here);
        }
        fms_frame_free(where);
        talloc_free(scene);
    }
    return least;
}

/* A logo drawn on black and on white; the same one, in the same place, stands in most scenes. */
struct drawn_logo {
    struct fms_still_layer layer;
    struct fms_frame *frames[N_PICTURES];
};

static bool is_same(const struct fms_still_layer *a, const struct fms_still_layer *b, const struct fms_frame *frame,
                    const struct fms_scene *scene)
{
    return a->asset == b->asset && a->x == b->x && a->y == b->y && a->w == b->w && a->style == b->style &&
           frame->width_px == scene->width_px && frame->height_px == scene->height_px;
}

static struct drawn_logo logo_alone(const struct fms_layer *layer, const struct fms_scene *scene)
{
    struct fms_layer layers[2] = { { .kind = FMS_LAYER_BOX }, *layer };
    struct drawn_logo logo = { .layer = layer->still };
    struct fms_scene alone = *scene;
    layers[0].box = (struct fms_box_layer){
        .w = scene->width_px, .h = scene->height_px, .growth = FMS_GROW_NONE, .leave_frame = -1
    };
    layers[1].still.enter_frame = layers[1].still.enter_frames = 0;
    alone.layers = layers;
    alone.n_layers = 2;
    for (int white = 0; white < N_PICTURES; white++) {
        layers[0].box.rgba = white ? 0xFFFFFFFF : 0x000000FF;
        logo.frames[white] = frame_of(&alone, 0, 0);
    }
    return logo;
}

/* A logo's own colours are looked at where nothing shows through. */
static double contrast_of_logo(const struct fms_layer *layer, const struct backdrop *behind,
                               const struct fms_scene *scene)
{
    static GArray *known;
    const struct drawn_logo *logo = NULL;
    if (!known)
        known = g_array_new(FALSE, FALSE, sizeof(struct drawn_logo));
    for (guint i = 0; i < known->len && !logo; i++) {
        logo = &g_array_index(known, struct drawn_logo, i);
        logo = is_same(&logo->layer, &layer->still, logo->frames[0], scene) ? logo : NULL;
    }
    if (!logo) {
        struct drawn_logo made = logo_alone(layer, scene);
        g_array_append_val(known, made);
        logo = &g_array_index(known, struct drawn_logo, known->len - 1);
    }
    const struct ink ink = { .where = logo->frames[0], .own = logo->frames[0], .other = logo->frames[1] };
    double least = 21;
    for (int p = 0; p < N_PICTURES && behind->frames[p]; p++) {
        double here = contrast_on(behind->frames[p], &ink);
        least = MIN(least, here);
    }
    return least;
}

int ink_contrast_of_layer(struct ink_backdrops *all, size_t i, const struct fms_scene *just, size_t at)
{
    const struct fms_layer *layer = &all->scene->layers[i];
    int64_t n = moment_of(all->scene, layer);
    struct backdrop behind = backdrop_at(all, n);
    return (int) (100 * (is_logo(layer, all->logo) ? contrast_of_logo(layer, &behind, all->scene)
                                                   : contrast_of_words(layer, &behind, n, just, at)));
}
