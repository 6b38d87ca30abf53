/*
 * A scrim is as strong as the words on it need, and no stronger: what is beneath it is drawn at some moments of the scene and looked
 * at in squares of about a letter. One strength serves the whole scene, so that nothing breathes; all segments of it find the same.
 * Light is reckoned in integers, so that every machine does.
 */
#include "ease-private.h"
#include "scrim-private.h"

#include <math.h>

enum {
    MOMENTS = 8,  /* parts of the scene at whose edges it is looked at */
    COMINGS = 16, /* so many more, at most, when stills have come: each is a drawing of all that is beneath */
    SQUARES = 48, /* of the frame's shorter side */
    STEP = 8,     /* of its strength, in 255ths */
    LEAST_RATIO =
        480,       /* hundredths; 4.5 to 1 is asked for (WCAG 2.1), what is drawn is rounded, its colours are coarser */
    LIGHT = 65535, /* of white */
    FLARE = LIGHT / 20, /* WCAG 2.1 adds it to both */
};

struct scrim {
    struct fms_item item;
    const struct fms_scrim_layer *layer;
    struct fms_rect clip; /**< what of it is in the frame, with its edges */
    struct fms_ink ink;
    struct fms_cover cover; /**< of the clip */
    uint8_t *bytes;
};

static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    const struct scrim *scrim = (struct scrim *) item;
    if (scrim->bytes && scrim->ink.alpha)
        fms_paint_cover(out, &scrim->cover, (struct fms_paint_at){ scrim->clip.x, (int64_t) scrim->clip.y * 256, 255 },
                        scrim->ink);
    return true;
}

static void close_scrim(struct fms_item *item)
{
    g_free(((struct scrim *) item)->bytes);
    g_free(item);
}

/** How much of its strength a scrim has `at` pixels from its beginning, in 255ths: all within [from, from + length), none `fade` from it. */
static int32_t strength_at(int32_t at, int32_t from, int32_t length, int32_t fade)
{
    int32_t away = at < from ? from - at : at >= from + length ? at - from - length + 1 : 0;
    if (away >= fade)
        return away == 0 ? 255 : 0;
    double way = 1 - (double) away / fade;
    return (int32_t) (255 * way * way * (3 - 2 * way) + 0.5);
}

static void make_cover(struct scrim *scrim)
{
    const struct fms_scrim_layer *layer = scrim->layer;
    const struct fms_rect clip = scrim->clip;
    int32_t fade = fms_px(layer->fade_px);
    scrim->bytes = g_malloc((gsize) clip.w * (gsize) clip.h);
    for (int32_t y = 0; y < clip.h; y++) {
        int32_t down = strength_at(clip.y + y, fms_px(layer->y), fms_px(layer->h), fade);
        for (int32_t x = 0; x < clip.w; x++) {
            int32_t across = strength_at(clip.x + x, fms_px(layer->x), fms_px(layer->w), fade);
            scrim->bytes[(size_t) y * (size_t) clip.w + (size_t) x] = (uint8_t) ((down * across + 127) / 255);
        }
    }
    scrim->cover = (struct fms_cover){ scrim->bytes, clip.w, clip.w, clip.h, { NULL } };
}

struct fms_item *fms_scrim_open(const struct fms_opening *opening, const struct fms_scrim_layer *layer)
{
    struct scrim *scrim = g_new0(struct scrim, 1);
    int64_t fade = MAX(layer->fade_px, 0);
    int32_t left = fms_px(MAX(layer->x - fade, 0)), top = fms_px(MAX(layer->y - fade, 0));
    int32_t right = fms_px(MIN(layer->x + layer->w + fade, opening->scene->width_px));
    int32_t bottom = fms_px(MIN(layer->y + layer->h + fade, opening->scene->height_px));
    scrim->item = (struct fms_item){ draw, close_scrim };
    scrim->layer = layer;
    scrim->clip = (struct fms_rect){ left, top, right - left, bottom - top };
    scrim->ink = fms_ink_of(layer->rgba);
    if (scrim->clip.w > 0 && scrim->clip.h > 0)
        make_cover(scrim);
    return &scrim->item;
}

/* ---- what is beneath ---- */

struct rgb {
    int32_t part[3]; /**< R', G', B', 0 to 255 */
};

/** Relative luminance in LIGHT-ths. */
static int64_t light_of(struct rgb colour)
{
    static gsize ready;
    static int32_t linear[256];
    if (g_once_init_enter(&ready)) {
        for (int i = 0; i < 256; i++) {
            double v = i / 255.0;
            linear[i] = (int32_t) (LIGHT * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)) + 0.5);
        }
        g_once_init_leave(&ready, 1);
    }
    return (2126 * (int64_t) linear[colour.part[0]] + 7152 * (int64_t) linear[colour.part[1]] +
            722 * (int64_t) linear[colour.part[2]]) /
           10000;
}

static struct rgb rgb_of(int64_t rgba)
{
    return (struct rgb){ { (int32_t) (rgba >> 24 & 255), (int32_t) (rgba >> 16 & 255), (int32_t) (rgba >> 8 & 255) } };
}

/** Of the sums of a square's samples. */
static struct rgb rgb_of_sums(const int64_t sums[3], int64_t n)
{
    int64_t luma = 1164 * (sums[0] - 16 * n), cb = sums[1] - 128 * n, cr = sums[2] - 128 * n;
    const int64_t thousandths[] = { luma + 1793 * cr, luma - 213 * cb - 533 * cr, luma + 2112 * cb };
    struct rgb out;
    for (int i = 0; i < 3; i++) {
        int64_t value = thousandths[i] / (1000 * n);
        out.part[i] = (int32_t) CLAMP(value, 0, 255);
    }
    return out;
}

/** The mean of a square of a frame, from every second pixel and line. */
static struct rgb mean_of(const struct fms_frame *frame, struct fms_rect square)
{
    int64_t sums[3] = { 0 }, n = 0;
    for (int32_t y = square.y; y < square.y + square.h; y += 2)
        for (int32_t x = square.x; x < square.x + square.w; x += 2, n++) {
            sums[0] += frame->plane[0][y * frame->stride_bytes[0] + x];
            sums[1] += frame->plane[1][y / 2 * frame->stride_bytes[1] + x / 2];
            sums[2] += frame->plane[2][y / 2 * frame->stride_bytes[2] + x / 2];
        }
    return rgb_of_sums(sums, n);
}

static void look(const struct fms_scrim_layer *layer, const struct fms_frame *frame, GArray *squares)
{
    int32_t side = MAX(MIN(frame->width_px, frame->height_px) / SQUARES, 2);
    int32_t left = fms_px(MAX(layer->words_x, 0)), top = fms_px(MAX(layer->words_y, 0));
    int32_t right = fms_px(MIN(layer->words_x + layer->words_w, frame->width_px));
    int32_t bottom = fms_px(MIN(layer->words_y + layer->words_h, frame->height_px));
    for (int32_t y = top; y < bottom; y += side)
        for (int32_t x = left; x < right; x += side) {
            struct rgb mean = mean_of(frame, (struct fms_rect){ x, y, MIN(side, right - x), MIN(side, bottom - y) });
            g_array_append_val(squares, mean);
        }
}

/** Whether the ink can be read on a square under a scrim of this strength. */
static bool is_read(struct rgb square, struct rgb shade, int32_t alpha, int64_t ink_light)
{
    for (int i = 0; i < 3; i++)
        square.part[i] = (square.part[i] * (255 - alpha) + shade.part[i] * alpha + 127) / 255;
    int64_t ground = light_of(square), high = MAX(ground, ink_light), low = MIN(ground, ink_light);
    return 100 * (high + FLARE) >= LEAST_RATIO * (low + FLARE);
}

/** The least strength at which all squares bear the ink; the layer's own where none does. A square that failed is asked first. */
static int32_t needed(const struct fms_scrim_layer *layer, const GArray *squares)
{
    int32_t most = (int32_t) (layer->rgba & 255);
    struct rgb shade = rgb_of(layer->rgba);
    int64_t ink = light_of(rgb_of(layer->ink_rgba));
    guint worst = 0;
    for (int32_t alpha = 0; alpha < most; alpha += STEP) {
        guint passed = 0;
        while (passed < squares->len &&
               is_read(g_array_index(squares, struct rgb, (worst + passed) % squares->len), shade, alpha, ink))
            passed++;
        if (passed == squares->len)
            return alpha;
        worst = (worst + passed) % squares->len;
    }
    return most;
}

/** Draws what is beneath at a moment, and looks. */
static bool look_at(const struct fms_scene *scene, struct fms_item **items, size_t i, int64_t n,
                    struct fms_frame *frame, GArray *squares, GError **error)
{
    fms_paint_fill(frame, fms_ink_of(0x000000FF));
    for (size_t k = 0; k < i; k++)
        if (!items[k]->draw(items[k], n, frame, error))
            return false;
    look(&scene->layers[i].scrim, frame, squares);
    return true;
}

/** A clip cannot be looked at without being run through. */
static bool runs(const struct fms_scene *scene, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (scene->layers[k].kind == FMS_LAYER_CLIP)
            return true;
    return false;
}

/* What is beneath: when stills of it have come, and whether anything moves. */
struct beneath {
    GArray *comings; /**< of int64_t, within the scrim's frames */
    bool moves;
};

static struct beneath beneath(const struct fms_scene *scene, size_t i, int64_t first, int64_t last)
{
    struct beneath found = { g_array_new(FALSE, FALSE, sizeof(int64_t)), false };
    for (size_t k = 0; k < i; k++) {
        const struct fms_still_layer *still = &scene->layers[k].still;
        bool is_still = scene->layers[k].kind == FMS_LAYER_STILL;
        int64_t come = CLAMP(still->enter_frame + still->enter_frames, first, last);
        found.moves |= !is_still || still->move_end > still->move_begin;
        if (is_still && still->enter_frame > 0)
            g_array_append_val(found.comings, come);
    }
    return found;
}

/* Looks at what is beneath at all the moments that count. Of many that come, some stand for all, the last among them. */
static bool look_around(const struct fms_scene *scene, struct fms_item **items, size_t i, struct fms_frame *frame,
                        GArray *squares, GError **error)
{
    const struct fms_scrim_layer *layer = &scene->layers[i].scrim;
    int64_t first = layer->first_frame, last = MAX(layer->last_frame, first);
    struct beneath under = beneath(scene, i, first, last);
    guint n = MIN(under.comings->len, COMINGS);
    int parts = under.moves && last > first ? MOMENTS : 0;
    bool ok = true;
    for (guint k = 1; ok && last > first && k <= n; k++)
        ok = look_at(scene, items, i, g_array_index(under.comings, int64_t, k * under.comings->len / n - 1), frame,
                     squares, error);
    for (int k = 0; ok && k <= parts; k++)
        ok = look_at(scene, items, i, first + (last - first) * k / MOMENTS, frame, squares, error);
    g_array_free(under.comings, TRUE);
    return ok;
}

bool fms_scrim_measure(const struct fms_scene *scene, struct fms_item **items, size_t i, GError **error)
{
    struct scrim *scrim = (struct scrim *) items[i];
    if (runs(scene, i) || !scrim->bytes)
        return true;
    GArray *squares = g_array_new(FALSE, FALSE, sizeof(struct rgb));
    struct fms_frame *frame = fms_frame_new(scene->width_px, scene->height_px);
    bool ok = look_around(scene, items, i, frame, squares, error);
    scrim->ink.alpha = ok ? (uint8_t) needed(scrim->layer, squares) : scrim->ink.alpha;
    fms_frame_free(frame);
    g_array_free(squares, TRUE);
    return ok;
}
